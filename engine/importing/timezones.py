"""Time zones as files name them, and wall-clock time to UTC.

A zone is named here by its IANA name or, where a file gives only the distance from UTC, like ``+08:00``.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import numpy as np

from engine.words import RESOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?(?::?00)?(?:\s*\(.*\))?")
_LABELLED = re.compile(r"[(\[]\s*((?:utc|gmt)?\s*[+-]?\s*[\d:]*)\s*[)\]]\s*(.+)")


@lru_cache(maxsize=1024)
def zone_of(words: str, home: str = "") -> str:
    """The zone that ``words`` name (``Eastern Time (US & Canada)``, ``UTC+8``, ``PDT``, ``asia/shanghai``,
    ``北京时间``); empty where nobody knows.

    An abbreviation that several places use (CST, IST) is that of ``home`` where it is used there.
    """
    text = unicodedata.normalize("NFKC", words).replace("−", "-").strip().casefold()
    if not text:
        return ""
    zones, offsets = _words()
    labelled = _LABELLED.fullmatch(text)
    if labelled:
        # "(GMT-05:00) Eastern Time": the name knows about summer, the number does not.
        cities = re.split(r"\s*[,;/]\s*", labelled[2])
        return next(filter(None, map(zone_of, [labelled[2], *cities])), "") or zone_of(labelled[1])
    if text in offsets:
        return _of_home(text, home) or offsets[text]
    offset = _OFFSET.fullmatch(text)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        return f"{offset[1]}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""
    bare = text.removesuffix(" time").strip()
    return zones.get(text) or zones.get(text.replace(" ", "_")) or zones.get(bare.replace(" ", "_"), "")


@lru_cache(maxsize=64)
def tzinfo_of(zone: str) -> tzinfo:
    """The clock of a zone as ``zone_of`` names it."""
    if zone[:1] in "+-" and zone:
        minutes = int(zone[1:3]) * 60 + int(zone[4:6])
        return timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    return ZoneInfo(zone) if zone else UTC


def to_utc(local: NDArray[np.int64], zone: str) -> NDArray[np.int64]:
    """Local wall-clock seconds to UTC.

    An hour that a change of clocks repeats is taken the first time, one that it leaves out as if the clocks
    had not changed yet.
    """
    hours, place = np.unique(local // 3_600, return_inverse=True)
    clock = tzinfo_of(zone)
    # Through naive datetimes, which unlike timestamps know no range of the platform.
    origin, nothing = datetime(1970, 1, 1), timedelta()
    moments = (origin + timedelta(hours=hour) for hour in hours.tolist())
    offsets = [int((clock.utcoffset(moment) or nothing).total_seconds()) for moment in moments]
    return np.asarray(local - np.array(offsets, np.int64)[place] if offsets else local, np.int64)


def _of_home(name: str, home: str) -> str:
    """The offset that ``home``'s own clocks have under this name; empty where they do not bear it."""
    if not home or home[0] in "+-":
        return ""
    for month in (1, 7):
        moment = datetime(2026, month, 1, tzinfo=tzinfo_of(home))
        if (moment.tzname() or "").casefold() == name:
            return zone_of(moment.strftime("%z"))
    return ""


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """(name → IANA zone, name → offset), names in lower case."""
    from babel.core import get_global

    told = json.loads((RESOURCES / "values" / "timezones.json").read_text("utf-8"))
    every = available_timezones()
    cities = {name.rpartition("/")[2].casefold(): name for name in sorted(every, reverse=True) if "/" in name}
    zones = cities | {name.casefold(): name for name in every}
    zones |= {
        name.casefold(): zone for name, zone in get_global("windows_zone_mapping").items() if zone in every
    }
    zones |= {name.casefold(): zone for name, zone in told["zones"].items()}
    return zones, {name.casefold(): offset for name, offset in told["offsets"].items()}
