"""The RFM method: scores, names, the rule of each segment in days, orders and money, and its back-test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.money import Money
from engine.segments import rfm
from engine.segments.method import Buyers, CustomerSource, Found, Segmentation, later_spend
from engine.words import Text

if TYPE_CHECKING:
    from engine.jobs import Progress

#: Fewer buyers than this have no fifths worth a name.
FEWEST_BUYERS = 50
#: What came of the segments is checked on the last so many days, in shops at least twice as old.
LOOK_BACK_DAYS = 90


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in one of the eleven RFM segments; raises ``segment.too_few_buyers``."""
    import numpy as np

    buyers = source.buyers()
    if len(buyers.customer_id) < FEWEST_BUYERS:
        raise ClienteleError("segment.too_few_buyers", n=len(buyers.customer_id), needed=FEWEST_BUYERS)
    thresholds = rfm.fit_thresholds(buyers.recency_days, buyers.orders, buyers.net_e4)
    scores = rfm.score(buyers.recency_days, buyers.orders, buyers.net_e4, thresholds)
    progress(0.4)
    after = _what_came_after(source)
    progress(0.8)
    return Segmentation(
        segments=tuple(
            Found(
                code,
                Text(f"segment.rfm.{code}.name"),
                rule_text(code, thresholds, source.currency),
                Text(f"segment.rfm.{code}.advice"),
                {"codes": list(codes), **after.get(code, {})},
            )
            for code, codes in rfm.CODES.items()
        ),
        labels=rfm.segment_index(scores),
        scores=[f"{r}{f}{m}" for r, f, m in scores.tolist()],
        parameters={"thresholds": thresholds.to_json(), "table": "125 codes"},
        quality={
            "one_time_share": float(np.mean(buyers.orders == 1)),
            "frequency_bands": thresholds.banded,
            "top_1_percent_sales_share": _top_share(buyers),
            "scores": _count_scores(scores, buyers),
        },
        notes=_notes(buyers, thresholds, checked=bool(after)),
    )


def rule_text(code: str, thresholds: rfm.Thresholds, currency: str) -> Text:
    """Who is in a segment, in days, orders and money of this shop."""
    limits = rfm.real_range(rfm.CODES[code], thresholds)
    facts: dict[str, object] = {
        "days_from": limits.days_from,
        "days_to": limits.days_to,
        "orders_from": limits.orders_from,
        "orders_to": limits.orders_to,
        "net_from": _money(limits.net_from_e4, currency),
        "net_to": _money(limits.net_to_e4, currency),
    }
    known = {name: value for name, value in facts.items() if value is not None}
    # Where at most one order is meant, the sentence says "once".
    return Text(f"segment.rfm.{code}.rule", {**known, "n": limits.orders_to or 0})


def _money(amount_e4: int | None, currency: str) -> Money | None:
    return None if amount_e4 is None else Money(amount_e4, currency)


def _what_came_after(source: CustomerSource) -> dict[str, dict[str, Any]]:
    """What each segment, as it would have been a while ago, has done since; empty for a young shop.

    An honest test of the segments on the shop's own past: share that ordered again, share of what was spent.
    """
    import numpy as np

    if source.history_days() < 2 * LOOK_BACK_DAYS:
        return {}
    then, spent, bought = later_spend(source, LOOK_BACK_DAYS)
    if len(then.customer_id) < FEWEST_BUYERS:
        return {}
    thresholds = rfm.fit_thresholds(then.recency_days, then.orders, then.net_e4)
    labels = rfm.segment_index(rfm.score(then.recency_days, then.orders, then.net_e4, thresholds))
    total = float(np.sum(spent))
    found = {}
    for position, code in enumerate(rfm.CODES):
        inside = labels == position
        size = int(np.count_nonzero(inside))
        if size:
            found[code] = {
                "past_customers": size,
                "past_bought_share": float(np.mean(bought[inside])),
                "past_spent_e4": round(float(np.sum(spent[inside])) * 10_000),
                "past_sales_share": float(np.sum(spent[inside]) / total) if total > 0 else 0.0,
                "past_days": LOOK_BACK_DAYS,
            }
    return found


def _count_scores(scores: rfm.Ints, buyers: Buyers) -> dict[str, list[int]]:
    """Customers and net of each score that occurs: what the grid is drawn from."""
    import numpy as np

    codes, place = np.unique(scores @ np.array([100, 10, 1]), return_inverse=True)
    sizes = np.bincount(place)
    net = np.zeros(len(codes), dtype=np.int64)
    np.add.at(net, place, buyers.net_e4)
    return {
        str(code): [customers, net_e4]
        for code, customers, net_e4 in zip(codes.tolist(), sizes.tolist(), net.tolist(), strict=True)
    }


def _top_share(buyers: Buyers) -> float:
    import numpy as np

    total = int(buyers.net_e4.sum())
    if total <= 0:
        return 0.0
    top = max(1, len(buyers.net_e4) // 100)
    return float(np.sort(buyers.net_e4)[-top:].sum() / total)


def _notes(buyers: Buyers, thresholds: rfm.Thresholds, *, checked: bool) -> tuple[Text, ...]:
    notes = [Text("segment.note.window", {"n": len(buyers.customer_id)})]
    if thresholds.banded:
        notes.append(Text("segment.note.bands", {"share": round(float((buyers.orders == 1).mean()), 4)}))
    share = _top_share(buyers)
    if share >= 0.2:
        notes.append(Text("segment.note.top_buyers", {"share": round(share, 4)}))
    notes.append(
        Text("segment.note.checked", {"days": LOOK_BACK_DAYS})
        if checked
        else Text("segment.note.too_young", {"days": 2 * LOOK_BACK_DAYS})
    )
    return tuple(notes)
