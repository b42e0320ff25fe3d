"""Roll-ups: what every page asks of orders, summed once whenever orders change, in the same transaction.

What counts, for everyone who asks money of the shop file (the SQL expressions below say the same):

- Orders that are ``pending`` or ``cancelled`` count for nothing.
- A *purchase* is a sale that was not wholly given back (``BOUGHT``).
- The *net* of an order (``NET``) is, for a sale, its total less ``refunded_e4``; for a refund that is linked
  to its sale nothing, because the sale carries it already in ``refunded_e4``; for a refund that found no
  sale and for an adjustment, its (signed) total. So the nets add up to sales less everything given back.
- By month, a linked refund counts when it happened, not when the sale did: closed months do not change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.jobs import Progress, no_progress

#: Conditions and amounts over a row of ``orders`` (alias ``o``), to be put into a query.
COUNTED = "o.status NOT IN ('pending', 'cancelled')"
BOUGHT = "(o.kind = 'sale' AND o.status IN ('paid', 'part_refunded'))"
NET = (
    "(CASE WHEN o.kind = 'sale' THEN o.total_e4 - o.refunded_e4"
    " WHEN o.refund_of IS NULL THEN o.total_e4 ELSE 0 END)"
)
GIVEN_BACK = (
    "(CASE WHEN o.kind = 'sale' THEN o.refunded_e4"
    " WHEN o.kind = 'refund' AND o.refund_of IS NULL THEN -o.total_e4 ELSE 0 END)"
)

_CUSTOMERS = f"""
INSERT INTO customer_total (customer_id, name, order_count, net_e4, refund_e4, first_at, last_at)
SELECT c.id, COALESCE(NULLIF(c.name, ''), NULLIF(c.email, ''), c.code),
       COALESCE(t.order_count, 0), COALESCE(t.net, 0), COALESCE(t.back, 0), t.first_at, t.last_at
FROM customer c LEFT JOIN (
    SELECT o.customer_id, SUM({BOUGHT}) AS order_count, SUM({NET}) AS net, SUM({GIVEN_BACK}) AS back,
           MIN(CASE WHEN {BOUGHT} THEN o.placed_at END) AS first_at,
           MAX(CASE WHEN {BOUGHT} THEN o.placed_at END) AS last_at
    FROM orders o WHERE o.customer_id IS NOT NULL AND {COUNTED} GROUP BY o.customer_id
) t ON t.customer_id = c.id
"""

# Totals at their own date, less what was given back without an order of its own (refunded - linked).
_MONTHS = f"""
WITH edge(month, start, stop) AS (VALUES {{edges}}),
linked(sale, back) AS (
    SELECT refund_of, -SUM(total_e4) FROM orders WHERE refund_of IS NOT NULL GROUP BY refund_of
)
INSERT INTO month_total (month, order_count, net_e4, anonymous_net_e4, customer_count, returning_count)
SELECT e.month, SUM({BOUGHT}), SUM(o.total_e4 - o.refunded_e4 + COALESCE(l.back, 0)),
       SUM(CASE WHEN o.customer_id IS NULL THEN o.total_e4 - o.refunded_e4 + COALESCE(l.back, 0) ELSE 0 END),
       COUNT(DISTINCT CASE WHEN {BOUGHT} THEN o.customer_id END),
       COUNT(DISTINCT CASE WHEN {BOUGHT} AND t.first_at < e.start THEN o.customer_id END)
FROM edge e CROSS JOIN orders o ON o.placed_at >= e.start AND o.placed_at < e.stop
LEFT JOIN linked l ON l.sale = o.id
LEFT JOIN customer_total t ON t.customer_id = o.customer_id
WHERE {COUNTED} GROUP BY e.month
"""

_PRODUCTS = f"""
INSERT INTO product_total (product_id, order_count, customer_count, units_milli, net_e4, last_at)
SELECT product_id, SUM(bought), COUNT(DISTINCT CASE WHEN bought THEN customer_id END), SUM(units), SUM(net),
       MAX(CASE WHEN bought THEN placed_at END)
FROM (
    SELECT l.product_id, o.customer_id, o.placed_at, {BOUGHT} AS bought,
           SUM(l.quantity_milli) AS units, SUM(l.total_e4) AS net
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id
    WHERE o.kind <> 'adjustment' AND {COUNTED} GROUP BY l.order_id, l.product_id
) GROUP BY product_id
"""


def refresh_rollups(
    connection: Connection,
    timezone: str,
    *,
    product_rows: list[tuple[int, int, int, int, int, int | None]] | None = None,
    progress: Progress = no_progress,
) -> None:
    """Rebuild ``customer_total``, ``month_total`` and ``product_total`` inside the caller's transaction.

    ``timezone`` is the shop's IANA zone, which decides where a month begins. ``product_rows`` are the rows
    of ``product_total`` when the caller holds every order line in memory and has summed them already.
    """
    connection.exec_driver_sql("DELETE FROM customer_total")
    connection.exec_driver_sql(_CUSTOMERS)
    progress(0.3)
    connection.exec_driver_sql("DELETE FROM month_total")
    edges = month_edges(connection, timezone)
    if edges:
        listed = ", ".join(f"('{month}', {start}, {stop})" for month, start, stop in edges)
        connection.exec_driver_sql(_MONTHS.format(edges=listed))
    progress(0.5)
    connection.exec_driver_sql("DELETE FROM product_total")
    if product_rows is None:
        connection.exec_driver_sql(_PRODUCTS)
    elif product_rows:
        connection.exec_driver_sql("INSERT INTO product_total VALUES (?, ?, ?, ?, ?, ?)", product_rows)
    progress(1.0)


def month_edges(connection: Connection, timezone: str) -> list[tuple[str, int, int]]:
    """(``YYYY-MM``, its first second, the next month's) from the first order's month to the last's."""
    first, last = connection.exec_driver_sql("SELECT MIN(placed_at), MAX(placed_at) FROM orders").one()
    if first is None:
        return []
    zone = ZoneInfo(timezone)
    begins = datetime.fromtimestamp(first, UTC).astimezone(zone)
    year, month = begins.year, begins.month
    edges = []
    while True:
        start = int(datetime(year, month, 1, tzinfo=zone).timestamp())
        if start > last:
            return edges
        name = f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        edges.append((name, start, int(datetime(year, month, 1, tzinfo=zone).timestamp())))
