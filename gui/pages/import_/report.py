"""After an import: what became of every row, what is worth knowing, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import text
from gui.pages.import_.kinds import icon_of, title_of
from gui.pages.import_.next_steps import NextSteps
from gui.pages.import_.outcome import Figures, NotesCard
from gui.pages.import_.reconciliation import ReconciliationCard
from gui.pages.import_.rejects import RejectsCard
from gui.widgets.basics import Button, IconLabel, Label, column, row
from gui.widgets.card import Card

if TYPE_CHECKING:
    from engine.importing.report import ImportReport, RejectedCell


class ReportView(QWidget):
    """The report of one table."""

    #: Go to a page: its id.
    wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[ImportReport, bool] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self.head = Card()
        self._icon = IconLabel("check", "good", 24)
        self.sentence = Label("", "section", wrap=True)
        self._kind = Label("", "muted", wrap=True)
        line = row(column(self._icon, None), spacing=12)
        line.addLayout(column(self.sentence, self._kind, spacing=2), 1)
        self.head.add(line)
        self.figures = Figures()
        self.head.add(self.figures)
        self.head.body.addSpacing(4)
        self.steps = NextSteps()
        self.steps.wanted.connect(self.wanted)
        self.undo = Button(
            self.tr("Undo this import"), kind="quiet", icon="undo", on_click=self.undo_wanted.emit
        )
        self.head.add(row(self.steps, None, self.undo, spacing=8))
        layout.addWidget(self.head)
        self.sums = ReconciliationCard()
        self.notes = NotesCard(self.tr("Good to know"))
        beside = row(spacing=16)
        beside.addWidget(self.sums, 2)
        beside.addWidget(self.notes, 3)
        layout.addLayout(beside)
        self.rejects = RejectsCard(fixable=True)
        layout.addWidget(self.rejects)
        layout.addStretch(1)

    def show_report(
        self,
        report: ImportReport,
        rejected: Sequence[RejectedCell],
        *,
        undone: bool = False,
    ) -> None:
        """Show one table's report."""
        if (report, undone) == self._shown:
            # The page paints again with every change of the shop; making these cards anew would be felt.
            return
        self._shown = report, undone
        brought = bool(report.records.added or report.records.updated)
        icon = icon_of(report.kind)
        if undone:
            sentence, icon, tone = self.tr("The import of {file} was taken back."), "undo", "muted"
        elif brought:
            sentence, tone = self.tr("{file} is in your shop."), "good"
        else:
            sentence, tone = self.tr("{file} brought nothing new: your shop has it all."), "good"
        self.sentence.setText(sentence.format(file=report.file))
        self._kind.setText(title_of(report.kind, report.source))
        self._icon.show_icon(icon, tone)
        self.figures.show_report(report)
        self.steps.show_kinds([report.kind])
        self.undo.setVisible(brought and not undone and report.import_id is not None)
        self.sums.show_report(report)
        self.notes.show_notes(report.notes, report.set_aside)
        shown = len({cell.line for cell in rejected})
        told = self.tr(
            "They were left out. Correct them in the file and import it again: only they are added."
        )
        if shown < report.rows.rejected:
            told = text.sentences(
                told, self.tr("The first {count} are listed.").format(count=text.count(shown))
            )
        self.rejects.show_cells(
            self.tr("%Ln rows could not be stored", "", report.rows.rejected), told, rejected, report.file
        )
