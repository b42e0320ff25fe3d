"""What a product costs now, after one file and after another."""

from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

HEADER = "Order,Date,SKU,Qty,Price"


def sales(first: int, *prices: str) -> str:
    """One order a day from the ``first`` day of 2026 on, of one product at these prices."""
    lines = [f"{day},2026-{day // 28 + 1:02}-{day % 28 + 1:02},A,1,{price}" for day, price in
             enumerate(prices, first)]  # fmt: skip
    return "\n".join([HEADER, *lines, ""])


def price(shop: Shop) -> object:
    (found,) = rows(shop, "SELECT price_e4 FROM product")
    return found[0]


def test_one_odd_sale_does_not_change_what_a_product_costs(shop: Shop, bring: Importer) -> None:
    bring(sales(1, "2.08", "2.08", "1.79", "2.08", "4.13"))
    assert price(shop) == 20_800
    bring(sales(6, "4.13"))
    assert price(shop) == 20_800


def test_a_new_price_wins_once_most_of_the_latest_sales_carry_it(shop: Shop, bring: Importer) -> None:
    bring(sales(1, *["2.00"] * 40))
    bring(sales(41, *["2.50"] * 14))
    assert price(shop) == 20_000
    bring(sales(55, "2.50"))
    assert price(shop) == 25_000


def test_old_sales_do_not_outvote_those_of_the_last_weeks(shop: Shop, bring: Importer) -> None:
    bring(sales(1, *["2.00"] * 5))
    bring(sales(200, "2.50"))
    assert price(shop) == 25_000
