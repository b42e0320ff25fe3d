"""Days without a time: birthdays, with or without their year, and other dates to the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import date_patterns as patterns
from engine.importing.date_cells import read_cells
from engine.importing.date_order import days_of
from engine.importing.date_words import months_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.table import Factor

_DAY = 86_400
_PAIR = r"^(?P<i>--)?(?P<a>\d{1,2})\s*[-/.]\s*(?P<b>\d{1,2})\.?$"
_NAMED = (
    r"^(?P<c>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+)?(?P<b>\pL{3,})\.?$",
    r"^(?P<b>\pL{3,})\.?[\s-]+(?P<c>\d{1,2})(?:st|nd|rd|th)?$",
)
_EASTERN = r"^(?P<m>\d{1,2})\s*[月월]\s*(?P<c>\d{1,2})\s*[日号號일]?$"
#: A leap year, so that the 29th of February is a day of some year.
_ANY_YEAR = 2000


@dataclass(frozen=True)
class DayReading:
    """``days`` since 1970-01-01 (int64) per distinct value and whether it is one; ``order`` and ``asked`` as
    in ``DateReading``.
    """

    days: NDArray[np.int64]
    valid: NDArray[np.bool_]
    order: str
    asked: str = ""

    @property
    def texts(self) -> list[str]:
        """ISO days, empty where there is none."""
        return [_iso(day) if real else "" for day, real in zip(self.days.tolist(), self.valid, strict=True)]


@dataclass(frozen=True)
class BirthdayReading:
    """``texts`` per distinct value: ``YYYY-MM-DD``, ``--MM-DD`` (no year told), ``YYYY`` (nothing else told)
    or empty; ``order`` and ``asked`` as in ``DateReading``.
    """

    texts: list[str]
    order: str
    asked: str = ""


def read_days(
    column: Factor, order: str = "", *, beside: Sequence[Factor] = (), latest: int | None = None
) -> DayReading:
    """Read distinct values as calendar days, as they are written: no zone moves them."""
    cells = read_cells(column, order, beside=beside, latest=latest)
    return DayReading(np.where(cells.valid, cells.local // _DAY, 0), cells.valid, cells.order, cells.asked)


def read_birthdays(column: Factor, today: date, order: str = "") -> BirthdayReading:
    """Read distinct values as birthdays: years of two digits lie in the past, and none is after ``today``.

    The years 0000, 1604 and 1900, which programs write for none, are none.
    """
    cells = read_cells(column, order, newest=today.year)
    texts = patterns.plain_texts(column.values)
    last = (today - date(1970, 1, 1)).days
    found = [""] * len(texts)
    written = cells.valid & (cells.local // _DAY <= last)
    for place in np.flatnonzero(written).tolist():
        iso = _iso(int(cells.local[place] // _DAY))
        found[place] = f"-{iso[4:]}" if iso.startswith("1900") else iso
    yearless = pc.replace_substring_regex(texts, r"^(?:0000|1604)-", "--")
    month, day, asked, said = _without_year(yearless, order)
    real = days_of(np.full(len(month), _ANY_YEAR), month, day)[1] & ~written
    for place in np.flatnonzero(real).tolist():
        found[place] = f"--{month[place]:02d}-{day[place]:02d}"
    for place, text in enumerate(texts.to_pylist()):
        if not found[place] and len(text) == 4 and text.isdecimal() and 1900 < int(text) <= today.year:
            found[place] = text
    return BirthdayReading(found, cells.order if written.any() else said, cells.asked or asked)


def _without_year(texts: pa.Array, said: str) -> tuple[NDArray[np.int64], NDArray[np.int64], str, str]:
    """(month, day, value to ask about, order) of ``05/12``, ``--05-12``, ``12 May``, ``5月12日``."""
    month, day = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
    for pattern in (*_NAMED, _EASTERN):
        parts = pc.extract_regex(texts, pattern)
        number = patterns.numbers_of(parts, "m")
        number = np.where(number > 0, number, months_of(patterns.texts_of(parts, "b")))
        told = number > 0
        month[told], day[told] = number[told], patterns.numbers_of(parts, "c")[told]
    parts = pc.extract_regex(texts, _PAIR)
    first, second = patterns.numbers_of(parts, "a"), patterns.numbers_of(parts, "b")
    pairs = patterns.true(pc.is_valid(parts))
    iso = patterns.true(pc.equal(patterns.texts_of(parts, "i"), "--"))
    still = pairs & ~iso
    day_first = int((still & (first > 12)).sum())
    month_first = int((still & (second > 12)).sum())
    order = "dmy" if day_first > month_first else "mdy" if month_first else said
    open_ = still & (first != second)
    asked = "" if order or not open_.any() else str(texts[int(np.argmax(open_))].as_py())
    swapped = still & (order in ("", "dmy"))
    month[pairs] = np.where(swapped, second, first)[pairs]
    day[pairs] = np.where(swapped, first, second)[pairs]
    return month, day, asked, order


def _iso(day: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=day)).isoformat()
