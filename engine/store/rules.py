"""The owner's own segments in the shop file: rules, which stay dynamic, and fixed lists of customers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from engine.store.segments import ListRow


class OwnRow(NamedTuple):
    """One of the owner's segments; ``rule`` is JSON, None for a list, ``listed`` how many are on a list."""

    id: int
    kind: str
    name: str
    rule: str | None
    created_at: int
    changed_at: int
    listed: int


class PersonRow(NamedTuple):
    """A customer in a list on screen."""

    customer_id: int
    code: str
    name: str
    net_e4: int


_OWN = (
    "SELECT o.id, o.kind, o.name, o.rule, o.created_at, o.changed_at,"
    " (SELECT COUNT(*) FROM own_segment_member m WHERE m.own_segment_id = o.id) FROM own_segment o"
)


def own_rows(connection: Connection) -> list[OwnRow]:
    """Every segment of the owner's, by name."""
    rows = connection.exec_driver_sql(f"{_OWN} ORDER BY o.name COLLATE NOCASE, o.id")
    return [OwnRow(*row) for row in rows]


def own_row(connection: Connection, number: int) -> OwnRow | None:
    """One of them; None where there is none such."""
    row = connection.exec_driver_sql(f"{_OWN} WHERE o.id = ?", (number,)).one_or_none()
    return None if row is None else OwnRow(*row)


def own_by_name(connection: Connection, name: str) -> int | None:
    """The number of the segment that is called so, whatever the case of its letters."""
    rows = connection.exec_driver_sql("SELECT id, name FROM own_segment")
    return next((int(number) for number, found in rows if found.casefold() == name.casefold()), None)


def add_own(connection: Connection, kind: str, name: str, rule: str | None, now: int) -> int:
    """Store a new segment; its number, never used before as campaigns may name an old one."""
    last = connection.exec_driver_sql(
        "SELECT MAX(COALESCE((SELECT MAX(id) FROM own_segment), 0),"
        " COALESCE((SELECT value FROM setting WHERE key = 'last_own_segment_id'), 0))"
    ).scalar_one()
    number = int(last) + 1
    connection.exec_driver_sql(
        "INSERT INTO setting (key, value) VALUES ('last_own_segment_id', ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(number),),
    )
    connection.exec_driver_sql(
        "INSERT INTO own_segment (id, kind, name, rule, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
        (number, kind, name, rule, now, now),
    )
    return number


def change_own(connection: Connection, number: int, name: str, rule: str | None, now: int) -> None:
    """Another name or rule for a segment."""
    connection.exec_driver_sql(
        "UPDATE own_segment SET name = ?, rule = ?, changed_at = ? WHERE id = ?", (name, rule, now, number)
    )


def delete_own(connection: Connection, number: int) -> None:
    """Delete a segment with its list."""
    # The members first: deleted by the cascade alone, their undo would come before their parent's.
    connection.exec_driver_sql("DELETE FROM own_segment_member WHERE own_segment_id = ?", (number,))
    connection.exec_driver_sql("DELETE FROM own_segment WHERE id = ?", (number,))


def add_members(connection: Connection, number: int, customers: Iterable[int]) -> None:
    """Put customers on a list."""
    rows = [(number, customer) for customer in sorted(customers)]
    if rows:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO own_segment_member (own_segment_id, customer_id) VALUES (?, ?)", rows
        )


def members(connection: Connection, number: int) -> list[int]:
    """Who is on a list, without those who were erased, in rising order."""
    sql = (
        "SELECT m.customer_id FROM own_segment_member m JOIN customer c ON c.id = m.customer_id"
        " WHERE m.own_segment_id = ? AND c.erased_at IS NULL ORDER BY 1"
    )
    return list(connection.exec_driver_sql(sql, (number,)).scalars())


def people(connection: Connection, customers: Iterable[int]) -> list[PersonRow]:
    """Some customers, those who spent most first."""
    sql = """
    SELECT t.customer_id, c.code, t.name, t.net_e4
    FROM json_each(?) j CROSS JOIN customer_total t ON t.customer_id = j.value
    JOIN customer c ON c.id = t.customer_id ORDER BY t.net_e4 DESC, t.customer_id
    """
    return [PersonRow(*row) for row in connection.exec_driver_sql(sql, (_json(customers),))]


def list_rows(connection: Connection, customers: Iterable[int]) -> list[ListRow]:
    """Customers as a list in a file names them, those who spent most first."""
    sql = """
    SELECT c.code, t.name, c.email, k.status, c.country, t.order_count, t.net_e4, t.last_at, NULL
    FROM json_each(?) j CROSS JOIN customer c ON c.id = j.value
    JOIN customer_total t ON t.customer_id = c.id
    LEFT JOIN consent k ON k.customer_id = c.id AND k.channel = 'email'
    WHERE c.erased_at IS NULL ORDER BY t.net_e4 DESC, c.id
    """
    return [ListRow(*row) for row in connection.exec_driver_sql(sql, (_json(customers),))]


def _json(customers: Iterable[int]) -> str:
    return f"[{','.join(map(str, customers))}]"
