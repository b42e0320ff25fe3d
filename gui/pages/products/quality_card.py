"""The honest test: how many of 100 customers the lists reached, against best-sellers, and how sure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from engine.recommend.verdicts import Reach, Verdict
from engine.recommend.views import QualityView
from gui import text
from gui.charts.whiskers import Whisker, WhiskerChart, WhiskerGroup
from gui.widgets.basics import Label, column
from gui.widgets.card import Card

_SCALE = (0.0, 25.0, 50.0, 75.0, 100.0)


class QualityCard(Card):
    """A sentence, bars with whiskers a mode, and the uncertainty in words."""

    def __init__(self) -> None:
        super().__init__(self.tr("How good are they?"))
        self.sentence = Label("", wrap=True)
        self.add(self.sentence)
        self.chart = WhiskerChart(
            self.tr("How good are they?"), self.tr("of 100 customers who came back bought one of ten listed")
        )
        self._menu = self.chart.menu_button()
        self.add_action(self._menu)
        self.notes = column(spacing=4)
        self._tested = QWidget()
        self._tested.setLayout(column(self.chart, self.notes, spacing=12))
        self.add(self._tested)
        self._range, self._variety, self._reading = (Label("", "muted", wrap=True) for _ in range(3))
        for note in (self._range, self._variety, self._reading):
            self.notes.addWidget(note)
        self._reading.setText(
            self.tr(
                "The thin lines show how far chance may have moved a result. Both lists were tried on the"
                " same customers, so a difference can be certain even where the lines overlap."
            )
        )

    def show_quality(self, quality: QualityView, verdicts: Sequence[Verdict]) -> None:
        """Tell the test of a training; without enough past there is only the sentence."""
        self.sentence.setText(text.say(quality.sentence))
        self._tested.setVisible(bool(verdicts))
        self._menu.setVisible(bool(verdicts))
        if not verdicts:
            return
        self._range.setText(text.say(verdicts[0].range))
        self._variety.setText(text.say(verdicts[0].variety))
        self._reading.setVisible(verdicts[0].baseline is not None)
        groups = [self._group(verdict) for verdict in verdicts]
        header = (
            self.tr("Test"),
            self.tr("List"),
            self.tr("Reached of 100"),
            self.tr("From"),
            self.tr("To"),
            self.tr("Customers"),
        )
        lines = [
            (
                group.title,
                bar.label,
                *(text.count(round(x, 1)) for x in (bar.value, bar.low, bar.high)),
                tested,
            )
            for group, tested in zip(groups, (text.count(v.customers) for v in verdicts), strict=True)
            for bar in group.bars
        ]
        summary = ". ".join(
            f"{group.title}: {group.verdict}; "
            + ", ".join(f"{bar.label} {bar.written}" for bar in group.bars)
            for group in groups
        )
        self.chart.show_groups(groups, _SCALE, summary=summary, table=[header, *lines])

    def _group(self, verdict: Verdict) -> WhiskerGroup:
        bars = [self._bar(self.tr("Your lists"), verdict.ours, "accent")]
        if verdict.baseline is not None:
            bars.append(self._bar(self.tr("Best-sellers"), verdict.baseline, "muted"))
        return WhiskerGroup(text.say(verdict.name), text.say(verdict.said), verdict.tone, bars)

    def _bar(self, label: str, reach: Reach, tone: str) -> Whisker:
        low, high = text.count(round(reach.low)), text.count(round(reach.high))
        return Whisker(
            label,
            reach.hits,
            reach.low,
            reach.high,
            text.count(round(reach.hits)),
            self.tr("{label}: most likely {low} to {high} of 100").format(label=label, low=low, high=high),
            tone,
        )
