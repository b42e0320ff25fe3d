"""Why a customer's chance to leave is what it is: up to three reasons, each a checkable fact in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.money import Money
from engine.predict.churn import THEMES, ChurnForecast
from engine.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Reasons shown of one customer, and how much of the log-odds one must carry to be worth naming.
SHOWN = 3
_WORTH_NAMING = 0.05

#: Reason → the offer that answers it (``predict.offer.<name>``, and the campaign goal of the same name).
OFFERS = {
    "overdue": "reminder",
    "fewer_orders": "win_back",
    "few_orders": "second_order",
    "slow_rhythm": "reminder",
    "spends_less": "bundle",
    "small_orders": "free_shipping",
}


def reasons(
    forecast: ChurnForecast, features: Mapping[str, Floats], currency: str, places: NDArray[np.int64]
) -> list[list[Text]]:
    """The reasons of some customers (by place in the forecast), the weightiest first.

    ``features`` are those of ``purchase_features`` for the same customers, amounts in the currency's unit.
    Where nothing was learned or stands out, the last order's day is the reason.
    """
    names = tuple(THEMES)
    usual = {name: float(np.median(features[name])) for name in ("mean_amount", "mean_gap_days")}
    found = []
    for place in places.tolist():
        weights = forecast.weights[place]
        order = [int(one) for one in np.argsort(-weights, kind="stable") if weights[one] > _WORTH_NAMING]
        said = [_say(names[one], features, place, currency, usual) for one in order]
        told = [text for text in said if text is not None][:SHOWN]
        if not told:
            quiet = Text("predict.reason.quiet", {"n": round(float(features["recency_days"][place]))})
            told = [_say("overdue", features, place, currency, usual) or quiet]
        found.append(told)
    return found


def _say(
    theme: str, features: Mapping[str, Floats], place: int, currency: str, usual: Mapping[str, float]
) -> Text | None:
    """A reason in words; None where the facts, against the shop's ``usual`` ones, do not bear it out."""

    def fact(name: str) -> float:
        return float(features[name][place])

    recency, gap, orders = round(fact("recency_days")), round(fact("mean_gap_days")), round(fact("purchases"))
    if theme == "overdue":
        if orders < 2:
            return Text("predict.reason.silent", {"n": recency})
        if recency <= gap:
            return None
        return Text("predict.reason.overdue", {"n": recency, "usual": max(gap, 1)})
    if theme == "few_orders":
        return Text("predict.reason.one_order") if orders < 2 else None
    if theme == "fewer_orders":
        lately, before = round(fact("purchases_90d")), round(fact("purchases_180d") - fact("purchases_90d"))
        if lately >= before:
            return None
        return Text("predict.reason.fewer_orders", {"n": lately, "before": before})
    if theme == "slow_rhythm":
        if orders < 2 or gap <= usual["mean_gap_days"]:
            return None
        return Text("predict.reason.slow_rhythm", {"n": gap})
    last, mean = (
        Money(round(fact("last_amount") * 1e4), currency),
        Money(round(fact("mean_amount") * 1e4), currency),
    )
    if theme == "spends_less":
        if orders < 2 or last.amount_e4 >= 0.9 * mean.amount_e4:
            return None
        return Text("predict.reason.spends_less", {"last": last, "mean": mean})
    if fact("mean_amount") >= 0.8 * usual["mean_amount"]:
        return None
    return Text("predict.reason.small_orders", {"mean": mean})
