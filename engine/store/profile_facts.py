"""What a profile says of how somebody buys, looks and writes, beside the same of the whole shop."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from engine.store.rollups import BOUGHT

#: Purchases of the whole shop that are looked at to say what is usual.
_DRAWN = 2_000


class BasketRow(NamedTuple):
    """One purchase: what it came to, how many products were in it, whether it was discounted, and where."""

    total_e4: int
    products: int
    discounted: int
    channel: str


class UsualRow(NamedTuple):
    """What purchases in the whole shop are like."""

    median_e4: int
    discounted_share: float
    channels: int


class LeftRow(NamedTuple):
    """A product looked at and not bought since: how often, the last time, and how often in the cart."""

    product_id: int
    name: str
    looks: int
    carts: int
    last_at: int


class ReviewRow(NamedTuple):
    """A review: when it was written, its stars, its words (else its title), and what it is about."""

    written_at: int | None
    stars: int | None
    words: str
    about: str


def baskets_of(connection: Connection, customer_id: int) -> list[BasketRow]:
    """Every purchase of a customer, the newest first."""
    sql = f"""
    SELECT o.total_e4,
           (SELECT COUNT(DISTINCT l.product_id) FROM order_line l JOIN product p ON p.id = l.product_id
            WHERE l.order_id = o.id AND l.quantity_milli > 0 AND p.kind = 'product'),
           (o.discount_e4 > 0 OR o.discount_code <> ''), s.channel
    FROM orders o JOIN source s ON s.id = o.source_id
    WHERE o.customer_id = ? AND {BOUGHT} ORDER BY o.placed_at DESC
    """
    return [BasketRow(*row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def usual_purchase(connection: Connection) -> UsualRow | None:
    """What up to 2,000 purchases of the whole shop, drawn evenly, are like. None without any."""
    last = int(connection.exec_driver_sql("SELECT COALESCE(MAX(id), 0) FROM orders").scalar_one())
    sql = f"""
    WITH RECURSIVE drawn (id) AS (
        SELECT ?1 UNION ALL SELECT id + ?1 FROM drawn WHERE id + ?1 <= ?2
    )
    SELECT o.total_e4, o.discount_e4 > 0 OR o.discount_code <> ''
    FROM drawn CROSS JOIN orders o ON o.id = drawn.id WHERE {BOUGHT} ORDER BY o.total_e4
    """
    rows = connection.exec_driver_sql(sql, (max(last // _DRAWN, 1), last)).all()
    if not rows:
        return None
    channels = connection.exec_driver_sql(
        "SELECT COUNT(DISTINCT s.channel) FROM source s "
        "WHERE EXISTS (SELECT 1 FROM orders o WHERE o.source_id = s.id)"
    ).scalar_one()
    discounted = sum(bool(row[1]) for row in rows) / len(rows)
    return UsualRow(int(rows[len(rows) // 2][0]), discounted, int(channels))


def left_behind(connection: Connection, customer_id: int, limit: int) -> list[LeftRow]:
    """Products looked at or put in the cart and not bought on that day or since; what lay in the cart first.

    A product that is not offered any more is left out.
    """
    sql = f"""
    WITH looked AS (
        SELECT v.product_id AS product, SUM(v.kind = 'view') AS looks, SUM(v.kind = 'cart') AS carts,
               MAX(v.occurred_at) AS last_at
        FROM visit v WHERE v.customer_id = ? AND v.product_id IS NOT NULL AND v.kind IN ('view', 'cart')
        GROUP BY v.product_id
    )
    SELECT k.product, COALESCE(NULLIF(p.name, ''), p.code), k.looks, k.carts, k.last_at
    FROM looked k JOIN product p ON p.id = k.product
    WHERE p.kind = 'product' AND p.listed = 1 AND NOT EXISTS (
        SELECT 1 FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id = ? AND l.product_id = k.product AND {BOUGHT}
        AND o.placed_at >= k.last_at - 86400
    )
    ORDER BY k.carts > 0 DESC, k.last_at DESC LIMIT ?
    """
    return [LeftRow(*row) for row in connection.exec_driver_sql(sql, (customer_id, customer_id, limit))]


def reviews_by(connection: Connection, customer_id: int, limit: int) -> list[ReviewRow]:
    """What a customer wrote or rated, the newest first, those without a date last."""
    sql = """
    SELECT r.written_at, r.stars, CASE WHEN r.body <> '' THEN r.body ELSE r.title END,
           COALESCE(NULLIF(p.name, ''), p.code, r.category)
    FROM review r LEFT JOIN product p ON p.id = r.product_id
    WHERE r.customer_id = ? ORDER BY r.written_at IS NULL, r.written_at DESC, r.id LIMIT ?
    """
    return [ReviewRow(*row) for row in connection.exec_driver_sql(sql, (customer_id, limit))]


def brand_count(connection: Connection) -> int:
    """How many brands the products carry, up to two."""
    sql = "SELECT COUNT(*) FROM (SELECT DISTINCT brand FROM product WHERE brand <> '' LIMIT 2)"
    return int(connection.exec_driver_sql(sql).scalar_one())
