"""What was imported so far, newest first: look at its report again, or take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from gui import text
from gui.pages.import_.kinds import icon_of, said_records, title_of
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, clear, column, row
from gui.widgets.card import Card

if TYPE_CHECKING:
    from engine.importing.report import ImportRecord

#: So many are listed until the owner asks for all.
_LISTED = 6


class HistoryCard(Card):
    """One line an import, with its two buttons."""

    #: The id of an import whose report the owner wants to read.
    details_wanted = Signal(int)
    #: The import (its record) that the owner wants to take back.
    undo_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(self.tr("Imported so far"))
        self._records: Sequence[ImportRecord] = ()
        self._zone: tzinfo | None = None
        self._all = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.add(self._grid)
        self.more = Button("", kind="quiet", icon="chevron_down", on_click=self._show_all)
        self.add(row(self.more, None))

    def show_records(self, records: Sequence[ImportRecord], zone: tzinfo) -> None:
        """List these imports; hidden while there are none."""
        self.setVisible(bool(records))
        if (records, zone) == (self._records, self._zone):
            return
        self._records, self._zone = records, zone
        self._lay_out()

    def _show_all(self) -> None:
        self._all = True
        self._lay_out()

    def _lay_out(self) -> None:
        clear(self._grid)
        titles = (
            (1, self.tr("File")), (2, self.tr("When")), (3, self.tr("Rows")), (4, self.tr("What it brought")),
        )  # fmt: skip
        for place, title in titles:
            self._grid.addWidget(Label(title, "caption"), 0, place, _side(place == 3))
        shown = self._records if self._all else self._records[:_LISTED]
        for line, record in enumerate(shown, 1):
            self._add(line, record)
        self.more.setText(self.tr("Show all %Ln imports", "", len(self._records)))
        self.more.setVisible(len(shown) < len(self._records))

    def _add(self, line: int, record: ImportRecord) -> None:
        undone = record.state == "undone"
        self._grid.addWidget(IconLabel(icon_of(record.kind), "muted" if undone else "accent", 20), line, 0)
        name = ElidedLabel(record.file, "muted" if undone else "strong", middle=True)
        told = ElidedLabel(title_of(record.kind, record.source), "caption")
        self._grid.addLayout(column(name, told, spacing=0), line, 1)
        brought = said_records(record.kind, record.records.added, record.records.updated)
        cells = (
            Label(text.moment(record.at, self._zone), "muted"),
            Label(text.count(record.rows.read), "muted" if undone else "body"),
            Badge(self.tr("Taken back"), "muted") if undone
            else Label(brought) if brought
            else Label(self.tr("Nothing new"), "muted"),
        )  # fmt: skip
        for place, cell in enumerate(cells, 2):
            self._grid.addWidget(cell, line, place, _side(place == 3))
        details = Button(
            self.tr("Report"), kind="quiet", on_click=lambda: self.details_wanted.emit(record.id)
        )
        details.setAccessibleName(self.tr("Report of the import of {file}").format(file=record.file))
        self._grid.addWidget(details, line, 5)
        if undone:
            return
        undo = Button(
            self.tr("Undo"), kind="quiet", icon="undo", on_click=lambda: self.undo_wanted.emit(record)
        )
        undo.setAccessibleName(self.tr("Undo the import of {file}").format(file=record.file))
        self._grid.addWidget(undo, line, 6)


def _side(right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
