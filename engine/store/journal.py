"""What each import changed, found in place and said, so that any of them can be taken back, later, too.

Whatever stores rows of a file tells the journal three things, in the import's own transaction:

- ``changed``: rows that it changed or, where they have no column ``import_id``, added;
- ``seen``: rows that the file holds and that it left as they are, because they say the same already. When an
  earlier import that brought such a row is taken back, the row stays and belongs to the one that saw it;
- ``told``: what the file says of a customer or product, whether or not it took effect. When the import
  whose word stands is taken back, the newest word of the others takes its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

#: A row by its id, or by the columns that name it.
Key = int | Mapping[str, Any]
Change = tuple[str, dict[str, Any], dict[str, Any] | None]


def changed(connection: Connection, import_id: int, changes: Iterable[Change]) -> None:
    """Write down (table, key columns, columns before the change; None: the row was not there)."""
    position = _next_position(connection, import_id)
    rows = [
        (import_id, position + place, entity, _json(key), None if before is None else _json(before))
        for place, (entity, key, before) in enumerate(changes)
    ]
    _add_changes(connection, rows)


def seen(connection: Connection, import_id: int, entity: str, keys: Iterable[Key]) -> None:
    """Write down which stored rows of a table the file also holds, as they are.

    ``keys`` are ids, or the key columns of rows that have none (consents, suppressions, customer keys).
    """
    ids: set[int] = set()
    named: dict[str, None] = {}
    for key in keys:
        if isinstance(key, Mapping):
            named[_json(key)] = None
        else:
            ids.add(int(key))
    if ids:
        _add_ranges(connection, import_id, entity, ids)
    if named:
        # A change of no column: the row was there, and all that the file says of it too.
        position = _next_position(connection, import_id)
        rows = [(import_id, position + place, entity, key, "{}") for place, key in enumerate(named)]
        _add_changes(connection, rows)


def told(
    connection: Connection,
    import_id: int,
    entity: str,
    words: Iterable[tuple[int, int, Mapping[str, Any]]],
) -> None:
    """Write down (row id, moment, column → value) of what the file says of rows of a table.

    Of two words the later moment's stands, then the later import's. Columns of which the file says nothing
    are left out. A second word of one import about one row adds to the first.
    """
    rows = [(entity, int(row), import_id, int(at), _json(said)) for row, at, said in words]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO import_word (entity, row_id, import_id, at, words) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET at = max(at, excluded.at), words = json_patch(words, excluded.words)",
            rows,
        )


def _add_ranges(connection: Connection, import_id: int, entity: str, ids: set[int]) -> None:
    """Ids as (first, last): a file that comes again holds what one import added in one piece."""
    known = connection.exec_driver_sql(
        "SELECT first_id, last_id FROM import_seen WHERE import_id = ? AND entity = ?", (import_id, entity)
    ).fetchall()
    for first, last in known:
        ids.update(range(first, last + 1))
    if known:
        connection.exec_driver_sql(
            "DELETE FROM import_seen WHERE import_id = ? AND entity = ?", (import_id, entity)
        )
    rows: list[tuple[int, str, int, int]] = []
    ordered = sorted(ids)
    first = last = ordered[0]
    for number in ordered[1:]:
        if number != last + 1:
            rows.append((import_id, entity, first, last))
            first = number
        last = number
    rows.append((import_id, entity, first, last))
    connection.exec_driver_sql(
        "INSERT INTO import_seen (import_id, entity, first_id, last_id) VALUES (?, ?, ?, ?)", rows
    )


def _next_position(connection: Connection, import_id: int) -> int:
    return int(
        connection.exec_driver_sql(
            "SELECT COALESCE(MAX(position), -1) + 1 FROM import_change WHERE import_id = ?", (import_id,)
        ).scalar_one()
    )


def _add_changes(connection: Connection, rows: Sequence[tuple[int, int, str, str, str | None]]) -> None:
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO import_change (import_id, position, entity, row_key, before) VALUES (?, ?, ?, ?, ?)",
            list(rows),
        )


def _json(columns: Mapping[str, Any]) -> str:
    # Written in one way, so that two imports' words on the same row find each other.
    return json.dumps(dict(columns), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
