"""The Products table: one page of rows at a time, with what each sells and whether that grows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store import products as store

#: What the table can be sorted by; ``trend`` is the change in net sales.
SORTS = ("name", "code", "category", "net", "units", "orders", "customers", "trend", "price", "stock", "last")
#: The trend compares the last so many days with as many before, up to the shop's last order.
TREND_DAYS = 90


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A row of the table; ``name`` falls back to the code. Amounts are net of returns.

    ``recent_e4`` and ``before_e4``: net sales in the last 90 days and in the 90 before; ``trend`` is their
    relative change (0.25: a quarter more), None when nothing was sold before.
    """

    id: int
    code: str
    name: str
    category: str
    net_e4: int
    units_milli: int
    orders: int
    customers: int
    last_at: int | None
    recent_e4: int
    before_e4: int
    trend: float | None
    price_e4: int | None
    stock: int | None
    is_service: bool
    recommendable: bool


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Rows ``offset`` to ``offset`` + len(rows) of ``total`` that match."""

    rows: tuple[ProductRow, ...]
    total: int
    offset: int
    currency: str


def product_page(
    shop: Shop,
    *,
    search: str = "",
    group: str = "",
    sort: str = "net",
    descending: bool = True,
    offset: int = 0,
    limit: int = 200,
) -> ProductPage:
    """One page of products whose name, code or category holds every word of ``search``.

    ``group`` keeps those left out of every list for one reason (``overview.LeftOut.group``).
    Raises ``product.unknown_sort``.
    """
    from engine.store import products as store

    if sort not in SORTS:
        raise ClienteleError("product.unknown_sort", sort=sort, known=", ".join(SORTS))
    words = search.split()
    with shop.store.read() as connection:
        trends = shop_trends(shop.path, connection)
        ids = store.matching_ids(connection, words, group)
        if sort == "trend":
            ordered = sorted(ids, key=lambda product: _change(trends, product), reverse=descending)
            rows = store.rows_of(connection, ordered[offset : offset + limit])
        else:
            rows = store.page_rows(connection, words, group, sort, descending, offset, limit)
    return ProductPage(
        tuple(table_row(row, trends) for row in rows), len(ids), offset, shop.settings.currency
    )


def table_row(row: store.ProductRow, trends: dict[int, tuple[int, int]]) -> ProductRow:
    """A stored row with its trend."""
    recent, before = trends.get(row.id, (0, 0))
    return ProductRow(
        id=row.id,
        code=row.code,
        name=row.name,
        category=row.category,
        net_e4=row.net_e4,
        units_milli=row.units_milli,
        orders=row.orders,
        customers=row.customers,
        last_at=row.last_at,
        recent_e4=recent,
        before_e4=before,
        trend=(recent - before) / before if before > 0 else None,
        price_e4=row.price_e4,
        stock=row.stock,
        is_service=row.kind == "service",
        recommendable=bool(row.recommendable),
    )


def _change(trends: dict[int, tuple[int, int]], product: int) -> int:
    recent, before = trends.get(product, (0, 0))
    return recent - before


#: Of the shop last asked: its path, the version of its orders, and the trends. They take a tenth of a second
#: for a million order lines, and the table is scrolled page by page.
_kept: tuple[Path, tuple[int, ...], dict[int, tuple[int, int]]] | None = None


def shop_trends(path: Path, connection: Connection) -> dict[int, tuple[int, int]]:
    """Of each product sold of late: net sales in the last 90 days and in the 90 before."""
    from engine.store import products as store

    global _kept
    kept, version = _kept, store.orders_version(connection)
    if kept is None or kept[:2] != (path, version):
        found = {
            row.product_id: (row.recent_e4, row.before_e4) for row in store.trends(connection, TREND_DAYS)
        }
        kept = _kept = (path, version, found)
    return kept[2]
