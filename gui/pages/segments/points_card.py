"""The map of natural groups: every customer a point by the days since the last order and the money spent."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from engine.money import Money
from engine.segments import SegmentPoint, SegmentPoints, SegmentRunView
from gui import text
from gui.widgets.basics import Label
from gui.widgets.card import Card
from gui.widgets.trend import nice_ticks

if TYPE_CHECKING:
    from gui.charts.scatter import Scatter

_UNIT = 10_000


class PointsCard(Card):
    """A scatter whose library is loaded when there are points to draw for the first time."""

    #: A customer was clicked: the id.
    customer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(self.tr("Where they stand"))
        self._caption = Label("", "muted", wrap=True)
        self.add(self._caption)
        self.chart: Scatter | None = None
        self._marked = ""

    def show_points(self, found: SegmentPoints, run: SegmentRunView, names: Mapping[str, str]) -> None:
        """Draw the points of a run; ``names`` are the groups' names by code."""
        from gui.charts.scatter import Group, Spot

        chart = self._made()
        spends = [point.net_e4 / _UNIT for point in found.points]
        low, y_ticks = _money_ticks(spends, run.currency)
        inside: dict[str, list[Spot]] = {each.code: [] for each in run.segments}
        for point, spent in zip(found.points, spends, strict=True):
            height = log10(spent) if spent > 0 else low
            tip = self._tip(point, names.get(point.segment, ""), run.currency)
            inside[point.segment].append(Spot(point.recency_days, height, tip, point.customer_id))
        longest = max((point.recency_days for point in found.points), default=0)
        chart.show_groups(
            [Group(code, names.get(code, ""), spots) for code, spots in inside.items()],
            x_ticks=[(tick, text.count(tick)) for tick in nice_ticks(longest, 5) if tick <= longest],
            y_ticks=y_ticks,
            summary=self._summary(run, names),
            table=self._table(found, names, run.currency),
        )
        chart.mark(self._marked)
        self._caption.setText(self._count(found))

    def mark(self, code: str) -> None:
        """Bring a group forward."""
        self._marked = code
        if self.chart is not None:
            self.chart.mark(code)

    def _made(self) -> Scatter:
        if self.chart is None:
            from gui.charts.scatter import Scatter

            self.chart = Scatter(
                self.tr("Customers by last order and by what they have spent"),
                self.tr("Days since the last order"),
                self.tr("Spent in all"),
            )
            self.chart.chosen.connect(self.customer_wanted)
            self.add_action(self.chart.menu_button())
            self.add(self.chart, 1)
        return self.chart

    def _count(self, found: SegmentPoints) -> str:
        if len(found.points) == found.customers:
            return self.tr("Every point is a customer. Click one to open the profile.")
        return self.tr(
            "{shown} of {customers} customers who have bought, the same share of each segment."
            " Click one to open the profile."
        ).format(shown=text.count(len(found.points)), customers=text.count(found.customers))

    def _tip(self, point: SegmentPoint, group: str, currency: str) -> str:
        return "\n".join(
            [
                text.customer_name(point.name, point.code),
                group,
                self.tr("Last order: %Ln days ago", "", point.recency_days),
                self.tr("Spent in all: {amount}").format(
                    amount=text.money(Money(point.net_e4, currency), whole=True)
                ),
            ]
        )

    def _summary(self, run: SegmentRunView, names: Mapping[str, str]) -> str:
        return text.sentences(
            *(
                self.tr("{name}: typically {days} since the last order and {amount} spent.").format(
                    name=names.get(each.code, ""),
                    days=self.tr("%Ln days", "", each.median_recency_days),
                    amount=text.money(Money(each.median_net_e4 or 0, run.currency), whole=True),
                )
                for each in run.segments
                if each.median_recency_days is not None
            )
        )

    def _table(self, found: SegmentPoints, names: Mapping[str, str], currency: str) -> list[list[str]]:
        head = [
            self.tr("Customer"),
            self.tr("Segment"),
            self.tr("Days since the last order"),
            self.tr("Spent in all"),
        ]
        return [head] + [
            [
                text.customer_name(point.name, point.code),
                names.get(point.segment, ""),
                text.count(point.recency_days),
                text.money(Money(point.net_e4, currency)),
            ]
            for point in found.points
        ]


def _money_ticks(spends: list[float], currency: str) -> tuple[float, list[tuple[float, str]]]:
    """Powers of ten on a logarithmic axis, and its foot, where those stand who paid nothing in the end."""
    heights = [log10(spent) for spent in spends if spent > 0] or [0.0]
    unpaid = any(spent <= 0 for spent in spends)
    first, last = floor(min(heights)) if unpaid else ceil(min(heights)), floor(max(heights))
    if last <= first:
        # All within about a power of ten: one above and one below give the scale.
        first, last = floor(min(heights)), floor(max(heights)) + 1
    ticks = [
        (float(power), text.amount(round(10.0**power * _UNIT), currency, whole=power >= 0))
        for power in range(first, last + 1)
    ]
    if unpaid:
        ticks[0] = (ticks[0][0], f"≤ {ticks[0][1]}")
    return float(first), ticks
