"""Who fits a rule as of a day: each condition asks the shop file for one column, groups combine sets of ids.

Columns are kept with the reading connection for as long as nobody writes to the shop file, each by what it
depends on (feature, window, thing, option and day): while a rule is being built, changing a number costs no
query. Nothing that happened after the day changes the answer; see ``engine.store.rule_facts``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.segments.rules.catalogue import WORD_OPS
from engine.segments.rules.condition import Condition, Rule

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from engine.store.rule_day import Asked, Column, RuleDay

#: Columns kept at once: a rule of the most conditions, and some to go back to.
_KEPT = 96
_KEY = "rule_columns"

_COMPARE: dict[str, Callable[[Any, float, float], bool]] = {
    "at_least": lambda value, low, _: bool(value >= low),
    "at_most": lambda value, low, _: bool(value <= low),
    "more_than": lambda value, low, _: bool(value > low),
    "less_than": lambda value, low, _: bool(value < low),
    "between": lambda value, low, high: bool(low <= value <= high),
    "exactly": lambda value, low, _: bool(value == low),
}


def rule_day(connection: Connection, zone: ZoneInfo, as_of: date | None = None) -> RuleDay:
    """The day to ask as of; None: the newest of which the shop knows an order, a visit or a review."""
    from engine.customers.days import day_of
    from engine.store import rule_facts
    from engine.store.rule_day import RuleDay

    if as_of is not None:
        return RuleDay(as_of, zone, now=False)
    at = int(time.time())
    return RuleDay(rule_facts.newest_day(connection, zone, at) or day_of(at, zone), zone)


def customers_of(connection: Connection, rule: Rule, day: RuleDay) -> set[int]:
    """The ids of the customers who fit a rule; nobody who was erased."""
    from engine.store import rule_facts

    columns = _Columns(connection, day)
    known = columns.kept("everyone", lambda: rule_facts.everyone(connection, day))
    return _fitting(rule, columns, known)


def _fitting(rule: Rule, columns: _Columns, known: set[int]) -> set[int]:
    if isinstance(rule, Condition):
        return _matching(rule, columns, known)
    if rule.how == "all":
        found = known
        for part in rule.parts:
            found = found & _fitting(part, columns, known)
        return found
    either: set[int] = set()
    for part in rule.parts:
        either |= _fitting(part, columns, known)
    return known - either if rule.how == "none" else either


def _matching(condition: Condition, columns: _Columns, known: set[int]) -> set[int]:
    feature = condition.feature
    column = columns.of(condition)
    if feature.kind == "flag":
        yes = {customer for customer, value in column.items() if value} & known
        return yes if condition.value else known - yes
    if condition.op in WORD_OPS:
        wanted = set(condition.value)  # type: ignore[arg-type]
        hits = {customer for customer, value in column.items() if _is_one_of(value, wanted)} & known
        return hits if condition.op == "any_of" else known - hits
    low, high = condition.bounds
    if feature.key == "stars":
        # Any review counts: the lowest for "or fewer", the highest for "or more".
        place = 0 if condition.op == "at_most" else 1
        column = {customer: value[place] for customer, value in column.items()}
    fits = _COMPARE[condition.op]
    hits = {customer for customer, value in column.items() if _is_number(value) and fits(value, low, high)}
    if feature.blank is not None and fits(feature.blank, low, high):
        return (known - column.keys()) | (hits & known)
    return hits & known


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float))


def _is_one_of(value: object, wanted: set[str]) -> bool:
    if isinstance(value, tuple):
        return not wanted.isdisjoint(value)
    return str(value) in wanted


class _Columns:
    """The columns of one day, read once."""

    def __init__(self, connection: Connection, day: RuleDay) -> None:
        from engine.store import rule_facts

        self._connection, self._day = connection, day
        version = rule_facts.data_version(connection)
        kept = connection.info.get(_KEY)
        if kept is None or version is None or kept[0] != version:
            kept = (version, {})
            if version is not None:
                connection.info[_KEY] = kept
        self._store: dict[object, Any] = kept[1]

    def of(self, condition: Condition) -> Column:
        """The column that a condition compares."""
        from engine.store import rule_facts
        from engine.store.rule_day import Asked

        asked = Asked(condition.feature.key, condition.within_days, condition.thing, condition.option)
        return self.kept(asked, lambda: self._read(rule_facts.column, asked))  # type: ignore[no-any-return]

    def _read(self, read: Callable[[Connection, Asked, RuleDay], Column], asked: Asked) -> Column:
        column = read(self._connection, asked, self._day)
        if asked.feature == "stars":
            return {customer: tuple(json.loads(both)) for customer, both in column.items()}
        return column

    def kept(self, what: object, read: Callable[[], Any]) -> Any:
        """What was read before for the same question and day, or is read now."""
        key = (what, self._day.day, self._day.now, str(self._day.zone))
        if key not in self._store:
            while len(self._store) >= _KEPT:
                self._store.pop(next(iter(self._store)))
            self._store[key] = read()
        return self._store[key]
