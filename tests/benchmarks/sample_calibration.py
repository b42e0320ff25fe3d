"""The sample shop against three real ones: `python -m tests.benchmarks.sample_calibration [CUSTOMERS]`."""

from __future__ import annotations

import sys
from datetime import date

from engine.sample.calibration import sample_sales, shop_statistics
from engine.sample.generator import generate
from tests.benchmarks.real_shops import real_shops

SEEDS = (7, 8, 9)


def main() -> None:
    """Print each figure of the real shops and of three sample shops; `<` and `>` mark what lies outside."""
    customers = int(sys.argv[1]) if len(sys.argv) > 1 else 1200
    real = {name: shop_statistics(sales) for name, sales in real_shops().items()}
    made = {
        f"seed {seed}": shop_statistics(sample_sales(generate(customers, seed, date(2026, 6, 30))))
        for seed in SEEDS
    }
    print(f"{'':28}" + "".join(f"{name:>18}" for name in (*real, *made)))
    for figure in next(iter(made.values())):
        known = [shop[figure] for shop in real.values() if figure in shop]
        cells = [f"{shop[figure]:18.3f}" if figure in shop else f"{'':18}" for shop in real.values()]
        for shop in made.values():
            mark = "<" if shop[figure] < min(known) else ">" if shop[figure] > max(known) else " "
            cells.append(f"{shop[figure]:17.3f}{mark}")
        print(f"{figure:28}" + "".join(cells))


if __name__ == "__main__":
    main()
