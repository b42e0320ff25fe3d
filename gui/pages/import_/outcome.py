"""What an import does or did, in figures and in sentences: the same before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from engine.words import Text
from gui import text
from gui.widgets.basics import IconLabel, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from engine.importing.report import ImportReport


class Figures(QWidget):
    """New orders, changed, already there; and the rows that do not go in."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(36)
        self.setLayout(self._flow)

    def show_report(self, report: ImportReport) -> None:
        """Show the counts of one file; what is nothing and says nothing is left out."""
        clear(self._flow)
        orders, rows = report.orders, report.rows
        self._add(orders.added, self.tr("new orders", "", orders.added), "good" if orders.added else "body")
        if orders.updated:
            self._add(orders.updated, self.tr("orders changed", "", orders.updated))
        if orders.unchanged:
            self._add(orders.unchanged, self.tr("orders already there", "", orders.unchanged))
        if report.customers:
            self._add(report.customers, self.tr("new customers", "", report.customers))
        if report.products:
            self._add(report.products, self.tr("new products", "", report.products))
        if rows.set_aside:
            self._add(rows.set_aside, self.tr("rows set aside", "", rows.set_aside))
        self._add(
            rows.rejected, self.tr("rows rejected", "", rows.rejected), "warn" if rows.rejected else "body"
        )
        self._flow.invalidate()
        self.updateGeometry()

    def _add(self, number: int, words: str, role: str = "body") -> None:
        figure = Label(text.count(number), "figure")
        tile = QWidget()
        tile.setLayout(
            column(figure, Label(words, role if role == "warn" and number else "muted"), spacing=0)
        )
        tile.setAccessibleName(f"{text.count(number)} {words}")
        self._flow.addWidget(tile)


class NotesCard(Card):
    """Sentences worth knowing about a file, one below the other."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._list = column(spacing=8)
        self.add(self._list)

    def show_notes(self, notes: Sequence[Text], set_aside: Sequence[tuple[Text, int]] = ()) -> None:
        """Show these sentences; hidden without any."""
        clear(self._list)
        sentences = [
            self.tr("{rows} set aside: {reason}").format(
                rows=self.tr("%Ln rows", "", number), reason=text.say(reason)
            )
            for reason, number in set_aside
        ]
        sentences += [text.say(note) for note in notes]
        for sentence in sentences:
            line = row(spacing=10)
            line.addLayout(column(2, IconLabel("info", "muted", 16), None, spacing=0))
            line.addWidget(Label(sentence, wrap=True), 1)
            self._list.addLayout(line)
        self.setVisible(bool(sentences))
