"""Clean rows to orders, lines, products and people: what belongs together, once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing import order_facts, texts
from engine.importing.batch import CleanRows, Lines, OrderBatch, Orders, Person, Products, Reject
from engine.importing.item_cells import share
from engine.importing.order_facts import CANCELLED, PAID, PART_REFUNDED, REFUND, REFUNDED, SALE, Voices
from engine.importing.order_products import find_products
from engine.importing.overlap import repeated_orders
from engine.importing.people import find_people
from engine.importing.sources import Source
from engine.importing.table import Factor, distinct
from engine.jobs import Progress, no_progress
from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SUMMARY = "import.set_aside.summary"


def assemble(
    rows: CleanRows, source: Source, currency: str, progress: Progress = no_progress, country: str = ""
) -> OrderBatch:
    """Put the usable rows together; marks rows of undated orders unusable on the way.

    ``currency`` is the shop's: products' prices are those of sales in it; ``country`` is its own (ISO).
    In a file without any dates orders stay undated (``Orders.told``): only those that the shop knows can be
    stored.
    """
    notes = list(rows.notes)
    set_aside = dict(rows.set_aside)
    kept = _kept_lines(rows)
    dated = bool(rows.has_date.any())
    if dated:
        kept = kept[~_undated(rows, kept)]
    row = rows.lines.rows_of(kept)
    order = rows.order.take(row)
    contents = texts.mix(
        rows.placed_at[row].astype(np.uint64), rows.lines.product.codes[kept].astype(np.uint64),
        rows.lines.quantity_milli[kept].astype(np.uint64),
        rows.lines.unit_price_e4[kept].astype(np.uint64), rows.lines.total_e4[kept].astype(np.uint64),
    )  # fmt: skip
    progress(0.15)
    again = repeated_orders(order.codes, contents, row)
    if again.any():
        set_aside["import.set_aside.overlap"] = np.unique(row[again])
        facts = {"n": len(np.unique(row[again])), "orders": len(distinct(order.codes[again])[0])}
        notes.append(Text("import.note.overlap", facts))
        kept, row, order = kept[~again], row[~again], order.take(~again)
    if (order.codes[1:] < order.codes[:-1]).any():
        # A place of an order that was not set aside stays with it, in the order of the file.
        by_order = np.argsort(order.codes, kind="stable")
        kept, row, order = kept[by_order], row[by_order], Factor(order.codes[by_order], order.values)
    progress(0.3)
    if not rows.whole:
        _note_repeats(rows, row, order, currency, notes)
    begins = np.searchsorted(order.codes, np.arange(len(order.values) + 1)).astype(np.int64)
    product = rows.lines.product.take(kept)
    lines = Lines(
        order=order.codes.astype(np.int64), product=product.codes.astype(np.int64),
        quantity_milli=rows.lines.quantity_milli[kept], unit_price_e4=rows.lines.unit_price_e4[kept],
        total_e4=rows.lines.total_e4[kept], row=row,
    )  # fmt: skip
    speaking = np.zeros(len(rows.usable), bool)
    speaking[rows.set_aside.get(_SUMMARY, [])] = True
    voices = order_facts.voices_of(rows, lines, begins, speaking)
    goods = _goods(rows, lines, voices)
    spread_discounts(lines.total_e4, begins, *_subtotals(rows, lines, voices, goods, source))
    progress(0.45)
    orders, people, fields = _orders(rows, kept, lines, order, voices, begins, goods, source, country, notes)
    orders.told["date"] = np.full(orders.count, dated)
    progress(0.65)
    products = find_products(rows, kept, lines, orders, product, source, currency, notes)
    progress(0.8)
    orders.content_hash = _content_hashes(orders, lines, products, fields)
    progress(1.0)
    return OrderBatch(orders, lines, products, people, set_aside, notes)


def _kept_lines(rows: CleanRows) -> NDArray[np.int64]:
    stored = rows.usable
    if rows.set_aside:
        stored = stored.copy()
        for which in rows.set_aside.values():
            stored[which] = False
    return np.flatnonzero(stored if rows.lines.row is None else stored[rows.lines.row])


def _undated(rows: CleanRows, kept: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Lines of orders of which no row has a date; the other rows get their order's first date."""
    row = rows.lines.rows_of(kept)
    if rows.has_date[row].all():
        return np.zeros(len(kept), bool)
    dated = np.flatnonzero(rows.has_date & rows.usable)[::-1]
    first = np.full(len(rows.order.values), -1, np.int64)
    first[rows.order.codes[dated]] = dated
    date_row = first[rows.order.codes[row]]
    undated = date_row < 0
    if undated.any():
        which = np.unique(row[undated])
        reason = "import.reason.no_date"
        rows.usable[which] = False
        rows.reject_counts[reason] = rows.reject_counts.get(reason, 0) + len(which)
        rows.rejects.extend(Reject(one, "", "", Text(reason)) for one in which[:1_000].tolist())
    blank = ~rows.has_date[row] & ~undated
    rows.placed_at[row[blank]] = rows.placed_at[date_row[blank]]
    return np.asarray(undated, bool)


def _note_repeats(
    rows: CleanRows, row: NDArray[np.int64], order: Factor, currency: str, notes: list[Text]
) -> None:
    """Say how many rows repeat another of their order exactly, and what the totals are with and without
    them.
    """
    hashes = rows.row_hash[row]
    by_hash = np.argsort(hashes, kind="stable")
    repeats = by_hash[1:][hashes[by_hash[1:]] == hashes[by_hash[:-1]]]
    if len(repeats) == 0:
        return
    total, extra = int(rows.total_e4[row].sum()), int(rows.total_e4[row[repeats]].sum())
    facts = {
        "n": len(repeats), "orders": len(distinct(order.codes[repeats])[0]),
        "total": Money(total, currency or "XXX"), "without": Money(total - extra, currency or "XXX"),
    }  # fmt: skip
    notes.append(Text("import.note.repeats", facts))


def _goods(rows: CleanRows, lines: Lines, voices: Voices) -> NDArray[np.int64]:
    """What whole orders say their goods cost (orders,); -1 where the file tells lines."""
    if not rows.whole:
        return np.full(voices.count, -1, np.int64)
    goods, told = voices.sums(rows, "goods")
    return np.where(told & (goods >= 0), goods, -1)


def _subtotals(
    rows: CleanRows, lines: Lines, voices: Voices, goods: NDArray[np.int64], source: Source
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(what an order's lines cost together once its own discounts are off, whether the file says so)."""
    if rows.whole:
        return goods, goods >= 0
    subtotal, told = _less_discount(rows, voices, *voices.amounts(rows, "order_subtotal"))
    if not told.any() and not source.general:
        paid, told = voices.amounts(rows, "order_paid")
        beside = sum(np.abs(voices.amounts(rows, name)[0]) for name in ("shipping", "tax", "tip"))
        subtotal, told = paid - beside, told & (paid > 0)
    if not told.any():
        discount, told = voices.amounts(rows, "order_discount")
        if told.any():
            subtotal = np.add.reduceat(lines.total_e4, voices_heads(lines, voices)) - np.abs(discount)
    return subtotal, told


def _less_discount(
    rows: CleanRows, voices: Voices, subtotal: NDArray[np.int64], told: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Subtotals, less the orders' own discounts where that is what adds up to their totals."""
    total, has_total = voices.amounts(rows, "order_total")
    discount, has_discount = voices.amounts(rows, "order_discount")
    telling = told & has_total & has_discount & (discount != 0)
    if not telling.any():
        return subtotal, told
    after = np.maximum(subtotal - np.abs(discount), 0)
    shipping, tax = (np.abs(voices.amounts(rows, name)[0]) for name in ("shipping", "tax"))

    def adds_up(goods: NDArray[np.int64]) -> int:
        rest = total - goods - shipping
        return int(((np.abs(rest) < 100) | (np.abs(rest - tax) < 100))[telling].sum())

    return (after if adds_up(after) > adds_up(subtotal) else subtotal), told


def voices_heads(lines: Lines, voices: Voices) -> NDArray[np.int64]:
    """The first line of each order."""
    return np.searchsorted(lines.order, np.arange(voices.count)).astype(np.int64)


def spread_discounts(
    total: NDArray[np.int64], begins: NDArray[np.int64], subtotal: NDArray[np.int64], told: NDArray[np.bool_]
) -> None:
    """Take off line totals (lines,), in place, each line's share of what the order's own ``subtotal``
    (orders,) is below their sum, to the last unit.
    """
    if not told.any() or not len(total):
        return
    gross = np.add.reduceat(total, begins[:-1])
    for number in np.flatnonzero(told & (gross > 0) & (subtotal >= 0) & (subtotal < gross)).tolist():
        part = slice(int(begins[number]), int(begins[number + 1]))
        total[part] -= share(int(gross[number] - subtotal[number]), total[part])


def _orders(
    rows: CleanRows,
    kept: NDArray[np.int64],
    lines: Lines,
    order: Factor,
    voices: Voices,
    begins: NDArray[np.int64],
    goods: NDArray[np.int64],
    source: Source,
    country_of_shop: str,
    notes: list[Text],
) -> tuple[Orders, list[Person], dict[str, Factor]]:
    heads, count = begins[:-1], len(begins) - 1
    nothing = np.zeros(count, np.int64)
    placed_at = rows.placed_at[lines.row[heads]] if count else nothing
    fields = {name: voices.texts(column) for name, column in rows.texts.items()} if count else {}
    person, people, two_countries = find_people(fields, placed_at, country_of_shop)
    if two_countries:
        notes.append(Text("import.note.two_countries", {"n": two_countries}))
    total = np.add.reduceat(lines.total_e4, heads) if count else nothing
    status, status_told = order_facts.statuses_of(rows, voices)
    kind = order_facts.kinds_of(order, lines, heads, total, person, source)
    gives_back = [""] * count
    if rows.gives_back is not None:
        gives_back = _listed(voices.texts(rows.gives_back))
        back = np.array([bool(sale) for sale in gives_back], bool)
        kind = np.where(back, REFUND, kind)
    kind = np.where((status == CANCELLED) & (total == 0), SALE, kind)
    shipping, shipping_told = _own(rows, voices, "shipping")
    tax, tax_told = _own(rows, voices, "tax")
    discounted, discount_told = _own(rows, voices, "order_discount")
    refunded, refund_told = order_facts.refunds_of(rows, voices, status, total)
    refunded = np.where(_is_net(rows, voices, total), 0, refunded)
    refunded = np.where(kind == SALE, refunded, 0)
    refund_told = refund_told & (kind == SALE)
    counts = np.isin(status, (PAID, PART_REFUNDED)) & (refunded > 0)
    status = np.where(counts, np.where(refunded >= total, REFUNDED, PART_REFUNDED), status)
    status = np.where((kind == REFUND) & np.isin(status, (REFUNDED, PART_REFUNDED)), PAID, status)
    detail = np.zeros(count, np.int8)
    if rows.lines.detail is not None and count:
        detail = np.maximum.reduceat(rows.lines.detail[kept], heads)
    row_count = np.diff(begins)
    if rows.whole and count:
        starts = np.ones(len(lines.row), np.int64)
        starts[1:] = (lines.row[1:] != lines.row[:-1]) | (lines.order[1:] != lines.order[:-1])
        row_count = np.add.reduceat(starts, heads)
    country = _listed(fields["country"]) if "country" in fields else [""] * count
    code = _listed(fields["discount_code"]) if "discount_code" in fields else [""] * count
    orders = Orders(
        code=order.values.to_pylist(), person=person, placed_at=placed_at, kind=kind.astype(np.int8),
        status=status.astype(np.int8),
        currency=_listed(voices.texts(rows.currency)) if count else [],
        country=country, discount_code=code, total_e4=total, refunded_e4=refunded, shipping_e4=shipping,
        tax_e4=tax, discount_e4=np.abs(discounted), detail=detail, goods_e4=goods, gives_back=gives_back,
        content_hash=nothing, first_line=begins, row_count=row_count,
        told={
            "status": status_told, "refunded": refund_told, "shipping": shipping_told, "tax": tax_told,
            "discount": discount_told, "currency": voices.any(rows.currency_told),
        },
    )  # fmt: skip
    _note_kinds(orders, notes)
    return orders, people, fields


def _is_net(rows: CleanRows, voices: Voices, total: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which orders' lines (orders,) are what is left after refunds: they come to less than the order says its
    goods cost, and something was given back.
    """
    refunded, told = voices.amounts(rows, "refunded")
    subtotal, has_subtotal = _less_discount(rows, voices, *voices.amounts(rows, "order_subtotal"))
    if rows.whole or not (told & has_subtotal).any():
        return np.zeros(voices.count, bool)
    return np.asarray(told & has_subtotal & (refunded != 0) & (total < subtotal - 100))


def _own(rows: CleanRows, voices: Voices, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    if rows.whole:
        return voices.sums(rows, name)
    return voices.amounts(rows, name) if name == "order_discount" else voices.charges(rows, name)


def _listed(column: Factor) -> list[str]:
    values = column.values.to_pylist()
    return [values[code] for code in column.codes.tolist()]


def _note_kinds(orders: Orders, notes: list[Text]) -> None:
    counted = (
        ("import.note.refunds", orders.kind == order_facts.REFUND),
        ("import.note.adjustments", orders.kind == order_facts.ADJUSTMENT),
        ("import.note.pending", orders.status == order_facts.PENDING),
        ("import.note.cancelled", orders.status == order_facts.CANCELLED),
        ("import.note.items", orders.detail == 1),
        ("import.note.totals", orders.detail == 2),
    )
    for key, which in counted:
        number = int(which.sum())
        if number:
            notes.append(Text(key, {"n": number}))
    anonymous = orders.person < 0
    if anonymous.any():
        rows = int(orders.row_count[anonymous].sum())
        notes.append(Text("import.note.anonymous", {"n": int(anonymous.sum()), "rows": rows}))


def _content_hashes(
    orders: Orders, lines: Lines, products: Products, fields: dict[str, Factor]
) -> NDArray[np.int64]:
    """64 bits over everything an order says, whatever the order of its lines and the file's format."""
    if not orders.count:
        return np.zeros(0, np.int64)
    product = texts.text_hashes(pa.array(products.code, pa.string()))
    line = texts.mix(
        product[lines.product], lines.quantity_milli.astype(np.uint64), lines.unit_price_e4.astype(np.uint64),
        lines.total_e4.astype(np.uint64),
    )  # fmt: skip
    said = [
        Factor.of_texts(column)
        for column in (orders.currency, orders.country, orders.discount_code, orders.gives_back)
    ]
    said += [fields[name] for name in ("customer", "email", "phone") if name in fields]
    parts = [texts.text_hashes(column.values)[column.codes] for column in said]
    numbers = (
        orders.placed_at, orders.kind, orders.status, orders.refunded_e4, orders.shipping_e4, orders.tax_e4,
        orders.discount_e4, orders.detail, orders.goods_e4,
        sum(orders.told[name].astype(np.int64) << place for place, name in enumerate(sorted(orders.told))),
    )  # fmt: skip
    parts += [np.asarray(number).astype(np.int64).astype(np.uint64) for number in numbers]
    parts.append(np.diff(orders.first_line).astype(np.uint64))
    parts.append(np.add.reduceat(line, orders.first_line[:-1]))
    return texts.mix(*parts).view(np.int64)
