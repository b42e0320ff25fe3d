"""An order file into the shop, by the public doors: stored once, to the last unit, and taken back whole."""

from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.importing import Answers, history, import_details, preview, run_import, undo_import
from engine.jobs import Cancelled
from engine.shop import Shop
from engine.words import Text
from tests.engine.importing.conftest import Importer, contents, rows

HEADER = "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID,Country"
JANUARY = [
    "1001,2026-01-05 10:00,A-1,Blue mug,2,4.50,7,United Kingdom",
    "1001,2026-01-05 10:00,B-2,Red scarf,1,12.345,7,United Kingdom",
    "1002,2026-01-09 11:00,a-1,Blue mug,1,4.50,,France",
    "1003,2026-01-20 12:00,A-1,Blue mug,5,4.50,8,France",
    "1003,2026-01-20 12:00,POST,Postage,1,6.00,8,France",
]
FEBRUARY = [
    "C1004,2026-02-02 09:00,A-1,Blue mug,-3,4.50,8,France",
    "1005,2026-02-03 09:00,C-3,Green hat,1,20.00,9,Spain",
]


def file(*lines: str) -> str:
    return "\n".join([HEADER, *lines, ""])


def test_a_file_becomes_orders(shop: Shop, bring: Importer) -> None:
    report = bring(file(*JANUARY, *FEBRUARY))
    assert report.rows.to_json() == {
        "read": 7, "added": 7, "updated": 0, "unchanged": 0, "set_aside": 0, "rejected": 0
    }  # fmt: skip
    assert (report.records.added, report.customers, report.products) == (5, 3, 4)
    assert report.money is not None
    assert report.money.to_json()["stored"] == "60.845"
    assert rows(
        shop, "SELECT code, kind, status, total_e4, refunded_e4, customer_id IS NULL FROM orders"
    ) == [
        ("1001", "sale", "paid", 213_450, 0, 0),
        ("1002", "sale", "paid", 45_000, 0, 1),
        ("1003", "sale", "part_refunded", 285_000, 135_000, 0),
        ("C1004", "refund", "paid", -135_000, 0, 0),
        ("1005", "sale", "paid", 200_000, 0, 0),
    ]
    assert rows(shop, "SELECT s.code FROM orders r JOIN orders s ON s.id = r.refund_of") == [("1003",)]
    assert rows(shop, "SELECT code, kind FROM product ORDER BY code") == [
        ("A-1", "product"), ("B-2", "product"), ("C-3", "product"), ("POST", "service"),
    ]  # fmt: skip
    assert rows(shop, "SELECT order_count, net_e4, refund_e4 FROM customer_total ORDER BY customer_id") == [
        (1, 213_450, 0), (1, 150_000, 135_000), (1, 200_000, 0),
    ]  # fmt: skip
    assert rows(shop, "SELECT month, net_e4, anonymous_net_e4 FROM month_total") == [
        ("2026-01", 543_450, 45_000), ("2026-02", 65_000, 0),
    ]  # fmt: skip


def test_nothing_is_counted_twice(shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    before = contents(shop)
    again = bring(file(*JANUARY))
    assert (again.import_id, again.rows.unchanged, again.rows.added) == (1, 5, 0)
    # The same orders in another file, in another order, with another delimiter.
    other = bring(file(*reversed(JANUARY)).replace(",", ";"), name="other.csv")
    assert (other.rows.unchanged, other.rows.added, other.rows.updated) == (5, 0, 0)
    assert contents(shop) == before


def test_an_overlapping_file_adds_what_is_new_and_replaces_what_changed(shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    corrected = JANUARY[2].replace(",1,4.50", ",2,4.50")
    report = bring(file(*JANUARY[:2], corrected, *JANUARY[3:], *FEBRUARY), name="february.csv")
    assert (report.rows.added, report.rows.updated, report.rows.unchanged) == (2, 1, 4)
    assert rows(shop, "SELECT total_e4 FROM orders WHERE code = '1002'") == [(90_000,)]
    # The refund came later than its sale, and finds it all the same.
    assert rows(shop, "SELECT s.code FROM orders r JOIN orders s ON s.id = r.refund_of") == [("1003",)]


def test_undo_restores_every_table(shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    before = contents(shop)
    moved = JANUARY[0].replace("United Kingdom", "Ireland").replace("1001", "1009").replace("-05", "-25")
    changed = [line.replace(",5,4.50", ",4,4.99") for line in JANUARY]
    report = bring(file(*changed, *FEBRUARY, moved), name="february.csv")
    assert contents(shop) != before
    assert rows(shop, "SELECT country FROM customer WHERE code = '7'") == [("Ireland",)]
    undo_import(shop, import_id=report.import_id or 0)
    assert contents(shop) == before
    assert [(record.id, record.state) for record in history(shop)] == [(2, "undone"), (1, "done")]
    undo_import(shop, import_id=1)
    assert all(not table for table in contents(shop).values())


def test_refunds_are_found_again_when_an_order_goes_to_another_customer(shop: Shop, bring: Importer) -> None:
    refund = "C1,2026-01-09 10:00,A-1,Blue mug,-1,4.50,7,France"
    sale = "1,2026-01-05 10:00,A-1,Blue mug,2,4.50,7,France"
    bring(file(sale, refund, "2,2026-01-06 10:00,B-2,Red scarf,1,5.00,7,France"))
    bring(file("2,2026-01-06 10:00,B-2,Red scarf,1,5.00,8,France"), "later.csv")
    assert rows(shop, "SELECT s.code FROM orders r JOIN orders s ON s.id = r.refund_of") == [("1",)]


def test_an_import_that_was_undone_can_be_made_again(shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    bring(file(*JANUARY).replace(",", ";"), name="again.csv")
    undo_import(shop, import_id=1)
    assert bring(file(*JANUARY), name="third.csv").rows.unchanged == 5
    undo_import(shop, import_id=2)
    undo_import(shop, import_id=3)
    assert bring(file(*JANUARY).replace(",", ";"), name="again.csv").rows.added == 5


def test_every_bad_cell_is_reported_and_the_money_still_adds_up(shop: Shop, bring: Importer) -> None:
    report = bring(
        file(
            *JANUARY,
            "1006,2026-02-30,A-1,Blue mug,1,4.50,7,United Kingdom",
            "1006,2026-02-28,A-1,Blue mug,1,4.50,7,United Kingdom",
            "1007,2026-02-28,A-1,Blue mug,two,4.50,7,United Kingdom",
            "1007,2026-02-28,,,1,9.00,7,United Kingdom",
            ",2026-02-28,A-1,Blue mug,1,4.50,7,United Kingdom",
            "1.93068E+15,2026-02-28,A-1,Blue mug,1,4.50,7,United Kingdom",
            "1008,2026-02-28,A-1,Blue mug,1,free,7,United Kingdom",
        )
    )
    assert [(cell.line, cell.column, cell.value, cell.reason.key) for cell in report.rejected] == [
        (7, "Order Date", "2026-02-30", "import.reason.bad_date"),
        (9, "Qty", "two", "import.reason.bad_quantity"),
        (10, "SKU", "", "import.reason.no_product"),
        (11, "Order No", "", "import.reason.no_order"),
        (12, "Order No", "1.93068E+15", "import.reason.lost_digits"),
        (13, "Unit Price", "free", "import.reason.bad_amount"),
    ]
    assert (report.rows.read, report.rows.added, report.rows.rejected) == (12, 6, 6)
    money = report.money
    assert money is not None
    assert money.read_e4 == money.stored_e4 + money.set_aside_e4 + money.rejected_e4 + money.discounts_e4
    assert money.rejected_e4 == 3 * 45_000 + 90_000
    assert Text("import.note.incomplete", {"n": 1}) in report.notes
    assert len(import_details(shop, 1).rejected) == 6
    assert import_details(shop, 1).report == report
    assert "2026-02-30" in str(report.to_json("zh_CN"))


def test_an_order_that_comes_twice_far_apart_is_counted_once(bring: Importer) -> None:
    filler = [f"{9000 + n},2026-01-05 10:00,A-1,Blue mug,1,4.50,7,France" for n in range(1_200)]
    twin = "1500,2026-01-05 10:00,A-1,Blue mug,1,4.50,7,France"
    report = bring(file(twin, twin, *JANUARY, *filler, twin, twin, JANUARY[0], JANUARY[1]))
    assert [(reason.key, count) for reason, count in report.set_aside] == [("import.set_aside.overlap", 4)]
    assert (report.rows.added, report.records.added) == (1_207, 1_204)
    # Two equal rows side by side are two scarves, not one row too many.
    assert [note.facts["n"] for note in report.notes if note.key == "import.note.repeats"] == [1]


def test_day_or_month_first_is_asked_once_and_remembered(shop: Shop, bring: Importer, tmp_path: Path) -> None:
    text = "Order,Date,SKU,Qty,Price\n1,3/4/2026,A,1,2.00\n2,5/4/2026,B,1,3.00\n"
    with pytest.raises(ClienteleError) as problem:
        bring(text)
    assert problem.value.key == "import.date_order_unknown"
    (seen,) = preview(shop, tmp_path / "orders.csv")
    assert [(question.name, question.options) for question in seen.questions] == [
        ("date_order", ("dmy", "mdy"))
    ]
    assert contents(shop)["orders"] == []
    bring(text, answers=Answers(date_order="mdy"))
    assert rows(shop, "SELECT date(placed_at + 3600, 'unixepoch') FROM orders") == [
        ("2026-03-04",),
        ("2026-05-04",),
    ]
    assert bring("Order,Date,SKU,Qty,Price\n3,7/4/2026,A,1,2.00\n", name="next.csv").rows.added == 1
    assert rows(shop, "SELECT date(placed_at + 3600, 'unixepoch') FROM orders WHERE code = '3'") == [
        ("2026-07-04",)
    ]


def test_a_corrected_column_is_remembered(bring: Importer, shop: Shop) -> None:
    text = "Order,Date,SKU,Foo,Qty,Price\n{},2026-01-02,A,ann@example.com,1,2.00\n"
    bring(text.format(1), answers=Answers(mapping={"Foo": "", "Price": "unit_price"}))
    bring(text.format(2), name="next.csv")
    assert rows(shop, "SELECT customer_id FROM orders") == [(None,), (None,)]


@pytest.mark.parametrize(
    "header",
    [
        "订单编号,下单时间,商家编码,商品名称,数量,单价,会员号,国家",
        "Bestellnummer;Bestelldatum;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Kundennummer;Land",
        "N° commande;Date de commande;Référence;Désignation;Quantité;Prix unitaire;N° client;Pays",
        "Número de pedido;Fecha;Código;Descripción;Cantidad;Precio unitario;ID cliente;País",
        "INVOICE_NO|invoice date|Stock-Code|DESCRIPTION |Quantity|unit_price|customer-id|COUNTRY",
    ],
)
def test_columns_are_known_in_many_languages(header: str, bring: Importer, shop: Shop) -> None:
    delimiter = next(mark for mark in ";|," if mark in header)
    mark = "," if delimiter == ";" else "."
    line = delimiter.join(["1", "2026-01-02", "A", "Mug", "2", f"1{mark}50", "7", "X"])
    report = bring(f"{header}\n{line}\n")
    assert rows(shop, "SELECT total_e4 FROM orders") == [(30_000,)]
    assert list(report.reading["columns"].values()) == [
        "order", "date", "product", "product_name", "quantity", "unit_price", "customer", "country"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "import.empty_file"),
        (HEADER + "\n", "import.only_header"),
        ("Order,SKU,Qty,Price\n1,A,1,2.00\n", "import.no_date_column"),
        ("Order,Date,SKU,Qty\n1,2026-01-02,A,1\n", "import.no_money_column"),
        (file("1,2026-01-02,A,Mug,many,2.00,7,France"), "import.no_usable_row"),
        (file(",2026-01-02,A,Mug,1,2.00,7,France"), "import.no_usable_row"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(text: str, key: str, bring: Importer, shop: Shop) -> None:
    before = rows(shop, "SELECT count(*) FROM import_run")
    with pytest.raises(ClienteleError) as problem:
        bring(text)
    assert problem.value.key == key
    for language in ("en", "zh_CN"):
        assert "\n" not in Text(key, problem.value.facts).say(language)
    assert rows(shop, "SELECT count(*) FROM import_run") == before
    assert not any(contents(shop).values())


def test_money_of_another_currency_is_never_added_up(shop: Shop, bring: Importer) -> None:
    report = bring("Order,Date,SKU,Qty,Price\n1,2026-01-02,A,1,£2.00\n2,2026-01-03,A,1,$5.00\n2,,B,1,7.00\n")
    assert (report.rows.added, report.rows.rejected) == (3, 0)
    assert rows(shop, "SELECT code, currency, total_e4, original_total_e4 FROM orders") == [
        ("1", "GBP", 20_000, None), ("2", "USD", 0, 120_000)
    ]  # fmt: skip
    assert rows(shop, "SELECT SUM(net_e4) FROM month_total") == [(20_000,)]


def test_a_sheet_of_whole_orders_counts_with_its_totals(shop: Shop, bring: Importer) -> None:
    rows_told = ("1,2026-01-02,7,20.00", "2,2026-01-03,8,5.50", "1,2026-01-02,7,20.00")
    report = bring("\n".join(("Order,Date,Customer,Total", *rows_told, "")))
    assert (report.rows.added, report.rows.set_aside) == (2, 1)
    assert rows(shop, "SELECT code, total_e4, detail FROM orders") == [
        ("1", 200_000, "total"), ("2", 55_000, "total")
    ]  # fmt: skip


def test_equal_purchases_without_order_numbers_are_all_counted(shop: Shop, bring: Importer) -> None:
    report = bring("Customer,Date,Total\n7,2026-01-02,20.00\n7,2026-01-02,20.00\n8,2026-01-02,5.00\n")
    assert (report.rows.added, report.rows.set_aside) == (3, 0)
    assert rows(shop, "SELECT SUM(total_e4) FROM orders") == [(450_000,)]


def test_the_newest_word_wins_field_by_field(shop: Shop, bring: Importer) -> None:
    bring(
        "Order,Date,SKU,Qty,Price,Email,Status,Country,Coupon\n"
        "1,2026-01-02 10:00,A,2,5.00,ann@mail.org,paid,France,SPRING\n"
        "2,2026-01-03 10:00,A,1,5.00,bob@mail.org,paid,France,\n"
    )
    fewer = bring("Order,Date,SKU,Qty,Price\n1,2026-01-02 10:00,A,2,5.00\n", name="fewer.csv")
    assert (fewer.records.unchanged, fewer.records.updated) == (1, 0)
    changed = bring(
        "Order,Date,SKU,Qty,Price,Status,Refunded Amount\n1,2026-01-02 10:00,A,2,5.00,refunded,10.00\n"
        "2,2026-01-03 10:00,A,1,5.00,paid,\n",
        name="changed.csv",
    )
    assert (changed.records.unchanged, changed.records.updated) == (1, 1)
    facts = (
        "SELECT o.code, o.status, refunded_e4, o.country, discount_code, c.email FROM orders o, customer c "
    )
    assert rows(shop, f"{facts}WHERE c.id = o.customer_id ORDER BY 1") == [
        ("1", "refunded", 100_000, "France", "SPRING", "ann@mail.org"),
        ("2", "paid", 0, "France", "", "bob@mail.org"),
    ]


def test_rounded_customer_ids_do_not_make_one_person_of_many(shop: Shop, bring: Importer) -> None:
    report = bring(
        "Order,Date,SKU,Qty,Price,Customer\n1,2026-01-02,A,1,2.00,1.93068E+15\n"
        "2,2026-01-03,A,1,2.00,1.93068E+15\n3,2026-01-04,A,1,2.00,193068000000001\n"
    )
    assert [cell.reason.key for cell in report.rejected] == ["import.reason.lost_digits"] * 2
    assert rows(shop, "SELECT code FROM orders") == [("3",)]


@pytest.mark.parametrize(
    ("head", "row", "currency"),
    [
        ("Price", "2.00", ""),
        ("Price", "$2.00", "USD"),
        ("Price", "￥2.00", "CNY"),
        ("Price,Currency", "2.00,eur", "EUR"),
        ("Price", "2.00 PCS", ""),
    ],
)
def test_a_file_says_what_its_money_is_in(head: str, row: str, currency: str, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(f"Order,Date,SKU,Qty,{head}\n1,2026-01-02,A,1,{row}\n", "utf-8")
    assert preview(None, path)[0].currency == currency


def test_a_missing_file_is_said_so(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(ClienteleError, match="missing_file"):
        run_import(shop, paths=[tmp_path / "nowhere.csv"])


@pytest.mark.parametrize("at", [0.1, 0.36, 0.4, 0.8, 0.93, 0.999])
def test_cancelling_at_any_moment_leaves_the_shop_as_it_was(at: float, shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    before = contents(shop)

    def stop(fraction: float, text: Text | None = None) -> None:
        if fraction >= at:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring(file(*FEBRUARY, *JANUARY[:1]), name="more.csv", progress=stop)
    assert contents(shop) == before
    assert len(history(shop)) == 1


def test_a_dry_run_says_what_would_happen_and_does_nothing(shop: Shop, bring: Importer) -> None:
    bring(file(*JANUARY))
    before = contents(shop)
    report = bring(file(*JANUARY, *FEBRUARY), name="more.csv", dry_run=True)
    assert (report.import_id, report.rows.added, report.rows.unchanged) == (None, 2, 5)
    assert contents(shop) == before


def test_a_preview_shows_rows_as_they_will_be_stored(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(file(*JANUARY))
    (seen,) = preview(shop, path)
    assert [(column.header, column.meaning) for column in seen.columns][:2] == [
        ("Order No", "order"), ("Order Date", "date"),
    ]  # fmt: skip
    assert all(column.confidence > 0.8 and column.samples for column in seen.columns)
    first = seen.rows.lines[1]
    told = dict(zip([column.meaning for column in seen.rows.columns], first.values, strict=True))
    assert (first.line, told["order"], told["product"], told["line_total"]) == (3, "1001", "B-2", 123_450)
    assert seen.blocker is None
    assert seen.report is not None
    assert seen.report.rows.added == 5
    path.write_text("What,When,SKU,Price\n1,soon,A,2.00\n")
    (blocked,) = preview(shop, path)
    assert blocked.blocker is not None
    assert blocked.blocker.key == "import.no_date_column"
    with pytest.raises(ClienteleError, match="no_date_column"):
        blocked.check()


def test_the_same_person_is_found_by_either_key(shop: Shop, bring: Importer) -> None:
    bring(
        "Order,Date,SKU,Qty,Price,Customer ID,Email,Customer Name\n"
        "1,2026-01-02,A,1,2.00,7,Ann@Example.com ,Ann Old\n"
        "2,2026-01-03,A,1,2.00,,ann@example.COM,Ann New\n"
        "3,2026-01-04,A,1,2.00,8,relay@marketplace.amazon.de,Someone\n"
        "4,2026-01-05,A,1,2.00,9,relay@marketplace.amazon.de,Someone else\n"
    )
    assert rows(shop, "SELECT code, name, email FROM customer") == [
        ("7", "Ann New", "ann@example.com"), ("8", "Someone", ""), ("9", "Someone else", ""),
    ]  # fmt: skip
