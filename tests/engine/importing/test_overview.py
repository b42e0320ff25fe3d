"""What the Import page shows of reports: sums that notice a lost row or a lost penny."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.importing import run_import
from engine.importing.overview import adds_up, example_day, overview, stored_rows
from engine.shop import Shop

FILE = """Order No,Date,Customer ID,SKU,Quantity,Unit Price
1,2026-01-05,K1,A,2,4.50
2,2026-02-06,K2,B,many,12.00
2,2026-02-06,K2,A,3,4.50
"""


def test_a_report_adds_up_until_a_row_or_a_penny_is_missing(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text(FILE)
    with Shop.create(tmp_path / "a.clientele", currency="GBP", timezone="UTC") as shop:
        assert not overview(shop).has_orders
        (report,) = run_import(shop, paths=[tmp_path / "orders.csv"])
        assert overview(shop).has_orders
        assert [record.file for record in overview(shop).records] == ["orders.csv"]
    assert (report.rows.read, stored_rows(report), report.rows.rejected) == (3, 2, 1)
    assert adds_up(report)
    assert not adds_up(replace(report, rows=replace(report.rows, rejected=0)))
    assert report.money is not None
    assert not adds_up(replace(report, money=replace(report.money, stored_e4=report.money.stored_e4 - 100)))


@pytest.mark.parametrize(
    ("example", "order", "day"),
    [
        ("03/10/2024", "dmy", date(2024, 10, 3)),
        ("03/10/2024", "mdy", date(2024, 3, 10)),
        ("3.4.09 12:30", "dmy", date(2009, 4, 3)),
        ("1/2/99", "mdy", date(1999, 1, 2)),
        ("13/45/2024", "dmy", None),
        ("soon", "dmy", None),
    ],
)
def test_an_example_date_is_read_both_ways(example: str, order: str, day: date | None) -> None:
    assert example_day(example, order) == day
