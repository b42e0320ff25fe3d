"""Customer lists into the shop: nothing lost, one person across sources, no no turned into a yes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.customers.names import name_key
from engine.importing import Answers, run_import, undo_import
from engine.importing.birthdays import read_birthdays
from engine.importing.identity import group, keys_of
from engine.importing.table import Factor
from engine.shop import Shop
from engine.store import rollups
from tests.engine.importing.conftest import Importer, contents, rows
from tests.real_data import real_data

LIST = """\
Customer ID,Name,E-mail,Phone,Street,Postcode,City,Birthday,Gender,Newsletter,Customer since,Shoe size,Club
7,Ann Lee,Ann@X.example,020 7946 0958,1 High St,SW1A 1AA,London,1985-03-31,f,yes,2020-05-01,38,007
8,Bo Ray,bo@x.example,,,,Leeds,,m,no,2021-06-02,41,
9,Cy Orr,,,,,,,,,,,012
,,,,,,,,,,,43,
"""


def people(shop: Shop) -> set[frozenset[tuple[object, ...]]]:
    """Each customer as the keys that name them."""
    found: dict[object, set[tuple[object, ...]]] = {}
    sql = (
        "SELECT k.customer_id, s.channel, k.kind, k.value FROM customer_key k "
        "JOIN source s ON s.id = k.source_id"
    )
    for number, *key in rows(shop, sql):
        found.setdefault(number, set()).add(tuple(key))
    return {frozenset(keys) for keys in found.values()}


def test_everything_that_a_list_says_is_kept(shop: Shop, bring: Importer) -> None:
    report = bring(LIST, "customers.csv")
    assert (report.kind, report.rows.added, report.rows.rejected, report.customers) == ("customers", 3, 1, 3)
    assert [(cell.line, cell.reason.key) for cell in report.rejected] == [(5, "import.reason.nobody")]
    told = (
        "SELECT name, email, phone, street, postcode, city, birthday, gender FROM customer WHERE code = '7'"
    )
    assert rows(shop, told) == [
        (
            "Ann Lee",
            "ann@x.example",
            "+442079460958",
            "1 High St",
            "SW1A 1AA",
            "London",
            "1985-03-31",
            "female",
        )
    ]
    assert json.loads(str(rows(shop, "SELECT attributes FROM customer WHERE code = '7'")[0][0])) == {
        "Shoe size": 38, "Club": "007",
    }  # fmt: skip
    assert rows(shop, "SELECT customer_id, channel, status FROM consent ORDER BY 1") == [
        (1, "email", "yes"), (2, "email", "no"),
    ]  # fmt: skip
    assert rows(shop, "SELECT date(created_at + 3600, 'unixepoch') FROM customer WHERE code = '7'") == [
        ("2020-05-01",)
    ]
    assert rows(shop, "SELECT COUNT(*) FROM customer_total") == [(3,)]
    with shop.store.read() as connection:
        assert rollups.wrong_totals(connection) == 0


def test_a_list_twice_is_a_list_once(shop: Shop, bring: Importer) -> None:
    bring(LIST, "customers.csv")
    before = contents(shop)
    again = bring(LIST + "\n", "the-same.csv")
    assert (again.rows.added, again.rows.updated, again.rows.unchanged) == (0, 0, 3)
    after = contents(shop)
    del before["import_change"], after["import_change"]
    assert after == before


def test_a_newer_list_changes_what_it_says_and_leaves_the_rest(shop: Shop, bring: Importer) -> None:
    bring(LIST, "customers.csv")
    report = bring("E-mail,City,Shoe size\nann@x.example,Bath,39\nbo@x.example,,\n", "contacts.csv")
    assert (report.rows.updated, report.rows.unchanged) == (1, 1)
    told = "SELECT name, city, json_extract(attributes, '$.\"Shoe size\"') FROM customer LIMIT 2"
    assert rows(shop, told) == [
        ("Ann Lee", "Bath", 39), ("Bo Ray", "Leeds", 41),
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["yes", "Subscribed", "TRUE", "2026-01-05 10:00"])
def test_no_file_turns_a_no_into_a_yes(shop: Shop, bring: Importer, word: str) -> None:
    bring("E-mail,Name,Newsletter\na@x.example,Ann,no\n", "customers.csv")
    report = bring(f"E-mail,Name,Newsletter\na@x.example,Ann,{word}\n", "later customers.csv")
    assert rows(shop, "SELECT status FROM consent WHERE channel = 'email'") == [("no",)]
    assert "import.note.still_no" in [note.key for note in report.notes]


def test_an_answer_is_as_old_as_the_list_says_also_before_they_became_a_customer(
    shop: Shop, bring: Importer
) -> None:
    bring(
        "E-mail,Name,Newsletter,Consent date,Customer since\n"
        "a@x.example,Ann,no,2021-03-04,2023-05-06\nb@x.example,Bo,no,,2023-05-06\n",
        "customers.csv",
    )
    told = "SELECT date(at, 'unixepoch', '12 hours') FROM consent ORDER BY customer_id"
    assert rows(shop, told) == [("2021-03-04",), ("2023-05-06",)]


def test_who_left_is_suppressed_whoever_they_are(shop: Shop, bring: Importer) -> None:
    bring("E-mail,Name,Newsletter\na@x.example,Ann,yes\n", "customers.csv")
    bring("E-mail,Name,Status\nA@X.example,Ann,Unsubscribed\nb@x.example,Bo,bounced\n", "members.csv",
          answers=Answers(kind="customers"))  # fmt: skip
    assert rows(shop, "SELECT status FROM consent ORDER BY customer_id") == [("no",), ("no",)]
    assert rows(shop, "SELECT reason FROM suppression ORDER BY 1") == [("bounced",), ("unsubscribed",)]


def test_two_customers_whom_a_row_shows_to_be_one_are_merged(shop: Shop, bring: Importer) -> None:
    bring("Customer ID,Name,City\n7,Ann Lee,Leeds\n", "customers.csv")
    bring("E-mail,Name,Phone\nann@x.example,Ann L.,\n", "contacts.csv")
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(2,)]
    report = bring("Customer ID,Name,E-mail\n7,Ann Lee,ann@x.example\n", "all customers.csv")
    assert rows(shop, "SELECT name, email, city FROM customer") == [("Ann Lee", "ann@x.example", "Leeds")]
    assert rows(shop, "SELECT basis, gone_name FROM customer_merge") == [("external", "Ann L.")]
    assert "import.note.merged" in [note.key for note in report.notes]
    assert report.records.updated == 1


def test_undoing_the_file_that_showed_it_makes_them_two_again(shop: Shop, bring: Importer) -> None:
    bring("Customer ID,Name,City,Newsletter\n7,Ann Lee,Leeds,yes\n", "customers.csv")
    bring("E-mail,Name,Newsletter\nann@x.example,Ann L.,no\n", "contacts.csv")
    before = contents(shop)
    both = "Customer ID,Name,E-mail,City,Phone\n7,Ann Lee-Ray,ann@x.example,Bath,020 7946 0958\n"
    report = bring(both, "all customers.csv")
    assert rows(shop, "SELECT name, city FROM customer") == [("Ann Lee-Ray", "Bath")]
    assert rows(shop, "SELECT status FROM consent") == [("no",)]
    undo_import(shop, import_id=report.import_id or 0)
    assert contents(shop) == before


def test_undoing_an_earlier_file_keeps_what_later_ones_say(shop: Shop, bring: Importer) -> None:
    first = bring("Customer ID,Name,City\n7,Ann Lee,Leeds\n", "customers.csv")
    bring("E-mail,Name\nann@x.example,Ann L.\n", "contacts.csv")
    bring("Customer ID,Name,E-mail\n7,Ann Lee,ann@x.example\n", "all customers.csv")
    undo_import(shop, import_id=first.import_id or 0)
    assert rows(shop, "SELECT name, email, city FROM customer") == [("Ann Lee", "ann@x.example", "")]


def test_whom_the_owner_keeps_apart_no_file_joins(shop: Shop, bring: Importer) -> None:
    from engine.customers.merging import merges, split

    both = "Customer ID,Name,E-mail\n7,Ann Lee,ann@x.example\n"
    bring("Customer ID,Name\n7,Ann Lee\n", "customers.csv")
    bring("E-mail,Name\nann@x.example,Ann L.\n", "contacts.csv")
    bring(both, "all customers.csv")
    split(shop, merges(shop)[0].id)
    bring(both + "8,Bo,\n", "all customers again.csv")
    assert rows(shop, "SELECT COUNT(*) FROM customer") == [(3,)]


def test_a_shared_number_is_not_one_person() -> None:
    """A phone joins only those whose names agree, and nobody whom the file itself holds for two."""
    family = [keys_of("", "a@x.example", "+441", "Ann Lee"), keys_of("", "b@x.example", "+441", "Bo Lee")]
    assert group(family)[0] == [0, 1]
    accounts = [keys_of("1", "", "+441", "Ann Lee"), keys_of("2", "", "+441", "ann LEE")]
    assert group(accounts)[0] == [0, 1]
    later = [
        keys_of("1", "", "+441", "Ann Lee"),
        keys_of("", "", "+441", "Lee, Ann"),
        keys_of("", "", "+441", ""),
    ]
    assert group(later)[0] == [0, 0, 1]
    assert keys_of("", "noreply@shop.example", "", "Guest") == ([], None)
    assert name_key("Mr. José  da-Silva") == name_key("DA SILVA, Jose")


DIGITS = st.sampled_from(["", "1", "2", "3"])
ROW = st.tuples(
    DIGITS,
    st.sampled_from(["", "a@x.example", "B@x.example", "b@X.example"]),
    st.sampled_from(["", "020 7946 0958", "+44 20 7946 0959"]),
    st.sampled_from(["Ann Lee", "LEE, Ann", "Bo Ray", ""]),
)
SHEET = st.lists(ROW, min_size=1, max_size=4)
HEADERS = {
    "list.csv": "Customer ID,E-mail,Phone,Name",
    "shopify.csv": "Customer ID,Email,Phone,Last Name,First Name,Accepts Email Marketing,"
    "Default Address Company,Default Address Address1,Accepts SMS Marketing,Total Spent,Total Orders,Note,"
    "Tax Exempt,Tags",
    "again.csv": "Phone,Customer ID,E-mail,Name",
    "orders.csv": "Customer ID,Email,Phone,Customer name,Order No,Order Date,SKU,Qty,Unit Price",
}


@settings(max_examples=15, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(HEADERS, SHEET)), st.permutations(list(HEADERS)))
def test_the_order_of_files_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, sheets: dict[str, list[tuple[str, ...]]], order: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    for name, sheet in sheets.items():
        lines = [HEADERS[name]]
        for place, (customer, email, phone, who) in enumerate(sheet):
            row = [phone, customer, email] if name == "again.csv" else [customer, email, phone]
            sale = [f"S{place},2026-01-0{place + 1},A-1,1,2.50"] if name == "orders.csv" else []
            lines.append(",".join([*row, f'"{who}"', *sale]))
        (folder / name).write_text("\n".join([*lines, ""]))
    found = []
    for place, names in enumerate((list(HEADERS), order)):
        with Shop.create(folder / f"{place}.clientele", currency="GBP", timezone="Europe/London") as shop:
            for name in names:
                if name == "orders.csv" or any(any(row) for row in sheets[name]):
                    run_import(shop, paths=[folder / name], answers=_as_list(name))
            buyers = "SELECT o.code, COALESCE(MIN(k.value), '') FROM orders o LEFT JOIN customer_key k "
            buyers += "ON k.customer_id = o.customer_id GROUP BY o.code ORDER BY 1"
            found.append((people(shop), rows(shop, buyers)))
            assert shop.store.damage(thorough=True) == []
    assert found[0] == found[1]


def _as_list(name: str) -> Answers | None:
    if name == "orders.csv":
        return None
    return Answers(
        kind="customers", source="shopify_customers" if name == "shopify.csv" else "customers_file"
    )


@pytest.mark.parametrize(
    ("written", "order", "days"),
    [
        (["31/03/1985", "04/05/1990"], "", ["1985-03-31", "1990-05-04"]),
        (["03/31", "05/04"], "", ["--03-31", "--05-04"]),
        (["31.3.", "4.5."], "", ["--03-31", "--05-04"]),
        (["1957", "1985"], "", ["", ""]),
        (["12/31/65", "1/2/04"], "", ["1965-12-31", "2004-01-02"]),
        (["3月31日", "1900-01-01"], "", ["--03-31", ""]),
    ],
)
def test_birthdays(written: list[str], order: str, days: list[str]) -> None:
    read = read_birthdays(Factor.of_texts(written), order).days
    assert [read.values[code].as_py() for code in read.codes.tolist()] == days


def test_real_lists(shop: Shop) -> None:
    campaign = run_import(shop, paths=[real_data("customers/marketing_campaign.csv")])[0]
    assert (campaign.rows.read, campaign.rows.added, campaign.customers) == (2240, 2240, 2240)
    sums = (
        "SELECT COUNT(attributes ->> 'Income'), MAX(attributes ->> 'Income'), AVG(attributes ->> 'Response')"
    )
    filled, largest, response = rows(shop, f"{sums} FROM customer")[0]
    assert (filled, largest, round(float(str(response)), 4)) == (2240 - 24, 666_666, 0.1491)
    shopify = run_import(shop, paths=[real_data("shop_exports/shopify/customers_export_current.csv")])[0]
    assert (shopify.rows.read, shopify.rows.added, shopify.customers) == (8, 8, 7)
    told = "SELECT name, email, phone, city FROM customer WHERE code = '7210448301122'"
    _, email, phone, city = rows(shop, told)[0]
    assert (email, phone, city) == ("teo.villasenor@elkomail.test", "+17755550154", "Elko")
    assert rows(shop, "SELECT COUNT(*) FROM orders") == [(0,)]
    reports = run_import(shop, paths=sorted(Path(real_data("mailing_exports")).glob("*.csv")))
    assert all(report.rows.rejected == 0 and report.problem is None for report in reports)
    assert rows(shop, "SELECT reason, COUNT(*) FROM suppression GROUP BY 1") == [
        ("bounced", 1), ("unsubscribed", 2),
    ]  # fmt: skip
