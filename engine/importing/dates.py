"""Dates: one reading for a whole column, decided by all its distinct values, never one by one.

``12/1/2010`` alone says nothing; next to ``12/13/2010`` it is the first of December. Where no value decides,
rows that run forward in time under one reading only do, or another date of the file; where even those are
silent, the owner is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.clocks import read_times
from engine.importing.date_cells import Cells, read_cells
from engine.importing.timezones import to_utc, zone_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.table import Factor

ORDERS = ("ymd", "dmy", "mdy")
_DAY = 86_400


@dataclass(frozen=True)
class DateReading:
    """How a column of dates was read.

    ``seconds`` is int64 epoch seconds (UTC) per distinct moment, ``valid`` whether it is one, and ``codes``
    (rows,) which moment each row holds: those of the column itself unless times or zones stand beside.
    ``order`` is one of ``ORDERS``, or empty where day and month cannot be told apart (``seconds`` then takes
    the day first); ``asked`` is then a value to ask about. ``form`` is how most are written: ``text``,
    ``compact`` (20260903), ``serial``, ``epoch``, ``epoch_ms``, ``epoch_us`` or "" for no date at all; all
    but ``text`` could be mere numbers, so a column is of dates only if its name says so too.
    ``whole_days``: no cell has a time of day. ``unknown_zones`` are words of the zone column that nobody
    knows.
    """

    seconds: NDArray[np.int64]
    valid: NDArray[np.bool_]
    order: str
    asked: str = ""
    form: str = "text"
    codes: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, np.int32))
    whole_days: bool = False
    unknown_zones: tuple[str, ...] = ()


def read_dates(
    column: Factor,
    timezone: str,
    order: str = "",
    *,
    time: Factor | None = None,
    zones: Factor | None = None,
    beside: Sequence[Factor] = (),
    latest: int | None = None,
    since_1904: bool = False,
) -> DateReading:
    """Read a column's distinct values as moments; ``order`` is what the owner or the source said.

    Cells without a zone of their own are in that of the row's ``zones`` cell, else in ``timezone``.
    ``time`` is the time of day where it stands in a column of its own; rows then find their moment by the
    reading's ``codes`` instead of the column's. ``beside`` are the file's other columns of dates and
    ``latest`` (epoch seconds) a moment that no date can be after: they help to tell day and month apart.
    ``since_1904``: the workbook counts its days from 1904.
    """
    cells = read_cells(column, order, beside=beside, latest=latest, since_1904=since_1904, home=timezone)
    if time is None and zones is None:
        seconds = _moments(cells.local, cells.zone, cells.zones, timezone)
        return DateReading(
            np.where(cells.valid, seconds, 0), cells.valid, cells.order, cells.asked, cells.form,
            column.codes, not cells.clock.any(),
        )  # fmt: skip
    return _beside_time(cells, column, time, zones, timezone)


def _beside_time(
    cells: Cells, column: Factor, time: Factor | None, zones: Factor | None, timezone: str
) -> DateReading:
    """Dates whose time of day or zone stands in columns of their own, by distinct combinations."""
    keys = column.codes.astype(np.int64)
    for other in (time, zones):
        if other is not None:
            keys = np.unique(keys * max(len(other.values), 1) + other.codes, return_inverse=True)[1]
    _, first, codes = np.unique(keys, return_index=True, return_inverse=True)
    day = column.codes[first]
    local, valid, zone = cells.local[day], cells.valid[day], cells.zone[day]
    names = list(cells.zones)
    clock = cells.clock[day]
    if time is not None:
        times, at = read_times(time.values, timezone), time.codes[first]
        # A date with midnight beside a time is a date only; one with a time of its own needs no other.
        apart = ~clock | (local % _DAY == 0)
        local = np.where(apart & times.valid[at], local - local % _DAY + times.local[at], local)
        valid = valid & (~apart | times.valid[at] | times.blank[at])
        clock = clock | times.valid[at]
        theirs = np.array([0, *(len(names) + place for place in range(len(times.zones) - 1))], np.int64)
        zone = np.where((zone == 0) & apart, theirs[times.zone[at]], zone)
        names += times.zones[1:]
    unknown: tuple[str, ...] = ()
    if zones is not None:
        words = zones.values.to_pylist()
        known = [zone_of(word, timezone) for word in words]
        unknown = tuple(word for word, found in zip(words, known, strict=True) if word.strip() and not found)
        theirs = np.array([len(names) + place if found else 0 for place, found in enumerate(known)], np.int64)
        zone = np.where(zone == 0, theirs[zones.codes[first]], zone)
        names += known
    seconds = np.where(valid, _moments(local, zone, names, timezone), 0)
    return DateReading(
        seconds, valid, cells.order, cells.asked, cells.form, codes.astype(np.int32), not clock.any(), unknown
    )


def _moments(
    local: NDArray[np.int64], zone: NDArray[np.int64], zones: list[str], timezone: str
) -> NDArray[np.int64]:
    if not zone.any():
        return to_utc(local, timezone)
    seconds = np.array(local)
    for place in np.unique(zone).tolist():
        rows = zone == place
        seconds[rows] = to_utc(local[rows], zones[place] or timezone)
    return seconds
