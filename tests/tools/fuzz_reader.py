"""Reads thousands of mutated files: whatever they hold, a table comes out or one sentence, soon and small.

Run: ``python -m tests.tools.fuzz_reader [files] [first seed] [table|preview]``. Printed: what became of them,
the slowest, the peak memory, and every seed that failed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from engine.errors import ClienteleError
from tests.tools.mutated_files import mutated


def main(files: int, first: int, how: str) -> int:
    """Read the files; the number of failures."""
    from engine.importing import preview
    from engine.importing.reader import load_tables

    became: Counter[str] = Counter()
    failed = []
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.csv"
        for seed in range(first, first + files):
            path.write_bytes(mutated(seed))
            start = time.perf_counter()
            try:
                if how == "preview":
                    preview(None, path)
                else:
                    for loaded in load_tables(path):
                        assert loaded.table is not None
                        for index in range(len(loaded.table.headers)):
                            loaded.table.column(index)
                        loaded.table.line_of(loaded.table.row_count - 1)
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
