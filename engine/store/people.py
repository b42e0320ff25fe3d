"""What an import asks of and writes about people: customers, their keys, consents and suppressions.

Rows are plain tuples or dicts of columns, inside the one transaction that the caller holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from engine.store.loading import id_list

#: What files say of a customer; ``attributes`` is JSON of everything that has no column of its own.
FIELDS = (
    "name", "email", "phone", "country", "city", "language", "birthday", "company", "street", "postcode",
    "region", "gender", "attributes", "created_at",
)  # fmt: skip

Key = tuple[str, str]


def stored_keys(connection: Connection, source_id: int | None) -> tuple[dict[Key, int], set[Key]]:
    """((kind, value) → customer id of every key that counts in a source, those that the source has itself).

    Customer numbers count in their own source only, addresses and phones everywhere. None: a new source.
    """
    rows = connection.exec_driver_sql(
        "SELECT kind, value, customer_id, source_id IS ?1 FROM customer_key "
        "WHERE source_id IS ?1 OR kind <> 'external' ORDER BY source_id IS ?1",
        (source_id,),
    )
    found: dict[Key, int] = {}
    own = set()
    for kind, value, customer, here in rows:
        found[kind, value] = customer
        if here:
            own.add((kind, value))
    return found, own


def stored_customers(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[dict[str, Any], int]]:
    """Id → (fields, when what is stored was so) of some customers; erased ones are left out.

    The moment is that of the newest word of a file, or else of the last order.
    """
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT c.id, {', '.join('c.' + field for field in FIELDS)}, COALESCE((SELECT MAX(w.at) "
            "FROM import_word w WHERE w.entity = 'customer' AND w.row_id = c.id), t.last_at, 0) "
            f"FROM {table} CROSS JOIN customer c ON c.id = {table}.id "
            "LEFT JOIN customer_total t ON t.customer_id = c.id WHERE c.erased_at IS NULL"
        )
        return {row[0]: (dict(zip(FIELDS, row[1:-1], strict=True)), row[-1]) for row in rows}


def customer_codes(connection: Connection) -> set[str]:
    """Every customer code in use, also of those who may come back from a merge."""
    rows = connection.exec_driver_sql(
        "SELECT code FROM customer UNION SELECT json_extract(gone, '$.customer.code') FROM customer_merge"
    )
    return {row[0] for row in rows}


def customers_with_phone(connection: Connection, phones: Iterable[str]) -> list[tuple[str, int]]:
    """(phone, customer id) of everyone with one of some numbers."""
    rows = connection.exec_driver_sql(
        "SELECT phone, id FROM customer WHERE phone IN (SELECT value FROM json_each(?)) "
        "AND erased_at IS NULL ORDER BY id",
        (json.dumps(sorted(set(phones))),),
    )
    return [(row[0], row[1]) for row in rows]


def customers_with_email(connection: Connection, addresses: Iterable[str]) -> list[tuple[str, int]]:
    """(address, customer id) of everyone who has or had one of some addresses."""
    listed = json.dumps(sorted(set(addresses)))
    rows = connection.exec_driver_sql(
        "SELECT k.value, k.customer_id FROM json_each(?1) j "
        "CROSS JOIN customer_key k ON k.value = j.value AND k.kind = 'email' UNION "
        "SELECT email, id FROM customer WHERE email IN (SELECT value FROM json_each(?1)) ORDER BY 2",
        (listed,),
    )
    return [(row[0], row[1]) for row in rows]


def consents(connection: Connection, ids: Iterable[int]) -> dict[tuple[int, str], tuple[str, str, int]]:
    """(customer id, channel) → ("yes" or "no", basis, since when) where consent is known."""
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT c.customer_id, c.channel, c.status, c.basis, c.at FROM {table} CROSS JOIN consent c "
            f"ON c.customer_id = {table}.id"
        )
        return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}


def suppressed(connection: Connection) -> dict[str, set[str]]:
    """Address hash → why nothing must be sent to it."""
    found: dict[str, set[str]] = {}
    for one, reason in connection.exec_driver_sql("SELECT address_hash, reason FROM suppression"):
        found.setdefault(one, set()).add(reason)
    return found


def add_customers(
    connection: Connection, rows: Sequence[tuple[int, str, Mapping[str, Any]]], run: int
) -> None:
    """Rows of (id, code, field → value) that the import ``run`` brings."""
    if rows:
        blank = dict.fromkeys(FIELDS, "") | {"attributes": "{}", "created_at": 0}
        places = ", ".join("?" * (len(FIELDS) + 3))
        connection.exec_driver_sql(
            f"INSERT INTO customer (id, code, {', '.join(FIELDS)}, import_id) VALUES ({places})",
            [
                (number, code, *(fields.get(field, blank[field]) for field in FIELDS), run)
                for number, code, fields in rows
            ],
        )


def change_customers(connection: Connection, rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Rows of (id, field → new value)."""
    by_fields: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for number, fields in rows:
        by_fields.setdefault(tuple(fields), []).append((*fields.values(), number))
    for names, values in by_fields.items():
        assigned = ", ".join(f"{name} = ?" for name in names)
        connection.exec_driver_sql(f"UPDATE customer SET {assigned} WHERE id = ?", values)


def add_customer_keys(connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
    """Rows of (source_id, kind, value, customer_id)."""
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO customer_key (source_id, kind, value, customer_id) VALUES (?, ?, ?, ?)", list(rows)
        )


def set_consents(connection: Connection, rows: Sequence[tuple[int, str, str, int]]) -> None:
    """Rows of (customer_id, channel, status, at), replacing what was there."""
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO consent (customer_id, channel, status, basis, at) VALUES (?, ?, ?, 'import', ?) "
            "ON CONFLICT DO UPDATE SET status = excluded.status, basis = excluded.basis, at = excluded.at",
            list(rows),
        )


def add_suppressions(connection: Connection, rows: Sequence[tuple[str, str, int, str]]) -> None:
    """Rows of (address_hash, reason, at, origin) that are not there yet."""
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO suppression (address_hash, reason, at, origin) VALUES (?, ?, ?, ?)", list(rows)
        )
