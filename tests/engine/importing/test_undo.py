"""Any import can be taken back, also after others: the shop is then as if its file had never come."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.importing import history, run_import, undo_import, what_undo_changes
from engine.shop import Shop
from engine.words import LANGUAGES
from tests.engine.importing.conftest import Importer, contents, rows

HEADER = "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID,Country"

#: Who placed which order: files differ in what they say of orders and people, never in that.
CUSTOMER_OF = {1: "7", 2: "7", 3: "8", 4: "", 5: "9"}
#: One order of a file: which, of what, how many, at what price, and where its customer lives.
ORDER = st.tuples(
    st.sampled_from(sorted(CUSTOMER_OF)),
    st.lists(st.sampled_from("ABC"), min_size=1, max_size=3, unique=True),
    st.sampled_from([1, 2, -1]),
    st.sampled_from(["4.50", "5.00"]),
    st.sampled_from(["France", "Spain"]),
)
FILE = st.lists(ORDER, min_size=1, max_size=4, unique_by=lambda order: order[0])
Order = tuple[int, list[str], int, str, str]


def text_of(orders: Iterable[Order]) -> str:
    lines = [
        f"{'C' if quantity < 0 else ''}{number},2026-01-{number + (20 if quantity < 0 else 0):02d} 10:00,"
        f"{code},Thing {code} at {price},{quantity},{price},{CUSTOMER_OF[number]},{country}"
        for number, codes, quantity, price, country in orders
        for code in codes
    ]
    return "\n".join([HEADER, *lines, ""])


def bring(shop: Shop, folder: Path, number: int, orders: list[Order]) -> int:
    path = folder / f"{number}.csv"
    path.write_text(text_of(orders))
    return run_import(shop, paths=[path])[0].import_id or 0


#: What the shop says, without the numbers that it gives to rows.
SAID = {
    "orders": (
        "SELECT o.code, c.code, o.placed_at, o.kind, o.status, o.currency, o.total_e4, o.refunded_e4, "
        "o.line_count, o.country, s.code FROM orders o LEFT JOIN customer c ON c.id = o.customer_id "
        "LEFT JOIN orders s ON s.id = o.refund_of"
    ),
    "lines": (
        "SELECT o.code, l.line_no, p.code, l.quantity_milli, l.unit_price_e4, l.total_e4 "
        "FROM order_line l JOIN orders o ON o.id = l.order_id JOIN product p ON p.id = l.product_id"
    ),
    "customers": "SELECT code, name, email, country FROM customer",
    "keys": "SELECT kind, value, c.code FROM customer_key k JOIN customer c ON c.id = k.customer_id",
    "products": "SELECT code, name, category, kind FROM product",
    "customer totals": (
        "SELECT c.code, t.name, order_count, net_e4, refund_e4, first_at, last_at "
        "FROM customer_total t JOIN customer c ON c.id = t.customer_id"
    ),
    "product totals": (
        "SELECT p.code, order_count, customer_count, units_milli, net_e4, last_at "
        "FROM product_total t JOIN product p ON p.id = t.product_id"
    ),
    "months": "SELECT * FROM month_total",
}


def said(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(rows(shop, sql), key=repr) for name, sql in SAID.items()}


@settings(max_examples=25, deadline=None)
@given(st.lists(FILE, min_size=2, max_size=3), st.data())
def test_undoing_one_import_is_importing_the_others_alone(files: list[list[Order]], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(files) - 1), label="taken back")
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Shop.create(folder / "all.clientele", timezone="Europe/London") as shop:
            numbers = [bring(shop, folder, number, orders) for number, orders in enumerate(files)]
            # A file that says what another says is known already, and no import of its own.
            twins = [place for place, number in enumerate(numbers) if number == numbers[gone]]
            undo_import(shop, import_id=numbers[gone])
            left = said(shop)
            assert shop.store.damage(thorough=True) == []
        with Shop.create(folder / "others.clientele", timezone="Europe/London") as shop:
            for number, orders in enumerate(files):
                if number not in twins:
                    bring(shop, folder, number, orders)
            assert left == said(shop)


@settings(max_examples=12, deadline=None)
@given(st.lists(FILE, min_size=1, max_size=3), FILE)
def test_undoing_the_last_import_restores_every_table(files: list[list[Order]], last: list[Order]) -> None:
    with TemporaryDirectory() as name, Shop.create(Path(name) / "s.clientele") as shop:
        for number, orders in enumerate(files):
            bring(shop, Path(name), number, orders)
        before = contents(shop)
        known = len(history(shop))
        number = bring(shop, Path(name), 9, last)
        if number > known:
            undo_import(shop, import_id=number)
        assert contents(shop) == before
