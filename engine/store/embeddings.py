"""Who resembles whom in the shop file: what it is learned from, and how a run is saved and read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from engine.store.features import frame
from engine.store.rollups import BOUGHT, COUNTED

if TYPE_CHECKING:
    import pandas as pd

#: Runs whose figures are kept; only the newest keeps its vectors, networks and map.
KEPT_RUNS = 12
#: Whose segments are shown beside a customer's name.
_NEWEST_RFM = "SELECT id FROM segment_run WHERE method = 'rfm' ORDER BY as_of DESC, id DESC LIMIT 1"


@dataclass(frozen=True)
class NewEmbeddingRun:
    """The head of a run to be saved."""

    as_of: str
    created_at: int
    seed: int
    customer_count: int
    chosen: str
    orders: Sequence[int]
    test: dict[str, Any]


@dataclass(frozen=True)
class NewMethod:
    """One representation of a run."""

    method: str
    width: int
    worth: dict[str, Any]
    curves: dict[str, Any]
    weights: bytes | None


class EmbeddingRunRow(NamedTuple):
    """A saved run's head."""

    id: int
    as_of: str
    created_at: int
    seed: int
    customer_count: int
    chosen: str
    orders: str
    test: str


class MethodRow(NamedTuple):
    """A saved representation; ``start`` is where its figures begin within the vectors."""

    method: str
    start: int
    width: int
    worth: str
    curves: str
    weight_bytes: int


class FaceRow(NamedTuple):
    """A customer as a list of look-alikes shows them; the segment is that of the latest RFM run."""

    id: int
    code: str
    name: str
    orders: int
    net_e4: int
    last_at: int
    segment: str | None


def line_frame(connection: Connection) -> pd.DataFrame:
    """Every line of a sale to a known customer: order, product, category; services and gifts left out."""
    sql = f"""
    SELECT l.order_id, l.product_id, p.category
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE o.customer_id IS NOT NULL AND o.kind = 'sale' AND p.kind = 'product' AND l.quantity_milli > 0
    AND {COUNTED}
    """
    return frame(connection, sql, "order_id product_id category")


def save_embedding_run(
    connection: Connection,
    run: NewEmbeddingRun,
    methods: Sequence[NewMethod],
    vectors: Sequence[tuple[int, bytes]],
    points: Sequence[tuple[str, int, int, int]],
) -> int:
    """Store a run whole: ``vectors`` (customer, half-precision figures), ``points`` (method, customer, x, y).

    What older runs kept for each customer is forgotten. Returns its id.
    """
    execute = connection.exec_driver_sql
    for table in ("embedding", "embedding_point"):
        execute(f"DELETE FROM {table}")
    execute("UPDATE embedding_method SET weights = NULL WHERE weights IS NOT NULL")
    made = execute(
        "INSERT INTO embedding_run (as_of, created_at, seed, customer_count, chosen, orders, test) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            run.as_of, run.created_at, run.seed, run.customer_count, run.chosen,
            json.dumps(list(run.orders)), json.dumps(run.test),
        ),
    )  # fmt: skip
    number = int(made.lastrowid)
    for position, method in enumerate(methods):
        execute(
            "INSERT INTO embedding_method (run_id, method, position, width, worth, curves, weights) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number, method.method, position, method.width, json.dumps(method.worth),
                json.dumps(method.curves), method.weights,
            ),
        )  # fmt: skip
    # Somebody may have become another customer while the networks learned.
    known = "SELECT 1 FROM customer WHERE id = ?2"
    if vectors:
        execute(
            f"INSERT INTO embedding (run_id, customer_id, vectors) SELECT ?1, ?2, ?3 WHERE EXISTS ({known})",
            [(number, *one) for one in vectors],
        )
    if points:
        execute(
            "INSERT INTO embedding_point (run_id, customer_id, method, x_milli, y_milli) "
            f"SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS ({known})",
            [(number, customer, method, x, y) for method, customer, x, y in points],
        )
    execute(
        "DELETE FROM embedding_run WHERE id NOT IN (SELECT id FROM embedding_run ORDER BY id DESC LIMIT ?)",
        (KEPT_RUNS,),
    )
    return number


def latest_embedding_run(connection: Connection) -> EmbeddingRunRow | None:
    """The newest run's head; None before the first."""
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(EmbeddingRunRow._fields)} FROM embedding_run ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return None if row is None else EmbeddingRunRow(*row)


def methods_of(connection: Connection, run_id: int) -> list[MethodRow]:
    """The representations of a run in the order of their figures."""
    rows = connection.exec_driver_sql(
        "SELECT method, SUM(width) OVER (ORDER BY position) - width, width, worth, curves, "
        "COALESCE(LENGTH(weights), 0) FROM embedding_method WHERE run_id = ? ORDER BY position",
        (run_id,),
    )
    return [MethodRow(*row) for row in rows]


def vectors_of(connection: Connection, run_id: int) -> list[tuple[int, bytes]]:
    """(customer, all their figures) of a run, by customer id."""
    rows = connection.exec_driver_sql(
        "SELECT customer_id, vectors FROM embedding WHERE run_id = ? ORDER BY customer_id", (run_id,)
    )
    return [(row[0], row[1]) for row in rows]


class PointRow(NamedTuple):
    """A customer on the map, in thousandths; the segment is that of the latest RFM run (empty: none)."""

    customer_id: int
    code: str
    name: str
    x_milli: int
    y_milli: int
    segment_code: str
    segment: str


def points_of(connection: Connection, run_id: int, method: str) -> list[PointRow]:
    """The map of one representation, the customers of the first segment first."""
    sql = f"""
    SELECT e.customer_id, c.code, t.name, e.x_milli, e.y_milli, COALESCE(s.code, ''), COALESCE(s.name, '')
    FROM embedding_point e JOIN customer c ON c.id = e.customer_id
    JOIN customer_total t ON t.customer_id = e.customer_id
    LEFT JOIN segment_member m ON m.customer_id = e.customer_id
        AND m.run_id = ({_NEWEST_RFM})
    LEFT JOIN segment s ON s.id = m.segment_id
    WHERE e.run_id = ? AND e.method = ? AND c.erased_at IS NULL
    ORDER BY s.id IS NULL, s.position, e.customer_id
    """
    return [PointRow(*row) for row in connection.exec_driver_sql(sql, (run_id, method))]


def faces_of(connection: Connection, ids: Sequence[int]) -> list[FaceRow]:
    """Those of some customers who are there, not erased and have ordered, in that order."""
    sql = f"""
    SELECT c.id, c.code, t.name, t.order_count, t.net_e4, t.last_at, s.name
    FROM json_each(?) j CROSS JOIN customer c ON c.id = j.value
    JOIN customer_total t ON t.customer_id = c.id
    LEFT JOIN segment_member m ON m.customer_id = c.id
        AND m.run_id = ({_NEWEST_RFM})
    LEFT JOIN segment s ON s.id = m.segment_id
    WHERE c.erased_at IS NULL AND t.last_at IS NOT NULL ORDER BY j.key
    """
    return [FaceRow(*row) for row in connection.exec_driver_sql(sql, (json.dumps(list(ids)),))]


def things_of(connection: Connection, ids: Sequence[int]) -> list[tuple[int, int, str]]:
    """(customer, product, its name) of everything that some customers bought."""
    sql = f"""
    SELECT DISTINCT o.customer_id, l.product_id, COALESCE(NULLIF(p.name, ''), p.code)
    FROM json_each(?) j CROSS JOIN orders o ON o.customer_id = j.value
    JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE {BOUGHT} AND l.quantity_milli > 0 AND p.kind = 'product'
    """
    rows = connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return [tuple(row) for row in rows]


def buyer_counts(connection: Connection, products: Sequence[int]) -> dict[int, int]:
    """How many customers bought each of some products."""
    rows = connection.exec_driver_sql(
        "SELECT t.product_id, t.customer_count FROM json_each(?) j "
        "CROSS JOIN product_total t ON t.product_id = j.value",
        (json.dumps(list(products)),),
    )
    return {row[0]: row[1] for row in rows}
