"""Who changed group between two days, and why: what they did, or only what the others did.

With the limits that the shop keeps, nobody moves unless they ordered, gave something back, or let time pass.
With limits measured on either day, as most programs do it, a third of those who did nothing are moved by the
others; who they are is found by asking where they would be with the earlier limits.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress
from engine.segments.rfm_plan import Plan, load_plan, read_plan
from engine.words import Text

if TYPE_CHECKING:
    from engine.segments.method import Ints
    from engine.segments.months import Totals
    from engine.segments.rfm import Thresholds
    from engine.shop import Shop
    from engine.store.segment_history import MoveRow

#: The group of those who had not bought yet, or have given everything back.
OUTSIDE = ""
CAUSES = ("first", "ordered", "quiet", "others", "returned")
#: By default one looks back to the end of a month at least so many days ago.
_LOOK_BACK_DAYS = 28


@dataclass(frozen=True)
class MovementGroup:
    """A group with its customers on either day, and what it is called on each."""

    code: str
    name: Text
    name_after: Text
    before: int
    after: int


@dataclass(frozen=True)
class Flow:
    """Customers who were in one group and are in another (or the same); ``net_e4``: brought in between."""

    from_code: str
    to_code: str
    customers: int
    net_e4: int


@dataclass(frozen=True)
class MonthSizes:
    """How many customers each group had at the end of a day, in the order of the groups."""

    day: date
    customers: tuple[int, ...]


@dataclass(frozen=True)
class Movement:
    """Between two days. ``each``: with limits measured on either day rather than those kept.

    ``by_others``: how many would have moved only because others did, had the limits been measured on either
    day. ``months`` are the sizes of the groups (without ``OUTSIDE``) through time, with the limits of the
    later day. ``summary`` says it in sentences.
    """

    id: int
    start: date
    end: date
    each: bool
    groups: tuple[MovementGroup, ...]
    flows: tuple[Flow, ...]
    causes: tuple[tuple[str, int], ...]
    by_others: int
    months: tuple[MonthSizes, ...]
    summary: tuple[Text, ...]


@dataclass(frozen=True)
class Mover:
    """A customer who changed group, with the groups' names and the cause in words."""

    customer_id: int
    code: str
    name: str
    from_code: str
    to_code: str
    from_name: Text
    to_name: Text
    cause: str
    why: Text
    net_e4: int
    spent_e4: int


@dataclass(frozen=True)
class Movers:
    """A page of movers and how many there are."""

    rows: tuple[Mover, ...]
    total: int


@dataclass(frozen=True)
class MovementPage:
    """What the window asks: the days one may choose, those chosen, and the movement where it is known."""

    first: date | None
    last: date | None
    start: date | None
    end: date | None
    each: bool
    movement: Movement | None


def movement_page(
    shop: Shop, start: date | None = None, end: date | None = None, each: bool = False
) -> MovementPage:
    """The stored movement between two days (None: since the end of a month, to the last order)."""
    days = _span(shop)
    if days is None:
        return MovementPage(None, None, None, None, each, None)
    first, last = days
    end = min(end or last, last)
    start = max(start or _default_start(first, end), first)
    if start >= end:
        return MovementPage(first, last, start, end, each, None)
    return MovementPage(first, last, start, end, each, _saved(shop, start, end, each))


def compute_movement(
    shop: Shop,
    *,
    start: date | None = None,
    end: date | None = None,
    each: bool = False,
    progress: Progress = no_progress,
) -> Movement:
    """Who moved between the ends of two days (None: as ``movement_page``); computed once and kept.

    Raises ``segment.no_orders``, ``segment.days_not_ascending``, and as ``check_buyers``.
    """
    from engine.segments.method import check_buyers
    from engine.segments.rfm_segments import FEWEST_BUYERS

    days = _span(shop)
    if days is None:
        raise ClienteleError("segment.no_orders")
    first, last = days
    end = min(end or last, last)
    start = max(start or _default_start(first, end), first)
    if start >= end:
        raise ClienteleError("segment.days_not_ascending", start=start, end=end)
    saved = _saved(shop, start, end, each)
    if saved is not None:
        return saved
    progress(0.0, Text("segment.progress.history"))
    known, state = _totals(shop, first, last, (start, end), progress)
    then, now = known[start], known[end]
    check_buyers(len(now.customer_id), FEWEST_BUYERS)
    plan = load_plan(shop)
    if len(then.customer_id) == 0:
        raise ClienteleError("segment.before_first_order", day=start, first=first)
    kept = plan.limits.thresholds if plan.limits else measured(plan, known[last])
    fresh = [measured(plan, totals) for totals in (then, now)]
    before_limits, limits = fresh if each else (kept, kept)
    progress(0.8)
    moves = moves_between(plan, then, now, before_limits, limits)
    anew = moves if each else moves_between(plan, then, now, *fresh)
    months = set(_months(first, last))
    result = {
        "flows": moves.flows,
        "causes": dict(Counter(cause for *_, cause, _ in moves.movers)),
        "by_others": sum(cause == "others" for *_, cause, _ in anew.movers),
        "months": [
            [day.isoformat(), _sizes(plan, totals, limits)] for day, totals in known.items() if day in months
        ],
    }
    from engine.store import segment_history as store

    progress(0.9, Text("segment.progress.saving"))
    question = _question(state, plan, start, end, each)
    with shop.store.write() as connection:
        store.keep_movement(
            connection, (start.isoformat(), end.isoformat()), question, result, moves.movers, int(time.time())
        )
    progress(1.0)
    found = _saved(shop, start, end, each)
    if found is None:
        raise AssertionError("what was just stored is there")
    return found


def movers(
    shop: Shop,
    *,
    movement_id: int,
    search: str = "",
    from_code: str | None = None,
    to_code: str | None = None,
    group: str | None = None,
    cause: str = "",
    sort: str = "net",
    descending: bool = True,
    offset: int = 0,
    limit: int = 100,
) -> Movers:
    """A page of a movement's customers; groups and cause narrow it down (None or empty: any).

    ``group``: from it or to it.
    """
    from engine.store import segment_history as store

    question = store.MoveQuestion(movement_id, search, from_code, to_code, group, cause)
    with shop.store.read() as connection:
        plan = read_plan(connection)
        rows, total = store.move_rows(
            connection, question, sort=sort, descending=descending, offset=offset, limit=limit
        )
    return Movers(tuple(_mover(plan, row) for row in rows), total)


def _mover(plan: Plan, row: MoveRow) -> Mover:
    return Mover(
        row.customer_id, row.code, row.name, row.from_code, row.to_code,
        group_name(plan, row.from_code), group_name(plan, row.to_code, leaving=True),
        row.cause, Text(f"segment.cause.{row.cause}"), row.net_e4, row.spent_e4,
    )  # fmt: skip


def group_name(plan: Plan, code: str, *, leaving: bool = False) -> Text:
    """What a group is called; outside of all: no buyer yet, or (``leaving``) no buyer any more."""
    if code == OUTSIDE:
        return Text("segment.outside.after" if leaving else "segment.outside.before")
    return plan.name(code)


# --- computing ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Moves:
    """Flows as [from, to, customers, net] and movers as (customer, from, to, cause, net)."""

    flows: list[list[Any]]
    movers: list[tuple[int, str, str, str, int]]


def moves_between(
    plan: Plan, then: Totals, now: Totals, before_limits: Thresholds, limits: Thresholds
) -> Moves:
    """Who went where between two days, each sorted with limits of its own; at least one buyer on each."""
    import numpy as np

    codes = (*plan.table.segments, OUTSIDE)
    outside = len(codes) - 1
    customers = np.union1d(then.customer_id, now.customer_id)
    here, there = _Aligned.of(then, customers), _Aligned.of(now, customers)
    before = np.where(here.known, _labels(plan, here.facts, before_limits), outside)
    after = np.where(there.known, _labels(plan, there.facts, limits), outside)
    recency, orders, net = there.facts
    bought = (orders > here.facts[1]) | (there.last_day > here.last_day)
    less = ~bought & ((net < here.facts[2]) | (orders < here.facts[1]))
    # Would they have stayed with the earlier limits, or if they had not given anything back?
    by_others = _labels(plan, there.facts, before_limits) == before
    by_refund = less & (_labels(plan, (recency, here.facts[1], here.facts[2]), before_limits) == before)
    cause = np.select(
        [~here.known, ~there.known, by_others, bought, by_refund],
        [0, 4, 3, 1, 4],
        default=2,
    )
    between = np.where(there.known, net, 0) - np.where(here.known, here.facts[2], 0)
    moved = np.flatnonzero(before != after)
    pair = before * len(codes) + after
    sizes = np.bincount(pair, minlength=len(codes) ** 2)
    money = np.zeros(len(codes) ** 2, dtype=np.int64)
    np.add.at(money, pair, between)
    flows = [
        [codes[one // len(codes)], codes[one % len(codes)], int(sizes[one]), int(money[one])]
        for one in np.flatnonzero(sizes).tolist()
    ]
    columns = (customers[moved], before[moved], after[moved], cause[moved], between[moved])
    return Moves(
        flows,
        [
            (customer, codes[one], codes[other], CAUSES[why], amount)
            for customer, one, other, why, amount in zip(*(each.tolist() for each in columns), strict=True)
        ],
    )


@dataclass(frozen=True)
class _Aligned:
    """Totals of a day for given customers (m,); those unknown that day have harmless figures."""

    known: Any
    last_day: Ints
    facts: tuple[Ints, Ints, Ints]

    @classmethod
    def of(cls, totals: Totals, customers: Ints) -> _Aligned:
        import numpy as np

        place = np.minimum(np.searchsorted(totals.customer_id, customers), len(totals.customer_id) - 1)
        known = totals.customer_id[place] == customers
        facts = (totals.recency_days[place], totals.orders[place], totals.net_e4[place])
        return cls(known, np.where(known, totals.last_day[place], -1), facts)


def _labels(plan: Plan, facts: tuple[Ints, Ints, Ints], limits: Thresholds) -> Ints:
    from engine.segments import rfm

    return plan.table.index(rfm.score(*facts, limits))


def measured(plan: Plan, totals: Totals) -> Thresholds:
    """The limits that the buyers of a day would give."""
    from engine.segments.rfm_segments import measure

    facts = (totals.recency_days, totals.orders, totals.net_e4)
    return measure(totals.day, facts, plan.table).thresholds


def _sizes(plan: Plan, totals: Totals, limits: Thresholds) -> list[int]:
    import numpy as np

    labels = _labels(plan, (totals.recency_days, totals.orders, totals.net_e4), limits)
    return [int(size) for size in np.bincount(labels, minlength=len(plan.table.segments))]


def _totals(
    shop: Shop, first: date, last: date, wanted: Sequence[date], progress: Progress
) -> tuple[dict[date, Totals], str]:
    """The totals of every month and of the wanted days, by day, and the state of the orders."""
    from engine.segments.months import Totals, totals_by
    from engine.store import segment_history as store

    months = _months(first, last)
    with shop.store.read() as connection:
        state = store.orders_state(connection)
        stored = store.month_totals(connection, state)
    kept = {day: Totals.unpack(day, stored[day.isoformat()]) for day in months if day.isoformat() in stored}
    lacking = sorted((set(months) | set(wanted)) - set(kept))
    progress(0.2)
    if lacking:
        with shop.store.read() as connection:
            orders, linked = store.history_frame(connection), store.linked_frame(connection)
        progress(0.4)
        kept |= {totals.day: totals for totals in totals_by(orders, linked, lacking, shop.zone)}
        progress(0.6)
        if set(lacking) & set(months):
            rows = [(day.isoformat(), len(kept[day].customer_id), kept[day].packed()) for day in months]
            with shop.store.write() as connection:
                store.keep_months(connection, state, rows)
    return dict(sorted(kept.items())), state


def _months(first: date, last: date) -> list[date]:
    from engine.segments.months import month_days

    return month_days(first, last)


# --- reading back -------------------------------------------------------------------------------------------


def _span(shop: Shop) -> tuple[date, date] | None:
    from engine.customers.days import day_of
    from engine.store.features import order_span

    with shop.store.read() as connection:
        span = order_span(connection)
    if span is None:
        return None
    first, last = (day_of(at, shop.zone) for at in span)
    return first, last


def _default_start(first: date, end: date) -> date:
    earlier = end - timedelta(days=_LOOK_BACK_DAYS)
    start = earlier.replace(day=1) - timedelta(days=1)
    return start if start >= first else max(first, min(earlier, end - timedelta(days=1)))


def _question(state: str, plan: Plan, start: date, end: date, each: bool) -> str:
    limits = plan.limits
    return json.dumps(
        {
            "orders": state,
            "from": start.isoformat(),
            "to": end.isoformat(),
            "each": each,
            "table": plan.preset,
            "limits": limits.thresholds.to_json() if limits else None,
        },
        sort_keys=True,
    )


def _saved(shop: Shop, start: date, end: date, each: bool) -> Movement | None:
    from engine.store import segment_history as store

    with shop.store.read() as connection:
        plan = read_plan(connection)
        question = _question(store.orders_state(connection), plan, start, end, each)
        found = store.find_movement(connection, question)
    if found is None:
        return None
    number, result = found
    flows = tuple(Flow(*flow) for flow in result["flows"])
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for flow in flows:
        before[flow.from_code] += flow.customers
        after[flow.to_code] += flow.customers
    groups = tuple(
        MovementGroup(
            code, group_name(plan, code), group_name(plan, code, leaving=True), before[code], after[code]
        )
        for code in (*plan.table.segments, OUTSIDE)
    )
    made = Movement(
        id=number,
        start=start,
        end=end,
        each=each,
        groups=groups,
        flows=flows,
        causes=tuple((cause, result["causes"].get(cause, 0)) for cause in CAUSES),
        by_others=result["by_others"],
        months=tuple(MonthSizes(date.fromisoformat(day), tuple(sizes)) for day, sizes in result["months"]),
        summary=(),
    )
    return replace(made, summary=_summary(made))


def _summary(found: Movement) -> tuple[Text, ...]:
    causes = dict(found.causes)
    everyone = sum(flow.customers for flow in found.flows)
    moved = sum(flow.customers for flow in found.flows if flow.from_code != flow.to_code)
    old = moved - causes["first"]
    said = [
        Text(
            "segment.move.summary",
            {
                "n": old,
                "buyers": everyone - causes["first"],
                "ordered": causes["ordered"],
                "quiet": causes["quiet"],
            },
        )
    ]
    if causes["first"]:
        said.append(Text("segment.move.first", {"n": causes["first"]}))
    if causes["returned"]:
        said.append(Text("segment.move.returned", {"n": causes["returned"]}))
    if found.each:
        said.append(Text("segment.move.others", {"n": causes["others"]}))
    elif found.by_others:
        said.append(Text("segment.move.spared", {"n": found.by_others}))
    return tuple(said)
