"""Everything that is foretold of a purchase history: chance, value and range, who slips away, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress, part_of
from engine.predict.backtest import Backtest, backtest, spending_range
from engine.predict.churn import ChurnForecast, forecast_churn
from engine.predict.purchase_features import purchase_features
from engine.predict.reasons import reasons
from engine.predict.training_set import Past
from engine.predict.value import ValueForecast, forecast_value
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory

    Floats = NDArray[np.float64]

#: Somebody is slipping away who has come back before, has been silent for longer than is usual for them, and
#: rather orders nothing than something.
LIKELY_GONE = 0.5
#: Two such orders make a customer of the shop's.
_HAS_COME_BACK = 2


@dataclass(frozen=True)
class Foretold:
    """For each customer (customers,): spending lies between ``low`` and ``high`` for four in five like them,
    ``usual`` is what they spent in as many days so far; ``reasons`` as in ``reasons.reasons``.
    """

    churn: ChurnForecast
    value: ValueForecast
    low: Floats
    high: Floats
    usual: Floats
    slipping: NDArray[np.bool_]
    reasons: list[list[Text]]
    test: Backtest


def foretell(
    history: PurchaseHistory,
    today: int,
    horizon: int,
    *,
    currency: str,
    seed: int = 0,
    progress: Progress = no_progress,
) -> Foretold:
    """Forecast and test; ``today`` in days since 1970-01-01 with all of the history known, ``horizon`` in
    days. ``currency`` is that in which the reasons name amounts.
    """
    past = Past(history, horizon)
    progress(0.0, Text("predict.step.learning"))
    churn = forecast_churn(
        history, today, horizon, seed=seed, past=past, progress=part_of(progress, 0.0, 0.2)
    )
    value = forecast_value(history, today, horizon, past=past, progress=part_of(progress, 0.2, 0.35))
    progress(0.35, Text("predict.step.checking"))
    test = backtest(history, today, horizon, seed=seed, past=past, progress=part_of(progress, 0.35, 0.95))
    low, high = spending_range(test.folds, value.expected)
    features = purchase_features(history, today)
    # What they have spent in so many days: over the last year, or since they came.
    usual = features["spent_365d"] * horizon / np.clip(features["age_days"], horizon, 365)
    slipping = (
        (features["purchases"] >= _HAS_COME_BACK) & (features["recency_days"] > features["mean_gap_days"])
        & (churn.probability >= LIKELY_GONE) & (usual > 0)
    )  # fmt: skip
    told = reasons(churn, features, currency, np.arange(len(churn.customers)))
    progress(1.0)
    return Foretold(churn, value, low, high, usual, slipping, told, test)
