"""Purchase histories as arrays: what every forecast is made from, cut at any day without looking past it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PurchaseHistory:
    """Purchase days of customers, a customer's orders of one day taken together.

    ``customers`` (customers,) are their ids; rows ``first[i]`` to ``first[i + 1]`` are customer i's purchase
    days, ascending: ``day`` (rows,) in days since 1970-01-01, ``amount`` (rows,) net of refunds.
    """

    customers: NDArray[np.int64]
    first: NDArray[np.int64]
    day: NDArray[np.int64]
    amount: Floats

    @classmethod
    def of(cls, customer: ArrayLike, day: ArrayLike, amount: ArrayLike) -> PurchaseHistory:
        """Put orders together, one row each in any order; ``day`` in days since 1970-01-01."""
        who, days, paid = np.asarray(customer, np.int64), np.asarray(day, np.int64), np.asarray(amount, float)
        order = np.lexsort((days, who))
        who, days, paid = who[order], days[order], paid[order]
        starts = np.ones(len(who), bool)
        starts[1:] = (who[1:] != who[:-1]) | (days[1:] != days[:-1])
        places = np.flatnonzero(starts)
        sums = np.add.reduceat(paid, places) if len(places) else paid
        who, days = who[places], days[places]
        customers, first = np.unique(who, return_index=True)
        return cls(customers, np.append(first, len(who)).astype(np.int64), days, sums)

    @classmethod
    def from_orders(cls, orders: pd.DataFrame) -> PurchaseHistory:
        """From a table with ``customer_id`` (integers), ``ordered_at`` (timestamps or dates), ``amount``."""
        import pandas as pd

        days = pd.to_datetime(orders["ordered_at"]).to_numpy("datetime64[D]").astype(np.int64)
        return cls.of(orders["customer_id"].to_numpy(), days, orders["amount"].to_numpy(float))

    @property
    def owner(self) -> NDArray[np.int64]:
        """Which customer (by place) each row belongs to, (rows,)."""
        return np.repeat(np.arange(len(self.customers)), self.counts)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Purchase days of each customer, (customers,)."""
        return np.diff(self.first)

    def until(self, day: int) -> PurchaseHistory:
        """The same shop as it was known at the end of ``day``: customers without a purchase by then are not
        in it.
        """
        kept = self.day <= day
        counts = np.add.reduceat(kept, self.first[:-1]) if len(self.customers) else self.counts
        here = counts > 0
        first = np.concatenate(([0], np.cumsum(counts[here])))
        return PurchaseHistory(self.customers[here], first, self.day[kept], self.amount[kept])

    def within(self, start: int, stop: int, customers: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
        """(purchase days, amount) of some customers after ``start`` up to ``stop``, each (customers,)."""
        rows = (self.day > start) & (self.day <= stop)
        place = np.searchsorted(customers, self.customers[self.owner[rows]])
        place = np.minimum(place, len(customers) - 1)
        known = customers[place] == self.customers[self.owner[rows]]
        bought = np.bincount(place[known], minlength=len(customers)).astype(np.int64)
        spent = np.bincount(place[known], self.amount[rows][known], minlength=len(customers))
        return bought, spent.astype(float)

    def summary(self, as_of: int) -> tuple[Floats, Floats, Floats]:
        """(frequency, recency, age) in days as the counting models take them, each (customers,)."""
        start, last = self.day[self.first[:-1]], self.day[self.first[1:] - 1]
        return (
            (self.counts - 1).astype(float), (last - start).astype(float), (as_of - start).astype(float)
        )  # fmt: skip

    def gaps(self) -> Floats:
        """Days between one purchase day and the customer's next, over all customers."""
        steps = np.diff(self.day)
        inner = np.ones(len(steps), bool)
        inner[self.first[1:-1] - 1] = False
        return steps[inner].astype(float)


def usual_horizon(history: PurchaseHistory) -> int:
    """In how many days nine of ten repeat purchases follow the one before, 30 to 365: the shop's own rhythm.

    90 where fewer than 20 gaps are known.
    """
    gaps = history.gaps()
    return 90 if len(gaps) < 20 else int(np.clip(np.quantile(gaps, 0.9), 30, 365))
