"""Personal frequency that fades with time: customers buy again what they bought often and lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress
from engine.recommend.history import DAY, History
from engine.recommend.model import Recommender
from engine.recommend.reason import REPEAT, REPEAT_ONCE, REPEAT_TWICE, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Pairs of a product that count as prior knowledge in its repeat rate.
_PRIOR = 20
#: A shop where fewer pairs than this come back is not ruled by repeats; their weight fades with the share.
_FULL_WEIGHT_SHARE = 0.1


class RepeatFrequency(Recommender):
    """log(1 + Σ over purchase days of 0.5^(age / half_life)) × repeat rate^rate_power, plus popularity.

    The decayed personal frequency of Li et al. 2023 (arXiv 2109.14233: repeats decide next-basket
    recommendation), times how often the product is bought again at all, relative to the shop's mean.

    Parameters: ``half_life`` in days; ``rate_power`` of the repeat rate; ``popularity``: weight of the
    best-seller of the last 28 days, which fills lists of customers with little history.
    """

    name = "repeat_frequency"

    def __init__(self, half_life: float = 180, rate_power: float = 0.25, popularity: float = 0.2) -> None:
        self.half_life = half_life
        self.rate_power = rate_power
        self.popularity = popularity

    def _fit(self, history: History, progress: Progress) -> None:
        decayed = np.add.reduceat(0.5 ** (history.age / self.half_life), history.pair_start[:-1])
        rate = repeat_rate(history) ** self.rate_power
        weight = min(1.0, history.repeat_share / _FULL_WEIGHT_SHARE)
        self.values = (np.log1p(decayed) * rate[history.column] * weight).astype(np.float32)
        self.fill = (self.popularity * self.popular / max(int(self.popular.max()), 1)).astype(np.float32)
        progress(1.0)

    def score_rows(self, rows: NDArray[np.int64], *, allow_repeats: bool) -> NDArray[np.float32]:
        scores = np.tile(self.fill, (len(rows), 1))
        position, pairs = self.history.bought_pairs(rows)
        # Each pair occurs once, so plain indexed addition is right.
        scores[position, self.history.column[pairs]] += self.values[pairs]
        return scores

    def explain_row(self, row: int, columns: NDArray[np.int64], *, allow_repeats: bool) -> list[Reason]:
        return [
            self.popular_reason(int(column)) if value <= self.fill[column] else self.repeat_reason(pair)
            for column, pair, value in zip(columns, *self.own(row, columns), strict=True)
        ]

    def own(self, row: int, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The customer's pair with each column and its value; -1 and 0 where they never bought it."""
        start, stop = int(self.history.row_start[row]), int(self.history.row_start[row + 1])
        at = start + np.searchsorted(self.history.column[start:stop], columns)
        inside = np.minimum(at, stop - 1)
        pairs = np.where(self.history.column[inside] == columns, inside, -1).astype(np.int64)
        return pairs, np.where(pairs >= 0, self.values[pairs], np.float32(0))

    def repeat_reason(self, pair: int) -> Reason:
        """How often the customer of the pair buys its product, and when last."""
        last_at = self.history.as_of - round(float(self.history.last_age[pair]) * DAY)
        times = int(self.history.times[pair])
        if times <= 2:
            # Two purchases are one gap, which is no rhythm yet.
            return Reason(REPEAT_ONCE if times == 1 else REPEAT_TWICE, None, {"last_at": last_at})
        days = max(1, round(float(self.history.interval[pair])))
        return Reason(REPEAT, None, {"times": times, "days": days, "last_at": last_at})


def repeat_rate(history: History) -> NDArray[np.float64]:
    """Of each product: the share of its buyers who bought it again, shrunk to the shop's, mean 1."""
    again = np.bincount(history.column[history.times > 1], minlength=len(history.products))
    rate = (again + _PRIOR * history.repeat_share) / (history.buyers + _PRIOR)
    mean = float(rate.mean())
    return rate / mean if mean > 0 else np.ones(len(rate))
