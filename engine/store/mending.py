"""What an import changed of customers, products, consents and the like, and said of them: taken out again.

A column that the import changed is again what it was before, unless a later import changed it, too, or found
it so: then that one remembers what was before. Where imports wrote down what their files say
(``journal.told``), the newest word of the others stands.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from engine.store.taking_back import EVENTS, later_imports

_NAMED_BY_ID = ("customer", "product", "campaign", *EVENTS)
#: What the owner said since the import stays: no file explains it.
_UNLESS_OWNERS = {"consent": " AND basis = 'import'"}


@dataclass
class _Row:
    """What imports did to one row: ``before`` is None where the import taken back added it."""

    before: dict[str, Any] | None
    later: list[tuple[int, int, dict[str, Any] | None]] = field(default_factory=list)


@dataclass
class Mended:
    """Columns (table, id, column) → the value from before the import that they have again, whether any
    consent changed, and the customer keys that only the import brought (``mend_keys``).
    """

    columns: dict[tuple[str, int, str], Any]
    consents: bool
    keys: list[dict[str, Any]]


def mend_rows(connection: Connection, import_id: int) -> Mended:
    """Take what an import changed beside orders out again."""
    rows = _changed_rows(connection, import_id)
    holders = _holders(connection, import_id, rows)
    spliced: list[tuple[str | None, int, int]] = []
    passed_on: list[tuple[int, str, str, dict[str, Any]]] = []
    restored: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = defaultdict(list)
    dropped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (entity, key), row in rows.items():
        if row.before is None:
            if row.later:
                spliced.append((None, *row.later[0][:2]))
            else:
                dropped[entity].append(json.loads(key))
            continue
        holder = holders.get((entity, key))
        back: dict[str, Any] = {}
        given: dict[tuple[int, int], dict[str, Any]] = {}
        held: dict[str, Any] = {}
        for column, value in row.before.items():
            found = next(
                (
                    (number, position, before)
                    for number, position, before in row.later
                    if before is not None and (column in before or not before)
                ),
                None,
            )
            if holder is not None and (found is None or holder < found[0]):
                held[column] = value
            elif found is not None:
                given.setdefault(found[:2], dict(found[2] or {}))[column] = value
            else:
                back[column] = value
        if back:
            restored[entity].append((json.loads(key), back))
        if held and holder is not None:
            passed_on.append((holder, entity, key, held))
        spliced += [(_json(before), *place) for place, before in given.items()]
    keys = dropped.pop("customer_key", [])
    _write(connection, spliced, passed_on, restored, dropped)
    connection.exec_driver_sql("DELETE FROM import_change WHERE import_id = ?", (import_id,))
    columns = {
        (entity, key["id"], column): value
        for entity, changes in restored.items()
        for key, values in changes
        if entity in _NAMED_BY_ID
        for column, value in values.items()
    }
    return Mended(columns, "consent" in restored or "consent" in dropped, keys)


def _changed_rows(connection: Connection, import_id: int) -> dict[tuple[str, str], _Row]:
    """Every row that an import changed (or only saw: nothing before), with what later imports did to it."""
    found = connection.exec_driver_sql(
        "SELECT mine.entity, mine.row_key, mine.before, later.import_id, later.position, later.before "
        "FROM import_change mine LEFT JOIN import_change later ON later.entity = mine.entity "
        "AND later.row_key = mine.row_key AND later.import_id > mine.import_id "
        "WHERE mine.import_id = ? ORDER BY mine.position, later.import_id, later.position",
        (import_id,),
    )
    rows: dict[tuple[str, str], _Row] = {}
    for entity, key, mine, number, position, before in found:
        told = None if mine is None else json.loads(mine)
        row = rows.setdefault((entity, key), _Row(told))
        if row.before is not None and told is not None:
            row.before = {**told, **row.before}
        place = (number, position)
        if number is not None and all(later[:2] != place for later in row.later):
            row.later.append((number, position, None if before is None else json.loads(before)))
    return rows


def _holders(
    connection: Connection, import_id: int, rows: Mapping[tuple[str, str], _Row]
) -> dict[tuple[str, str], int]:
    """The first later import that found a row, named by its id, as this one left it.

    Not for rows of which that import wrote down what it says: its words decide there, column by column.
    """
    holders: dict[tuple[str, str], int] = {}
    later = later_imports(connection, import_id)
    for entity in _NAMED_BY_ID if later else ():
        keys = [key for (other, key), row in rows.items() if other == entity and row.before]
        if not keys:
            continue
        for number in later:
            found = connection.exec_driver_sql(
                "SELECT k.value FROM json_each(?1) k WHERE json_extract(k.value, '$.id') <= ("
                "SELECT s.last_id FROM import_seen s WHERE s.import_id = ?2 AND s.entity = ?3 "
                "AND s.first_id <= json_extract(k.value, '$.id') ORDER BY s.first_id DESC LIMIT 1) "
                "AND NOT EXISTS (SELECT 1 FROM import_word w WHERE w.entity = ?3 AND w.import_id = ?2 "
                "AND w.row_id = json_extract(k.value, '$.id'))",
                (json.dumps(keys), number, entity),
            )
            for (key,) in found:
                holders.setdefault((entity, key), number)
    return holders


def _write(
    connection: Connection,
    spliced: list[tuple[str | None, int, int]],
    passed_on: list[tuple[int, str, str, dict[str, Any]]],
    restored: Mapping[str, list[tuple[dict[str, Any], dict[str, Any]]]],
    dropped: Mapping[str, list[dict[str, Any]]],
) -> None:
    if spliced:
        connection.exec_driver_sql(
            "UPDATE import_change SET before = ? WHERE import_id = ? AND position = ?", spliced
        )
    _pass_on(connection, passed_on)
    for entity, values in restored.items():
        _update(connection, entity, values)
    for entity, keys in dropped.items():
        same = " AND ".join(f"{column} = ?" for column in keys[0])
        connection.exec_driver_sql(
            f"DELETE FROM {entity} WHERE {same}{_UNLESS_OWNERS.get(entity, '')}",
            [tuple(key.values()) for key in keys],
        )


def _pass_on(connection: Connection, changes: Iterable[tuple[int, str, str, dict[str, Any]]]) -> None:
    """Let other imports remember (import, table, row key, columns before) from now on."""
    for number, entity, key, before in changes:
        connection.exec_driver_sql(
            "INSERT INTO import_change (import_id, position, entity, row_key, before) SELECT ?1, "
            "COALESCE(MAX(position), -1) + 1, ?2, ?3, ?4 FROM import_change WHERE import_id = ?1",
            (number, entity, key, _json(before)),
        )


def mend_keys(connection: Connection, mended: Mended, unheld: Set[int]) -> None:
    """Forget the keys that only the import brought; customers whom no file holds any more (``unheld``) keep
    theirs, so that they are known when a file speaks of them again.
    """
    if mended.keys:
        connection.exec_driver_sql(
            "DELETE FROM customer_key WHERE source_id = ? AND kind = ? AND value = ? "
            "AND customer_id NOT IN (SELECT value FROM json_each(?))",
            [
                (key["source_id"], key["kind"], key["value"], json.dumps(sorted(unheld)))
                for key in mended.keys
            ],
        )


def mend_words(connection: Connection, import_id: int, mended: Mended, given: Mapping[str, Set[int]]) -> None:
    """Let the newest words of the other imports stand where this one's stood, and forget its own.

    ``mended`` is what its changes left behind; ``given`` are the ids, by table, of rows that the import had
    added and others hold now: what nobody else says of them is empty again.
    """
    tables = connection.exec_driver_sql(
        "SELECT DISTINCT entity FROM import_word WHERE import_id = ?", (import_id,)
    ).scalars()
    for entity in tables.all():
        mine = connection.exec_driver_sql(
            f"SELECT w.row_id, w.words FROM import_word w JOIN {entity} t ON t.id = w.row_id "
            "WHERE w.import_id = ? AND w.entity = ?",
            (import_id, entity),
        ).fetchall()
        others: dict[int, dict[str, Any]] = defaultdict(dict)
        speaker: dict[tuple[int, str], int] = {}
        for number, words, other in connection.exec_driver_sql(
            "SELECT w.row_id, w.words, w.import_id FROM import_word mine JOIN import_word w "
            "ON w.entity = mine.entity AND w.row_id = mine.row_id AND w.import_id <> mine.import_id "
            "WHERE mine.import_id = ? AND mine.entity = ? ORDER BY w.at, w.import_id",
            (import_id, entity),
        ):
            told = _columns(words)
            others[number].update(told)
            speaker.update(((number, column), other) for column in told)
        empty = _empty(entity)
        changes = []
        for number, words in mine:
            added = number in given.get(entity, ())
            said = {column: _stored(value) for column, value in _columns(words).items()}
            standing = {
                column: _stored(others[number][column]) if column in others[number] else empty[column]
                for column in said
                if column in others[number] or (added and column in empty)
            }
            if standing:
                changes.append((number, said, standing))
        _let_stand(connection, entity, changes, mended)
        _remember(connection, entity, changes, mended, given.get(entity, ()), empty, speaker)
    # Who has no name is called by the code, as everywhere where only a code is told.
    connection.exec_driver_sql(
        "UPDATE product SET name = code WHERE name = '' AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(given.get("product", ()))),),
    )
    connection.exec_driver_sql("DELETE FROM import_word WHERE import_id = ?", (import_id,))


def _let_stand(
    connection: Connection,
    entity: str,
    changes: list[tuple[int, dict[str, Any], dict[str, Any]]],
    mended: Mended,
) -> None:
    """Set columns to what stands now, where what the import said of them is stored, or was until now."""
    by_columns: dict[str, list[tuple[Any, int, bool, Any]]] = defaultdict(list)
    for number, said, standing in changes:
        for column, value in standing.items():
            was = (entity, number, column) in mended.columns
            if was or value != said[column]:
                by_columns[column].append((value, number, was, said[column]))
    for column, values in by_columns.items():
        connection.exec_driver_sql(
            f"UPDATE {entity} SET {column} = ? WHERE id = ? AND (? OR {column} IS ?)", values
        )


def _remember(
    connection: Connection,
    entity: str,
    changes: list[tuple[int, dict[str, Any], dict[str, Any]]],
    mended: Mended,
    given: Collection[int],
    empty: Mapping[str, Any],
    speaker: Mapping[tuple[int, str], int],
) -> None:
    """Whose words stand now, where the import had changed or added the row, remember what was before it."""
    passed_on: dict[tuple[int, int], dict[str, Any]] = defaultdict(dict)
    for number, _, standing in changes:
        for column, value in standing.items():
            before = mended.columns.get(
                (entity, number, column), empty.get(column) if number in given else value
            )
            if (number, column) in speaker and before != value:
                passed_on[speaker[number, column], number][column] = before
    found = connection.exec_driver_sql(
        f"SELECT t.id, t.import_id FROM json_each(?) j CROSS JOIN {entity} t ON t.id = j.value",
        (json.dumps(sorted({number for _, number in passed_on})),),
    )
    holders = {row.id: row.import_id for row in found}
    _pass_on(
        connection,
        [
            (other, entity, _json({"id": number}), before)
            for (other, number), before in passed_on.items()
            # Whoever added the row takes all of it away.
            if holders[number] != other
        ],
    )


def _update(
    connection: Connection, entity: str, rows: Iterable[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    """Write (key columns, values by column) into a table, a statement for each set of columns."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
    for key, values in rows:
        alike[tuple(values), tuple(key)].append((*values.values(), *key.values()))
    for (columns, keys), several in alike.items():
        assigned = ", ".join(f"{column} = ?" for column in columns)
        same = " AND ".join(f"{column} = ?" for column in keys)
        connection.exec_driver_sql(
            f"UPDATE {entity} SET {assigned} WHERE {same}{_UNLESS_OWNERS.get(entity, '')}", several
        )


def _columns(words: str) -> dict[str, Any]:
    """What an import says of columns; what it says of consent is for ``engine.store.consents``."""
    return {name: value for name, value in json.loads(words).items() if " " not in name}


def _empty(entity: str) -> dict[str, Any]:
    """What the columns of a table hold where nothing is known."""
    from engine.store.schema import metadata

    defaults: dict[str, Any] = {}
    for column in metadata.tables[entity].columns:
        if column.server_default is not None:
            text = str(column.server_default.arg)  # type: ignore[attr-defined]
            defaults[column.name] = int(text) if text.isdecimal() else text
        elif column.nullable:
            defaults[column.name] = None
    return defaults


def _stored(value: Any) -> Any:
    return _json(value) if isinstance(value, (dict, list)) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
