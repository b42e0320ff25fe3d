"""A batch into the shop: what is new is added, what changed is replaced and remembered, in one
transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.importing import prices
from engine.importing.batch import DETAILS, KINDS, STATUSES, OrderBatch, Products
from engine.importing.comparing import Comparison
from engine.importing.customers import store_people
from engine.importing.payments import relink_payments
from engine.importing.product_matching import StoredProduct, match_products
from engine.importing.product_rows import ProductRecord
from engine.importing.refunds import match_refunds
from engine.importing.relinking import relink
from engine.importing.sources import Source
from engine.jobs import Progress, no_progress, part_of
from engine.store import journal, loading, product_loading, rates, refund_links, rollups
from engine.store.rollup_changes import kept_up, lines_at_once, note_lines

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
    """Write everything of a batch that is new or changed, link refunds and bring the roll-ups up to date.

    The caller holds the transaction: whatever interrupts this leaves the shop as it was.
    """
    storing, totals = part_of(progress, 0.0, 0.9), part_of(progress, 0.9, 1.0)
    if loading.order_count(connection) == 0:
        lines = _store(connection, batch, comparison, import_id, source, source_id, storing)
        with loading.watched(connection, progress, 0.9):
            rollups.refresh_rollups(connection, timezone, lines=lines, progress=totals)
        return
    touched = comparison.new | comparison.changed
    changing = int(np.diff(batch.orders.first_line)[touched].sum())
    with kept_up(connection, timezone, changing=changing, progress=totals):
        _store(connection, batch, comparison, import_id, source, source_id, storing)


def _store(
    connection: Connection,
    batch: OrderBatch,
    comparison: Comparison,
    import_id: int,
    source: Source,
    source_id: int,
    progress: Progress,
) -> rollups.AllLines | None:
    """Write a batch; returns its lines as stored, None where storing changed their amounts."""
    orders = batch.orders
    touched = comparison.new | comparison.changed
    told = touched | comparison.heard
    products = _store_products(connection, batch, told, import_id)
    customers, changes = store_people(
        connection, batch, told, import_id, source_id, source, known=_owners(batch, comparison)
    )
    known = np.where(comparison.customer > 0, comparison.customer, -1)
    customer = np.where(orders.person >= 0, customers[orders.person] if len(customers) else 0, known)
    progress(0.05)
    journal.changed(connection, import_id, changes)
    journal.seen(connection, import_id, "orders", comparison.stored_id[comparison.same].tolist())
    if not touched.any():
        return None
    concerned: list[int] = []
    if not comparison.first:
        # By customer, old or new owner of a changed order: known only before any of their orders changes.
        concerned = _concerned(connection, batch, comparison, customer, source_id)
        refund_links.unlink(connection, source_id, concerned)
        refund_links.unlink_orders(connection, comparison.stored_id[comparison.changed].tolist())
        loading.keep_versions(connection, import_id, comparison.stored_id[comparison.changed].tolist())
        relined = comparison.changed & ~comparison.keeps_lines
        with loading.id_list(connection, comparison.stored_id[relined].tolist()) as table:
            note_lines(connection, f"SELECT id FROM {table}")
        loading.drop_lines(connection, comparison.stored_id[relined].tolist())
    ids = comparison.stored_id.copy()
    start = loading.next_id(connection, "orders")
    ids[comparison.new] = np.arange(start, start + int(comparison.new.sum()))
    new, changed = np.flatnonzero(comparison.new), np.flatnonzero(comparison.changed)
    lines = np.flatnonzero((touched & ~comparison.keeps_lines)[batch.lines.order])
    with loading.without_indexes(connection, part_of(progress, 0.0, 0.8), apply=comparison.first):
        counts = _line_counts(connection, batch, comparison)
        rows = _order_rows(batch, comparison, ids, customer, counts, new, source_id, import_id)
        loading.add_orders(connection, rows, len(new), part_of(progress, 0.05, 0.15))
        rows = _order_rows(batch, comparison, ids, customer, counts, changed, source_id, import_id)
        loading.change_orders(connection, rows, len(changed), part_of(progress, 0.15, 0.16))
        _set_kept_totals(connection, comparison)
        chunks = _line_rows(batch, ids, products, lines)
        with lines_at_once(connection):
            loading.add_lines(connection, chunks, len(lines), part_of(progress, 0.16, 0.75))
    foreign = _foreign(connection, batch, comparison)
    rates.rebase(connection, ids[foreign].tolist())
    with loading.watched(connection, progress, 0.85):
        if comparison.first:
            _link_refunds(connection, batch, ids, customer, products, source_id)
        else:
            relink(connection, source_id, concerned)
    payments_changed = relink_payments(connection)
    if foreign.any() or payments_changed:
        return None
    lines_of = batch.lines
    return rollups.AllLines(
        ids[lines_of.order], products[lines_of.product], lines_of.quantity_milli, lines_of.total_e4
    )


def _owners(batch: OrderBatch, comparison: Comparison) -> dict[int, int]:
    """Person of the batch → the stored customer of an order that the file says they placed."""
    known = np.flatnonzero((comparison.customer > 0) & (batch.orders.person >= 0))
    owners: dict[int, int] = {}
    for place in known.tolist():
        owners.setdefault(int(batch.orders.person[place]), int(comparison.customer[place]))
    return owners


def _line_counts(connection: Connection, batch: OrderBatch, comparison: Comparison) -> NDArray[np.int64]:
    counts = np.diff(batch.orders.first_line)
    kept = np.flatnonzero(comparison.changed & comparison.keeps_lines)
    if len(kept):
        stored = loading.count_lines(connection, comparison.stored_id[kept].tolist())
        counts[kept] = [stored[number] for number in comparison.stored_id[kept].tolist()]
    return counts


def _set_kept_totals(connection: Connection, comparison: Comparison) -> None:
    rows = [
        (total, int(comparison.stored_id[place]), line)
        for place, totals in comparison.kept_totals.items()
        for line, total in enumerate(totals, 1)
    ]
    loading.set_line_totals(connection, rows)


def _foreign(connection: Connection, batch: OrderBatch, comparison: Comparison) -> NDArray[np.bool_]:
    """Orders of the batch whose worth in the shop's currency is to be worked out."""
    touched = comparison.new | comparison.changed
    base = rates.base_currency(connection)
    other = np.zeros(batch.orders.count, bool)
    if set(batch.orders.currency) - {base}:
        other = np.array([currency != base for currency in batch.orders.currency], bool)
    return np.asarray(touched & (other | (comparison.changed & comparison.keeps_lines)))


def _store_products(
    connection: Connection, batch: OrderBatch, touched: NDArray[np.bool_], import_id: int
) -> NDArray[np.int64]:
    """The stored id of each product of the batch, 0 where only unchanged orders hold it."""
    products = batch.products
    used = np.zeros(len(products.code), bool)
    used[batch.lines.product[touched[batch.lines.order]]] = True
    stored = loading.stored_products(connection)
    ids = np.zeros(len(products.code), np.int64)
    following = loading.next_id(connection, "product")
    added: list[tuple[Any, ...]] = []
    altered: list[tuple[Any, ...]] = []
    changes: list[tuple[str, dict[str, Any], dict[str, Any] | None]] = []
    words: list[tuple[int, int, dict[str, Any]]] = []
    recoded: list[tuple[int, dict[str, Any]]] = []
    places = np.flatnonzero(used).tolist()
    records = [
        ProductRecord(code, code != name.upper(), {"name": name})
        for code, name in ((products.code[place], products.name[place]) for place in places)
    ]
    by_id = {row[0]: (code, row) for code, row in stored.items()}
    names = [StoredProduct(row[0], code, row[1], "") for code, row in stored.items()]
    for place, record, number in zip(places, records, match_products(records, names), strict=True):
        code, name, category = products.code[place], products.name[place], products.category[place]
        price = int(products.price_e4[place]) or None
        known, found = by_id.get(number, ("", None))
        if found is None:
            kind = "service" if products.service[place] else "product"
            added.append((following, code, name, category, price, kind, import_id))
            ids[place], following = following, following + 1
        else:
            ids[place] = found[0]
        told = {"name": name, "category": category, "price_e4": price}
        said = {column: value for column, value in told.items() if value not in ("", None)}
        words.append((int(ids[place]), int(products.last_sold_at[place]), said))
        if found is None:
            continue
        # What was sold last says what it is called and costs now.
        newer = int(products.last_sold_at[place]) >= found[4]
        if newer and price not in (None, found[3]):
            price = _usual_price(connection, products, place, found[0])
        before = {"name": found[1], "category": found[2], "price_e4": found[3]}
        after = {
            "name": name if newer else found[1] or name,
            "category": (newer and category) or found[2] or category,
            "price_e4": price if newer and price is not None else found[3] if found[3] is not None else price,
        }
        if after != before:
            altered.append((*after.values(), found[0]))
        renumbered = record.numbered and known != code
        if renumbered:
            # Known by name only until now.
            recoded.append((found[0], {"code": code}))
        if after != before or renumbered:
            was = {column: value for column, value in before.items() if after[column] != value}
            if renumbered:
                was["code"] = known
            changes.append(("product", {"id": found[0]}, was))
    loading.add_products(connection, added)
    loading.change_products(connection, altered)
    product_loading.change_products(connection, recoded)
    journal.changed(connection, import_id, changes)
    journal.told(connection, import_id, "product", words)
    return ids


def _usual_price(connection: Connection, products: Products, place: int, product: int) -> int | None:
    """The usual price by the latest sales of the batch and, where those are few, of the shop before them;
    None where the batch sold it in other currencies only.
    """
    sold_at, price = products.recent.of(place)
    if not len(sold_at):
        return None
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
    counts: NDArray[np.int64],
    places: NDArray[np.int64],
    source_id: int,
    import_id: int,
) -> Iterator[list[tuple[Any, ...]]]:
    orders = batch.orders
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
            [DETAILS[detail] for detail in orders.detail[some].tolist()],
            [goods if goods >= 0 else None for goods in orders.goods_e4[some].tolist()],
            [orders.gives_back[place] for place in listed],
            [None] * len(some),
            [None] * len(some),
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


def _concerned(
    connection: Connection,
    batch: OrderBatch,
    comparison: Comparison,
    customer: NDArray[np.int64],
    source_id: int,
) -> list[int]:
    """Whose refunds may belong to other sales than before: who gave back in this batch, or after it began."""
    orders = batch.orders
    touched = comparison.new | comparison.changed
    known = touched & (customer > 0)
    refunding = customer[known & (orders.kind == _REFUND)].tolist()
    since = int(orders.placed_at[touched].min())
    later = refund_links.customers_with_refunds(connection, source_id, customer[known].tolist(), since=since)
    changed = customer[comparison.changed & known].tolist()
    before = loading.customers_of(connection, comparison.stored_id[comparison.changed].tolist())
    return sorted({*refunding, *later, *changed, *before})


def _link_refunds(
    connection: Connection,
    batch: OrderBatch,
    ids: NDArray[np.int64],
    customer: NDArray[np.int64],
    products: NDArray[np.int64],
    source_id: int,
) -> None:
    """Find the sales of all refunds of a source's first batch."""
    orders, lines = batch.orders, batch.lines
    refund_links.link_told(connection, source_id)
    counts = ~np.isin(orders.status, _NOT_COUNTED)
    named = set(orders.gives_back) - {""}
    if named:
        # Those that name a sale which is there are linked already.
        there = named & set(orders.code)
        counts &= np.array([sale not in there for sale in orders.gives_back], bool)
    found = match_refunds(
        customer, orders.placed_at, counts & (orders.kind == _SALE),
        counts & (orders.kind == _REFUND) & (orders.total_e4 < 0), lines.order, lines.product,
        lines.quantity_milli, _services(connection, products),
    )  # fmt: skip
    pairs = [(int(ids[refund]), int(ids[sale])) for refund, sale in found.items()]
    refund_links.link_pairs(connection, pairs)


def _services(connection: Connection, products: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.isin(products, refund_links.service_products(connection))
