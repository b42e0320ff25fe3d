"""A batch into the shop: what is new is added, what changed is replaced and remembered, in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.importing import prices
from engine.importing.batch import KINDS, STATUSES, OrderBatch, Products
from engine.importing.comparing import Comparison
from engine.importing.customers import store_people
from engine.importing.refunds import match_refunds
from engine.importing.sources import Source
from engine.jobs import Progress, no_progress, part_of
from engine.store import journal, loading, refund_links, rollups

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

_REFUND = KINDS.index("refund")
_SALE = KINDS.index("sale")
_NOT_COUNTED = [STATUSES.index("pending"), STATUSES.index("cancelled")]


def store_batch(
    connection: Connection,
    batch: OrderBatch,
    comparison: Comparison,
    *,
    import_id: int,
    source: Source,
    source_id: int,
    timezone: str,
    progress: Progress = no_progress,
) -> None:
    """Write everything of a batch that is new or changed, link refunds and rebuild the roll-ups.

    The caller holds the transaction: whatever interrupts this leaves the shop as it was.
    """
    orders = batch.orders
    touched = comparison.new | comparison.changed
    products, changes = _store_products(connection, batch, touched, import_id)
    customers, more = store_people(connection, batch, touched, import_id, source_id, source)
    changes += more
    customer = np.where(orders.person >= 0, customers[orders.person] if len(customers) else 0, -1)
    progress(0.05)
    journal.changed(connection, import_id, changes)
    if not touched.any():
        return
    concerned: list[int] = []
    if not comparison.first:
        # By customer, old or new owner of a changed order: known only before any of their orders changes.
        concerned = _concerned(connection, comparison, customer)
        refund_links.unlink(connection, source_id, concerned)
        loading.keep_versions(connection, import_id, comparison.stored_id[comparison.changed].tolist())
    ids = comparison.stored_id.copy()
    start = loading.next_id(connection, "orders")
    ids[comparison.new] = np.arange(start, start + int(comparison.new.sum()))
    new, changed = np.flatnonzero(comparison.new), np.flatnonzero(comparison.changed)
    lines = np.flatnonzero(touched[batch.lines.order])
    with loading.without_indexes(connection, part_of(progress, 0.0, 0.8), apply=comparison.first):
        rows = _order_rows(batch, comparison, ids, customer, new, source_id, import_id)
        loading.add_orders(connection, rows, len(new), part_of(progress, 0.05, 0.15))
        rows = _order_rows(batch, comparison, ids, customer, changed, source_id, import_id)
        loading.change_orders(connection, rows, len(changed), part_of(progress, 0.15, 0.16))
        rows = _line_rows(batch, ids, products, lines)
        loading.add_lines(connection, rows, len(lines), part_of(progress, 0.16, 0.75))
    with loading.watched(connection, progress, 0.85):
        if comparison.first:
            _link_refunds(connection, batch, ids, customer, products)
        else:
            relink(connection, source_id, concerned)
    with loading.watched(connection, progress, 0.9):
        alone = bool(comparison.new.all()) and loading.order_count(connection) == len(ids)
        everything = _all_lines(batch, ids, products) if alone else None
        rollups.refresh_rollups(connection, timezone, lines=everything, progress=part_of(progress, 0.9, 1.0))


def _all_lines(batch: OrderBatch, ids: NDArray[np.int64], products: NDArray[np.int64]) -> rollups.AllLines:
    """The lines of a batch whose orders are the only ones in the shop."""
    lines = batch.lines
    return rollups.AllLines(ids[lines.order], products[lines.product], lines.quantity_milli, lines.total_e4)


def _store_products(
    connection: Connection, batch: OrderBatch, touched: NDArray[np.bool_], import_id: int
) -> tuple[NDArray[np.int64], list[tuple[str, dict[str, Any], dict[str, Any] | None]]]:
    """The stored id of each product of the batch (0 where only unchanged orders hold it), and what
    changed.
    """
    products = batch.products
    used = np.zeros(len(products.code), bool)
    used[batch.lines.product[touched[batch.lines.order]]] = True
    stored = loading.stored_products(connection)
    ids = np.zeros(len(products.code), np.int64)
    following = loading.next_id(connection, "product")
    added: list[tuple[Any, ...]] = []
    altered: list[tuple[Any, ...]] = []
    changes: list[tuple[str, dict[str, Any], dict[str, Any] | None]] = []
    for place in np.flatnonzero(used).tolist():
        code, name, category = products.code[place], products.name[place], products.category[place]
        price = int(products.price_e4[place]) if products.last_sold_at[place] else None
        found = stored.get(code)
        if found is None:
            kind = "service" if products.service[place] else "product"
            added.append((following, code, name, category, price, kind, import_id))
            ids[place], following = following, following + 1
            continue
        ids[place] = found[0]
        # What was sold last says what it is called and costs now.
        newer = int(products.last_sold_at[place]) > found[4]
        if newer and price != found[3]:
            price = _usual_price(connection, products, place, found[0])
        before = {"name": found[1], "category": found[2], "price_e4": found[3]}
        after = {
            "name": name if newer else found[1] or name,
            "category": (newer and category) or found[2] or category,
            "price_e4": price if newer or found[3] is None else found[3],
        }
        if after != before:
            altered.append((*after.values(), found[0]))
            changes.append(("product", {"id": found[0]}, before))
    loading.add_products(connection, added)
    loading.change_products(connection, altered)
    return ids, changes


def _usual_price(connection: Connection, products: Products, place: int, product: int) -> int:
    """The usual price by the latest sales of the batch and, where those are few, of the shop before them."""
    sold_at, price = products.recent.of(place)
    if len(price) < prices.LINES:
        since = int(products.last_sold_at[place]) - prices.SECONDS
        earlier = loading.recent_prices(
            connection, product, since, before=int(sold_at[0]), limit=prices.LINES - len(price)
        )
        price = np.concatenate((np.array(earlier, np.int64), price))
    return prices.usual_price(price)


def _order_rows(
    batch: OrderBatch,
    comparison: Comparison,
    ids: NDArray[np.int64],
    customer: NDArray[np.int64],
    places: NDArray[np.int64],
    source_id: int,
    import_id: int,
) -> Iterator[list[tuple[Any, ...]]]:
    orders = batch.orders
    counts = np.diff(orders.first_line)
    for start in range(0, len(places), loading.CHUNK):
        some = places[start : start + loading.CHUNK]
        listed = some.tolist()
        rows = zip(
            ids[some].tolist(),
            [source_id] * len(some),
            [comparison.code[place] for place in listed],
            [number if number > 0 else None for number in customer[some].tolist()],
            orders.placed_at[some].tolist(),
            [KINDS[kind] for kind in orders.kind[some].tolist()],
            [STATUSES[status] for status in orders.status[some].tolist()],
            [orders.currency[place] for place in listed],
            orders.total_e4[some].tolist(),
            orders.refunded_e4[some].tolist(),
            counts[some].tolist(),
            orders.shipping_e4[some].tolist(),
            orders.tax_e4[some].tolist(),
            orders.discount_e4[some].tolist(),
            [orders.discount_code[place] for place in listed],
            [orders.country[place] for place in listed],
            orders.content_hash[some].tolist(),
            [import_id] * len(some),
            strict=True,
        )
        yield list(rows)


def _line_rows(
    batch: OrderBatch, ids: NDArray[np.int64], products: NDArray[np.int64], places: NDArray[np.int64]
) -> Iterator[list[tuple[Any, ...]]]:
    """Lists of line rows by ascending order id, so that the table is written from front to back."""
    lines = batch.lines
    order_ids = ids[lines.order[places]]
    if (order_ids[1:] < order_ids[:-1]).any():
        places = places[np.argsort(order_ids, kind="stable")]
    for start in range(0, len(places), loading.CHUNK):
        some = places[start : start + loading.CHUNK]
        order = lines.order[some]
        rows = zip(
            ids[order].tolist(),
            (some - batch.orders.first_line[order] + 1).tolist(),
            products[lines.product[some]].tolist(),
            lines.quantity_milli[some].tolist(),
            lines.unit_price_e4[some].tolist(),
            lines.total_e4[some].tolist(),
            strict=True,
        )
        yield list(rows)


def _concerned(connection: Connection, comparison: Comparison, customer: NDArray[np.int64]) -> list[int]:
    touched = comparison.new | comparison.changed
    now = customer[touched & (customer > 0)].tolist()
    before = loading.customers_of(connection, comparison.stored_id[comparison.changed].tolist())
    return sorted({*now, *before})


def _link_refunds(
    connection: Connection,
    batch: OrderBatch,
    ids: NDArray[np.int64],
    customer: NDArray[np.int64],
    products: NDArray[np.int64],
) -> None:
    """Find the sales of all refunds of a source's first batch."""
    orders, lines = batch.orders, batch.lines
    counts = ~np.isin(orders.status, _NOT_COUNTED)
    found = match_refunds(
        customer, orders.placed_at, counts & (orders.kind == _SALE),
        counts & (orders.kind == _REFUND) & (orders.total_e4 < 0), lines.order, lines.product,
        lines.quantity_milli, _services(connection, products),
    )  # fmt: skip
    links = [
        (int(ids[refund]), int(ids[sale]), -int(orders.total_e4[refund])) for refund, sale in found.items()
    ]
    refund_links.link(connection, links)


def relink(connection: Connection, source_id: int, customers: list[int]) -> None:
    """Find the sales of all refunds of some customers anew, from what is stored; they must be unlinked."""
    concerned = refund_links.customers_with_refunds(connection, source_id, customers)
    if not concerned:
        return
    orders, lines = refund_links.orders_of(connection, source_id, concerned)
    ids = np.array([row[0] for row in orders], np.int64)
    total = np.array([row[4] for row in orders], np.int64)
    is_refund = np.array([row[3] == "refund" for row in orders], bool)
    table = np.array(lines, np.int64).reshape(-1, 3)
    service = np.zeros(int(table[:, 1].max(initial=0)) + 1, bool)
    flagged = [number for number in refund_links.service_products(connection) if number < len(service)]
    service[flagged] = True
    found = match_refunds(
        np.array([row[1] for row in orders], np.int64), np.array([row[2] for row in orders], np.int64),
        ~is_refund,
        is_refund & (total < 0), np.searchsorted(ids, table[:, 0]), table[:, 1], table[:, 2], service,
    )  # fmt: skip
    refund_links.link(
        connection,
        [(int(ids[refund]), int(ids[sale]), -int(total[refund])) for refund, sale in found.items()],
    )


def _services(connection: Connection, products: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.isin(products, refund_links.service_products(connection))
