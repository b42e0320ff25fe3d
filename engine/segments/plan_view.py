"""What the editor of RFM shows: tables to choose from, limits, and how many customers they put where, live.

SQL and plain Python only, so that a figure follows while one turns at a limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.segments.rfm import Thresholds, quantile_places
from engine.segments.rfm_plan import Kept, check_limits, load_plan
from engine.segments.rfm_presets import PRESETS, Preset
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop


@dataclass(frozen=True)
class TableChoice:
    """A table one may use: its name and what it is."""

    key: str
    name: Text
    about: Text


@dataclass(frozen=True)
class GroupCount:
    """A group of the table: its name (``usual`` without the owner's own), customers and sales."""

    code: str
    name: Text
    usual: Text
    own: str
    customers: int
    sales_e4: int


@dataclass(frozen=True)
class PlanView:
    """A table with limits and what they give as of a day.

    ``counts`` are the customers of each score from 1 up, for recency, orders and money. ``kept`` are the
    limits in use for this table (None: not measured yet); ``thresholds`` those that are shown.
    """

    tables: tuple[TableChoice, ...]
    preset: str
    in_use: str
    as_of: date
    buyers: int
    currency: str
    kept: Kept | None
    thresholds: Thresholds
    counts: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    groups: tuple[GroupCount, ...]


def plan_view(
    shop: Shop, preset: str = "", thresholds: Thresholds | None = None, *, anew: bool = False
) -> PlanView | None:
    """A table (empty: the one in use) with these limits; else with those kept, or measured now (``anew``).

    None before the first order. Raises as ``check_limits``.
    """
    from engine.customers.days import day_of
    from engine.store.features import buyer_count, order_span

    plan = load_plan(shop)
    table = PRESETS[preset or plan.preset]
    with shop.store.read() as connection:
        span = order_span(connection)
        buyers = buyer_count(connection)
        if span is None or not buyers:
            return None
        as_of = day_of(span[1], shop.zone)
        kept = plan.kept.get(table.key)
        if thresholds is None:
            measured = None if kept and not anew else measured_now(connection, shop, table, as_of, buyers)
            thresholds = measured or (kept.thresholds if kept else None)
        if thresholds is None:
            raise AssertionError("limits are given, kept or measured")
        check_limits(thresholds, table.levels)
        cells = _cells(connection, shop, thresholds, as_of)
    counts = tuple(
        tuple(sum(n for code, (n, _) in cells.items() if code[at] == str(value)) for value in _values(table))
        for at in range(3)
    )
    names = plan.names.get(table.key, {})
    return PlanView(
        tables=tuple(
            TableChoice(key, Text(f"segment.table.{key}"), Text(f"segment.table.{key}.about"))
            for key in PRESETS
        ),
        preset=table.key,
        in_use=plan.preset,
        as_of=as_of,
        buyers=buyers,
        currency=shop.settings.currency,
        kept=kept,
        thresholds=thresholds,
        counts=(counts[0], counts[1], counts[2]),
        groups=_groups(table, names, cells),
    )


def _values(table: Preset) -> range:
    return range(1, table.levels + 1)


def _groups(
    table: Preset, names: Mapping[str, str], cells: Mapping[str, tuple[int, int]]
) -> tuple[GroupCount, ...]:
    found = []
    for segment, codes in table.codes.items():
        inside = [cells[code] for code in codes if code in cells]
        usual, own = Text(f"segment.rfm.{segment}.name"), names.get(segment, "")
        found.append(
            GroupCount(
                segment,
                Text("segment.named", {"name": own}) if own else usual,
                usual,
                own,
                sum(count for count, _ in inside),
                sum(net for _, net in inside),
            )
        )
    return tuple(found)


def _cells(
    connection: Connection, shop: Shop, thresholds: Thresholds, as_of: date
) -> dict[str, tuple[int, int]]:
    """Customers and sales of each code that occurs."""
    from engine.customers.days import start_of_day
    from engine.store.segments import score_cells

    # "Up to so many days ago" is "not before the start of that day".
    since = tuple(start_of_day(as_of - timedelta(days=days), shop.zone) for days in thresholds.recency_days)
    return score_cells(connection, since, thresholds.orders, thresholds.net_e4)


def measured_now(connection: Connection, shop: Shop, table: Preset, as_of: date, buyers: int) -> Thresholds:
    """What ``rfm.fit_thresholds`` measures as of ``as_of``, the last order's day, asked of the shop file."""
    from engine.customers.days import day_of
    from engine.segments.rfm import BANDS, MANY_ONE_TIMERS, chosen_bands
    from engine.store.segments import ranked_totals, share_above

    places = quantile_places(buyers, table.levels)
    banded = 1 - share_above(connection, 1) > MANY_ONE_TIMERS
    days = table.fixed_days or tuple(
        (as_of - day_of(at, shop.zone)).days for at in ranked_totals(connection, "last_at", places)
    )
    orders = (
        chosen_bands(BANDS[table.levels], lambda edge: share_above(connection, edge))
        if banded
        else ranked_totals(connection, "order_count", places)
    )
    return Thresholds(days, orders, ranked_totals(connection, "net_e4", places), banded)
