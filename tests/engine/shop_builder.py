"""A little shop from rows one can read: who ordered when for how much, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.shop import Shop
from engine.store.rollups import refresh_rollups


@dataclass(frozen=True)
class Sale:
    """An order of ``customer`` in whole main units; ``kind`` sale, or refund of the order ``refunds``."""

    customer: int | None
    at: str
    amount: int
    code: str = ""
    kind: str = "sale"
    status: str = "paid"
    refunds: str = ""
    products: tuple[int, ...] = (1,)


def build_shop(
    path: Path, sales: Iterable[Sale], *, customers: int = 0, timezone: str = "Europe/London"
) -> Shop:
    """A shop of customers 1 to ``customers`` (at least all who ordered), products 1 to 9, and the sales."""
    shop = Shop.create(path, currency="GBP", timezone=timezone, name="Little")
    add_sales(shop, sales, customers=customers)
    return shop


def add_sales(shop: Shop, sales: Iterable[Sale], *, customers: int = 0) -> None:
    """Store more sales; a refund of an order marks that order as the importer does."""
    rows = list(sales)
    most = max([customers, *(sale.customer or 0 for sale in rows)])
    with shop.store.write() as connection:
        run = connection.exec_driver_sql
        run("INSERT OR IGNORE INTO source (id, channel, name) VALUES (1, 'file', 'test')")
        people = [(number, f"C{number:03d}", f"Name {number}") for number in range(1, most + 1)]
        sql = "INSERT OR IGNORE INTO customer (id, code, name, created_at) VALUES (?, ?, ?, 0)"
        if people:
            run(sql, people)
        things = [(number, f"P{number}", f"Thing {number}", f"Kind {number % 3}") for number in range(1, 10)]
        sql = "INSERT OR IGNORE INTO product (id, code, name, category, price_e4) VALUES (?, ?, ?, ?, 50000)"
        run(sql, things)
        for sale in rows:
            _store(shop, connection, sale)
        refresh_rollups(connection, shop.settings.timezone)


def _store(shop: Shop, connection: object, sale: Sale) -> None:
    run = connection.exec_driver_sql  # type: ignore[attr-defined]
    placed = int(datetime.fromisoformat(sale.at).replace(tzinfo=shop.zone).timestamp())
    number = run("SELECT COALESCE(MAX(id), 0) + 1 FROM orders").scalar_one()
    refund_of = None
    if sale.refunds:
        refund_of = run("SELECT id FROM orders WHERE code = ?", (sale.refunds,)).scalar_one()
    run(
        "INSERT INTO orders (id, source_id, code, customer_id, placed_at, kind, status, currency, total_e4,"
        " line_count, refund_of, content_hash) VALUES (?, 1, ?, ?, ?, ?, ?, 'GBP', ?, ?, ?, 0)",
        (
            number,
            sale.code or str(number),
            sale.customer,
            placed,
            sale.kind,
            sale.status,
            sale.amount * 10_000,
            len(sale.products),
            refund_of,
        ),
    )
    share = sale.amount * 10_000 // len(sale.products)
    for line, product in enumerate(sale.products, 1):
        sign = -1000 if sale.amount < 0 else 1000
        run(
            "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, unit_price_e4, total_e4)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (number, line, product, sign, abs(share), share),
        )
    if refund_of is not None:
        run(
            "UPDATE orders SET refunded_e4 = refunded_e4 + ?,"
            " status = CASE WHEN refunded_e4 + ? >= total_e4 THEN 'refunded' ELSE 'part_refunded' END"
            " WHERE id = ?",
            (-sale.amount * 10_000, -sale.amount * 10_000, refund_of),
        )
