"""What the shop knows of single orders, in their own currency and without what linked refunds did to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from engine.store.loading import id_list


@dataclass(frozen=True)
class StoredOrder:
    """One order as its files told it: money in 1/10,000 of its own currency, ``goods_e4`` -1 where no file of
    whole orders spoke of it, ``customer_id`` 0 for an anonymous sale.
    """

    id: int
    customer_id: int
    placed_at: int
    kind: str
    status: str
    currency: str
    total_e4: int
    refunded_e4: int
    shipping_e4: int
    tax_e4: int
    discount_e4: int
    discount_code: str
    country: str
    detail: str
    goods_e4: int
    gives_back: str
    #: Its state is what linked refunds made of it.
    linked: bool


#: (product code, quantity, unit price, total) in the order's own currency.
StoredLine = tuple[str, int, int, int]


def stored_facts(connection: Connection, ids: Iterable[int]) -> dict[int, StoredOrder]:
    """Some orders by id."""
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"""
            SELECT o.id, COALESCE(o.customer_id, 0), o.placed_at,
                   CASE WHEN o.pays_for IS NULL THEN o.kind
                        WHEN o.original_total_e4 < 0 THEN 'refund' ELSE 'sale' END,
                   o.status, o.currency, COALESCE(o.original_total_e4, o.total_e4),
                   COALESCE(o.original_refunded_e4, o.refunded_e4 - COALESCE(b.back, 0)),
                   o.shipping_e4, o.tax_e4, o.discount_e4, o.discount_code, o.country, o.detail,
                   COALESCE(o.goods_e4, -1), o.gives_back, b.back IS NOT NULL
            FROM {table} CROSS JOIN orders o ON o.id = {table}.id
            LEFT JOIN (
                SELECT r.refund_of AS sale, -SUM(r.total_e4) AS back
                FROM {table} CROSS JOIN orders r ON r.refund_of = {table}.id GROUP BY r.refund_of
            ) b ON b.sale = o.id
            """
        )
        return {row[0]: _order(tuple(row)) for row in rows}


def _order(row: tuple[Any, ...]) -> StoredOrder:
    order = StoredOrder(*(*row[:-1], bool(row[-1])))
    if order.linked and order.refunded_e4 == 0 and order.status in ("refunded", "part_refunded"):
        # No file said so: it is what linked refunds made of it, and they may be given back to another sale.
        return replace(order, status="paid")
    return order


def stored_lines(connection: Connection, ids: Iterable[int]) -> dict[int, list[StoredLine]]:
    """Order id → its lines, in their order."""
    found: dict[int, list[StoredLine]] = defaultdict(list)
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            "SELECT l.order_id, p.code, l.quantity_milli, "
            "COALESCE(l.original_unit_price_e4, l.unit_price_e4), COALESCE(l.original_total_e4, l.total_e4) "
            f"FROM {table} CROSS JOIN order_line l ON l.order_id = {table}.id "
            "JOIN product p ON p.id = l.product_id ORDER BY l.order_id, l.line_no"
        )
        for order, *line in rows:
            found[order].append(tuple(line))
    return found


def paying_count(connection: Connection, source_id: int, codes: Sequence[str]) -> int:
    """How many of some orders of a source pay for orders of other channels."""
    rows = connection.exec_driver_sql(
        "SELECT code FROM orders WHERE pays_for IS NOT NULL AND kind = 'adjustment' AND source_id = ?",
        (source_id,),
    ).scalars()
    return len(set(rows) & set(codes))
