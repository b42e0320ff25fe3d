"""Several currencies in one shop: each kept as it is, the shop's own by rates, never added up unconverted."""

from __future__ import annotations

from datetime import date

import pytest

from engine import rates
from engine.commands.status import shop_status
from engine.errors import ClienteleError
from engine.importing import Answers, preview
from engine.shop import Shop, change_settings, undo
from engine.store.rollups import wrong_orders, wrong_totals
from tests.engine.importing.conftest import Importer, rows

HEADER = "Order,Date,SKU,Qty,Price,Currency,Email,Status,Refunded Amount\n"
FILE = HEADER + (
    "1,2026-01-02,A,1,10.00,GBP,ann@mail.org,paid,\n"
    "2,2026-01-03,A,2,5.55,EUR,ann@mail.org,paid,\n"
    "2,2026-01-03,B,1,0.90,EUR,ann@mail.org,paid,\n"
    "3,2026-02-03,A,1,100.00,eur,bob@mail.org,partially refunded,25.00\n"
    "4,2026-02-04,A,1,1000,JPY,bob@mail.org,paid,\n"
)


def orders(shop: Shop) -> list[tuple[object, ...]]:
    with shop.store.read() as connection:
        assert (wrong_orders(connection), wrong_totals(connection)) == (0, 0)
    return rows(
        shop,
        "SELECT code, currency, total_e4 / 1e4, refunded_e4 / 1e4, original_total_e4 / 1e4, "
        "original_refunded_e4 / 1e4 FROM orders ORDER BY code",
    )


def net(shop: Shop) -> str:
    return str(shop_status(shop)["net_sales"])


def test_orders_wait_for_a_rate_and_count_once_it_is_given(shop: Shop, bring: Importer) -> None:
    report = bring(FILE)
    assert report.rows.added == 5
    money = report.money
    assert money is not None
    assert (money.read_e4, money.stored_e4, money.currency) == (100_000, 100_000, "GBP")
    assert [(one.currency, one.orders, one.read_e4, one.stored_e4) for one in money.foreign] == [
        ("EUR", 2, 1_120_000, 1_120_000), ("JPY", 1, 10_000_000, 10_000_000)
    ]  # fmt: skip
    told = [(note.facts["n"], note.facts["currency"]) for note in report.notes if "needs_rate" in note.key]
    assert told == [(2, "EUR"), (1, "JPY")]
    assert net(shop) == "10.00"
    assert orders(shop)[1:] == [
        ("2", "EUR", 0.0, 0.0, 12.0, 0.0), ("3", "EUR", 0.0, 0.0, 100.0, 25.0),
        ("4", "JPY", 0.0, 0.0, 1000.0, 0.0),
    ]  # fmt: skip
    assert shop_status(shop)["waiting_for_rate"] == [
        {"currency": "EUR", "orders": 2, "total": "112.00"},
        {"currency": "JPY", "orders": 1, "total": "1000"},
    ]
    rates.set_rate(shop, currency="eur", rate="0,8")
    assert orders(shop)[1:3] == [("2", "EUR", 9.6, 0.0, 12.0, 0.0), ("3", "EUR", 80.0, 20.0, 100.0, 25.0)]
    assert net(shop) == "79.60"
    rates.set_rate(shop, currency="EUR", rate="0.9", from_day=date(2026, 2, 1))
    assert net(shop) == "87.10"
    assert [need.waiting for need in rates.view(shop).needs] == [0, 1]
    assert rows(shop, "SELECT ROUND(SUM(net_e4) / 1e4, 2) FROM customer_total") == [(87.1,)]
    undo(shop)
    assert net(shop) == "79.60"
    rates.remove_rate(shop, currency="EUR")
    assert net(shop) == "10.00"


def test_a_rate_given_with_the_file_holds_at_once(shop: Shop, bring: Importer, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "asked.csv"
    path.write_text(FILE)
    asked = preview(shop, path)[0]
    assert [question.name for question in asked.questions] == ["rates.EUR", "rates.JPY"]
    assert asked.blocker is None
    report = bring(FILE, answers=Answers(rates={"EUR": "0.5", "JPY": "0.005"}))
    assert not [note for note in report.notes if "needs_rate" in note.key]
    assert net(shop) == "58.50"
    again = bring(FILE.replace(",", ";"), name="again.csv")
    assert (again.records.unchanged, net(shop)) == (4, "58.50")


def test_a_refund_in_another_currency_comes_off_its_sale(shop: Shop, bring: Importer) -> None:
    rates.set_rate(shop, currency="EUR", rate="0.333333333")
    bring(
        "Order,Date,SKU,Qty,Price,Currency,Customer\n1,2026-01-02,A,3,10.00,EUR,7\n2,2026-01-09,A,-1,10.00,EUR,7\n"
    )
    assert orders(shop) == [
        ("1", "EUR", 10.0, 3.3333, 30.0, 0.0), ("2", "EUR", -3.3333, 0.0, -10.0, 0.0)
    ]  # fmt: skip
    rates.set_rate(shop, currency="EUR", rate="2")
    assert orders(shop)[0][2:4] == (60.0, 20.0)
    assert net(shop) == "40.00"


def test_the_shops_own_currency_can_change(shop: Shop, bring: Importer) -> None:
    bring("Order,Date,SKU,Qty,Price\n1,2026-01-02,A,1,10.00\n")
    change_settings(shop, currency="USD")
    assert [order[:3] for order in orders(shop)] == [("1", "USD", 10.0)]
    bring("Order,Date,SKU,Qty,Price,Currency\n2,2026-01-02,A,1,10.00,EUR\n", name="b.csv")
    rates.set_rate(shop, currency="EUR", rate="1.2")
    change_settings(shop, currency="EUR")
    assert [order[1:3] for order in orders(shop)] == [("USD", 0.0), ("EUR", 10.0)]
    assert rates.view(shop).rates == ()
    undo(shop)
    assert [order[1:3] for order in orders(shop)] == [("USD", 10.0), ("EUR", 12.0)]


@pytest.mark.parametrize("rate", ["", "0", "-1", "one", "1e30", "nan"])
def test_what_is_no_rate_is_refused(rate: str, shop: Shop) -> None:
    with pytest.raises(ClienteleError) as problem:
        rates.set_rate(shop, currency="EUR", rate=rate)
    assert problem.value.key == "import.bad_rate"


def test_a_rate_needs_another_currency_that_there_is(shop: Shop) -> None:
    for currency, key in (("GBP", "import.own_currency"), ("EURO", "store.bad_currency")):
        with pytest.raises(ClienteleError) as problem:
            rates.set_rate(shop, currency=currency, rate="1")
        assert problem.value.key == key
    with pytest.raises(ClienteleError) as problem:
        rates.remove_rate(shop, currency="CHF")
    assert problem.value.key == "import.no_rate"
