"""Distinct cells of a date column to wall-clock moments, whatever way of writing each of them uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import date_patterns as patterns
from engine.importing.clocks import time_of_day
from engine.importing.date_order import Numbers, days_of, decide, full_years
from engine.importing.date_words import months_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.table import Factor

_DAY = 86_400
#: Spreadsheets count days from here; since 1904 in those that old Macs made.
_ZERO_1900, _ZERO_1904 = -25_569 * _DAY, -24_107 * _DAY
#: Numbers that are moments: pattern, units in a second. Serials are 1982 to 2064, epochs 2001 to 2050.
_COUNTED = {
    "serial": (r"^[3-5]\d{4}(?:[.,]\d+)?$", 0),
    "epoch": (r"^[12]\d{9}(?:\.\d+)?$", 1),
    "epoch_ms": (r"^[12]\d{12}$", 1_000),
    "epoch_us": (r"^[12]\d{15}$", 1_000_000),
}
_NO_YEAR = 9_999
_LAST_EPOCH = 2_524_608_000


@dataclass
class Cells:
    """Distinct cells as wall-clock seconds, before any zone: ``zone`` is a place in ``zones``, 0 for none."""

    local: NDArray[np.int64]
    valid: NDArray[np.bool_]
    clock: NDArray[np.bool_]
    zone: NDArray[np.int64]
    zones: list[str]
    form: str = ""
    order: str = "ymd"
    asked: str = ""


def read_cells(
    column: Factor,
    order: str = "",
    *,
    beside: Sequence[Factor] = (),
    latest: int | None = None,
    since_1904: bool = False,
    home: str = "",
    newest: int = 2068,
) -> Cells:
    """Distinct cells as wall-clock moments; what ``read_dates`` adds is their zone.

    ``newest`` is the last year that one of two digits can mean.
    """
    texts = patterns.plain_texts(column.values)
    return _alike(texts) or _one_by_one(texts, column, order, beside, latest, since_1904, home, newest)


def _alike(texts: pa.Array) -> Cells | None:
    """A column that a program wrote: every cell the same ISO form."""
    if not len(texts) or not _all(texts[:20], patterns.ISO):
        return None
    iso = pc.match_substring_regex(texts, patterns.ISO)
    if not pc.all(pc.equal(pc.not_equal(texts, ""), iso)).as_py() or not pc.any(iso).as_py():
        return None
    try:
        whole = pc.utf8_slice_codeunits(texts, 0, 19)
        moments = pc.cast(pc.if_else(iso, whole, "1970-01-01"), pa.timestamp("s"))
    except pa.ArrowInvalid:  # a day that does not exist: told cell by cell
        return None
    local = pc.cast(moments, pa.int64()).to_numpy(zero_copy_only=False)
    days = local // _DAY
    valid = np.asarray(iso.to_numpy(zero_copy_only=False), bool) & (days >= -25_567) & (days < 84_371)
    clock = np.asarray(pc.greater(pc.utf8_length(texts), 10).to_numpy(zero_copy_only=False), bool)
    return Cells(np.where(valid, local, 0), valid, clock, np.zeros(len(local), np.int64), [""], "text")


def _all(texts: pa.Array, pattern: str) -> bool:
    fits = pc.or_(pc.match_substring_regex(texts, pattern), pc.equal(texts, ""))
    return bool(pc.all(fits).as_py())


def _one_by_one(
    texts: pa.Array,
    column: Factor,
    order: str,
    beside: Sequence[Factor],
    latest: int | None,
    since_1904: bool,
    home: str,
    newest: int,
) -> Cells:
    count = len(texts)
    cells = Cells(
        np.zeros(count, np.int64), np.zeros(count, bool), np.zeros(count, bool), np.zeros(count, np.int64),
        [""],
    )  # fmt: skip
    forms = {"text": 0, "compact": 0}
    # One small pattern for a column of nothing else: the large ones are many times slower.
    plain = (
        pc.extract_regex(texts, patterns.PLAIN_NUMERIC) if _all(texts[:20], patterns.PLAIN_NUMERIC) else None
    )
    if plain is not None and not pc.all(pc.equal(pc.is_valid(plain), pc.not_equal(texts, ""))).as_py():
        plain = None
    written = patterns.WRITTEN if plain is None else {patterns.PLAIN_NUMERIC: False}
    # A date is short and has a digit: whatever else a column holds costs nothing.
    hopeful = patterns.true(
        pc.and_(pc.less(pc.binary_length(texts), 80), pc.match_substring_regex(texts, r"\d"))
    )
    for pattern, named in written.items():
        rest = np.flatnonzero(~cells.valid & hopeful)
        if not len(rest):
            break
        some = texts if len(rest) == count else texts.take(pa.array(rest))
        if plain is None:
            # Without groups a pattern is far quicker: most values fit one of them and fail the others.
            matched = patterns.true(pc.match_substring_regex(some, pattern))
            if not matched.any():
                continue
            rest, some = rest[matched], some.filter(pa.array(matched))
            parts = pc.extract_regex(some, pattern)
        else:
            told = patterns.true(pc.is_valid(plain))
            rest, parts = np.flatnonzero(told), plain.filter(pa.array(told))
        month = months_of(patterns.texts_of(parts, "b")) if named else patterns.numbers_of(parts, "b")
        first, third = patterns.numbers_of(parts, "a"), patterns.numbers_of(parts, "c")
        if pattern in (patterns.NUMERIC, patterns.PLAIN_NUMERIC):
            numbers, places = _three_numbers(parts, first, month, third, rest, column)
            cells.order, cells.asked = _settle(numbers, places, column, order, beside, latest)
            first, month, third = _ordered(first, month, third, numbers.matched, cells.order or "dmy")
            # The year 0000 is no short way of writing 2000.
            first = np.where(~numbers.matched & (first < 100), _NO_YEAR, first)
        _place(cells, rest, parts, full_years(first, newest), month, third, home)
        forms["compact" if pattern in (patterns.COMPACT, patterns.COMPACT_MOMENT) else "text"] += int(
            cells.valid[rest].sum()
        )
    counted = _counted(texts, cells, since_1904)
    forms |= counted
    cells.form = max(forms, key=lambda form: forms[form]) if any(forms.values()) else ""
    return cells


def _three_numbers(
    parts: pa.Array,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    third: NDArray[np.int64],
    rest: NDArray[np.int64],
    column: Factor,
) -> tuple[Numbers, NDArray[np.int32]]:
    """The column's dates of three numbers, and which of them each row holds (rows with others left out)."""
    in_front = patterns.true(pc.equal(pc.utf8_length(patterns.texts_of(parts, "a")), 4))
    long = patterns.true(pc.greater(pc.utf8_length(patterns.texts_of(parts, "c")), 2))
    dotted = patterns.true(pc.equal(patterns.texts_of(parts, "s"), "."))
    numbers = Numbers(
        first, second, third, ~in_front, dotted, ~in_front & ~long, patterns.texts_of(parts, "w")
    )
    place = np.full(len(column.values), -1, np.int32)
    place[rest] = np.arange(len(rest), dtype=np.int32)
    return numbers, place[column.codes]


def _settle(
    numbers: Numbers,
    places: NDArray[np.int32],
    column: Factor,
    said: str,
    beside: Sequence[Factor],
    latest: int | None,
) -> tuple[str, str]:
    """(order, example to ask about)."""
    if not numbers.matched.any():
        return "ymd", ""
    rows = places >= 0
    last = None if latest is None else latest // _DAY
    order = decide(numbers, places[rows], said=said, latest=last)
    if not order and beside:
        votes, days = _neighbours(beside)
        near = None if days is None else days[rows]
        order = decide(numbers, places[rows], votes_beside=votes, beside=near, latest=last)
    if order:
        return order, ""
    asked = np.flatnonzero(numbers.open & (numbers.first != numbers.second))[0]
    row = int(np.argmax(places == asked))
    return "", str(column.values[int(column.codes[row])].as_py()).strip()


def _neighbours(beside: Sequence[Factor]) -> tuple[tuple[int, int], NDArray[np.int64] | None]:
    """What the file's other dates say: votes for day and month first, and one column's days by row."""
    day = month = 0
    days = None
    for column in beside:
        if not len(column.values):
            continue
        texts = patterns.plain_texts(column.values)
        parts = pc.extract_regex(texts, patterns.NUMERIC)
        matched = np.flatnonzero(patterns.true(pc.is_valid(parts)))
        if len(matched):
            parts = parts.take(pa.array(matched))
            first, second, third = (patterns.numbers_of(parts, name) for name in "abc")
            votes = _three_numbers(parts, first, second, third, matched, column)[0].votes()
            day, month = day + votes[0], month + votes[1]
        cells = read_cells(column)
        if days is None and cells.valid.any() and not cells.asked:
            days = np.where(cells.valid, cells.local // _DAY, -1)[column.codes]
    return (day, month), days


def _ordered(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    third: NDArray[np.int64],
    by_column: NDArray[np.bool_],
    order: str,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Year, month and day; a year of four digits in front speaks for itself."""
    if order == "ymd":
        return first, second, third
    month, day = (second, first) if order == "dmy" else (first, second)
    return (
        np.where(by_column, third, first), np.where(by_column, month, second),
        np.where(by_column, day, third),
    )  # fmt: skip


def _place(
    cells: Cells,
    rest: NDArray[np.int64],
    parts: pa.Array,
    year: NDArray[np.int64],
    month: NDArray[np.int64],
    day: NDArray[np.int64],
    home: str,
) -> None:
    """Puts the moments of matched cells where they belong; those that do not exist stay unread."""
    days, real = days_of(year, month, day)
    clock = time_of_day(parts, cells.zones, home)
    valid = real & clock.valid
    at = rest[valid]
    cells.local[at] = (days * _DAY + clock.local)[valid]
    cells.clock[at] = ~clock.blank[valid]
    cells.zone[at] = clock.zone[valid]
    cells.valid[at] = True


def _counted(texts: pa.Array, cells: Cells, since_1904: bool) -> dict[str, int]:
    """Days and seconds counted from some beginning: read where they are the column's way of writing, or fall
    among its other dates.
    """
    found: dict[str, int] = {}
    if cells.valid.all():
        return found
    written = int(patterns.true(pc.not_equal(texts, "")).sum())
    for form, (pattern, units) in _COUNTED.items():
        fits = patterns.true(pc.match_substring_regex(texts, pattern)) & ~cells.valid
        if not fits.any():
            continue
        digits = pc.replace_substring(pc.if_else(pa.array(fits), texts, "0"), ",", ".")
        numbers = pc.cast(digits, pa.float64()).to_numpy(zero_copy_only=False)
        if units:
            local = np.floor(numbers / units).astype(np.int64)
            fits &= local < _LAST_EPOCH
        else:
            local = np.round(numbers * _DAY).astype(np.int64) + (_ZERO_1904 if since_1904 else _ZERO_1900)
        if fits.sum() < 0.5 * written:
            if not cells.valid.any():
                continue
            known = cells.local[cells.valid]
            fits &= (local >= known.min() - 731 * _DAY) & (local <= known.max() + 731 * _DAY)
        cells.local[fits], cells.valid[fits] = local[fits], True
        cells.clock[fits] = local[fits] % _DAY != 0
        if units:
            cells.zones.append("UTC")
            cells.zone[fits] = len(cells.zones) - 1
        found[form] = int(fits.sum())
    return found
