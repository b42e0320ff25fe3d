"""Any import can be taken back, also after others: the shop is then as if its file had never come."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.customers import notes
from engine.errors import ClienteleError
from engine.importing import ImportReport, history, run_import, undo_import, what_undo_changes
from engine.importing.answers import Answers
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


@pytest.fixture
def bring_file(shop: Shop, tmp_path: Path) -> Importer:
    """Import a text as a file of the given name and, if told, kind."""

    def bring_in(text: str, name: str, kind: str = "") -> ImportReport:
        path = tmp_path / name
        path.write_text(text)
        return run_import(shop, paths=[path], answers=Answers(kind=kind))[0]

    return bring_in


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
        "SELECT o.code, p.code, l.quantity_milli, l.unit_price_e4, l.total_e4 "
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


@settings(max_examples=12, deadline=None)
@given(st.lists(FILE, min_size=2, max_size=3), st.data())
def test_undoing_one_import_is_importing_the_others_alone(
    files: list[list[Order]], data: st.DataObject
) -> None:
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


@settings(max_examples=6, deadline=None)
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


ANN, BEN = (1, ["A", "B"], 1, "4.50", "France"), (3, ["A"], 2, "4.50", "Spain")
CEM = (5, ["C"], 1, "5.00", "Spain")


def count(shop: Shop) -> dict[str, object]:
    tables = {"orders": "orders", "customers": "customer", "products": "product", "visits": "visit"}
    return {name: rows(shop, f"SELECT COUNT(*) FROM {table}")[0][0] for name, table in tables.items()}


def test_what_undo_would_change_is_told_before(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, 1, [ANN, BEN, CEM])
    bring(shop, tmp_path, 2, [BEN])
    before = count(shop)
    effect = what_undo_changes(shop, 1)
    assert (effect.gone["orders"], effect.kept["orders"], effect.money.amount_e4) == (2, 1, 140_000)
    for language in LANGUAGES:
        assert all(sentence.say(language) for sentence in effect.sentences())
    assert count(shop) == before
    undo_import(shop, import_id=1)
    after = count(shop)
    assert {name: before[name] - after[name] for name in after} == {  # type: ignore[operator]
        name: effect.gone[name] for name in after
    }
    for number, key in ((1, "import.already_undone"), (7, "import.unknown_import")):
        with pytest.raises(ClienteleError) as problem:
            what_undo_changes(shop, number)
        assert problem.value.key == key


def test_the_owners_note_keeps_its_customer(shop: Shop, tmp_path: Path) -> None:
    bring(shop, tmp_path, 1, [ANN, BEN])
    with shop.store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO customer_note (customer_id, body, at) SELECT id, 'Likes blue', 0 FROM customer "
            "WHERE code = '8'"
        )
    assert what_undo_changes(shop, 1).kept["customers"] == 1
    undo_import(shop, import_id=1)
    assert rows(shop, "SELECT code, country, import_id FROM customer") == [("8", "Spain", None)]
    # The same customer, when the file comes again.
    bring(shop, tmp_path, 2, [ANN, BEN])
    assert rows(shop, "SELECT COUNT(*) FROM customer WHERE code LIKE '8%'") == [(1,)]


def test_who_unsubscribed_by_two_files_stays_so_when_one_is_taken_back(
    shop: Shop, bring_file: Importer
) -> None:
    text = "Email,Unsubscribed at\nann@example.com,2026-01-05 10:00:00\n"
    bring_file(text, name="unsubscribed.csv")
    second = bring_file(text + "ben@example.com,2026-01-06 10:00:00\n", name="unsubscribed later.csv")
    barred = rows(shop, "SELECT address_hash, reason FROM suppression ORDER BY 1")
    assert len(barred) == 2
    undo_import(shop, import_id=1)
    assert rows(shop, "SELECT address_hash, reason FROM suppression ORDER BY 1") == barred
    undo_import(shop, import_id=second.import_id or 0)
    assert rows(shop, "SELECT * FROM suppression") == []


def test_visits_that_a_later_log_holds_too_stay(shop: Shop, bring_file: Importer) -> None:
    header = "visitor_id,event,timestamp,product_id\n"
    first = [f"{number},view,2026-01-05 10:00:{number:02d},P{number}" for number in range(6)]
    bring_file(header + "\n".join(first) + "\n", name="events.csv", kind="visits")
    bring_file(header + "\n".join(first[4:]) + "\n", name="events later.csv", kind="visits")
    undo_import(shop, import_id=1)
    assert rows(shop, "SELECT COUNT(*), MIN(import_id) FROM visit") == [(2, 2)]


CONTACTS = "Customer ID,Name,Email,Accepts marketing\n1,Ann,ann@example.com,yes\n2,Ben,ben@example.com,yes\n"


def test_what_the_owner_said_of_consent_outlives_the_file(shop: Shop, bring_file: Importer) -> None:
    first = bring_file(CONTACTS, name="contacts.csv")
    bring_file(CONTACTS.replace("yes", "no"), name="contacts later.csv")
    answers = "SELECT c.code, k.status, k.basis FROM consent k JOIN customer c ON c.id = k.customer_id"
    notes.set_consent(shop, 1, "email", "yes")
    undo_import(shop, import_id=2)
    assert sorted(rows(shop, answers)) == [("1", "yes", "owner"), ("2", "yes", "import")]
    notes.set_consent(shop, 1, "email", "no")
    assert what_undo_changes(shop, 1).kept["customers"] == 1
    undo_import(shop, import_id=first.import_id or 0)
    # A "no" must not be forgotten and come back as the file's "yes".
    assert rows(shop, answers) == [("1", "no", "owner")]
    bring_file(CONTACTS + "\n", name="contacts again.csv")
    assert sorted(rows(shop, answers)) == [("1", "no", "owner"), ("2", "yes", "import")]


ORDERS = (
    f"{HEADER},Email,Name,Currency\nR1,2026-02-01 10:00,A,Thing,1,5.00,1,France,ann@example.com,Ann,EUR\n"
)
GIVEN_BACK = (
    f"{HEADER},Email,Name,Currency\nCR1,2026-02-09 10:00,A,Thing,-1,5.00,1,France,ann@example.com,Ann,EUR\n"
)
SEEN = "visitor_id,email,event,timestamp,product_id\n7,ann@example.com,view,2026-01-05 10:00:00,A\n"
LINKS = "SELECT r.code, s.code FROM orders r JOIN orders s ON s.id = r.refund_of"


def test_keys_and_names_go_with_the_file_that_told_them(shop: Shop, bring_file: Importer) -> None:
    people = "Name,Email,Phone\nAnn,ann@example.com,+44 20 7946 0123\n"
    bring_file(people, name="contacts.csv")
    bring_file(SEEN, name="events.csv", kind="visits")
    bring_file(SEEN + "\n", name="events again.csv", kind="visits")
    bring_file(people.replace(",+44 20 7946 0123", ","), name="contacts too.csv")
    told = "SELECT c.name, c.phone, k.kind FROM customer c JOIN customer_key k ON k.customer_id = c.id"
    undo_import(shop, import_id=1)
    assert sorted(rows(shop, told)) == [("Ann", "", "email"), ("Ann", "", "external")]
    undo_import(shop, import_id=4)
    # Nobody calls them so any more; the second log holds the same visit.
    undo_import(shop, import_id=2)
    assert sorted(rows(shop, told)) == [("", "", "email"), ("", "", "external")]
    undo_import(shop, import_id=3)
    assert rows(shop, "SELECT * FROM customer_key") == rows(shop, "SELECT * FROM customer") == []


def test_a_refund_without_a_rate_finds_its_sale_whichever_file_stays(
    shop: Shop, bring_file: Importer
) -> None:
    bring_file(ORDERS, name="orders.csv")
    bring_file(GIVEN_BACK, name="refunds.csv")
    assert rows(shop, LINKS) == [("CR1", "R1")]
    undo_import(shop, import_id=1)
    assert rows(shop, LINKS) == []
    bring_file(ORDERS + "\n", name="orders again.csv")
    assert rows(shop, LINKS) == [("CR1", "R1")]
