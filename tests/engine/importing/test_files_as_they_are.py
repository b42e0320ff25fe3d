"""Files as programs and people leave them come out as tables, each row with its physical line."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from engine.errors import ClienteleError
from engine.importing.reader import Loaded, load_tables
from engine.importing.table import RawTable
from tests.real_data import real_data


@pytest.fixture
def put(tmp_path: Path) -> "Put":
    return Put(tmp_path)


class Put:
    """Writes files and loads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self, data: bytes | str, name: str = "x.csv") -> list[Loaded]:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return load_tables(path)

    def one(self, data: bytes | str, name: str = "x.csv") -> RawTable:
        (loaded,) = self.all(data, name)
        assert loaded.table is not None
        assert (loaded.key, loaded.fingerprint.name) == ("", name)
        return loaded.table


def cells(table: RawTable) -> list[list[str]]:
    columns = [table.column(index).head(table.row_count) for index in range(len(table.headers))]
    return [list(row) for row in zip(*columns, strict=True)]


def book_of(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = (), merged: str = "") -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        if merged:
            for area in merged.split():
                sheet.merge_cells(area)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def zip_of(members: dict[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return data.getvalue()


# --- text ---------------------------------------------------------------------------------------------------


def test_columns_aligned_by_blanks(put: Put) -> None:
    table = put.one(
        " id    date     number amount\r\n 00001 19970101  1   11.77\r\n 00002 19970112  5   77.00\r\n"
    )
    assert table.headers == ["id", "date", "number", "amount"]
    assert cells(table)[1] == ["00002", "19970112", "5", "77.00"]
    bare = put.one(" 00001 19970101  1   11.77\n 00002 19970112  5   77.00\n")
    assert (bare.has_header, bare.row_count, bare.headers) == (False, 2, ["#1", "#2", "#3", "#4"])


def test_rows_with_one_comma_more_than_the_header(put: Put) -> None:
    table = put.one("订单编号,标题,价格\n1,杯子,2.50,\n2,碗,3.00,\n")
    assert (table.headers, cells(table)) == (
        ["订单编号", "标题", "价格"],
        [["1", "杯子", "2.50"], ["2", "碗", "3.00"]],
    )


def test_columns_without_names_are_kept_where_they_hold_something(put: Put) -> None:
    table = put.one("Order,Price\n1,2.50,red\n2,3.00,blue\n")
    assert (table.headers, cells(table)[0]) == (["Order", "Price", "#3"], ["1", "2.50", "red"])


def test_a_bill_with_a_preamble_and_a_marker_line(put: Put) -> None:
    preamble = "".join(f"说明 {number},,,\n" for number in range(15))
    text = f"微信支付账单明细,,,\n{preamble}----账单明细列表----,,,\n交易时间,商品,金额(元),交易单号\n"
    table = put.one("\ufeff" + text + "2026-01-02 10:00:00,手工皂,¥28.00,1001\t\n")
    assert (table.headers[:2], table.header_line, table.line_of(0)) == (["交易时间", "商品"], 18, 19)


def test_a_blank_first_line_and_remarks_at_the_end(put: Put) -> None:
    rows = "\n".join(f'"{number}","2026-01-02","Cup","$3.50"' for number in range(3))
    table = put.one(
        f'\n"Order Number","Sale Date","Item Title","Total"\n{rows}\n\n"3","record(s) downloaded,"\n'
        '"3 record(s) downloaded"\n"Seller ID : someone"\n'
    )
    assert (table.row_count, table.header_line) == (3, 2)
    assert [footer.line for footer in table.footers][-2:] == [8, 9]


@pytest.mark.parametrize(
    "total", ["Summe;;;12,50", "合计;;;12.50", "Total général;;;12,50", "TOTAL:;;;EUR 12,50"]
)
def test_totals_in_any_language_are_no_rows(put: Put, total: str) -> None:
    table = put.one(f"Order;Date;Product;Price\n1;2026-01-02;Cup;12,50\n{total}\n")
    assert (table.row_count, [footer.line for footer in table.footers]) == (1, [3])


def test_a_product_called_soma_is_no_total(put: Put) -> None:
    header = ",".join(["Handle", "Title", "Vendor", *[f"Extra {number}" for number in range(9)]])
    table = put.one(f"{header}\nlever,Tyre lever,SOMA{',' * 9}\ncup,Cup,Other{',' * 9}\n")
    assert (table.row_count, table.footers) == (2, [])


def test_the_header_once_more_and_empty_rows_are_no_rows(put: Put) -> None:
    table = put.one("Order,Price\n1,2.50\n,\nOrder,Price\n2,3.00\n,\n,\n")
    assert (cells(table), [table.line_of(0), table.line_of(1)]) == ([["1", "2.50"], ["2", "3.00"]], [2, 5])


def test_inches_are_no_quotes(put: Put) -> None:
    table = put.one('Order,Product,Price\n1,12" plate,2.50\n2,6" bowl,3.00\n3,"a ""b"" c",1\n')
    assert [row[1] for row in cells(table)] == ['12" plate', '6" bowl', 'a "b" c']


def test_line_ends_of_all_kinds_count_alike(put: Put) -> None:
    table = put.one(b"Order,Price\r1,2.50\r\n2,3.00\n3,4.00\rx\r4,5.00\r")
    assert [row[0] for row in cells(table)] == ["1", "2", "3", "4"]
    assert [problem.line for problem in table.problems] == [5]


def test_line_separators_inside_text_are_no_line_ends(put: Put) -> None:
    table = put.one("Order,Product,Price\n1,a\u2028b\x0bc,2\n2,d,3,,extra\n3,e,4\n")
    assert ([row[1] for row in cells(table)], [problem.line for problem in table.problems]) == (
        ["a\u2028b\x0bc", "e"],
        [3],
    )


def test_nul_characters_are_left_out_and_told(put: Put) -> None:
    table = put.one(b"Order,Product\n1,Cu\0p\n2,Mug\n" + b"\0" * 300)
    assert cells(table) == [["1", "Cup"], ["2", "Mug"]]
    assert [note.key for note in table.notes] == ["import.note.nul_characters"]


def test_a_list_of_addresses_is_a_table_and_prose_is_none(put: Put) -> None:
    assert put.one("anna@example.com\nbert@example.com\n").row_count == 2
    assert put.one("Email\nanna@example.com\n").headers == ["Email"]
    with pytest.raises(ClienteleError, match="not_a_table"):
        put.one("Dear customer\nthank you for your order\nwe will send it soon\n")


_CELL = st.text(st.sampled_from("ab,\"\n é;'"), max_size=6)


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=12), bad=st.sets(st.integers(0, 11))
)
def test_every_planted_bad_line_is_told_with_its_physical_line(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], bad: set[int]
) -> None:
    lines, expected, good = 1, [], []
    text = "Order,Product,Comment,Price\n"
    for number, row in enumerate(rows):
        quoted = [f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row]
        if number in bad:
            expected.append(lines + 1)
            text += f"{number},x,y,9.90,too,many\n"
            lines += 1
        good.append(lines + 1)
        text += f"{number},{quoted[0]},{quoted[1]}{quoted[2][1:-1] and ''},9.90\n"
        lines += 1 + sum(cell.count("\n") for cell in row[:2])
    table = Put(tmp_path_factory.mktemp("rows")).one(text)
    assert [problem.line for problem in table.problems] == expected
    assert [table.line_of(row) for row in range(table.row_count)] == good
    assert [row[1:3] for row in cells(table)] == [list(row[:2]) for row in rows]


# --- workbooks ----------------------------------------------------------------------------------------------


def test_every_sheet_with_a_table_is_one(put: Put) -> None:
    orders: list[list[object]] = [["Order", "Price"], [1, 2.5], [2, 3]]
    people: list[list[object]] = [["Name", "Email"], ["Anna", "anna@example.com"]]
    data = book_of({"Orders": orders, "Empty": [], "People": people, "Old": orders}, hidden=("Old",))
    found = put.all(data, "book.xlsx")
    assert [(loaded.key, loaded.fingerprint.name) for loaded in found] == [
        ("Orders", "book.xlsx › Orders"),
        ("People", "book.xlsx › People"),
    ]
    assert len({loaded.fingerprint.sha256 for loaded in found}) == 2
    assert found[0].table is not None
    assert [note.key for note in found[0].table.notes] == ["import.note.hidden_sheet"]


def test_names_over_two_rows_and_merged_cells(put: Put) -> None:
    rows: list[list[object]] = [
        ["Sales 2026"],
        ["Order", "Customer", None, "Amount"],
        [None, "Name", "City", None],
        [1, "Anna", "Bonn", 2.5],
        [None, None, None, 3.5],
        [2, "Bert", "Ulm", 4],
    ]
    table = put.one(book_of({"Sheet": rows}, merged="B2:C2 A2:A3 D2:D3 A4:A5 B4:B5 C4:C5"), "book.xlsx")
    assert table.headers == ["Order", "Customer Name", "Customer City", "Amount"]
    assert cells(table) == [
        ["1", "Anna", "Bonn", "2.5"], ["1", "Anna", "Bonn", "3.5"], ["2", "Bert", "Ulm", "4"],
    ]  # fmt: skip
    assert [table.line_of(row) for row in range(3)] == [4, 5, 6]


def test_a_far_cell_is_refused_before_it_fills_the_memory(put: Put) -> None:
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Order", "Price"])
        sheet.write(1_048_575, 16_383, 1)
    with pytest.raises(ClienteleError, match="too_many_cells"):
        put.one(data.getvalue(), "book.xlsx")


# --- JSON ---------------------------------------------------------------------------------------------------


def test_orders_with_lines_become_a_row_a_line(put: Put) -> None:
    orders = [
        {"id": 19_306_798_586_170_647, "total": 1.10, "customer": {"email": "a@example.com"}, 
         "tags": ["x", "y"], "line_items": [{"sku": "A", "quantity": 1}, {"sku": "B", "quantity": 2}]},
        {"id": 2, "total": 3, "paid": True, "customer": None, "line_items": []},
    ]  # fmt: skip
    table = put.one(json.dumps({"orders": orders, "page": 1}, indent=1), "orders.json")
    assert table.headers == ["id", "total", "customer.email", "tags", "line_items.sku", "line_items.quantity",
                             "paid", "customer"]  # fmt: skip
    assert cells(table) == [
        ["19306798586170647", "1.1", "a@example.com", "x, y", "A", "1", "", ""],
        ["19306798586170647", "1.1", "a@example.com", "x, y", "B", "2", "", ""],
        ["2", "3", "", "", "", "", "true", ""],
    ]
    assert table.line_of(0) == 3


def test_json_lines_tell_the_broken_line(put: Put) -> None:
    table = put.one(
        '{"order": 1, "price": 2.50}\n\n{"order": 2, "pri\n{"order": 3, "price": 3}\n', "orders.jsonl"
    )
    assert (cells(table), table.line_of(1)) == ([["1", "2.50"], ["3", "3"]], 4)
    assert [problem.line for problem in table.problems] == [3]


def test_two_lists_are_two_tables(put: Put) -> None:
    told = {"data": {"orders": [{"id": 1, "total": 2}], "customers": [{"id": 7, "email": "a@example.com"}]}}
    found = put.all(json.dumps(told), "export.json")
    assert [loaded.key for loaded in found] == ["data.orders", "data.customers"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[" * 200_000, "import.deep_json"),
        ('{"a":' * 200_000, "import.deep_json"),
        ('[{"order": 1}, {"order"', "import.broken_json"),
        ("[]", "import.not_a_table"),
    ],
)
def test_json_that_is_no_table_is_refused_in_one_sentence(put: Put, text: str, key: str) -> None:
    with pytest.raises(ClienteleError) as problem:
        put.one(text, "x.json")
    assert problem.value.key == key


# --- archives -----------------------------------------------------------------------------------------------


def test_an_archive_gives_every_table_and_tells_the_rest(put: Put) -> None:
    book = book_of({"A": [["Order", "Price"], [1, 2]], "B": [["Name", "Email"], ["Anna", "a@example.com"]]})
    inner = zip_of({"deep/visits.csv": "Visitor,Page\n1,2\n"})
    data = zip_of({
        "orders.csv": "Order,Price\n1,2\n", "__MACOSX/._orders.csv": b"\0\1\2", ".DS_Store": b"x",
        "book.xlsx": book, "read me.txt": "Dear customer,\nthank you!\n", "inner.zip": inner, "empty.csv": "",
    })  # fmt: skip
    found = put.all(data, "all.zip")
    assert [loaded.key for loaded in found] == [
        "book.xlsx/A", "book.xlsx/B", "inner.zip/deep/visits.csv", "orders.csv"
    ]  # fmt: skip
    assert found[3].fingerprint.name == "all.zip › orders.csv"
    assert found[0].table is not None
    assert [(note.key, note.facts["part"]) for note in found[0].table.notes] == [
        ("import.note.left_out", "read me.txt")
    ]


def test_a_single_file_in_an_archive_is_the_file(put: Put) -> None:
    assert put.one(zip_of({"orders.csv": "Order,Price\n1,2\n"}), "orders.zip").row_count == 1


def test_what_is_known_is_not_read_again(put: Put) -> None:
    data = zip_of({"a.csv": "Order,Price\n1,2\n", "b.csv": "Order,Price\n2,2\n"})
    first = put.all(data, "all.zip")
    known = {first[0].fingerprint.sha256}
    again = load_tables(put.folder / "all.zip", is_known=known.__contains__)
    assert [loaded.table is None for loaded in again] == [True, False]


def test_bombs_and_locks_are_refused_in_one_sentence(put: Put) -> None:
    with pytest.raises(ClienteleError, match="too_large"):
        put.one(zip_of({"zeros.csv": b"0" * (70 << 20)}), "bomb.zip")
    locked = bytearray(zip_of({"a.csv": "Order,Price\n1,2\n"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    with pytest.raises(ClienteleError, match="password"):
        put.one(bytes(locked), "locked.zip")


# --- mutations and real files -------------------------------------------------------------------------------


def test_mutated_files_become_a_table_or_one_sentence(put: Put) -> None:
    from tests.tools.mutated_files import mutated

    for seed in range(50_000, 50_120):
        with contextlib.suppress(ClienteleError):
            put.all(mutated(seed))


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("reviews_en/womens_clothing_reviews.csv.zip", 23_486, 11),
        ("reviews_zh/online_shopping_10_cats.zip", 62_774, 3),
        ("ab_tests/ab_data.csv.zip", 294_478, 5),
        ("movielens_100k/u.data", 100_000, 4),
        ("movielens_100k/u.item", 1_682, 24),
        ("cdnow/CDNOW_master.txt", 69_659, 4),
        ("cdnow/CDNOW_sample.txt", 6_919, 5),
        ("hillstrom/hillstrom.csv.gz", 64_000, 12),
        ("behaviour/simple_onlineshop.csv", 38_010, 3),
        ("customers/marketing_campaign.csv", 2_240, 29),
        ("tmall_orders/tmall_order_report.csv", 28_010, 7),
        ("shop_exports/shopify/products2_bicycles.csv", 1_399, 44),
    ],
)
def test_real_files(name: str, rows: int, columns: int) -> None:
    (loaded,) = load_tables(real_data(name))
    assert loaded.table is not None
    table = loaded.table
    assert (table.row_count, len(table.headers), table.problems, table.footers) == (rows, columns, [], [])
    assert table.encoding_choices == ()
    assert table.line_of(rows - 1) >= rows
