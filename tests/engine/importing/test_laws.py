"""Laws that hold for any files in any order: what a shop knows depends on which files it was given, and on
nothing else.

``FILES`` are of every kind and speak of the same few people, products and orders: two currencies, refunds in
later files, a list of who left, words of consent that contradict each other. They never contradict each other
about a name or a price without telling when each was so: then the file that was imported last is believed,
and another order of files is another shop. Nor does any show that two known customers are one: the laws of
that are tested with merging.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from engine import rates
from engine.customers.export import export_table
from engine.importing import run_import, undo_import
from engine.importing.answers import Answers
from engine.shop import Shop
from tests.engine.importing.conftest import contents, rows

_SALES = "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID,Email,Currency,Accepts Marketing\n"
#: Name → (kind, text).
FILES = {
    "orders.csv": (
        "orders",
        _SALES + "R1,2026-02-01 10:00,A,Thing A,2,5.00,1,ann@example.com,GBP,yes\n"
        "R1,2026-02-01 10:00,B,Thing B,1,4.00,1,ann@example.com,GBP,yes\n"
        "R2,2026-02-02 11:00,A,Thing A,1,5.00,2,ben@example.com,GBP,\n"
        "R3,2026-02-03 12:00,B,Thing B,1,4.00,,,GBP,\n",
    ),
    "orders in euro.csv": (
        "orders",
        _SALES + "R4,2026-02-04 10:00,A,Thing A,1,6.00,3,cem@example.com,EUR,yes\n"
        "R5,2026-02-05 10:00,C,Thing C,3,9.00,1,ann@example.com,EUR,no\n",
    ),
    "refunds.csv": (
        "orders",
        _SALES + "CR1,2026-02-09 10:00,A,Thing A,-1,5.00,1,ann@example.com,GBP,\n"
        "CR4,2026-02-10 10:00,A,Thing A,-1,6.00,3,cem@example.com,EUR,\n",
    ),
    "orders again.csv": (
        "orders",
        _SALES + "R2,2026-02-02 11:00,A,Thing A,1,5.00,2,ben@example.com,GBP,\n"
        "R6,2026-03-01 09:00,C,Thing C,1,9.00,4,dee@example.com,GBP,yes\n",
    ),
    "customers.csv": (
        "customers",
        "Customer ID,Name,Email,City,Accepts Marketing,Consent date,Customer since\n"
        "1,Ann Lee,ann@example.com,Leeds,yes,2026-01-05,2025-01-05\n"
        "2,Ben Ray,ben@example.com,Bath,no,2026-01-06,2025-01-06\n"
        "5,Eve Fox,eve@example.com,York,yes,2026-01-07,2025-01-07\n",
    ),
    "contacts.csv": (
        "customers",
        "Name,Email,Newsletter\nBen Ray,ben@example.com,yes\nCem Kaya,cem@example.com,yes\n"
        "Eve Fox,eve@example.com,no\n",
    ),
    "products.csv": ("products", "SKU,Title,Category\nA,Thing A,Cups\nB,Thing B,Bowls\nD,Thing D,Cups\n"),
    "events.csv": (
        "visits",
        "visitor_id,email,event,timestamp,product_id\n1,ann@example.com,view,2026-01-05 10:00:00,A\n"
        "6,fay@example.com,cart,2026-01-06 10:00:00,D\n",
    ),
    "reviews.csv": (
        "reviews",
        "Review ID,Rating,Review,Review Date,Customer ID,SKU\nr1,5,Lovely,2026-03-01,1,A\n"
        "r2,1,It broke,2026-03-02,1,C\n",
    ),
    "unsubscribed.csv": (
        "suppressions",
        "Email,Unsubscribed at\ncem@example.com,2026-03-03 10:00:00\neve@example.com,2026-03-04 10:00:00\n"
        "who@example.com,2026-03-05 10:00:00\n",
    ),
    "campaign report.csv": (
        "results",
        "Email,Campaign,Sent,Opened,Bounced\nzoe@example.com,Spring,2026-04-02 10:00,2026-04-03 10:00,\n"
        "dee@example.com,Spring,,,2026-04-02 10:00\n",
    ),
}  # fmt: skip
SOME = st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=6, unique=True)
#: A handful of files needs no shrinking, which would take minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)

#: What the shop says, without the numbers that it gives to rows and the moments at which it was told.
SAID = {
    "orders": (
        "SELECT o.code, c.email, o.placed_at, o.kind, o.status, o.currency, o.total_e4, o.refunded_e4, "
        "o.line_count, s.code FROM orders o LEFT JOIN customer c ON c.id = o.customer_id "
        "LEFT JOIN orders s ON s.id = o.refund_of"
    ),
    "lines": (
        "SELECT o.code, p.code, l.quantity_milli, l.unit_price_e4, l.total_e4 "
        "FROM order_line l JOIN orders o ON o.id = l.order_id JOIN product p ON p.id = l.product_id"
    ),
    "customers": "SELECT name, email, city, country FROM customer",
    "keys": "SELECT k.kind, k.value, c.email FROM customer_key k JOIN customer c ON c.id = k.customer_id",
    "consents": "SELECT c.email, k.channel, k.status FROM consent k JOIN customer c ON c.id = k.customer_id",
    "suppressions": "SELECT address_hash, reason FROM suppression",
    "products": "SELECT code, name, category, kind FROM product",
    "visits": (
        "SELECT v.kind, v.occurred_at, c.email, p.code FROM visit v LEFT JOIN customer c "
        "ON c.id = v.customer_id LEFT JOIN product p ON p.id = v.product_id"
    ),
    "reviews": (
        "SELECT r.code, r.stars, r.body, r.written_at, c.id IS NOT NULL, p.code FROM review r "
        "LEFT JOIN customer c ON c.id = r.customer_id LEFT JOIN product p ON p.id = r.product_id"
    ),
    "results": "SELECT campaign_id, customer_id, kind, at, amount_e4 FROM outcome",
    "customer totals": (
        "SELECT c.email, order_count, net_e4, refund_e4, first_at, last_at "
        "FROM customer_total t JOIN customer c ON c.id = t.customer_id"
    ),
    "product totals": (
        "SELECT p.code, order_count, customer_count, units_milli, net_e4, last_at "
        "FROM product_total t JOIN product p ON p.id = t.product_id"
    ),
    "months": "SELECT * FROM month_total",
}


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop without orders that has written to one customer, and knows a rate for the euro."""
    path = tmp_path_factory.mktemp("laws") / "empty.clientele"
    with Shop.create(path, currency="GBP", timezone="Europe/London") as shop:
        with shop.store.write() as connection:
            for sql in (
                "INSERT INTO customer (id, code, name, email, created_at) "
                "VALUES (1, 'Z', 'Zoe', 'zoe@example.com', 1)",
                "INSERT INTO campaign (id, name, goal, state, language, audience, offer, template, "
                "holdout_share, seed, created_at, exported_at) VALUES "
                "(1, 'Spring', 'win_back', 'exported', 'en', '{}', '{}', '{}', 0, 1, 1, 1775000000)",
                "INSERT INTO recipient (campaign_id, customer_id, arm, email, recipient_key) "
                "VALUES (1, 1, 'mail', 'zoe@example.com', 'KEY1')",
            ):
                connection.exec_driver_sql(sql)
        rates.set_rate(shop, currency="EUR", rate="0.85")
    return path


@contextmanager
def shop_with(empty: Path, names: Sequence[str]) -> Iterator[tuple[Shop, dict[str, int]]]:
    """A shop that was given some files, one after the other, and the number of each import."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shop.clientele"
        shutil.copy(empty, path)
        with Shop.open(path) as shop:
            yield shop, {name: bring(shop, Path(folder), name) for name in names}


def bring(shop: Shop, folder: Path, name: str, ending: str = "") -> int:
    kind, text = FILES[name]
    path = folder / name
    path.write_text(text + ending)
    return run_import(shop, paths=[path], answers=Answers(kind=kind))[0].import_id or 0


def said(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(rows(shop, sql), key=repr) for name, sql in SAID.items()}


@settings(max_examples=10, deadline=None, derandomize=True, phases=PHASES)
@given(names=SOME, data=st.data())
def test_files_in_any_order_make_the_same_shop(empty: Path, names: list[str], data: st.DataObject) -> None:
    other = data.draw(st.permutations(names), label="in another order")
    with shop_with(empty, names) as (one, _), shop_with(empty, other) as (two, _):
        assert said(one) == said(two)


@settings(max_examples=8, deadline=None, derandomize=True, phases=PHASES)
@given(names=SOME, data=st.data())
def test_taking_some_back_is_having_had_the_others_alone(
    empty: Path, names: list[str], data: st.DataObject
) -> None:
    gone = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True), label="taken back")
    rest = [name for name in names if name not in gone]
    with shop_with(empty, names) as (shop, numbers), shop_with(empty, rest) as (alone, _):
        for name in gone:
            undo_import(shop, import_id=numbers[name])
        assert shop.store.damage(thorough=True) == []
        assert said(shop) == said(alone)


@settings(max_examples=6, deadline=None, derandomize=True, phases=PHASES)
@given(names=SOME, last=st.sampled_from(sorted(FILES)))
def test_a_file_that_comes_again_changes_nothing_and_goes_without_a_trace(
    empty: Path, names: list[str], last: str
) -> None:
    with shop_with(empty, [name for name in names if name != last]) as (shop, _):
        before = contents(shop)
        folder = shop.store.path.parent
        first = bring(shop, folder, last)
        told = said(shop)
        # Another file of the same rows: by its bytes it would be known.
        again = bring(shop, folder, last, ending="\n")
        assert said(shop) == told
        for number in (again, first):
            undo_import(shop, import_id=number)
        assert contents(shop) == before


def test_exported_customers_come_back_as_they_were(empty: Path, tmp_path: Path) -> None:
    """Who they are, where they live and what they agreed to; the rest of the table follows from orders."""
    out, columns = tmp_path / "customers export.csv", slice(0, 7)

    def exported(shop: Shop) -> list[list[str]]:
        import csv

        export_table(shop, "customers", out)
        with out.open(encoding="utf-8", newline="") as file:
            return sorted(row[columns] + [row[13]] for row in csv.reader(file))

    with shop_with(empty, sorted(FILES.keys() - {"campaign report.csv"})) as (shop, _):
        before = exported(shop)
    assert {row[-1] for row in before} >= {"yes", "no", "unknown"}
    with Shop.create(tmp_path / "other.clientele", currency="GBP", timezone="Europe/London") as shop:
        report = run_import(shop, paths=[out])[0]
        assert (report.kind, report.rows.rejected) == ("customers", 0)
        assert exported(shop) == before
