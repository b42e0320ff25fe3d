"""What each of the owner's columns was taken for, and a choice for each to put it right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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
        self._choices: list[tuple[str, str]] = []
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
        self._choices = [("", self.tr("Not used"))]
        self._choices += [(meaning, text.say(f"import.meaning.{meaning}")) for meaning in meanings]
        self._corrections = corrections
        headers = tuple(column.header for column in columns)
        if headers != self._headers:
            self._headers = headers
            self._lay_out(columns)
        if not all_needed:
            self._show_unused()
        for column in columns:
            if column.header in self._rows:
                self._rows[column.header].show(column, self._choices, column.header in corrections)

    def _lay_out(self, columns: Sequence[ColumnPreview]) -> None:
        clear(self._grid)
        self._rows.clear()
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
        for column in used:
            self._add(column)
        self.more.setText(self.tr("Show %Ln columns that are not used", "", len(self._unused)))
        self.more.setVisible(bool(self._unused))

    def _show_more(self) -> None:
        first = self._unused[0].header
        self._show_unused()
        self._rows[first].choice.setFocus()

    def _show_unused(self) -> None:
        self.more.hide()
        unused, self._unused = self._unused, []
        for column in unused:
            self._add(column)
            self._rows[column.header].show(column, self._choices, column.header in self._corrections)

    def _add(self, column: ColumnPreview) -> None:
        made = _ColumnRow(column.header, self)
        self._rows[column.header] = made
        line = self._grid.rowCount()
        for place, widget in enumerate(made.widgets):
            self._grid.addWidget(widget, line, place)
        made.choice.currentIndexChanged.connect(
            lambda _, row=made, header=column.header: self.corrected.emit(header, row.choice.key)
        )

    def choice(self, header: str) -> Choice:
        """The choice beside a column."""
        return self._rows[header].choice


class _ColumnRow:
    """The four widgets of one column."""

    def __init__(self, header: str, parent: QWidget) -> None:
        self._parent = parent
        self.name = ElidedLabel(header, "strong")
        self.samples = ElidedLabel("", "muted")
        self.choice = Choice()
        self.choice.setAccessibleName(parent.tr("What “{column}” means").format(column=header))
        self.name.setBuddy(self.choice)
        self.sure = Badge("")
        self.widgets: tuple[QWidget, ...] = (self.name, self.samples, self.choice, self.sure)

    def show(self, column: ColumnPreview, choices: list[tuple[str, str]], corrected: bool) -> None:
        """Paint what is known of the column now."""
        self.samples.setText("  ·  ".join(column.samples))
        self.choice.fill(choices, column.meaning)
        words, tone = self._confidence(column, corrected)
        self.sure.show_words(words, tone)
        self.sure.setVisible(bool(words))

    def _confidence(self, column: ColumnPreview, corrected: bool) -> tuple[str, str]:
        if corrected:
            return self._parent.tr("You said so"), "accent"
        if not column.meaning:
            return "", "muted"
        if column.confidence >= _SURE:
            return self._parent.tr("Certain"), "good"
        if column.confidence >= _LIKELY:
            return self._parent.tr("Likely"), "muted"
        return self._parent.tr("A guess: please check"), "warn"
