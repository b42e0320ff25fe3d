"""What the default recommender costs in a large shop: CPU seconds and peak memory, customers × products.

Run it as ``python -m tests.benchmarks.recommend_scale [CUSTOMERS] [PRODUCTS]`` (50,000 × 5,000 by default).
The purchases are random with a long tail: the cost does not depend on what they mean.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import pandas as pd

from engine.recommend.registry import create


def purchases(customers: int, products: int) -> pd.DataFrame:
    """About 20 purchases a customer over two years."""
    chance = np.random.default_rng(1)
    count = 20 * customers
    popularity = 1 / np.arange(1, products + 1) ** 0.8
    return pd.DataFrame(
        {
            "customer_id": chance.integers(customers, size=count),
            "product_id": chance.choice(products, size=count, p=popularity / popularity.sum()),
            "occurred_at": 1_600_000_000 + chance.integers(730 * 86_400, size=count),
            "quantity": 1,
            "price": 1.0,
            "kind": "purchase",
        }
    )


def peak_mb() -> float:
    """The largest the process has been, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    customers, products = (int(value) for value in (*sys.argv[1:3], 50_000, 5_000)[:2])
    table = purchases(customers, products)
    print(f"{len(table):,} purchases, {customers:,} customers, {products:,} products, {peak_mb():.0f} MB")
    gaps: list[float] = []
    last = time.perf_counter()

    def told(fraction: float, text: object = None) -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    started = time.process_time()
    model = create("blend").fit(table, progress=told)
    print(f"fit {time.process_time() - started:.1f} CPU s, peak {peak_mb():.0f} MB")
    started = time.process_time()
    named = model.recommend(model.history.customers.tolist(), 10, progress=told)
    print(
        f"{len(named):,} recommendations {time.process_time() - started:.1f} CPU s, peak {peak_mb():.0f} MB"
    )
    print(f"longest time between two chances to cancel {max(gaps):.2f} s")


if __name__ == "__main__":
    main()
