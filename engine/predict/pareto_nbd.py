"""Pareto/NBD: people buy at their own steady rate until they leave, at a moment of their own.

Schmittlein, Morrison, Colombo, "Counting your customers", Management Science 33(1), 1987. The likelihood is
taken in its integral form (over the moment of leaving) by Gauss-Legendre quadrature instead of hypergeometric
functions: stable for any parameters, and its gradient is the integral of the gradient.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.predict.counting import CountingModel, Customers

if TYPE_CHECKING:
    from engine.predict.counting import Floats

#: Twelve nodes over 25 e-foldings, beyond which the integrand adds nothing: right to 1e-8 or better.
_NODES, _FOLDS = 12, 25.0


class ParetoNBD(CountingModel):
    """Pareto/NBD with rates gamma (r, alpha) and leaving gamma (s, beta)."""

    names = ("r", "alpha", "s", "beta")
    times = (False, True, False, True)
    starts = ((0.5, 5.0, 0.5, 5.0), (2.0, 10.0, 0.2, 10.0))

    @staticmethod
    def _log_likelihood(values: Floats, customers: Customers) -> tuple[Floats, Floats]:
        from scipy.special import digamma, gammaln

        r, alpha, s, beta = values
        x, age = customers.frequency, customers.age
        count = x.map(lambda n: r + n)
        log_a, log_b = age.map(lambda t: np.log(alpha + t)), age.map(lambda t: np.log(beta + t))
        alive = -count * log_a - s * log_b
        left = _leaving(count, alpha, s, beta, customers.recency.rows, age.rows)
        both = np.logaddexp(alive, left.integral)
        each = x.map(lambda n: gammaln(r + n) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)) + both
        share = np.exp(alive - both)
        rest = 1 - share
        slope_r = (
            x.map(lambda n: digamma(r + n) - digamma(r) + np.log(alpha)) - share * log_a - rest * left.log_a
        )
        slope_alpha = r / alpha - count * (share * age.map(lambda t: 1 / (alpha + t)) + rest * left.inverse_a)
        slope_s = np.log(beta) - share * log_b + rest * (1 / s - left.log_b)
        slope_beta = s / beta - share * age.map(lambda t: s / (beta + t)) - rest * (s + 1) * left.inverse_b
        return each, np.stack([slope_r, slope_alpha, slope_s, slope_beta])

    def _alive(self, customers: Customers) -> Floats:
        r, alpha, s, beta = self._values
        count, age = r + customers.frequency.rows, customers.age
        alive = -count * age.map(lambda t: np.log(alpha + t)) - s * age.map(lambda t: np.log(beta + t))
        gone = _leaving_integral(count, alpha, s, beta, customers.recency.rows, age.rows)
        return np.asarray(np.exp(alive - np.logaddexp(alive, gone)))

    def _if_alive(self, horizon: float, customers: Customers) -> Floats:
        r, alpha, s, beta = self._values
        lifetime = customers.age.map(lambda t: _lifetime(s, beta + t, horizon) / (alpha + t))
        return np.asarray((r + customers.frequency.rows) * lifetime)

    def _none_if_alive(self, horizon: float, customers: Customers) -> Floats:
        r, alpha, s, beta = self._values
        # It depends on count and age alone, and many share both.
        pairs, like = Customers.of(customers.frequency.rows, np.zeros(len(customers)), customers.age.rows)
        count, age = r + pairs.frequency.rows, pairs.age.rows
        exposure, survival = alpha + age, beta + age
        stays = count * np.log(exposure / (exposure + horizon)) + s * np.log(survival / (survival + horizon))
        leaves = _leaving_integral(
            count, exposure, s, survival, np.zeros_like(age), np.full_like(age, horizon)
        )
        leaves = leaves + count * np.log(exposure) + s * np.log(survival)
        return np.asarray(np.exp(np.logaddexp(stays, leaves)))[like]

    def expected_from_new(self, horizon: float) -> float:
        r, alpha, s, beta = self._values
        return r / alpha * float(_lifetime(s, np.array([beta]), horizon)[0])


def _lifetime(s: float, survival: Floats, horizon: float) -> Floats:
    """Time alive to expect within ``horizon`` of someone whose rate of leaving is gamma (s, survival)."""
    folds = np.log(survival / (survival + horizon))
    power = s - 1
    return survival * (-folds if abs(power) < 1e-9 else -np.expm1(power * folds) / power)


class _Leaving(NamedTuple):
    """The logarithm of ∫ s (alpha + y)^-count (beta + y)^-(s + 1) dy, and the means under that integrand of
    log(alpha + y), log(beta + y), 1/(alpha + y) and 1/(beta + y); each (rows,).
    """

    integral: Floats
    log_a: Floats
    log_b: Floats
    inverse_a: Floats
    inverse_b: Floats


class _Nodes(NamedTuple):
    """The integrand at each node: its logarithm and those of alpha + y and beta + y, (nodes, rows)."""

    logs: Floats
    log_a: Floats
    log_b: Floats
    half: Floats


def _at_nodes(
    count: Floats, alpha: float | Floats, s: float, beta: float | Floats, start: Floats, stop: Floats
) -> _Nodes:
    """In w = log(shift + y), where the integrand is nearly an exponential."""
    shift = np.minimum(alpha, beta)
    low, high = np.log(shift + start), np.log(shift + stop)
    # It falls at least as fast as where it begins.
    falls = (shift + start) * (count / (alpha + start) + (s + 1) / (beta + start)) - 1
    high = np.minimum(high, low + _FOLDS / np.maximum(falls, 1e-3))
    nodes, weights = _legendre(_NODES)
    half = 0.5 * (high - low)
    w = (low + half) + half * nodes[:, None]
    beyond = np.exp(w)
    # One of the two is the shift itself.
    log_a = w if np.all(alpha <= beta) else np.log(beyond + (alpha - shift))
    log_b = w if np.all(beta <= alpha) else np.log(beyond + (beta - shift))
    logs = (w + np.log(weights)[:, None]) - count * log_a - (s + 1) * log_b
    return _Nodes(logs, log_a, log_b, half)


def _leaving_integral(
    count: Floats, alpha: float | Floats, s: float, beta: float | Floats, start: Floats, stop: Floats
) -> Floats:
    """The integral alone, see ``_Leaving``; from ``start`` to ``stop``, (rows,)."""
    at = _at_nodes(count, alpha, s, beta, start, stop)
    top = at.logs.max(axis=0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(s) + np.log(at.half) + top + np.log(np.exp(at.logs - top).sum(axis=0)))


def _leaving(count: Floats, alpha: float, s: float, beta: float, start: Floats, stop: Floats) -> _Leaving:
    """The integral from ``start`` to ``stop`` with its means, (rows,)."""
    at = _at_nodes(count, alpha, s, beta, start, stop)
    top = at.logs.max(axis=0)
    parts = np.exp(at.logs - top)
    total = parts.sum(axis=0)
    with np.errstate(divide="ignore"):
        integral = np.log(s) + np.log(at.half) + top + np.log(total)
    parts /= total

    def mean(of: Floats) -> Floats:
        return np.asarray(np.einsum("nr,nr->r", parts, of))

    return _Leaving(
        integral, mean(at.log_a), mean(at.log_b), mean(np.exp(-at.log_a)), mean(np.exp(-at.log_b))
    )


@lru_cache(maxsize=1)
def _legendre(nodes: int) -> tuple[Floats, Floats]:
    return np.polynomial.legendre.leggauss(nodes)
