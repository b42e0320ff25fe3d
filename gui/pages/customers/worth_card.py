"""What each way of comparing customers is worth on this shop's own past, and which is used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.embeddings import LikenessView, MethodView
from gui import text
from gui.pages.customers.rows import IconLine
from gui.widgets.badge import Badge
from gui.widgets.basics import Label, Line, clear, column, row
from gui.widgets.card import Card


class WorthCard(Card):
    """The conclusion, the ways with their verdicts, and how it was tested."""

    def __init__(self) -> None:
        super().__init__(self.tr("What it is worth on your orders"))
        self._conclusion = Label("", wrap=True)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(12)
        self._test = Label("", "caption", wrap=True)
        self._missing = QVBoxLayout()
        self.add(self._conclusion)
        self.add(self._ways)
        self.add(Line())
        self.add(self._test)
        self.add(self._missing)

    def show_likeness(self, view: LikenessView) -> None:
        """Show the newest run."""
        self._conclusion.setText(text.say(view.conclusion))
        self._test.setText(text.say(view.test))
        clear(self._ways)
        for way in view.methods:
            self._ways.addWidget(self._way(way))
        clear(self._missing)
        if view.missing is not None:
            self._missing.addWidget(IconLine("info", text.say(view.missing)))

    def _way(self, way: MethodView) -> QWidget:
        head = row(Label(text.say(way.name), "strong", wrap=True), spacing=8)
        head.setStretch(0, 1)
        if way.chosen:
            head.addWidget(Badge(self.tr("In use"), "good"), 0, Qt.AlignmentFlag.AlignTop)
        made = QWidget()
        about, verdict = (
            Label(text.say(way.about), "caption", wrap=True),
            Label(text.say(way.verdict), wrap=True),
        )
        made.setLayout(column(head, about, verdict, spacing=2))
        return made
