"""What grouping costs in a large shop: each method whole, and the movement, in a process of its own.

    python main.py sample --customers 107000 --shop big.clientele
    python -m tests.benchmarks.segments_scale big.clientele [METHOD ...]

From the shop file to everybody's saved group. CPU time is what the work costs on any day, wall time what it
took on this one; the peak includes what SQLite maps of the file.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path


def measure(path: Path, what: str, answer: Connection) -> None:
    """Do one thing and send (wall s, CPU s, peak MB, outcome)."""
    from engine.errors import ClienteleError
    from engine.segments import compute_movement, run_segmentation
    from engine.shop import Shop

    with Shop.open(path) as shop:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            if what == "movement":
                found = compute_movement(shop)
                said = f"{sum(count for _, count in found.causes):,} moved, {len(found.months)} months"
            else:
                run = run_segmentation(shop, method=what)
                buyers = [each.customers for each in run.segments if each.code != "prospects"]
                regular = [
                    each.customers for each in run.segments if each.code not in ("prospects", "outsize")
                ]
                quality = {
                    name: run.quality[name]
                    for name in ("k", "stability", "rule_fidelity", "later_spend_r2")
                    if name in run.quality
                }
                said = (
                    f"{sum(buyers):,} buyers, groups {min(regular) / sum(buyers):.1%} to"
                    f" {max(buyers) / sum(buyers):.1%}, {quality}"
                )
        except ClienteleError as problem:
            said = f"refused: {problem.key}"
        spent = time.perf_counter() - wall, time.process_time() - cpu
    answer.send((*spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, said))


def main(path: Path, wanted: list[str]) -> None:
    """Print a row each."""
    from engine.segments import METHODS

    context = multiprocessing.get_context("spawn")
    for what in wanted or [*METHODS, "movement"]:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=measure, args=(path, what, there))
        process.start()
        there.close()
        wall, cpu, peak, said = here.recv()
        process.join()
        print(f"{what:14} {wall:6.1f} s  {cpu:6.1f} CPU s  {peak:5.0f} MB  {said}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
