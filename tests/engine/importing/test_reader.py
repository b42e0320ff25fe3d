"""Whatever dialect and encoding a file has, its cells come out right and its lines keep their numbers."""

import gzip
import io
import tempfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from engine.errors import ClienteleError
from engine.importing.reader import load_tables
from engine.importing.table import RawTable

HEADER = "Order,Date,SKU,Product,Qty,Price,Customer"
ROW = "1,2026-01-02,A-1,{name},2,3.50,7"


def read_table(data: bytes, name: str = "x.csv") -> RawTable:
    """The only table of a file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        (loaded,) = load_tables(path)
    assert loaded.table is not None
    return loaded.table


def column(table: RawTable, index: int) -> list[str]:
    return table.column(index).head(table.row_count)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "Crème brûlée"),
        ("utf-8-sig", "Crème brûlée"),
        ("cp1252", "Crème brûlée – 5€"),
        ("latin-1", "Pfännchen für Soße"),
        ("utf-16", "手工皂 礼盒"),
        ("utf-16-le", "soap dish"),
        ("gb18030", "手工皂 礼盒 玫瑰味"),
        ("gb18030", "护手霜，买一送一"),
    ],
)
def test_encodings(encoding: str, name: str) -> None:
    # The telling letters stand at the very end, where a sample would miss them.
    plain = "\n".join([HEADER, *[ROW.format(name="plain")] * 3_000, ROW.format(name=f'"{name}"')])
    table = read_table(plain.encode(encoding), "x.csv")
    assert column(table, 3)[-1] == name
    assert table.headers[0] == "Order"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(delimiter: str) -> None:
    for ending in ("\n", "\r\n", "\r"):
        text = ending.join([HEADER, *["1,2026-01-02,A,B,1,2.5,7"] * 3]).replace(",", delimiter)
        table = read_table(text.encode(), "x.csv")
        assert (table.delimiter, table.row_count, column(table, 5)) == (delimiter, 3, ["2.5"] * 3)


def test_titles_above_and_totals_below_are_no_rows() -> None:
    text = f"sep=,\nMy shop\n\n{HEADER}\n{ROW.format(name='a')}\n{ROW.format(name='b')}\nTotal,,,,4,7.00,\n"
    table = read_table(text.encode(), "x.csv")
    assert (table.header_line, table.row_count, [table.line_of(row) for row in range(2)]) == (4, 2, [5, 6])
    assert [footer.line for footer in table.footers] == [7]


def test_lines_are_physical_even_after_a_cell_of_many_lines() -> None:
    lines = [HEADER, ROW.format(name='"two\nlines"'), "", ROW.format(name="b"), ""]
    table = read_table("\n".join(lines).encode(), "x.csv")
    assert [table.line_of(row) for row in range(2)] == [2, 5]
    assert column(table, 3) == ["two\nlines", "b"]


def test_ragged_rows_are_told_one_by_one() -> None:
    lines = [
        HEADER,
        ROW.format(name="a"),
        "2,2026-01-02,B,b,1,2.00,8,and,more",
        "3,2026-01-02,C,c,1,2.00",
        "4",
    ]
    table = read_table("\n".join(lines).encode(), "x.csv")
    assert [(problem.line, problem.reason.key) for problem in table.problems] == [
        (3, "import.reason.long_row"),
        (5, "import.reason.short_row"),
    ]
    assert column(table, 0) == ["1", "3"]


def test_a_stray_quote_costs_one_row_not_the_file() -> None:
    rows = [ROW.format(name=f"n{number}") for number in range(2_000)]
    rows[10] = rows[10].replace("n10", '"n10')
    table = read_table("\n".join([HEADER, *rows]).encode(), "x.csv")
    assert [(problem.line, problem.reason.key) for problem in table.problems] == [
        (12, "import.reason.stray_quote")
    ]
    assert table.row_count == 1_999


def test_two_stray_quotes_do_not_swallow_the_rows_between_them() -> None:
    rows = [ROW.format(name=name) for name in ("Cup", '"Mug', "Jug", '"Pot', "Pan", '"Two\nlines, of, it"')]
    table = read_table("\n".join([HEADER, *rows, ""]).encode(), "x.csv")
    assert [problem.line for problem in table.problems] == [3, 5]
    assert column(table, 3) == ["Cup", "Jug", "Pan", "Two\nlines, of, it"]


def test_a_spreadsheet_reads_like_the_csv_of_it() -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["January"], [], HEADER.split(","),
        [536365, datetime(2026, 1, 2, 8, 26), 71053, "Lantern", 6, 2.55, 17850],
        ["C536366", datetime(2026, 1, 3), "85123A", 20713, -1, 0.001, None],
        ["Total", None, None, None, 5, None, None],
    ):  # fmt: skip
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    table = read_table(data.getvalue(), "x.xlsx")
    assert [column(table, index) for index in range(7)] == [
        ["536365", "C536366"], ["2026-01-02 08:26:00", "2026-01-03"], ["71053", "85123A"],
        ["Lantern", "20713"], ["6", "-1"], ["2.55", "0.001"], ["17850", ""],
    ]  # fmt: skip
    assert [table.line_of(row) for row in range(2)] == [4, 5]
    assert [footer.line for footer in table.footers] == [6]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "import.not_a_table"),
        (bytes(range(256)) * 40, "import.not_a_table"),
        (b"just some words\nand more of them\n", "import.not_a_table"),
        (b"PK\x03\x04 not a spreadsheet", "import.broken_archive"),
        (HEADER.encode(), "import.only_header"),
        (gzip.compress(HEADER.encode())[:-9], "import.broken_archive"),
        (gzip.compress(b"  \n"), "import.empty_file"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, key: str) -> None:
    with pytest.raises(ClienteleError) as problem:
        read_table(data, "x.csv")
    assert problem.value.key == key
