"""For each product, the customers who should hear of it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Audience:
    """The ``size`` best-scored customers of each product, gathered block by block in bounded memory."""

    def __init__(self, products: int, size: int = 20) -> None:
        self.size = size
        self.scores = np.full((size, products), -np.inf, np.float32)
        self.rows = np.full((size, products), -1, np.int64)

    def add(self, rows: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Take in a block: ``scores`` is rows × products; minus infinity means never."""
        every = np.concatenate([self.scores, scores])
        names = np.concatenate([self.rows, np.broadcast_to(rows[:, None], scores.shape)])
        # Kept ones come first, so a stable sort keeps the earlier row where scores are equal.
        order = np.argpartition(-every, self.size - 1, axis=0)[: self.size]
        order.sort(axis=0)
        self.scores = np.take_along_axis(every, order, axis=0)
        self.rows = np.take_along_axis(names, order, axis=0)

    def by_row(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Row, column, rank (from 1) and score of every entry, sorted by row."""
        order = np.argsort(-self.scores, axis=0, kind="stable")
        scores = np.take_along_axis(self.scores, order, axis=0)
        rows = np.take_along_axis(self.rows, order, axis=0)
        rows[np.isneginf(scores)] = -1
        rank, column = np.nonzero(rows >= 0)
        by_row = np.argsort(rows[rank, column], kind="stable")
        rank, column = rank[by_row], column[by_row]
        return rows[rank, column], column, rank + 1, scores[rank, column]
