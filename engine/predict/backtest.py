"""How good the forecasts have been on the shop's own past, at several earlier days, in one grade."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress, part_of
from engine.predict.churn import forecast_churn
from engine.predict.training_set import Past
from engine.predict.value import forecast_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory

    Floats = NDArray[np.float64]

#: Days to forecast from, in horizons before today; each one's outcome is known.
ORIGINS = (1.0, 1.5, 2.0)
#: An origin needs so many days of history before it and so many customers to be judged by.
_LEAST_DAYS, _LEAST_CUSTOMERS = 30, 30


@dataclass(frozen=True)
class Fold:
    """One earlier day: what was said then, and what came of it.

    ``auc`` is the chance that of two customers, one who left and one who came back, the forecast knew which;
    ``brier`` the mean squared error of the chance, ``calibration_error`` (ECE) how far said and seen shares
    lie apart in ten equal groups; ``value_gini`` how well customers are ranked by spending (1: perfectly),
    ``value_bias`` the forecast sum over the true one, less one; ``spent`` and ``expected`` (customers,) what
    was spent and what was said.
    """

    day: int
    customers: int
    left_share: float
    said_share: float
    auc: float
    recency_auc: float
    brier: float
    calibration_error: float
    value_gini: float
    value_bias: float
    spent: Floats
    expected: Floats


@dataclass(frozen=True)
class Backtest:
    """The folds, the newest first, and their grade: ``A`` to ``D``; ``reason`` says what keeps it from A."""

    horizon: int
    folds: tuple[Fold, ...]
    grade: str
    reason: str


def backtest(
    history: PurchaseHistory,
    as_of: int,
    horizon: int,
    *,
    seed: int = 0,
    past: Past | None = None,
    progress: Progress = no_progress,
) -> Backtest:
    """Forecast from earlier days with what was known then, and compare with what happened by ``as_of``.

    ``past`` is of the same history and horizon, where several forecasts share it.
    """
    past = past or Past(history, horizon)
    folds = []
    for number, step in enumerate(ORIGINS):
        day = as_of - round(step * horizon)
        part = part_of(progress, number / len(ORIGINS), (number + 1) / len(ORIGINS))
        if not len(history.day) or day - int(history.day.min()) < _LEAST_DAYS:
            continue
        known = history.until(day)
        if len(known.customers) >= _LEAST_CUSTOMERS:
            fold = _fold(past, day, seed, part)
            if fold is not None:
                folds.append(fold)
    progress(1.0)
    return Backtest(horizon, tuple(folds), *_grade(folds))


def _fold(past: Past, day: int, seed: int, progress: Progress) -> Fold | None:
    history, horizon = past.history, past.horizon
    known = history.until(day)
    churn = forecast_churn(history, day, horizon, seed=seed, past=past, progress=part_of(progress, 0.0, 0.8))
    value = forecast_value(history, day, horizon, past=past, progress=part_of(progress, 0.8, 1.0))
    bought, spent = history.within(day, day + horizon, known.customers)
    left = bought == 0
    if left.all() or not left.any():
        return None
    recency = day - known.day[known.first[1:] - 1]
    spent = np.maximum(spent, 0.0)
    return Fold(
        day=day, customers=len(left), left_share=float(left.mean()),
        said_share=float(churn.probability.mean()), auc=auc(left, churn.probability),
        recency_auc=auc(left, recency.astype(float)),
        brier=float(((churn.probability - left) ** 2).mean()),
        calibration_error=calibration_error(left, churn.probability),
        value_gini=normalised_gini(spent, value.expected),
        value_bias=float(value.expected.sum() / spent.sum() - 1) if spent.sum() > 0 else 0.0,
        spent=spent, expected=value.expected,
    )  # fmt: skip


def _grade(folds: list[Fold]) -> tuple[str, str]:
    """A to D, and the words key of what holds it back."""
    if not folds:
        return "D", "predict.grade.too_young"
    area = float(np.mean([fold.auc for fold in folds]))
    off = float(np.mean([fold.calibration_error for fold in folds]))
    customers = sum(fold.customers for fold in folds)
    if area < 0.6:
        return "D", "predict.grade.no_pattern"
    if customers < 300:
        return "C", "predict.grade.few_customers"
    if area < 0.68:
        return "C", "predict.grade.weak_pattern"
    if off > 0.1:
        return "C", "predict.grade.level_moves"
    if len(folds) < len(ORIGINS):
        return "B", "predict.grade.short_history"
    if off > 0.05:
        return "B", "predict.grade.level_moves"
    if area < 0.74:
        return "B", "predict.grade.fair_pattern"
    return "A", "predict.grade.good"


def auc(positive: NDArray[np.bool_], score: Floats) -> float:
    """Area under the ROC curve by ranks, ties counted half."""
    from scipy.stats import rankdata

    ranks = rankdata(score)
    yes = int(positive.sum())
    no = len(positive) - yes
    return float((ranks[positive].sum() - yes * (yes + 1) / 2) / (yes * no))


def calibration_error(happened: NDArray[np.bool_], said: Floats, groups: int = 10) -> float:
    """Expected calibration error: mean distance of said and seen shares over equal groups by forecast."""
    order = np.argsort(said, kind="stable")
    parts = [part for part in np.array_split(order, groups) if len(part)]
    return float(
        sum(abs(happened[part].mean() - said[part].mean()) * len(part) for part in parts) / len(order)
    )


def normalised_gini(truth: Floats, forecast: Floats) -> float:
    """The Gini of the truth ordered by the forecast over that of the truth ordered by itself."""
    if truth.sum() <= 0:
        return 0.0

    def gini(order: NDArray[np.int64]) -> float:
        share = np.cumsum(truth[order]) / truth.sum()
        return float((share - np.arange(1, len(truth) + 1) / len(truth)).mean())

    best = gini(np.argsort(-truth, kind="stable"))
    return gini(np.argsort(-forecast, kind="stable")) / best if best > 0 else 0.0


def spending_range(folds: tuple[Fold, ...], expected: Floats, coverage: float = 0.8) -> tuple[Floats, Floats]:
    """(low, high) spending of each customer that held for ``coverage`` of like customers in the back-test.

    Split conformal by tenths of the forecast (Vovk et al., 2005): what customers with about this forecast
    spent then. Without folds the range is from nothing to thrice the forecast.
    """
    if not folds:
        return np.zeros_like(expected), 3 * expected
    said = np.concatenate([fold.expected for fold in folds])
    seen = np.concatenate([fold.spent for fold in folds])
    edges = np.quantile(said, np.linspace(0, 1, 11)[1:-1])
    group, mine = np.searchsorted(edges, said), np.searchsorted(edges, expected)
    low, high = np.zeros_like(expected), np.zeros_like(expected)
    tail = (1 - coverage) / 2
    for number in range(len(edges) + 1):
        inside, here = group == number, mine == number
        if not inside.any() or not here.any():
            continue
        scale = np.maximum(said[inside], 1e-9)
        bounds = np.quantile(seen[inside] / scale, [tail, 1 - tail])
        low[here], high[here] = expected[here] * bounds[0], expected[here] * bounds[1]
    return low, np.maximum(high, expected)
