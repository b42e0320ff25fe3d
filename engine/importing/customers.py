"""People of a file into the shop: found again by their keys, made one where a row shows that they are, told
the newest of, never asked to mail against a no.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.address import address_hash
from engine.customers.merging import unite
from engine.importing.batch import OrderBatch, Person
from engine.importing.consents import Change, ConsentPlan, Said, plan_consents
from engine.importing.identity import Key, Sets
from engine.importing.sources import Source
from engine.store import consents, journal, loading, merging, people, undo

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of one person. ``fields`` holds only what it says; ``at`` is when that was so, None:
    now. ``created_at`` is since when they are known, None: since now.
    """

    keys: tuple[Key, ...]
    fields: Mapping[str, Any]
    at: int | None
    created_at: int | None
    said: tuple[Said, ...] = ()
    #: The stored customer whose known order they are said to have placed: who they are if no key tells; or 0.
    owner: int = 0


@dataclass
class PeoplePlan:
    """What storing some people would do: their ids (0: new), who becomes one with whom, what changes."""

    ids: list[int]
    merges: list[tuple[int, int, str]]
    #: Customer id → field → [before, after].
    changes: dict[int, dict[str, list[Any]]]
    consents: ConsentPlan
    own_keys: set[Key]
    merged: set[int] = field(default_factory=set)

    def changed(self, place: int) -> bool:
        """Whether anything that the shop knows of a known person changes."""
        number = self.ids[place]
        return bool(number in self.changes or number in self.consents.touched or number in self.merged)


def plan_people(connection: Connection, source_id: int | None, told: Sequence[Told], now: int) -> PeoplePlan:
    """Compare people with the shop; reads only. Its consents number new people -1, -2, … by place."""
    keys, own = people.stored_keys(connection, source_id)
    ids, merges = _resolve(connection, [person.keys for person in told], keys)
    now_one = {pair[1]: pair[0] for pair in merges}
    ids = [
        number or now_one.get(person.owner, person.owner) for number, person in zip(ids, told, strict=True)
    ]
    plan = PeoplePlan(ids, merges, {}, ConsentPlan(), own, {pair[0] for pair in merges})
    gone = {pair[1]: pair[0] for pair in merges}
    stored = people.stored_customers(connection, {*ids, *gone} - {0})
    _plan_fields(plan, told, stored, gone)
    said = [
        (number or -place - 1, word)
        for place, (number, person) in enumerate(zip(ids, told, strict=True))
        for word in person.said
    ]
    if said:
        rows = people.consents(connection, {number for number, _ in said if number > 0} | gone.keys())
        barred = people.suppressed(connection)
        plan.consents = plan_consents(
            said, _as_merged(rows, gone), barred, now, rows, agreed=_agreed(connection, said, gone)
        )
    return plan


def store_told(
    connection: Connection,
    plan: PeoplePlan,
    told: Sequence[Told],
    *,
    import_id: int,
    source_id: int,
    channel: str,
    now: int,
) -> list[int]:
    """Write a plan; returns the id of each person."""
    unite(connection, plan.merges, at=now, import_id=import_id)
    ids = _add_new(connection, plan, told, import_id, channel, now)
    altered = {
        number: {name: pair[1] for name, pair in fields.items()} for number, fields in plan.changes.items()
    }
    people.change_customers(connection, altered.items())
    changes: list[Change] = [
        ("customer", {"id": number}, {name: pair[0] for name, pair in fields.items()})
        for number, fields in plan.changes.items()
    ]
    changes += _store_keys(connection, plan, told, ids, import_id, source_id)
    answers = plan.consents.of(ids)
    store_consents(connection, answers, channel)
    journal.changed(connection, import_id, changes + answers.changes)
    journal.seen(connection, import_id, "customer", [number for number in plan.ids if number])
    for entity in ("consent", "suppression"):
        journal.seen(connection, import_id, entity, [key for table, key in answers.seen if table == entity])
    # Written down also where it says nothing of them: then it holds nothing that another file says.
    words = [
        (number, 0 if not person.fields else now if person.at is None else person.at, _words(person, now))
        for number, person in zip(ids, told, strict=True)
    ]
    journal.told(connection, import_id, "customer", words)
    doubtful = {number for number, person in zip(ids, told, strict=True) if person.said} | plan.merged
    consents.settle(connection, doubtful | _closed(connection, told, ids))
    return ids


def store_consents(connection: Connection, plan: ConsentPlan, origin: str) -> None:
    """Write consents and suppressions; the journal is the caller's."""
    if plan.consents:
        # Undoing what the owner noted of consent before would put an older answer back over the file's.
        undo.forget(connection, "customers")
    people.set_consents(connection, [(*key, *row) for key, row in plan.consents.items()])
    people.add_suppressions(
        connection, [(one, reason, at, origin) for (one, reason), at in plan.suppressions.items()]
    )


def _agreed(
    connection: Connection, said: Sequence[tuple[int, Said]], gone: Mapping[int, int]
) -> set[tuple[int, str]]:
    """(customer, channel) of those of whom a file, as it wrote down, says that they agreed."""
    refusing = {number for number, word in said if number > 0 and word.status == "no"}
    asked = refusing | {number for number, kept in gone.items() if kept in refusing}
    words = consents.words_of(connection, asked) if asked else {}
    return {(gone.get(number, number), channel) for (number, channel), one in words.items() if one.yes}


def _closed(connection: Connection, told: Sequence[Told], ids: Sequence[int]) -> set[int]:
    """Of some people those of whom an address or number is suppressed."""
    barred = people.suppressed(connection)
    if not barred:
        return set()
    return {
        number
        for number, person in zip(ids, told, strict=True)
        for way in (*(value for kind, value in person.keys if kind == "email"), person.fields.get("phone"))
        if way and address_hash(way) in barred
    }


def store_people(
    connection: Connection,
    batch: OrderBatch,
    touched: NDArray[np.bool_],
    import_id: int,
    source_id: int,
    source: Source,
    known: Mapping[int, int] | None = None,
) -> tuple[NDArray[np.int64], list[Change]]:
    """The stored id of each person of a batch of orders (0 for those of unchanged orders only).

    ``known`` are the stored customers of known orders that they are said to have placed, by person.

    Everything is journalled; nothing is left for the caller to.
    """
    import time

    ids = np.zeros(len(batch.people), np.int64)
    wanted = np.zeros(len(batch.people), bool)
    owners = batch.orders.person[touched]
    wanted[owners[owners >= 0]] = True
    places = np.flatnonzero(wanted)
    if len(places):
        now = int(time.time())
        told = [_told(batch.people[place], (known or {}).get(place, 0)) for place in places.tolist()]
        plan = plan_people(connection, source_id, told, now)
        ids[places] = store_told(
            connection, plan, told, import_id=import_id, source_id=source_id, channel=source.channel, now=now
        )
    return ids, []


def _told(person: Person, owner: int) -> Told:
    keys = [("external", value) for value in person.external] + [("email", value) for value in person.emails]
    keys += [("phone", value) for value in person.phone_keys]
    fields = {
        "name": person.name, "email": person.emails[0] if person.emails else "", "phone": person.phone,
        "country": person.country, "city": person.city, "language": person.language,
    }  # fmt: skip
    said = []
    if person.consent:
        reason = "unsubscribed" if person.withdrew else ""
        said.append(Said("email", person.consent, person.consent_at, person.emails, reason))
    given = {name: value for name, value in fields.items() if value}
    return Told(tuple(keys), given, person.last_at, person.first_at, tuple(said), owner)


def _resolve(
    connection: Connection, wanted: Sequence[tuple[Key, ...]], keys: Mapping[Key, int]
) -> tuple[list[int], list[tuple[int, int, str]]]:
    """(the customer of each person, 0 for new ones; who becomes one with whom: stays, goes, basis).

    The oldest customer stays. Those of whom the owner said that they are two people stay apart: then a
    customer number goes before an address, and that before a phone.
    """
    found = [[(key[0], keys[key]) for key in person if key in keys] for person in wanted]
    ids = [person[0][1] if person else 0 for person in found]
    several = [person for person in found if len({number for _, number in person}) > 1]
    if not several:
        return ids, []
    concerned = {number for person in several for _, number in person}
    age = merging.ages(connection, concerned)
    apart = merging.different(connection, concerned)
    sets = Sets()
    members = {number: {number} for number in concerned}
    basis: dict[tuple[int, int], str] = {}
    links = set()
    for person in several:
        kinds = {kind for kind, _ in person}
        why = next(kind for kind in ("external", "phone", "email") if kind in kinds)
        first, *rest = sorted({number for _, number in person}, key=lambda number: (age[number], number))
        links |= {(first, other, why) for other in rest}
    for one, other, why in sorted(links, key=lambda link: (age[link[0]], age[link[1]], link[2])):
        left, right = int(str(sets.root(one))), int(str(sets.root(other)))
        pairs = {(min(a, b), max(a, b)) for a in members[left] for b in members[right]}
        if left == right or pairs & apart:
            continue
        stays, goes = sorted((left, right), key=lambda number: (age[number], number))
        sets.join(stays, goes)
        members[stays] |= members.pop(goes)
        basis[stays, goes] = why
    now = {number: int(str(sets.root(number))) for number in concerned}
    return [now.get(number, number) for number in ids], [(*pair, why) for pair, why in basis.items()]


def _plan_fields(
    plan: PeoplePlan,
    told: Sequence[Told],
    stored: Mapping[int, tuple[dict[str, Any], int]],
    gone: Mapping[int, int],
) -> None:
    """What newer words say of known customers replaces what is stored; older ones only fill gaps."""
    current = {number: dict(fields) for number, (fields, _) in stored.items()}
    since = {number: at for number, (_, at) in stored.items()}
    for number, kept in gone.items():
        if number in current and kept in current:
            _fill(current[kept], current[number])
            since[kept] = max(since[kept], since[number])
    filled = {number: dict(fields) for number, fields in current.items()}
    # Those told latest last; what is told of now after everything else.
    order = sorted(range(len(told)), key=lambda place: (told[place].at is None, told[place].at or 0))
    for place in order:
        number, person = plan.ids[place], told[place]
        if number not in current:
            continue
        fields = current[number]
        newer = person.at is None or person.at >= since[number]
        for name, value in person.fields.items():
            if name == "attributes":
                known = json.loads(fields["attributes"])
                both = {**known, **value} if newer else {**value, **known}
                if both != known:
                    fields["attributes"] = json.dumps(both, ensure_ascii=False)
            elif newer or not fields[name]:
                fields[name] = value
        if person.created_at is not None and person.created_at < fields["created_at"]:
            fields["created_at"] = person.created_at
    for number in dict.fromkeys(plan.ids):
        if number in current and current[number] != filled[number]:
            before = stored[number][0]
            plan.changes[number] = {
                name: [before[name], value]
                for name, value in current[number].items()
                if value != filled[number][name]
            }


def _fill(kept: dict[str, Any], gone: Mapping[str, Any]) -> None:
    """As ``merging.merge`` will."""
    for name, value in gone.items():
        if name == "attributes":
            both = {**json.loads(value), **json.loads(kept[name])}
            if both != json.loads(kept[name]):
                kept[name] = json.dumps(both, ensure_ascii=False)
        elif name == "created_at":
            kept[name] = min(kept[name], value)
        else:
            kept[name] = kept[name] or value


def _as_merged(
    stored: Mapping[tuple[int, str], tuple[str, str, int]], gone: Mapping[int, int]
) -> dict[tuple[int, str], tuple[str, str, int]]:
    """The stored consents, those of two who become one as they will be."""
    found = {key: row for key, row in stored.items() if key[0] not in gone}
    for (customer, channel), row in stored.items():
        if customer in gone:
            mine = found.get((gone[customer], channel))
            if mine is None or (row[0] == "no" != mine[0]):
                found[gone[customer], channel] = row
    return found


def _add_new(
    connection: Connection, plan: PeoplePlan, told: Sequence[Told], import_id: int, channel: str, now: int
) -> list[int]:
    """The id of every person, after adding those who are new."""
    ids = list(plan.ids)
    new = [place for place, number in enumerate(ids) if not number]
    if not new:
        return ids
    codes = people.customer_codes(connection)
    following = loading.next_id(connection, "customer")
    rows = []
    for place in new:
        person = told[place]
        code = _free_code(_code(person.keys), channel, codes)
        codes.add(code)
        fields = {**person.fields, "created_at": now if person.created_at is None else person.created_at}
        if "attributes" in fields:
            fields["attributes"] = json.dumps(fields["attributes"], ensure_ascii=False)
        rows.append((following, code, fields))
        ids[place], following = following, following + 1
    people.add_customers(connection, rows, import_id)
    return ids


def _code(keys: Sequence[Key]) -> str:
    """What the owner knows a customer by: their number, else their address, else their phone."""
    kind, value = keys[0]
    return value.partition(" ")[0] if kind == "phone" else value


def _free_code(code: str, channel: str, taken: set[str]) -> str:
    """The customer's own id, told apart from another channel's customer who has the same."""
    if code not in taken:
        return code
    other, number = f"{code} ({channel})", 2
    while other in taken:
        other, number = f"{code} ({channel} {number})", number + 1
    return other


def _store_keys(
    connection: Connection,
    plan: PeoplePlan,
    told: Sequence[Told],
    ids: Sequence[int],
    import_id: int,
    source_id: int,
) -> list[Change]:
    """Keep the keys that the source did not have yet; returns them for the journal."""
    added: dict[Key, int] = {}
    changes: list[Change] = []
    seen = []
    for number, person in zip(ids, told, strict=True):
        for key in person.keys:
            named = {"source_id": source_id, "kind": key[0], "value": key[1]}
            if key in plan.own_keys:
                seen.append(named)
            elif key not in added:
                added[key] = number
                changes.append(("customer_key", named, None))
    people.add_customer_keys(connection, [(source_id, *key, number) for key, number in added.items()])
    journal.seen(connection, import_id, "customer_key", seen)
    return changes


def _words(person: Told, now: int) -> dict[str, Any]:
    fields = dict(person.fields)
    for one in person.said:
        # What is suppressed for a reason of its own needs nobody who agreed before.
        hashes = [] if one.reason else [address_hash(address) for address in one.addresses]
        fields |= consents.word(one.channel, one.status, one.at, now, hashes)
    if "attributes" in fields:
        fields["attributes"] = json.dumps(fields["attributes"], ensure_ascii=False)
    return fields
