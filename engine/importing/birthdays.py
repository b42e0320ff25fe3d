"""Birthdays: ``1985-03-31``, or ``--03-31`` where the list keeps the year to itself."""

from __future__ import annotations

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
from engine.importing.table import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAY = 86_400
_PAIR = r"^(?P<i>--?)?(?P<a>\d{1,2})\s*[-/.]\s*(?P<b>\d{1,2})\.?$"
_NAMED = (
    r"^(?P<c>\d{1,2})(?:st|nd|rd|th|er|º|\.)?[\s-]+(?:de\s+)?(?P<b>[^\d\s.]{3,})\.?$",
    r"^(?P<b>[^\d\s.]{3,})\.?[\s-]+(?P<c>\d{1,2})(?:st|nd|rd|th)?$",
)
_EASTERN = r"^(?P<m>\d{1,2})\s*[月월]\s*(?P<c>\d{1,2})\s*[日号號일]?$"
#: A leap year, so that the 29th of February is a day of some year.
_ANY_YEAR = 2000
#: What spreadsheets and programs write for no date.
_NONE = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1904, 1, 1), date(1970, 1, 1)})
_OLDEST = 120


@dataclass(frozen=True)
class Birthdays:
    """``days`` are ISO texts, empty for a cell that is none; ``asked`` a value whose order nobody knows."""

    days: Factor
    asked: str = ""


def read_birthdays(column: Factor, order: str = "", today: date | None = None) -> Birthdays:
    """Read a column of birthdays; ``order`` is how the file writes dates elsewhere ("" unknown).

    A year alone is no birthday; nobody is born after ``today``: two digits of a year mean the last century.
    The years 0000, 1604 and 1900, which programs write for none, are none.
    """
    today = today or date.today()
    cells = read_cells(column, order, newest=today.year)
    found = [""] * len(column.values)
    for place in np.flatnonzero(cells.valid).tolist():
        day = date(1970, 1, 1) + timedelta(days=int(cells.local[place] // _DAY))
        if day.year == 1900 and day not in _NONE:
            found[place] = f"-{day.isoformat()[4:]}"
        elif day <= today and today.year - day.year <= _OLDEST and day not in _NONE:
            found[place] = day.isoformat()
    texts = patterns.plain_texts(column.values)
    month, day_, asked = _without_year(pc.replace_substring_regex(texts, "^(?:0000|1604)-", "--"), order)
    real = days_of(np.full(len(month), _ANY_YEAR), month, day_)[1] & ~cells.valid
    for place in np.flatnonzero(real).tolist():
        found[place] = f"--{month[place]:02d}-{day_[place]:02d}"
    return Birthdays(column.map(lambda _: pa.array(found, pa.string())), cells.asked or asked)


def _without_year(texts: pa.Array, said: str) -> tuple[NDArray[np.int64], NDArray[np.int64], str]:
    """(month, day, value to ask about) of ``05/12``, ``--05-12``, ``12 May``, ``5月12日``; 0 for others."""
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
    # Behind a dash, and in files that begin with the year, the month comes first.
    turnable = pairs & ~patterns.true(pc.starts_with(patterns.texts_of(parts, "i"), "-"))
    day_first, month_first = int((turnable & (first > 12)).sum()), int((turnable & (second > 12)).sum())
    dotted = patterns.true(pc.match_substring(texts, ".")) & turnable
    order = "dmy" if day_first > month_first or dotted.sum() > turnable.sum() / 2 else ""
    order = order or ("mdy" if month_first else {"ymd": "mdy"}.get(said, said))
    unclear = turnable & (first != second)
    asked = "" if order or not unclear.any() else str(texts[int(np.argmax(unclear))].as_py())
    swapped = turnable & (order == "dmy")
    month[pairs] = np.where(swapped, second, first)[pairs]
    day[pairs] = np.where(swapped, first, second)[pairs]
    return month, day, asked
