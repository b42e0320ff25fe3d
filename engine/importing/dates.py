"""Dates: one reading for a whole column, decided by all its distinct values, never one by one.

``12/1/2010`` alone says nothing; next to ``12/13/2010`` it is the first of December. Where no value decides,
rows that run forward in time under one reading only do; where even that is silent, the owner is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.table import Factor

ORDERS = ("ymd", "dmy", "mdy")

_CLOCK = (
    r"(?:[\sT,]+(?P<h>\d{1,2})(?:[:.时點点](?P<n>\d{1,2}))?(?:[:.分](?P<x>\d{1,2})(?:[.,]\d+)?)?秒?分?"
    r"\s*(?P<p>[AaPp]\.?\s?[Mm]\.?|上午|下午)?)?\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_NUMERIC = r"^(?P<a>\d{1,4})\s*(?P<s>[-/.年])\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,4})\.?日?" + _CLOCK
_COMPACT = r"^(?P<a>(?:19|20)\d{2})(?P<b>\d{2})(?P<c>\d{2})" + _CLOCK
_DAY_FIRST = (
    r"^(?:\pL+\.?,?\s+)?(?P<c>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?(?P<b>\pL{3,})\.?,?[\s-]+(?:de\s+)?(?P<a>\d{2,4})"
    + _CLOCK
)
_MONTH_FIRST = (
    r"^(?:\pL+\.?,?\s+)?(?P<b>\pL{3,})\.?[\s-]+(?P<c>\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(?P<a>\d{2,4})" + _CLOCK
)
#: Excel counts days from here; these serial numbers are 1982 to 2064.
_SERIAL = r"^(?P<a>[3-5]\d{4})(?:\.\d+)?$"
_EXCEL_ZERO = -25_569 * 86_400

_MONTHS = (
    ("jan", "ene", "gen", "janv"), ("feb", "fév", "fev", "févr"), ("mar", "mär", "mrt", "mars", "maa"),
    ("apr", "avr", "abr"), ("may", "mai", "mag", "mei"), ("jun", "juin", "giu"), ("jul", "juil", "lug"),
    ("aug", "août", "aou", "ago"), ("sep", "sept", "set"), ("oct", "okt", "ott", "out"), ("nov",),
    ("dec", "dez", "déc", "dic"),
)  # fmt: skip


@dataclass(frozen=True)
class DateReading:
    """How a column of dates was read.

    ``seconds`` is int64 epoch seconds (UTC) per distinct value, ``valid`` whether it is a date; ``order``
    is one of ``ORDERS``, or empty where day and month cannot be told apart (``seconds`` then takes the day
    first).
    """

    seconds: NDArray[np.int64]
    valid: NDArray[np.bool_]
    order: str
    asked: str = ""


def read_dates(column: Factor, timezone: str, order: str = "") -> DateReading:
    """Read a column's distinct values as moments; ``order`` is what the owner or the source said.

    Values without an offset of their own are in ``timezone``.
    """
    texts = pc.utf8_trim_whitespace(column.values)
    count = len(texts)
    best: DateReading | None = None
    for pattern in (_NUMERIC, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _SERIAL):
        parts = pc.extract_regex(texts, pattern)
        matched = pc.is_valid(parts).to_numpy(zero_copy_only=False)
        if not matched.any():
            continue
        if pattern == _SERIAL:
            reading = _serials(texts, matched, timezone)
        else:
            if pattern in (_DAY_FIRST, _MONTH_FIRST):
                month = _month_numbers(_texts(parts, "b"))
                matched = matched & (month > 0)
            else:
                month = _numbers(parts, "b")
            reading = _components(parts, month, matched, column, timezone, order, pattern == _NUMERIC)
        if best is None or reading.valid.sum() > best.valid.sum():
            best = reading
        if matched.all() and best.valid.all():
            break
    if best is None:
        return DateReading(np.zeros(count, np.int64), np.zeros(count, bool), "ymd")
    return best


def _components(
    parts: pa.Array,
    second: NDArray[np.int64],
    matched: NDArray[np.bool_],
    column: Factor,
    timezone: str,
    said: str,
    ambiguous: bool,
) -> DateReading:
    first, third = _numbers(parts, "a"), _numbers(parts, "c")
    order, asked = "ymd", ""
    if ambiguous:
        order, asked = _decide(parts, first, second, third, matched, column, said)
    year, month, day = {
        "ymd": (first, second, third), "dmy": (third, second, first), "mdy": (third, first, second),
    }[order or "dmy"]  # fmt: skip
    year = np.where(year < 69, year + 2000, np.where(year < 100, year + 1900, year))
    hour, minute, second_ = (_numbers(parts, name) for name in "hnx")
    half = pc.utf8_lower(pc.utf8_replace_slice(_texts(parts, "p"), 1, 9, ""))
    afternoon = pc.is_in(half, pa.array(["p", "下"])).to_numpy(zero_copy_only=False)
    twelve = pc.not_equal(half, "").to_numpy(zero_copy_only=False)
    hour = np.where(twelve, hour % 12 + 12 * afternoon, hour)
    days, real = _days(year, month, day)
    valid = matched & real & (hour < 24) & (minute < 60) & (second_ < 61)
    local = days * 86_400 + hour * 3_600 + minute * 60 + second_
    zones = _texts(parts, "z").dictionary_encode()
    seconds = np.array(local)
    codes = zones.indices.to_numpy(zero_copy_only=False)
    for number, zone in enumerate(zones.dictionary.to_pylist()):
        rows = codes == number
        seconds[rows] = to_utc(local[rows], timezone) if zone == "" else local[rows] - _offset(zone)
    return DateReading(np.where(valid, seconds, 0), valid, order, asked)


def _decide(
    parts: pa.Array,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    third: NDArray[np.int64],
    matched: NDArray[np.bool_],
    column: Factor,
    said: str,
) -> tuple[str, str]:
    """(order, example to ask about): by a year in front, by dots, by values above twelve, by the rows'
    order.
    """
    if not matched.any():
        return "ymd", ""
    in_front = np.asarray(
        pc.equal(pc.utf8_length(_texts(parts, "a")), 4).to_numpy(zero_copy_only=False), bool
    )
    if in_front[matched].mean() > 0.5:
        return "ymd", ""
    if said in ("dmy", "mdy"):
        return said, ""
    # 31/45/2024 is wrong under either reading and says nothing.
    day_first = (first > 12) & (first <= 31) & (second <= 12) & matched
    month_first = (second > 12) & (second <= 31) & (first <= 12) & matched
    if day_first.any() or month_first.any():
        # One wrong value must not turn the column: the reading that explains more of it wins.
        return ("dmy" if day_first.sum() >= month_first.sum() else "mdy"), ""
    dotted = np.asarray(pc.equal(_texts(parts, "s"), ".").to_numpy(zero_copy_only=False), bool)
    either = matched & (first <= 12) & (second <= 12)
    if dotted[matched].mean() > 0.5 or bool((first == second)[either].all()):
        return "dmy", ""
    order = _by_rows(first, second, third, either, column)
    example = "" if order else str(column.values[int(np.argmax(either & (first != second)))].as_py())
    return order, example


def _by_rows(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    third: NDArray[np.int64],
    matched: NDArray[np.bool_],
    column: Factor,
) -> str:
    """The reading under which (nearly) all rows run one way in time while the other jumps about."""
    codes = column.codes[matched[column.codes]]
    if np.count_nonzero(np.bincount(codes)) < 12:
        return ""
    breaks = {}
    for order, (month, day) in {"dmy": (second, first), "mdy": (first, second)}.items():
        steps = np.diff((third * 400 + month * 31 + day)[codes])
        steps = steps[steps != 0]
        breaks[order] = min((steps < 0).sum(), (steps > 0).sum()) / max(len(steps), 1)
    fewer, more = sorted(breaks, key=lambda order: breaks[order])
    return fewer if breaks[fewer] <= 0.02 and breaks[more] >= 0.05 else ""


def _serials(texts: pa.Array, matched: NDArray[np.bool_], timezone: str) -> DateReading:
    numbers = pc.cast(pc.if_else(pa.array(matched), texts, "0"), pa.float64()).to_numpy(zero_copy_only=False)
    local = np.round(numbers * 86_400).astype(np.int64) + _EXCEL_ZERO
    return DateReading(np.where(matched, to_utc(local, timezone), 0), matched, "ymd")


def _days(
    year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Days since 1970-01-01, and whether there is such a day."""
    sane = (year >= 1900) & (year <= 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    start = (np.where(sane, year, 2000) - 1970) * 12 + np.where(sane, month, 1) - 1
    months = start.astype("datetime64[M]")
    days = months.astype("datetime64[D]").astype(np.int64)
    length = (months + 1).astype("datetime64[D]").astype(np.int64) - days
    return days + day - 1, sane & (day <= length)


def to_utc(local: NDArray[np.int64], timezone: str) -> NDArray[np.int64]:
    """Local wall-clock seconds to UTC; an hour that a change of clocks repeats is taken the first time."""
    hours, place = np.unique(local // 3_600, return_inverse=True)
    zone = ZoneInfo(timezone)
    # Through naive datetimes, which unlike timestamps know no range of the platform.
    origin, nothing = datetime(1970, 1, 1), timedelta()
    moments = (origin + timedelta(hours=hour) for hour in hours.tolist())
    offsets = [int((zone.utcoffset(moment) or nothing).total_seconds()) for moment in moments]
    return np.asarray(local - np.array(offsets, np.int64)[place] if offsets else local, np.int64)


def _offset(zone: str) -> int:
    if zone in ("Z", "UTC", "GMT"):
        return 0
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 3_600 + int(zone[-2:]) * 60)


@lru_cache(maxsize=256)
def _month_number(word: str) -> int:
    word = word.casefold()
    for number, beginnings in enumerate(_MONTHS, 1):
        if any(word.startswith(beginning) for beginning in beginnings):
            return number
    return 0


def _month_numbers(words: pa.Array) -> NDArray[np.int64]:
    return np.array([_month_number(word) for word in words.to_pylist()], np.int64)


def _texts(parts: pa.Array, name: str) -> pa.Array:
    return pc.fill_null(pc.struct_field(parts, name), "")


def _numbers(parts: pa.Array, name: str) -> NDArray[np.int64]:
    texts = _texts(parts, name)
    digits = pc.if_else(pc.equal(texts, ""), "0", texts)
    return np.asarray(pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False), np.int64)
