"""Order totals as they were on any number of earlier days, in one pass over the orders; kept a month each.

What a day holds is what ``CustomerSource.buyers`` says of it: nothing later can change it, except for orders
that are imported later.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

import numpy as np

from engine.customers.days import day_number, day_numbers, end_of_day

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

#: Months further back are not shown.
MOST_MONTHS = 60
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Totals:
    """Every buyer by the end of a day: arrays (n,) ordered by customer id; ``last_day`` counts from 1970."""

    day: date
    customer_id: Ints
    last_day: Ints
    orders: Ints
    net_e4: Ints

    @property
    def recency_days(self) -> Ints:
        """Days since each buyer's last order, (n,)."""
        return day_number(self.day) - self.last_day

    def packed(self) -> bytes:
        """As bytes for the shop file."""
        columns = (np.diff(self.customer_id, prepend=0), self.last_day, self.orders, self.net_e4)
        return zlib.compress(b"".join(column.astype("<i8").tobytes() for column in columns), 1)

    @classmethod
    def unpack(cls, day: date, stored: bytes) -> Self:
        """The totals that ``packed`` wrote."""
        table = np.frombuffer(zlib.decompress(stored), "<i8").reshape(4, -1).astype(np.int64)
        return cls(day, np.cumsum(table[0]), *table[1:])


def month_days(first: date, last: date) -> list[date]:
    """The last day of each month from the first order's on, before ``last``, and ``last`` itself."""
    days = [last]
    day = last.replace(day=1) - timedelta(days=1)
    while day >= first and len(days) <= MOST_MONTHS:
        days.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return days[::-1]


def totals_by(
    orders: pd.DataFrame, linked: pd.DataFrame, days: Sequence[date], zone: ZoneInfo
) -> list[Totals]:
    """The totals by the end of each of ``days``, which ascend.

    Frames as ``engine.store.segment_history`` names their columns. A sale counts until it has come back
    whole; its money is less from the day when some of it came back.
    """
    customers, who = np.unique(orders["customer_id"].to_numpy(np.int64), return_inverse=True)
    placed = orders["placed_at"].to_numpy(np.int64)
    on_day = day_numbers(placed, zone)
    sale = orders["sale"].to_numpy(bool)
    events = _Events.of(orders, linked, who)
    lasting = sale & ~orders["returned"].to_numpy(bool)
    fleeting = np.flatnonzero(sale & ~lasting & (events.until > placed))
    count = np.zeros(len(customers), dtype=np.int64)
    net, last = count.copy(), np.full(len(customers), -1, dtype=np.int64)
    found = []
    done_orders = done_events = 0
    for day in days:
        end = end_of_day(day, zone)
        upto = int(np.searchsorted(placed, end, side="right"))
        now = done_orders + np.flatnonzero(lasting[done_orders:upto])
        np.add.at(count, who[now], 1)
        np.maximum.at(last, who[now], on_day[now])
        done_orders = upto
        upto = int(np.searchsorted(events.at, end, side="right"))
        np.add.at(net, events.who[done_events:upto], events.net_e4[done_events:upto])
        done_events = upto
        # Sales that came back later were purchases until then.
        alive = fleeting[(placed[fleeting] <= end) & (events.until[fleeting] > end)]
        orders_then, last_then = count.copy(), last.copy()
        np.add.at(orders_then, who[alive], 1)
        np.maximum.at(last_then, who[alive], on_day[alive])
        buyers = orders_then > 0
        found.append(
            Totals(day, customers[buyers], last_then[buyers], orders_then[buyers], net[buyers].copy())
        )
    return found


@dataclass(frozen=True)
class _Events:
    """When whose net changed by how much, by time; and when each order had come back whole (orders,)."""

    at: Ints
    who: Ints
    net_e4: Ints
    until: Ints

    @classmethod
    def of(cls, orders: pd.DataFrame, linked: pd.DataFrame, who: Ints) -> Self:
        placed = orders["placed_at"].to_numpy(np.int64)
        number = orders["id"].to_numpy(np.int64)
        sale = orders["sale"].to_numpy(bool)
        total = orders["total_e4"].to_numpy(np.int64)
        by_number = np.argsort(number)
        of_sale = linked["sale"].to_numpy(np.int64)
        place = by_number[
            np.minimum(np.searchsorted(number, of_sale, sorter=by_number), max(len(number) - 1, 0))
        ]
        known = (number[place] == of_sale) & sale[place]
        place, back = place[known], linked["back_e4"].to_numpy(np.int64)[known]
        back_at = np.maximum(linked["placed_at"].to_numpy(np.int64)[known], placed[place])
        # At its own date a sale was worth what is left of it and all that came back since.
        worth = np.where(sale, total - orders["refunded_e4"].to_numpy(np.int64), total)
        np.add.at(worth, place, back)
        until = np.full(len(orders), -_NEVER, dtype=np.int64)
        np.maximum.at(until, place, back_at)
        own = sale | orders["refund_of"].isna().to_numpy(bool)
        at = np.concatenate([placed[own], back_at])
        by_time = np.argsort(at, kind="stable")
        return cls(
            at[by_time],
            np.concatenate([who[own], who[place]])[by_time],
            np.concatenate([worth[own], -back])[by_time],
            until,
        )
