"""Who is slipping away: the chance that a customer orders nothing in the next H days.

In a shop nobody gives notice, so churn is never seen; whether somebody ordered within H days is. The forecast
is the mean, in log-odds, of a logistic regression (twice), small gradient-boosted trees and Pareto/NBD: on
real shops no one of them wins everywhere and the mean does at least as well as the best of them. It is never
BG/NBD's P(alive), which calls every one-time buyer alive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress
from engine.predict.counting import NotEnoughDataError
from engine.predict.history import PurchaseHistory
from engine.predict.training_set import Snapshot, TrainingSet, expit, logit, snapshot, training_set

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Below these the learned parts only learn noise: examples in all, and of the rarer outcome.
_LEAST_EXAMPLES, _LEAST_OF_EACH = 300, 40
_TREES = 3
#: Strength of the regression's penalty: features repeat one another.
_C = 0.03

#: Reason → the features that speak of it; a customer's reasons are their summed weights in the log-odds.
THEMES: dict[str, tuple[str, ...]] = {
    "overdue": ("recency_days", "overdue", "recency_share"),
    "fewer_orders": ("purchases_30d", "purchases_60d", "purchases_90d", "purchases_180d", "purchases_365d"),
    "few_orders": ("purchases", "one_time", "rate", "age_days"),
    "slow_rhythm": ("mean_gap_days", "last_gap_days", "gap_spread_days"),
    "spends_less": (
        "spent_30d", "spent_60d", "spent_90d", "spent_180d", "spent_365d", "amount_trend", "last_amount",
    ),
    "small_orders": ("spent", "mean_amount", "largest_amount"),
}  # fmt: skip
#: What the counting models make of spending says nothing new of whether somebody orders.
_NOT_USED = ("counting_spending", "counting_value")


@dataclass(frozen=True)
class ChurnForecast:
    """For each customer the chance of no order within ``horizon`` days after ``day``, (customers,).

    ``method`` is ``blend``, ``counting`` (Pareto/NBD alone) or ``pooled`` (everybody's share);
    ``weights`` (customers, themes) say by how much each of ``THEMES`` raises (or lowers) a customer's
    log-odds over the shop's average; zeros where nothing was learned.
    """

    day: int
    horizon: int
    customers: NDArray[np.int64]
    probability: Floats
    method: str
    weights: Floats


def forecast_churn(
    history: PurchaseHistory, as_of: int, horizon: int, *, seed: int = 0, progress: Progress = no_progress
) -> ChurnForecast:
    """Forecast from everything known at the end of ``as_of`` (days since 1970-01-01); ``horizon`` in days."""
    from threadpoolctl import threadpool_limits

    known = history.until(as_of)
    try:
        now = snapshot(known, as_of, horizon)
    except NotEnoughDataError:
        return _pooled(known, as_of, horizon)
    progress(0.2)
    examples = training_set(known, as_of, horizon)
    progress(0.5)
    nothing = np.zeros((len(now.customers), len(THEMES)))
    if examples is None or not _enough(examples):
        return ChurnForecast(as_of, horizon, now.customers, now.none, "counting", nothing)
    # Two threads on a busy machine of two cores wait for each other far longer than one thread works.
    with threadpool_limits(1):
        linear, weights = _linear(examples, now)
        progress(0.7)
        trees = _trees(examples, now, seed)
    progress(1.0)
    log_odds = (2 * linear + trees + logit(now.none)) / 4
    return ChurnForecast(as_of, horizon, now.customers, expit(log_odds), "blend", weights)


def _enough(examples: TrainingSet) -> bool:
    bought = int(examples.bought.sum())
    return (
        len(examples.bought) >= _LEAST_EXAMPLES
        and min(bought, len(examples.bought) - bought) >= _LEAST_OF_EACH
    )


def _linear(examples: TrainingSet, now: Snapshot) -> tuple[Floats, Floats]:
    """(log-odds of no order, weights of the themes): the regression's own terms, which add up exactly."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    used = [number for number, name in enumerate(now.names) if name not in _NOT_USED]
    scaler = StandardScaler().fit(examples.columns[:, used])
    model = LogisticRegression(C=_C, max_iter=2_000)
    model.fit(scaler.transform(examples.columns[:, used]), ~examples.bought)
    here = scaler.transform(now.columns[:, used])
    terms = here * model.coef_[0]
    log_odds = terms.sum(axis=1) + float(model.intercept_[0])
    place = {now.names[column]: number for number, column in enumerate(used)}
    above = terms - terms.mean(axis=0)
    grouped = [above[:, [place[name] for name in names]].sum(axis=1) for names in THEMES.values()]
    return log_odds, np.column_stack(grouped)


def _trees(examples: TrainingSet, now: Snapshot, seed: int) -> Floats:
    from sklearn.ensemble import HistGradientBoostingClassifier

    used = [number for number, name in enumerate(now.names) if name not in _NOT_USED]
    found = np.zeros(len(now.customers))
    for number in range(_TREES):
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=8, learning_rate=0.05, max_iter=120, min_samples_leaf=40, l2_regularization=1.0,
            max_features=0.5, early_stopping=False, random_state=seed + number,
        )  # fmt: skip
        model.fit(examples.columns[:, used], ~examples.bought)
        found += model.predict_proba(now.columns[:, used])[:, 1]
    return logit(found / _TREES)


def _pooled(known: PurchaseHistory, as_of: int, horizon: int) -> ChurnForecast:
    """Nobody ever came back: the share that did so is estimated as one success in one more customer."""
    count = len(known.customers)
    chance = np.full(count, (count + 1) / (count + 2))
    return ChurnForecast(as_of, horizon, known.customers, chance, "pooled", np.zeros((count, len(THEMES))))
