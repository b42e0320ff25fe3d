"""How a network learned: its loss after every pass, on what it was shown and on what was kept from it."""

from __future__ import annotations

from engine.embeddings import LikenessView, MethodView
from gui import text
from gui.charts.curves import Curve, CurveChart
from gui.widgets.basics import Label
from gui.widgets.card import Card
from gui.widgets.form import Choice


class LearningCard(Card):
    """One network at a time; hidden where none was taught."""

    def __init__(self) -> None:
        super().__init__(self.tr("How it learned"))
        self._ways: dict[str, MethodView] = {}
        self.way = Choice()
        self.way.setAccessibleName(self.tr("Network"))
        self.way.setMinimumContentsLength(20)
        self.way.activated.connect(lambda _: self._draw())
        self.chart = CurveChart(self.tr("Loss after every pass"), self.tr("Passes over the customers"))
        self._caption = Label("", "caption", wrap=True)
        self.add_action(self.chart.menu_button())
        self.add(self.way)
        self.add(self.chart, 1)
        self.add(self._caption)

    def show_likeness(self, view: LikenessView) -> None:
        """Offer the networks of the newest run, the one that finds most first."""
        taught = sorted((way for way in view.methods if way.taught), key=lambda way: -(way.found or 0.0))
        self._ways = {way.method: way for way in taught}
        self.setVisible(bool(taught))
        if taught:
            current = self.way.key if self.way.count() and self.way.key in self._ways else taught[0].method
            self.way.fill([(way.method, text.say(way.name)) for way in taught], current)
            self._draw()

    def _draw(self) -> None:
        way = self._ways[self.way.key]
        best = way.checked.index(min(way.checked))
        shown, kept = self.tr("shown"), self.tr("kept from it")
        tips = [
            self.tr("Pass {n}: {shown} on customers shown, {kept} on those kept from it").format(
                n=text.count(place + 1), shown=f"{one:.3f}", kept=f"{other:.3f}"
            )
            for place, (one, other) in enumerate(zip(way.taught, way.checked, strict=True))
        ]
        head = [self.tr("Pass"), self.tr("Loss on customers shown"), self.tr("Loss on those kept from it")]
        rows = [
            [str(place + 1), str(one), str(other)]
            for place, (one, other) in enumerate(zip(way.taught, way.checked, strict=True))
        ]
        told = self.tr("The loss on customers kept from it was lowest after pass {best} of {n}.").format(
            best=text.count(best + 1), n=text.count(len(tips))
        )
        self.chart.show_curves(
            [Curve(shown, way.taught, "muted"), Curve(kept, way.checked, "accent")],
            tips,
            best=(best, self.tr("used")),
            summary=told,
            table=[head, *rows],
        )
        size = self.tr("The network holds {n} numbers and takes {size} in your shop file.").format(
            n=text.count(way.parameters), size=text.size(way.weight_bytes)
        )
        why = self.tr("Learning stops when it no longer gets better on customers that it was not shown.")
        self._caption.setText(text.sentences(told, why, size))
