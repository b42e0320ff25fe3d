"""What the features and the segments ask of the shop file: facts as they were at the end of a day.

The conditions are those of ``engine.store.rollups``, seen from a moment: a linked refund that came later had
not happened yet, so its amount is put back, and a sale that it wholly gave back was still a purchase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from engine.store.rollups import COUNTED

if TYPE_CHECKING:
    import pandas as pd

#: Needs ``later l`` joined to the sale (alias ``o``): what was given back after the moment.
BOUGHT_THEN = (
    "(o.kind = 'sale' AND (o.status IN ('paid', 'part_refunded') OR (o.status = 'refunded' AND l.back > 0)))"
)
NET_THEN = (
    "(CASE WHEN o.kind = 'sale' THEN o.total_e4 - o.refunded_e4 + COALESCE(l.back, 0)"
    " WHEN o.refund_of IS NULL THEN o.total_e4 ELSE 0 END)"
)
LATER = (
    "later(sale, back) AS MATERIALIZED (SELECT refund_of, -SUM(total_e4) FROM orders"
    " WHERE refund_of IS NOT NULL AND placed_at > :end GROUP BY refund_of)"
)

_TOTALS = f"""
WITH {LATER}
SELECT o.customer_id, SUM({BOUGHT_THEN}), SUM({NET_THEN}),
       MIN(CASE WHEN {BOUGHT_THEN} THEN o.placed_at END), MAX(CASE WHEN {BOUGHT_THEN} THEN o.placed_at END)
FROM orders o LEFT JOIN later l ON l.sale = o.id
WHERE o.customer_id IS NOT NULL AND o.placed_at <= :end AND {COUNTED}
GROUP BY o.customer_id HAVING SUM({BOUGHT_THEN}) > 0 ORDER BY o.customer_id
"""

_TOTALS_NOW = """
SELECT customer_id, order_count, net_e4, first_at, last_at FROM customer_total
WHERE order_count > 0 ORDER BY customer_id
"""


class BuyerRow(NamedTuple):
    """One buyer's totals."""

    customer_id: int
    orders: int
    net_e4: int
    first_at: int
    last_at: int


def buyer_totals(connection: Connection, end: int | None) -> list[BuyerRow]:
    """Totals of everyone who had bought by ``end`` (epoch seconds; None: everything), ordered by id."""
    if end is None:
        return raw_rows(connection, _TOTALS_NOW, {})  # type: ignore[return-value]
    return raw_rows(connection, _TOTALS, {"end": end})  # type: ignore[return-value]


def buyer_count(connection: Connection) -> int:
    """How many customers have bought so far."""
    found = connection.exec_driver_sql("SELECT COUNT(*) FROM customer_total WHERE order_count > 0")
    return int(found.scalar_one())


def raw_rows(connection: Connection, sql: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Rows straight from the driver: a row object for each of 100,000 customers costs more than the query."""
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())
    finally:
        cursor.close()


def order_span(connection: Connection) -> tuple[int, int] | None:
    """Times of the first sale and the last order of any kind that counts; None without a sale."""
    sql = (
        f"SELECT MIN(CASE WHEN o.kind = 'sale' THEN o.placed_at END), MAX(o.placed_at)"
        f" FROM orders o WHERE {COUNTED}"
    )
    first, last = connection.exec_driver_sql(sql).one()
    return None if first is None else (int(first), int(last))


def frame(connection: Connection, sql: str, columns: str, **facts: object) -> pd.DataFrame:
    """The rows of a query under these column names (separated by spaces)."""
    import pandas as pd

    return pd.DataFrame(raw_rows(connection, sql, facts), columns=columns.split())


def order_frame(connection: Connection) -> pd.DataFrame:
    """Every order of a known customer that counts, with its refund's link; one row each."""
    columns = "id customer_id placed_at kind status total_e4 refunded_e4 refund_of discounted"
    sql = f"""
    SELECT o.id, o.customer_id, o.placed_at, o.kind, o.status, o.total_e4, o.refunded_e4, o.refund_of,
           (o.discount_e4 > 0 OR o.discount_code <> '')
    FROM orders o WHERE o.customer_id IS NOT NULL AND {COUNTED}
    """
    return frame(connection, sql, columns)


def first_bought_frame(connection: Connection) -> pd.DataFrame:
    """When each customer first bought each product; one row a pair."""
    sql = f"""
    SELECT o.customer_id, l.product_id, p.category, MIN(o.placed_at)
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE o.customer_id IS NOT NULL AND o.kind = 'sale' AND p.kind = 'product' AND {COUNTED}
    GROUP BY o.customer_id, l.product_id
    """
    return frame(connection, sql, "customer_id product_id category first_at")


def visit_frame(connection: Connection) -> pd.DataFrame:
    """Every visit of a known customer: who and when."""
    sql = "SELECT customer_id, occurred_at FROM visit WHERE customer_id IS NOT NULL"
    return frame(connection, sql, "customer_id occurred_at")


def star_frame(connection: Connection) -> pd.DataFrame:
    """Every starred review of a known customer: who, when, how many stars."""
    sql = (
        "SELECT customer_id, written_at, stars FROM review"
        " WHERE customer_id IS NOT NULL AND stars IS NOT NULL"
    )
    return frame(connection, sql, "customer_id written_at stars")
