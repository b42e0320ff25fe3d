"""What each of the owner's columns was taken for, and a choice for each to put it right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import text
from gui.pages.import_.file_queue import LIKELY
from gui.pages.import_.recognised import Recognised
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, ElidedLabel, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.form import Choice

if TYPE_CHECKING:
    from engine.importing.views import ColumnPreview

#: Rows made in one go, and at most before the owner asks for more.
_AT_ONCE, _SHOWN_MORE = 6, 40


class ColumnsCard(Card):
    """A row for each column: its name, some of its values, its meaning, and how sure that is.

    At first only the columns that need a look are there; the others are one button away.
    """

    #: The owner says otherwise: the column's header, and the meaning (empty: not used).
    corrected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("How your columns are understood"), " ")
        self._asked: tuple[object, ...] = ()
        self._rows: dict[str, _ColumnRow] = {}
        self._hidden: list[str] = []
        self._columns: dict[str, ColumnPreview] = {}
        # Two hundred columns at once would hold up the window: a few rows, then the next few.
        self._coming: list[str] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_some)
        # One model behind all choices: filling each of eighty would hold up the window.
        self._meanings = QStandardItemModel(self)
        self._corrections: Mapping[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column, stretch in enumerate((3, 4, 4, 2, 0)):
            self._grid.setColumnStretch(column, stretch)
        self.add(self._grid)
        self.more = Button("", kind="quiet", icon="chevron_down", on_click=self.show_more)
        self.add(row(self.more, None))

    def show_columns(
        self,
        table: object,
        columns: Sequence[ColumnPreview],
        meanings: Sequence[str],
        corrections: Mapping[str, str],
        *,
        lacking: bool,
    ) -> None:
        """Show the columns; of the same ``table`` as before each keeps its place while the owner works.

        While a needed column is ``lacking`` all are shown: one of them must be the missing one.
        """
        self._corrections = corrections
        self._columns = {column.header: column for column in columns}
        asked = (table, tuple(meanings), tuple(self._columns))
        if asked != self._asked:
            self._asked = asked
            self._offer(meanings)
            self._lay_out()
        if lacking and len(self._rows) + len(self._coming) < _SHOWN_MORE:
            self.show_more()
        for header, made in self._rows.items():
            made.show(self._columns[header], header in corrections)
        used = sum(bool(column.meaning) for column in columns)
        said = self.tr("%Ln columns are used", "", used)
        unused = len(columns) - used
        if unused:
            said += self.tr(", ") + self.tr("%Ln are not", "", unused)
        told = self.tr("Change what is wrong: Clientele remembers it for files like this one.")
        self.set_title(self.title_label.text(), text.sentences(said + self.tr("."), told))

    def _offer(self, meanings: Sequence[str]) -> None:
        self._meanings.clear()
        for meaning in ("", *meanings):
            item = QStandardItem(text.say(f"import.meaning.{meaning or 'unused'}"))
            item.setData(meaning, Qt.ItemDataRole.UserRole)
            self._meanings.appendRow(item)

    def _lay_out(self) -> None:
        clear(self._grid)
        self._rows.clear()
        look = [
            column.header
            for column in self._columns.values()
            if column.header in self._corrections or (column.meaning and column.confidence < LIKELY)
        ]
        self._coming = look
        self._hidden = [header for header in self._columns if header not in look]
        # Used ones first: they are what the owner wants to check.
        self._hidden.sort(key=lambda header: not self._columns[header].meaning)
        if look:
            self._add_titles()
            self._add_some()
        self._paint_more()

    def _paint_more(self) -> None:
        left = len(self._hidden)
        self.more.setText(
            self.tr("Show the other %Ln columns", "", left)
            if self._rows or self._coming
            else self.tr("Show all %Ln columns", "", left)
        )
        if left > _SHOWN_MORE:
            self.more.setText(self.tr("Show more of %Ln columns", "", left))
        self.more.setVisible(bool(left))

    def _add_titles(self) -> None:
        titles = (
            self.tr("Your column"),
            self.tr("What is in it"),
            self.tr("What it means"),
            self.tr("How sure"),
        )
        for place, title in enumerate(titles):
            self._grid.addWidget(Label(title, "caption"), 0, place)

    def show_more(self) -> None:
        """Show the other columns; of very many the next few, since each takes the window a moment."""
        if not self._hidden:
            return
        had_focus = self.more.hasFocus()
        coming, self._hidden = self._hidden[:_SHOWN_MORE], self._hidden[_SHOWN_MORE:]
        if not self._rows:
            self._add_titles()
        self._coming += coming
        self._add_some()
        self._paint_more()
        if had_focus and coming[0] in self._rows:
            self._rows[coming[0]].choice.setFocus()

    def _add_some(self) -> None:
        some, self._coming = self._coming[:_AT_ONCE], self._coming[_AT_ONCE:]
        for header in some:
            self._add(header)
        if self._coming:
            self._next.start()

    def _add(self, header: str) -> None:
        made = _ColumnRow(header, self._meanings, self)
        self._rows[header] = made
        for place, widget in enumerate(made.widgets):
            self._grid.addWidget(widget, len(self._rows), place)
        made.show(self._columns[header], header in self._corrections)
        made.choice.activated.connect(lambda _: self.corrected.emit(header, made.choice.key))
        made.right.clicked.connect(lambda: self.corrected.emit(header, made.choice.key))

    def choice(self, header: str) -> Choice:
        """The choice beside a column."""
        return self._rows[header].choice


class _ColumnRow(QObject):
    """The widgets of one column."""

    def __init__(self, header: str, meanings: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(header, "strong")
        self.samples = ElidedLabel("", "muted")
        self.choice = Choice()
        self.choice.setModel(meanings)
        self.choice.setAccessibleName(self.tr("What “{column}” means").format(column=header))
        self.name.setBuddy(self.choice)
        self.sure = Badge("")
        self.right = Button(self.tr("That is right"), kind="quiet", icon="check")
        self.right.setAccessibleName(self.tr("“{column}” is understood rightly").format(column=header))
        self.widgets: tuple[QWidget, ...] = (self.name, self.samples, self.choice, self.sure, self.right)

    def show(self, column: ColumnPreview, corrected: bool) -> None:
        """Paint what is known of the column now."""
        self.samples.setText("  ·  ".join(column.samples))
        self.choice.blockSignals(True)
        self.choice.setCurrentIndex(max(self.choice.findData(column.meaning), 0))
        self.choice.blockSignals(False)
        words, tone = self._confidence(column, corrected)
        self.sure.show_words(words, tone)
        self.sure.setVisible(bool(words))
        self.right.setVisible(bool(column.meaning) and not corrected and column.confidence < LIKELY)

    def _confidence(self, column: ColumnPreview, corrected: bool) -> tuple[str, str]:
        if corrected:
            return self.tr("You said so"), "accent"
        if not column.meaning:
            return "", "muted"
        return Recognised().certainty(column.confidence)
