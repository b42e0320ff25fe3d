"""What the Customers page asks: the right rows in the right order, an honest profile, undoable notes."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.customers.export import export_found, export_table
from engine.customers.find import find
from engine.customers.notes import add_note, delete_note, set_consent
from engine.customers.page import customers_view, order_lines
from engine.customers.profile import profile
from engine.customers.rhythm import rhythm
from engine.customers.table import SORTS, customer_page
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.segments import run_segmentation, saved_run
from engine.shop import Shop, undo
from engine.words import LANGUAGES
from tests.engine.shop_builder import Sale, build_shop

NAMES = {
    1: "Anna 100% Smith",
    2: "Émile Durand",
    3: "=cmd|' /C calc'!A0",
    4: "anna_b",
    5: "王芳",
    6: "An axb",
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    rows = [
        Sale(customer, f"2024-{1 + customer % 12:02d}-{1 + customer % 28:02d} 18:30", 10 * customer)
        for customer in range(1, 61)
    ]
    rows += [Sale(1, f"2024-{month:02d}-15 19:00", 25, products=(2, 3)) for month in (2, 4, 6, 8, 10)]
    rows += [Sale(1, "2024-10-20 10:00", -25, kind="refund", refunds="65")]
    with build_shop(tmp_path / "a.clientele", rows, customers=62) as opened:
        with opened.store.write() as connection:
            for customer, name in NAMES.items():
                connection.exec_driver_sql("UPDATE customer SET name = ? WHERE id = ?", (name, customer))
                connection.exec_driver_sql(
                    "UPDATE customer_total SET name = ? WHERE customer_id = ?", (name, customer)
                )
        yield opened


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_cover_everyone_once_in_order(shop: Shop, sort: str, descending: bool) -> None:
    pages = [customer_page(shop, sort=sort, descending=descending, offset=at, limit=25) for at in (0, 25, 50)]
    rows = [row for page in pages for row in page.rows]
    assert {page.total for page in pages} == {62}
    assert sorted(row.id for row in rows) == list(range(1, 63))
    keys = {"net": "net_e4", "first": "first_at", "last": "last_at", "value": "expected_e4"}
    values = [getattr(row, keys.get(sort, sort)) for row in rows]
    known = [value.upper() if sort == "name" else value for value in values if value is not None]
    assert known == sorted(known, reverse=descending)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("anna", {1, 4}),
        ("smith ANNA", {1}),
        ("émile", {2}),
        ("ÉMILE", {2}),
        ("0%", {1}),
        ("a_b", {4}),
        ("王", {5}),
        ("C06", {60, 61, 62}),
        ("'", {3}),
        ("nobody", set()),
    ],
)
def test_search_finds_every_word_literally(shop: Shop, search: str, found: set[int]) -> None:
    page = customer_page(shop, search=search)
    assert {row.id for row in page.rows} == found
    assert page.total == len(found)


def test_search_and_segment_work_together(shop: Shop) -> None:
    view = run_segmentation(shop, method="rfm")
    for segment in view.segments:
        page = customer_page(shop, segment_id=segment.id)
        assert page.total == len(page.rows) == segment.customers
        assert all(row.segment_code == segment.code for row in page.rows)
        some = customer_page(shop, segment_id=segment.id, search="anna")
        assert {row.id for row in some.rows} == {row.id for row in page.rows} & {1, 4}
    with pytest.raises(ClienteleError, match=r"segment\.missing"):
        customer_page(shop, segment_id=10_000)
    with pytest.raises(ClienteleError, match=r"customer\.unknown_sort"):
        customer_page(shop, sort="net; DROP TABLE customer")


def test_a_profile_adds_up(shop: Shop) -> None:
    run_segmentation(shop, method="rfm")
    page = profile(shop, 1)
    assert (page.orders, page.net_e4, page.refund_e4) == (5, 1_100_000, 250_000)
    assert (page.first_day, page.last_day) == (date(2024, 2, 2), date(2024, 8, 15))
    assert page.refund_share == pytest.approx(25 / 135)
    assert [event.kind for event in page.timeline] == ["refund"] + ["order"] * 6
    favourites = {favourite.name: favourite.orders for favourite in page.favourites}
    assert favourites == {"Thing 2": 4, "Thing 3": 4, "Kind 2": 4, "Kind 0": 4, "Kind 1": 1}
    member = page.segments[0]
    assert member.as_of == page.today
    assert len(member.why) == 3
    assert page.rhythm is not None
    assert page.habits
    texts = [page.standing, page.rhythm.text, *page.habits, *member.why, *(f.text for f in page.favourites)]
    texts += [event.title for event in page.timeline]
    assert all(text.say(language) for text in texts if text for language in LANGUAGES)
    nobody = profile(shop, 62)
    assert (nobody.orders, nobody.last_day, nobody.rhythm, nobody.timeline) == (0, None, None, ())
    with pytest.raises(ClienteleError, match=r"customer\.missing"):
        profile(shop, 999)


def test_the_next_order_is_said_only_from_the_third_on() -> None:
    days = [date(2024, 1, 1), date(2024, 1, 11), date(2024, 1, 31), date(2024, 2, 10), date(2024, 3, 1)]
    assert rhythm(days[:2], days[-1]) is None
    early = rhythm(days[:3], date(2024, 2, 5))
    assert early is not None
    assert (early.low_days, early.high_days, early.overdue_days) == (10, 20, None)
    assert (early.next_from, early.next_to) == (date(2024, 2, 10), date(2024, 2, 20))
    late = rhythm(days, date(2024, 4, 1))
    assert late is not None
    assert (late.median_days, late.next_to, late.overdue_days) == (15, date(2024, 3, 21), 11)
    assert late.text.key == "customer.rhythm.overdue.half"


def test_notes_and_consent_can_be_taken_back(shop: Shop) -> None:
    add_note(shop, 1, "  Prefers green tea ")
    assert [note.body for note in profile(shop, 1).notes] == ["Prefers green tea"]
    delete_note(shop, profile(shop, 1).notes[0].id)
    undo(shop)
    assert [note.body for note in profile(shop, 1).notes] == ["Prefers green tea"]
    set_consent(shop, 1, "email", "yes")
    set_consent(shop, 1, "email", "no")
    undo(shop)
    assert {c.channel: c.status for c in profile(shop, 1).consents}["email"] == "yes"
    set_consent(shop, 1, "email", "unknown")
    assert {c.channel: c.status for c in profile(shop, 1).consents}["email"] == "unknown"
    with pytest.raises(ClienteleError, match=r"customer\.empty_note"):
        add_note(shop, 1, " \n")
    with pytest.raises(ClienteleError, match=r"customer\.bad_consent"):
        set_consent(shop, 1, "fax", "yes")


def test_the_palette_finds_people_products_and_segments(shop: Shop) -> None:
    champions = run_segmentation(shop, method="rfm").segments[0]
    assert [(hit.kind, hit.id) for hit in find(shop, "anna_b")] == [("customer", 4)]
    assert ("product", 7) in [(hit.kind, hit.id) for hit in find(shop, "thing 7")]
    assert (("segment", champions.id) in [(hit.kind, hit.id) for hit in find(shop, "冠军")]) == bool(
        champions.customers
    )
    assert find(shop, "  ") == []


def test_exports_are_keyed_by_the_shops_codes_and_run_nothing(shop: Shop, tmp_path: Path) -> None:
    view = run_segmentation(shop, method="rfm")
    out = tmp_path / "customers.csv"
    assert export_table(shop, "customers", out) == 62
    lines = out.read_text("utf-8").splitlines()
    assert lines[0].startswith("customer,name,email")
    row = next(line for line in lines if line.startswith("C003,"))
    assert row.split(",")[1].strip('"').startswith("'=cmd")
    assert ",30.00,0.00,2024-04-04,2024-04-04,unknown," in row
    assert export_table(shop, "segments", tmp_path / "segments.csv") == saved_run(shop, view.id).customers
    with pytest.raises(ClienteleError, match=r"customer\.export_failed"):
        export_table(shop, "customers", tmp_path / "no" / "such.csv")
    with pytest.raises(ClienteleError, match=r"customer\.export_unknown"):
        export_table(shop, "secrets", tmp_path / "x.csv")
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["customers.csv", "segments.csv"]


def test_what_the_table_shows_can_be_taken_away(shop: Shop, tmp_path: Path) -> None:
    view = run_segmentation(shop, method="rfm")
    out = tmp_path / "found.csv"
    some = next(segment for segment in view.segments if segment.customers)
    asked: dict[str, Any] = {"search": "an", "segment_id": None, "sort": "name", "descending": False}
    for filters in (asked, {**asked, "search": "", "segment_id": some.id, "sort": "last"}):
        shown = customer_page(shop, **filters, limit=100)
        assert export_found(shop, out=out, **filters) == shown.total
        with out.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["Customer"] for row in rows] == [row.code for row in shown.rows]
    assert export_found(shop, out=out, search="王芳", language="zh_CN") == 1
    assert out.read_text("utf-8-sig").startswith("顾客编号,")

    def stop(fraction: float, text: object = None) -> None:
        raise Cancelled

    before = out.read_bytes()
    with pytest.raises(Cancelled):
        export_found(shop, out=out, progress=stop)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.csv")] == ["found.csv"]


def test_the_page_knows_its_segments_and_a_customer_who_is_gone(shop: Shop) -> None:
    earlier = run_segmentation(shop, method="rfm", as_of=date(2024, 11, 30))
    latest = run_segmentation(shop, method="rfm")
    page = customers_view(shop, customer_id=1)
    assert page.customers == 62
    assert page.today == date(2024, 12, 24)
    assert page.profile == profile(shop, 1)
    assert {choice.id for choice in page.segments} == {s.id for s in latest.segments if s.customers}
    old = next(segment for segment in earlier.segments if segment.customers)
    page = customers_view(shop, segment_id=old.id, customer_id=999)
    assert [choice.id for choice in page.segments if not choice.current] == [old.id]
    assert page.profile is None
    sale = next(event for event in profile(shop, 1).timeline if event.kind == "order")
    assert order_lines(shop, sale.reference_id or 0) == sale.lines
