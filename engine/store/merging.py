"""Two customers into one in the shop file, and the way back: every row that moves or goes is written down.

What is kept in ``customer_merge.gone`` (JSON):

- ``customer``: the row of the one who went; ``filled``: field → [before, after] of the one who stayed;
- ``moved``: table → ids of rows that changed hands (their ``customer_id`` only);
- ``taken``: table → what became of rows of tables that hold one for a customer and something else
  (``moved_rows.Taken``);
- ``keys``: the customer keys that changed hands; ``merges``: the merges whose ``kept_id`` did.

Splitting puts back what is still as the merge left it: what was changed since stays with the one who stayed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection

from engine.store.moved_rows import (
    BY_COLUMNS,
    BY_ID,
    Row,
    Taken,
    fill,
    ids_of,
    insert,
    move_by_columns,
    move_by_id,
    move_differences,
    move_words,
    return_by_columns,
    return_rows,
    rows_where,
    unfill,
)

_KEYS = "customer_key"
_TABLES = (*BY_ID, *BY_COLUMNS, _KEYS, "not_same", "import_word")


@dataclass(frozen=True)
class MergeRow:
    """A merge as stored; ``gone`` is the JSON described above."""

    id: int
    kept_id: int
    kept_name: str
    gone_id: int
    gone_name: str
    gone_code: str
    basis: str
    import_id: int | None
    at: int


def filled_tables(connection: Connection) -> frozenset[str]:
    """The tables that name customers and hold any row; asked once for many merges."""
    return frozenset(
        table
        for table in _TABLES
        if connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 FROM {table})").scalar_one()
    )


def merge(
    connection: Connection,
    kept: int,
    gone: int,
    *,
    basis: str,
    at: int,
    import_id: int | None = None,
    tables: frozenset[str] | None = None,
    merge_id: int | None = None,
) -> int:
    """Give everything of the customer ``gone`` to ``kept`` and remove ``gone``; returns the merge's id.

    Roll-ups and links of refunds are the caller's. ``tables`` are the ``filled_tables``, ``merge_id`` the
    number of a merge that is made again.
    """
    tables = filled_tables(connection) if tables is None else tables
    moved: dict[str, list[int]] = {}
    taken: dict[str, Taken] = {}
    keys: list[Row] = []
    for table in BY_ID:
        if table in tables:
            moved[table] = move_by_id(connection, table, kept, gone)
    for table in BY_COLUMNS:
        if table in tables:
            taken[table] = move_by_columns(connection, table, kept, gone)
    if _KEYS in tables:
        keys = rows_where(connection, _KEYS, "customer_id = ?", (gone,))
        connection.exec_driver_sql(f"UPDATE {_KEYS} SET customer_id = ? WHERE customer_id = ?", (kept, gone))
    if "not_same" in tables:
        taken["not_same"] = move_differences(connection, kept, gone)
    if "import_word" in tables:
        taken["import_word"] = move_words(connection, kept, gone)
    customer = rows_where(connection, "customer", "id = ?", (gone,))[0]
    stays = rows_where(connection, "customer", "id = ?", (kept,))[0]
    filled = fill(connection, stays, customer)
    merges = ids_of(connection, "SELECT id FROM customer_merge WHERE kept_id = ?", (gone,))
    connection.exec_driver_sql("UPDATE customer_merge SET kept_id = ? WHERE kept_id = ?", (kept, gone))
    connection.exec_driver_sql("DELETE FROM customer_total WHERE customer_id = ?", (gone,))
    connection.exec_driver_sql("DELETE FROM customer WHERE id = ?", (gone,))
    told = {
        "customer": customer,
        "filled": filled,
        "merges": merges,
        "keys": keys,
        "moved": {table: ids for table, ids in moved.items() if ids},
        "taken": {table: asdict(found) for table, found in taken.items() if found != Taken()},
    }
    return int(
        connection.exec_driver_sql(
            "INSERT INTO customer_merge (id, kept_id, gone_id, gone_name, gone, basis, import_id, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                merge_id,
                kept, gone, customer["name"] or customer["email"] or customer["code"],
                json.dumps(told, ensure_ascii=False, separators=(",", ":")), basis, import_id, at,
            ),
        ).scalar_one()
    )  # fmt: skip


def split(connection: Connection, merge_id: int) -> tuple[int, int]:
    """Take a merge back; returns (who stayed, who is there again).

    What the one who stayed got or changed since is theirs; a "no" said since the merge holds for both.
    """
    kept, gone, told = _told(connection, merge_id)
    connection.exec_driver_sql("DELETE FROM customer_merge WHERE id = ?", (merge_id,))
    insert(connection, "customer", [told["customer"]])
    connection.exec_driver_sql(
        f"UPDATE customer_merge SET kept_id = ? WHERE kept_id = ? AND id IN ({_listed(told['merges'])})",
        (gone, kept),
    )
    unfill(connection, kept, told["filled"])
    for table, ids in told["moved"].items():
        connection.exec_driver_sql(
            f"UPDATE {table} SET customer_id = ?1 WHERE customer_id = ?2 "
            "AND id IN (SELECT value FROM json_each(?3))",
            (gone, kept, json.dumps(ids)),
        )
    taken = {table: Taken(**found) for table, found in told["taken"].items()}
    for table in BY_COLUMNS:
        return_by_columns(connection, table, kept, taken.get(table, Taken()))
    for key in told["keys"]:
        connection.exec_driver_sql(
            f"UPDATE {_KEYS} SET customer_id = ? WHERE source_id = ? AND kind = ? AND value = ? "
            "AND customer_id = ?",
            (gone, key["source_id"], key["kind"], key["value"], kept),
        )
    for table in ("not_same", "import_word"):
        found = taken.get(table, Taken())
        return_rows(connection, table, found.replaced)
        insert(connection, table, found.dropped, again=True)
    return kept, gone


def merge_rows(connection: Connection, customer_id: int | None = None, *, after: int = 0) -> list[MergeRow]:
    """The merges in effect, the newest first; of one customer, or ``after`` another merge, if given."""
    rows = connection.exec_driver_sql(
        "SELECT m.id, m.kept_id, COALESCE(NULLIF(c.name, ''), NULLIF(c.email, ''), c.code), m.gone_id, "
        "m.gone_name, json_extract(m.gone, '$.customer.code'), m.basis, m.import_id, m.at "
        "FROM customer_merge m JOIN customer c ON c.id = m.kept_id "
        "WHERE m.id > ?1 AND (?2 IS NULL OR m.kept_id = ?2) ORDER BY m.id DESC",
        (after, customer_id),
    )
    return [MergeRow(*row) for row in rows]


def concerned(connection: Connection, merge_id: int) -> set[int]:
    """The two of a merge, and those from whom the one who went was kept apart."""
    kept, gone, told = _told(connection, merge_id)
    apart = told["taken"].get("not_same", {}).get("dropped", [])
    return {kept, gone, *(row[side] for row in apart for side in ("one_id", "other_id"))}


def find_merge(connection: Connection, merge_id: int) -> tuple[int, int, str] | None:
    """(who stayed, who went, basis) of a merge in effect."""
    row = connection.exec_driver_sql(
        "SELECT kept_id, gone_id, basis FROM customer_merge WHERE id = ?", (merge_id,)
    ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def merges_through(connection: Connection, import_id: int) -> list[MergeRow]:
    """The merges that an import showed, or that joined someone whom it brought; the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT m.id, m.kept_id, '', m.gone_id, m.gone_name, json_extract(m.gone, '$.customer.code'), "
        "m.basis, m.import_id, m.at FROM customer_merge m JOIN customer c ON c.id = m.kept_id "
        "WHERE m.import_id = ?1 OR c.import_id = ?1 OR json_extract(m.gone, '$.customer.import_id') = ?1 "
        "ORDER BY m.id DESC",
        (import_id,),
    )
    return [MergeRow(*row) for row in rows]


def successor(connection: Connection, customer_id: int) -> int | None:
    """Who a customer is now, where they were found to be another; None: nobody of that id was merged."""
    return connection.exec_driver_sql(
        "SELECT kept_id FROM customer_merge WHERE gone_id = ? ORDER BY id DESC LIMIT 1", (customer_id,)
    ).scalar_one_or_none()


def merged_recipients(connection: Connection) -> list[tuple[int, int, str, str]]:
    """(campaign, who they are now, recipient key, address) of recipients of exported campaigns whose place
    went in a merge, because the other had one too: results still come under their key.
    """
    rows = connection.exec_driver_sql(
        "WITH place(row, kept_id) AS ("
        "SELECT r.value, m.kept_id "
        "FROM customer_merge m, json_each(m.gone, '$.taken.recipient.dropped') r UNION ALL "
        "SELECT json_extract(r.value, '$[0]'), m.kept_id "
        "FROM customer_merge m, json_each(m.gone, '$.taken.recipient.replaced') r) "
        "SELECT k.id, kept_id, row ->> '$.recipient_key', row ->> '$.email' "
        "FROM place JOIN campaign k ON k.id = row ->> '$.campaign_id' AND k.exported_at IS NOT NULL "
        "WHERE NOT EXISTS (SELECT 1 FROM recipient p "
        "WHERE p.campaign_id = k.id AND p.recipient_key = row ->> '$.recipient_key')"
    )
    return [tuple(row) for row in rows]


def different(connection: Connection, ids: Iterable[int]) -> set[tuple[int, int]]:
    """The pairs (smaller id first) among some customers of whom the owner said that they are two people."""
    listed = json.dumps(sorted(set(ids)))
    rows = connection.exec_driver_sql(
        "SELECT one_id, other_id FROM json_each(?1) j CROSS JOIN not_same n ON n.one_id = j.value "
        "WHERE n.other_id IN (SELECT value FROM json_each(?1))",
        (listed,),
    )
    return {(row[0], row[1]) for row in rows}


def say_different(connection: Connection, one: int, other: int, at: int) -> bool:
    """Remember that two customers are two people; whether that is news."""
    return (
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO not_same (one_id, other_id, at) VALUES (?, ?, ?)",
            (min(one, other), max(one, other), at),
        ).rowcount
        == 1
    )


def sources_with_refunds(connection: Connection, customers: Sequence[int]) -> list[int]:
    """The sources in which some customers have refund orders."""
    return ids_of(
        connection,
        "SELECT DISTINCT o.source_id FROM json_each(?) j CROSS JOIN orders o ON o.customer_id = j.value "
        "WHERE o.kind = 'refund' ORDER BY 1",
        (json.dumps(list(customers)),),
    )


def ages(connection: Connection, ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Id → (created at, code): the oldest of several who are one stays."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, c.created_at, c.code FROM json_each(?) j CROSS JOIN customer c ON c.id = j.value",
        (json.dumps(sorted(set(ids))),),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def _told(connection: Connection, merge_id: int) -> tuple[int, int, dict[str, Any]]:
    row = connection.exec_driver_sql(
        "SELECT kept_id, gone_id, gone FROM customer_merge WHERE id = ?", (merge_id,)
    ).one()
    return row[0], row[1], json.loads(row[2])


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(str(int(number)) for number in ids)
