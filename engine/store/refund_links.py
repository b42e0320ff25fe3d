"""The links from refunds to the sales they give back, and what they do to the sale.

A sale's ``refunded_e4`` is what its file said was given back plus the totals of the refund orders that are
linked to it. Links are always made anew for all orders of a customer, so that they do not depend on the
order in which files came in, and can be taken off again without a trace.

The plus signs keep SQLite from every other index than that of the customer, which is the one that is
selective.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from engine.store.loading import id_list

_STATUS = (
    "CASE WHEN status NOT IN ('paid', 'refunded', 'part_refunded') THEN status "
    "WHEN refunded_e4 <= 0 THEN 'paid' WHEN refunded_e4 >= total_e4 THEN 'refunded' ELSE 'part_refunded' END"
)


def customers_with_refunds(
    connection: Connection, source_id: int, ids: Iterable[int], *, since: int = 0
) -> list[int]:
    """Which of some customers have a refund order in a source, at a moment or later (epoch seconds)."""
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT o.customer_id FROM {table} CROSS JOIN orders o ON o.customer_id = {table}.id "
            "WHERE o.kind = 'refund' AND o.placed_at >= ? AND +o.source_id = ?",
            (since, source_id),
        )
        return [row[0] for row in rows]


def unlink(connection: Connection, source_id: int, customers: Iterable[int]) -> None:
    """Take off every link of some customers' refunds in a source."""
    with id_list(connection, customers) as table:
        linked = connection.exec_driver_sql(
            f"SELECT o.refund_of, SUM(-o.total_e4) FROM {table} "
            f"CROSS JOIN orders o ON o.customer_id = {table}.id "
            "WHERE +o.refund_of IS NOT NULL AND +o.source_id = ? GROUP BY o.refund_of",
            (source_id,),
        ).fetchall()
        connection.exec_driver_sql(
            "UPDATE orders SET refund_of = NULL WHERE refund_of IS NOT NULL AND source_id = ? "
            f"AND customer_id IN (SELECT id FROM {table})",
            (source_id,),
        )
    _give_back(connection, [(sale, -amount) for sale, amount in linked])


def unlink_orders(connection: Connection, ids: Iterable[int]) -> None:
    """Take off the links of some orders, be they the refund or the sale."""
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT o.id, o.refund_of FROM {table} CROSS JOIN orders o ON o.refund_of = {table}.id "
            f"UNION SELECT o.id, o.refund_of FROM {table} CROSS JOIN orders o ON o.id = {table}.id "
            "WHERE o.refund_of IS NOT NULL"
        ).fetchall()
    pairs = [(row[0], row[1]) for row in rows]
    put_back(connection, pairs, -1)
    connection.exec_driver_sql(
        "UPDATE orders SET refund_of = NULL WHERE id = ?", [(refund,) for refund, _ in pairs] or [(0,)]
    )


def link_pairs(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Set links of (refund id, sale id); the sale carries what the refund is worth in the shop's currency."""
    if pairs:
        connection.exec_driver_sql(
            "UPDATE orders SET refund_of = ? WHERE id = ?", [(sale, refund) for refund, sale in pairs]
        )
    put_back(connection, pairs, 1)


def link(connection: Connection, links: Sequence[tuple[int, int, int]]) -> None:
    """Set links of (refund id, sale id, amount given back, positive)."""
    if links:
        connection.exec_driver_sql(
            "UPDATE orders SET refund_of = ? WHERE id = ?", [(sale, refund) for refund, sale, _ in links]
        )
    amounts: dict[int, int] = {}
    for _, sale, amount in links:
        amounts[sale] = amounts.get(sale, 0) + amount
    _give_back(connection, list(amounts.items()))


def link_told(connection: Connection, source_id: int) -> None:
    """Link the refunds that name the sale they give back, where the source has that sale."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, s.id, r.refund_of, -r.total_e4 FROM orders r INDEXED BY ix_orders_gives_back "
        "JOIN orders s ON s.source_id = r.source_id AND s.code = r.gives_back AND s.kind = 'sale' "
        "WHERE r.source_id = ? AND r.gives_back <> '' AND r.kind = 'refund' AND r.refund_of IS NOT s.id "
        "AND r.status NOT IN ('pending', 'cancelled')",
        (source_id,),
    ).fetchall()
    put_back(connection, [(refund, other) for refund, _, other, _ in rows if other is not None], -1)
    link(connection, [(refund, sale, amount) for refund, sale, _, amount in rows])


def put_back(connection: Connection, pairs: Sequence[tuple[int, int]], sign: int) -> None:
    """Take the totals of linked refunds, as they are now, off their sales (``sign`` -1) or put them on (1);
    ``pairs`` are (refund id, sale id).
    """
    if not pairs:
        return
    with id_list(connection, [refund for refund, _ in pairs]) as table:
        rows = connection.exec_driver_sql(
            f"SELECT o.id, -o.total_e4 FROM {table} CROSS JOIN orders o ON o.id = {table}.id"
        )
        amount = {row[0]: row[1] for row in rows}
    sums: dict[int, int] = {}
    for refund, sale in pairs:
        sums[sale] = sums.get(sale, 0) + sign * amount[refund]
    _give_back(connection, list(sums.items()))


def orders_of(
    connection: Connection, source_id: int, customers: Iterable[int]
) -> tuple[list[tuple[int, int, int, str, int]], list[tuple[int, int, int]]]:
    """((id, customer, placed at, kind, total) of their orders, (order, product, quantity) of their lines);
    totals are in the order's own currency.

    Refunds that are linked already are left out, and of sales the products that the customer never gave back.
    """
    run = connection.exec_driver_sql
    with id_list(connection, customers) as table:
        chosen = (
            f"FROM {table} CROSS JOIN orders o ON o.customer_id = {table}.id "
            "{lines} WHERE +o.source_id = ? AND o.kind IN ('sale', 'refund') AND +o.refund_of IS NULL "
            "AND o.status NOT IN ('pending', 'cancelled')"
        )
        orders = run(
            "SELECT o.id, o.customer_id, o.placed_at, o.kind, COALESCE(o.original_total_e4, o.total_e4) "
            f"{chosen.format(lines='')} ORDER BY o.id",
            (source_id,),
        ).fetchall()
        every_line = chosen.format(lines="CROSS JOIN order_line l ON l.order_id = o.id")
        run(
            "CREATE TEMP TABLE given_back (customer_id INTEGER, product_id INTEGER, "
            "PRIMARY KEY (customer_id, product_id)) WITHOUT ROWID"
        )
        run(
            f"INSERT OR IGNORE INTO given_back SELECT o.customer_id, l.product_id {every_line} "
            "AND o.kind = 'refund' AND l.quantity_milli < 0",
            (source_id,),
        )
        lines = run(
            f"SELECT l.order_id, l.product_id, l.quantity_milli {every_line} AND EXISTS (SELECT 1 "
            "FROM given_back g WHERE g.customer_id = o.customer_id AND g.product_id = l.product_id) "
            "ORDER BY l.order_id, l.line_no",
            (source_id,),
        ).fetchall()
        run("DROP TABLE temp.given_back")
    return [tuple(row) for row in orders], [tuple(row) for row in lines]


def service_products(connection: Connection) -> list[int]:
    """The ids of products that are charged but are none: postage, fees."""
    return [row[0] for row in connection.exec_driver_sql("SELECT id FROM product WHERE kind = 'service'")]


def _give_back(connection: Connection, amounts: Sequence[tuple[int, int]]) -> None:
    if amounts:
        connection.exec_driver_sql(
            "UPDATE orders SET refunded_e4 = refunded_e4 + ? WHERE id = ?",
            [(amount, sale) for sale, amount in amounts],
        )
        connection.exec_driver_sql(
            f"UPDATE orders SET status = {_STATUS} WHERE id = ?", [(sale,) for sale, _ in amounts]
        )
