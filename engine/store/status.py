"""How much a shop file holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from engine.store.rollups import COUNTED, NET


@dataclass(frozen=True)
class Totals:
    """Counts of rows, the net sales of everything stored, and the first and last order's time."""

    customers: int
    orders: int
    order_lines: int
    products: int
    anonymous_orders: int
    net_e4: int
    first_at: int | None
    last_at: int | None


def totals(connection: Connection) -> Totals:
    """Count everything stored; the net is what the roll-ups count, less everything given back."""
    row = connection.exec_driver_sql(
        f"""
        SELECT (SELECT count(*) FROM customer WHERE erased_at IS NULL),
               count(*),
               coalesce(sum(line_count), 0),
               (SELECT count(*) FROM product),
               coalesce(sum(customer_id IS NULL), 0),
               coalesce(sum(CASE WHEN {COUNTED} THEN {NET} END), 0),
               min(placed_at),
               max(placed_at)
        FROM orders o
        """
    ).one()
    return Totals(*row)
