"""Examples for the learned forecasts: what was known on earlier days, and what came of it since.

Several cut days stand on top of each other (stacked), so that a shop of a few hundred customers gives a few
thousand examples. Every example's outcome lies wholly before the day of the forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.predict.beta_geometric import ModifiedBetaGeoNBD
from engine.predict.counting import NotEnoughDataError
from engine.predict.gamma_gamma import GammaGamma
from engine.predict.pareto_nbd import ParetoNBD
from engine.predict.purchase_features import purchase_features

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory

    Floats = NDArray[np.float64]

#: Cut days before the last one whose outcome is known, in horizons.
_STEPS = (0.0, 0.25, 0.5)
#: A cut needs so many days of history before it, and so many customers.
_LEAST_DAYS = 30
_LEAST_CUSTOMERS = 30
#: These are shares or logarithms already; everything else is counted or paid, and skewed.
_AS_THEY_ARE = frozenset({"one_time", "recency_share", "amount_trend"})


@dataclass(frozen=True)
class Snapshot:
    """A shop on one day: its features and what the counting models say, each (customers,).

    ``columns`` (customers, features) are named by ``names``; ``none`` is Pareto/NBD's chance of no purchase
    within the horizon, ``spending`` MBG/NBD's expected spending, ``level`` the sum of Pareto/NBD's.
    """

    day: int
    customers: NDArray[np.int64]
    names: tuple[str, ...]
    columns: Floats
    none: Floats
    spending: Floats
    level: float
    age: Floats

    def some(self, names: tuple[str, ...]) -> Floats:
        """The columns of these names in this order, (customers, names)."""
        return self.columns[:, [self.names.index(name) for name in names]]


def snapshot(history: PurchaseHistory, day: int, horizon: int) -> Snapshot:
    """What is known of a shop on a day. Raises ``NotEnoughDataError`` where nobody has bought twice."""
    known = history.until(day)
    features = purchase_features(known, day)
    summary = known.summary(day)
    pareto = ParetoNBD().fit(*summary)
    modified = ModifiedBetaGeoNBD().fit(*summary)
    none = pareto.probability_of_none(horizon, *summary)
    value = (
        GammaGamma()
        .fit(features["purchases"], features["mean_amount"])
        .expected_value(features["purchases"], features["mean_amount"])
    )
    spending = modified.expected_purchases(horizon, *summary) * value
    columns = {
        name: column if name in _AS_THEY_ARE else np.log1p(column) for name, column in features.items()
    }
    columns["counting_none"] = logit(none)
    columns["counting_spending"] = np.log(spending + 0.1)
    columns["counting_value"] = np.log(value + 0.1)
    return Snapshot(
        day=day, customers=known.customers, names=tuple(columns),
        columns=np.column_stack(list(columns.values())), none=none, spending=spending,
        level=float((pareto.expected_purchases(horizon, *summary) * value).sum()), age=features["age_days"],
    )  # fmt: skip


@dataclass(frozen=True)
class TrainingSet:
    """Stacked examples: ``columns`` (examples, features), whether somebody ``bought`` within the horizon
    after, and what they ``spent``; ``oldest`` is the age in days below which most examples lie.
    """

    columns: Floats
    bought: NDArray[np.bool_]
    spent: Floats
    oldest: float


class Past:
    """A shop on several days, each looked at once, however many forecasts learn from it or start there."""

    def __init__(self, history: PurchaseHistory, horizon: int) -> None:
        self.history, self.horizon = history, horizon
        self._seen: dict[int, Snapshot] = {}

    def at(self, day: int) -> Snapshot:
        """The shop on a day. Raises ``NotEnoughDataError`` where nobody has bought twice."""
        if day not in self._seen:
            self._seen[day] = snapshot(self.history, day, self.horizon)
        return self._seen[day]

    def examples(self, as_of: int) -> TrainingSet | None:
        """Examples whose outcome is known on ``as_of``; None where the shop is too young or too small."""
        parts = []
        for step in _STEPS:
            day = as_of - self.horizon - round(step * self.horizon)
            if not len(self.history.day) or day - int(self.history.day.min()) < _LEAST_DAYS:
                continue
            try:
                shot = self.at(day)
            except NotEnoughDataError:
                continue
            if len(shot.customers) >= _LEAST_CUSTOMERS:
                later = self.history.within(day, day + self.horizon, shot.customers)
                parts.append((shot, *later))
        if not parts:
            return None
        return TrainingSet(
            columns=np.vstack([shot.columns for shot, _, _ in parts]),
            bought=np.concatenate([count > 0 for _, count, _ in parts]),
            spent=np.maximum(np.concatenate([spent for _, _, spent in parts]), 0.0),
            oldest=float(np.quantile(np.concatenate([shot.age for shot, _, _ in parts]), 0.95)),
        )


def logit(probability: Floats) -> Floats:
    """Log-odds, kept finite."""
    inside = np.clip(probability, 1e-5, 1 - 1e-5)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def expit(log_odds: Floats) -> Floats:
    """The probability of log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))
