"""A customer's rhythm: how long between orders, when the next is likely, and when in the week they order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median, quantiles

from engine.words import Text

#: From this many gaps on, the middle half of them is meant by "usually"; before, all of them are.
_ENOUGH_GAPS = 4
#: A window is no window whose end is so many times as far as its start and so many days later.
_WILDEST, _NARROW_DAYS = 6, 60
#: Fewer orders than this, or a smaller share of them on one weekday, is no habit.
_HABIT_ORDERS, _HABIT_SHARE = 5, 0.5
_PARTS = (("night", 0, 6), ("morning", 6, 12), ("afternoon", 12, 18), ("evening", 18, 24))


@dataclass(frozen=True)
class Rhythm:
    """Days between order days, and the window in which the next order falls if they go on as they did.

    ``overdue_days``: days since that window closed, None while it is open or ahead.
    """

    gaps: int
    median_days: int
    low_days: int
    high_days: int
    next_from: date
    next_to: date
    overdue_days: int | None
    #: Whether the gaps are alike enough for the window to mean anything.
    regular: bool
    text: Text


def rhythm(days: Sequence[date], today: date) -> Rhythm | None:
    """The rhythm of a customer's distinct order days, ascending; None before the third."""
    if len(days) < 3:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(gaps) >= _ENOUGH_GAPS:
        low, _, high = quantiles(gaps, n=4, method="inclusive")
    else:
        low, high = min(gaps), max(gaps)
    low_days, high_days, middle = round(low), round(high), round(median(gaps))
    next_from, next_to = days[-1] + timedelta(days=low_days), days[-1] + timedelta(days=high_days)
    overdue = (today - next_to).days
    facts = {"low": low_days, "high": high_days, "n": len(gaps), "start": next_from, "end": next_to}
    regular = high_days <= _WILDEST * max(low_days, 1) or high_days - low_days <= _NARROW_DAYS
    half = "half" if len(gaps) >= _ENOUGH_GAPS else "all"
    text = (
        Text("customer.rhythm.irregular", facts)
        if not regular
        else Text(f"customer.rhythm.overdue.{half}", {**facts, "days": overdue})
        if overdue > 0
        else Text(f"customer.rhythm.expected.{half}", facts)
    )
    late = overdue if overdue > 0 and regular else None
    return Rhythm(len(gaps), middle, low_days, high_days, next_from, next_to, late, regular, text)


def rhythm_text(found: Rhythm | None, days: int) -> Text:
    """When the next order is likely, or why that cannot be told yet; ``days``: order days so far."""
    return found.text if found is not None else Text("customer.rhythm.too_few", {"n": days})


def habits(moments: Sequence[datetime]) -> tuple[Text, ...]:
    """The weekday and the part of the day on which most orders fall; nothing where none stands out."""
    n = len(moments)
    if n < _HABIT_ORDERS:
        return ()
    found = []
    weekday, times = Counter(moment.weekday() for moment in moments).most_common(1)[0]
    if times >= _HABIT_SHARE * n:
        day = Text(f"customer.weekday.{weekday}")
        found.append(Text("customer.habit.weekday", {"weekday": day, "times": times, "n": n}))
    # Files that know only the day put everything at midnight: that is no habit.
    if any((moment.hour, moment.minute) != (0, 0) for moment in moments):
        part, times = Counter(_part(moment.hour) for moment in moments).most_common(1)[0]
        if times >= _HABIT_SHARE * n:
            when = Text(f"customer.part.{part}")
            found.append(Text("customer.habit.part", {"part": when, "times": times, "n": n}))
    return tuple(found)


def _part(hour: int) -> str:
    return next(name for name, start, stop in _PARTS if start <= hour < stop)
