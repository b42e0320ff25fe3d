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
    """What is new, changed, already there; and the rows that do not go in."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(36)
        self.setLayout(self._flow)

    def show_report(self, report: ImportReport) -> None:
        """Show the counts of one table."""
        self.show_reports([report])

    def show_reports(self, reports: Sequence[ImportReport]) -> None:
        """Show the counts of several tables in sum; what is nothing and says nothing is left out."""
        clear(self._flow)
        kinds = list(dict.fromkeys(report.kind for report in reports))
        alone = len(kinds) == 1
        for kind in dict.fromkeys([*kinds, "customers", "products"]):
            records = [report.records for report in reports if report.kind == kind]
            added = sum(_added(report, kind) for report in reports)
            updated = sum(one.updated for one in records)
            unchanged = sum(one.unchanged for one in records)
            if added or (alone and kind in kinds and not updated and not unchanged):
                self._add(added, self._new(kind, added), "good" if added else "body")
            if updated and alone:
                self._add(updated, self._changed(kind, updated))
            if unchanged and alone:
                self._add(unchanged, self._there(kind, unchanged))
        aside = sum(report.rows.set_aside for report in reports)
        if aside and alone:
            self._add(aside, self.tr("rows set aside", "", aside))
        rejected = sum(report.rows.rejected for report in reports)
        if rejected or alone:
            self._add(rejected, self.tr("rows rejected", "", rejected), "warn" if rejected else "body")
        self._flow.invalidate()
        self.updateGeometry()

    def _new(self, kind: str, n: int) -> str:
        return {
            "products": lambda: self.tr("new products", "", n),
            "customers": lambda: self.tr("new customers", "", n),
            "orders": lambda: self.tr("new orders", "", n),
            "visits": lambda: self.tr("new visits", "", n),
            "reviews": lambda: self.tr("new reviews", "", n),
            "suppressions": lambda: self.tr("people no longer written to", "", n),
            "results": lambda: self.tr("new campaign results", "", n),
        }[kind]()

    def _changed(self, kind: str, n: int) -> str:
        return {
            "products": lambda: self.tr("products changed", "", n),
            "customers": lambda: self.tr("customers changed", "", n),
            "orders": lambda: self.tr("orders changed", "", n),
            "visits": lambda: self.tr("visits changed", "", n),
            "reviews": lambda: self.tr("reviews changed", "", n),
            "suppressions": lambda: self.tr("people changed", "", n),
            "results": lambda: self.tr("campaign results changed", "", n),
        }[kind]()

    def _there(self, kind: str, n: int) -> str:
        return {
            "products": lambda: self.tr("products already there", "", n),
            "customers": lambda: self.tr("customers already there", "", n),
            "orders": lambda: self.tr("orders already there", "", n),
            "visits": lambda: self.tr("visits already there", "", n),
            "reviews": lambda: self.tr("reviews already there", "", n),
            "suppressions": lambda: self.tr("people already known", "", n),
            "results": lambda: self.tr("campaign results already there", "", n),
        }[kind]()

    def _add(self, number: int, words: str, role: str = "body") -> None:
        figure = Label(text.count(number), "figure")
        tile = QWidget()
        tile.setLayout(
            column(figure, Label(words, role if role == "warn" and number else "muted"), spacing=0)
        )
        tile.setAccessibleName(f"{text.count(number)} {words}")
        self._flow.addWidget(tile)


def _added(report: ImportReport, kind: str) -> int:
    """New things of a kind that a table brought: its own, and the people and products it speaks of."""
    own = report.records.added if report.kind == kind else 0
    made = {"customers": report.customers, "products": report.products}.get(kind, 0)
    return max(own, made)


class NotesCard(Card):
    """Sentences worth knowing about a table, one below the other."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._list = column(spacing=8)
        self.add(self._list)
        self.body.addStretch(1)

    def show_notes(self, notes: Sequence[Text], set_aside: Sequence[tuple[Text, int]] = ()) -> None:
        """Show these sentences; hidden without any."""
        sentences = [
            self.tr("{rows} set aside: {reason}").format(
                rows=self.tr("%Ln rows", "", number), reason=text.say(reason)
            )
            for reason, number in set_aside
        ]
        self.show_sentences([*sentences, *(text.say(note) for note in notes)])

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these; hidden without any."""
        clear(self._list)
        for sentence in sentences:
            line = row(spacing=10)
            line.addLayout(column(2, IconLabel("info", "muted", 16), None, spacing=0))
            line.addWidget(Label(sentence, wrap=True), 1)
            self._list.addLayout(line)
        self.setVisible(bool(sentences))
