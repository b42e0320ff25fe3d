"""Counting models: what is common to BG/NBD, MBG/NBD and Pareto/NBD, which foretell how often people buy.

All see a customer as three numbers: ``frequency`` (purchases after the first one), ``recency`` (time from
the first to the last purchase) and ``age`` (time from the first purchase to now), in any one unit of time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

#: Penalty on the logarithm of each parameter, as the spread of a normal prior around 0 in scaled time: too
#: wide to move an estimate that the data support, enough to keep one finite that they do not.
_PRIOR_SPREAD = 50.0
#: Times are scaled to this mean age before fitting, so that one set of starting points serves any unit.
_MEAN_AGE = 10.0
#: The logarithm of a parameter, in scaled time, stays within.
_BOUND = 12.0
#: Above so many different customers, every so many-th of them finds where to start with all of them.
_SAMPLE = 4_000


class NotEnoughDataError(ValueError):
    """Too few customers or no repeat purchase at all: nothing can be fitted."""


@dataclass(frozen=True)
class Column:
    """Numbers of which many are equal: ``levels`` are the different ones, ``codes`` (rows,) which each is."""

    levels: Floats
    codes: Integers

    @classmethod
    def of(cls, values: Floats) -> Column:
        """Put equal numbers together."""
        levels, codes = np.unique(values, return_inverse=True)
        return cls(levels, codes.reshape(-1))

    def map(self, function: Callable[[Floats], Floats]) -> Floats:
        """``function`` of every row, computed once for equal numbers, (rows,)."""
        return function(self.levels)[self.codes]

    @property
    def rows(self) -> Floats:
        """The numbers themselves, (rows,)."""
        return self.levels[self.codes]

    def some(self, places: Integers) -> Column:
        """The rows at these places."""
        return Column(self.levels, self.codes[places])


@dataclass(frozen=True)
class Customers:
    """Different customers, each with how many there are of it (``weight``, (rows,))."""

    frequency: Column
    recency: Column
    age: Column
    weight: Floats

    @classmethod
    def of(cls, x: Floats, tx: Floats, age: Floats) -> tuple[Customers, Integers]:
        """(the different ones, for each customer given the place of its like)."""
        columns = [Column.of(part) for part in (x, tx, age)]
        key = np.zeros(len(x), np.int64)
        for column in columns:
            key = key * len(column.levels) + column.codes
        _, first, like, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
        frequency, recency, ages = (column.some(first) for column in columns)
        return cls(frequency, recency, ages, count.astype(np.float64)), like.reshape(-1)

    def __len__(self) -> int:
        return len(self.weight)

    def some(self, places: Integers) -> Customers:
        """The rows at these places."""
        return Customers(
            self.frequency.some(places), self.recency.some(places), self.age.some(places), self.weight[places]
        )


class CountingModel(ABC):
    """A model of purchases and dropping out, fitted by penalised maximum likelihood.

    ``parameters_`` are in the unit of the times given, ``log_likelihood_`` is without the penalty.
    """

    names: ClassVar[tuple[str, ...]]
    #: Which parameters are times (rates' scale): they are multiplied by the unit.
    times: ClassVar[tuple[bool, ...]]
    #: Starting points, in scaled time; the second is tried where the first leads to no good end.
    starts: ClassVar[tuple[tuple[float, ...], ...]]

    def __init__(self) -> None:
        self.parameters_: dict[str, float] = {}
        self.log_likelihood_ = float("nan")

    def fit(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Self:
        """Fit to one row a customer, each of shape (customers,); raises ``NotEnoughDataError``."""
        x, tx, age_ = customer_columns(frequency, recency, age)
        if len(x) < 2 or not (x > 0).any():
            raise NotEnoughDataError
        scale = _MEAN_AGE / float(age_.mean())
        # Equal customers are one row with a weight: daily data repeat themselves a lot.
        everyone, _ = Customers.of(x, tx * scale, age_ * scale)
        if len(everyone) > _SAMPLE:
            few = everyone.some(np.arange(0, len(everyone), -(-len(everyone) // _SAMPLE)))
            logs = self._refined(everyone, self._from_starts(few))
        else:
            logs = self._from_starts(everyone)
        values = np.exp(logs)
        self.log_likelihood_ = float(everyone.weight @ self._log_likelihood(values, everyone)[0]) + float(
            # A density in other units of time: one factor for every purchase.
            np.log(scale) * x.sum()
        )
        unit = np.where(self.times, 1 / scale, 1.0)
        self.parameters_ = dict(zip(self.names, (values * unit).tolist(), strict=True))
        return self

    def _loss(self, logs: Floats, customers: Customers) -> tuple[float, Floats, Floats]:
        """(loss per customer, its slope by the parameters' logarithms, slope of each row's likelihood)."""
        values = np.exp(logs)
        each, gradient = self._log_likelihood(values, customers)
        total = float(customers.weight.sum())
        value = -(customers.weight @ each) + 0.5 * float((logs**2).sum()) / _PRIOR_SPREAD**2
        by_row = gradient * values[:, None]
        slope = -(by_row @ customers.weight) + logs / _PRIOR_SPREAD**2
        if not np.isfinite(value) or not np.isfinite(slope).all():
            return 1e10, np.zeros_like(logs), by_row
        return float(value) / total, slope / total, by_row

    def _from_starts(self, customers: Customers) -> Floats:
        """Where the likelihood is highest, as logarithms; the second start where the first goes astray."""
        from scipy.optimize import minimize

        def loss(logs: Floats) -> tuple[float, Floats]:
            return self._loss(logs, customers)[:2]

        best = None
        for start in self.starts:
            found = minimize(
                loss, np.log(start), jac=True, method="L-BFGS-B", bounds=[(-_BOUND, _BOUND)] * len(start),
                options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-8},
            )  # fmt: skip
            if best is None or found.fun < best.fun - 1e-9:
                best = found
            if found.success and (np.abs(found.x) < _BOUND - 4).all():
                break
        assert best is not None
        return np.asarray(best.x)

    def _refined(self, customers: Customers, start: Floats) -> Floats:
        """From near the top to the top: steps in coordinates in which the likelihood is about round.

        The slopes of the single customers tell its curvature (Berndt, Hall, Hall, Hausman, 1974), so that a
        handful of looks at everybody is enough.
        """
        from scipy.optimize import minimize

        _, _, by_row = self._loss(start, customers)
        total = float(customers.weight.sum())
        curvature = (by_row * customers.weight) @ by_row.T / total + np.eye(len(start)) * (
            1e-9 + 1 / (_PRIOR_SPREAD**2 * total)
        )
        if not np.isfinite(curvature).all():
            return self._from_starts(customers)
        lower = np.linalg.cholesky(curvature)
        back = np.linalg.inv(lower).T

        def loss(steps: Floats) -> tuple[float, Floats]:
            logs = start + back @ steps
            if (np.abs(logs) > _BOUND).any():
                return 1e10, np.zeros_like(steps)
            value, slope, _ = self._loss(logs, customers)
            return value, back.T @ slope

        found = minimize(loss, np.zeros(len(start)), jac=True, method="BFGS", options={"gtol": 1e-6})
        if np.abs(found.jac).max() > 1e-4:
            return self._from_starts(customers)
        return np.asarray(start + back @ found.x)

    @property
    def _values(self) -> tuple[float, ...]:
        return tuple(self.parameters_[name] for name in self.names)

    @staticmethod
    @abstractmethod
    def _log_likelihood(values: Floats, customers: Customers) -> tuple[Floats, Floats]:
        """(log-likelihood (rows,), gradient by parameter (parameters, rows))."""

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """The chance that a customer has not dropped out for good, (customers,)."""
        customers, like = Customers.of(*customer_columns(frequency, recency, age))
        return self._alive(customers)[like]

    def expected_purchases(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        """Purchases to expect within ``horizon`` from now, (customers,)."""
        customers, like = Customers.of(*customer_columns(frequency, recency, age))
        return (self._if_alive(horizon, customers) * self._alive(customers))[like]

    def probability_of_none(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        """The chance of no purchase within ``horizon`` from now, (customers,): what churn means here."""
        customers, like = Customers.of(*customer_columns(frequency, recency, age))
        none = 1 - self._alive(customers) * (1 - self._none_if_alive(horizon, customers))
        return np.asarray(none)[like]

    @abstractmethod
    def _alive(self, customers: Customers) -> Floats:
        """The chance that each row has not dropped out for good, (rows,)."""

    @abstractmethod
    def _if_alive(self, horizon: float, customers: Customers) -> Floats:
        """Purchases to expect within ``horizon`` of who has not dropped out so far, (rows,)."""

    @abstractmethod
    def _none_if_alive(self, horizon: float, customers: Customers) -> Floats:
        """The chance that who has not dropped out so far buys nothing within ``horizon``, (rows,)."""

    @abstractmethod
    def expected_from_new(self, horizon: float) -> float:
        """Purchases to expect from a customer within ``horizon`` of the first one, not counting that one."""


def customer_columns(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """The three columns as arrays; raises ``ValueError`` where they contradict each other."""
    x, tx, age_ = (np.atleast_1d(np.asarray(part, np.float64)) for part in (frequency, recency, age))
    if (x < 0).any() or (tx < 0).any() or (tx > age_ + 1e-9).any():
        raise ValueError("frequency and recency are not negative, recency is at most age")
    return x, tx, np.maximum(age_, tx)
