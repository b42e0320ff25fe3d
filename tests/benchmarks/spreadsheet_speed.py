"""How long a workbook of 500,000 rows takes to read, against going through its cells with python-calamine.

Run: ``python -m tests.benchmarks.spreadsheet_speed [rows] [rounds]``. The two take turns, each in a fresh
process. Printed: medians of CPU seconds, peak memory, and the ratio that must stay below 2.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.import_speed import measured

_CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).iter_rows():
    pass
"""
_READER = """
import sys
from pathlib import Path
from engine.importing.reader import load_tables
table = load_tables(Path(sys.argv[1]))[0].table
for index in range(len(table.headers)):
    table.column(index)
"""


def write_book(path: Path, rows: int) -> None:
    """A workbook of invented order lines: numbers, texts and dates as a shop's sheet has them."""
    import xlsxwriter

    draw = random.Random(7)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Order", "Date", "SKU", "Product", "Qty", "Price", "Customer", "Country"])
    for row in range(1, rows + 1):
        item = draw.randint(1, 4_000)
        day = f"2026-{draw.randint(1, 12):02}-{draw.randint(1, 28):02} 10:{draw.randint(0, 59):02}"
        sheet.write_row(
            row, 0,
            [500_000 + row // 4, day, f"SKU{item}", f"Product {item}", draw.randint(1, 9),
             draw.randint(100, 9_999) / 100, draw.randint(10_000, 15_000), "United Kingdom"],
        )  # fmt: skip
    book.close()


def main(rows: int, rounds: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        write_book(path, rows)
        runs: dict[str, list[dict[str, float]]] = {"calamine": [], "reader": []}
        for _ in range(rounds):
            runs["calamine"].append(measured(["-c", _CALAMINE, str(path)]))
            runs["reader"].append(measured(["-c", _READER, str(path)]))
    cpu = {name: statistics.median(run["cpu"] for run in found) for name, found in runs.items()}
    for name, found in runs.items():
        print(f"{name:10} {cpu[name]:6.2f} s CPU, {max(run['mb'] for run in found):6.0f} MB")
    print(f"ratio {cpu['reader'] / cpu['calamine']:.2f} (limit 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000, int(sys.argv[2]) if len(sys.argv) > 2 else 3)
