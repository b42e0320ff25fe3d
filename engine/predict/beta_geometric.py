"""BG/NBD and MBG/NBD: people buy at their own steady rate and may drop out after any purchase.

Fader, Hardie, Lee, "Counting Your Customers the Easy Way", Marketing Science 24(2), 2005; the modified model
(people may drop out right after their first purchase too): Batislam, Denizel, Filiztekin, "Empirical
validation and comparison of models for customer base analysis", IJRM 24(3), 2007.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from engine.predict.counting import CountingModel, customer_columns

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from engine.predict.counting import Floats


class BetaGeoNBD(CountingModel):
    """BG/NBD. Mind that it holds everyone with a single purchase to be alive (``probability_alive`` is 1)."""

    names = ("r", "alpha", "a", "b")
    times = (False, True, False, False)
    starts = ((0.5, 5.0, 1.0, 2.0), (2.0, 10.0, 0.1, 3.0))
    #: Chances to drop out before the first repeat purchase.
    _at_first: ClassVar[int] = 0

    @classmethod
    def _log_likelihood(cls, values: Floats, x: Floats, tx: Floats, age: Floats) -> tuple[Floats, Floats]:
        from scipy.special import betaln, digamma, gammaln

        r, alpha, a, b = values
        n = x + cls._at_first
        count = r + x
        alive = -count * np.log(alpha + age)
        # Dropped out after the last purchase; impossible where there was no chance to drop out.
        may = n > 0
        last = np.where(may, b + n - 1, 1.0)
        gone = np.where(may, np.log(a) - np.log(last) - count * np.log(alpha + tx), -np.inf)
        both = np.logaddexp(alive, gone)
        each = gammaln(count) - gammaln(r) + r * np.log(alpha) + betaln(a, b + n) - betaln(a, b) + both
        share = np.exp(alive - both)
        rest = 1 - share
        slope_r = (
            digamma(count) - digamma(r) + np.log(alpha) - share * np.log(alpha + age)
            - rest * np.log(alpha + tx)
        )  # fmt: skip
        slope_alpha = r / alpha - count * (share / (alpha + age) + rest / (alpha + tx))
        total = digamma(a + b) - digamma(a + b + n)
        slope_a = total + rest / a
        slope_b = total + digamma(b + n) - digamma(b) - rest / last
        # betaln(a, b + n) - betaln(a, b): gammaln(a) cancels out, hence no digamma(a).
        return each, np.stack([slope_r, slope_alpha, slope_a, slope_b])

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        r, alpha, a, b = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        n = x + self._at_first
        odds = np.exp((r + x) * np.log((alpha + age_) / (alpha + tx))) * a / np.where(n > 0, b + n - 1, 1.0)
        return np.where(n > 0, 1 / (1 + odds), 1.0)

    def expected_purchases(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        r, alpha, a, b = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        if_alive = _growth(r + x, alpha + age_, a, b + x + self._at_first, horizon)
        return if_alive * self.probability_alive(x, tx, age_)

    def probability_of_none(
        self, horizon: float, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats:
        r, alpha, _, _ = self._values
        x, tx, age_ = customer_columns(frequency, recency, age)
        none_if_alive = ((alpha + age_) / (alpha + age_ + horizon)) ** (r + x)
        return 1 - self.probability_alive(x, tx, age_) * (1 - none_if_alive)

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
