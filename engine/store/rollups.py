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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from sqlite3 import Connection as DriverConnection
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
SELECT c.id, COALESCE(NULLIF(c.name, ''), NULLIF(c.email, ''), c.code),
       COALESCE(t.order_count, 0), COALESCE(t.net, 0), COALESCE(t.back, 0), t.first_at, t.last_at
FROM customer c LEFT JOIN (
    SELECT o.customer_id, SUM({BOUGHT}) AS order_count, SUM({NET}) AS net, SUM({GIVEN_BACK}) AS back,
           MIN(CASE WHEN {BOUGHT} THEN o.placed_at END) AS first_at,
           MAX(CASE WHEN {BOUGHT} THEN o.placed_at END) AS last_at
    FROM orders o WHERE o.customer_id IS NOT NULL AND {COUNTED} GROUP BY o.customer_id
) t ON t.customer_id = c.id
"""

_CUSTOMER_COLUMNS = "customer_id, name, order_count, net_e4, refund_e4, first_at, last_at"

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

_ORDERS = f"""
SELECT o.id, COALESCE(o.customer_id, 0), o.placed_at, {BOUGHT} FROM orders o
WHERE o.kind <> 'adjustment' AND {COUNTED} ORDER BY o.id
"""


@dataclass(frozen=True)
class AllLines:
    """Every order line of the shop as arrays of shape (lines,), for a caller that has them in memory."""

    order_id: NDArray[np.int64]
    product_id: NDArray[np.int64]
    quantity_milli: NDArray[np.int64]
    total_e4: NDArray[np.int64]


def refresh_rollups(
    connection: Connection,
    timezone: str,
    *,
    lines: AllLines | None = None,
    progress: Progress = no_progress,
) -> None:
    """Rebuild ``customer_total``, ``month_total`` and ``product_total`` inside the caller's transaction.

    ``timezone`` is the shop's IANA zone, which decides where a month begins. ``lines`` spares reading
    every order line where the caller holds them all.
    """
    connection.exec_driver_sql("DELETE FROM customer_total")
    connection.exec_driver_sql(f"INSERT INTO customer_total ({_CUSTOMER_COLUMNS}) {_CUSTOMERS}")
    progress(0.3)
    refresh_months(connection, timezone)
    progress(0.5)
    connection.exec_driver_sql("DELETE FROM product_total")
    rows = _product_rows(connection, lines or _all_lines(connection, part_of(progress, 0.5, 0.9)))
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO product_total "
            "(product_id, order_count, customer_count, units_milli, net_e4, last_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
    progress(1.0)


def refresh_customers(connection: Connection, listed: str) -> None:
    """Rebuild ``customer_total`` for the customers whose ids stand in a table's column ``id``."""
    chosen = f"SELECT id FROM {listed}"
    connection.exec_driver_sql(f"DELETE FROM customer_total WHERE customer_id IN ({chosen})")
    some = _CUSTOMERS.replace("WHERE o.customer_id IS NOT NULL", f"WHERE o.customer_id IN ({chosen})")
    connection.exec_driver_sql(
        f"INSERT INTO customer_total ({_CUSTOMER_COLUMNS}) {some} WHERE c.id IN ({chosen})"
    )


def refresh_months(
    connection: Connection, timezone: str, edges: Sequence[tuple[str, int, int]] | None = None
) -> None:
    """Rebuild ``month_total``, whose months begin by the clocks of ``timezone`` (IANA).

    ``edges``, as of ``month_edges``, are the months to rebuild; None: all of them.
    """
    if edges is None:
        connection.exec_driver_sql("DELETE FROM month_total")
        edges = month_edges(connection, timezone)
    elif edges:
        connection.exec_driver_sql("DELETE FROM month_total WHERE month = ?", [(edge[0],) for edge in edges])
    # A statement holds only so many values.
    for start in range(0, len(edges), 300):
        some = edges[start : start + 300]
        listed = ", ".join(f"('{month}', {begin}, {stop})" for month, begin, stop in some)
        connection.exec_driver_sql(_MONTHS.format(edges=listed))


def wrong_totals(connection: Connection) -> int:
    """How many customers' totals are not what their orders add up to; 0 in a sound shop."""
    sql = f"SELECT COUNT(*) FROM ({_CUSTOMERS} EXCEPT SELECT {_CUSTOMER_COLUMNS} FROM customer_total)"
    return int(connection.exec_driver_sql(sql).scalar_one())


def wrong_orders(connection: Connection) -> int:
    """How many orders have another total or number of lines than their lines add up to; 0 in a sound shop."""
    sql = """
    SELECT COUNT(*) FROM orders o LEFT JOIN (
        SELECT order_id, COUNT(*) AS n, SUM(total_e4) AS total FROM order_line GROUP BY order_id
    ) l ON l.order_id = o.id WHERE l.n IS NOT o.line_count OR l.total IS NOT o.total_e4
    """
    return int(connection.exec_driver_sql(sql).scalar_one())


def month_edges(connection: Connection, timezone: str) -> list[tuple[str, int, int]]:
    """(``YYYY-MM``, its first second, the next month's) from the first order's month to the last's."""
    first, last = connection.exec_driver_sql("SELECT MIN(placed_at), MAX(placed_at) FROM orders").one()
    if first is None:
        return []
    zone = ZoneInfo(timezone)
    begins = datetime.fromtimestamp(first, UTC).astimezone(zone)
    year, month = begins.year, begins.month
    edges: list[tuple[str, int, int]] = []
    while True:
        edges.append(_month(year, month, zone))
        if edges[-1][2] > last:
            return edges
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def months_of(moments: Iterable[int], timezone: str) -> list[tuple[str, int, int]]:
    """The months, as of ``month_edges``, in which some moments (epoch seconds) lie."""
    zone = ZoneInfo(timezone)
    begun = (datetime.fromtimestamp(moment, UTC).astimezone(zone) for moment in moments)
    return [_month(year, month, zone) for year, month in sorted({(day.year, day.month) for day in begun})]


def _month(year: int, month: int, zone: ZoneInfo) -> tuple[str, int, int]:
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    start, stop = (int(datetime(*first, 1, tzinfo=zone).timestamp()) for first in ((year, month), following))
    return f"{year:04d}-{month:02d}", start, stop


def driver_connection(connection: Connection) -> DriverConnection:
    """The standard library's own connection below SQLAlchemy's, for what must be fast or watched."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, DriverConnection):
        raise TypeError("the store runs on the standard SQLite driver")
    return driver


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Distinct values, ascending: by sorting, ten times faster here than ``np.unique`` by hashing."""
    import numpy as np

    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _all_lines(connection: Connection, progress: Progress) -> AllLines:
    """Every order line, read piece by piece into arrays."""
    import numpy as np

    total = connection.exec_driver_sql("SELECT COALESCE(SUM(line_count), 0) FROM orders").scalar_one()
    cursor = driver_connection(connection).execute(
        "SELECT order_id, product_id, quantity_milli, total_e4 FROM order_line"
    )
    pieces = [np.zeros((0, 4), np.int64)]
    done = 0
    while rows := cursor.fetchmany(50_000):
        pieces.append(np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(rows)).reshape(-1, 4))
        done += len(rows)
        progress(done / max(total, 1))
    return AllLines(*np.concatenate(pieces).T)


def _product_rows(
    connection: Connection, lines: AllLines
) -> list[tuple[int, int, int, int, int, int | None]]:
    """The rows of ``product_total``, by product id.

    In arrays: counting distinct customers of each product in SQL sorts every line twice, three times slower.
    """
    import numpy as np

    orders = np.array(driver_connection(connection).execute(_ORDERS).fetchall(), np.int64).reshape(-1, 4)
    if not len(orders) or not len(lines.order_id):
        return []
    place = np.minimum(np.searchsorted(orders[:, 0], lines.order_id), len(orders) - 1)
    counts = orders[place, 0] == lines.order_id
    place, product = place[counts], lines.product_id[counts]
    width = int(product.max(initial=0)) + 1
    # Sums of whole numbers below 2^53 are exact in the doubles that bincount adds up.
    units = np.bincount(product, lines.quantity_milli[counts], width)
    net = np.bincount(product, lines.total_e4[counts], width)
    bought = orders[place, 3] == 1
    pairs = distinct(product[bought] * len(orders) + place[bought])
    of_pair, order_of_pair = pairs // len(orders), pairs % len(orders)
    order_counts = np.bincount(of_pair, minlength=width)
    customer = orders[order_of_pair, 1]
    known = customer > 0
    people = distinct(of_pair[known] * (int(orders[:, 1].max()) + 1) + customer[known])
    customer_counts = np.bincount(people // (int(orders[:, 1].max()) + 1), minlength=width)
    last = np.zeros(width, np.int64)
    np.maximum.at(last, of_pair, orders[order_of_pair, 2])
    ids = distinct(product)
    columns = (
        ids,
        order_counts[ids],
        customer_counts[ids],
        units[ids].astype(np.int64),
        net[ids].astype(np.int64),
    )
    sold = order_counts[ids] > 0
    last_at = [moment if was else None for moment, was in zip(last[ids].tolist(), sold.tolist(), strict=True)]
    return list(zip(*(column.tolist() for column in columns), last_at, strict=True))
