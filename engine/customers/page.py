"""Everything that the Customers page shows at once: who can be filtered by, and one profile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.customers.days import day_of
from engine.customers.timeline import TimelineLine
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from engine.customers.profile import CustomerProfile
    from engine.predict.views import ForecastsView
    from engine.shop import Shop


@dataclass(frozen=True)
class SegmentChoice:
    """A segment to filter by. ``current``: of its method's latest run."""

    id: int
    method: str
    method_name: Text
    code: str
    name: Text
    customers: int
    as_of: date
    current: bool


@dataclass(frozen=True)
class CustomersView:
    """The page. ``today`` is the day of the shop's last order, from which "ago" counts.

    ``profile`` is None when none was asked for, or when that customer (``asked``) is not there any more; it
    is another's where the one asked for was found to be that one.
    """

    customers: int
    today: date | None
    currency: str
    segments: tuple[SegmentChoice, ...]
    profile: CustomerProfile | None
    asked: int | None
    #: The newest forecasts as a whole; None before the first.
    forecasts: ForecastsView | None = None


def customers_view(
    shop: Shop, *, segment_id: int | None = None, customer_id: int | None = None
) -> CustomersView:
    """The page with the profile of a customer, if asked for.

    The segments are those of the latest runs that have members, and the one asked for, however old.
    """
    from engine.customers.profile import profile
    from engine.predict.views import forecasts_view
    from engine.store import customers as store
    from engine.store import segments

    with shop.store.read() as connection:
        customers = store.count_customers(connection)
        last = store.last_order_at(connection)
        runs = segments.latest_runs(connection)
        current = {run.id for run in runs}
        if segment_id is not None:
            asked = segments.find_run(connection, segments.run_of_segment(connection, segment_id) or 0)
            if asked is not None and asked.id not in current:
                runs.append(asked)
        choices = tuple(
            SegmentChoice(
                id=row.id,
                method=run.method,
                method_name=Text(f"segment.choice.{run.method}"),
                code=row.code,
                name=Text.from_json(row.name),
                customers=row.customer_count,
                as_of=date.fromisoformat(run.as_of),
                current=run.id in current,
            )
            for run in runs
            for row in segments.segment_rows(connection, run.id)
            if row.id == segment_id or (row.customer_count and run.id in current)
        )
    shown = None
    if customer_id is not None:
        try:
            shown = profile(shop, customer_id)
        except ClienteleError as problem:
            if problem.key != "customer.missing":
                raise
    return CustomersView(
        customers,
        day_of(last, shop.zone) if last is not None else None,
        shop.settings.currency,
        choices,
        shown,
        customer_id,
        forecasts_view(shop),
    )


def order_lines(shop: Shop, order_id: int) -> tuple[TimelineLine, ...]:
    """All lines of an order, the dearest first: the timeline holds only the first few."""
    from engine.store import customers as store

    with shop.store.read() as connection:
        return tuple(
            TimelineLine(line.product_id, line.product, line.quantity_milli, line.total_e4)
            for line in store.lines_of(connection, [order_id])
        )
