"""Times of day: ``2:30:00 PM``, ``14:05``, ``下午2:05``, ``14 h 05``, a spreadsheet's fraction of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import date_patterns as patterns
from engine.importing.timezones import zone_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAY = 86_400
_AFTERNOON = pa.array(["下午", "晚上", "傍晚", "午後", "오후", "中午"])


@dataclass
class Times:
    """Seconds since midnight per distinct text, whether it is a time, whether there is none, and which of
    ``zones`` is named beside it (0: none).
    """

    local: NDArray[np.int64]
    valid: NDArray[np.bool_]
    blank: NDArray[np.bool_]
    zone: NDArray[np.int64]
    zones: list[str]


def read_times(values: pa.Array, home: str = "") -> Times:
    """Read distinct texts as times of day; a whole moment (``1899-12-30 14:05:00``) gives its time."""
    texts = patterns.plain_texts(values)
    texts = pc.replace_substring_regex(texts, r"^\d{4}-\d\d-\d\d[ T]", "")
    count = len(texts)
    blank = patterns.true(pc.equal(texts, ""))
    times = Times(np.zeros(count, np.int64), np.zeros(count, bool), blank, np.zeros(count, np.int64), [""])
    parts = pc.extract_regex(texts, patterns.TIME_ONLY)
    # A bare 14 may be anything.
    told = patterns.true(pc.is_valid(parts)) & patterns.true(pc.match_substring_regex(texts, r"\D"))
    if told.any():
        found = time_of_day(parts.filter(pa.array(told)), times.zones, home)
        times.local[told], times.valid[told], times.zone[told] = found.local, found.valid, found.zone
    fraction = patterns.true(pc.match_substring_regex(texts, r"^0?[.,]\d+$|^0$"))
    if fraction.any():
        digits = pc.replace_substring(pc.if_else(pa.array(fraction), texts, "0"), ",", ".")
        seconds = np.round(pc.cast(digits, pa.float64()).to_numpy(zero_copy_only=False) * _DAY)
        times.local[fraction], times.valid[fraction] = seconds.astype(np.int64)[fraction] % _DAY, True
        times.zone[fraction] = 0
    return times


def time_of_day(parts: pa.Array, zones: list[str], home: str = "") -> Times:
    """The time that matched pieces of a pattern give; zones not seen before are added to ``zones``.

    Pieces that name a zone nobody knows are no time: the word may mean anything.
    """
    hour, minute, second = (patterns.numbers_of(parts, name) for name in "hnx")
    blank = patterns.true(pc.equal(patterns.texts_of(parts, "h"), ""))
    half = pc.utf8_lower(pc.utf8_slice_codeunits(patterns.texts_of(parts, "p"), 0, 1))
    eastern = patterns.texts_of(parts, "q")
    twelve = patterns.true(pc.not_equal(half, "")) | patterns.true(pc.not_equal(eastern, ""))
    afternoon = patterns.true(pc.equal(half, "p")) | patterns.true(pc.is_in(eastern, _AFTERNOON))
    # 中午12:30 and 下午14:05 are written too.
    noon = patterns.true(pc.equal(eastern, "中午")) & (hour > 3)
    hour = np.where(noon, hour, np.where(twelve & (hour <= 12), hour % 12 + 12 * afternoon, hour))
    local = hour * 3_600 + minute * 60 + second
    valid = (minute < 60) & (second < 61) & (local <= _DAY)
    named = patterns.texts_of(parts, "z").dictionary_encode()
    place = np.zeros(max(len(named.dictionary), 1), np.int64)
    for number, word in enumerate(named.dictionary.to_pylist()):
        if word:
            zone = zone_of(word, home)
            if zone not in zones:
                zones.append(zone)
            place[number] = zones.index(zone) if zone else -1
    zone = place[named.indices.to_numpy(zero_copy_only=False)]
    return Times(np.asarray(local, np.int64), valid & (zone >= 0), blank, np.maximum(zone, 0), zones)
