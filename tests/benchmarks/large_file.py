"""What a file of five million lines takes: seconds and memory for reading it and for importing it.

Run: ``python -m tests.benchmarks.large_file [lines] [read|import]``. The file is invented; it is taken in a
fresh process, whose peak must stay below 1 GB.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.import_speed import measured

_READ = """
import sys
from pathlib import Path
from engine.importing.reader import load_tables
print(load_tables(Path(sys.argv[1]))[0].table.row_count)
"""
_IMPORT = """
import sys
from pathlib import Path
from engine.importing import run_import
from engine.shop import Shop
with Shop.create(Path(sys.argv[1]).with_suffix(".clientele"), timezone="Europe/London") as shop:
    print(run_import(shop, paths=[sys.argv[1]])[0].rows)
"""


def write_orders(path: Path, lines: int) -> None:
    """Order lines of two years in the order of their dates, five to an order."""
    draw = random.Random(5)
    items = [(f"SKU{number}", f"Cup {number}", draw.randint(100, 9_000) / 100) for number in range(5_000)]
    with path.open("w", encoding="utf-8") as file:
        file.write("Order,Date,SKU,Product,Qty,Price,Customer,Country\n")
        for line in range(lines):
            if line % 5 == 0:
                day = line * 700 // lines
                date = f"{2024 + day // 350}-{day % 350 // 30 + 1:02}-{day % 28 + 1:02}"
                when = f"{date} {draw.randint(0, 23):02}:07"
                buyer = draw.randint(10_000, 200_000)
            sku, name, price = draw.choice(items)
            file.write(
                f"{500_000 + line // 5},{when},{sku},{name},{draw.randint(1, 9)},{price},{buyer},Chile\n"
            )


def main(lines: int, what: str) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        write_orders(path, lines)
        found = measured(["-c", _READ if what == "read" else _IMPORT, str(path)])
        size = path.stat().st_size >> 20
    print(f"{what} {lines} lines ({size} MB): {found['wall']:.1f} s, {found['cpu']:.1f} s CPU")
    print(f"peak {found['mb']:.0f} MB (limit 1024)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000, sys.argv[2] if len(sys.argv) > 2 else "import")
