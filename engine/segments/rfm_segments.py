"""The RFM method: scores, names, the rule of each segment in days, orders and money, and its back-test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.money import Money
from engine.segments import rfm
from engine.segments.limits_in_words import condition, joined
from engine.segments.method import Buyers, CustomerSource, Found, Segmentation, check_buyers, later_spend
from engine.segments.rfm_plan import Kept, Plan, is_outgrown
from engine.segments.rfm_presets import DEFAULT, Preset
from engine.words import Text

if TYPE_CHECKING:
    from datetime import date

    from engine.jobs import Progress
    from engine.segments.rfm import Thresholds

#: Fewer buyers than this have no fifths worth a name.
FEWEST_BUYERS = 50
#: What came of the segments is checked on the last so many days, in shops at least twice as old.
LOOK_BACK_DAYS = 90
#: More other groups than this are not named in a rule.
_FEW = 3
_STABILITY_DRAWS, _STABILITY_SAMPLE, _SEED = 20, 5_000, 20_111_209


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in one segment of the shop's table; raises as ``check_buyers``.

    The limits are those of ``source.rfm_plan``, or measured now where it has none.
    """
    import numpy as np

    buyers = source.buyers()
    check_buyers(len(buyers.customer_id), FEWEST_BUYERS)
    plan = source.rfm_plan
    kept = plan.limits or measure(source.as_of, _facts(buyers), plan.table)
    scores = rfm.score(buyers.recency_days, buyers.orders, buyers.net_e4, kept.thresholds)
    progress(0.4)
    after = _what_came_after(source, plan.table, kept.thresholds)
    progress(0.7)
    stability = _stability(buyers, plan.table)
    progress(0.9)
    return Segmentation(
        segments=tuple(
            Found(
                code,
                plan.name(code),
                rule_text(plan, code, kept.thresholds, source.currency),
                Text(f"segment.rfm.{code}.advice"),
                {"codes": list(codes), **after.get(code, {})},
            )
            for code, codes in plan.table.codes.items()
        ),
        labels=plan.table.index(scores),
        scores=[f"{r}{f}{m}" for r, f, m in scores.tolist()],
        points=rfm.combined_score(buyers.recency_days, buyers.orders, buyers.net_e4).tolist(),
        parameters={
            "preset": plan.preset,
            "thresholds": kept.thresholds.to_json(),
            "measured": kept.as_of.isoformat(),
            "buyers": kept.buyers,
            "own": kept.own,
        },
        quality={
            "one_time_share": float(np.mean(buyers.orders == 1)),
            "frequency_bands": kept.thresholds.banded,
            "top_1_percent_sales_share": _top_share(buyers),
            "stability": stability,
            "scores": _count_scores(scores, buyers),
        },
        notes=_notes(source, kept, checked=bool(after)),
    )


def measure(day: date, facts: tuple[rfm.Ints, rfm.Ints, rfm.Ints], table: Preset) -> Kept:
    """Limits between the scores of a table from recency, orders and net of the buyers of a day, (n,) each."""
    fitted = rfm.fit_thresholds(*facts, levels=table.levels, fixed_days=table.fixed_days)
    return Kept(fitted, day, len(facts[0]))


def _facts(buyers: Buyers) -> tuple[rfm.Ints, rfm.Ints, rfm.Ints]:
    return buyers.recency_days, buyers.orders, buyers.net_e4


def rule_text(plan: Plan, code: str, thresholds: Thresholds, currency: str) -> Text:
    """Who is in a segment, in days, orders and money of this shop."""
    limits = rfm.real_range(plan.table.codes[code], thresholds)
    if plan.preset != DEFAULT:
        return _rule_of_table(plan, code, limits, currency)
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


def _rule_of_table(plan: Plan, code: str, limits: rfm.Range, currency: str) -> Text:
    """What all members have in common, and which groups others who have it in common are in."""
    said = [
        condition("orders", limits.orders_from, limits.orders_to),
        condition("recency", limits.days_from, limits.days_to),
        condition("net", _money(limits.net_from_e4, currency), _money(limits.net_to_e4, currency)),
    ]
    rule = joined([each for each in said if each is not None])
    table = plan.table
    ranges = rfm.score_ranges(table.codes[code])
    others = [
        other
        for other, codes in table.codes.items()
        if other != code
        and any(all(low <= int(each[i]) <= high for i, (low, high) in enumerate(ranges)) for each in codes)
    ]
    if not others:
        return rule
    if len(others) > _FEW:
        return Text("segment.rule.some", {"rule": rule})
    names: Text = plan.name(others[0])
    for other in others[1:]:
        names = Text("segment.rule.or", {"first": names, "second": plan.name(other)})
    return Text("segment.rule.others", {"rule": rule, "names": names})


def _money(amount_e4: int | None, currency: str) -> Money | None:
    return None if amount_e4 is None else Money(amount_e4, currency)


def _what_came_after(
    source: CustomerSource, table: Preset, thresholds: Thresholds
) -> dict[str, dict[str, Any]]:
    """What each segment, as it would have been a while ago, has done since; empty for a young shop.

    An honest test of the segments on the shop's own past: share that ordered again, share of what was spent.
    """
    import numpy as np

    if source.history_days() < 2 * LOOK_BACK_DAYS:
        return {}
    then, spent, bought = later_spend(source, LOOK_BACK_DAYS)
    if len(then.customer_id) < FEWEST_BUYERS:
        return {}
    labels = table.index(rfm.score(then.recency_days, then.orders, then.net_e4, thresholds))
    total = float(np.sum(spent))
    found = {}
    for position, code in enumerate(table.segments):
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


def _stability(buyers: Buyers, table: Preset) -> float:
    """How far the segments agree (adjusted Rand index) when the limits come from customers drawn again."""
    import numpy as np

    from engine.segments.worth import agreement_of

    random = np.random.default_rng(_SEED)
    n = len(buyers.customer_id)
    facts = _facts(buyers)
    some = random.choice(n, min(n, _STABILITY_SAMPLE), replace=False)
    shown = [each[some] for each in facts]

    def sort() -> rfm.Ints:
        drawn = random.integers(0, n, min(n, _STABILITY_SAMPLE))
        fitted = rfm.fit_thresholds(
            *(each[drawn] for each in facts), levels=table.levels, fixed_days=table.fixed_days
        )
        recency, orders, net = shown
        return table.index(rfm.score(recency, orders, net, fitted))

    found = []
    before = sort()
    for _ in range(_STABILITY_DRAWS):
        after = sort()
        found.append(agreement_of(before, after))
        before = after
    return round(float(np.mean(found)), 4)


def _notes(source: CustomerSource, kept: Kept, *, checked: bool) -> tuple[Text, ...]:
    buyers = source.buyers()
    notes = [Text("segment.note.window", {"n": len(buyers.customer_id)})]
    if kept.own:
        notes.append(Text("segment.note.own_limits", {"day": kept.as_of}))
    elif kept.as_of != source.as_of:
        notes.append(Text("segment.note.kept_limits", {"day": kept.as_of}))
    if is_outgrown(own=kept.own, measured_from=kept.buyers, buyers=len(buyers.customer_id)):
        facts = {"then": kept.buyers, "n": len(buyers.customer_id)}
        notes.append(Text("segment.note.outgrown", facts))
    if kept.thresholds.banded and not kept.own:
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
