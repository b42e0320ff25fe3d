"""How sure a grouping is: how it was made, how it was checked, and what else was tried."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from engine.segments import SegmentsPage
from gui import text
from gui.widgets.badge import Badge
from gui.widgets.basics import IconLabel, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.scroller import Scroller


class Certainty(Card):
    """The method in a sentence, the notes of the run, and the numbers of groups that were tried."""

    def __init__(self) -> None:
        super().__init__(self.tr("How sure is this?"))
        self._badge = Badge()
        self.add_action(self._badge)
        self._area = Scroller(self.tr("How sure is this?"), focusable=True)
        self._inside = self._area.column
        self.add(self._area, 1)

    def show_run(self, view: SegmentsPage) -> None:
        """Tell about the run of the page."""
        clear(self._inside)
        self._badge.setVisible(view.grade is not None)
        if view.grade is not None:
            self._badge.show_words(text.say(view.grade.words), view.grade.tone)
        about = next((each.about for each in view.methods if each.key == view.method), None)
        if about is not None:
            self._inside.addWidget(Label(text.say(about), wrap=True))
        notes = [text.say(note) for note in view.run.notes] if view.run else []
        if view.run is not None and any(each.median_points is not None for each in view.run.segments):
            notes.append(text.say("segment.points.help"))
        for note in notes:
            line = row(spacing=8)
            line.addWidget(IconLabel("info", "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Label(note, wrap=True), 1)
            self._inside.addLayout(line)
        if view.trials:
            self._inside.addSpacing(4)
            self._inside.addWidget(Label(self.tr("What was tried"), "strong"))
            self._inside.addLayout(self._trials(view))
        self._inside.addStretch(1)

    def _trials(self, view: SegmentsPage) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for place, trial in enumerate(view.trials):
            if trial.chosen:
                grid.addWidget(IconLabel("check", "good", 18), place, 0)
            role = "strong" if trial.chosen else "body"
            grid.addWidget(Label(self.tr("%Ln groups", "", trial.groups), role), place, 1)
            verdict = Label(text.say(trial.verdict), "strong" if trial.chosen else "muted", wrap=True)
            grid.addWidget(verdict, place, 2)
        return grid
