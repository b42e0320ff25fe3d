"""Writing a whole invented shop into an empty shop file, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, insert

from engine.jobs import Progress, no_progress
from engine.store import schema

if TYPE_CHECKING:
    import pandas as pd

#: Rows handed to SQLite at once: enough to be fast, few enough to notice a cancel.
_ROWS_AT_ONCE = 20_000

#: The tables that grow with the shop; their secondary indexes are built once, after the rows.
_BIG = (schema.customer, schema.orders, schema.order_line, schema.visit, schema.review)


def drop_indexes(connection: Connection) -> None:
    """Drop the secondary indexes of the tables that grow, for `build_indexes` to build at the end."""
    for table in _BIG:
        for index in table.indexes:
            index.drop(connection)


def build_indexes(connection: Connection, progress: Progress = no_progress) -> None:
    """Build what `drop_indexes` dropped."""
    indexes = [index for table in _BIG for index in sorted(table.indexes, key=lambda index: str(index.name))]
    for done, index in enumerate(indexes):
        index.create(connection)
        progress((done + 1) / len(indexes))


def add_source(connection: Connection, channel: str, name: str) -> int:
    """Add the source that orders come from; returns its id."""
    statement = insert(schema.source).values(channel=channel, name=name).returning(schema.source.c.id)
    return int(connection.execute(statement).scalar_one())


def add_rows(
    connection: Connection,
    table: Table,
    frame: pd.DataFrame,
    *,
    constants: dict[str, object] | None = None,
    null: dict[str, object] | None = None,
    progress: Progress = no_progress,
) -> None:
    """Insert `frame`, whose columns are named as the table's; `constants` are columns with one value.

    `null` names the value of a column that stands for NULL.
    """
    constants, null = constants or {}, null or {}
    columns = [*frame.columns, *constants]
    unknown = set(columns) - set(table.c.keys())
    if unknown:
        raise ValueError(f"{table.name} has no columns {sorted(unknown)}")
    sql = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        progress(start / len(frame))
        part = frame.iloc[start : start + _ROWS_AT_ONCE]
        connection.exec_driver_sql(sql, list(_tuples(part, list(constants.values()), null)))
    progress(1.0)


def _tuples(
    frame: pd.DataFrame, constants: Sequence[object], null: dict[str, object]
) -> Iterator[tuple[Any, ...]]:
    """Return the rows as tuples of Python values, with NULLs in place."""
    columns: list[list[Any]] = []
    for name in frame.columns:
        values = frame[name].tolist()
        if name in null:
            nothing = null[name]
            values = [None if value == nothing else value for value in values]
        columns.append(values)
    columns += [[value] * len(frame) for value in constants]
    return zip(*columns, strict=True)
