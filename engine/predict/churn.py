"""Who is slipping away: the chance that a customer orders nothing in the next H days.

In a shop nobody gives notice, so churn is never seen; whether somebody ordered within H days is. The forecast
is the mean, in log-odds, of a logistic regression (twice), small gradient-boosted trees and Pareto/NBD: on
real shops no one of them wins everywhere and the mean does at least as well as the best of them. Where the
shop has seen the same months a year ago, they correct the level (see ``season``). It is never
BG/NBD's P(alive), which calls every one-time buyer alive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress, part_of
from engine.predict.counting import NotEnoughDataError
from engine.predict.history import PurchaseHistory
from engine.predict.season import shift_of_log_odds, year_before
from engine.predict.training_set import Past, Snapshot, TrainingSet, expit, logit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: Below these the learned parts only learn noise: examples in all, and of the rarer outcome.
_LEAST_EXAMPLES, _LEAST_OF_EACH = 300, 40
#: Each of the trees' models sees so many examples of its own: no worse than all, in a third of the time.
_TREES, _SEEN_BY_EACH = 3, 20_000
#: Strength of the regression's penalty, and of that which tells the reasons: features repeat one another.
_C, _REASONS_PENALTY = 0.03, 10.0

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
    log-odds over the shop's average; ``explained`` is the share of the log-odds' variance they account for.
    """

    day: int
    horizon: int
    customers: NDArray[np.int64]
    probability: Floats
    method: str
    weights: Floats
    explained: float


def forecast_churn(
    history: PurchaseHistory,
    as_of: int,
    horizon: int,
    *,
    seed: int = 0,
    past: Past | None = None,
    progress: Progress = no_progress,
) -> ChurnForecast:
    """Forecast from everything known at the end of ``as_of`` (days since 1970-01-01); ``horizon`` in days.

    ``past`` is of the same history and horizon, where several forecasts share it.
    """
    from threadpoolctl import threadpool_limits

    past = past or Past(history, horizon)
    try:
        now = past.at(as_of)
    except NotEnoughDataError:
        return _pooled(history.until(as_of), as_of, horizon)
    progress(0.2)
    examples = past.examples(as_of)
    progress(0.4)
    method, log_odds = "counting", logit(now.none)
    # Two threads on a busy machine of two cores wait for each other far longer than one thread works.
    with threadpool_limits(1):
        if examples is not None and _enough(examples):
            linear = _linear(examples, now)
            progress(0.5)
            trees = _trees(examples, now, seed, part_of(progress, 0.5, 1.0))
            method, log_odds = "blend", (2 * linear + trees + log_odds) / 4
            log_odds = log_odds + _season(past, as_of)
        weights, explained = _weights(log_odds, now)
    progress(1.0)
    return ChurnForecast(as_of, horizon, now.customers, expit(log_odds), method, weights, explained)


def _season(past: Past, as_of: int) -> float:
    """How far the same forecast, less its trees, was off a year ago, as log-odds to add."""
    day = year_before(past, as_of)
    examples = None if day is None else past.examples(day)
    if day is None or examples is None or not _enough(examples):
        return 0.0
    then = past.at(day)
    left = past.history.within(day, day + past.horizon, then.customers)[0] == 0
    return shift_of_log_odds((3 * _linear(examples, then) + logit(then.none)) / 4, left)


def _enough(examples: TrainingSet) -> bool:
    bought = int(examples.bought.sum())
    return (
        len(examples.bought) >= _LEAST_EXAMPLES
        and min(bought, len(examples.bought) - bought) >= _LEAST_OF_EACH
    )


def _linear(examples: TrainingSet, now: Snapshot) -> Floats:
    """Log-odds of no order by logistic regression, (customers,)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    used = _used(now)
    scaler = StandardScaler().fit(examples.columns[:, used])
    model = LogisticRegression(C=_C, max_iter=2_000)
    model.fit(scaler.transform(examples.columns[:, used]), ~examples.bought)
    return np.asarray(model.decision_function(scaler.transform(now.columns[:, used])))


def _trees(examples: TrainingSet, now: Snapshot, seed: int, progress: Progress) -> Floats:
    from sklearn.ensemble import HistGradientBoostingClassifier

    used = _used(now)
    columns, here, left = examples.columns[:, used], now.columns[:, used], ~examples.bought
    found = np.zeros(len(now.customers))
    for number in range(_TREES):
        model = HistGradientBoostingClassifier(
            max_leaf_nodes=8, learning_rate=0.08, max_iter=80, min_samples_leaf=40, l2_regularization=1.0,
            max_features=0.5, max_bins=63, early_stopping=False, random_state=seed + number,
        )  # fmt: skip
        some = np.sort(np.random.default_rng((seed, number)).permutation(len(left))[:_SEEN_BY_EACH])
        found += model.fit(columns[some], left[some]).predict_proba(here)[:, 1]
        progress((number + 1) / _TREES)
    return logit(found / _TREES)


def _used(now: Snapshot) -> list[int]:
    return [number for number, name in enumerate(now.names) if name not in _NOT_USED]


def _weights(log_odds: Floats, now: Snapshot) -> tuple[Floats, float]:
    """(what each theme adds to a customer's log-odds, the share of their variance that this tells).

    A linear picture of the whole forecast in the features an owner can check: its terms add up exactly, and
    nothing of the counting model or the trees is lost on the way.
    """
    from sklearn.linear_model import Ridge
    from sklearn.preprocessing import StandardScaler

    columns = StandardScaler().fit_transform(
        now.some(tuple(name for names in THEMES.values() for name in names))
    )
    model = Ridge(alpha=_REASONS_PENALTY).fit(columns, log_odds)
    terms = columns * model.coef_
    stops = np.cumsum([len(names) for names in THEMES.values()])
    grouped = [part.sum(axis=1) for part in np.split(terms, stops[:-1], axis=1)]
    spread = float(log_odds.var())
    rest = float((log_odds - model.predict(columns)).var())
    return np.column_stack(grouped), 1 - rest / spread if spread > 1e-12 else 0.0


def _pooled(known: PurchaseHistory, as_of: int, horizon: int) -> ChurnForecast:
    """Nobody ever came back: the share that did so is estimated as one success in one more customer."""
    count = len(known.customers)
    chance = np.full(count, (count + 1) / (count + 2))
    return ChurnForecast(
        as_of, horizon, known.customers, chance, "pooled", np.zeros((count, len(THEMES))), 0.0
    )
