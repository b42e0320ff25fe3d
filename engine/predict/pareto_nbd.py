"""Pareto/NBD: people buy at their own steady rate until they leave, at a moment of their own.

Schmittlein, Morrison, Colombo, "Counting your customers", Management Science 33(1), 1987. The likelihood is
taken in its integral form (over the moment of leaving) by Gauss-Legendre quadrature instead of hypergeometric
functions: stable for any parameters, and its gradient is the integral of the gradient.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.predict.counting import CountingModel, customer_columns

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from engine.predict.counting import Floats

_NODES = 24
#: Beyond so many e-foldings an integrand adds nothing.
_FOLDS = 40.0


class ParetoNBD(CountingModel):
    """Pareto/NBD with rates gamma (r, alpha) and leaving gamma (s, beta)."""

    names = ("r", "alpha", "s", "beta")
    times = (False, True, False, True)
    starts = ((0.5, 5.0, 0.5, 5.0), (2.0, 10.0, 0.2, 10.0))

    @staticmethod
    def _log_likelihood(values: Floats, x: Floats, tx: Floats, age: Floats) -> tuple[Floats, Floats]:
        from scipy.special import digamma, gammaln

        r, alpha, s, beta = values
        count = r + x
        alive = -count * np.log(alpha + age) - s * np.log(beta + age)
        gone, mean_logs, mean_inverses = _leaving(count, alpha, s, beta, tx, age)
        both = np.logaddexp(alive, gone)
        each = gammaln(count) - gammaln(r) + r * np.log(alpha) + s * np.log(beta) + both
        share = np.exp(alive - both)
        rest = 1 - share
        slope_r = (
            digamma(count) - digamma(r) + np.log(alpha) - share * np.log(alpha + age) - rest * mean_logs[0]
        )
        slope_alpha = r / alpha - count * (share / (alpha + age) + rest * mean_inverses[0])
        slope_s = np.log(beta) - share * np.log(beta + age) + rest * (1 / s - mean_logs[1])
        slope_beta = s / beta - share * s / (beta + age) - rest * (s + 1) * mean_inverses[1]
        return each, np.stack([slope_r, slope_alpha, slope_s, slope_beta])

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        r, alpha, s, beta = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        alive = -(r + x) * np.log(alpha + age_) - s * np.log(beta + age_)
        gone, _, _ = _leaving(r + x, alpha, s, beta, tx, age_)
        return np.exp(alive - np.logaddexp(alive, gone))

    def expected_purchases(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        r, alpha, s, beta = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        if_alive = (r + x) / (alpha + age_) * _lifetime(s, beta + age_, horizon)
        return np.asarray(if_alive * self.probability_alive(x, tx, age_))

    def probability_of_none(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        r, alpha, s, beta = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        count, exposure, survival = r + x, alpha + age_, beta + age_
        stays = count * np.log(exposure / (exposure + horizon)) + s * np.log(survival / (survival + horizon))
        leaves, _, _ = _leaving(count, exposure, s, survival, np.zeros_like(x), np.full_like(x, horizon))
        leaves = leaves + count * np.log(exposure) + s * np.log(survival)
        none_if_alive = np.exp(np.logaddexp(stays, leaves))
        return np.asarray(1 - self.probability_alive(x, tx, age_) * (1 - none_if_alive))

    def expected_from_new(self, horizon: float) -> float:
        r, alpha, s, beta = self._values
        return r / alpha * float(_lifetime(s, np.array([beta]), horizon)[0])


def _lifetime(s: float, survival: Floats, horizon: float) -> Floats:
    """Time alive to expect within ``horizon`` of someone whose rate of leaving is gamma (s, survival)."""
    folds = np.log(survival / (survival + horizon))
    power = s - 1
    return survival * (-folds if abs(power) < 1e-9 else -np.expm1(power * folds) / power)


def _leaving(
    count: Floats, alpha: float | Floats, s: float, beta: float | Floats, start: Floats, stop: Floats
) -> tuple[Floats, tuple[Floats, Floats], tuple[Floats, Floats]]:
    """The logarithm of ∫ s (alpha + y)^-count (beta + y)^-(s + 1) dy from ``start`` to ``stop``, and the
    means of log(alpha + y), log(beta + y) and of 1/(alpha + y), 1/(beta + y) under that integrand; (rows,).
    """
    # In w = log(shift + y), where the integrand is nearly an exponential.
    shift = np.minimum(alpha, beta)
    low, high = np.log(shift + start), np.log(shift + stop)
    # It falls at least as fast as where it begins.
    falls = (shift + start) * (count / (alpha + start) + (s + 1) / (beta + start)) - 1
    high = np.minimum(high, low + _FOLDS / np.maximum(falls, 1e-3))
    nodes, weights = _legendre(_NODES)
    half = 0.5 * (high - low)
    logs = np.empty((_NODES, len(count)))
    log_a, log_b = np.empty_like(logs), np.empty_like(logs)
    for place, (node, weight) in enumerate(zip(nodes, weights, strict=True)):
        w = low + half * (node + 1)
        y = np.exp(w) - shift
        log_a[place], log_b[place] = np.log(alpha + y), np.log(beta + y)
        logs[place] = w - count * log_a[place] - (s + 1) * log_b[place] + np.log(weight)
    top = logs.max(axis=0)
    parts = np.exp(logs - top)
    total = parts.sum(axis=0)
    with np.errstate(divide="ignore"):
        integral = np.log(s) + np.log(half) + top + np.log(total)
    parts /= total
    return (
        integral,
        ((parts * log_a).sum(axis=0), (parts * log_b).sum(axis=0)),
        ((parts * np.exp(-log_a)).sum(axis=0), (parts * np.exp(-log_b)).sum(axis=0)),
    )


@lru_cache(maxsize=2)
def _legendre(nodes: int) -> tuple[tuple[float, ...], tuple[float, ...]]:
    places, weights = np.polynomial.legendre.leggauss(nodes)
    return tuple(places.tolist()), tuple(weights.tolist())
