"""Everything that the Segments page shows at once: the methods, a run with its cards in words, its map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.money import Money
from engine.segments.registry import METHODS
from engine.segments.rfm_plan import is_outgrown
from engine.segments.tree import GroupTree, group_tree
from engine.segments.views import (
    GridCell,
    RunSummary,
    SegmentRunView,
    SegmentView,
    is_current,
    latest_run,
    list_runs,
    rfm_grid,
    saved_run,
)
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

#: Mean adjusted Rand index from which clusters count as highly stable (Hennig 2007, fpc's clusterboot).
HIGHLY_STABLE = 0.85
#: Below this the groups are other ones when the customers are drawn again.
FAIRLY_STABLE = 0.6
#: Spending within this part of the average is "about the same as the average customer".
_NEAR_AVERAGE = 0.1
#: What the columns of the map are called, by how many there are.
_VALUES = {5: (1, 2, 3, 4, 5), 3: (2, 3, 4)}


@dataclass(frozen=True)
class MethodChoice:
    """A way of grouping: its key, what it is called where one chooses, and what it does."""

    key: str
    name: Text
    about: Text


@dataclass(frozen=True)
class Figure:
    """A figure with what it is, as "22 days" and "since the last order"."""

    value: Text
    caption: Text


@dataclass(frozen=True)
class SegmentCard:
    """A segment with its sentences. ``worth`` and ``past`` are None where there is nothing to tell."""

    segment: SegmentView
    size: Text
    worth: Text | None
    past: Text | None
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class SegmentMap:
    """The RFM squares with the names of their rows (the best recency first) and columns (value from 1 up)."""

    cells: tuple[GridCell, ...]
    rows: tuple[Text, ...]
    columns: tuple[Text, ...]


@dataclass(frozen=True)
class Trial:
    """A number of groups that was tried, and what came of it."""

    groups: int
    verdict: Text
    chosen: bool


@dataclass(frozen=True)
class Grade:
    """How far a run can be trusted, in two or three words; ``tone`` is good, warn or muted.

    ``short`` is the same in a column that says of what.
    """

    words: Text
    tone: str
    short: Text = field(default_factory=lambda: Text("segment.grade.checked"))


@dataclass(frozen=True)
class SegmentsPage:
    """The page. ``run`` is None where the method has none yet; then so are the parts that describe it.

    ``cards`` are ordered by sales, empty segments last. ``newer_day``: the last order's day where the run,
    although it is the newest, does not know that day. ``has_points``: ``segment_points`` are its map.
    ``outgrown``: the shop has so many more buyers now that the limits between the scores should be measured
    anew.
    """

    methods: tuple[MethodChoice, ...]
    method: str
    first_day: date | None
    last_day: date | None
    runs: tuple[RunSummary, ...]
    run: SegmentRunView | None
    is_newest: bool
    newer_day: date | None
    cards: tuple[SegmentCard, ...]
    map: SegmentMap | None
    has_points: bool
    grade: Grade | None
    trials: tuple[Trial, ...]
    tree: GroupTree | None
    outgrown: bool


def segments_page(shop: Shop, method: str = "", run_id: int | None = None) -> SegmentsPage:
    """The page for a run, else for the latest run of a method, else for what was grouped last.

    Raises ``segment.run_missing`` for a run that is not there any more.
    """
    from engine.customers.days import day_of
    from engine.store.features import order_span

    everything = list_runs(shop)
    if run_id is not None:
        run: SegmentRunView | None = saved_run(shop, run_id)
        method = run.method if run else method
    else:
        method = method or next((each.method for each in everything if each.method in METHODS), "")
        method = method or next(iter(METHODS))
        run = latest_run(shop, method)
    newest = latest_run(shop, method)
    with shop.store.read() as connection:
        span = order_span(connection)
    first, last = (day_of(at, shop.zone) for at in span) if span else (None, None)
    is_newest = run is not None and newest is not None and run.id == newest.id
    newer_day = last if run and is_newest and last and last > run.as_of else None
    squares = _map(rfm_grid(shop, run.id), run.parameters) if run else None
    return SegmentsPage(
        methods=tuple(
            MethodChoice(key, Text(f"segment.choice.{key}"), Text(f"segment.about.{key}")) for key in METHODS
        ),
        method=method,
        first_day=first,
        last_day=last,
        runs=tuple(each for each in everything if each.method == method),
        run=run,
        is_newest=is_newest,
        newer_day=newer_day,
        cards=_cards(run) if run else (),
        map=squares,
        has_points=run is not None and squares is None and is_current(shop, run),
        grade=_grade(run) if run else None,
        trials=_trials(run) if run else (),
        tree=group_tree(run) if run else None,
        outgrown=is_newest and run is not None and _is_outgrown(run),
    )


def _is_outgrown(run: SegmentRunView) -> bool:
    used = run.parameters
    buyers = sum(each.customers for each in run.segments if each.median_orders is not None)
    # Runs from before limits were kept do not name theirs.
    return "own" in used and is_outgrown(own=used["own"], measured_from=used["buyers"], buyers=buyers)


def _cards(run: SegmentRunView) -> tuple[SegmentCard, ...]:
    ranked = sorted(run.segments, key=lambda each: (each.customers == 0, -each.sales_e4))
    sales = sum(each.sales_e4 for each in run.segments)
    buyers = sum(each.customers for each in run.segments if each.median_orders is not None)
    average = sales / buyers if buyers else 0.0
    return tuple(
        SegmentCard(each, _size(each), _worth(each, average), _past(each), _figures(each, run.currency))
        for each in ranked
    )


def _size(segment: SegmentView) -> Text:
    return Text(
        "segment.card.size",
        {"n": segment.customers, "share": segment.customer_share, "sales": segment.sales_share},
    )


def _worth(segment: SegmentView, average: float) -> Text | None:
    """How much one of them has spent beside the average buyer."""
    if segment.median_orders is None or segment.sales_e4 <= 0 or average <= 0:
        return None
    times = segment.sales_e4 / segment.customers / average
    if abs(times - 1) <= _NEAR_AVERAGE:
        return Text("segment.card.worth.same")
    if times > 1:
        return Text("segment.card.worth.more", {"times": round(times, 1)})
    return Text("segment.card.worth.less", {"share": round(times, 4)})


def _past(segment: SegmentView) -> Text | None:
    if not segment.past_customers or segment.past_bought_share is None:
        return None
    return Text(
        "segment.card.past",
        {"n": segment.past_customers, "days": segment.past_days, "share": segment.past_bought_share},
    )


def _figures(segment: SegmentView, currency: str) -> tuple[Figure, ...]:
    if segment.median_orders is None:
        return ()
    money = Money(segment.median_net_e4 or 0, currency)
    points = segment.median_points
    return (
        Figure(
            Text("segment.figure.days", {"n": segment.median_recency_days}),
            Text("segment.figure.days_caption"),
        ),
        Figure(
            Text("segment.figure.orders", {"n": segment.median_orders}), Text("segment.figure.orders_caption")
        ),
        Figure(Text("segment.figure.net", {"amount": money}), Text("segment.figure.net_caption")),
        *(
            [Figure(Text("segment.figure.points", {"n": points}), Text("segment.figure.points_caption"))]
            if points is not None
            else []
        ),
    )


def _map(cells: tuple[GridCell, ...], parameters: Mapping[str, Any]) -> SegmentMap | None:
    if not cells:
        return None
    edges = parameters["thresholds"]["recency_days"]
    return SegmentMap(
        cells=cells,
        rows=tuple(_band(low, high) for low, high in zip((None, *edges), (*edges, None), strict=True)),
        columns=tuple(Text(f"segment.map.value.{value}") for value in _VALUES[len(edges) + 1]),
    )


def _band(after: int | None, upto: int | None) -> Text:
    """Days since the last order: more than ``after``, up to ``upto``."""
    if after is None:
        return Text("segment.map.days.to", {"n": upto})
    if upto is None:
        return Text("segment.map.days.from", {"n": after})
    if after >= upto:
        return Text("segment.map.days.none")
    if after + 1 == upto:
        return Text("segment.map.days.to_exactly", {"n": upto})
    return Text("segment.map.days.between", {"low": after + 1, "high": upto})


def _grade(run: SegmentRunView) -> Grade | None:
    stability = run.quality.get("stability")
    if run.method != "rfm":
        return None if stability is None else stability_grade(stability)
    checked = any(each.past_days for each in run.segments)
    return Grade(
        Text("segment.grade.checked" if checked else "segment.grade.unchecked"),
        "good" if checked else "muted",
    )


def stability_grade(stability: float) -> Grade:
    """A mean adjusted Rand index over redrawn customers in two words (Hennig's bars)."""
    high, fair = stability >= HIGHLY_STABLE, stability >= FAIRLY_STABLE
    grade = "high" if high else "fair" if fair else "loose"
    return Grade(Text(f"segment.grade.{grade}"), "good" if high else "warn", Text(f"segment.stable.{grade}"))


def _trials(run: SegmentRunView) -> tuple[Trial, ...]:
    chosen = run.quality.get("k")
    return tuple(
        Trial(
            each["k"],
            Text(
                "segment.trial.chosen"
                if each["k"] == chosen
                else f"segment.trial.{each['dropped'] or 'passed'}"
            ),
            each["k"] == chosen,
        )
        for each in run.quality.get("candidates", ())
    )
