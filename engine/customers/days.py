"""Days in a shop's own time zone: what "as of a day" and "days ago" mean."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DAY = 86_400
_EPOCH = date(1970, 1, 1)


def end_of_day(day: date, zone: ZoneInfo) -> int:
    """The last second of ``day`` in ``zone``, in epoch seconds."""
    return start_of_day(day + timedelta(days=1), zone) - 1


def start_of_day(day: date, zone: ZoneInfo) -> int:
    """The first second of ``day`` in ``zone``, in epoch seconds."""
    return int(datetime.combine(day, time(), zone).timestamp())


def day_of(at: int, zone: ZoneInfo) -> date:
    """The day in ``zone`` of a moment in epoch seconds."""
    return datetime.fromtimestamp(at, zone).date()


def day_number(day: date) -> int:
    """Days from 1 January 1970 to ``day``."""
    return (day - _EPOCH).days


def day_from_number(number: int) -> date:
    """The day that is so many days from 1 January 1970."""
    return _EPOCH + timedelta(days=number)


def day_numbers(at: NDArray[np.int64], zone: ZoneInfo) -> NDArray[np.int64]:
    """``day_number`` of each moment (epoch seconds) in ``zone``; any shape, fast for millions.

    Instead of converting every moment, the days between the first and the last get their starts once.
    """
    import numpy as np

    if at.size == 0:
        return np.zeros(at.shape, dtype=np.int64)
    first = day_number(day_of(int(at.min()), zone))
    last = day_number(day_of(int(at.max()), zone))
    if zone.key == "UTC":
        return np.floor_divide(at, _DAY)
    starts = np.array(
        [start_of_day(_EPOCH + timedelta(days=number), zone) for number in range(first, last + 1)],
        dtype=np.int64,
    )
    return first + np.searchsorted(starts, at, side="right") - 1


@lru_cache(maxsize=32)
def clock_changes(zone: ZoneInfo, last: date, years: int = 40) -> tuple[tuple[int, int], ...]:
    """(moment, seconds ahead of UTC from it on) of each change of clocks in the years up to ``last``.

    The first entry's moment is the beginning; whatever lies before it is taken for the same.
    """
    stop = end_of_day(last, zone)
    at = stop - years * 366 * _DAY
    found = [(at, _ahead(at, zone))]
    while at < stop:
        week = min(at + 7 * _DAY, stop)
        if _ahead(week, zone) != found[-1][1]:
            low, high = at, week
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _ahead(middle, zone) == found[-1][1] else (low, middle)
            found.append((high, _ahead(high, zone)))
        at = week
    return tuple(found)


def _ahead(at: int, zone: ZoneInfo) -> int:
    offset = datetime.fromtimestamp(at, zone).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
