"""Why a customer's chance is what it is: up to three reasons, each a fact in words that an owner can check.

Of somebody who rather leaves they say what speaks for leaving, of somebody who rather comes back what speaks
for that. A theme that weighs much is still left out where the customer's own figures do not bear it out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.money import Money
from engine.predict.churn import THEMES, ChurnForecast
from engine.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Reasons shown of one customer.
SHOWN = 3
#: From this chance of no order on, a customer rather leaves.
_RATHER_LEAVES = 0.5
#: So many orders tell a rhythm; a silence shorter than this is none.
_RHYTHM_ORDERS, _SILENT_DAYS = 3, 30
#: In a shop of daily buyers "every so many days" says nothing.
_SHORTEST_GAP = 2
#: Two orders so near to each other were made within a week.
_CLOSE_DAYS = 7
#: An amount differs from another from this ratio on.
_CLEARLY = 1.25


@dataclass(frozen=True)
class _Usual:
    """What is usual in the shop: medians over its customers, of those who came back for the gap."""

    gap: float
    amount: float


class _Facts:
    """One customer's figures, rounded as they are told."""

    def __init__(self, features: Mapping[str, Floats], place: int, currency: str, usual: _Usual) -> None:
        self._features, self._place, self._currency = features, place, currency
        self.usual = usual
        self.orders = round(self.number("purchases"))
        self.silent = round(self.number("recency_days"))
        self.gap = max(round(self.number("mean_gap_days")), 1)

    def number(self, name: str) -> float:
        """A feature of the customer."""
        return float(self._features[name][self._place])

    def money(self, amount: float) -> Money:
        """An amount as it is told."""
        return Money(round(amount * 1e4), self._currency)

    def halves(self) -> tuple[str, int, int] | None:
        """(span, orders in it, orders in the one before): the shorter span that shows a difference."""
        for name, near, far in (("three", 90, 180), ("six", 180, 365)):
            lately = round(self.number(f"purchases_{near}d"))
            before = round(self.number(f"purchases_{far}d")) - lately
            if lately != before:
                return name, lately, before
        return None

    def earlier_mean(self) -> float:
        """The mean amount before the last purchase day."""
        return (self.number("spent") - self.number("last_amount")) / max(self.orders - 1, 1)


def reasons(
    forecast: ChurnForecast, features: Mapping[str, Floats], currency: str, places: NDArray[np.int64]
) -> list[list[Text]]:
    """The reasons of some customers (by place in the forecast), the weightiest first; at least one each.

    ``features`` are those of ``purchase_features`` for the same customers, amounts in the currency's unit.
    """
    names = tuple(THEMES)
    returned = features["mean_gap_days"][features["purchases"] > 1]
    usual = _Usual(
        float(np.median(returned)) if len(returned) else 0.0,
        float(np.median(features["mean_amount"])) if len(features["mean_amount"]) else 0.0,
    )
    leaving = forecast.probability >= _RATHER_LEAVES
    # What tells a leaver is what they have and those who come back have not, and the other way round.
    others = {
        leaves: forecast.weights[leaving != leaves].mean(axis=0) if (leaving != leaves).any() else 0.0
        for leaves in (True, False)
    }
    found = []
    for place in places.tolist():
        leaves = bool(leaving[place])
        weights = (forecast.weights[place] - others[leaves]) * (1 if leaves else -1)
        facts = _Facts(features, place, currency, usual)
        said = _LEAVING if leaves else _STAYING
        ranked = np.argsort(-weights, kind="stable").tolist()
        told: list[Text] = []
        for theme in ranked:
            # The first is said whatever it weighs; what speaks for the opposite is no reason.
            if len(told) == SHOWN or (told and weights[theme] <= 0):
                break
            text = said[names[theme]](facts)
            held = {one.key for one in told}
            if text and text not in told and _SAID_WITH.get(text.key) not in held:
                told.append(text)
        found.append(told or [Text("predict.reason.quiet", {"n": facts.silent})])
    return found


# --- what speaks for leaving ----------------------------------------------------------------------------


def _overdue(facts: _Facts) -> Text | None:
    if facts.orders < 2:
        return Text("predict.reason.silent", {"n": facts.silent}) if facts.silent >= _SILENT_DAYS else None
    if facts.silent <= facts.gap:
        return None
    if facts.orders >= _RHYTHM_ORDERS:
        key = "overdue" if facts.gap > 1 else "overdue_daily"
    else:
        key = "overdue_two" if facts.gap > _CLOSE_DAYS else "overdue_two_close"
    return Text(f"predict.reason.{key}", {"n": facts.silent, "usual": facts.gap})


def _fewer_orders(facts: _Facts) -> Text | None:
    spans = facts.halves()
    if facts.orders < 2 or spans is None or spans[1] >= spans[2]:
        return None
    span, lately, before = spans
    if facts.orders == 2 and not lately:
        # That both came long ago is told with the silence since.
        return _overdue(facts)
    none = "" if lately else "_none"
    return Text(f"predict.reason.fewer_orders_{span}{none}", {"n": lately or before, "before": before})


def _few_orders(facts: _Facts) -> Text | None:
    if facts.orders == 1:
        return Text("predict.reason.one_orders")
    # That there were two is also told with the silence since.
    return Text("predict.reason.two_orders") if facts.orders == 2 and facts.silent <= facts.gap else None


def _slow_rhythm(facts: _Facts) -> Text | None:
    if facts.orders < 2:
        # Their gap is the time since the only order.
        return _overdue(facts)
    slow = facts.gap > _CLEARLY * facts.usual.gap and facts.usual.gap >= _SHORTEST_GAP
    if facts.orders < _RHYTHM_ORDERS or not slow:
        return None
    return Text("predict.reason.slow_rhythm", {"n": facts.gap, "usual": round(facts.usual.gap)})


def _spends_less(facts: _Facts) -> Text | None:
    last, before = facts.number("last_amount"), facts.earlier_mean()
    if facts.orders < 2 or last * _CLEARLY > before or last <= 0:
        return None
    return Text("predict.reason.spends_less", {"last": facts.money(last), "before": facts.money(before)})


def _small_orders(facts: _Facts) -> Text | None:
    mean = facts.number("mean_amount")
    if mean * _CLEARLY > facts.usual.amount or mean <= 0:
        return None
    return Text(
        "predict.reason.small_orders", {"mean": facts.money(mean), "usual": facts.money(facts.usual.amount)}
    )


# --- what speaks for coming back ------------------------------------------------------------------------


def _on_time(facts: _Facts) -> Text | None:
    if facts.orders >= _RHYTHM_ORDERS and 1 < facts.gap >= facts.silent:
        return Text("predict.reason.on_time", {"n": facts.silent, "usual": facts.gap})
    return Text("predict.reason.recent", {"n": facts.silent}) if facts.silent <= _SILENT_DAYS else None


def _more_orders(facts: _Facts) -> Text | None:
    spans = facts.halves()
    if facts.orders < 2 or spans is None or spans[1] <= spans[2]:
        return None
    span, lately, before = spans
    none = "" if before else "_none"
    return Text(f"predict.reason.more_orders_{span}{none}", {"n": lately, "before": before})


def _many_orders(facts: _Facts) -> Text | None:
    return Text("predict.reason.many_orders", {"n": facts.orders}) if facts.orders >= 3 else None


def _quick_rhythm(facts: _Facts) -> Text | None:
    quick = facts.gap * _CLEARLY < facts.usual.gap and facts.usual.gap >= _SHORTEST_GAP
    if facts.orders < _RHYTHM_ORDERS or not quick:
        return None
    return Text("predict.reason.quick_rhythm", {"n": facts.gap, "usual": round(facts.usual.gap)})


def _spends_more(facts: _Facts) -> Text | None:
    last, before = facts.number("last_amount"), facts.earlier_mean()
    if facts.orders < 2 or last < _CLEARLY * before or before <= 0:
        return None
    return Text("predict.reason.spends_more", {"last": facts.money(last), "before": facts.money(before)})


def _large_orders(facts: _Facts) -> Text | None:
    mean = facts.number("mean_amount")
    if mean < _CLEARLY * facts.usual.amount:
        return None
    return Text(
        "predict.reason.large_orders", {"mean": facts.money(mean), "usual": facts.money(facts.usual.amount)}
    )


#: A reason that another one holds already.
_SAID_WITH = {
    "predict.reason.one_orders": "predict.reason.silent",
    "predict.reason.silent": "predict.reason.one_orders",
}
_Saying = dict[str, "Callable[[_Facts], Text | None]"]
_LEAVING: _Saying = {
    "overdue": _overdue,
    "fewer_orders": _fewer_orders,
    "few_orders": _few_orders,
    "slow_rhythm": _slow_rhythm,
    "spends_less": _spends_less,
    "small_orders": _small_orders,
}
_STAYING: _Saying = {
    "overdue": _on_time,
    "fewer_orders": _more_orders,
    "few_orders": _many_orders,
    "slow_rhythm": _quick_rhythm,
    "spends_less": _spends_more,
    "small_orders": _large_orders,
}
