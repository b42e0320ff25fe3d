"""What is known of each customer's buying on a day, as numbers to forecast from.

Everything is computed from rows up to that day, so that nothing of the future can leak in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory

#: Spans of days before the day itself in which purchases and spending are counted.
WINDOWS = (30, 60, 90, 180, 365)

#: Column → what it is, with its unit.
FEATURES = {
    "recency_days": "days since the last purchase",
    "age_days": "days since the first purchase",
    "purchases": "purchase days so far",
    "mean_gap_days": "mean days between purchases; the age for one-time buyers",
    "gap_spread_days": "standard deviation of the days between purchases",
    "last_gap_days": "days between the last two purchases; the age for one-time buyers",
    "overdue": "days since the last purchase over the mean days between purchases",
    "recency_share": "days since the last purchase over days since the first",
    "rate": "purchases after the first in a year",
    "one_time": "1 where there was a single purchase day",
    "spent": "everything spent so far",
    "mean_amount": "mean of a purchase day",
    "last_amount": "the last purchase day's amount",
    "largest_amount": "the largest purchase day's amount",
    "amount_trend": "logarithm of the last amount over the mean",
    **{f"purchases_{days}d": f"purchase days in the last {days} days" for days in WINDOWS},
    **{f"spent_{days}d": f"spent in the last {days} days" for days in WINDOWS},
}


def purchase_features(history: PurchaseHistory, as_of: int) -> dict[str, NDArray[np.float64]]:
    """Each of ``FEATURES`` for each customer of a history known until ``as_of``, (customers,).

    ``as_of`` is in days since 1970-01-01; the history must not reach beyond it (see ``until``).
    """
    first, stop = history.first[:-1], history.first[1:]
    counts = history.counts.astype(float)
    start, last = history.day[first], history.day[stop - 1]
    age, recency = (as_of - start).astype(float), (as_of - last).astype(float)
    gaps = np.diff(history.day, append=0).astype(float)
    gaps[stop - 1] = 0.0
    many = counts > 1
    waits = np.maximum(counts - 1, 1)
    mean_gap = np.where(many, (last - start) / waits, age)
    squares = np.add.reduceat(gaps**2, first)
    spread = np.sqrt(np.maximum(squares / waits - np.where(many, mean_gap, 0.0) ** 2, 0.0))
    paid = np.maximum(history.amount, 0.0)
    spent = np.add.reduceat(paid, first)
    mean_amount, last_amount = spent / counts, paid[stop - 1]
    found = {
        "recency_days": recency,
        "age_days": age,
        "purchases": counts,
        "mean_gap_days": mean_gap,
        "gap_spread_days": np.where(many, spread, 0.0),
        "last_gap_days": np.where(many, gaps[np.maximum(stop - 2, first)], age),
        "overdue": recency / np.maximum(mean_gap, 1.0),
        "recency_share": recency / np.maximum(age, 1.0),
        "rate": (counts - 1) / np.maximum(age, 30.0) * 365,
        "one_time": (~many).astype(float),
        "spent": spent,
        "mean_amount": mean_amount,
        "last_amount": last_amount,
        "largest_amount": np.maximum.reduceat(paid, first),
        "amount_trend": np.log1p(last_amount) - np.log1p(mean_amount),
    }
    owner = history.owner
    for days in WINDOWS:
        inside = history.day > as_of - days
        found[f"purchases_{days}d"] = np.bincount(owner[inside], minlength=len(counts)).astype(float)
        found[f"spent_{days}d"] = np.bincount(owner[inside], paid[inside], minlength=len(counts))
    return found
