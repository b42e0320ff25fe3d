"""Saved segment runs in the shop file: one transaction writes a run, plain rows read it back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.words import Text


@dataclass(frozen=True)
class NewRun:
    """The head of a run to be saved."""

    method: str
    as_of: str
    created_at: int
    customer_count: int
    parameters: dict[str, Any]
    quality: dict[str, Any]


@dataclass(frozen=True)
class NewSegment:
    """One segment to be saved; ``members`` are (customer id, score, combined score or None)."""

    code: str
    name: Text
    rule: Text
    advice: Text
    sales_e4: int
    facts: dict[str, Any]
    members: list[tuple[int, str, int | None]]


class RunRow(NamedTuple):
    """A saved run's head."""

    id: int
    method: str
    as_of: str
    created_at: int
    customer_count: int
    parameters: str
    quality: str


class SegmentRow(NamedTuple):
    """A saved segment."""

    id: int
    code: str
    position: int
    name: str
    rule: str
    advice: str
    customer_count: int
    sales_e4: int
    facts: str


class MemberRow(NamedTuple):
    """A member of a segment with what a table shows of them."""

    customer_id: int
    code: str
    name: str
    score: str
    points: int | None
    order_count: int
    net_e4: int
    last_at: int | None


class PointRow(NamedTuple):
    """A member who has bought, drawn for the map; ``everyone`` is how many such members the run has."""

    customer_id: int
    segment: str
    code: str
    name: str
    net_e4: int
    last_at: int
    everyone: int


class ListRow(NamedTuple):
    """A member of a segment as a list in a file names them; ``consent`` to e-mail: yes, no, None."""

    code: str
    name: str
    email: str
    consent: str | None
    country: str
    order_count: int
    net_e4: int
    last_at: int | None
    points: int | None


_RUN = "SELECT id, method, as_of, created_at, customer_count, parameters, quality FROM segment_run"


def prospect_ids(connection: Connection, end: int | None) -> list[int]:
    """Customers on file by ``end`` (epoch seconds; None: now) without any counting purchase by then."""
    if end is None:
        sql = (
            "SELECT t.customer_id FROM customer_total t JOIN customer c ON c.id = t.customer_id"
            " WHERE t.order_count = 0 AND c.erased_at IS NULL ORDER BY 1"
        )
        rows = connection.exec_driver_sql(sql)
    else:
        from engine.store.features import BOUGHT_THEN, LATER

        rows = connection.exec_driver_sql(
            f"""
            WITH {LATER}
            SELECT c.id FROM customer c
            WHERE c.created_at <= :end AND c.erased_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM orders o LEFT JOIN later l ON l.sale = o.id
                WHERE o.customer_id = c.id AND o.placed_at <= :end AND {BOUGHT_THEN})
            ORDER BY 1
            """,
            {"end": end},
        )
    return [int(row[0]) for row in rows]


def save_run(connection: Connection, run: NewRun, segments: list[NewSegment]) -> int:
    """Write a run with its segments and members; the run's id."""
    run_id = int(
        connection.exec_driver_sql(
            "INSERT INTO segment_run (method, as_of, created_at, customer_count, parameters, quality)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (
                run.method,
                run.as_of,
                run.created_at,
                run.customer_count,
                json.dumps(run.parameters, ensure_ascii=False),
                json.dumps(run.quality, ensure_ascii=False),
            ),
        ).scalar_one()
    )
    members: list[tuple[int, int, int, str, int | None]] = []
    for position, new in enumerate(segments):
        segment_id = int(
            connection.exec_driver_sql(
                "INSERT INTO segment (run_id, code, position, name, rule, advice, customer_count, sales_e4,"
                " facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    run_id,
                    new.code,
                    position,
                    new.name.to_json(),
                    new.rule.to_json(),
                    new.advice.to_json(),
                    len(new.members),
                    new.sales_e4,
                    json.dumps(new.facts, ensure_ascii=False),
                ),
            ).scalar_one()
        )
        members.extend(
            (run_id, customer, segment_id, score, points) for customer, score, points in new.members
        )
    members.sort()
    if members:
        connection.exec_driver_sql(
            "INSERT INTO segment_member (run_id, customer_id, segment_id, score, points)"
            " VALUES (?, ?, ?, ?, ?)",
            members,
        )
    return run_id


def forget_runs(connection: Connection, method: str, kept: int) -> None:
    """Delete the oldest runs of a method beyond the newest ``kept``."""
    connection.exec_driver_sql(
        "DELETE FROM segment_run WHERE method = ? AND id NOT IN"
        " (SELECT id FROM segment_run WHERE method = ? ORDER BY id DESC LIMIT ?)",
        (method, method, kept),
    )


def find_run(connection: Connection, run_id: int) -> RunRow | None:
    """The run of that id."""
    row = connection.exec_driver_sql(f"{_RUN} WHERE id = ?", (run_id,)).one_or_none()
    return None if row is None else RunRow(*row)


def latest_run(connection: Connection, method: str) -> RunRow | None:
    """The newest saved run of a method with the latest as-of day: what counts as "now"."""
    row = connection.exec_driver_sql(
        f"{_RUN} WHERE method = ? ORDER BY as_of DESC, id DESC LIMIT 1", (method,)
    ).one_or_none()
    return None if row is None else RunRow(*row)


def latest_runs(connection: Connection) -> list[RunRow]:
    """The latest run of each method, RFM first."""
    methods = connection.exec_driver_sql("SELECT DISTINCT method FROM segment_run ORDER BY 1").scalars()
    found = [latest_run(connection, method) for method in methods]
    return sorted((run for run in found if run is not None), key=lambda run: run.method != "rfm")


def run_rows(connection: Connection) -> list[RunRow]:
    """Every saved run, the newest first."""
    return [RunRow(*row) for row in connection.exec_driver_sql(f"{_RUN} ORDER BY id DESC")]


def segment_rows(connection: Connection, run_id: int) -> list[SegmentRow]:
    """The segments of a run in their order."""
    sql = (
        "SELECT id, code, position, name, rule, advice, customer_count, sales_e4, facts"
        " FROM segment WHERE run_id = ? ORDER BY position"
    )
    return [SegmentRow(*row) for row in connection.exec_driver_sql(sql, (run_id,))]


def member_rows(connection: Connection, segment_id: int, limit: int) -> list[MemberRow]:
    """Members of a segment, those who spent most first."""
    sql = """
    SELECT m.customer_id, c.code, t.name, m.score, m.points, t.order_count, t.net_e4, t.last_at
    FROM segment_member m JOIN customer c ON c.id = m.customer_id
    JOIN customer_total t ON t.customer_id = m.customer_id
    WHERE m.segment_id = ? ORDER BY t.net_e4 DESC, m.customer_id LIMIT ?
    """
    return [MemberRow(*row) for row in connection.exec_driver_sql(sql, (segment_id, limit))]


def point_rows(connection: Connection, run_id: int, limit: int) -> list[PointRow]:
    """Members of a run who have bought, with their totals of now; at most ``limit``, by segment and customer.

    A systematic sample of the members in that order: the same every time, and of each segment its share.
    """
    sql = """
    WITH buyer AS (
        SELECT m.customer_id, s.code AS segment, t.name, t.net_e4, t.last_at,
               ROW_NUMBER() OVER (ORDER BY s.position, m.customer_id) AS place, COUNT(*) OVER () AS everyone
        FROM segment_member m JOIN segment s ON s.id = m.segment_id
        JOIN customer_total t ON t.customer_id = m.customer_id
        WHERE m.run_id = :run AND t.order_count > 0)
    SELECT b.customer_id, b.segment, c.code, b.name, b.net_e4, b.last_at, b.everyone
    FROM buyer b JOIN customer c ON c.id = b.customer_id
    WHERE b.place * :limit / b.everyone > (b.place - 1) * :limit / b.everyone ORDER BY b.place
    """
    rows = connection.exec_driver_sql(sql, {"run": run_id, "limit": limit})
    return [PointRow(*row) for row in rows]


def list_rows(connection: Connection, segment_id: int) -> list[ListRow]:
    """Every member of a segment who was not erased, those who spent most first."""
    sql = """
    SELECT c.code, t.name, c.email, k.status, c.country, t.order_count, t.net_e4, t.last_at,
           m.points
    FROM segment_member m JOIN customer c ON c.id = m.customer_id
    JOIN customer_total t ON t.customer_id = m.customer_id
    LEFT JOIN consent k ON k.customer_id = c.id AND k.channel = 'email'
    WHERE m.segment_id = ? AND c.erased_at IS NULL ORDER BY t.net_e4 DESC, m.customer_id
    """
    return [ListRow(*row) for row in connection.exec_driver_sql(sql, (segment_id,))]


def segment_name(connection: Connection, segment_id: int) -> Text | None:
    """What a segment is called; None where there is no such segment."""
    found = connection.exec_driver_sql("SELECT name FROM segment WHERE id = ?", (segment_id,)).scalar()
    return None if found is None else Text.from_json(found)


def memberships(connection: Connection, customer_id: int) -> list[tuple[RunRow, SegmentRow, str]]:
    """The customer's segment in the latest run of each method, with the score."""
    found = []
    for run in latest_runs(connection):
        row = connection.exec_driver_sql(
            "SELECT s.id, s.code, s.position, s.name, s.rule, s.advice, s.customer_count, s.sales_e4,"
            " s.facts, m.score FROM segment_member m JOIN segment s ON s.id = m.segment_id"
            " WHERE m.run_id = ? AND m.customer_id = ?",
            (run.id, customer_id),
        ).one_or_none()
        if row is not None:
            found.append((run, SegmentRow(*row[:-1]), str(row[-1])))
    return found


def run_of_segment(connection: Connection, segment_id: int) -> int | None:
    """The run that a segment belongs to; None where there is no such segment."""
    found = connection.exec_driver_sql("SELECT run_id FROM segment WHERE id = ?", (segment_id,)).scalar()
    return None if found is None else int(found)


def current_segments(connection: Connection) -> list[tuple[int, Text, str]]:
    """(id, name, method) of every segment of the latest run of each method that has members."""
    found = []
    for run in latest_runs(connection):
        rows = segment_rows(connection, run.id)
        found += [(row.id, Text.from_json(row.name), run.method) for row in rows if row.customer_count]
    return found


def score_cells(
    connection: Connection, since: Sequence[int], orders: Sequence[int], net_e4: Sequence[int]
) -> dict[str, tuple[int, int]]:
    """Customers and net sales of each RFM code that occurs, as of now.

    ``since`` are the moments (descending) from which a last order scores best, second best and so on;
    ``orders`` and ``net_e4`` the ascending upper edges of the scores from 1.
    """
    # Whole numbers of our own making: safe to write into the query, which SQLite then need not bind.
    best = len(since) + 1
    recency = " ".join(f"WHEN last_at >= {int(at)} THEN {best - place}" for place, at in enumerate(since))
    rising = [
        " ".join(f"WHEN {column} <= {int(edge)} THEN {place}" for place, edge in enumerate(edges, 1))
        for column, edges in (("order_count", orders), ("net_e4", net_e4))
    ]
    rows = connection.exec_driver_sql(
        f"SELECT CASE {recency} ELSE 1 END, CASE {rising[0]} ELSE {best} END,"
        f" CASE {rising[1]} ELSE {best} END, COUNT(*), SUM(net_e4)"
        " FROM customer_total WHERE order_count > 0 GROUP BY 1, 2, 3"
    )
    return {f"{r}{f}{m}": (int(customers), int(net)) for r, f, m, customers, net in rows}


def ranked_totals(connection: Connection, column: str, places: Sequence[int]) -> tuple[int, ...]:
    """The buyers' values at these places (from 0) in ascending order; of ``last_at`` from the latest."""
    order = {"last_at": "last_at DESC", "order_count": "order_count", "net_e4": "net_e4"}[column]
    sql = (
        f"SELECT {column} FROM (SELECT {column}, ROW_NUMBER() OVER (ORDER BY {order}) AS place"
        f" FROM customer_total WHERE order_count > 0) WHERE place IN ({', '.join('?' * len(places))})"
        " ORDER BY place"
    )
    rows = connection.exec_driver_sql(sql, tuple(place + 1 for place in places))
    found = {place: int(row[0]) for place, row in zip(sorted(set(places)), rows, strict=True)}
    return tuple(found[place] for place in places)


def share_above(connection: Connection, orders: int) -> float:
    """The share of buyers with more than so many orders."""
    found = connection.exec_driver_sql(
        "SELECT AVG(order_count > ?) FROM customer_total WHERE order_count > 0", (orders,)
    )
    return float(found.scalar() or 0.0)
