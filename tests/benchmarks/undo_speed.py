"""How long an overlapping import and an undo take in a shop of a million lines, against its first import.

Run: ``python -m tests.benchmarks.undo_speed [rounds]``. Online Retail II is cut by its rows into a first file
(all but the last 110,000 rows) and an overlapping one (the last 154,000, of which the shop has 44,000); a
third says again what the shop has (154,000 rows). Every measurement is a fresh process, the kinds take turns
in one run, so that whatever else the machine does falls on all. Printed: medians of wall and CPU seconds, and
the ratios to the first import of the whole file that are aimed at (≤ 0.2 each).
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.import_speed import SOURCE, measured

_NEW, _OVERLAP = 110_000, 154_000

_CREATE = "import sys; from engine.shop import Shop; Shop.create(sys.argv[1], timezone='Europe/London')"
_IMPORT = """
import sys
from engine.shop import Shop
from engine.importing import run_import
with Shop.open(sys.argv[2]) as shop:
    run_import(shop, paths=[sys.argv[1]])
"""
_UNDO = """
import sys
from engine.shop import Shop
from engine.importing import undo_import
with Shop.open(sys.argv[1]) as shop:
    undo_import(shop, import_id=2)
"""


def cut(folder: Path) -> tuple[Path, Path, Path, Path]:
    """The whole file, all but its end, its end with an overlap, and rows that the second holds already."""
    header, *lines = gzip.decompress(SOURCE.read_bytes()).splitlines(keepends=True)
    parts = {
        "whole": lines,
        "first": lines[:-_NEW],
        "overlap": lines[-_OVERLAP:],
        "known": lines[-_NEW - _OVERLAP : -_NEW],
    }
    paths = []
    for name, some in parts.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_bytes(header + b"".join(some))
    return paths[0], paths[1], paths[2], paths[3]


def main(rounds: int) -> None:
    """Measure and print."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in ("import", "overlap", "undo", "known")}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, first, overlap, known = cut(folder)
        before = folder / "before.clientele"
        measured(["-c", _CREATE, str(before)])
        measured(["-c", _IMPORT, str(first), str(before)])
        for number in range(rounds):
            shop = folder / f"{number}.clientele"
            measured(["-c", _CREATE, str(shop)])
            runs["import"].append(measured(["-c", _IMPORT, str(whole), str(shop)]))
            shop.unlink()
            shutil.copy2(before, shop)
            runs["overlap"].append(measured(["-c", _IMPORT, str(overlap), str(shop)]))
            runs["undo"].append(measured(["-c", _UNDO, str(shop)]))
            runs["known"].append(measured(["-c", _IMPORT, str(known), str(shop)]))
            shop.unlink()
    medians = {
        name: {key: statistics.median(run[key] for run in taken) for key in ("wall", "cpu")}
        for name, taken in runs.items()
    }
    for name, values in medians.items():
        ratio = values["cpu"] / medians["import"]["cpu"]
        print(f"{name:8} wall {values['wall']:6.2f} s  CPU {values['cpu']:6.2f} s  of the import {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
