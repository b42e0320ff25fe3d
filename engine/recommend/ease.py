"""EASE: which products go with which, solved exactly. The part that finds products new to a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.jobs import Progress, no_progress, part_of
from engine.recommend.history import History
from engine.recommend.inverse import inverse_in_place
from engine.recommend.model import Recommender
from engine.recommend.reason import BECAUSE, Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Columns of the product-by-product counts made at once.
_STEP = 256
#: Keeps products without any neighbour in the order of their popularity.
_TIE = 1e-6


class Ease(Recommender):
    """Scores = (recency of what was bought) · B × trend, with B the closed form of Steck 2019 (EASE).

    B = I - P / diag(P), P = (XᵀX + λI)⁻¹ over the 0/1 purchases X (arXiv 1905.03375). The customer's side
    is not 0/1 but 0.5^(days since last bought / ``half_life``), and each product is weighed by its trend,
    (recent buyers + 1) / (buyers ever + 1) to the power ``trend``, so that what is going out ranks lower.

    Parameters: ``l2``: λ, never more than 0.3 × customers, so that small shops are not smoothed flat;
    ``max_products``: only that many best-known products take part (memory is 8 bytes × products²).
    """

    name = "ease"

    def __init__(
        self, l2: float = 500, half_life: float = 180, trend: float = 0.75, max_products: int = 6000
    ) -> None:
        self.l2 = l2
        self.half_life = half_life
        self.trend = trend
        self.max_products = max_products

    def _fit(self, history: History, progress: Progress) -> None:
        order = np.lexsort((history.products, -history.buyers))
        #: Columns of the history that take part, ascending.
        self.kept = np.sort(order[: self.max_products])
        purchases = history.matrix()[:, self.kept]
        weights = product_weights(purchases, min(self.l2, 0.3 * history.shape[0]), progress)
        recency = history.matrix(0.5 ** (history.last_age / self.half_life))[:, self.kept]
        self.profile = recency.tocsr()
        self._by_product = history.matrix().tocsc()
        #: Customers who bought both of two columns, as far as counted.
        self._both: dict[tuple[int, int], int] = {}
        trend = ((history.recent_buyers(self.popular_days) + 1) / (history.buyers + 1)) ** self.trend
        trend /= np.average(trend, weights=history.buyers)
        weights *= trend[self.kept].astype(np.float32)
        self.weights = weights
        self.tie = (_TIE * self.popular / max(int(self.popular.max()), 1)).astype(np.float32)

    def score_rows(self, rows: NDArray[np.int64], *, allow_repeats: bool) -> NDArray[np.float32]:
        scores = np.tile(self.tie, (len(rows), 1))
        scores[:, self.kept] += self.profile[rows] @ self.weights
        return scores

    def explain_row(self, row: int, columns: NDArray[np.int64], *, allow_repeats: bool) -> list[Reason]:
        return [
            self.popular_reason(int(column)) if neighbour < 0 else self.because(int(column), neighbour)
            for column, neighbour in zip(columns, self.neighbours(row, columns).tolist(), strict=True)
        ]

    def neighbours(self, row: int, columns: NDArray[np.int64]) -> NDArray[np.int64]:
        """The bought column that adds most to each score; -1 where none adds anything."""
        bought, added = self._added(row, columns)
        if not len(bought):
            return np.full(len(columns), -1)
        return np.where(added.max(axis=0) > 0, bought[added.argmax(axis=0)], -1).astype(np.int64)

    def score_at(self, row: int, columns: NDArray[np.int64]) -> NDArray[np.float32]:
        """The score of some columns for one row, without making all of them."""
        return np.asarray(self.tie[columns] + self._added(row, columns)[1].sum(axis=0))

    def _added(self, row: int, columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """What the customer bought (columns), and what each of it adds to each score."""
        start, stop = self.profile.indptr[row], self.profile.indptr[row + 1]
        bought = self.profile.indices[start:stop]
        at = np.minimum(np.searchsorted(self.kept, columns), len(self.kept) - 1)
        known = (self.kept[at] == columns).astype(np.float32)
        added = self.profile.data[start:stop, None] * self.weights[np.ix_(bought, at)] * known
        return self.kept[bought], added

    def because(self, column: int, neighbour: int) -> Reason:
        """How many of those who bought the neighbour bought the column too."""
        key = (neighbour, column) if neighbour < column else (column, neighbour)
        if key not in self._both:
            buyers = np.intersect1d(self._buyers_of(neighbour), self._buyers_of(column), assume_unique=True)
            self._both[key] = len(buyers)
        return Reason(
            BECAUSE,
            int(self.history.products[neighbour]),
            {"both": self._both[key], "base": int(self.history.buyers[neighbour])},
        )

    def _buyers_of(self, column: int) -> Any:
        start, stop = self._by_product.indptr[column], self._by_product.indptr[column + 1]
        return self._by_product.indices[start:stop]


def product_weights(purchases: Any, l2: float, progress: Progress = no_progress) -> NDArray[np.float32]:
    """B of EASE for sparse 0/1 ``purchases`` (customers × products): products × products, zero diagonal."""
    gram = _gram(purchases, part_of(progress, 0.0, 0.25))
    gram[np.diag_indices_from(gram)] += np.float32(l2)
    weights = inverse_in_place(gram, part_of(progress, 0.25, 1.0))
    weights /= -np.diag(weights)
    np.fill_diagonal(weights, 0)
    return weights


def _gram(purchases: Any, progress: Progress) -> NDArray[np.float32]:
    products = purchases.shape[1]
    by_customer, by_product = purchases.tocsr().T.tocsr(), purchases.tocsc()
    gram = np.empty((products, products), np.float32)
    for start in range(0, products, _STEP):
        progress(start / products)
        stop = min(start + _STEP, products)
        gram[:, start:stop] = (by_customer @ by_product[:, start:stop]).toarray()
    return gram
