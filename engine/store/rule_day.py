"""The day as of which a rule is asked, the question of one column, and how the answers are fetched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine

from engine.customers.days import clock_changes, day_number, end_of_day, start_of_day
from engine.store.session import books_page

#: Customer id → value; only customers of whom there is something to say.
Column = dict[int, Any]

V = TypeVar("V")

_DAY = 86_400

#: The condition that an order line, an event or a review (alias ``i``) is of a thing, by its kind.
THINGS = {
    "product": "i.product_id IN (SELECT id FROM product WHERE code = :thing)",
    "category": "i.product_id IN (SELECT id FROM product WHERE category = :thing)",
    "brand": "i.product_id IN (SELECT id FROM product WHERE brand = :thing)",
}


@dataclass(frozen=True)
class RuleDay:
    """The day as of whose end a rule is asked; ``now``: the newest day, on which undated words count, too."""

    day: date
    zone: ZoneInfo
    now: bool = True

    @cached_property
    def end(self) -> int:
        """The last second of the day."""
        return end_of_day(self.day, self.zone)

    @cached_property
    def today(self) -> int:
        """The day's number."""
        return day_number(self.day)

    def start(self, within_days: int) -> int:
        """The first second of the last so many days; of all time for 0."""
        if not within_days:
            return -(2**62)
        return start_of_day(max(self.day - timedelta(days=within_days - 1), date(1970, 1, 2)), self.zone)

    def number(self, moment: str) -> str:
        """SQL of the number of the day in the shop's zone that a moment (SQL) lies in."""
        changes = clock_changes(self.zone, self.day)
        ahead = str(changes[-1][1])
        if len(changes) > 1:
            newest_first = list(zip(changes[1:], changes[:-1], strict=True))[::-1]
            cases = " ".join(f"WHEN {moment} >= {at} THEN {offset}" for (at, offset), _ in newest_first)
            ahead = f"CASE {cases} ELSE {changes[0][1]} END"
        return f"(({moment} + {ahead}) / {_DAY})"


class Asked(NamedTuple):
    """A column: of which feature, within so many days (0: ever), of what (kind, name), with which option."""

    feature: str
    within_days: int = 0
    thing: tuple[str, str] | None = None
    option: str = ""


Reader = Callable[[Connection, Asked, RuleDay], Column]


def facts(asked: Asked, day: RuleDay) -> dict[str, Any]:
    thing = asked.thing[1] if asked.thing else ""
    return {"end": day.end, "start": day.start(asked.within_days), "thing": thing, "option": asked.option}


#: Columns kept at once: those of a rule of many conditions, and some to go back to.
_KEPT = 32
#: What stands in tables that commands change without turning the page of the books: read anew each time.
_SMALL = frozenset({"consent", "mailed", "list", "praised", "complained"})

_keeping = threading.Lock()
#: By the readers of a shop file: the page of its books, and what was read on it.
_answers: WeakKeyDictionary[Engine, tuple[int, dict[object, Any]]] = WeakKeyDictionary()


def kept(connection: Connection, asked: Asked, day: RuleDay, read: Callable[[], V]) -> V:
    """What was read before for the same question, day and page of the books, or is read now.

    While a rule is being built, changing a number costs no query, and neither does what the owner does to
    campaigns, lists or notes meanwhile (see ``engine.store.session.books_page``).
    """
    if not connection.in_transaction():
        connection.begin()
    if asked.feature in _SMALL or not connection.exec_driver_sql("PRAGMA query_only").scalar_one():
        return read()
    page, key = books_page(connection), (asked, day.day, day.now, str(day.zone))
    with _keeping:
        kept_page, answers = _answers.get(connection.engine, (-1, {}))
        if kept_page != page:
            answers = {}
            _answers[connection.engine] = (page, answers)
        if key in answers:
            before: V = answers[key]
            return before
    found = read()
    with _keeping:
        while len(answers) >= _KEPT:
            answers.pop(next(iter(answers)))
        answers[key] = found
    return found
