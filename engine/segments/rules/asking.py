"""What a rule finds in a shop: the live count with its sentence, and the check that what it names exists."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.segments.rules.condition import Condition, Rule, conditions_of, read_rule
from engine.segments.rules.evaluate import customers_of, rule_day
from engine.segments.rules.sentence import Names, sentence
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.rule_day import RuleDay
    from engine.store.rules import PersonRow

#: So many names make a rule tangible.
_NAMES = 8


@dataclass(frozen=True)
class RuleCount:
    """Who fits a rule as of the end of a day: ``customers`` of ``everyone``, net sales of theirs and of all.

    ``top`` are those who spent most; ``notes`` say why a condition fits nobody.
    """

    customers: int
    everyone: int
    sales_e4: int
    all_sales_e4: int
    currency: str
    as_of: date
    sentence: Text
    notes: tuple[Text, ...]
    top: tuple[PersonRow, ...]

    @property
    def share(self) -> float:
        """The share of customers."""
        return self.customers / self.everyone if self.everyone else 0.0

    @property
    def sales_share(self) -> float:
        """The share of sales."""
        return self.sales_e4 / self.all_sales_e4 if self.all_sales_e4 > 0 else 0.0


def count_rule(shop: Shop, rule: object, as_of: date | None = None) -> RuleCount:
    """The live count of a rule (JSON data); raises ``rule.…`` with what is wrong with it."""
    read = read_rule(rule)
    with shop.store.read() as connection:
        day = rule_day(connection, shop.zone, as_of)
        found = customers_of(connection, read, day)
        return counted(connection, shop, found, day, said(connection, read, shop.settings.currency), read)


def counted(
    connection: Connection, shop: Shop, found: set[int], day: RuleDay, about: Text, rule: Rule | None
) -> RuleCount:
    """The count of customers already found."""
    from engine.store import rule_facts
    from engine.store import rules as store

    sales = rule_facts.sales(connection, day)
    theirs = {customer: sales.get(customer, 0) for customer in found}
    most = heapq.nlargest(_NAMES, found, key=lambda customer: (theirs[customer], -customer))
    return RuleCount(
        customers=len(found),
        everyone=len(rule_facts.everyone(connection, day)),
        sales_e4=sum(theirs.values()),
        all_sales_e4=sum(sales.values()),
        currency=shop.settings.currency,
        as_of=day.day,
        sentence=about,
        notes=tuple(_notes(connection, rule)) if rule is not None else (),
        top=tuple(store.people(connection, most)),
    )


def read_ahead(shop: Shop, feature: str) -> None:
    """Read what a condition on a feature (its key) will ask for, so that the first count does not wait."""
    from engine.store import rule_facts
    from engine.store.rule_day import Asked

    with shop.store.read() as connection:
        rule_facts.column(connection, Asked(feature), rule_day(connection, shop.zone))


def customers_fitting(shop: Shop, rule: object, as_of: date | None = None) -> list[int]:
    """The ids of the customers who fit a rule (JSON data), in rising order."""
    read = read_rule(rule)
    with shop.store.read() as connection:
        return sorted(customers_of(connection, read, rule_day(connection, shop.zone, as_of)))


def rule_sentence(shop: Shop, rule: object) -> Text:
    """A rule (JSON data) read back."""
    with shop.store.read() as connection:
        return said(connection, read_rule(rule), shop.settings.currency)


def said(connection: Connection, rule: Rule, currency: str) -> Text:
    """A rule read back, with the names of what it is about."""
    from engine.store import rule_words, rules, segments

    conditions = list(conditions_of(rule))
    codes = [each.thing[1] for each in conditions if each.thing is not None and each.thing[0] == "product"]
    keys = {each.feature.key for each in conditions}
    names: dict[tuple[str, str], Text] = {}
    if "segment" in keys:
        for run in segments.latest_runs(connection):
            for row in segments.segment_rows(connection, run.id):
                names[run.method, row.code] = Text.from_json(row.name)
    lists = {str(row.id): row.name for row in rules.own_rows(connection)} if "list" in keys else {}
    products = rule_words.product_names(connection, codes) if codes else {}
    return sentence(rule, Names(currency, products, names, lists))


def check_names(connection: Connection, rule: Rule) -> None:
    """Raise ``rule.unknown_…`` for the first thing that a rule names and the shop does not know."""
    from engine.customers.notes import CHANNELS
    from engine.store import rule_words, segments

    for each in conditions_of(rule):
        key = each.feature.key
        if each.thing is not None and not rule_words.known_things(connection, *each.thing):
            raise ClienteleError(f"rule.unknown_thing.{each.thing[0]}", name=each.thing[1])
        if key == "attribute" and each.option not in rule_words.attribute_words(connection, 0):
            raise ClienteleError("rule.unknown_attribute", name=each.option)
        if key == "consent" and each.option not in CHANNELS:
            raise ClienteleError("rule.unknown_channel", name=each.option, known=", ".join(CHANNELS))
        if key == "list" and _gone_lists(connection, each):
            raise ClienteleError("rule.unknown_list")
        if key == "segment":
            run = segments.latest_run(connection, each.option)
            known = {row.code for row in segments.segment_rows(connection, run.id)} if run else set()
            for code in _words(each):
                if code not in known:
                    raise ClienteleError("rule.unknown_segment", name=f"{each.option}:{code}")


def _notes(connection: Connection, rule: Rule) -> Iterator[Text]:
    from engine.store import segments
    from engine.store.predictions import latest_prediction_run

    conditions = list(conditions_of(rule))
    forecast = any(each.feature.group == "forecast" for each in conditions)
    if forecast and latest_prediction_run(connection) is None:
        yield Text("rule.note.forecast")
    methods = {each.option for each in conditions if each.feature.key == "segment"}
    if any(segments.latest_run(connection, method) is None for method in methods):
        yield Text("rule.note.segment")
    if any(_gone_lists(connection, each) for each in conditions if each.feature.key == "list"):
        yield Text("rule.note.list")


def _gone_lists(connection: Connection, condition: Condition) -> set[str]:
    from engine.store import rules

    return set(_words(condition)) - {str(row.id) for row in rules.own_rows(connection) if row.kind == "list"}


def _words(condition: Condition) -> tuple[str, ...]:
    value = condition.value
    return tuple(str(word) for word in value) if isinstance(value, tuple) else ()
