"""Birthdays: ``1985-03-31``, or ``--03-31`` where the list keeps the year to itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.dates import read_dates
from engine.importing.table import Factor

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY_AND_MONTH = re.compile(r"(?:--?)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[.日]?")
_YEAR = re.compile(r"\d{4}(?:\.0+)?")
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
#: What spreadsheets and programs write for no date.
_NONE = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1904, 1, 1), date(1970, 1, 1)})


@dataclass(frozen=True)
class Birthdays:
    """``days`` are ISO texts, empty for a cell that is none; ``asked`` a value whose order nobody knows."""

    days: Factor
    asked: str = ""


def read_birthdays(column: Factor, order: str = "", today: date | None = None) -> Birthdays:
    """Read a column of birthdays; ``order`` ("dmy", "mdy" or "") is how the file writes dates elsewhere.

    A year alone is no birthday; nobody is born after ``today``: two digits of a year mean the last century.
    """
    values = [text.strip() for text in column.values.to_pylist()]
    short = {text: found for text in values if (found := _DAY_AND_MONTH.fullmatch(text))}
    month_first = _month_first(list(short.values()), order)
    days = {text: _anniversary(found, text, month_first) for text, found in short.items()}
    rest = [text for text in values if text and text not in short and not _YEAR.fullmatch(text)]
    asked = ""
    if rest:
        place = {text: number for number, text in enumerate(dict.fromkeys(rest))}
        # Only rows of these texts, so that their order in the file can still tell.
        code = np.array([place.get(text, -1) for text in values], np.int64)[column.codes]
        reading = read_dates(
            Factor(code[code >= 0].astype(np.int32), pa.array(list(place), pa.string())), "UTC", order
        )
        asked = reading.asked
        # Which moment each text means; ``codes`` are by row.
        moment = dict(zip(code[code >= 0].tolist(), reading.codes.tolist(), strict=True))
        for text, number in place.items():
            found = moment.get(number, -1)
            if found >= 0 and reading.valid[found]:
                days[text] = _day(int(reading.seconds[found]), today or date.today())
    told = pa.array([days.get(text, "") for text in values], pa.string())
    return Birthdays(column.map(lambda _: told), asked)


def _month_first(found: Sequence[re.Match[str]], order: str) -> bool:
    pairs = [(int(match[1]), int(match[2])) for match in found]
    if any(first > 12 for first, _ in pairs):
        return False
    if any(second > 12 for _, second in pairs):
        return True
    return order != "dmy"


def _anniversary(found: re.Match[str], text: str, month_first: bool) -> str:
    first, second = int(found[1]), int(found[2])
    if not (month_first or text.startswith("-") or "月" in text):
        first, second = second, first
    try:
        # A leap year, so that 29 February is a day.
        return f"-{date(2000, first, second).isoformat()[4:]}"
    except ValueError:
        return ""


def _day(seconds: int, today: date) -> str:
    day = (_ZERO + timedelta(seconds=seconds)).date()
    if day in _NONE:
        return ""
    if day > today:
        try:
            day = day.replace(year=day.year - 100)
        except ValueError:
            return ""
    return day.isoformat() if today.year - day.year <= 120 else ""
