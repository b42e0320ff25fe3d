"""What each of the owner's columns was taken for, and a choice for each to put it right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import text
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, ElidedLabel, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.form import Choice

if TYPE_CHECKING:
    from engine.importing.views import ColumnPreview

#: At least so sure, a column needs no second look.
_SURE, _LIKELY = 0.85, 0.6

#: Rows made in one go.
_AT_ONCE = 6


class ColumnsCard(Card):
    """A row for each column: its name, some of its values, its meaning, and how sure that is."""

    #: The owner says otherwise: the column's header, and the meaning (empty: not used).
    corrected = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(
            self.tr("How your columns are understood"),
            self.tr(
                "Change what is wrong; the rows above follow at once. Clientele remembers it for next time."
            ),
        )
        self._headers: tuple[str, ...] = ()
        self._rows: dict[str, _ColumnRow] = {}
        self._unused: list[ColumnPreview] = []
        self._columns: dict[str, ColumnPreview] = {}
        # Eighty columns at once would hold up the window: a few rows, then the next few.
        self._coming: list[str] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._add_some)
        # One model behind all choices: filling each of eighty would hold up the window.
        self._meanings = QStandardItemModel(self)
        self._corrections: Mapping[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        for column, stretch in enumerate((3, 4, 4, 2)):
            self._grid.setColumnStretch(column, stretch)
        self.add(self._grid)
        self.more = Button("", kind="quiet", icon="chevron_down", on_click=self._show_more)
        self.add(row(self.more, None))

    def show_columns(
        self,
        columns: Sequence[ColumnPreview],
        meanings: Sequence[str],
        corrections: Mapping[str, str],
        *,
        all_needed: bool,
    ) -> None:
        """Show the columns; of the same file as before, each keeps its place while the owner works on it.

        Without ``all_needed`` columns the unused ones are shown at once: one of them must be the missing one.
        """
        if not self._meanings.rowCount():
            self._offer(meanings)
        self._corrections = corrections
        self._columns = {column.header: column for column in columns}
        headers = tuple(column.header for column in columns)
        if headers != self._headers:
            self._headers = headers
            self._lay_out(columns)
        if not all_needed:
            self._show_unused()
        for column in columns:
            if column.header in self._rows:
                self._rows[column.header].show(column, column.header in corrections)

    def _offer(self, meanings: Sequence[str]) -> None:
        for meaning in ("", *meanings):
            item = QStandardItem(text.say(f"import.meaning.{meaning or 'unused'}"))
            item.setData(meaning, Qt.ItemDataRole.UserRole)
            self._meanings.appendRow(item)

    def _lay_out(self, columns: Sequence[ColumnPreview]) -> None:
        clear(self._grid)
        self._rows.clear()
        self._coming.clear()
        titles = (
            self.tr("Your column"),
            self.tr("What is in it"),
            self.tr("What it means"),
            self.tr("How sure"),
        )
        for place, title in enumerate(titles):
            self._grid.addWidget(Label(title, "caption"), 0, place)
        used = [column for column in columns if column.meaning or column.header in self._corrections]
        self._unused = [column for column in columns if column not in used]
        self._coming = [column.header for column in used]
        self._next.start()
        self.more.setText(self.tr("Show %Ln columns that are not used", "", len(self._unused)))
        self.more.setVisible(bool(self._unused))

    def _show_more(self) -> None:
        first = self._unused[0].header
        self._show_unused()
        if first in self._rows:
            self._rows[first].choice.setFocus()

    def _show_unused(self) -> None:
        self.more.hide()
        self._coming += [column.header for column in self._unused]
        self._unused = []
        self._add_some()

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
        made.choice.currentIndexChanged.connect(lambda _: self.corrected.emit(header, made.choice.key))

    def choice(self, header: str) -> Choice:
        """The choice beside a column."""
        return self._rows[header].choice


class _ColumnRow(QObject):
    """The four widgets of one column."""

    def __init__(self, header: str, meanings: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ElidedLabel(header, "strong")
        self.samples = ElidedLabel("", "muted")
        self.choice = Choice()
        self.choice.setModel(meanings)
        self.choice.setAccessibleName(self.tr("What “{column}” means").format(column=header))
        self.name.setBuddy(self.choice)
        self.sure = Badge("")
        self.widgets: tuple[QWidget, ...] = (self.name, self.samples, self.choice, self.sure)

    def show(self, column: ColumnPreview, corrected: bool) -> None:
        """Paint what is known of the column now."""
        self.samples.setText("  ·  ".join(column.samples))
        self.choice.blockSignals(True)
        self.choice.setCurrentIndex(max(self.choice.findData(column.meaning), 0))
        self.choice.blockSignals(False)
        words, tone = self._confidence(column, corrected)
        self.sure.show_words(words, tone)
        self.sure.setVisible(bool(words))

    def _confidence(self, column: ColumnPreview, corrected: bool) -> tuple[str, str]:
        if corrected:
            return self.tr("You said so"), "accent"
        if not column.meaning:
            return "", "muted"
        if column.confidence >= _SURE:
            return self.tr("Certain"), "good"
        if column.confidence >= _LIKELY:
            return self.tr("Likely"), "muted"
        return self.tr("A guess: please check"), "warn"
