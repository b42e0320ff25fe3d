"""Every order file of the real data comes out as it prints: counts and sums worked out from the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.importing import run_import
from engine.shop import Shop
from engine.store.rollups import wrong_orders, wrong_totals
from tests.engine.importing.conftest import rows
from tests.real_data import real_data

SHOPIFY, SQUARE, CHINA = "shop_exports/shopify", "shop_exports/square", "shop_exports/taobao_youzan"


@pytest.fixture
def currency() -> str:
    return "USD"


@pytest.fixture
def shop(tmp_path: Path, currency: str) -> Iterator[Shop]:
    with Shop.create(tmp_path / "shop.clientele", currency=currency, timezone="UTC") as created:
        yield created


def by_status(shop: Shop) -> dict[str, tuple[object, ...]]:
    """Status → (orders, total, given back), in main units."""
    with shop.store.read() as connection:
        assert (wrong_orders(connection), wrong_totals(connection)) == (0, 0)
    found = rows(
        shop,
        "SELECT status, COUNT(*), ROUND(SUM(total_e4) / 1e4, 2), ROUND(SUM(refunded_e4) / 1e4, 2) "
        "FROM orders WHERE kind = 'sale' GROUP BY status",
    )
    return {str(status): tuple(rest) for status, *rest in found}


def net(shop: Shop) -> object:
    return rows(shop, "SELECT ROUND(SUM(net_e4) / 1e4, 2) FROM month_total")[0][0]


@pytest.mark.parametrize("currency", ["CNY"])
def test_a_report_of_tmall_orders(shop: Shop) -> None:
    path = real_data("tmall_orders/tmall_order_report.csv")
    report = run_import(shop, paths=[path])[0]
    assert (report.rows.read, report.rows.added, report.records.added) == (28_010, 28_010, 28_010)
    assert report.money is not None
    assert report.money.to_json()["read"] == report.money.to_json()["stored"] == "2995760.61"
    found = by_status(shop)
    assert found["pending"] == (3_923, 520_937.54, 0.0)
    assert found["refunded"][0] == 5_132
    assert found["part_refunded"][0] == 514
    assert rows(shop, "SELECT SUM(total_e4), SUM(refunded_e4), COUNT(customer_id) FROM orders") == [
        (29_957_606_100, 5_723_359_200, 0)
    ]
    assert net(shop) == 1_902_487.15
    again = run_import(shop, paths=[path])[0]
    assert (again.rows.unchanged, again.rows.added) == (28_010, 0)


@pytest.mark.parametrize("currency", ["EUR"])
def test_shopify_orders_of_a_development_shop(shop: Shop) -> None:
    report = run_import(shop, paths=[real_data(f"{SHOPIFY}/orders_export_devstore.csv")])[0]
    assert (report.rows.added, report.records.added, report.customers) == (40, 19, 3)
    assert by_status(shop) == {"paid": (18, 13_961.45, 0.0), "pending": (1, 127.59, 0.0)}


@pytest.mark.parametrize("first", ["orders", "payments"])
def test_shopify_orders_and_their_payments(shop: Shop, first: str) -> None:
    orders = real_data(f"{SHOPIFY}/orders_export_refund_void.csv")
    payments = real_data(f"{SHOPIFY}/payment_transactions_export.csv")
    for path in (orders, payments) if first == "orders" else (payments, orders):
        run_import(shop, paths=[path])
    assert by_status(shop) == {
        "paid": (2, 72.0, 0.0), "cancelled": (1, 16.0, 0.0), "part_refunded": (1, 16.0, 4.0)
    }  # fmt: skip
    assert net(shop) == 84.0
    assert rows(shop, "SELECT COUNT(*) FROM orders WHERE pays_for IS NOT NULL") == [(2,)]


@pytest.mark.parametrize("first", ["items", "transactions"])
def test_square_items_and_transactions(shop: Shop, first: str) -> None:
    files = [real_data(f"{SQUARE}/{name}-2026-09.csv") for name in ("items", "transactions")]
    for path in files if first == "items" else files[::-1]:
        run_import(shop, paths=[path])
    # 36.00 and 27.00 (one of them only in each file), and 12.00 of which all was given back a week later.
    assert by_status(shop) == {"paid": (2, 63.0, 0.0), "refunded": (1, 12.0, 12.0)}
    assert net(shop) == 63.0
    assert rows(shop, "SELECT code, placed_at FROM orders WHERE code = 'SQA1x'") == [("SQA1x", 1_789_308_131)]


@pytest.mark.parametrize("currency", ["CNY"])
def test_taobao_and_youzan(shop: Shop) -> None:
    for name in ("ExportOrderList_GBK_SYNTHETIC_ROWS.csv", "youzan_orders.csv"):
        run_import(shop, paths=[real_data(f"{CHINA}/{name}")])
    assert by_status(shop) == {"paid": (2, 398.0, 0.0), "cancelled": (1, 64.8, 0.0)}
    assert rows(shop, "SELECT name FROM product ORDER BY id") == [
        ("手工皂 礼盒,玫瑰味",), ("润唇膏€特惠",), ("ROOT 7日试饮装",)
    ]  # fmt: skip
    assert rows(shop, "SELECT phone FROM customer WHERE name = '林样本'") == [("+8613900018888",)]
