"""Gamma-Gamma: what one purchase of a customer is worth, from the few that were seen.

Fader, Hardie, "The Gamma-Gamma Model of Monetary Value", note 025 (brucehardie.com), 2013.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from engine.predict.counting import NotEnoughDataError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

_STARTS = ((2.0, 3.0, 1.0), (6.0, 4.0, 0.5))
_PRIOR_SPREAD = 50.0


class GammaGamma:
    """Mean value of a purchase, drawn towards everyone's where few were seen.

    ``parameters_`` are p, q and v (gamma in the papers), v in the unit of the values.
    """

    def __init__(self) -> None:
        self.parameters_: dict[str, float] = {}
        self.log_likelihood_ = float("nan")

    def fit(self, purchases: ArrayLike, mean_value: ArrayLike) -> Self:
        """Fit to purchases seen (count) and their mean value, (customers,); those without either are left
        out. Raises ``NotEnoughDataError`` below three of them.
        """
        from scipy.optimize import minimize
        from scipy.special import digamma, gammaln

        x, m = np.asarray(purchases, np.float64), np.asarray(mean_value, np.float64)
        seen = (x > 0) & (m > 0)
        x, m = x[seen], m[seen]
        if len(x) < 3:
            raise NotEnoughDataError
        scale = 1 / float(m.mean())
        z = m * scale

        def loss(logs: Floats) -> tuple[float, Floats]:
            p, q, v = np.exp(logs)
            spread, shape = v + x * z, p * x
            each = (
                gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v) + (shape - 1) * np.log(z)
                + shape * np.log(x) - (shape + q) * np.log(spread)
            )  # fmt: skip
            top = digamma(shape + q)
            slope = np.array([
                (x * (top - digamma(shape) + np.log(z) + np.log(x) - np.log(spread))).sum(),
                (top - digamma(q) + np.log(v) - np.log(spread)).sum(),
                (q / v - (shape + q) / spread).sum(),
            ])  # fmt: skip
            value = -each.sum() + 0.5 * (logs**2).sum() / _PRIOR_SPREAD**2
            gradient = -slope * np.exp(logs) + logs / _PRIOR_SPREAD**2
            if not np.isfinite(value) or not np.isfinite(gradient).all():
                return 1e10, np.zeros_like(logs)
            return float(value) / len(x), gradient / len(x)

        found = None
        for start in _STARTS:
            tried = minimize(
                loss, np.log(start), jac=True, method="L-BFGS-B", bounds=[(-12.0, 12.0)] * 3,
                options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-8},
            )  # fmt: skip
            if found is None or tried.fun < found.fun:
                found = tried
            if tried.success and (np.abs(tried.x) < 8).all():
                break
        assert found is not None
        p, q, v = np.exp(found.x)
        prior = 0.5 * float((found.x**2).sum()) / _PRIOR_SPREAD**2
        self.log_likelihood_ = -float(found.fun) * len(x) + prior + len(x) * float(np.log(scale))
        self.parameters_ = {"p": float(p), "q": float(q), "v": float(v) / scale}
        return self

    def expected_value(self, purchases: ArrayLike, mean_value: ArrayLike) -> Floats:
        """What a further purchase is worth, (customers,); everyone's mean where none was seen."""
        p, q, v = (self.parameters_[name] for name in ("p", "q", "v"))
        x, m = np.asarray(purchases, np.float64), np.asarray(mean_value, np.float64)
        m = np.where(x > 0, m, 0.0)
        # With q near 1 the mean of everyone does not exist; that of those seen does.
        return np.asarray(p * (v + x * m) / np.maximum(p * x + q - 1, 1e-3))
