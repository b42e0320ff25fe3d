"""What customers will spend in the next H days, with a range.

Ranked by the mean of a two-part model (chance to buy × amount if they do, learned on the shop's own past) and
MBG/NBD × Gamma-Gamma; the sum over everybody follows whichever of the two can be trusted for it. The learned
one can where today's customers are like those it learned from; in a shop whose customers are all much older
by now (a closed cohort) it overshoots, and the counting models set the level. Where the shop has seen the
same months a year ago, they correct it (see ``season``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress
from engine.predict.counting import NotEnoughDataError
from engine.predict.season import factor_of_total, year_before
from engine.predict.training_set import Past, Snapshot, TrainingSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory

    Floats = NDArray[np.float64]

_LEAST_EXAMPLES, _LEAST_BUYERS = 300, 60
#: Share of customers who must be no older than those learned from: a shop that still wins new ones.
_LIKE_THOSE_LEARNED = 0.25
#: Customers who are here already do not, all together, spend so many times what they did in the last span: a
#: season that was learned from does not go on growing.
_MOST_GROWTH = 1.25
_YEAR = 365


@dataclass(frozen=True)
class ValueForecast:
    """For each customer the spending to expect within ``horizon`` days after ``day``, (customers,).

    ``method`` is ``blend``, ``counting`` or ``pooled``.
    """

    day: int
    horizon: int
    customers: NDArray[np.int64]
    expected: Floats
    method: str


def forecast_value(
    history: PurchaseHistory,
    as_of: int,
    horizon: int,
    *,
    past: Past | None = None,
    progress: Progress = no_progress,
) -> ValueForecast:
    """Forecast from everything known at the end of ``as_of`` (days since 1970-01-01); ``horizon`` in days.

    ``past`` is of the same history and horizon, where several forecasts share it.
    """
    from threadpoolctl import threadpool_limits

    past = past or Past(history, horizon)
    try:
        now = past.at(as_of)
    except NotEnoughDataError:
        return _pooled(history.until(as_of), as_of, horizon)
    progress(0.3)
    examples = past.examples(as_of)
    progress(0.7)
    if examples is None or not _enough(examples):
        return ValueForecast(as_of, horizon, now.customers, _at(now.spending, now.level), "counting")
    with threadpool_limits(1):
        expected = _blend(past, now, examples)
        day = year_before(past, as_of)
        before = None if day is None else past.examples(day)
        if day is not None and before is not None and _enough(before):
            then = past.at(day)
            spent = history.within(day, day + horizon, then.customers)[1]
            expected *= factor_of_total(float(_blend(past, then, before).sum()), float(spent.sum()))
    progress(1.0)
    return ValueForecast(as_of, horizon, now.customers, expected, "blend")


def _blend(past: Past, now: Snapshot, examples: TrainingSet) -> Floats:
    """The ranking of both, at the level of the one to be trusted for it."""
    learned = _two_part(examples, now)
    return _at((learned + now.spending) / 2, _level(past, now, examples, float(learned.sum())))


def _level(past: Past, now: Snapshot, examples: TrainingSet, learned: float) -> float:
    """What everybody together will spend."""
    if float((now.age <= examples.oldest).mean()) < _LIKE_THOSE_LEARNED:
        return now.level

    def in_last(days: int) -> float:
        return float(past.history.within(now.day - days, now.day, now.customers)[1].sum())

    level = min(learned, _MOST_GROWTH * in_last(past.horizon))
    if now.day - int(past.history.day.min()) < _YEAR:
        return level
    # A whole year holds every season once, and the counting models see no season at all: what was learned
    # from one season meets them halfway.
    usual = max(in_last(_YEAR), 0.0) * past.horizon / _YEAR
    return float(np.sqrt(max(min(level, _MOST_GROWTH * usual), 0.0) * now.level))


def _enough(examples: TrainingSet) -> bool:
    return len(examples.bought) >= _LEAST_EXAMPLES and int(examples.bought.sum()) >= _LEAST_BUYERS


def _at(spending: Floats, level: float) -> Floats:
    total = float(spending.sum())
    return spending * (level / total) if total > 0 else spending


def _two_part(examples: TrainingSet, now: Snapshot) -> Floats:
    """Chance to buy × amount if they do; the amount by ridge regression of its logarithm (Duan's smearing
    puts the mean right, JASA 78, 1983).
    """
    from sklearn.linear_model import LogisticRegression, Ridge
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(examples.columns)
    columns, here = scaler.transform(examples.columns), scaler.transform(now.columns)
    chance = LogisticRegression(C=0.03, max_iter=2_000).fit(columns, examples.bought)
    buyers = examples.spent > 0
    amounts = np.log(examples.spent[buyers])
    amount = Ridge(alpha=10.0).fit(columns[buyers], amounts)
    fitted = np.exp(amount.predict(columns[buyers]))
    smearing = float(examples.spent[buyers].sum() / fitted.sum())
    # Nobody is expected to spend more than the most that anybody ever did.
    logs = np.minimum(amount.predict(here), float(amounts.max()))
    return np.asarray(chance.predict_proba(here)[:, 1] * np.exp(logs) * smearing)


def _pooled(known: PurchaseHistory, as_of: int, horizon: int) -> ValueForecast:
    """Nobody ever came back: one more customer might have, at everybody's mean amount."""
    count = len(known.customers)
    mean = float(np.maximum(known.amount, 0).mean()) if count else 0.0
    return ValueForecast(as_of, horizon, known.customers, np.full(count, mean / (count + 2)), "pooled")
