"""Reads thousands of mutated files: whatever they hold, a table comes out or one sentence, soon and small.

Run: ``python -m tests.tools.fuzz_reader [files] [first seed] [table|preview|import]``. ``import`` stores what
can be stored in one shop and takes it back: a file that is refused must leave the shop as it was, and so must
an undo. Printed: what became of them, the slowest, the peak memory, and every seed that failed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from engine.errors import ClienteleError
from engine.importing import preview, run_import, undo_import
from engine.importing.reader import load_tables
from engine.shop import Shop
from tests.tools.mutated_files import mutated

_TABLES = (
    "customer", "customer_key", "consent", "suppression", "product", "orders", "order_line", "customer_total",
    "month_total", "product_total", "visit", "review", "outcome",
)  # fmt: skip
#: Files between two looks at the whole shop file.
_CHECKED = 500


def read_whole(path: Path) -> None:
    """Every column of every table of a file."""
    for loaded in load_tables(path):
        assert loaded.table is not None
        for index in range(len(loaded.table.headers)):
            loaded.table.column(index)
        loaded.table.line_of(loaded.table.row_count - 1)


def import_and_undo(shop: Shop, path: Path) -> None:
    """Import a file and take it back; raises AssertionError where the shop is not as it was."""
    before = _contents(shop)
    try:
        reports = run_import(shop, paths=[path])
    except ClienteleError:
        assert _contents(shop) == before, "half an import"
        raise
    for report in reversed(reports):
        if report.import_id is not None:
            rows = report.rows
            assert rows.read == rows.added + rows.updated + rows.unchanged + rows.set_aside + rows.rejected
            undo_import(shop, import_id=report.import_id)
    assert _contents(shop) == before, "half an undo"


def _contents(shop: Shop) -> list[int]:
    with shop.store.read() as connection:
        sql = "SELECT COUNT(*) FROM {}"
        return [int(connection.exec_driver_sql(sql.format(name)).scalar_one()) for name in _TABLES]


def main(files: int, first: int, how: str) -> int:
    """Read the files; the number of failures."""
    became: Counter[str] = Counter()
    failed = []
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        path = Path(folder) / "orders.csv"
        takes: dict[str, Callable[[Path], object]] = {"table": read_whole, "preview": partial(preview, None)}
        if how == "import":
            shop = stack.enter_context(Shop.create(Path(folder) / "fuzz.clientele", timezone="UTC"))
            takes[how] = partial(import_and_undo, shop)
        for seed in range(first, first + files):
            path.write_bytes(mutated(seed))
            start = time.perf_counter()
            try:
                takes[how](path)
                became["read"] += 1
            except ClienteleError as problem:
                became[problem.key] += 1
            except Exception as problem:
                failed.append(seed)
                print(f"seed {seed}: {type(problem).__name__}: {str(problem)[:200]}", flush=True)
            took = time.perf_counter() - start
            slowest = max(slowest, (took, seed))
            if took > 10:
                print(f"seed {seed}: {took:.1f} s", flush=True)
            if how == "import" and seed % _CHECKED == 0:
                assert shop.store.damage(thorough=True) == []
    print(became.most_common())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"slowest {slowest[0]:.2f} s (seed {slowest[1]}), peak {peak:.0f} MB, {len(failed)} failed")
    return len(failed)


if __name__ == "__main__":
    given = sys.argv[1:]
    raise SystemExit(
        min(
            main(
                int(given[0]) if given else 10_000,
                int(given[1]) if len(given) > 1 else 0,
                given[2] if len(given) > 2 else "table",
            ),
            1,
        )
    )
