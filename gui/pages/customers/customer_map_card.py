"""The map of customers: who lies near whom buys alike, coloured by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from engine.embeddings import CustomerMap, LikenessView
from gui import text
from gui.widgets.basics import Label, row
from gui.widgets.card import Card
from gui.widgets.form import Choice

if TYPE_CHECKING:
    from gui.charts.scatter import Scatter

_TALL = 440


class CustomerMapCard(Card):
    """A scatter whose library is loaded when there are points to draw for the first time."""

    #: A customer was clicked: the id.
    customer_wanted = Signal(int)
    #: The map of another way of comparing is wanted: its key.
    way_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Map of your customers"))
        self.way = Choice()
        self.way.setAccessibleName(self.tr("Way of comparing"))
        self.way.setMinimumContentsLength(12)
        self.way.activated.connect(lambda _: self.way_wanted.emit(self.way.key))
        self.group = Choice()
        self.group.setAccessibleName(self.tr("Segment to bring forward"))
        self.group.setMinimumContentsLength(12)
        self.group.activated.connect(lambda _: self._mark())
        self._caption = Label("", "muted", wrap=True)
        self.add(self._caption)
        choices = row(spacing=8)
        choices.addWidget(self.way, 1)
        choices.addWidget(self.group, 1)
        self.add(choices)
        self.chart: Scatter | None = None

    def show_ways(self, view: LikenessView, current: str) -> None:
        """Offer the ways that have a map."""
        names = [(way.method, text.say(way.name)) for way in view.methods]
        self.way.fill(names, current or view.chosen)
        self.way.setVisible(len(names) > 1)

    def show_map(self, found: CustomerMap) -> None:
        """Draw it; the segment that was brought forward stays so."""
        from gui.charts.scatter import Group, Spot

        chart = self._made()
        named = {group.code: text.say(group.name) for group in found.groups}
        chart.show_groups(
            [
                Group(
                    group.code,
                    named[group.code],
                    [
                        Spot(spot.x, spot.y, self._tip(spot.name, named[group.code]), spot.customer_id)
                        for spot in group.spots
                    ],
                )
                for group in found.groups
            ],
            x_ticks=[],
            y_ticks=[],
            summary=self._summary(found, named),
            table=self._table(found, named),
        )
        kept = self.group.key if self.group.count() else ""
        groups = [("", self.tr("All segments")), *((code, name) for code, name in named.items() if code)]
        self.group.fill(groups, kept if kept in named else "")
        self.group.setVisible(len(groups) > 2)
        self._mark()
        near = self.tr("Who lies near whom buys alike; left, right, up and down mean nothing.")
        self._caption.setText(text.sentences(near, self._count(found)))

    def _mark(self) -> None:
        if self.chart is not None:
            self.chart.mark(self.group.key)

    def _made(self) -> Scatter:
        if self.chart is None:
            from gui.charts.scatter import Scatter

            self.chart = Scatter(self.tr("Map of your customers"), "", "")
            self.chart.setMinimumHeight(_TALL)
            self.chart.chosen.connect(self.customer_wanted)
            self.add_action(self.chart.menu_button())
            self.add(self.chart, 1)
        return self.chart

    def _count(self, found: CustomerMap) -> str:
        if found.shown == found.customers:
            return self.tr("Click a point to open the profile.")
        return self.tr("{shown} of {customers} customers are drawn. Click one to open the profile.").format(
            shown=text.count(found.shown), customers=text.count(found.customers)
        )

    def _tip(self, name: str, group: str) -> str:
        return "\n".join((name, group))

    def _summary(self, found: CustomerMap, names: dict[str, str]) -> str:
        return "; ".join(f"{names[group.code]}: {text.count(len(group.spots))}" for group in found.groups)

    def _table(self, found: CustomerMap, names: dict[str, str]) -> list[list[str]]:
        head = [self.tr("Customer"), self.tr("Segment"), self.tr("Across"), self.tr("Up")]
        return [head] + [
            [spot.name, names[group.code], f"{spot.x:.3f}", f"{spot.y:.3f}"]
            for group in found.groups
            for spot in group.spots
        ]
