"""Counting models: what is common to BG/NBD, MBG/NBD and Pareto/NBD, which foretell how often people buy.

All see a customer as three numbers: ``frequency`` (purchases after the first one), ``recency`` (time from
the first to the last purchase) and ``age`` (time from the first purchase to now), in any one unit of time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

#: Penalty on the logarithm of each parameter, as the spread of a normal prior around 0 in scaled time: too
#: wide to move an estimate that the data support, enough to keep one finite that they do not.
_PRIOR_SPREAD = 50.0
#: Times are scaled to this mean age before fitting, so that one set of starting points serves any unit.
_MEAN_AGE = 10.0


class NotEnoughDataError(ValueError):
    """Too few customers or no repeat purchase at all: nothing can be fitted."""


class CountingModel(ABC):
    """A model of purchases and dropping out, fitted by penalised maximum likelihood.

    ``parameters_`` are in the unit of the times given, ``log_likelihood_`` is without the penalty.
    """

    names: ClassVar[tuple[str, ...]]
    #: Which parameters are times (rates' scale): they are multiplied by the unit.
    times: ClassVar[tuple[bool, ...]]
    #: Starting points, in scaled time.
    starts: ClassVar[tuple[tuple[float, ...], ...]]

    def __init__(self) -> None:
        self.parameters_: dict[str, float] = {}
        self.log_likelihood_ = float("nan")

    def fit(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Self:
        """Fit to one row a customer, each of shape (customers,); raises ``NotEnoughDataError``."""
        from scipy.optimize import minimize

        x, tx, age_ = customer_columns(frequency, recency, age)
        if len(x) < 2 or not (x > 0).any():
            raise NotEnoughDataError
        scale = _MEAN_AGE / float(age_.mean())
        # Equal customers are one row with a weight: daily data repeat themselves a lot.
        rows, weight = _merged(x, tx * scale, age_ * scale)
        total = float(weight.sum())

        def loss(logs: Floats) -> tuple[float, Floats]:
            each, gradient = self._log_likelihood(np.exp(logs), *rows)
            value = -(weight @ each) + 0.5 * float((logs**2).sum()) / _PRIOR_SPREAD**2
            slope = -(gradient @ weight) * np.exp(logs) + logs / _PRIOR_SPREAD**2
            if not np.isfinite(value) or not np.isfinite(slope).all():
                return 1e10, np.zeros_like(logs)
            return float(value) / total, slope / total

        best = None
        for start in self.starts:
            found = minimize(
                loss, np.log(start), jac=True, method="L-BFGS-B", bounds=[(-12.0, 12.0)] * len(start),
                options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-9},
            )  # fmt: skip
            if best is None or found.fun < best.fun - 1e-9:
                best = found
        assert best is not None
        values = np.exp(best.x)
        self.log_likelihood_ = float(weight @ self._log_likelihood(values, *rows)[0]) + float(
            # A density in other units of time: one factor for every purchase.
            np.log(scale) * x.sum()
        )
        unit = np.where(self.times, 1 / scale, 1.0)
        self.parameters_ = dict(zip(self.names, (values * unit).tolist(), strict=True))
        return self

    @property
    def _values(self) -> tuple[float, ...]:
        return tuple(self.parameters_[name] for name in self.names)

    @staticmethod
    @abstractmethod
    def _log_likelihood(values: Floats, x: Floats, tx: Floats, age: Floats) -> tuple[Floats, Floats]:
        """(log-likelihood (rows,), gradient by parameter (parameters, rows))."""

    @abstractmethod
    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """The chance that a customer has not dropped out for good, (customers,)."""

    @abstractmethod
    def expected_purchases(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        """Purchases to expect within ``horizon`` from now, (customers,)."""

    @abstractmethod
    def probability_of_none(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        """The chance of no purchase within ``horizon`` from now, (customers,): what churn means here."""

    @abstractmethod
    def expected_from_new(self, horizon: float) -> float:
        """Purchases to expect from a customer within ``horizon`` of the first one, not counting that one."""


def _merged(x: Floats, tx: Floats, age: Floats) -> tuple[tuple[Floats, Floats, Floats], Floats]:
    rows, weight = np.unique(np.column_stack([x, tx, age]), axis=0, return_counts=True)
    return (rows[:, 0], rows[:, 1], rows[:, 2]), weight.astype(np.float64)


def customer_columns(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """The three columns as arrays; raises ``ValueError`` where they contradict each other."""
    x, tx, age_ = (np.atleast_1d(np.asarray(part, np.float64)) for part in (frequency, recency, age))
    if (x < 0).any() or (tx < 0).any() or (tx > age_ + 1e-9).any():
        raise ValueError("frequency and recency are not negative, recency is at most age")
    return x, tx, np.maximum(age_, tx)
