"""Rejected rows, saved, corrected and dropped in again, complete what was imported."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.importing import rejects, run_import
from engine.importing.rejects import save_rejected_rows
from engine.shop import Shop
from tests.engine.importing.conftest import Importer, rows

LINES = [
    "Order No,Order Date,SKU,Product,Qty,Unit Price,Customer ID,Country",
    "1001,2026-01-05 10:00,A-1,=Blue mug,2,4.50,7,United Kingdom",
    "1001,2026-01-05 10:00,B-2,Red scarf,one,12.00,7,United Kingdom",
    "1002,2026-01-06 10:00,A-1,=Blue mug,-1,4.50,8,France",
    "1003,2026-02-30 10:00,A-1,=Blue mug,1,4.50,8,France",
    "1004,2026-01-08 10:00,C-3,'=Hat,1,9.00,8,France",
    "1004,2026-01-08 10:00,A-1,=Blue mug,1,free,8,France",
]
RIGHT = {"one": "1", "2026-02-30 10:00": "2026-01-30 10:00", "free": "4.50"}


def corrected(path: Path) -> tuple[list[list[str]], str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    said = [[RIGHT.get(cell, cell) for cell in row] for row in table]
    return table, "\n".join(",".join(row) for row in said) + "\n"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_corrected_rows_complete_what_was_imported(
    shop: Shop, bring: Importer, tmp_path: Path, language: str
) -> None:
    report = bring("\n".join(LINES) + "\n")
    assert (report.rows.added, report.rows.rejected) == (3, 3)
    path = tmp_path / "correct.csv"
    assert save_rejected_rows(shop, report.import_id or 0, path, language) == 5
    table, fixed = corrected(path)
    # The whole of each order concerned, with the file's own columns behind what is wrong.
    assert table[0][1:] == LINES[0].split(",")
    assert [row[1] for row in table[1:]] == ["1001", "1001", "1003", "1004", "1004"]
    assert "3" in table[2][0]
    assert "Qty" in table[2][0]
    again = bring(fixed, "fixed.csv")
    assert (again.rows.read, again.rows.rejected) == (5, 0)
    with Shop.create(tmp_path / "right.clientele", currency="GBP", timezone="Europe/London") as other:
        right = tmp_path / "right.csv"
        right.write_text(
            "\n".join(",".join(RIGHT.get(cell, cell) for cell in line.split(",")) for line in LINES)
        )
        run_import(other, paths=[right])
        for sql in (
            "SELECT o.code, o.total_e4, o.line_count FROM orders o ORDER BY 1",
            "SELECT o.code, p.code, l.total_e4 FROM order_line l JOIN orders o ON o.id = l.order_id "
            "JOIN product p ON p.id = l.product_id ORDER BY 1, 2",
            "SELECT code, name FROM product ORDER BY code",
        ):
            assert rows(shop, sql) == rows(other, sql)


def test_a_file_without_rejected_rows_has_nothing_to_correct(
    shop: Shop, bring: Importer, tmp_path: Path
) -> None:
    report = bring("\n".join([LINES[0], LINES[1]]) + "\n")
    with pytest.raises(ClienteleError, match=r"import\.nothing_rejected"):
        save_rejected_rows(shop, report.import_id or 0, tmp_path / "none.csv")


@given(st.text(st.sampled_from("'=+-@|%1.5a＝\t "), max_size=8))
def test_what_a_spreadsheet_would_compute_comes_back_as_it_was(text: str) -> None:
    written = rejects._escaped(text)
    assert rejects._unescaped(written) == text
    assert written[:1] not in tuple("=@|%＝\t") or not written
