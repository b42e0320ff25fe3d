"""The rows that could not be stored: where, what stands there, and why; to copy or to save."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from gui import text
from gui.tables import Column, ListModel
from gui.widgets.basics import Button
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from engine.importing.report import RejectedCell


class RejectsCard(Card):
    """A table of rejected cells with their line numbers."""

    #: Save them all: the path that was chosen.
    save_wanted = Signal(Path)
    copied = Signal()

    def __init__(self) -> None:
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
        self.copy = Button(self.tr("Copy"), kind="quiet", icon="copy", on_click=self._copy)
        self.save = Button(self.tr("Save as CSV…"), kind="quiet", icon="save", on_click=self._save)
        self.add_action(self.copy)
        self.add_action(self.save)
        self.add(self.table)

    def show_cells(self, title: str, subtitle: str, cells: Sequence[RejectedCell], file_name: str) -> None:
        """List these cells; hidden while there are none."""
        self._file_name = file_name
        self.setVisible(bool(cells))
        self.set_title(title, subtitle)
        self.model.show_rows(cells)
        self.table.fit_height(8)

    def _copy(self) -> None:
        lines = ["\t".join(column.title for column in self.model.columns)]
        for place in range(self.model.total):
            cell = self.model.row(place)
            lines.append("\t".join(column.say(cell).replace("\t", " ") for column in self.model.columns))
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit()

    def _save(self) -> None:
        name = self.tr("{file} – rejected rows").format(file=Path(self._file_name).stem) + ".csv"
        path, _ = QFileDialog.getSaveFileName(self, self.save.text(), name, self.tr("CSV files") + " (*.csv)")
        if path:
            self.save_wanted.emit(Path(path))
