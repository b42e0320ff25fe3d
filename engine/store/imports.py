"""The history of imports, and taking one back. Plain SQL rows: the window reads these pages itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from engine.store.loading import id_list

_RUN = (
    "SELECT r.id, r.file_name, r.kind, s.channel, r.finished_at, r.state, r.report "
    "FROM import_run r JOIN source s ON s.id = r.source_id"
)


def runs(connection: Connection) -> list[tuple[Any, ...]]:
    """(id, file, kind, channel, finished at, state, report as JSON) of every import, the newest first."""
    return [tuple(row) for row in connection.exec_driver_sql(f"{_RUN} ORDER BY r.id DESC")]


def run(connection: Connection, import_id: int) -> tuple[Any, ...] | None:
    """One import as ``runs`` lists it; None where there is none of that id."""
    row = connection.exec_driver_sql(f"{_RUN} WHERE r.id = ?", (import_id,)).one_or_none()
    return None if row is None else tuple(row)


def rejects(connection: Connection, import_id: int) -> list[tuple[int, str, str, str]]:
    """(line, column, value, reason as JSON) of an import's rejected cells."""
    rows = connection.exec_driver_sql(
        "SELECT line, column_name, value, reason FROM import_reject WHERE import_id = ? "
        "ORDER BY line, column_name",
        (import_id,),
    )
    return [tuple(row) for row in rows]


def known_file(connection: Connection, sha256: str) -> str | None:
    """The report of an import of this very file whose orders are certainly still stored as it left them.

    None where a later import changed any order, or where an earlier one, whose orders this one may have
    found in place, was undone: then only comparing tells.
    """
    found = connection.exec_driver_sql(
        "SELECT r.report FROM import_run r WHERE r.sha256 = ? AND r.state = 'done' "
        "AND NOT EXISTS (SELECT 1 FROM order_version v WHERE v.import_id > r.id) "
        "AND NOT EXISTS (SELECT 1 FROM import_run u WHERE u.id < r.id AND u.state = 'undone') "
        "ORDER BY r.id DESC LIMIT 1",
        (sha256,),
    ).scalar()
    return None if found is None else str(found)


def start_run(
    connection: Connection, *, source_id: int, kind: str, file: str, sha256: str, byte_count: int, at: int
) -> int:
    """A new import without its report, so that what it adds can refer to it."""
    made = connection.exec_driver_sql(
        "INSERT INTO import_run (source_id, kind, file_name, sha256, byte_count, reading, started_at, "
        "finished_at, state, report) VALUES (?, ?, ?, ?, ?, '{}', ?, ?, 'done', '{}')",
        (source_id, kind, file, sha256, byte_count, at, at),
    )
    return int(made.lastrowid)


def finish_run(
    connection: Connection,
    import_id: int,
    *,
    reading: dict[str, Any],
    report: dict[str, Any],
    at: int,
    rejected: Sequence[tuple[int, str, str, str]],
) -> None:
    """Store an import's report and its rejected cells (line, column, value, reason as JSON)."""
    connection.exec_driver_sql(
        "UPDATE import_run SET reading = ?, report = ?, finished_at = ? WHERE id = ?",
        (json.dumps(reading, ensure_ascii=False), json.dumps(report, ensure_ascii=False), at, import_id),
    )
    if rejected:
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO import_reject (import_id, line, column_name, value, reason) "
            "VALUES (?, ?, ?, ?, ?)",
            [(import_id, *row) for row in rejected],
        )


def remembered_mapping(connection: Connection, fingerprint: str) -> dict[str, Any] | None:
    """What the owner said of files with these columns."""
    found = connection.exec_driver_sql(
        "SELECT mapping FROM column_memory WHERE header_fingerprint = ?", (fingerprint,)
    ).scalar()
    return None if found is None else dict(json.loads(found))


def remember_mapping(connection: Connection, fingerprint: str, mapping: dict[str, Any], at: int) -> None:
    """Keep what the owner said of files with these columns."""
    connection.exec_driver_sql(
        "INSERT INTO column_memory (header_fingerprint, mapping, at) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET mapping = excluded.mapping, at = excluded.at",
        (fingerprint, json.dumps(mapping, ensure_ascii=False, sort_keys=True), at),
    )


def overwritten_by(connection: Connection, import_id: int) -> tuple[int, str] | None:
    """(id, file) of a later import that changed orders which this one added or changed; None: none did."""
    row = connection.exec_driver_sql(
        "SELECT r.id, r.file_name FROM order_version v JOIN orders o ON o.id = v.order_id "
        "JOIN import_run r ON r.id = v.import_id "
        "WHERE v.import_id > ?1 AND r.state = 'done' AND (o.import_id = ?1 OR EXISTS "
        "(SELECT 1 FROM order_version mine WHERE mine.import_id = ?1 AND mine.order_id = v.order_id)) "
        "ORDER BY r.id DESC LIMIT 1",
        (import_id,),
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def customers_concerned(connection: Connection, import_id: int) -> list[int]:
    """The customers of orders that an import added or changed, as they are and as they were."""
    rows = connection.exec_driver_sql(
        "SELECT customer_id FROM orders WHERE import_id = ?1 AND customer_id IS NOT NULL "
        "UNION SELECT o.customer_id FROM order_version v JOIN orders o ON o.id = v.order_id "
        "WHERE v.import_id = ?1 AND o.customer_id IS NOT NULL "
        "UNION SELECT json_extract(v.before, '$.order.customer_id') FROM order_version v "
        "WHERE v.import_id = ?1 AND json_extract(v.before, '$.order.customer_id') IS NOT NULL",
        (import_id,),
    )
    return [row[0] for row in rows]


def delete_orders(connection: Connection, import_id: int) -> None:
    """Delete the orders that an import added, with their lines."""
    chosen = "SELECT id FROM orders WHERE import_id = ?"
    connection.exec_driver_sql(f"DELETE FROM order_line WHERE order_id IN ({chosen})", (import_id,))
    connection.exec_driver_sql("DELETE FROM orders WHERE import_id = ?", (import_id,))


def restore_orders(connection: Connection, import_id: int) -> None:
    """Put the orders that an import changed back as they were."""
    versions = connection.exec_driver_sql(
        "SELECT order_id, before FROM order_version WHERE import_id = ?", (import_id,)
    ).fetchall()
    for order_id, before in versions:
        kept = json.loads(before)
        assigned = ", ".join(f"{column} = ?" for column in kept["order"])
        connection.exec_driver_sql(
            f"UPDATE orders SET {assigned} WHERE id = ?", (*kept["order"].values(), order_id)
        )
        connection.exec_driver_sql("DELETE FROM order_line WHERE order_id = ?", (order_id,))
        connection.exec_driver_sql(
            "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, unit_price_e4, total_e4) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [(order_id, *line) for line in sorted(kept["lines"])],
        )
    connection.exec_driver_sql("DELETE FROM order_version WHERE import_id = ?", (import_id,))


def restore_changes(connection: Connection, import_id: int) -> None:
    """Put customers, products and consents that an import changed back, where no later import changed
    them.
    """
    changes = connection.exec_driver_sql(
        "SELECT entity, row_key, before FROM import_change mine WHERE import_id = ?1 AND NOT EXISTS "
        "(SELECT 1 FROM import_change later WHERE later.import_id > ?1 AND later.entity = mine.entity "
        "AND later.row_key = mine.row_key) ORDER BY position DESC",
        (import_id,),
    ).fetchall()
    for entity, row_key, before in changes:
        key = json.loads(row_key)
        same = " AND ".join(f"{column} = ?" for column in key)
        if before is None:
            connection.exec_driver_sql(f"DELETE FROM {entity} WHERE {same}", tuple(key.values()))
            continue
        values = json.loads(before)
        assigned = ", ".join(f"{column} = ?" for column in values)
        connection.exec_driver_sql(
            f"UPDATE {entity} SET {assigned} WHERE {same}", (*values.values(), *key.values())
        )
    connection.exec_driver_sql("DELETE FROM import_change WHERE import_id = ?", (import_id,))


def delete_unused(connection: Connection, import_id: int) -> None:
    """Delete customers and products that an import added and that nothing else in the shop speaks of."""
    for table, column, users in (
        ("customer", "customer_id", ("orders", "visit", "review", "recipient", "outcome", "customer_note")),
        ("product", "product_id", ("order_line", "visit", "review", "recommendation")),
    ):
        unused = " ".join(
            f"AND NOT EXISTS (SELECT 1 FROM {user} u WHERE u.{column} = t.id)" for user in users
        )
        rows = connection.exec_driver_sql(
            f"SELECT id FROM {table} t WHERE import_id = ? {unused}", (import_id,)
        )
        with id_list(connection, [row[0] for row in rows]) as listed:
            for child in _children(table):
                connection.exec_driver_sql(f"DELETE FROM {child} WHERE {column} IN (SELECT id FROM {listed})")
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE id IN (SELECT id FROM {listed})")


def _children(table: str) -> Iterable[str]:
    return ("customer_key", "consent", "customer_total") if table == "customer" else ("product_total",)


def mark_undone(connection: Connection, import_id: int) -> None:
    """Remember that an import was taken back."""
    connection.exec_driver_sql("UPDATE import_run SET state = 'undone' WHERE id = ?", (import_id,))


def source_of_run(connection: Connection, import_id: int) -> int:
    """The id of the source that an import belongs to."""
    return int(
        connection.exec_driver_sql("SELECT source_id FROM import_run WHERE id = ?", (import_id,)).scalar_one()
    )
