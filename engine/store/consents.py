"""What the files of a shop say of consent, taken together: one "no" is enough, whatever the order of files.

Imports write down what they say of a customer's consent (``engine.store.journal``), beside the columns of
the customer: ``"email no": {"at": …, "dated": …, "of": [address hashes]}``. What is stored follows from all
of them, and from the addresses that are suppressed: when a file comes or goes, it is worked out anew. Nothing
here touches what the owner noted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from engine.address import address_hash
from engine.store import people
from engine.store.loading import id_list
from engine.store.merging import merges_through

_CHANNELS = ("email", "sms")
_REASON = "unsubscribed"
#: Where a suppression comes from that no one file tells: one says yes, another says no.
_WITHDRAWN = "withdrawn"

Key = tuple[int, str]


@dataclass
class Words:
    """What files say of one customer on one channel."""

    yes: list[dict[str, Any]] = field(default_factory=list)
    no: list[dict[str, Any]] = field(default_factory=list)

    def withdrawn(self) -> dict[str, int]:
        """Hash → moment of the addresses of those who agreed by one file and by another, not known to be
        older, did not.
        """
        found: dict[str, int] = {}
        for word in self.no:
            older = [
                one for one in self.yes if not (one["dated"] and word["dated"] and one["at"] > word["at"])
            ]
            for address in word["of"] if older else ():
                found[address] = min(word["at"], found.get(address, word["at"]))
        return found


def word(channel: str, status: str, at: int, now: int, hashes: Collection[str]) -> dict[str, Any]:
    """A word as imports write it down; ``at`` 0: unknown. ``hashes`` are addresses that a "no" may close."""
    told: dict[str, Any] = {"at": at or now, "dated": bool(at)}
    return {f"{channel} {status}": {**told, "of": sorted(hashes)} if status == "no" else told}


def words_of(connection: Connection, ids: Iterable[int]) -> dict[Key, Words]:
    """(customer id, channel) → what the files say of consent, for some customers."""
    found: dict[Key, Words] = defaultdict(Words)
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT w.row_id, j.key, j.value FROM {table} CROSS JOIN import_word w "
            f"ON w.entity = 'customer' AND w.row_id = {table}.id, json_each(w.words) j "
            "WHERE j.key IN ('email yes', 'email no', 'sms yes', 'sms no')"
        )
        for number, name, value in rows:
            channel, status = name.split()
            words = found[number, channel]
            (words.yes if status == "yes" else words.no).append(json.loads(value))
    return found


def settle(connection: Connection, ids: Iterable[int], *, after_undo: bool = False) -> bool:
    """Store what follows for some customers; whether anything changed.

    While files come, what is stored only becomes stricter; after one was taken back (``after_undo``) a "no"
    that nothing else says any more goes, too.
    """
    numbers = set(ids)
    words = words_of(connection, numbers)
    added = _close(connection, words)
    rows = people.consents(connection, numbers)
    closed = _closed(connection, numbers)
    changes: list[tuple[int, str, str, int]] = []
    dropped: list[Key] = []
    for key in {(number, channel) for number in numbers for channel in _CHANNELS}:
        row, said = rows.get(key), words.get(key, Words())
        if row is not None and row[1] != "import":
            continue
        refused = [*(one["at"] for one in said.no), *closed.get(key, ())]
        if refused:
            if row is None or row[0] != "no":
                changes.append((*key, "no", min(refused)))
        elif said.yes:
            if row is None or (after_undo and row[0] == "no" and not _others_say(connection, key)):
                changes.append((*key, "yes", min(one["at"] for one in said.yes)))
        elif after_undo and row is not None and row[0] == "no" and not _speakers(connection, key):
            dropped.append(key)
    people.set_consents(connection, changes)
    if dropped:
        connection.exec_driver_sql("DELETE FROM consent WHERE customer_id = ? AND channel = ?", dropped)
    return bool(added or changes or dropped)


@dataclass
class Concerned:
    """Whose consent may be another without an import, and the addresses closed by words on them."""

    ids: set[int]
    withdrawn: set[str]


def concerned(connection: Connection, import_id: int) -> Concerned:
    """To be asked before anything of the import is taken back; for ``settle_without``."""
    run = connection.exec_driver_sql
    ids = set(
        run(
            "SELECT w.row_id FROM import_word w, json_each(w.words) j WHERE w.import_id = ?1 "
            "AND w.entity = 'customer' AND j.key IN ('email yes', 'email no', 'sms yes', 'sms no') "
            "UNION SELECT row_key ->> '$.customer_id' FROM import_change "
            "WHERE import_id = ?1 AND entity = 'consent'",
            (import_id,),
        ).scalars()
    )
    hashes = set(
        run(
            "SELECT row_key ->> '$.address_hash' FROM import_change "
            "WHERE import_id = ? AND entity = 'suppression'",
            (import_id,),
        ).scalars()
    )
    if hashes:
        ids |= {number for number, _, one in _addresses(connection, None) if one in hashes}
    for row in merges_through(connection, import_id):
        ids |= {row.kept_id, row.gone_id}
    return Concerned(ids, set(_withdrawn(words_of(connection, ids))))


def settle_without(connection: Connection, before: Concerned) -> bool:
    """Store what follows after an import was taken back; whether anything changed."""
    ids = set(
        connection.exec_driver_sql(
            "SELECT c.id FROM json_each(?) j CROSS JOIN customer c ON c.id = j.value",
            (json.dumps(sorted(before.ids)),),
        ).scalars()
    )
    over = before.withdrawn - _withdrawn(words_of(connection, ids)).keys()
    for one in over:
        _open(connection, one)
    return settle(connection, ids, after_undo=True) or bool(over)


def _withdrawn(words: Mapping[Key, Words]) -> dict[str, int]:
    found: dict[str, int] = {}
    for said in words.values():
        for address, at in said.withdrawn().items():
            found[address] = min(at, found.get(address, at))
    return found


def _close(connection: Connection, words: Mapping[Key, Words]) -> bool:
    """Suppress the addresses of those who withdrew; whether any was open."""
    rows = [(one, _REASON, at, _WITHDRAWN) for one, at in _withdrawn(words).items()]
    added = [
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO suppression (address_hash, reason, at, origin) VALUES (?, ?, ?, ?)", row
        ).rowcount
        for row in rows
    ]
    return any(added)


def _open(connection: Connection, one: str) -> None:
    """Let go of an address that nobody withdrew any more; a file that lists it is the one that closed it."""
    key = json.dumps({"address_hash": one, "reason": _REASON}, sort_keys=True, separators=(",", ":"))
    run = connection.exec_driver_sql
    mine = "address_hash = ? AND reason = ? AND origin = ?"
    if not run(f"SELECT 1 FROM suppression WHERE {mine}", (one, _REASON, _WITHDRAWN)).first():
        return
    first = run(
        "SELECT import_id, position FROM import_change WHERE entity = 'suppression' AND row_key = ? "
        "ORDER BY import_id, position LIMIT 1",
        (key,),
    ).one_or_none()
    if first is None:
        run(f"DELETE FROM suppression WHERE {mine}", (one, _REASON, _WITHDRAWN))
        return
    run("UPDATE import_change SET before = NULL WHERE import_id = ? AND position = ?", tuple(first))
    run(f"UPDATE suppression SET origin = '' WHERE {mine}", (one, _REASON, _WITHDRAWN))


def _addresses(connection: Connection, ids: Iterable[int] | None) -> list[tuple[int, str, str]]:
    """(customer, channel, hash) of everything by which some customers, or all (None), can be written to."""
    ways = (
        ("email", "SELECT customer_id, value FROM customer_key WHERE kind = 'email' AND {} "),
        ("email", "SELECT id AS customer_id, email FROM customer WHERE email <> '' AND {}"),
        ("sms", "SELECT id AS customer_id, phone FROM customer WHERE phone <> '' AND {}"),
    )
    found = []
    if ids is None:
        for channel, sql in ways:
            rows = connection.exec_driver_sql(sql.format("1"))
            found += [(number, channel, address_hash(value)) for number, value in rows]
        return found
    with id_list(connection, ids) as table:
        for channel, sql in ways:
            chosen = f"customer_id IN (SELECT id FROM {table})"
            named = chosen if "customer_key" in sql else chosen.replace("customer_id", "id", 1)
            rows = connection.exec_driver_sql(sql.format(named))
            found += [(number, channel, address_hash(value)) for number, value in rows]
    return found


def _closed(connection: Connection, ids: Iterable[int]) -> dict[Key, list[int]]:
    """(customer, channel) → since when each of their suppressed addresses is."""
    barred = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT address_hash, MIN(at) FROM suppression GROUP BY address_hash"
        )
    }
    found: dict[Key, list[int]] = defaultdict(list)
    for number, channel, one in _addresses(connection, ids) if barred else ():
        if one in barred:
            found[number, channel].append(barred[one])
    return found


def _speakers(connection: Connection, key: Key) -> list[int]:
    """The imports that changed or found a consent."""
    named = json.dumps({"channel": key[1], "customer_id": key[0]}, separators=(",", ":"))
    return list(
        connection.exec_driver_sql(
            "SELECT DISTINCT import_id FROM import_change WHERE entity = 'consent' AND row_key = ?", (named,)
        ).scalars()
    )


def _others_say(connection: Connection, key: Key) -> bool:
    """Whether an import speaks of a consent of which it did not write down what it says."""
    return any(
        connection.exec_driver_sql(
            "SELECT NOT EXISTS (SELECT 1 FROM import_word w, json_each(w.words) j "
            "WHERE w.entity = 'customer' AND w.row_id = ? AND w.import_id = ? AND j.key IN (?, ?))",
            (key[0], number, f"{key[1]} yes", f"{key[1]} no"),
        ).scalar_one()
        for number in _speakers(connection, key)
    )
