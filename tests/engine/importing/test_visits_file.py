"""Behaviour logs: every event once however logs overlap, people and products found again by their keys."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.importing import Answers, preview, run_import, undo_import
from engine.importing.event_words import event_of
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, contents, rows
from tests.real_data import real_data

HEADER = "timestamp,user_id,event,product_id,product_name,category,session,duration,search_term\n"
LOG = HEADER + (
    "2026-03-01 10:00:00,u1,page_view,,,home,s1,12,\n"
    "2026-03-01 10:00:30,u1,view_item,MUG,Tea Mug,,s1,0:01:05,\n"
    "2026-03-01 10:01:40,u1,search,,,,s1,,red scarf\n"
    "2026-03-01 10:02:00,u1,addToCart,MUG,,,s1,,\n"
    "2026-03-01 10:02:00,u1,addToCart,MUG,,,s1,,\n"
    "2026-03-01 10:05:00,u1,order completed,,,,s1,,\n"
    "2026-03-01 11:00:00,,page_view,,,home,s2,3,\n"
    "2026-03-01 11:00:05,u2,juggled,,,,s3,,\n"
)
EVENTS = "SELECT v.kind, c.code, p.code, v.seconds, v.query, v.category FROM visit v LEFT JOIN customer c ON c.id = v.customer_id LEFT JOIN product p ON p.id = v.product_id ORDER BY v.id"  # noqa: E501


def test_events_are_stored_as_what_somebody_did(shop: Shop, bring: Importer) -> None:
    report = bring(LOG, "events.csv")
    assert (report.kind, report.rows.read, report.rows.added) == ("visits", 8, 8)
    assert rows(shop, EVENTS) == [
        ("view", "u1", None, 12, "", "home"),
        ("view", "u1", "MUG", 65, "", ""),
        ("search", "u1", None, None, "red scarf", ""),
        ("cart", "u1", "MUG", None, "", ""),
        ("cart", "u1", "MUG", None, "", ""),
        ("purchase", "u1", None, None, "", ""),
        ("view", None, None, 3, "", "home"),
        ("other", "u2", None, None, "", "juggled"),
    ]
    # A purchase is something that somebody did, and no order.
    assert rows(shop, "SELECT count(*) FROM orders") == [(0,)]
    assert rows(shop, "SELECT order_count, net_e4 FROM customer_total") == [(0, 0), (0, 0)]
    told = {note.key: dict(note.facts) for note in report.notes}
    assert told["import.note.strange_events"]["words"] == "juggled"
    assert told["import.note.new_people"]["n"] == 2


def test_visitors_are_the_customers_of_later_orders(shop: Shop, bring: Importer) -> None:
    bring(LOG, "events.csv")
    bring("Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID\n1,2026-03-01,mug,Tea Mug,1,8.00,u1\n")
    assert rows(shop, "SELECT count(*) FROM customer") == [(2,)]
    assert rows(shop, "SELECT count(*) FROM product") == [(1,)]
    assert rows(
        shop,
        "SELECT DISTINCT o.customer_id = v.customer_id FROM orders o, visit v WHERE v.kind = 'purchase'",
    ) == [(1,)]


def test_import_then_undo_is_before(shop: Shop, bring: Importer) -> None:
    bring("Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID\n1,2026-03-01,MUG,Tea Mug,1,8.00,u1\n")
    before = contents(shop)
    report = bring(LOG, "events.csv")
    undo_import(shop, import_id=report.import_id or 0)
    assert contents(shop) == before
    assert rows(shop, "SELECT count(*) FROM visit") == [(0,)]


EVENT = st.tuples(st.integers(0, 3), st.sampled_from(["u1", "u2", ""]), st.sampled_from(["view", "cart"]))


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENT, max_size=12), st.integers(0, 4), st.integers(0, 4), st.booleans())
def test_overlapping_logs_hold_every_event_once(
    log: list[tuple[int, str, str]], one: int, other: int, backwards: bool
) -> None:
    """Cut between two moments, however far the pieces overlap and whichever comes first."""
    log = sorted(log)
    start, stop = sorted((one, other))
    first = [event for event in log if event[0] <= stop]
    second = [event for event in log if event[0] >= start]
    pieces = [piece for piece in (first, second) if piece]
    with TemporaryDirectory() as name:
        counts = []
        for number, several in enumerate((pieces[::-1] if backwards else pieces, [log])):
            with Shop.create(Path(name) / f"{number}.clientele") as shop:
                for place, events in enumerate(several):
                    lines = [f"2026-03-01 10:00:0{at},{who},{what},s" for at, who, what in events]
                    path = Path(name) / f"events {number} {place}.csv"
                    path.write_text("\n".join(["time,user_id,event,session", *lines, ""]))
                    if lines:
                        run_import(shop, paths=[path], answers=Answers(kind="visits"))
                counts.append(
                    rows(
                        shop,
                        "SELECT v.kind, v.occurred_at, c.code, count(*) FROM visit v LEFT JOIN customer c "
                        "ON c.id = v.customer_id GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
                    )
                )
        assert counts[0] == counts[1]


def test_wrong_cells_are_told_and_the_rest_is_stored(shop: Shop, bring: Importer) -> None:
    report = bring(
        HEADER + "yesterday,u1,view,,,,s,1,\n2026-03-01 10:00,u1,view,,,,s,ages,\n"
        "2026-03-01 10:00,u1,view,,,,s,5,\n",
        "events.csv",
    )
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (3, 1, 2)
    assert [(cell.line, cell.column, cell.value) for cell in report.rejected] == [
        (2, "timestamp", "yesterday"), (3, "duration", "ages"),
    ]  # fmt: skip


def test_a_preview_shows_events_and_changes_nothing(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_text(LOG)
    (shown,) = preview(shop, path)
    assert shown.kind == "visits"
    assert [line.values[2] for line in shown.rows.lines][:3] == [
        "import.event.view", "import.event.view", "import.event.search",
    ]  # fmt: skip
    assert shown.report is not None
    assert shown.report.rows.added == 8
    assert rows(shop, "SELECT count(*) FROM customer") == [(0,)]


def test_a_log_that_says_nothing_is_refused(bring: Importer) -> None:
    with pytest.raises(ClienteleError, match=r"import\.no_event_column"):
        bring("time,colour\n2026-03-01,red\n", "log.csv", answers=Answers(kind="visits"))


@pytest.mark.parametrize(
    ("name", "kind", "known"),
    [
        ("page_view", "view", True), ("Product Viewed", "view", True), ("pv", "view", True),
        ("product17", "view", True), ("浏览", "view", True), ("Seitenaufruf", "view", True),
        ("add_to_cart", "cart", True), ("加购", "cart", True), ("checkout_started", "cart", True),
        ("view_search_results", "search", True), ("検索", "search", True), ("Suche", "search", True),
        ("purchase", "purchase", True), ("payment_done", "purchase", True), ("支付成功", "purchase", True),
        ("remove_from_cart", "other", True), ("payment_choice", "other", False), ("lost", "other", False),
    ],
)  # fmt: skip
def test_events_in_many_words(name: str, kind: str, known: bool) -> None:
    found, _, told = event_of(name, {})
    assert (found, told) == (kind, known)


def test_a_real_log(shop: Shop, bring: Importer) -> None:
    path = real_data("behaviour/simple_onlineshop.csv")
    report = bring(path.read_bytes(), path.name)
    assert (report.kind, report.rows.read, report.rows.added, report.customers) == (
        "visits",
        38_010,
        38_010,
        3_750,
    )
    assert rows(shop, "SELECT kind, count(*) FROM visit GROUP BY 1 ORDER BY 1") == [
        ("cart", 2_839), ("other", 10_638), ("purchase", 704), ("view", 23_829),
    ]  # fmt: skip
    again = bring(path.read_bytes() + b"\n", "again.csv")
    assert (again.rows.added, again.rows.unchanged) == (0, 38_010)
