"""Who fits a rule as of a day: each condition asks the shop file for one column, groups combine sets of ids.

Nothing that happened after the day changes the answer; see ``engine.store.rule_facts``. Columns are kept by
what they depend on: feature, window, thing, option, day, and the state of the shop file.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.segments.rules.catalogue import WORD_OPS
from engine.segments.rules.condition import Condition, Rule

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from engine.store.rule_day import Column, RuleDay

    Columns = Callable[[Condition], Column]

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
    from engine.store import rule_facts
    from engine.store.rule_day import RuleDay

    if as_of is not None:
        return RuleDay(as_of, zone, now=False)
    return RuleDay(rule_facts.newest_day(connection, zone, int(time.time())), zone)


def customers_of(connection: Connection, rule: Rule, day: RuleDay) -> set[int]:
    """The ids of the customers who fit a rule; nobody who was erased."""
    from engine.store import rule_facts
    from engine.store.rule_day import Asked

    def column(condition: Condition) -> Column:
        asked = Asked(condition.feature.key, condition.within_days, condition.thing, condition.option)
        return rule_facts.column(connection, asked, day)

    return _fitting(rule, column, rule_facts.everyone(connection, day))


def _fitting(rule: Rule, columns: Columns, known: set[int]) -> set[int]:
    if isinstance(rule, Condition):
        return _matching(rule, columns(rule), known)
    if rule.how == "all":
        found = known
        for part in rule.parts:
            found = found & _fitting(part, columns, known)
        return found
    either: set[int] = set()
    for part in rule.parts:
        either |= _fitting(part, columns, known)
    return known - either if rule.how == "none" else either


def _matching(condition: Condition, column: Column, known: set[int]) -> set[int]:
    feature = condition.feature
    if feature.kind == "flag":
        yes = {customer for customer, value in column.items() if value} & known
        return yes if condition.value else known - yes
    if condition.op in WORD_OPS:
        wanted: set[object] = set(condition.value)  # type: ignore[arg-type]
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


def _is_one_of(value: object, wanted: set[object]) -> bool:
    if isinstance(value, tuple):
        return not wanted.isdisjoint(value)
    return str(value) in wanted
