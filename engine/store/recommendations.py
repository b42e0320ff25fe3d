"""Recommendations in the shop file: what they are learned from, how a run is saved, and what pages ask."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection

from engine.jobs import Progress, no_progress
from engine.store.rollups import BOUGHT, COUNTED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Runs whose figures are kept; only the newest keeps its lists.
_KEPT_RUNS = 24
_FETCH = 10_000

#: Over a row of ``product`` (alias ``p``): what may be named to customers.
OFFERED = "(p.kind = 'product' AND p.recommendable = 1 AND (p.stock IS NULL OR p.stock > 0))"

# A sale that came back whole counts until its refund, which is a row of its own where the refund is linked.
_LINES = f"""
SELECT o.id, COALESCE(o.customer_id, -1), l.product_id, o.placed_at, l.quantity_milli, l.unit_price_e4,
       CASE WHEN o.kind = 'refund' THEN 2 WHEN {BOUGHT} THEN 0 ELSE 1 END
FROM orders o CROSS JOIN order_line l ON l.order_id = o.id
WHERE {COUNTED} AND (
    (l.quantity_milli > 0 AND l.unit_price_e4 > 0 AND ({BOUGHT} OR (
        o.kind = 'sale' AND o.status = 'refunded'
        AND EXISTS (SELECT 1 FROM orders r WHERE r.refund_of = o.id))))
    OR (o.kind = 'refund' AND o.customer_id IS NOT NULL))
"""


@dataclass(frozen=True)
class Lines:
    """Order lines as columns of equal length; ``customer`` is -1 for anonymous sales."""

    order: NDArray[np.int64]
    customer: NDArray[np.int64]
    product: NDArray[np.int64]
    at: NDArray[np.int64]
    quantity_milli: NDArray[np.int64]
    price_e4: NDArray[np.int64]
    is_return: NDArray[np.bool_]
    #: Of a sale that was given back whole later on.
    is_given_back: NDArray[np.bool_]


class Entry(NamedTuple):
    """One recommendation: of a customer's list (``rank`` in it) or of a product's audience."""

    customer_id: int
    product_id: int
    rank: int
    score: float
    reason: str
    because_id: int | None
    evidence: Mapping[str, int]


class OfferRow(NamedTuple):
    """A recommended product with its reason, as pages and mails show it."""

    customer_id: int
    product_id: int
    code: str
    name: str
    category: str
    price_e4: int | None
    picture: str
    url: str
    rank: int
    score: int
    reason: str
    because_id: int | None
    because_name: str | None
    evidence: str


class ListenerRow(NamedTuple):
    """A customer who should hear of a product."""

    customer_id: int
    code: str
    name: str
    email: str
    score: int
    reason: str
    because_id: int | None
    because_name: str | None
    evidence: str


class RunRow(NamedTuple):
    """A saved run's head."""

    id: int
    model: str
    as_of: str
    created_at: int
    parameters: str
    metrics: str


@dataclass(frozen=True)
class NewRun:
    """The head of a run to be saved."""

    model: str
    as_of: str
    created_at: int
    parameters: dict[str, Any]
    metrics: dict[str, Any]


def load_lines(connection: Connection, progress: Progress = no_progress) -> Lines:
    """Every line that tells what people buy, and every line that came back; cancellable.

    Gifts (price 0), services, and orders that do not count are left out.
    """
    import numpy as np

    services = [row[0] for row in connection.exec_driver_sql("SELECT id FROM product WHERE kind = 'service'")]
    total = connection.exec_driver_sql("SELECT COALESCE(SUM(line_count), 0) FROM orders").scalar_one() or 1
    parts, read = [], 0
    for chunk in _chunks(connection, _LINES):
        parts.append(np.array(chunk, np.int64))
        read += len(chunk)
        progress(min(0.8, 0.8 * read / total))
    table = np.concatenate(parts) if parts else np.empty((0, 7), np.int64)
    del parts
    progress(0.85)
    if services:
        table = table[~np.isin(table[:, 2], services)]
    progress(0.9)
    order, customer, product, at, quantity, price, sort = (np.ascontiguousarray(c) for c in table.T)
    progress(1.0)
    return Lines(order, customer, product, at, np.abs(quantity), price, sort == 2, sort == 1)


def _chunks(connection: Connection, sql: str) -> Iterator[list[tuple[int, ...]]]:
    """Rows straight from the driver, some thousands at a time: a million row objects would cost seconds."""
    if not connection.in_transaction():
        connection.begin()
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql)
        while chunk := cursor.fetchmany(_FETCH):
            yield list(chunk)
    finally:
        cursor.close()


def offered_products(connection: Connection) -> list[int]:
    """Ids of the products that may be recommended: no services, none forbidden, none out of stock."""
    return list(connection.exec_driver_sql(f"SELECT p.id FROM product p WHERE {OFFERED}").scalars())


def never_sold(connection: Connection) -> int:
    """Products that could be offered but were never sold: no model of purchases can know them."""
    return int(
        connection.exec_driver_sql(
            f"SELECT COUNT(*) FROM product p LEFT JOIN product_total t ON t.product_id = p.id"
            f" WHERE {OFFERED} AND COALESCE(t.order_count, 0) = 0"
        ).scalar_one()
    )


def customer_ids(connection: Connection) -> list[int]:
    """Everyone who can be given a list: all but the erased."""
    return list(
        connection.exec_driver_sql("SELECT id FROM customer WHERE erased_at IS NULL ORDER BY id").scalars()
    )


def save_run(
    connection: Connection,
    run: NewRun,
    lists: Sequence[Entry],
    audience: Sequence[Entry],
    pairs: Sequence[tuple[int, int, int, int, int]],
    progress: Progress = no_progress,
) -> int:
    """Save a run with its lists, audiences and pairs (product, other, together, orders, lift × 1,000).

    The lists of earlier runs go; their figures stay. Inside the caller's transaction; returns the id.
    """
    run_id = connection.exec_driver_sql(
        "INSERT INTO recommender_run (model, as_of, created_at, parameters, metrics)"
        " VALUES (?, ?, ?, ?, ?) RETURNING id",
        (run.model, run.as_of, run.created_at, json.dumps(run.parameters), json.dumps(run.metrics)),
    ).scalar_one()
    for table in ("recommendation", "product_audience", "product_pair"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE run_id <> ?", (run_id,))
        progress(0.05)
    kept = "SELECT id FROM recommender_run ORDER BY id DESC LIMIT ?"
    connection.exec_driver_sql(f"DELETE FROM recommender_run WHERE id NOT IN ({kept})", (_KEPT_RUNS,))
    total = max(1, len(lists) + len(audience) + len(pairs))
    done = 0
    columns = "run_id, customer_id, product_id, rank, score, reason, because_id, evidence"
    for table, entries in (("recommendation", lists), ("product_audience", audience)):
        for start in range(0, len(entries), _FETCH):
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(run_id, entry) for entry in entries[start : start + _FETCH]],
            )
            done += min(_FETCH, len(entries) - start)
            progress(0.1 + 0.9 * done / total)
    if pairs:
        connection.exec_driver_sql(
            "INSERT INTO product_pair (run_id, product_id, other_id, together, support_orders, lift_milli)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(run_id, *pair) for pair in pairs],
        )
    progress(1.0)
    return int(run_id)


def _row(run_id: int, entry: Entry) -> tuple[object, ...]:
    return (
        run_id,
        entry.customer_id,
        entry.product_id,
        entry.rank,
        round(entry.score * 1_000_000),
        entry.reason,
        entry.because_id,
        json.dumps(entry.evidence, separators=(",", ":")),
    )


def latest_run(connection: Connection) -> RunRow | None:
    """The newest run; None before the first."""
    row = connection.exec_driver_sql(
        "SELECT id, model, as_of, created_at, parameters, metrics FROM recommender_run"
        " ORDER BY id DESC LIMIT 1"
    ).one_or_none()
    return None if row is None else RunRow(*row)


_OFFER = """
       p.id, p.code, p.name, p.category, p.price_e4, p.picture, p.url"""

_LISTED = f"""
SELECT r.customer_id, {_OFFER}, r.rank, r.score, r.reason, r.because_id,
       COALESCE(NULLIF(b.name, ''), b.code), r.evidence
FROM recommendation r JOIN product p ON p.id = r.product_id LEFT JOIN product b ON b.id = r.because_id
WHERE r.run_id = (SELECT MAX(id) FROM recommender_run) AND {OFFERED}
"""

# The newcomers' list of a shop whose last run did not know the customer: best-sellers of its last four weeks.
_POPULAR = f"""
WITH recent AS (
    SELECT l.product_id, COUNT(DISTINCT o.customer_id) AS n
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id
    WHERE {BOUGHT} AND o.customer_id IS NOT NULL AND l.quantity_milli > 0 AND o.placed_at >
          (SELECT MAX(placed_at) FROM orders) - 28 * 86400
    GROUP BY l.product_id
)
SELECT {_OFFER}, n FROM recent JOIN product p ON p.id = recent.product_id
WHERE {OFFERED} ORDER BY n DESC, p.id LIMIT ?
"""


def recommendations_for_many(
    connection: Connection, customer_ids: Sequence[int], n: int
) -> dict[int, list[OfferRow]]:
    """The best ``n`` products of each customer that may still be offered, best first.

    Customers the last run did not know get the best-sellers of the last four weeks. Empty lists before the
    first run and in a shop without sales.
    """
    found: dict[int, list[OfferRow]] = {customer: [] for customer in customer_ids}
    if latest_run(connection) is None:
        return found
    wanted = list(found)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"{_LISTED} AND r.customer_id IN ({marks}) ORDER BY r.customer_id, r.rank", tuple(some)
        )
        for row in rows:
            offers = found[row[0]]
            if len(offers) < n:
                offers.append(OfferRow(*row))
    unknown = [customer for customer, offers in found.items() if not offers]
    if unknown:
        popular = connection.exec_driver_sql(_POPULAR, (n,)).all()
        for customer in unknown:
            found[customer] = [
                OfferRow._make((customer, *row[:-1], rank, *_popular_reason(row[-1])))
                for rank, row in enumerate(popular, 1)
            ]
    return found


def _popular_reason(buyers: int) -> tuple[int, str, None, None, str]:
    return 0, "recommend.reason.popular", None, None, json.dumps({"n": buyers, "days": 28})


def audience_of(connection: Connection, product_id: int, n: int) -> list[ListenerRow]:
    """The customers who should hear of a product first; empty when it may not be offered."""
    rows = connection.exec_driver_sql(
        f"""
        SELECT a.customer_id, c.code, COALESCE(NULLIF(c.name, ''), NULLIF(c.email, ''), c.code), c.email,
               a.score, a.reason, a.because_id, COALESCE(NULLIF(b.name, ''), b.code), a.evidence
        FROM product_audience a JOIN customer c ON c.id = a.customer_id JOIN product p ON p.id = a.product_id
        LEFT JOIN product b ON b.id = a.because_id
        WHERE a.run_id = (SELECT MAX(id) FROM recommender_run) AND a.product_id = ?
          AND c.erased_at IS NULL AND {OFFERED}
        ORDER BY a.rank LIMIT ?
        """,
        (product_id, n),
    )
    return [ListenerRow(*row) for row in rows]
