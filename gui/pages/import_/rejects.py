"""The rows that could not be stored: where, what stands there, and why; to copy or to save."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from gui import text
from gui.tables import Column, ListModel
from gui.widgets.basics import Button, row
from gui.widgets.card import Card
from gui.widgets.form import Choice
from gui.widgets.rows_table import RowsTable
from gui.widgets.search_box import SearchBox

if TYPE_CHECKING:
    from engine.importing.report import RejectedCell


#: Rows on screen; the others scroll.
_SHOWN = 8


class RejectsCard(Card):
    """A table of rejected cells with their line numbers."""

    #: Save them all: the path that was chosen.
    save_wanted = Signal(Path)
    copied = Signal()

    #: Save the rows themselves, with their columns, to be corrected: the path that was chosen.
    rows_wanted = Signal(Path)

    def __init__(self, *, fixable: bool = False) -> None:
        super().__init__()
        self._file_name = ""
        self.model = ListModel(
            [
                Column(
                    self.tr("Line"), lambda cell: text.count(cell.line), sort="line", number=True, width=90
                ),
                Column(self.tr("Column"), "column", sort="column", width=150),
                Column(self.tr("What stands there"), "value", width=210),
                Column(self.tr("Why it cannot be stored"), lambda cell: text.say(cell.reason)),
            ]
        )
        self.table = RowsTable(self.model, self.tr("Rows that cannot be stored"))
        self._cells: Sequence[RejectedCell] = ()
        self._reasons: list[str] = []
        self.search = SearchBox(self.tr("Search in these rows"))
        self.search.searched.connect(lambda _: self._filter())
        self.why = Choice()
        self.why.setMinimumContentsLength(24)
        self.why.setAccessibleName(self.tr("Why it cannot be stored"))
        self.why.activated.connect(lambda _: self._filter())
        self.filters = QWidget()
        self.filters.setLayout(row(self.search, self.why, None))
        self.add(self.filters)
        self.copy = Button(self.tr("Copy"), kind="quiet", icon="copy", on_click=self._copy)
        self.save = Button(self.tr("Save this list…"), kind="quiet", icon="save", on_click=self._save)
        self.fix = Button(
            self.tr("Save the rows to correct them…"), kind="quiet", icon="edit", on_click=self._fix
        )
        if not fixable:
            self.fix.hide()
        for button in (self.copy, self.save, self.fix):
            self.add_action(button)
        self.add(self.table)

    def show_cells(self, title: str, subtitle: str, cells: Sequence[RejectedCell], file_name: str) -> None:
        """List these cells; hidden while there are none."""
        self._file_name = file_name
        self.setVisible(bool(cells))
        self.set_title(title, subtitle)
        if cells == self._cells:
            return
        self._cells = cells
        self.filters.setVisible(len(cells) > _SHOWN)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._reasons = [text.say(cell.reason) for cell in cells]
        reasons = Counter(self._reasons)
        self.why.fill(
            [
                ("", self.tr("Any reason")),
                *((said, f"{said} ({text.count(number)})") for said, number in reasons.most_common()),
            ],
            "",
        )
        self._filter()

    def _filter(self) -> None:
        wanted, why = self.search.text().strip().casefold(), self.why.key
        self.model.show_rows(
            [
                cell
                for cell, reason in zip(self._cells, self._reasons, strict=True)
                if (not why or reason == why)
                and (not wanted or wanted in f"{cell.line} {cell.column} {cell.value}".casefold())
            ]
        )
        self.table.fit_height(_SHOWN)

    def _copy(self) -> None:
        lines = ["\t".join(column.title for column in self.model.columns)]
        for place in range(self.model.total):
            cell = self.model.row(place)
            lines.append("\t".join(column.say(cell).replace("\t", " ") for column in self.model.columns))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit()

    def _save(self) -> None:
        path = self._ask_path(self.save.text(), self.tr("{file} – why not"))
        if path is not None:
            self.save_wanted.emit(path)

    def _fix(self) -> None:
        path = self._ask_path(self.fix.text(), self.tr("{file} – to correct"))
        if path is not None:
            self.rows_wanted.emit(path)

    def _ask_path(self, title: str, pattern: str) -> Path | None:
        # A table inside a file is named after both; no folder may be read out of that.
        stem = Path(self._file_name.rpartition("›")[2].strip()).stem
        name = pattern.format(file=stem) + ".csv"
        path, _ = QFileDialog.getSaveFileName(self, title, name, self.tr("CSV files") + " (*.csv)")
        return Path(path) if path else None
