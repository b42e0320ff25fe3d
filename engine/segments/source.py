"""The methods' view of a shop: order totals as of a day, read once each and kept for the run."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.customers.days import day_number, day_numbers, day_of, end_of_day
from engine.errors import ClienteleError
from engine.segments.method import Buyers, KeptBuyers
from engine.segments.rfm_plan import load_plan

if TYPE_CHECKING:
    from engine.jobs import Progress
    from engine.segments.likeness import Likeness
    from engine.shop import Shop


class ShopSource(KeptBuyers):
    """Answers ``CustomerSource`` from a shop file; raises ``segment.no_orders`` where nobody has bought."""

    def __init__(self, shop: Shop, as_of: date | None = None) -> None:
        from engine.store.features import order_span

        super().__init__()
        with shop.store.read() as connection:
            span = order_span(connection)
        if span is None:
            raise ClienteleError("segment.no_orders")
        first, last = (day_of(at, shop.zone) for at in span)
        self.as_of = as_of or last
        if self.as_of < first:
            raise ClienteleError("segment.before_first_order", day=self.as_of, first=first)
        self.currency = shop.settings.currency
        self.rfm_plan = load_plan(shop)
        self.is_latest = self.as_of >= last
        self._first = first
        self._shop = shop

    def history_days(self) -> int:
        """Days from the shop's first order to ``as_of``."""
        return (self.as_of - self._first).days

    def likeness(self, days_earlier: int, progress: Progress) -> Likeness:
        """What a network makes of every buyer; see ``likeness_of``."""
        from engine.segments.likeness import likeness_of

        day = self.as_of - timedelta(days=days_earlier)
        return likeness_of(self._shop, day, self.buyers(days_earlier).customer_id, progress)

    def _read(self, days_earlier: int) -> Buyers:
        import numpy as np

        from engine.store.features import buyer_totals

        zone = self._shop.zone
        day = self.as_of - timedelta(days=days_earlier)
        end = None if self.is_latest and days_earlier == 0 else end_of_day(day, zone)
        with self._shop.store.read() as connection:
            rows = buyer_totals(connection, end)
        table = np.array(rows, dtype=np.int64).reshape(-1, 5)
        customer_id, orders, net_e4, first_at, last_at = np.ascontiguousarray(table.T)
        today = day_number(day)
        return Buyers(
            customer_id=customer_id,
            recency_days=today - day_numbers(last_at, zone),
            tenure_days=today - day_numbers(first_at, zone),
            orders=orders,
            net_e4=net_e4,
        )
