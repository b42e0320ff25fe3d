"""What the window shows of saved segment runs: plain SQL rows made into frozen views."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.segments import RunRow


@dataclass(frozen=True)
class SegmentView:
    """One segment's card. Shares are of all customers of the run, and of their net sales up to ``as_of``;
    ``year_sales_e4`` is what the members brought in during the 365 days up to it.

    Medians are None in an empty segment. ``past_*`` say what the segment, as it would have been ``past_days``
    before ``as_of``, did in those days (None where the shop was too young to tell).
    """

    id: int
    code: str
    name: Text
    rule: Text
    advice: Text
    customers: int
    customer_share: float
    sales_e4: int
    sales_share: float
    year_sales_e4: int
    median_recency_days: int | None
    median_orders: int | None
    median_net_e4: int | None
    median_points: int | None
    past_days: int | None
    past_customers: int | None
    past_bought_share: float | None
    past_sales_share: float | None


@dataclass(frozen=True)
class SegmentRunView:
    """A saved run: when and how it was made, how good it is, and its segments in order.

    ``quality`` holds figures for the command line and the comparison; ``notes`` say the same in words.
    """

    id: int
    method: str
    name: Text
    as_of: date
    created_at: int
    customers: int
    currency: str
    parameters: Mapping[str, Any]
    quality: Mapping[str, Any]
    notes: tuple[Text, ...]
    segments: tuple[SegmentView, ...]


@dataclass(frozen=True)
class RunSummary:
    """A saved run in a list."""

    id: int
    method: str
    name: Text
    as_of: date
    created_at: int
    customers: int


@dataclass(frozen=True)
class Member:
    """A customer in a segment's list; ``score`` is the RFM code, or empty, ``points`` the combined score."""

    customer_id: int
    code: str
    name: str
    score: str
    points: int | None
    orders: int
    net_e4: int
    last_at: int | None


@dataclass(frozen=True)
class SegmentPoint:
    """A customer on the map; ``segment`` is the segment's code, ``code`` the customer's."""

    customer_id: int
    segment: str
    code: str
    name: str
    recency_days: int
    net_e4: int


@dataclass(frozen=True)
class SegmentPoints:
    """Customers of a run who have bought, ``customers`` in all, of whom ``points`` may be a sample."""

    run_id: int
    customers: int
    points: tuple[SegmentPoint, ...]


@dataclass(frozen=True)
class GridCell:
    """One square of the RFM map: recency score against the rounded-up mean of frequency and money.

    ``segments`` are the codes of the segments that its customers are in, with how many, the largest first.
    """

    recency: int
    value: int
    customers: int
    customer_share: float
    sales_e4: int
    segments: tuple[tuple[str, int], ...]


def latest_run(shop: Shop, method: str) -> SegmentRunView | None:
    """The run of a method with the latest as-of day; None before its first."""
    from engine.store import segments as store

    with shop.store.read() as connection:
        run = store.latest_run(connection, method)
        return None if run is None else _view(connection, run, shop.settings.currency)


def saved_run(shop: Shop, run_id: int) -> SegmentRunView:
    """A run by its id; raises ``segment.run_missing``."""
    from engine.store import segments as store

    with shop.store.read() as connection:
        run = store.find_run(connection, run_id)
        if run is None:
            raise ClienteleError("segment.run_missing")
        return _view(connection, run, shop.settings.currency)


def list_runs(shop: Shop) -> list[RunSummary]:
    """Every saved run, the newest first."""
    from engine.store import segments as store

    with shop.store.read() as connection:
        return [
            RunSummary(
                run.id,
                run.method,
                Text(f"segment.method.{run.method}"),
                date.fromisoformat(run.as_of),
                run.created_at,
                run.customer_count,
            )
            for run in store.run_rows(connection)
        ]


def run_of_segment(shop: Shop, segment_id: int) -> int | None:
    """The id of the run that a segment belongs to; None where there is no such segment."""
    from engine.store import segments as store

    with shop.store.read() as connection:
        return store.run_of_segment(connection, segment_id)


def segment_customers(shop: Shop, segment_id: int, limit: int = 200) -> list[Member]:
    """The members of a segment who spent most."""
    from engine.store import segments as store

    with shop.store.read() as connection:
        return [Member(*row) for row in store.member_rows(connection, segment_id, limit)]


def is_current(shop: Shop, run: SegmentRunView) -> bool:
    """Whether what the shop knows now is what the run knew: the newest of its method, and no order since."""
    from engine.customers.days import day_of
    from engine.store import segments as store
    from engine.store.features import order_span

    with shop.store.read() as connection:
        newest = store.latest_run(connection, run.method)
        span = order_span(connection)
    if newest is None or newest.id != run.id or span is None:
        return False
    return day_of(span[1], shop.zone) <= run.as_of


def segment_points(shop: Shop, run_id: int, limit: int = 1_500) -> SegmentPoints | None:
    """At most ``limit`` buyers of a run by recency and money, the same share of each segment.

    None where the totals of now are not those of the run (``is_current``). Raises ``segment.run_missing``.
    """
    from engine.customers.days import day_of
    from engine.store import segments as store

    run = saved_run(shop, run_id)
    if not is_current(shop, run):
        return None
    with shop.store.read() as connection:
        rows = store.point_rows(connection, run_id, limit)
    points = tuple(
        SegmentPoint(
            row.customer_id,
            row.segment,
            row.code,
            row.name,
            (run.as_of - day_of(row.last_at, shop.zone)).days,
            row.net_e4,
        )
        for row in rows
    )
    return SegmentPoints(run_id, rows[0].everyone if rows else 0, points)


def rfm_grid(shop: Shop, run_id: int | None = None) -> tuple[GridCell, ...]:
    """The squares of an RFM run (None: the latest), the best recency first and within it value from 1 up:
    25, or 9 where the run's table has three scores.

    Empty before the first run, and for a run of another method.
    """
    from engine.segments.rfm_presets import DEFAULT, PRESETS
    from engine.store import segments as store

    with shop.store.read() as connection:
        run = store.latest_run(connection, "rfm") if run_id is None else store.find_run(connection, run_id)
    if run is None or run.method != "rfm":
        return ()
    # Runs from before there was a choice of tables do not name theirs.
    table = PRESETS[json.loads(run.parameters).get("preset", DEFAULT)]
    segment_of = table.segment_of()
    scale = range(table.levels, 0, -1)
    customers: Counter[tuple[int, int]] = Counter()
    sales: Counter[tuple[int, int]] = Counter()
    inside: dict[tuple[int, int], Counter[str]] = {}
    for score, (count, net_e4) in json.loads(run.quality)["scores"].items():
        recency, frequency, money = (int(digit) for digit in score)
        square = (recency, (frequency + money + 1) // 2)
        customers[square] += count
        sales[square] += net_e4
        inside.setdefault(square, Counter())[segment_of[score]] += count
    everyone = customers.total()
    return tuple(
        GridCell(
            *square,
            customers[square],
            customers[square] / everyone,
            sales[square],
            tuple(inside.get(square, Counter()).most_common()),
        )
        for square in ((recency, value) for recency in scale for value in reversed(scale))
    )


def _view(connection: Connection, run: RunRow, currency: str) -> SegmentRunView:
    from engine.store.segments import segment_rows

    rows = segment_rows(connection, run.id)
    sales = sum(row.sales_e4 for row in rows)
    quality = json.loads(run.quality)
    notes = tuple(Text.from_json(note) for note in quality.pop("notes"))
    quality.pop("scores", None)
    segments = []
    for row in rows:
        facts = json.loads(row.facts)
        segments.append(
            SegmentView(
                id=row.id,
                code=row.code,
                name=Text.from_json(row.name),
                rule=Text.from_json(row.rule),
                advice=Text.from_json(row.advice),
                customers=row.customer_count,
                customer_share=row.customer_count / run.customer_count if run.customer_count else 0.0,
                sales_e4=row.sales_e4,
                sales_share=row.sales_e4 / sales if sales > 0 else 0.0,
                year_sales_e4=facts.get("year_sales_e4", 0),
                median_recency_days=facts.get("median_recency_days"),
                median_orders=facts.get("median_orders"),
                median_net_e4=facts.get("median_net_e4"),
                median_points=facts.get("median_points"),
                past_days=facts.get("past_days"),
                past_customers=facts.get("past_customers"),
                past_bought_share=facts.get("past_bought_share"),
                past_sales_share=facts.get("past_sales_share"),
            )
        )
    return SegmentRunView(
        id=run.id,
        method=run.method,
        name=Text(f"segment.method.{run.method}"),
        as_of=date.fromisoformat(run.as_of),
        created_at=run.created_at,
        customers=run.customer_count,
        currency=currency,
        parameters=json.loads(run.parameters),
        quality=quality,
        notes=notes,
        segments=tuple(segments),
    )
