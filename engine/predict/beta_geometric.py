"""BG/NBD and MBG/NBD: people buy at their own steady rate and may drop out after any purchase.

Fader, Hardie, Lee, "Counting Your Customers the Easy Way", Marketing Science 24(2), 2005; the modified model
(people may drop out right after their first purchase too): Batislam, Denizel, Filiztekin, "Empirical
validation and comparison of models for customer base analysis", IJRM 24(3), 2007.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.predict.counting import CountingModel

if TYPE_CHECKING:
    from engine.predict.counting import Customers, Floats


class BetaGeoNBD(CountingModel):
    """BG/NBD. Mind that it holds everyone with a single purchase to be alive (``probability_alive`` is 1)."""

    names = ("r", "alpha", "a", "b")
    times = (False, True, False, False)
    starts = ((0.5, 5.0, 1.0, 2.0), (2.0, 10.0, 0.1, 3.0))
    #: Chances to drop out before the first repeat purchase.
    _at_first: ClassVar[int] = 0

    @classmethod
    def _log_likelihood(cls, values: Floats, customers: Customers) -> tuple[Floats, Floats]:
        from scipy.special import betaln, digamma, gammaln

        r, alpha, a, b = values
        at_first = cls._at_first
        x = customers.frequency
        count = x.map(lambda n: r + n)
        log_age = customers.age.map(lambda age: np.log(alpha + age))
        log_last = customers.recency.map(lambda tx: np.log(alpha + tx))
        # Dropped out after the last purchase; impossible where there was no chance to drop out.
        may = x.levels + at_first > 0
        chances = np.where(may, b + x.levels + at_first - 1, 1.0)
        gone = np.where(may, np.log(a) - np.log(chances), -np.inf)[x.codes] + count * (log_age - log_last)
        share = 1 / (1 + np.exp(np.minimum(gone, 700.0)))
        rest = 1 - share
        fixed = x.map(
            lambda n: gammaln(r + n) - gammaln(r) + r * np.log(alpha) + betaln(a, b + n + at_first)
            - betaln(a, b)
        )  # fmt: skip
        each = fixed - count * log_age + np.maximum(gone, 0.0) + np.log1p(np.exp(-np.abs(gone)))
        slope_r = (
            x.map(lambda n: digamma(r + n) - digamma(r) + np.log(alpha)) - share * log_age - rest * log_last
        )
        slope_alpha = r / alpha - count * (
            share * customers.age.map(lambda age: 1 / (alpha + age))
            + rest * customers.recency.map(lambda tx: 1 / (alpha + tx))
        )
        # betaln(a, b + n) - betaln(a, b): gammaln(a) cancels out, hence no digamma(a).
        total = x.map(lambda n: digamma(a + b) - digamma(a + b + n + at_first))
        slope_a = total + rest / a
        slope_b = (
            total + x.map(lambda n: digamma(b + n + at_first) - digamma(b)) - rest * (1 / chances)[x.codes]
        )
        return each, np.stack([slope_r, slope_alpha, slope_a, slope_b])

    def _alive(self, customers: Customers) -> Floats:
        r, alpha, a, b = self._values
        n = customers.frequency.rows + self._at_first
        silence = customers.age.map(lambda age: np.log(alpha + age)) - customers.recency.map(
            lambda tx: np.log(alpha + tx)
        )
        odds = np.exp(np.minimum((r + customers.frequency.rows) * silence, 700.0))
        return np.where(n > 0, 1 / (1 + odds * a / np.where(n > 0, b + n - 1, 1.0)), 1.0)

    def _if_alive(self, horizon: float, customers: Customers) -> Floats:
        r, alpha, a, b = self._values
        x = customers.frequency.rows
        return _growth(r + x, alpha + customers.age.rows, a, b + x + self._at_first, horizon)

    def _none_if_alive(self, horizon: float, customers: Customers) -> Floats:
        r, alpha, _, _ = self._values
        folds = customers.age.map(lambda age: np.log1p(horizon / (alpha + age)))
        return np.asarray(np.exp(-(r + customers.frequency.rows) * folds))

    def expected_from_new(self, horizon: float) -> float:
        r, alpha, a, b = self._values
        survives = b / (a + b) if self._at_first else 1.0
        return survives * float(
            _growth(np.array([r]), np.array([alpha]), a, np.array([b + self._at_first]), horizon)[0]
        )


class ModifiedBetaGeoNBD(BetaGeoNBD):
    """MBG/NBD: as BG/NBD, but people may also leave right after their first purchase."""

    _at_first = 1


def _growth(count: Floats, exposure: Floats, a: float, b: Floats, horizon: float) -> Floats:
    """Purchases to expect within ``horizon`` of someone alive whose rate is gamma (count, exposure) and whose
    chance to leave after each purchase is beta (a, b).
    """
    from scipy.special import hyp2f1

    # The formula divides by a - 1; next to 1 it is as good as at 1.
    if abs(a - 1) < 1e-5:
        a = 1 + 1e-5
    z = horizon / (exposure + horizon)
    series = hyp2f1(count, b, a + b - 1, z)
    found = (a + b - 1) / (a - 1) * (1 - np.exp(count * np.log1p(-z)) * series)
    # Nobody is expected to buy more often than if they could never leave.
    most = count / exposure * horizon
    return np.where(np.isfinite(found), np.clip(found, 0.0, most), most)
