"""A back-test on the shop's own past: learn before a day, recommend, and look at what was really bought."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.jobs import Progress, no_progress, part_of
from engine.recommend import metrics
from engine.recommend.history import DAY, History
from engine.recommend.mailing import due, mailing_list, offers
from engine.recommend.model import Recommender, best, blocks

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

#: ``list``: the list really mailed (see ``mailing``). ``repeat``: everything ranked. ``new``: only products
#: the customer never bought, against the new ones they then bought.
MODES = ("list", "repeat", "new")

#: Length of the lists that are judged, and of the longer one for recall.
LENGTH = 10
LONG = 20

#: Fewer customers than this to judge by, and nothing is claimed.
MIN_CUSTOMERS = 30
#: A test window is at least this long, and the history before it at least twice as long.
_MIN_DAYS = 7
_MAX_DAYS = 70


@dataclass(frozen=True)
class Window:
    """One test: learn up to ``cut`` (epoch seconds), judge by purchases after it and up to ``end``."""

    cut: int
    end: int

    @property
    def days(self) -> int:
        """Length of the test in days."""
        return round((self.end - self.cut) / DAY)


@dataclass(frozen=True)
class Score:
    """How one model did in one mode: means over customers, with standard errors (``_se``).

    ``gain``: NDCG less that of the baseline on the same customers; ``gain_se`` of the paired differences.
    """

    model: str
    mode: str
    customers: int
    ndcg: float
    ndcg_se: float
    recall: float
    hit_rate: float
    hit_rate_se: float
    coverage: float
    gain: float
    gain_se: float


@dataclass(frozen=True)
class Backtest:
    """The scores of all models in all modes; none when the shop's past is too short to tell."""

    windows: tuple[Window, ...]
    customers: int
    scores: tuple[Score, ...]

    @property
    def told(self) -> bool:
        """Whether there was enough to judge by."""
        return bool(self.scores)

    def of(self, model: str, mode: str) -> Score | None:
        """One model's score in one mode."""
        return next((s for s in self.scores if (s.model, s.mode) == (model, mode)), None)

    def to_plain(self) -> dict[str, Any]:
        """As JSON-able values."""
        return asdict(self)


def split_windows(occurred_at: NDArray[np.int64], count: int = 2) -> tuple[Window, ...]:
    """Up to ``count`` windows that end one after the other with the last purchase, the newest first.

    Each lasts a sixth of the history, 7 to 70 days; an earlier one is used only while the history before it
    is at least four times its length. None when the history is shorter than three windows of 7 days.
    """
    first, last = int(occurred_at.min()), int(occurred_at.max())
    span = (last - first) / DAY
    days = float(np.clip(span / 6, _MIN_DAYS, _MAX_DAYS))
    if span < 3 * days:
        return ()
    length = int(days * DAY)
    fits = max(1, min(count, int((span / days - 4) + 1)))
    return tuple(Window(last - (at + 1) * length, last - at * length) for at in range(fits))


def backtest(
    models: Mapping[str, Callable[[], Recommender]],
    interactions: pd.DataFrame,
    *,
    baseline: str,
    windows: tuple[Window, ...] | None = None,
    only: NDArray[np.int64] | None = None,
    progress: Progress = no_progress,
) -> Backtest:
    """Judge ``models`` (name to maker) on ``interactions``; ``baseline`` is one of the names.

    The ranking is over all products sold before the cut (of those in ``only``, if given), never a sample.
    Customers without a purchase before the cut, and purchases of products never sold before it, are left
    out. A customer in several windows counts once, with the mean of their figures.
    """
    if windows is None:
        bought = np.asarray((interactions["kind"] == "purchase") & (interactions["quantity"] > 0))
        windows = (
            split_windows(interactions["occurred_at"].to_numpy(np.int64)[bought]) if bought.any() else ()
        )
    tables: dict[tuple[str, str], list[_Figures]] = {}
    people: set[int] = set()
    for at, window in enumerate(windows):
        stage = part_of(progress, at / len(windows), (at + 1) / len(windows))
        test = _Test.of(interactions, window, only, part_of(stage, 0.0, 0.1))
        if test is None:
            continue
        people.update(test.history.customers[test.rows].tolist())
        for step, (name, make) in enumerate(models.items()):
            share = part_of(stage, 0.1 + 0.9 * step / len(models), 0.1 + 0.9 * (step + 1) / len(models))
            model = make().fit_history(test.history, part_of(share, 0.0, 0.6))
            for mode, figures in test.judge(model, part_of(share, 0.6, 1.0)).items():
                tables.setdefault((name, mode), []).append(figures)
    if len(people) < MIN_CUSTOMERS:
        return Backtest(windows, len(people), ())
    joined = {key: _join(parts) for key, parts in tables.items()}
    scores = [
        _score(name, mode, figures, joined[baseline, mode])
        for (name, mode), figures in joined.items()
        if len(figures.customers) >= MIN_CUSTOMERS
    ]
    return Backtest(windows, len(people), tuple(scores))


@dataclass(frozen=True)
class _Figures:
    """Of each judged customer: NDCG, recall, hit rate (columns); and the share of products ever named."""

    customers: NDArray[np.int64]
    values: NDArray[np.float64]
    coverage: float


@dataclass(frozen=True)
class _Test:
    history: History
    rows: NDArray[np.int64]
    truth: list[NDArray[np.int64]]
    forbidden: NDArray[np.bool_]

    @classmethod
    def of(
        cls, interactions: pd.DataFrame, window: Window, only: NDArray[np.int64] | None, progress: Progress
    ) -> _Test | None:
        at = interactions["occurred_at"].to_numpy(np.int64)
        bought = np.asarray((interactions["kind"] == "purchase") & (interactions["quantity"] > 0))
        if not (bought & (at <= window.cut)).any():
            return None
        history = History.of(interactions, window.cut, progress)
        later = bought & (at > window.cut) & (at <= window.end)
        row = history.rows_of(interactions["customer_id"].to_numpy(np.int64)[later])
        column = history.columns_of(interactions["product_id"].to_numpy(np.int64)[later])
        forbidden = np.zeros(len(history.products), bool)
        if only is not None:
            forbidden = ~np.isin(history.products, only)
        known = (row >= 0) & (column >= 0)
        known[known] &= ~forbidden[column[known]]
        pairs = np.unique(row[known] * len(history.products) + column[known])
        row, column = pairs // len(history.products), pairs % len(history.products)
        rows, start = np.unique(row, return_index=True)
        return cls(history, rows, np.split(column, start[1:]) if len(rows) else [], forbidden)

    def judge(self, model: Recommender, progress: Progress) -> dict[str, _Figures]:
        """The figures in each mode."""
        ready = due(self.history)
        parts: dict[str, list[tuple[NDArray[np.int64], NDArray[np.int64], list[NDArray[np.int64]]]]]
        parts = {mode: [] for mode in MODES}
        for start, stop in blocks(len(self.rows), progress):
            rows, truth = self.rows[start:stop], self.truth[start:stop]
            every, new = offers(model, rows, ready, self.forbidden)
            parts["list"].append((rows, mailing_list(every, new, LONG).ranking.columns, truth))
            scores = model.score_rows(rows, allow_repeats=True)
            scores[:, self.forbidden] = -np.inf
            parts["repeat"].append((rows, best(scores, LONG).columns, truth))
            fresh = [bought[np.isfinite(line[bought])] for line, bought in zip(new, truth, strict=True)]
            some = np.array([len(bought) > 0 for bought in fresh])
            ranked = best(new[some], LONG).columns if some.any() else np.empty((0, LONG), np.int64)
            parts["new"].append((rows[some], ranked, [bought for bought in fresh if len(bought)]))
        return {mode: self._figures(part) for mode, part in parts.items()}

    def _figures(
        self, parts: list[tuple[NDArray[np.int64], NDArray[np.int64], list[NDArray[np.int64]]]]
    ) -> _Figures:
        values, rows, named = [], [], np.zeros(len(self.history.products), bool)
        for row, columns, truth in parts:
            found = metrics.hits(columns, truth)
            relevant = np.array([len(bought) for bought in truth], np.int64)
            values.append(
                np.column_stack(
                    [
                        metrics.ndcg(found, relevant, LENGTH),
                        metrics.recall(found, relevant, LONG),
                        metrics.hit_rate(found, LENGTH),
                    ]
                )
            )
            rows.append(row)
            first = columns[:, :LENGTH]
            named[first[first >= 0]] = True
        if not rows:
            return _Figures(np.empty(0, np.int64), np.empty((0, 3)), 0.0)
        allowed = max(1, int((~self.forbidden).sum()))
        return _Figures(
            self.history.customers[np.concatenate(rows)], np.concatenate(values), float(named.sum() / allowed)
        )


def _join(parts: list[_Figures]) -> _Figures:
    """One line a customer over all windows."""
    every = np.concatenate([part.customers for part in parts])
    values = np.concatenate([part.values for part in parts])
    customers, line = np.unique(every, return_inverse=True)
    total = np.zeros((len(customers), values.shape[1]))
    np.add.at(total, line, values)
    count = np.bincount(line, minlength=len(customers))[:, None]
    return _Figures(customers, total / count, float(np.mean([part.coverage for part in parts])))


def _score(model: str, mode: str, figures: _Figures, baseline: _Figures) -> Score:
    ndcg, recall, hit = figures.values.T
    gain = ndcg - baseline.values[:, 0]
    return Score(
        model=model,
        mode=mode,
        customers=len(figures.customers),
        ndcg=float(ndcg.mean()),
        ndcg_se=metrics.standard_error(ndcg),
        recall=float(recall.mean()),
        hit_rate=float(hit.mean()),
        hit_rate_se=metrics.standard_error(hit),
        coverage=figures.coverage,
        gain=float(gain.mean()),
        gain_se=metrics.standard_error(gain),
    )
