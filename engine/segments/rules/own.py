"""The owner's own segments, rules and fixed lists: kept, counted and deleted, with an undo."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.segments.rules.asking import RuleCount, check_names, counted, said
from engine.segments.rules.condition import read_rule
from engine.segments.rules.evaluate import customers_of, rule_day
from engine.words import Text

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from engine.segments.rules.choices import RuleChoices
    from engine.shop import Shop
    from engine.store.rules import OwnRow

LONGEST_NAME = 80
#: A page of the table of customers that holds them all.
_EVERY = -1
_RULE_TOPICS = frozenset({"segments"})
#: Lists name customers: an undo that would bring back one who is there no more must be forgotten with them.
_LIST_TOPICS = frozenset({"segments", "customers"})


@dataclass(frozen=True)
class OwnSegment:
    """One of the owner's segments. ``rule`` is JSON data, None for a list; ``kind`` is rule or list.

    ``customers`` is None where the rule cannot be read (``about`` then says why).
    """

    id: int
    kind: str
    name: str
    rule: dict[str, Any] | None
    about: Text
    customers: int | None
    created_at: int
    changed_at: int


@dataclass(frozen=True)
class OwnSegments:
    """All of them, by name, counted as of the end of a day."""

    segments: tuple[OwnSegment, ...]
    everyone: int
    as_of: date


@dataclass(frozen=True)
class OwnPage:
    """What the window shows: the segments, and what a rule can be made of."""

    own: OwnSegments
    choices: RuleChoices


def own_page(shop: Shop) -> OwnPage:
    """Everything for the part of the Segments page where rules are made."""
    from engine.segments.rules.choices import rule_choices

    return OwnPage(own_segments(shop), rule_choices(shop))


def own_segments(shop: Shop) -> OwnSegments:
    """Every segment of the owner's with how many customers are in it now."""
    from engine.store import rules as store
    from engine.store.campaigns import reach_counts

    with shop.store.read() as connection:
        day = rule_day(connection, shop.zone)
        found = tuple(_segment(connection, shop, row) for row in store.own_rows(connection))
        return OwnSegments(found, reach_counts(connection)[0], day.day)


def _segment(connection: Connection, shop: Shop, row: OwnRow) -> OwnSegment:
    rule: dict[str, Any] | None = None
    customers: int | None = None
    about = Text("rule.list_of")
    try:
        customers = len(own_members(connection, row.id, shop.zone))
        if row.rule is not None:
            rule = json.loads(row.rule)
            about = said(connection, read_rule(rule), shop.settings.currency)
    except ClienteleError as problem:
        about = Text("rule.broken", {"problem": Text(problem.key, problem.facts)})
    return OwnSegment(row.id, row.kind, row.name, rule, about, customers, row.created_at, row.changed_at)


def own_segment(shop: Shop, own_id: int, as_of: date | None = None) -> tuple[OwnSegment, RuleCount]:
    """One of them with its count; raises ``rule.missing``, or what is wrong with its rule."""
    with shop.store.read() as connection:
        row = _row(connection, own_id)
        day = rule_day(connection, shop.zone, as_of)
        found = set(own_members(connection, own_id, shop.zone, as_of))
        segment = _segment(connection, shop, row)
        rule = read_rule(segment.rule) if segment.rule is not None else None
        return segment, counted(connection, shop, found, day, segment.about, rule)


def own_members(
    connection: Connection, own_id: int, zone: ZoneInfo | None = None, as_of: date | None = None
) -> list[int]:
    """Who is in one of the owner's segments, in rising order: on the list, or fitting the rule now.

    Raises ``rule.missing``, or what is wrong with its rule.
    """
    from engine.store import rules as store
    from engine.store.settings import load_setting

    row = _row(connection, own_id)
    if row.rule is None:
        return store.members(connection, own_id)
    zone = zone or ZoneInfo(str(load_setting(connection, "timezone")))
    return sorted(
        customers_of(connection, read_rule(json.loads(row.rule)), rule_day(connection, zone, as_of))
    )


def save_rule(shop: Shop, name: str, rule: object, own_id: int | None = None) -> tuple[Changes, int]:
    """Keep a rule (JSON data) under a name, or change the one of that number.

    Raises ``rule.…`` for what is wrong with the rule, what it names or its name.
    """
    from engine.store import rules as store

    read = read_rule(rule)
    plain = json.dumps(read.plain(), ensure_ascii=False)
    with shop.store.read() as connection:
        name = _checked_name(connection, name, own_id)
        check_names(connection, read)
        if own_id is not None and _row(connection, own_id).rule is None:
            raise ClienteleError("rule.missing")
    label = Text("rule.undo.add" if own_id is None else "rule.undo.change", {"name": name})
    with shop.store.command(label, _RULE_TOPICS) as connection:
        now = int(time.time())
        if own_id is None:
            own_id = store.add_own(connection, "rule", name, plain, now)
        else:
            store.change_own(connection, own_id, name, plain, now)
    return Changes(_RULE_TOPICS, shop.store.last_step), own_id


def save_list(shop: Shop, name: str, customers: Iterable[int]) -> tuple[Changes, int]:
    """Keep customers as a fixed list; raises ``rule.name_…`` and ``rule.list_empty``."""
    from engine.store import campaigns
    from engine.store import rules as store

    with shop.store.read() as connection:
        name = _checked_name(connection, name, None)
        known = campaigns.known_customers(connection, sorted(set(customers)))
    if not known:
        raise ClienteleError("rule.list_empty")
    with shop.store.command(Text("rule.undo.list", {"name": name}), _LIST_TOPICS) as connection:
        own_id = store.add_own(connection, "list", name, None, int(time.time()))
        store.add_members(connection, own_id, known)
    return Changes(_LIST_TOPICS, shop.store.last_step), own_id


def save_rule_as_list(shop: Shop, name: str, rule: object) -> tuple[Changes, int]:
    """Keep who fits a rule (JSON data) now as a fixed list."""
    from engine.segments.rules.asking import customers_fitting

    return save_list(shop, name, customers_fitting(shop, rule))


def save_segment_as_list(shop: Shop, name: str, segment_id: int) -> tuple[Changes, int]:
    """Keep the members of a segment of a saved run as a fixed list; raises ``segment.missing``."""
    from engine.store import campaigns, segments

    with shop.store.read() as connection:
        if segments.run_of_segment(connection, segment_id) is None:
            raise ClienteleError("segment.missing")
        members = campaigns.segment_members(connection, segment_id)
    return save_list(shop, name, members)


def save_found_as_list(
    shop: Shop, name: str, *, search: str = "", segment_id: int | None = None, risk: str = ""
) -> tuple[Changes, int]:
    """Keep whoever the table of customers lists as a fixed list; raises as ``customer_page`` does."""
    from engine.customers.table import page_question
    from engine.store.customers import page_ids

    question = page_question(search, "net", True, segment_id, 0, _EVERY, risk)
    with shop.store.read() as connection:
        customers, _ = page_ids(connection, question)
    return save_list(shop, name, customers)


def rename_own(shop: Shop, own_id: int, name: str) -> Changes:
    """Another name for one of the owner's segments; raises ``rule.missing`` and ``rule.name_…``."""
    from engine.store import rules as store

    with shop.store.read() as connection:
        row = _row(connection, own_id)
        name = _checked_name(connection, name, own_id)
    topics = _RULE_TOPICS
    with shop.store.command(Text("rule.undo.rename", {"name": name}), topics) as connection:
        store.change_own(connection, own_id, name, row.rule, int(time.time()))
    return Changes(topics, shop.store.last_step)


def delete_own(shop: Shop, own_id: int) -> Changes:
    """Delete one of the owner's segments; raises ``rule.missing``."""
    from engine.store import rules as store

    with shop.store.read() as connection:
        row = _row(connection, own_id)
    topics = _RULE_TOPICS if row.rule is not None else _LIST_TOPICS
    with shop.store.command(Text("rule.undo.delete", {"name": row.name}), topics) as connection:
        store.delete_own(connection, own_id)
    return Changes(topics, shop.store.last_step)


def export_own(shop: Shop, *, own_id: int, path: Path, language: str = "en") -> int:
    """Write the customers of one of the owner's segments as CSV (see ``export_segment``); how many."""
    from engine.segments.export import write_list
    from engine.store import rules as store

    with shop.store.read() as connection:
        row = _row(connection, own_id)
        rows = store.list_rows(connection, own_members(connection, own_id, shop.zone))
    write_list(shop, rows, row.name, path, language)
    return len(rows)


def _row(connection: Connection, own_id: int) -> OwnRow:
    from engine.store import rules as store

    row = store.own_row(connection, own_id)
    if row is None:
        raise ClienteleError("rule.missing")
    return row


def _checked_name(connection: Connection, name: str, own_id: int | None) -> str:
    from engine.store import rules as store

    name = " ".join(name.split())
    if not name:
        raise ClienteleError("rule.name_missing")
    if len(name) > LONGEST_NAME:
        raise ClienteleError("rule.name_long", n=LONGEST_NAME)
    taken = store.own_by_name(connection, name)
    if taken is not None and taken != own_id:
        raise ClienteleError("rule.name_taken", name=name)
    return name
