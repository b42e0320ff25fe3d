"""People of a file into the shop: found again by their keys, told the newest of, never asked to mail
against a no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.address import address_hash
from engine.importing.batch import OrderBatch, Person
from engine.importing.sources import Source
from engine.store import loading, undo

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

_FIELDS = ("name", "email", "phone", "country", "city", "language")

Change = tuple[str, dict[str, Any], dict[str, Any] | None]


def store_people(
    connection: Connection,
    batch: OrderBatch,
    touched: NDArray[np.bool_],
    import_id: int,
    source_id: int,
    source: Source,
) -> tuple[NDArray[np.int64], list[Change]]:
    """The stored id of each person of the batch (0 for those of unchanged orders only), and what changed."""
    people = batch.people
    ids = np.zeros(len(people), np.int64)
    if not people:
        return ids, []
    wanted = np.zeros(len(people), bool)
    owners = batch.orders.person[touched]
    wanted[owners[owners >= 0]] = True
    keys = loading.stored_keys(connection, source_id)
    known = [next((keys[key] for key in _keys(person) if key in keys), 0) for person in people]
    added = _add_new(connection, people, known, wanted, import_id, source)
    new_keys: list[tuple[int, str, str, int]] = []
    for place, number in enumerate(known):
        ids[place] = number or added.get(place, 0)
    changes = _tell_newer(connection, people, known, wanted)
    for place in np.flatnonzero(wanted).tolist():
        for key in _keys(people[place]):
            if key not in keys:
                keys[key] = int(ids[place])
                new_keys.append((source_id, *key, int(ids[place])))
                if known[place]:
                    changes.append(
                        ("customer_key", {"source_id": source_id, "kind": key[0], "value": key[1]}, None)
                    )
    loading.add_customer_keys(connection, new_keys)
    changes += _store_consents(connection, people, ids, source)
    return ids, changes


def _keys(person: Person) -> list[tuple[str, str]]:
    keys = [("external", value) for value in person.external] + [("email", value) for value in person.emails]
    return keys or [("phone", person.phone)]


def _add_new(
    connection: Connection,
    people: list[Person],
    known: list[int],
    wanted: NDArray[np.bool_],
    import_id: int,
    source: Source,
) -> dict[int, int]:
    """Place → id of the customers added."""
    codes = loading.customer_codes(connection)
    following = loading.next_id(connection, "customer")
    added: dict[int, int] = {}
    rows = []
    for place in np.flatnonzero(wanted).tolist():
        if known[place]:
            continue
        person = people[place]
        code = _free_code((person.external or person.emails or (person.phone,))[0], source.channel, codes)
        codes.add(code)
        added[place] = following
        rows.append((following, code, *_facts(person).values(), person.first_at, import_id))
        following += 1
    loading.add_customers(connection, rows)
    return added


def _free_code(code: str, channel: str, taken: set[str]) -> str:
    """The customer's own id, told apart from another channel's customer who has the same."""
    if code not in taken:
        return code
    other, number = f"{code} ({channel})", 2
    while other in taken:
        other, number = f"{code} ({channel} {number})", number + 1
    return other


def _facts(person: Person) -> dict[str, str]:
    return {
        "name": person.name, "email": person.emails[0] if person.emails else "", "phone": person.phone,
        "country": person.country, "city": person.city, "language": person.language,
    }  # fmt: skip


def _tell_newer(
    connection: Connection, people: list[Person], known: list[int], wanted: NDArray[np.bool_]
) -> list[Change]:
    """What newer orders say of known customers replaces what is stored; older ones only fill gaps."""
    places = [place for place in np.flatnonzero(wanted).tolist() if known[place]]
    stored = loading.stored_customers(connection, [known[place] for place in places])
    rows: list[tuple[Any, ...]] = []
    changes: list[Change] = []
    for place in places:
        number, person = known[place], people[place]
        *values, last_at = stored[number]
        before = dict(zip(_FIELDS, values, strict=True))
        newer = person.last_at >= last_at
        after = {
            field: (told if newer else before[field]) or before[field] or told
            for field, told in _facts(person).items()
        }
        if after != before:
            rows.append((*after.values(), number))
            changes.append(("customer", {"id": number}, before))
    loading.change_customers(connection, rows)
    return changes


def _store_consents(
    connection: Connection, people: list[Person], ids: NDArray[np.int64], source: Source
) -> list[Change]:
    """A stored "no" never becomes "yes" through a file; a "yes" that became "no" is an unsubscription."""
    places = [place for place, person in enumerate(people) if person.consent and ids[place]]
    if not places:
        return []
    stored = loading.email_consents(connection, [int(ids[place]) for place in places])
    barred = loading.suppressed(connection)
    consents: list[tuple[int, str, int]] = []
    suppressions: list[tuple[str, int, str]] = []
    changes: list[Change] = []
    for place in places:
        person, number = people[place], int(ids[place])
        row = stored.get(number)
        before = row[0] if row else None
        hashes = [address_hash(address) for address in person.emails]
        said = "no" if any(one in barred for one in hashes) else person.consent
        if said != before and before != "no":
            consents.append((number, said, person.consent_at))
            told = dict(zip(("status", "basis", "at"), row, strict=True)) if row else None
            changes.append(("consent", {"customer_id": number, "channel": "email"}, told))
        if person.consent == "no" and (person.withdrew or before == "yes"):
            for one in hashes:
                if one not in barred:
                    suppressions.append((one, person.consent_at, source.channel))
                    changes.append(("suppression", {"address_hash": one, "reason": "unsubscribed"}, None))
    if consents:
        # Undoing what the owner noted of consent before would put an older answer back over the file's.
        undo.forget(connection, "customers")
    loading.add_consents(connection, consents)
    loading.add_suppressions(connection, suppressions)
    return changes
