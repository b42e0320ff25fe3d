"""What the same months of last year say: how far a forecast made a year ago, in the same way, was off.

A shop that sells for Christmas looks in September as if it were falling asleep. Nobody who has seen less than
one such autumn can know better; whoever has seen it can, and this is how the forecasts learn it. A young
shop's errors of a year ago are those of its youth, so that they count only where it was old enough even then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.predict.training_set import Past, expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_YEAR = 365
#: Horizons of history that the day a year ago needs before it: each day it learned from then has one.
_LEAST_HORIZONS = 2.5
#: One year is a single witness: it is followed three quarters of the way.
_FOLLOWED = 0.75
_LEAST_CUSTOMERS = 300


def year_before(past: Past, as_of: int) -> int | None:
    """The same day a year ago, where what came after it is known and the shop was old enough; else None."""
    day = as_of - _YEAR
    history = past.history
    if past.horizon > _YEAR or not len(history.day):
        return None
    if day - int(history.day.min()) < max(_LEAST_HORIZONS * past.horizon, _YEAR / 4):
        return None
    return day if len(history.until(day).customers) >= _LEAST_CUSTOMERS else None


def shift_of_log_odds(log_odds: Floats, happened: NDArray[np.bool_]) -> float:
    """What to add to log-odds like these for the season: that which puts last year's mean right, in part."""
    share = (float(happened.sum()) + 1) / (len(happened) + 2)
    low, high = -8.0, 8.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if expit(log_odds + middle).mean() < share else (low, middle)
    return _FOLLOWED * (low + high) / 2


def factor_of_total(said: float, came: float) -> float:
    """By what to multiply a total for the season: what puts last year's right, in part."""
    return float((came / said) ** _FOLLOWED) if said > 0 and came > 0 else 1.0
