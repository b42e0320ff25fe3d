"""The history of imports, and taking one back. Plain SQL rows: the window reads these pages itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

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
    """The report of an import of this very file of which all is certainly still stored as it left it.

    None where a later import changed anything, or where an earlier one was undone of which this one, made
    before imports wrote down what they found in place, may have found rows: then only comparing tells.
    """
    found = connection.exec_driver_sql(
        "SELECT r.report FROM import_run r WHERE r.sha256 = ? AND r.state = 'done' "
        "AND NOT EXISTS (SELECT 1 FROM order_version v WHERE v.import_id > r.id) "
        "AND NOT EXISTS (SELECT 1 FROM import_change c WHERE c.import_id > r.id AND c.before <> '{}') "
        "AND (COALESCE(json_extract(r.report, '$.rows.unchanged'), 0) = 0 "
        "OR EXISTS (SELECT 1 FROM import_seen s WHERE s.import_id = r.id) "
        "OR NOT EXISTS (SELECT 1 FROM import_run u WHERE u.id < r.id AND u.state = 'undone')) "
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


def keep_rejected_rows(connection: Connection, import_id: int, headers: Sequence[str], packed: bytes) -> None:
    """Keep an import's rows to fix: its file's headers, and zlib of JSON lines [line, [cells]]."""
    connection.exec_driver_sql(
        "INSERT INTO import_reject_rows (import_id, headers, lines) VALUES (?, ?, ?)",
        (import_id, json.dumps(list(headers), ensure_ascii=False), packed),
    )


def rejected_rows(connection: Connection, import_id: int) -> tuple[list[str], bytes] | None:
    """What ``keep_rejected_rows`` kept; None where nothing was rejected."""
    row = connection.exec_driver_sql(
        "SELECT headers, lines FROM import_reject_rows WHERE import_id = ?", (import_id,)
    ).one_or_none()
    return None if row is None else (list(json.loads(row[0])), bytes(row[1]))


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


def source_of_run(connection: Connection, import_id: int) -> int:
    """The id of the source that an import belongs to."""
    return int(
        connection.exec_driver_sql("SELECT source_id FROM import_run WHERE id = ?", (import_id,)).scalar_one()
    )
