"""Which currency a file's amounts are in where only the names of its columns say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.importing import Answers, run_import
from engine.importing.currencies import currencies_in_name
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows


@pytest.mark.parametrize(
    ("name", "currency"),
    [
        ("Price (USD)", "USD"), ("amount_eur", "EUR"), ("Preis in €", "EUR"), ("单价(元)", "CNY"),
        ("金額（円）", "JPY"), ("单价/元", "CNY"), ("R$ total", "BRL"), ("Cena (Kč)", "CZK"), ("Total", ""),
        ("GRAND TOTAL ALL", ""), ("Price (incl. VAT)", ""), ("Prix TTC", ""), ("total_all", ""), ("Net", ""),
    ],
)  # fmt: skip
def test_a_column_names_its_currency(name: str, currency: str) -> None:
    assert next(iter(currencies_in_name(name)), "") == currency


def test_amounts_under_a_foreign_name_wait_for_a_rate_and_are_not_the_shops(
    shop: Shop, bring: Importer
) -> None:
    bring("Order,Date,Email,Product,Qty,Price (EUR)\n1,2026-02-01,a@x.com,Mug,2,10.00\n")
    bring("SKU,Name,Price (EUR),Price unit\nM1,Mug,10.00,each\n", "products.csv")
    assert rows(shop, "SELECT currency, total_e4, original_total_e4 FROM orders") == [("EUR", 0, 200_000)]
    assert rows(shop, "SELECT price_e4 FROM product WHERE code = 'M1'") == [(None,)]


def test_a_new_shop_takes_the_currency_of_its_orders_before_that_of_its_products(tmp_path: Path) -> None:
    for name, text in {
        "products.csv": "SKU,Name,Category,Price\nM1,Mug,Kitchen,$10.00\n",
        "orders.csv": "Order,Date,Email,SKU,Qty,Price (€)\n1,2026-02-01,a@x.com,M1,2,10.00\n",
    }.items():
        (tmp_path / name).write_text(text)
    for files, currency in ((["products.csv"], "USD"), (["products.csv", "orders.csv"], "EUR")):
        with Shop.create(tmp_path / f"{currency}.clientele", currency="GBP", timezone="UTC") as new:
            run_import(new, paths=[tmp_path / file for file in files], adopt_currency=True)
            assert new.settings.currency == currency


def test_an_export_without_its_currency_column_keeps_what_the_shop_knows(shop: Shop, bring: Importer) -> None:
    told = "Order,Date,Email,SKU,Qty,Price,Currency\n1,2026-02-01,a@x.com,A,1,10.00,GBP\n"
    bring(told + "2,2026-02-02,b@x.com,A,1,12.00,USD\n")
    report = bring(
        "Order,Date,Email,SKU,Qty,Price\n1,2026-02-01,a@x.com,A,1,10.00\n2,2026-02-02,b@x.com,A,1,12.00\n"
    )
    assert (report.rows.unchanged, report.rows.updated + report.rows.added) == (2, 0)
    assert report.money is not None
    assert (report.money.stored_e4, [one.stored_e4 for one in report.money.foreign]) == (100_000, [120_000])
    assert rows(shop, "SELECT currency FROM orders ORDER BY code") == [("GBP",), ("USD",)]


def test_a_rate_for_no_currency_is_refused(bring: Importer) -> None:
    with pytest.raises(ClienteleError, match="bad_currency"):
        bring("Order,Date,SKU,Qty,Price\n1,2026-02-01,A,1,10\n", answers=Answers(rates={"EURO": "1"}))
