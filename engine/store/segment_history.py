"""Segments through time in the shop file: months gone by, movements between two days, comparisons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from engine.store.features import frame
from engine.store.rollups import COUNTED
from engine.store.search import holding

if TYPE_CHECKING:
    import pandas as pd

#: Movements kept; the oldest go.
KEPT_MOVEMENTS = 12


class MoveRow(NamedTuple):
    """A customer who changed group."""

    customer_id: int
    code: str
    name: str
    from_code: str
    to_code: str
    cause: str
    net_e4: int
    spent_e4: int


@dataclass(frozen=True)
class MoveQuestion:
    """Which movers: by text in name, number or address, by either group and by cause (empty: any)."""

    movement_id: int
    search: str = ""
    from_code: str | None = None
    to_code: str | None = None
    group: str | None = None
    cause: str = ""


_SORTS = {"name": "t.name COLLATE NOCASE", "net": "m.net_e4", "spent": "t.net_e4"}


def orders_state(connection: Connection) -> str:
    """A fingerprint of everything about orders from which segments are made: the same, nothing changed."""
    sql = """
    SELECT COUNT(*), TOTAL(placed_at), TOTAL(total_e4), TOTAL(refunded_e4),
           COALESCE(SUM(((id * 31 + COALESCE(customer_id, 0)) * 31
               + unicode(status) + unicode(substr(status, 2))) % 1000003 * (id % 9973 + 1)), 0),
           COALESCE(SUM((placed_at + total_e4 + refunded_e4 + COALESCE(refund_of, 0)) % 1000003
               * (id % 9973 + 1)), 0)
    FROM orders
    """
    found = connection.exec_driver_sql(sql).one()
    zone = connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'timezone'").scalar()
    return ":".join(str(part) for part in (*found, zone))


def history_frame(connection: Connection) -> pd.DataFrame:
    """Every order of a known customer that counts; one row each, by time."""
    sql = f"""
    SELECT o.id, o.customer_id, o.placed_at, o.kind = 'sale', o.status = 'refunded', o.total_e4,
           o.refunded_e4, o.refund_of
    FROM orders o WHERE o.customer_id IS NOT NULL AND {COUNTED} ORDER BY o.placed_at, o.id
    """
    columns = "id customer_id placed_at sale returned total_e4 refunded_e4 refund_of"
    return frame(connection, sql, columns)


def linked_frame(connection: Connection) -> pd.DataFrame:
    """Every refund that names its sale, whoever's and in whatever state: sale, when, how much (positive)."""
    sql = "SELECT refund_of, placed_at, -total_e4 FROM orders WHERE refund_of IS NOT NULL"
    return frame(connection, sql, "sale placed_at back_e4")


def month_totals(connection: Connection, state: str) -> dict[str, bytes]:
    """The packed totals of each stored day that were computed from these orders."""
    rows = connection.exec_driver_sql("SELECT day, totals FROM segment_month WHERE state = ?", (state,))
    return {str(row[0]): row[1] for row in rows}


def keep_months(connection: Connection, state: str, rows: Iterable[tuple[str, int, bytes]]) -> None:
    """Replace every stored day by these: (day, customers, packed totals)."""
    connection.exec_driver_sql("DELETE FROM segment_month")
    made = [(day, state, customers, totals) for day, customers, totals in rows]
    if made:
        connection.exec_driver_sql(
            "INSERT INTO segment_month (day, state, customer_count, totals) VALUES (?, ?, ?, ?)", made
        )


def keep_movement(
    connection: Connection,
    days: tuple[str, str],
    question: str,
    result: dict[str, Any],
    moves: Sequence[tuple[int, str, str, str, int]],
    at: int,
) -> int:
    """Store a movement; ``moves`` are (customer id, from, to, cause, net between). Returns its id."""
    connection.exec_driver_sql("DELETE FROM segment_movement WHERE question = ?", (question,))
    made = connection.exec_driver_sql(
        "INSERT INTO segment_movement (from_day, to_day, question, created_at, result)"
        " VALUES (?, ?, ?, ?, ?)",
        (*days, question, at, json.dumps(result)),
    )
    number = int(made.lastrowid)
    if moves:
        connection.exec_driver_sql(
            "INSERT INTO segment_move (movement_id, customer_id, from_code, to_code, cause, net_e4)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *move) for move in moves],
        )
    connection.exec_driver_sql(
        "DELETE FROM segment_movement WHERE id NOT IN"
        " (SELECT id FROM segment_movement ORDER BY id DESC LIMIT ?)",
        (KEPT_MOVEMENTS,),
    )
    return number


def find_movement(connection: Connection, question: str) -> tuple[int, dict[str, Any]] | None:
    """The id and result of the movement that answers a question."""
    row = connection.exec_driver_sql(
        "SELECT id, result FROM segment_movement WHERE question = ?", (question,)
    ).one_or_none()
    return None if row is None else (int(row[0]), json.loads(row[1]))


def move_rows(
    connection: Connection, question: MoveQuestion, *, sort: str, descending: bool, offset: int, limit: int
) -> tuple[list[MoveRow], int]:
    """Movers by name, net or spent (in all), and how many there are."""
    where, facts = ["m.movement_id = :movement", "c.erased_at IS NULL"], {"movement": question.movement_id}
    asked: dict[str, Any] = dict(facts)
    for column, value in (("from_code", question.from_code), ("to_code", question.to_code)):
        if value is not None:
            where.append(f"m.{column} = :{column}")
            asked[column] = value
    if question.group is not None:
        where.append("(m.from_code = :group OR m.to_code = :group)")
        asked["group"] = question.group
    if question.cause:
        where.append("m.cause = :cause")
        asked["cause"] = question.cause
    if question.search:
        texts = ("t.name", "c.code", "c.email")
        where.append("(" + " OR ".join(f"{text} LIKE :text ESCAPE '\\'" for text in texts) + ")")
        asked["text"] = holding(question.search)
    tables = (
        "FROM segment_move m JOIN customer c ON c.id = m.customer_id"
        f" JOIN customer_total t ON t.customer_id = m.customer_id WHERE {' AND '.join(where)}"
    )
    total = int(connection.exec_driver_sql(f"SELECT COUNT(*) {tables}", asked).scalar_one())
    rows = connection.exec_driver_sql(
        "SELECT m.customer_id, c.code, t.name, m.from_code, m.to_code, m.cause, m.net_e4, t.net_e4"
        f" {tables} ORDER BY {_SORTS[sort]} {'DESC' if descending else 'ASC'}, m.customer_id"
        " LIMIT :limit OFFSET :offset",
        {**asked, "limit": limit, "offset": offset},
    )
    return [MoveRow(*row) for row in rows], total


def keep_comparison(connection: Connection, as_of: str, at: int, result: dict[str, Any]) -> None:
    """Store how the methods did, in the place of what was stored."""
    connection.exec_driver_sql("DELETE FROM segment_comparison")
    connection.exec_driver_sql(
        "INSERT INTO segment_comparison (as_of, created_at, result) VALUES (?, ?, ?)",
        (as_of, at, json.dumps(result, ensure_ascii=False)),
    )


def comparison(connection: Connection) -> tuple[str, int, dict[str, Any]] | None:
    """(as of, when, result) of the stored comparison."""
    row = connection.exec_driver_sql("SELECT as_of, created_at, result FROM segment_comparison").one_or_none()
    return None if row is None else (str(row[0]), int(row[1]), json.loads(row[2]))


def shared_members(connection: Connection, one: int, other: int) -> list[tuple[int, int, int]]:
    """How many customers each segment of a run shares with each of another: (segment, segment, customers)."""
    rows = connection.exec_driver_sql(
        "SELECT a.segment_id, b.segment_id, COUNT(*) FROM segment_member a"
        " JOIN segment_member b ON b.run_id = ? AND b.customer_id = a.customer_id"
        " WHERE a.run_id = ? GROUP BY 1, 2",
        (other, one),
    )
    return [(int(row[0]), int(row[1]), int(row[2])) for row in rows]
