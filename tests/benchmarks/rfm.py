"""How long RFM takes over Online Retail II: ours from stored totals against the ways it is usually written.

Run ``python -m tests.benchmarks.rfm SHOP`` with a shop that holds Online Retail II (import it first). The
ways take turns, so that a busy machine slows all of them alike; CPU time of the best and the middle turn.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from engine.segments import rfm
from engine.segments.rfm_presets import DEFAULT, PRESETS
from engine.segments.source import ShopSource
from engine.shop import Shop

TURNS = 15

_FROM_LINES = """
SELECT o.customer_id, MAX(o.placed_at), COUNT(DISTINCT CASE WHEN o.kind = 'sale' THEN o.id END),
       SUM(l.total_e4)
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('pending', 'cancelled') GROUP BY o.customer_id
"""
_LINES = """
SELECT o.id, o.customer_id, o.placed_at, o.kind, l.total_e4
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('pending', 'cancelled')
"""


def ours(shop: Shop, days_earlier: int = 0) -> np.ndarray:
    """Everything from the shop file to the segment of each buyer."""
    buyers = ShopSource(shop).buyers(days_earlier)
    thresholds = rfm.fit_thresholds(buyers.recency_days, buyers.orders, buyers.net_e4)
    return PRESETS[DEFAULT].index(rfm.score(buyers.recency_days, buyers.orders, buyers.net_e4, thresholds))


def sql_from_lines(shop: Shop) -> np.ndarray:
    """One GROUP BY over all order lines, then the same scores."""
    with shop.store.read() as connection:
        rows = connection.exec_driver_sql(_FROM_LINES).fetchall()
    return _scored(pd.DataFrame(rows, columns=["customer_id", "last", "orders", "net"]))


def pandas_groupby(lines: pd.DataFrame) -> np.ndarray:
    """What a notebook does with every line already in memory."""
    sales = lines[lines["kind"] == "sale"].groupby("customer_id")["id"].nunique()
    table = lines.groupby("customer_id").agg(last=("placed_at", "max"), net=("total_e4", "sum"))
    table["orders"] = sales.reindex(table.index).fillna(0).astype(int)
    return _scored(table)


def _scored(table: pd.DataFrame) -> np.ndarray:
    table = table[table["orders"] > 0]
    recency = (table["last"].max() - table["last"]).to_numpy(np.int64) // 86_400
    orders, net = table["orders"].to_numpy(np.int64), table["net"].to_numpy(np.int64)
    return PRESETS[DEFAULT].index(rfm.score(recency, orders, net, rfm.fit_thresholds(recency, orders, net)))


def main(path: Path) -> None:
    """Print a row a way."""
    with Shop.open(path) as shop:
        with shop.store.read() as connection:
            rows = connection.exec_driver_sql(_LINES).fetchall()
        lines = pd.DataFrame(rows, columns=["id", "customer_id", "placed_at", "kind", "total_e4"])
        lines["customer_id"] = lines["customer_id"].astype(np.int64)
        half = ShopSource(shop).history_days() // 2
        ways: dict[str, Callable[[], np.ndarray]] = {
            "ours, latest (stored totals)": lambda: ours(shop),
            f"ours, {timedelta(days=half).days} days earlier (orders)": lambda: ours(shop, half),
            "SQL over order lines": lambda: sql_from_lines(shop),
            "pandas over lines in memory": lambda: pandas_groupby(lines),
        }
        spent: dict[str, list[float]] = {name: [] for name in ways}
        found = {name: way() for name, way in ways.items()}
        for _ in range(TURNS):
            for name, way in ways.items():
                start = time.process_time()
                way()
                spent[name].append(1000 * (time.process_time() - start))
    print(f"{len(lines):,} lines of known customers; CPU milliseconds of {TURNS} turns each")
    for name, times in spent.items():
        middle = statistics.median(times)
        print(f"{name:40} best {min(times):8.1f}  median {middle:8.1f}  buyers {len(found[name]):,}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
