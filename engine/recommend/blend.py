"""The default: personal frequency, EASE and recent popularity added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress
from engine.recommend.ease import Ease
from engine.recommend.history import History
from engine.recommend.model import Recommender
from engine.recommend.repeat_frequency import RepeatFrequency

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.recommend.reason import Reason


class Blend(Recommender):
    """Repeats by ``RepeatFrequency`` + ``ease`` × ``Ease``; products new to the customer by ``Ease`` alone.

    The weights were tuned on the validation window of UCI Online Retail (see the benchmark).
    """

    name = "blend"

    def __init__(
        self,
        half_life: float = 180,
        rate_power: float = 0.25,
        popularity: float = 0.2,
        ease: float = 1.0,
        l2: float = 500,
        trend: float = 0.75,
    ) -> None:
        self.half_life = half_life
        self.rate_power = rate_power
        self.popularity = popularity
        self.ease = ease
        self.l2 = l2
        self.trend = trend

    def _fit(self, history: History, progress: Progress) -> None:
        self.repeats = RepeatFrequency(self.half_life, self.rate_power, self.popularity).fit_history(history)
        self.company = Ease(self.l2, self.half_life, self.trend).fit_history(history, progress)

    def score_rows(self, rows: NDArray[np.int64], *, allow_repeats: bool) -> NDArray[np.float32]:
        scores = self.company.score_rows(rows, allow_repeats=allow_repeats)
        if allow_repeats:
            scores *= np.float32(self.ease)
            scores += self.repeats.score_rows(rows, allow_repeats=True)
        return scores

    def score_both(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        company = self.company.score_rows(rows, allow_repeats=False)
        every = self.repeats.score_rows(rows, allow_repeats=True)
        every += np.float32(self.ease) * company
        return every, company

    def explain_row(self, row: int, columns: NDArray[np.int64], *, allow_repeats: bool) -> list[Reason]:
        company = self.company.explain_row(row, columns, allow_repeats=allow_repeats)
        if not allow_repeats:
            return company
        score = self.company.score_at(row, columns) * np.float32(self.ease)
        pairs, own = self.repeats.own(row, columns)
        fill = self.repeats.fill[columns]
        strongest = np.stack([own, score, fill]).argmax(axis=0)
        return [
            self.repeats.repeat_reason(int(pair))
            if part == 0 and pair >= 0
            else company[at]
            if part == 1
            else self.popular_reason(int(columns[at]))
            for at, (part, pair) in enumerate(zip(strongest, pairs, strict=True))
        ]
