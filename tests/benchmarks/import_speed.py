"""How long Online Retail II takes to import, against the fastest pipeline written by hand for the same
tables.

Run: ``python -m tests.benchmarks.import_speed [rounds]``. Every measurement is a fresh process; the two
take turns in one run, so that whatever else the machine does falls on both. Printed: medians of wall and
CPU seconds, peak memory, and the ratios that must hold (first import ≤ 1.5, the same file again ≤ 0.4 of
the first).
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.real_data import FOLDER

SOURCE = FOLDER / "online_retail_ii" / "online_retail_II.csv.gz"
ROOT = Path(__file__).resolve().parents[2]

_PRODUCT = """
import sys
from engine.shop import Shop
from engine.importing import run_import
with Shop.open(sys.argv[2]) as shop:
    report = run_import(shop, paths=[sys.argv[1]])[0]
print(report.rows, report.records)
"""


def measured(arguments: list[str]) -> dict[str, float]:
    """Wall and CPU seconds and peak megabytes of one fresh process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, env=environment()
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"failed: {arguments[0]}")
    del before
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "mb": usage.ru_maxrss / 1024}


def environment() -> dict[str, str]:
    """One thread for every library, so that CPU seconds mean the same for both."""
    return {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}


def main(rounds: int) -> None:
    """Measure and print."""
    runs: dict[str, list[dict[str, float]]] = {
        "reference": [],
        "import": [],
        "same file": [],
        "same contents": [],
    }
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            shop = Path(folder) / "shop.clientele"
            runs["reference"].append(
                measured(
                    ["tests/benchmarks/reference_import.py", str(SOURCE), str(Path(folder) / "reference.db")]
                )
            )
            create = (
                "import sys; from engine.shop import Shop; Shop.create(sys.argv[1], timezone='Europe/London')"
            )
            measured(["-c", create, str(shop)])
            runs["import"].append(measured(["-c", _PRODUCT, str(SOURCE), str(shop)]))
            runs["same file"].append(measured(["-c", _PRODUCT, str(SOURCE), str(shop)]))
            other = Path(folder) / "again.csv.gz"
            # One byte more: another file to the fingerprint, the same orders to the shop.
            other.write_bytes(SOURCE.read_bytes() + b"\0")
            runs["same contents"].append(measured(["-c", _PRODUCT, str(other), str(shop)]))
    medians = {
        name: {key: statistics.median(run[key] for run in taken) for key in ("wall", "cpu", "mb")}
        for name, taken in runs.items()
    }
    for name, values in medians.items():
        print(
            f"{name:14} wall {values['wall']:6.2f} s  CPU {values['cpu']:6.2f} s  peak {values['mb']:5.0f} MB"
        )
    ratios = {
        "first import / reference (≤ 1.5)": ("import", "reference"),
        "same file / first import (≤ 0.4)": ("same file", "import"),
        "same contents / first import (≤ 0.4)": ("same contents", "import"),
    }
    for label, (one, other) in ratios.items():
        print(f"{label}: CPU {medians[one]['cpu'] / medians[other]['cpu']:.2f}, "
              f"wall {medians[one]['wall'] / medians[other]['wall']:.2f}")  # fmt: skip
    print(json.dumps(medians))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
