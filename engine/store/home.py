"""What the Home page asks of the shop file: few and quick questions, most of them of the roll-ups."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from engine.store.rollups import COUNTED


class MonthRow(NamedTuple):
    """A month's roll-up."""

    month: str
    order_count: int
    net_e4: int
    anonymous_net_e4: int
    customer_count: int
    returning_count: int


#: What a day brought in, at its own date: a linked refund counts when it happened (see the roll-ups).
_NET_AT_DATE = """o.total_e4 - o.refunded_e4 + CASE WHEN o.refunded_e4 > 0 THEN COALESCE(
    (SELECT -SUM(r.total_e4) FROM orders r WHERE r.refund_of = o.id), 0) ELSE 0 END"""


def months(connection: Connection) -> list[MonthRow]:
    """Every month with orders, the oldest first."""
    sql = (
        "SELECT month, order_count, net_e4, anonymous_net_e4, customer_count, returning_count"
        " FROM month_total ORDER BY month"
    )
    return [MonthRow(*row) for row in connection.exec_driver_sql(sql)]


def net_between(connection: Connection, start: int, end: int) -> int:
    """Net sales of the orders from ``start`` to ``end`` (epoch seconds, both included)."""
    sql = (
        f"SELECT COALESCE(SUM({_NET_AT_DATE}), 0) FROM orders o"
        f" WHERE o.placed_at BETWEEN ? AND ? AND {COUNTED}"
    )
    return int(connection.exec_driver_sql(sql, (start, end)).scalar_one())


def buyer_counts(connection: Connection) -> tuple[int, int, int]:
    """(customers on file, those with an order, those with two or more)."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT COUNT(*) FROM customer_total),"
        " (SELECT COUNT(*) FROM customer_total WHERE order_count > 0),"
        " (SELECT COUNT(*) FROM customer_total WHERE order_count > 1)"
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def reachable(connection: Connection, segment_id: int) -> int:
    """How many members of a segment have an address and agreed to e-mail."""
    sql = """
    SELECT COUNT(*) FROM segment_member m
    CROSS JOIN consent k ON k.customer_id = m.customer_id AND k.channel = 'email' AND k.status = 'yes'
    CROSS JOIN customer c ON c.id = m.customer_id AND c.email <> '' WHERE m.segment_id = ?
    """
    return int(connection.exec_driver_sql(sql, (segment_id,)).scalar_one())


def has_addresses(connection: Connection) -> bool:
    """Whether anybody has an e-mail address."""
    sql = "SELECT EXISTS (SELECT 1 FROM customer WHERE email <> '')"
    return bool(connection.exec_driver_sql(sql).scalar_one())


def birthday_customers(connection: Connection, days: list[str]) -> list[int]:
    """Buyers with an address whose birthday (MM-DD) is one of ``days``."""
    marks = ", ".join("?" for _ in days)
    sql = f"""
    SELECT c.id FROM customer c CROSS JOIN customer_total t ON t.customer_id = c.id
    WHERE c.birthday <> '' AND substr(c.birthday, -5) IN ({marks}) AND c.email <> '' AND t.order_count > 0
    """
    return list(connection.exec_driver_sql(sql, tuple(days)).scalars())
