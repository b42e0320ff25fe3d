"""Recent popularity: what most customers bought of late. The baseline, and the answer for newcomers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress
from engine.recommend.history import History
from engine.recommend.model import Recommender

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.recommend.reason import Reason


class Popularity(Recommender):
    """Products by the number of customers who bought them in the last 28 days (see ``recent_popularity``)."""

    name = "popularity"

    def _fit(self, history: History, progress: Progress) -> None:
        progress(1.0)

    def score_rows(self, rows: NDArray[np.int64], *, allow_repeats: bool) -> NDArray[np.float32]:
        return np.tile(self.popular.astype(np.float32), (len(rows), 1))

    def explain_row(self, row: int, columns: NDArray[np.int64], *, allow_repeats: bool) -> list[Reason]:
        return [self.popular_reason(int(column)) for column in columns]
