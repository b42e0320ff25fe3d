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
        # Products × customers, so that the work runs along memory.
        self.scores = np.full((products, size), -np.inf, np.float32)
        self.rows = np.full((products, size), -1, np.int64)

    def add(self, rows: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
        """Take in a block: ``scores`` is rows × products; minus infinity means never."""
        every = np.concatenate([self.scores, scores.T], axis=1)
        names = np.concatenate([self.rows, np.broadcast_to(rows, scores.T.shape)], axis=1)
        order = np.argpartition(-every, self.size - 1, axis=1)[:, : self.size]
        # Kept ones come first, so that of equal scores the earlier row stays first.
        order.sort(axis=1)
        self.scores = np.take_along_axis(every, order, axis=1)
        self.rows = np.take_along_axis(names, order, axis=1)

    def by_row(self) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
        """Row, column, rank (from 1) and score of every entry, sorted by row."""
        order = np.argsort(-self.scores, axis=1, kind="stable")
        scores = np.take_along_axis(self.scores, order, axis=1)
        rows = np.take_along_axis(self.rows, order, axis=1)
        rows[np.isneginf(scores)] = -1
        column, rank = np.nonzero(rows >= 0)
        by_row = np.argsort(rows[column, rank], kind="stable")
        rank, column = rank[by_row], column[by_row]
        return rows[column, rank], column, rank + 1, scores[column, rank]
