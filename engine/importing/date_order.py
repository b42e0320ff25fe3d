"""Whether the day or the month comes first: decided by everything in a file that can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.date_words import weekday_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Numbers:
    """Dates of three numbers, per distinct value: ``matched`` those of them that are such dates, without the
    ones that begin with a four-digit year.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    third: NDArray[np.int64]
    matched: NDArray[np.bool_]
    dotted: NDArray[np.bool_]
    #: Both ends have two digits or fewer, so that either may be the year.
    short: NDArray[np.bool_]
    #: The words in front.
    weekdays: pa.Array

    @property
    def open(self) -> NDArray[np.bool_]:
        """True where day and month could be either way round."""
        return self.matched & (self.first <= 12) & (self.second <= 12)

    def votes(self) -> tuple[int, int]:
        """How many values can only be read day first, and month first."""
        # 31/45/2024 is wrong under either reading and says nothing.
        day = (self.first > 12) & (self.first <= 31) & (self.second <= 12) & self.matched
        month = (self.second > 12) & (self.second <= 31) & (self.first <= 12) & self.matched
        return int(day.sum()), int(month.sum())


def decide(
    numbers: Numbers,
    codes: NDArray[np.int32],
    *,
    said: str = "",
    beside: NDArray[np.int64] | None = None,
    votes_beside: tuple[int, int] = (0, 0),
    latest: int | None = None,
) -> str:
    """``dmy``, ``mdy``, ``ymd`` (years of two digits in front) or "" where nothing tells.

    ``codes`` (rows,) say which value each row holds, ``said`` what the owner or the source says, ``beside``
    (rows,) days since 1970 of a column nearby (-1: none), ``votes_beside`` what other columns of three
    numbers vote, ``latest`` the day that no date can be after.
    """
    if _years_in_front(numbers, said, latest):
        return "ymd"
    day, month = numbers.votes()
    if said in ("dmy", "mdy"):
        against, agreed = (month, day) if said == "dmy" else (day, month)
        # A single typing error must not overrule what is known of the program.
        if agreed or against < 2 or against < 0.05 * numbers.matched.sum():
            return said
    if day or month:
        # One wrong value must not turn the column: the reading that explains more of it wins.
        return "dmy" if day >= month else "mdy"
    still = numbers.open
    if not still.any():
        return "dmy"
    if numbers.dotted[numbers.matched].mean() > 0.5 or (numbers.first == numbers.second)[still].all():
        return "dmy"
    return (
        _by_weekdays(numbers)
        or (("dmy" if votes_beside[0] >= votes_beside[1] else "mdy") if any(votes_beside) else "")
        or _by_neighbour(numbers, codes, beside)
        or _by_rows(numbers, codes)
        or _by_latest(numbers, latest)
    )


def days_of(
    year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Days since 1970-01-01, and whether there is such a day from 1900 to 2200."""
    sane = (year >= 1900) & (year <= 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    start = (np.where(sane, year, 2000) - 1970) * 12 + np.where(sane, month, 1) - 1
    months = start.astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64)
    length = (months + 1).astype("datetime64[D]").astype(np.int64) - days
    return days + day - 1, sane & (day <= length)


def full_years(year: NDArray[np.int64], newest: int = 2068) -> NDArray[np.int64]:
    """Years of two digits as the latest ones that are not after ``newest``."""
    century = newest // 100 * 100
    short = year + np.where(year <= newest % 100, century, century - 100)
    return np.where(year < 100, short, year)


def _years_in_front(numbers: Numbers, said: str, latest: int | None) -> bool:
    """26-05-27: where the front hardly changes and the end runs through the days of a month, or the end would
    be a year to come.
    """
    short = numbers.short & numbers.matched
    if short.sum() <= 0.5 * numbers.matched.sum():
        return False
    front, back = numbers.first[short], numbers.third[short]
    if (back > 31).any():
        return False
    if said == "ymd" or (front > 31).mean() > 0.5:
        return True
    if said or (numbers.second[short] > 12).any():
        return False
    if latest is not None:
        this_year = latest // 365.2425 + 1970
        if (full_years(back) > this_year).all() and (full_years(front) <= this_year).all():
            return True
    return len(np.unique(front)) <= 3 and len(np.unique(back)) >= 10 and bool((back > 12).any())


def _read_both(numbers: Numbers) -> dict[str, NDArray[np.int64]]:
    year = full_years(numbers.third)
    return {
        "dmy": days_of(year, numbers.second, numbers.first)[0],
        "mdy": days_of(year, numbers.first, numbers.second)[0],
    }


def _by_weekdays(numbers: Numbers) -> str:
    """The reading under which the days of the week that stand beside are right."""
    words = numbers.weekdays.dictionary_encode()
    days = np.array([weekday_of(word) for word in words.dictionary.to_pylist()] or [-1], np.int64)
    told = days[words.indices.to_numpy(zero_copy_only=False)]
    telling = numbers.open & (told >= 0) & (numbers.first != numbers.second)
    if not telling.any():
        return ""
    right = {
        order: int((((days + 3) % 7) == told)[telling].sum()) for order, days in _read_both(numbers).items()
    }
    if right["dmy"] == right["mdy"]:
        return ""
    return "dmy" if right["dmy"] > right["mdy"] else "mdy"


def _by_neighbour(numbers: Numbers, codes: NDArray[np.int32], beside: NDArray[np.int64] | None) -> str:
    """The reading that is close to another date of the same row (paid, sent) where the other is far off."""
    if beside is None:
        return ""
    rows = (numbers.open & (numbers.first != numbers.second))[codes] & (beside >= 0)
    if rows.sum() < 3:
        return ""
    close = {
        order: float((np.abs(days[codes][rows] - beside[rows]) <= 15).mean())
        for order, days in _read_both(numbers).items()
    }
    fewer, more = sorted(close, key=lambda order: close[order])
    return more if close[more] >= 0.9 and close[fewer] <= 0.5 else ""


def _by_rows(numbers: Numbers, codes: NDArray[np.int32]) -> str:
    """The reading under which (nearly) all rows run one way in time while the other jumps about."""
    codes = codes[numbers.open[codes]]
    if np.count_nonzero(np.bincount(codes)) < 12:
        return ""
    breaks = {}
    year = full_years(numbers.third)
    pairs = {"dmy": (numbers.second, numbers.first), "mdy": (numbers.first, numbers.second)}
    for order, (month, day) in pairs.items():
        steps = np.diff((year * 400 + month * 31 + day)[codes])
        steps = steps[steps != 0]
        breaks[order] = min((steps < 0).sum(), (steps > 0).sum()) / max(len(steps), 1)
    fewer, more = sorted(breaks, key=lambda order: breaks[order])
    return fewer if breaks[fewer] <= 0.02 and breaks[more] >= 0.05 else ""


def _by_latest(numbers: Numbers, latest: int | None) -> str:
    """The reading under which nothing was sold tomorrow, where the other has several such days."""
    if latest is None:
        return ""
    after = {
        order: int(((days > latest) & numbers.open).sum()) for order, days in _read_both(numbers).items()
    }
    fewer, more = sorted(after, key=lambda order: after[order])
    return fewer if after[fewer] == 0 and after[more] >= 2 else ""
