"""The one interface of all recommenders."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.recommend.history import History

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from engine.recommend.reason import Reason

#: Customers scored at once: 128 × 5,000 products in float32 are 2.5 MB, and a twentieth of a second.
BLOCK = 128


@dataclass(frozen=True)
class Ranking:
    """The best columns of each row of scores, best first; -1 where fewer products could be ranked."""

    columns: NDArray[np.int64]
    scores: NDArray[np.float32]


def best(scores: NDArray[np.float32], n: int) -> Ranking:
    """The ``n`` highest scores of each row; entries of minus infinity are never ranked."""
    n = min(n, scores.shape[1])
    top = np.argpartition(-scores, n - 1, axis=1)[:, :n]
    # Columns first, so that equal scores come out in the order of the products.
    top.sort(axis=1)
    values = np.take_along_axis(scores, top, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    top = np.take_along_axis(top, order, axis=1).astype(np.int64)
    values = np.take_along_axis(values, order, axis=1)
    top[np.isneginf(values)] = -1
    return Ranking(top, values)


class Recommender(ABC):
    """A recommender in the scikit-learn manner: parameters in the constructor, ``fit``, then questions.

    Interactions are a table with the columns ``history.COLUMNS``. Everything is deterministic: the order of
    the rows plays no part.
    """

    name: ClassVar[str]
    history: History
    popular: NDArray[np.int64]
    popular_days: int

    def get_params(self) -> dict[str, float]:
        """The constructor's parameters."""
        return {key: getattr(self, key) for key in signature(type(self)).parameters}

    def fit(
        self, interactions: pd.DataFrame, *, as_of: int | None = None, progress: Progress = no_progress
    ) -> Self:
        """Learn from the purchases at or before ``as_of`` (epoch seconds; default: the last purchase).

        Raises ``recommend.no_orders`` when there are none, ``Cancelled`` when the owner cancels.
        """
        history = History.of(interactions, as_of, part_of(progress, 0.0, 0.1))
        return self.fit_history(history, part_of(progress, 0.1, 1.0))

    def fit_history(self, history: History, progress: Progress = no_progress) -> Self:
        """The same from a history already made, which several models can share."""
        self.history = history
        self.popular, self.popular_days = recent_popularity(history)
        self._fit(history, progress)
        return self

    @abstractmethod
    def _fit(self, history: History, progress: Progress) -> None:
        """Learn; calls ``progress`` at least every 200 ms."""

    @abstractmethod
    def score_rows(self, rows: NDArray[np.int64], *, allow_repeats: bool) -> NDArray[np.float32]:
        """Scores (rows × products) for rows of the history; what was bought is not masked here.

        ``allow_repeats`` says what the scores are for: a model may weigh its parts differently.
        """

    def score_both(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """``score_rows`` with and without repeats; a model whose two share work overrides it."""
        return self.score_rows(rows, allow_repeats=True), self.score_rows(rows, allow_repeats=False)

    @abstractmethod
    def explain_row(self, row: int, columns: NDArray[np.int64], *, allow_repeats: bool) -> list[Reason]:
        """The reason of each column for one row, from the part that contributed most to its score."""

    def score(self, customers: Sequence[int], *, allow_repeats: bool = True) -> NDArray[np.float32]:
        """Scores, customers × ``history.products``; minus infinity for what may not be recommended.

        Customers without a purchase get the recent popularity of each product.
        """
        rows = self.history.rows_of(np.asarray(customers, np.int64))
        scores = np.empty((len(rows), len(self.history.products)), np.float32)
        known = rows >= 0
        scores[~known] = self.popular
        if known.any():
            block = self.score_rows(rows[known], allow_repeats=allow_repeats)
            if not allow_repeats:
                mask_bought(block, self.history, rows[known])
            scores[known] = block
        return scores

    def recommend(
        self,
        customers: Sequence[int],
        n: int = 10,
        allow_repeats: bool = True,
        *,
        only: Sequence[int] | None = None,
        progress: Progress = no_progress,
    ) -> pd.DataFrame:
        """The ``n`` best products for each customer: customer_id, product_id, rank (from 1), score.

        ``only``: the products that may be named (default: all that were ever sold).
        """
        import pandas as pd

        ids = np.asarray(customers, np.int64)
        forbidden = self.forbidden(only)
        tables = []
        for start, stop in blocks(len(ids), progress):
            scores = self.score(ids[start:stop].tolist(), allow_repeats=allow_repeats)
            scores[:, forbidden] = -np.inf
            ranking = best(scores, n)
            found = ranking.columns >= 0
            tables.append(
                pd.DataFrame(
                    {
                        "customer_id": np.repeat(ids[start:stop], found.sum(axis=1)),
                        "product_id": self.history.products[ranking.columns[found]],
                        "rank": (np.cumsum(found, axis=1))[found],
                        "score": ranking.scores[found],
                    }
                )
            )
        if not tables:
            return pd.DataFrame(columns=["customer_id", "product_id", "rank", "score"])
        return pd.concat(tables, ignore_index=True)

    def explain(self, customer: int, product: int, *, allow_repeats: bool = True) -> Reason:
        """Why this product for this customer; raises ``recommend.never_sold`` for a product without sales."""
        column = int(self.history.columns_of(np.array([product]))[0])
        if column < 0:
            raise ClienteleError("recommend.never_sold", product=product)
        row = int(self.history.rows_of(np.array([customer]))[0])
        if row < 0:
            return self.popular_reason(column)
        return self.explain_row(row, np.array([column]), allow_repeats=allow_repeats)[0]

    def popular_reason(self, column: int) -> Reason:
        """That many bought the product of late."""
        from engine.recommend.reason import POPULAR, Reason

        return Reason(POPULAR, None, {"n": int(self.popular[column]), "days": self.popular_days})

    def forbidden(self, only: Sequence[int] | None) -> NDArray[np.bool_]:
        """Columns that may not be named when only the products ``only`` may."""
        if only is None:
            return np.zeros(len(self.history.products), bool)
        return ~np.isin(self.history.products, np.asarray(only, np.int64))


def recent_popularity(history: History, days: int = 28, enough: int = 200) -> tuple[NDArray[np.int64], int]:
    """Customers who bought each product in the last ``days``, and the days it took to see ``enough``.

    A small shop sells too little in four weeks to rank by: the window doubles until it holds ``enough``
    purchases, or everything.
    """
    span = float(history.age.max())
    while True:
        counts = history.recent_buyers(days)
        if counts.sum() >= enough or days > span:
            return counts, days
        days *= 2


def mask_bought(scores: NDArray[np.float32], history: History, rows: NDArray[np.int64]) -> None:
    """Set what the customers of a block of rows have bought to minus infinity, in place."""
    position, pairs = history.bought_pairs(rows)
    scores[position, history.column[pairs]] = -np.inf


def blocks(count: int, progress: Progress = no_progress, size: int = BLOCK) -> Iterator[tuple[int, int]]:
    """Ranges that cover ``count`` rows, telling ``progress`` before each."""
    for start in range(0, count, size):
        progress(start / count)
        yield start, min(start + size, count)
