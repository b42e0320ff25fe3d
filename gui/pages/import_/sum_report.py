"""After several tables were imported: all of them in sum, and what became of the rows of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import text
from gui.pages.import_.file_queue import QueuedTable, State
from gui.pages.import_.kinds import title_of
from gui.pages.import_.next_steps import NextSteps
from gui.pages.import_.outcome import Figures, NotesCard
from gui.pages.import_.recognised import brief
from gui.tables import Column, ListModel
from gui.widgets.basics import Button, IconLabel, Label, row
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from engine.importing.report import RowCounts


@dataclass(frozen=True)
class _Row:
    """One line of the table; the last one is the sum and belongs to no table."""

    name: str
    told: str
    rows: RowCounts
    table: QueuedTable | None = None


class SumReportView(QWidget):
    """The reports of several tables."""

    #: Go to a page: its id.
    wanted = Signal(str)
    #: Back to what was not imported, to see to it.
    rest_wanted = Signal()
    #: The table whose own report the owner wants to read.
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[object] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self.head = Card()
        self.sentence = Label("", "section", wrap=True)
        line = row(IconLabel("check", "good", 24), spacing=12)
        line.addWidget(self.sentence, 1)
        self.head.add(line)
        self.figures = Figures()
        self.head.add(self.figures)
        self.head.body.addSpacing(4)
        self.steps = NextSteps()
        self.steps.wanted.connect(self.wanted)
        self.head.add(row(self.steps, None))
        layout.addWidget(self.head)
        self.card = Card(self.tr("Every row accounted for"), " ")
        self.model = ListModel(
            [
                Column(self.tr("File"), "name", second=lambda line: line.told, middle=True),
                Column(self.tr("Read"), lambda line: text.count(line.rows.read), number=True, width=96),
                *(
                    Column(title, _counts(name), number=True, width=108)
                    for title, name in (
                        (self.tr("New"), "added"),
                        (self.tr("Changed"), "updated"),
                        (self.tr("Already there"), "unchanged"),
                        (self.tr("Set aside"), "set_aside"),
                        (self.tr("Rejected"), "rejected"),
                    )
                ),
            ]
        )
        self.table = RowsTable(self.model, self.card.title_label.text(), two_lines=True)
        self.table.opened.connect(self._open)
        self.card.add(self.table)
        layout.addWidget(self.card)
        self.rest = NotesCard(self.tr("Not imported"))
        self.see_to = Button(self.tr("See to these"), on_click=self.rest_wanted.emit)
        self.rest.add_action(self.see_to)
        layout.addWidget(self.rest)
        layout.addStretch(1)

    def _why_not(self, table: QueuedTable) -> str:
        if table.state is State.KNOWN:
            return self.tr("already in your shop")
        return self.tr("left out by you") if table.state is State.READY else brief(table)

    def _open(self, line: _Row) -> None:
        if line.table is not None:
            self.opened.emit(line.table)

    def show_tables(self, tables: Sequence[QueuedTable]) -> None:
        """Show what was imported, and why the rest was not."""
        reports = [table.report for table in tables if table.report is not None and table.state is State.DONE]
        rest = [
            (table.name, self._why_not(table))
            for table in tables
            if table.state not in (State.DONE, State.UNDONE)
        ]
        if [*reports, *rest] == self._shown:
            return
        self._shown = [*reports, *rest]
        open_ends = (State.ASKS, State.FAILED, State.READY)
        self.see_to.setVisible(any(table.state in open_ends for table in tables))
        self.rest.show_sentences(
            [
                reason if name in reason else self.tr("{file}: {reason}").format(file=name, reason=reason)
                for name, reason in rest
            ]
        )
        self.sentence.setText(self.tr("%Ln tables are in your shop.", "", len(reports)))
        self.figures.show_reports(reports)
        self.steps.show_kinds([report.kind for report in reports])
        lines = [
            _Row(report.file, title_of(report.kind, report.source), report.rows, table)
            for table in tables
            if (report := table.report) is not None and table.state is State.DONE
        ]
        from engine.importing.report import RowCounts

        names = ("read", "added", "updated", "unchanged", "set_aside", "rejected")
        total = RowCounts(**{name: sum(getattr(line.rows, name) for line in lines) for name in names})
        told = self.tr("Click a line for its report.")
        if all(_adds_up(line.rows) for line in lines):
            told = text.sentences(
                self.tr(
                    "Rows read are the new, changed and known ones, those set aside and those rejected:"
                    " it adds up."
                ),
                told,
            )
        self.card.set_title(self.card.title_label.text(), told)
        self.model.show_rows([*lines, _Row(self.tr("Altogether"), "", total)])
        self.table.fit_height(len(lines) + 1)


def _counts(name: str) -> Callable[[_Row], str]:
    """How many of the rows went that way; a dash for none, so that what matters stands out."""
    return lambda line: text.count(getattr(line.rows, name)) if getattr(line.rows, name) else "–"


def _adds_up(rows: RowCounts) -> bool:
    parts = rows.added + rows.updated + rows.unchanged + rows.set_aside + rows.rejected
    return rows.read == parts
