"""Money is counted once: payments of orders that the shop has from elsewhere, whichever came first."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.importing import run_import, undo_import
from engine.shop import Shop
from engine.store.rollups import wrong_orders, wrong_totals
from tests.engine.importing.conftest import Importer, rows

SHOPIFY = (
    "Name,Email,Financial Status,Fulfillment Status,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,"
    "Total,Discount Code,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku,Id\n"
)
STRIPE = (
    "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,"
    "Converted Amount Refunded,Converted Currency,Fee,Mode,Payment Source Type,Status,Customer Email\n"
)
ORDERS = SHOPIFY + (
    "#1,ann@shop.org,paid,,no,GBP,20.00,3.00,1.00,24.00,,0.00,2026-03-01 10:00:00 +0000,2,Mug,10.00,M,1\n"
    "#2,bob@shop.org,paid,,no,GBP,20.00,3.00,1.00,24.00,,0.00,2026-03-01 10:05:00 +0000,2,Mug,10.00,M,2\n"
    "#3,cat@shop.org,paid,,no,GBP,10.00,0.00,1.67,10.00,,0.00,2026-03-01 11:00:00 +0000,1,Mug,10.00,M,3\n"
    "#4,dan@shop.org,pending,,no,GBP,10.00,0.00,0.00,10.00,,0.00,2026-03-09 11:00:00 +0000,1,Mug,10.00,M,4\n"
)
PAYMENTS = STRIPE + (
    "ch_a,2026-03-01 10:06,24.00,0,gbp,true,24,0,gbp,1,Live,card,Paid,bob@shop.org\n"
    "ch_b,2026-03-01 10:01,24.00,0,gbp,true,24,0,gbp,1,Live,card,Paid,ann@shop.org\n"
    "ch_c,2026-03-02 11:00,10.00,10.00,gbp,true,10,0,gbp,1,Live,card,Refunded,\n"
    "ch_d,2026-03-08 10:00,24.00,0,gbp,true,24,0,gbp,1,Live,card,Paid,ann@shop.org\n"
    "ch_e,2026-03-01 10:02,24.00,0,usd,true,24,0,usd,1,Live,card,Paid,\n"
    "ch_f,2026-03-09 11:01,10.00,0,gbp,true,10,0,gbp,1,Live,card,Paid,eve@shop.org\n"
)


def links(shop: Shop) -> list[tuple[object, ...]]:
    with shop.store.read() as connection:
        assert (wrong_orders(connection), wrong_totals(connection)) == (0, 0)
    return rows(
        shop,
        "SELECT p.code, o.code FROM orders p JOIN orders o ON o.id = p.pays_for ORDER BY p.code",
    )


def net(shop: Shop) -> object:
    return rows(shop, "SELECT SUM(net_e4) / 1e4 FROM month_total")[0][0]


@pytest.mark.parametrize("first", ["orders", "payments"])
def test_a_payment_of_a_known_order_is_not_counted_again(first: str, shop: Shop, bring: Importer) -> None:
    texts = {"orders": ORDERS, "payments": PAYMENTS}
    last = bring(texts[first], name="a.csv") and bring(texts[({*texts} - {first}).pop()], name="b.csv")
    assert links(shop) == [("ch_a", "#2"), ("ch_b", "#1"), ("ch_c", "#3")]
    # 20 + 20 + 10 of the orders, and the payments that pay for none of them: 24 and 10; 24 dollars wait.
    assert net(shop) == 84.0
    if first == "orders":
        assert [note.facts["n"] for note in last.notes if note.key == "import.note.payments"] == [3]


def test_without_its_order_a_payment_counts_again(shop: Shop, bring: Importer) -> None:
    bring(PAYMENTS, name="payments.csv")
    before = net(shop)
    bring(ORDERS, name="orders.csv")
    undo_import(shop, import_id=2)
    assert (links(shop), net(shop)) == ([], before)


def test_payments_that_bear_the_orders_number_are_its(shop: Shop, bring: Importer) -> None:
    bring(ORDERS, name="orders.csv")
    header = (
        "Transaction Date,Type,Order,Card Brand,Card Source,Payout Status,Payout Date,Payout ID,Available On,"
        "Amount,Fee,Net,Checkout,Payment Method Name,Presentment Amount,Presentment Currency,Currency\n"
    )
    bring(
        header
        + "2026-03-20 10:00:00 +0000,charge,#1,visa,online,paid,,,,24.00,1,23,c1,card,24.00,GBP,GBP\n"
        + "2026-03-21 10:00:00 +0000,refund,#1,visa,online,paid,,,,-5.00,0,-5,c1,card,-5.00,GBP,GBP\n"
        + ",payout,,,,,,,,-19.00,0,-19,,,,,GBP\n",
        name="payments.csv",
    )
    assert [code for _, code in links(shop)] == ["#1", "#1"]
    assert net(shop) == 50.0


_FACTS = (
    "SELECT s.channel, o.code, o.kind, o.status, o.currency, o.placed_at, o.total_e4, o.refunded_e4, "
    "o.shipping_e4, o.tax_e4, o.detail, o.goods_e4, o.original_total_e4, o.line_count, "
    "(SELECT x.code FROM orders x WHERE x.id = o.refund_of), "
    "(SELECT x.code FROM orders x WHERE x.id = o.pays_for),"
    " COALESCE(c.email, '') FROM orders o JOIN source s ON s.id = o.source_id "
    "LEFT JOIN customer c ON c.id = o.customer_id ORDER BY 1, 2"
)
_LINES = (
    "SELECT o.code, p.code, l.quantity_milli, l.unit_price_e4, l.total_e4 FROM order_line l "
    "JOIN orders o ON o.id = l.order_id JOIN product p ON p.id = l.product_id ORDER BY 1, 2, 3, 4, 5"
)
_SUMS = "SELECT month, order_count, net_e4, anonymous_net_e4 FROM month_total ORDER BY month"

_SQUARE = (
    "Date,Time,Time Zone,{columns},Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,"
    "Dining Option,Customer ID,Customer Name,Customer Reference ID\n"
)
_ITEMS = _SQUARE.format(
    columns="Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax"
)
_TRANSACTIONS = (
    "Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,"
    "Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Fees,"
    "Net Total,Transaction ID,Payment ID,Description,Event Type,Customer ID,Customer Name\n"
)


def _square(sales: list[tuple[int, int, bool]]) -> tuple[str, str, str]:
    """(items, transactions, Stripe payments of the same shop's web orders) of made-up sales."""
    items, transactions, charges = _ITEMS, _TRANSACTIONS, STRIPE
    for number, (pieces, price, refunded) in enumerate(sales):
        day, code = f"2026-05-{number % 27 + 1:02d}", f"SQ{number}"
        goods = pieces * price
        items += (
            f"{day},10:00:00,UTC,,Mug,{pieces},,M,,${goods}.00,$0.00,${goods}.00,$1.00,{code},P{number},,,,"
            "Payment,,,,,\n"
        )
        told = "Point of Sale,$0.00,,$0.00,$0.00,$0.00,$0.00"
        transactions += (
            f"{day},10:00:00,UTC,${goods}.00,$0.00,$0.00,${goods}.00,$0.00,$1.00,$0.00,$0.00,${goods + 1}.00,"
            f"{told},${goods + 1}.00,{code},P{number},Mug x {pieces},Payment,,\n"
        )
        charges += f"ch_{number},{day} 10:00,{goods + 1}.00,0,usd,true,1,0,usd,1,Live,card,Paid,\n"
        if refunded:
            items += (
                f"{day},18:00:00,UTC,,Mug,-1,,M,,-${price}.00,$0.00,-${price}.00,$0.00,{code},R{number},,,,"
                "Refund,,,,,\n"
            )
            transactions += (
                f"{day},18:00:00,UTC,-${price}.00,$0.00,$0.00,-${price}.00,$0.00,$0.00,$0.00,$0.00,-${price}.00,"
                f"{told},-${price}.00,{code},R{number},Mug x 1,Refund,,\n"
            )
    return items, transactions, charges


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sales=st.lists(st.tuples(st.integers(1, 4), st.integers(2, 60), st.booleans()), min_size=1, max_size=6),
    data=st.data(),
)
def test_any_order_of_the_files_makes_the_same_shop(
    sales: list[tuple[int, int, bool]], data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = []
    for name, text in zip(("items", "transactions", "charges"), _square(sales), strict=True):
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text)
    orders = list(permutations(paths))
    found = [_shop_of(folder, number, orders[number]) for number in (0, data.draw(st.integers(1, 5)))]
    assert found[0] == found[1]
    goods = sum(pieces * price - price * refunded for pieces, price, refunded in sales)
    assert sum(int(str(row[2])) for row in found[0][_SUMS]) == goods * 10_000


def _shop_of(folder: Path, number: int, paths: tuple[Path, ...]) -> dict[str, list[tuple[object, ...]]]:
    with Shop.create(folder / f"{number}.clientele", currency="USD", timezone="UTC") as shop:
        for path in paths:
            run_import(shop, paths=[path])
        again = [run_import(shop, paths=[path]) for path in paths]
        assert not any(report.records.added for reports in again for report in reports)
        links(shop)
        return {sql: rows(shop, sql) for sql in (_FACTS, _LINES, _SUMS)}
