"""Products in the shop file: a page of the table, everything about one, and what is bought together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from engine.store.rollups import BOUGHT, COUNTED
from engine.store.search import holding

#: What the table sorts by, apart from the trend, which is no column.
SORTS = {
    "name": "COALESCE(NULLIF(p.name, ''), p.code) COLLATE NOCASE",
    "code": "p.code",
    "category": "p.category COLLATE NOCASE",
    "net": "COALESCE(t.net_e4, 0)",
    "units": "COALESCE(t.units_milli, 0)",
    "orders": "COALESCE(t.order_count, 0)",
    "customers": "COALESCE(t.customer_count, 0)",
    "price": "p.price_e4",
    "stock": "p.stock",
    "last": "t.last_at",
}

#: Why a product is in no list: the first that holds. Together with those that are offered they are all.
GROUPS = {
    "service": "p.kind = 'service'",
    "forbidden": "p.kind <> 'service' AND p.recommendable = 0",
    "sold_out": "p.kind <> 'service' AND p.recommendable = 1 AND p.stock <= 0",
    "never_sold": "p.kind <> 'service' AND p.recommendable = 1 AND (p.stock IS NULL OR p.stock > 0)"
    " AND COALESCE(t.order_count, 0) = 0",
}

#: Lines whose amounts make up a product's net sales, like ``product_total``.
_SOLD = f"o.kind <> 'adjustment' AND {COUNTED}"


class ProductRow(NamedTuple):
    """A product with its totals."""

    id: int
    code: str
    name: str
    category: str
    description: str
    price_e4: int | None
    cost_e4: int | None
    stock: int | None
    picture: str
    url: str
    kind: str
    recommendable: int
    orders: int
    customers: int
    units_milli: int
    net_e4: int
    last_at: int | None


class CensusRow(NamedTuple):
    """How many products there are, tell a category, stock or price, and are in each of ``GROUPS``."""

    products: int
    with_category: int
    with_stock: int
    with_price: int
    service: int
    forbidden: int
    sold_out: int
    never_sold: int


class TrendRow(NamedTuple):
    """Net sales of a product in the last days and in as many before."""

    product_id: int
    recent_e4: int
    before_e4: int


class SaleRow(NamedTuple):
    """Lines of a product in one order, a return negative."""

    placed_at: int
    net_e4: int
    units_milli: int
    bought: int


class PairRow(NamedTuple):
    """Two products bought together; ``orders`` hold the first."""

    product_id: int
    code: str
    name: str
    other_id: int
    other_code: str
    other_name: str
    together: int
    orders: int
    lift_milli: int


class BuyerRow(NamedTuple):
    """How many of a segment's customers bought a product."""

    code: str
    name: str
    customers: int
    members: int


_PRODUCT = """
SELECT p.id, p.code, COALESCE(NULLIF(p.name, ''), p.code), p.category, p.description, p.price_e4, p.cost_e4,
       p.stock, p.picture, p.url, p.kind, p.recommendable, COALESCE(t.order_count, 0),
       COALESCE(t.customer_count, 0), COALESCE(t.units_milli, 0), COALESCE(t.net_e4, 0), t.last_at
FROM product p LEFT JOIN product_total t ON t.product_id = p.id
"""


def page_rows(
    connection: Connection,
    words: Sequence[str],
    group: str,
    sort: str,
    descending: bool,
    offset: int,
    limit: int,
) -> list[ProductRow]:
    """Products whose name, code or category holds every word, ``sort`` being one of ``SORTS``.

    ``group`` is one of ``GROUPS``; empty: all.
    """
    condition, facts = _matching(words, group)
    direction = "DESC" if descending else "ASC"
    rows = connection.exec_driver_sql(
        f"{_PRODUCT} WHERE {condition} ORDER BY {SORTS[sort]} {direction} NULLS LAST, p.id LIMIT ? OFFSET ?",
        (*facts, limit, offset),
    )
    return [ProductRow(*row) for row in rows]


def matching_ids(connection: Connection, words: Sequence[str], group: str) -> list[int]:
    """Ids of all products that match, in the order of their ids; ``group`` as in ``page_rows``."""
    condition, facts = _matching(words, group)
    totals = "LEFT JOIN product_total t ON t.product_id = p.id"
    sql = f"SELECT p.id FROM product p {totals} WHERE {condition} ORDER BY p.id"
    return list(connection.exec_driver_sql(sql, facts).scalars())


def census(connection: Connection) -> CensusRow:
    """Counts over all products."""
    groups = ", ".join(f"COALESCE(SUM({condition}), 0)" for condition in GROUPS.values())
    row = connection.exec_driver_sql(
        f"""
        SELECT COUNT(*), COALESCE(SUM(p.category <> ''), 0), COUNT(p.stock), COUNT(p.price_e4), {groups}
        FROM product p LEFT JOIN product_total t ON t.product_id = p.id
        """
    ).one()
    return CensusRow(*row)


def rows_of(connection: Connection, ids: Sequence[int]) -> list[ProductRow]:
    """The products of ``ids``, in that order; ids that are not there are left out."""
    marks = ", ".join("?" * len(ids))
    rows = connection.exec_driver_sql(f"{_PRODUCT} WHERE p.id IN ({marks})", tuple(ids))
    found = {row[0]: ProductRow(*row) for row in rows}
    return [found[product] for product in ids if product in found]


def _matching(words: Sequence[str], group: str) -> tuple[str, tuple[str, ...]]:
    holds_word = "(p.name || char(10) || p.code || char(10) || p.category) LIKE ? ESCAPE '\\'"
    condition = " AND ".join([GROUPS[group] if group else "1", *[holds_word] * len(words)])
    return condition, tuple(map(holding, words))


def orders_version(connection: Connection) -> tuple[int, ...]:
    """Changes whenever orders do: they come and go by imports only."""
    row = connection.exec_driver_sql(
        "SELECT COUNT(*), COALESCE(MAX(id), 0), COALESCE(SUM(state = 'undone'), 0),"
        " (SELECT COALESCE(MAX(placed_at), 0) FROM orders) FROM import_run"
    ).one()
    return tuple(row)


def trends(connection: Connection, days: int) -> list[TrendRow]:
    """Net sales of every product sold in the last 2 × ``days`` before the shop's last order, by halves."""
    last = connection.exec_driver_sql(f"SELECT MAX(placed_at) FROM orders o WHERE {_SOLD}").scalar_one()
    if last is None:
        return []
    middle, start = last - days * 86_400, last - 2 * days * 86_400
    rows = connection.exec_driver_sql(
        f"""
        SELECT l.product_id, SUM(CASE WHEN o.placed_at > ? THEN l.total_e4 ELSE 0 END),
               SUM(CASE WHEN o.placed_at > ? THEN 0 ELSE l.total_e4 END)
        FROM orders o CROSS JOIN order_line l ON l.order_id = o.id
        WHERE o.placed_at > ? AND {_SOLD} GROUP BY l.product_id
        """,
        (middle, middle, start),
    )
    return [TrendRow(*row) for row in rows]


def sales(connection: Connection, product_id: int) -> list[SaleRow]:
    """Every order of a product with its amounts, the earliest first."""
    rows = connection.exec_driver_sql(
        f"""
        SELECT o.placed_at, SUM(l.total_e4), SUM(l.quantity_milli), {BOUGHT}
        FROM order_line l CROSS JOIN orders o ON o.id = l.order_id
        WHERE l.product_id = ? AND {_SOLD} GROUP BY o.id ORDER BY o.placed_at
        """,
        (product_id,),
    )
    return [SaleRow(*row) for row in rows]


def buyers_by_segment(connection: Connection, product_id: int, run_id: int) -> list[BuyerRow]:
    """Of each segment of a run that holds buyers of the product: how many, and how many it has in all."""
    rows = connection.exec_driver_sql(
        f"""
        SELECT s.code, s.name, COUNT(*), s.customer_count
        FROM (SELECT DISTINCT o.customer_id AS id FROM order_line l CROSS JOIN orders o ON o.id = l.order_id
              WHERE l.product_id = ? AND o.customer_id IS NOT NULL AND {BOUGHT}) b
        JOIN segment_member m ON m.run_id = ? AND m.customer_id = b.id
        JOIN segment s ON s.id = m.segment_id
        GROUP BY s.id ORDER BY COUNT(*) DESC, s.position
        """,
        (product_id, run_id),
    )
    return [BuyerRow(*row) for row in rows]


_PAIR = """
SELECT r.product_id, p.code, COALESCE(NULLIF(p.name, ''), p.code),
       r.other_id, q.code, COALESCE(NULLIF(q.name, ''), q.code), r.together, r.support_orders, r.lift_milli
FROM product_pair r JOIN product p ON p.id = r.product_id JOIN product q ON q.id = r.other_id
WHERE r.run_id = (SELECT MAX(id) FROM recommender_run)
"""
#: Orders with both beyond what chance would give: together less the expected together / lift.
_BEYOND_CHANCE = "r.together - r.together * 1000.0 / r.lift_milli"


def companions(connection: Connection, product_id: int, n: int) -> list[PairRow]:
    """What is bought together with a product, the strongest first; of the last training."""
    rows = connection.exec_driver_sql(
        f"{_PAIR} AND r.product_id = ? ORDER BY {_BEYOND_CHANCE} DESC, r.other_id LIMIT ?", (product_id, n)
    )
    return [PairRow(*row) for row in rows]


def strongest_pairs(connection: Connection, limit: int, min_lift: float) -> list[PairRow]:
    """The pairs of the whole shop, each once, by how many orders hold both beyond chance."""
    rows = connection.exec_driver_sql(
        f"""
        {_PAIR} AND r.lift_milli >= ? AND (r.product_id < r.other_id OR NOT EXISTS (
            SELECT 1 FROM product_pair b
            WHERE b.run_id = r.run_id AND b.product_id = r.other_id AND b.other_id = r.product_id))
        ORDER BY {_BEYOND_CHANCE} DESC, r.product_id, r.other_id LIMIT ?
        """,
        (round(min_lift * 1000), limit),
    )
    return [PairRow(*row) for row in rows]


def stars(connection: Connection, product_id: int) -> tuple[int, int, float | None]:
    """Reviews of a product, how many of them give stars, and their mean."""
    row = connection.exec_driver_sql(
        "SELECT COUNT(*), COUNT(stars), AVG(stars) FROM review WHERE product_id = ?", (product_id,)
    ).one()
    return int(row[0]), int(row[1]), row[2]


def set_recommendable(connection: Connection, product_id: int, flag: bool) -> None:
    """Allow or forbid recommending a product, inside ``store.command``.

    Only this one column is taken back by undo: a whole row written back would also undo what an import has
    learned about the product since, so ``product`` is not among the undoable tables.
    """
    changed = connection.exec_driver_sql(
        "UPDATE product SET recommendable = ? WHERE id = ? AND recommendable <> ?",
        (int(flag), product_id, int(flag)),
    )
    if changed.rowcount:
        connection.exec_driver_sql(
            "INSERT INTO undo_log (statement) VALUES (?)",
            (f"UPDATE product SET recommendable = {int(not flag)} WHERE id = {int(product_id)}",),
        )
