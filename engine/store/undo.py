"""Undo for the small tables: triggers write down, row by row, the statement that takes each change back.

The method is SQLite's own (sqlite.org/undoredo.html). Steps are kept in the shop file, the newest last.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.errors import ClienteleError
from engine.store.schema import UNDOABLE, metadata
from engine.words import Text

#: Older steps are forgotten, so that the file does not grow for ever.
_KEPT_STEPS = 50


@dataclass(frozen=True)
class UndoStep:
    """A command that can be taken back."""

    id: int
    label: Text
    topics: frozenset[str]


def start_recording(connection: Connection) -> None:
    """Write down every change of an undoable table on this connection, until ``stop_recording``."""
    connection.exec_driver_sql("CREATE TEMP TABLE undo_log (seq INTEGER PRIMARY KEY, statement TEXT)")
    for name in UNDOABLE:
        table = metadata.tables[name]
        columns = [column.name for column in table.columns]
        keys = [column.name for column in table.primary_key.columns]
        listed = ", ".join(columns)
        values = " || ',' || ".join(f"quote(old.{column})" for column in columns)
        assigned = " || ', ' || ".join(f"'{column}=' || quote(old.{column})" for column in columns)
        inverse = {
            "INSERT": f"'DELETE FROM {name} WHERE ' || {_same_row(keys)}",
            "DELETE": f"'INSERT INTO {name} ({listed}) VALUES (' || {values} || ')'",
            "UPDATE": f"'UPDATE {name} SET ' || {assigned} || ' WHERE ' || {_same_row(keys)}",
        }
        for action, statement in inverse.items():
            connection.exec_driver_sql(
                f"CREATE TEMP TRIGGER undo_{name}_{action} AFTER {action} ON main.{name} "
                f"BEGIN INSERT INTO undo_log (statement) VALUES ({statement}); END"
            )


def _same_row(keys: list[str]) -> str:
    return " || ' AND ' || ".join(f"'{key}=' || quote(new.{key})" for key in keys)


def stop_recording(connection: Connection) -> None:
    """Remove the triggers again; bulk work is not slowed by them."""
    for name in UNDOABLE:
        for action in ("INSERT", "DELETE", "UPDATE"):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS temp.undo_{name}_{action}")
    connection.exec_driver_sql("DROP TABLE IF EXISTS temp.undo_log")


def save_step(connection: Connection, label: Text, topics: list[str], now: int) -> int | None:
    """Keep what was recorded as one step; None when nothing changed."""
    log = connection.exec_driver_sql("SELECT statement FROM undo_log ORDER BY seq DESC").scalars().all()
    if not log:
        return None
    step = connection.exec_driver_sql(
        "INSERT INTO undo_step (at, label, topics, statements) VALUES (?, ?, ?, ?) RETURNING id",
        (now, label.to_json(), json.dumps(topics), json.dumps(list(log))),
    ).scalar_one()
    connection.exec_driver_sql("DELETE FROM undo_step WHERE id <= ?", (step - _KEPT_STEPS,))
    return int(step)


def forget(connection: Connection, *topics: str) -> None:
    """Forget the steps of these topics: what they would put back is no longer what the shop knows."""
    for topic in topics:
        connection.exec_driver_sql("DELETE FROM undo_step WHERE topics LIKE ?", (f'%"{topic}"%',))


def last_step(connection: Connection) -> UndoStep | None:
    """The step that undo would take back now."""
    row = connection.exec_driver_sql(
        "SELECT id, label, topics FROM undo_step ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return UndoStep(row.id, Text.from_json(row.label), frozenset(json.loads(row.topics))) if row else None


def undo_last(connection: Connection, step_id: int | None = None) -> UndoStep:
    """Take the newest step back; raises ``store.nothing_to_undo``, or ``store.undo_too_late`` when
    ``step_id`` is no longer the newest."""
    step = last_step(connection)
    if step is None:
        raise ClienteleError("store.nothing_to_undo")
    if step_id is not None and step.id != step_id:
        raise ClienteleError("store.undo_too_late")
    statements = connection.exec_driver_sql(
        "SELECT statements FROM undo_step WHERE id = ?", (step.id,)
    ).scalar_one()
    # Children may come back before their parents; the references are checked at the end.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for statement in json.loads(statements):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("DELETE FROM undo_step WHERE id = ?", (step.id,))
    return step
