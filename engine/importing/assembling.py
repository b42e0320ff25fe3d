"""Clean rows to orders, lines, products and people: what belongs together, once each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import texts
from engine.importing.batch import (
    KINDS,
    STATUSES,
    CleanRows,
    Lines,
    OrderBatch,
    Orders,
    Person,
    Products,
    Reject,
)
from engine.importing.overlap import repeated_orders
from engine.importing.people import find_people
from engine.importing.prices import recent_sales, usual_prices
from engine.importing.sources import Source
from engine.importing.table import Factor, distinct
from engine.jobs import Progress, no_progress
from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SALE, _REFUND, _ADJUSTMENT = range(len(KINDS))
_PAID, _PENDING, _CANCELLED, _REFUNDED, _PART_REFUNDED = range(len(STATUSES))


def assemble(rows: CleanRows, source: Source, currency: str, progress: Progress = no_progress) -> OrderBatch:
    """Put the usable rows together; marks rows of undated orders unusable on the way."""
    notes: list[Text] = []
    kept = np.flatnonzero(rows.usable)
    kept = kept[~_undated(rows, kept)]
    order = rows.order.take(kept)
    contents = texts.mix(
        rows.placed_at[kept].astype(np.uint64), rows.product.codes[kept].astype(np.uint64),
        rows.quantity_milli[kept].astype(np.uint64), rows.unit_price_e4[kept].astype(np.uint64),
        rows.total_e4[kept].astype(np.uint64),
    )  # fmt: skip
    progress(0.15)
    again = repeated_orders(order.codes, contents, kept)
    set_aside = {"import.set_aside.overlap": kept[again]} if again.any() else {}
    if again.any():
        notes.append(
            Text(
                "import.note.overlap", {"n": int(again.sum()), "orders": len(distinct(order.codes[again])[0])}
            )
        )
        kept, order = kept[~again], order.take(~again)
    if (order.codes[1:] < order.codes[:-1]).any():
        # A place of an order that was not set aside stays with it, in the order of the file.
        by_order = np.argsort(order.codes, kind="stable")
        kept, order = kept[by_order], Factor(order.codes[by_order], order.values)
    progress(0.3)
    _note_repeats(rows, kept, order, currency, notes)
    count = len(order.values)
    begins = np.searchsorted(order.codes, np.arange(count + 1)).astype(np.int64)
    product = rows.product.take(kept)
    total = _spread_discounts(rows, kept, order, begins)
    lines = Lines(
        order=order.codes.astype(np.int64), product=product.codes.astype(np.int64),
        quantity_milli=rows.quantity_milli[kept], unit_price_e4=rows.unit_price_e4[kept], total_e4=total,
        row=kept,
    )  # fmt: skip
    progress(0.45)
    orders, people = _orders(rows, lines, order, begins, source, currency, notes)
    progress(0.65)
    products = _products(rows, lines, orders, product, source, notes)
    progress(0.8)
    orders.content_hash = _content_hashes(orders, lines, products, people_keys=_keys_of(rows, lines, begins))
    progress(1.0)
    return OrderBatch(orders, lines, products, people, set_aside, notes)


def _undated(rows: CleanRows, kept: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Rows of orders of which no row has a date; the other rows get their order's first date."""
    codes = rows.order.codes[kept]
    first = _first(codes, rows.has_date[kept], len(rows.order.values))
    undated = first[codes] < 0
    if undated.any():
        _reject(rows, kept[undated], "import.reason.no_date")
    blank = ~rows.has_date[kept] & ~undated
    if blank.any():
        rows.placed_at[kept[blank]] = rows.placed_at[kept[first[codes[blank]]]]
    return np.asarray(undated, bool)


def _reject(rows: CleanRows, which: NDArray[np.int64], reason: str) -> None:
    rows.usable[which] = False
    rows.reject_counts[reason] = rows.reject_counts.get(reason, 0) + len(which)
    rows.rejects.extend(Reject(row, "", "", Text(reason)) for row in which[:1_000].tolist())


def _first(codes: NDArray[np.int32], fits: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """For each of ``count`` groups the first position where ``fits``; -1 where none does."""
    first = np.full(count, -1, np.int64)
    positions = np.flatnonzero(fits)[::-1]
    first[codes[positions]] = positions
    return first


def _of_orders(column: Factor, kept: NDArray[np.int64], begins: NDArray[np.int64]) -> Factor:
    """What the first row of each order that says anything says; shape (orders,)."""
    codes, filled = column.codes[kept], ~column.blank()[kept]
    heads = begins[:-1]
    if filled[heads].all():
        return Factor(codes[heads], column.values)
    owners = np.repeat(np.arange(len(heads), dtype=np.int32), np.diff(begins))
    first = _first(owners, filled, len(heads))
    return Factor(codes[np.where(first >= 0, first, heads)], column.values)


def _amount_of_orders(
    rows: CleanRows, name: str, lines: Lines, begins: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """An order's own amount: what its first filled row says; (amounts, whether there is one)."""
    count = len(begins) - 1
    if name not in rows.amounts:
        return np.zeros(count, np.int64), np.zeros(count, bool)
    amounts, valid = rows.amounts[name]
    first = _first(lines.order.astype(np.int32), valid[lines.row], count)
    return np.where(first >= 0, amounts[lines.row[first]], 0), first >= 0


def _note_repeats(
    rows: CleanRows, kept: NDArray[np.int64], order: Factor, currency: str, notes: list[Text]
) -> None:
    """Say how many rows repeat another of their order exactly, and what the totals are with and without
    them.
    """
    hashes = rows.row_hash[kept]
    by_hash = np.argsort(hashes, kind="stable")
    repeats = by_hash[1:][hashes[by_hash[1:]] == hashes[by_hash[:-1]]]
    if len(repeats) == 0:
        return
    total, extra = int(rows.total_e4[kept].sum()), int(rows.total_e4[kept[repeats]].sum())
    facts = {
        "n": len(repeats), "orders": len(distinct(order.codes[repeats])[0]),
        "total": Money(total, currency or "XXX"), "without": Money(total - extra, currency or "XXX"),
    }  # fmt: skip
    notes.append(Text("import.note.repeats", facts))


def _spread_discounts(
    rows: CleanRows, kept: NDArray[np.int64], order: Factor, begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Line totals less each line's share of what the order's own subtotal is below their sum, to the last
    unit.
    """
    total = rows.total_e4[kept]
    lines = Lines(order.codes.astype(np.int64), kept, kept, kept, total, kept)
    subtotal, told = _amount_of_orders(rows, "order_subtotal", lines, begins)
    if not told.any():
        discount, told = _amount_of_orders(rows, "order_discount", lines, begins)
        gross = np.add.reduceat(total, begins[:-1]) if len(total) else total
        subtotal = gross - np.abs(discount)
    if not told.any():
        return total
    total = total.copy()
    gross = np.add.reduceat(total, begins[:-1])
    for number in np.flatnonzero(told & (gross > 0) & (subtotal >= 0) & (subtotal < gross)).tolist():
        part = slice(int(begins[number]), int(begins[number + 1]))
        away = int(gross[number] - subtotal[number])
        shares = [int(line) * away // int(gross[number]) for line in total[part].tolist()]
        shares[int(np.argmax(total[part]))] += away - sum(shares)
        total[part] -= np.array(shares, np.int64)
    return total


def _orders(
    rows: CleanRows,
    lines: Lines,
    order: Factor,
    begins: NDArray[np.int64],
    source: Source,
    currency: str,
    notes: list[Text],
) -> tuple[Orders, list[Person]]:
    heads, count = begins[:-1], len(begins) - 1
    placed_at = rows.placed_at[lines.row[heads]] if count else np.zeros(0, np.int64)
    fields = {name: _of_orders(column, lines.row, begins) for name, column in rows.texts.items()}
    person, people, two_countries = find_people(fields, placed_at)
    if two_countries:
        notes.append(Text("import.note.two_countries", {"n": two_countries}))
    total = np.add.reduceat(lines.total_e4, heads) if count else np.zeros(0, np.int64)
    kind = _kinds(order, lines, heads, total, person, source)
    discounted, _ = _amount_of_orders(rows, "order_discount", lines, begins)
    shipping, _ = _amount_of_orders(rows, "shipping", lines, begins)
    tax, _ = _amount_of_orders(rows, "tax", lines, begins)
    refunded, refund_told = _amount_of_orders(rows, "refunded", lines, begins)
    status = _statuses(fields, count, source, notes)
    # What was given back may include shipping and tax, which are no sales here.
    refunded = np.where(kind == _SALE, np.minimum(np.abs(refunded), np.maximum(total, 0)), 0)
    refunded = np.where(
        (status == _REFUNDED) & ~refund_told & (kind == _SALE), np.maximum(total, 0), refunded
    )
    counts = (status == _PAID) & (refunded > 0)
    status = np.where(counts, np.where(refunded >= total, _REFUNDED, _PART_REFUNDED), status)

    def texts_of(name: str) -> list[str]:
        column = fields.get(name)
        if column is None:
            return [""] * count
        values = column.values.to_pylist()
        return [values[code] for code in column.codes.tolist()]

    orders = Orders(
        code=order.values.to_pylist(), person=person, placed_at=placed_at, kind=kind.astype(np.int8),
        status=status.astype(np.int8), currency=[currency or text.upper() for text in texts_of("currency")],
        country=texts_of("country"), discount_code=texts_of("discount_code"), total_e4=total,
        refunded_e4=refunded, shipping_e4=shipping, tax_e4=tax, discount_e4=np.abs(discounted),
        content_hash=np.zeros(count, np.int64), first_line=begins,
    )  # fmt: skip
    _note_kinds(orders, notes)
    return orders, people


def _kinds(
    order: Factor,
    lines: Lines,
    heads: NDArray[np.int64],
    total: NDArray[np.int64],
    person: NDArray[np.int64],
    source: Source,
) -> NDArray[np.int64]:
    """Sale, refund or adjustment: by what the order's money says, then by the shop's own prefixes."""
    count = len(heads)
    if not count:
        return np.zeros(0, np.int64)
    free = np.maximum.reduceat(np.abs(lines.unit_price_e4), heads) == 0
    all_back = np.maximum.reduceat(lines.quantity_milli, heads) < 0
    kind = np.where(total < 0, _REFUND, _SALE)
    # No customer and no money, or only things going out for nothing: the stock was corrected, nobody bought.
    kind = np.where(free & ((person < 0) | all_back), _ADJUSTMENT, kind)
    plain = pc.match_substring_regex(order.values, r"^\d+$").to_numpy(zero_copy_only=False)
    # A letter before the number means something only where the others have none.
    if plain.mean() > 0.7:
        for pattern, meaning in ((source.refund_codes, _REFUND), (source.adjustment_codes, _ADJUSTMENT)):
            if pattern:
                marked = pc.match_substring_regex(order.values, pattern).to_numpy(zero_copy_only=False)
                kind = np.where(marked, meaning, kind)
    return kind


def _statuses(fields: dict[str, Factor], count: int, source: Source, notes: list[Text]) -> NDArray[np.int64]:
    status = np.full(count, _PAID, np.int64)
    column = fields.get("status")
    if column is not None:
        words = [text.casefold() for text in column.values.to_pylist()]
        ours = np.array([STATUSES.index(source.statuses.get(word, "paid")) for word in words], np.int64)
        status = ours[column.codes]
        strange = sorted({word for word in words if word and word not in source.statuses})
        if strange:
            notes.append(Text("import.note.strange_status", {"words": ", ".join(strange[:10])}))
    cancelled = fields.get("cancelled_at")
    return status if cancelled is None else np.where(cancelled.blank(), status, _CANCELLED)


def _note_kinds(orders: Orders, notes: list[Text]) -> None:
    for kind, key in ((_REFUND, "import.note.refunds"), (_ADJUSTMENT, "import.note.adjustments")):
        number = int((orders.kind == kind).sum())
        if number:
            notes.append(Text(key, {"n": number}))
    anonymous = orders.person < 0
    if anonymous.any():
        lines = int(np.diff(orders.first_line)[anonymous].sum())
        notes.append(Text("import.note.anonymous", {"n": int(anonymous.sum()), "rows": lines}))


def _products(
    rows: CleanRows, lines: Lines, orders: Orders, product: Factor, source: Source, notes: list[Text]
) -> Products:
    count = len(product.values)
    codes = product.values.to_pylist()
    if rows.product_codes_printed > len(rows.product.values):
        facts = {"printed": rows.product_codes_printed, "n": len(rows.product.values)}
        notes.append(Text("import.note.folded_codes", facts))
    sold = (orders.kind[lines.order] == _SALE) & (lines.unit_price_e4 > 0) & (lines.quantity_milli > 0)
    names = _names(rows.texts.get("product_name"), lines, sold, count)
    category = rows.texts.get("category")
    categories = _names(category, lines, sold, count) if category is not None else [""] * count
    last = np.zeros(count, np.int64)
    positions = np.flatnonzero(sold)
    sold_at = orders.placed_at[lines.order[positions]]
    np.maximum.at(last, lines.product[positions], sold_at)
    recent = recent_sales(lines.product[positions], sold_at, lines.unit_price_e4[positions], last)
    service = _services(product.values, names, source)
    if service.any():
        shown = ", ".join(code for code, flag in zip(codes, service.tolist(), strict=True) if flag)
        notes.append(Text("import.note.services", {"n": int(service.sum()), "codes": shown[:200]}))
    return Products(
        codes,
        [name or code for name, code in zip(names, codes, strict=True)],
        categories,
        service,
        usual_prices(recent, count),
        last,
        recent,
    )


def _names(column: Factor | None, lines: Lines, sold: NDArray[np.bool_], count: int) -> list[str]:
    """For each product the text that most of its sales carry (else most of its other lines); "" without
    any.
    """
    if column is None:
        return [""] * count
    text = column.codes[lines.row].astype(np.int64)
    width = len(column.values)
    key = lines.product * width + text
    pairs, uses = distinct(key)
    sold_pairs, sold_uses = distinct(key[sold])
    sales = np.zeros(len(pairs), np.int64)
    sales[np.searchsorted(pairs, sold_pairs)] = sold_uses
    values = column.values.to_pylist()
    named = np.array([bool(value) for value in values])[pairs % width]
    # The last of each product wins: named, then by sales, by lines, and the first text seen.
    order = np.lexsort((-(pairs % width), uses, sales, named, pairs // width))
    best = np.full(count, -1, np.int64)
    best[pairs[order] // width] = pairs[order] % width
    return [values[code] if code >= 0 else "" for code in best.tolist()]


def _services(codes: pa.Array, names: list[str], source: Source) -> NDArray[np.bool_]:
    service = np.zeros(len(codes), bool)
    if source.service_codes:
        matched = np.asarray(
            pc.match_substring_regex(codes, source.service_codes).to_numpy(zero_copy_only=False), bool
        )
        lengths = pc.utf8_length(codes).to_numpy(zero_copy_only=False)
        # Where all codes are short, a single letter is a product like any other.
        short = lengths <= 2 if len(lengths) and np.median(lengths) < 4 else np.zeros(len(codes), bool)
        service |= matched & ~short
    if source.service_words:
        words = re.compile(source.service_words, re.IGNORECASE)
        service |= np.array([bool(words.search(name)) for name in names], bool)
    return service


def _keys_of(rows: CleanRows, lines: Lines, begins: NDArray[np.int64]) -> list[Factor]:
    wanted = [rows.texts[name] for name in ("customer", "email", "phone") if name in rows.texts]
    return [_of_orders(column, lines.row, begins) for column in wanted]


def _content_hashes(
    orders: Orders, lines: Lines, products: Products, people_keys: list[Factor]
) -> NDArray[np.int64]:
    """64 bits over everything an order says, whatever the order of its lines and the file's format."""
    if not orders.count:
        return np.zeros(0, np.int64)
    product = texts.text_hashes(pa.array(products.code, pa.string()))
    line = texts.mix(
        product[lines.product], lines.quantity_milli.astype(np.uint64), lines.unit_price_e4.astype(np.uint64),
        lines.total_e4.astype(np.uint64),
    )  # fmt: skip
    said = [Factor.of_texts(column) for column in (orders.currency, orders.country, orders.discount_code)]
    parts = [texts.text_hashes(column.values)[column.codes] for column in (*said, *people_keys)]
    numbers = (
        orders.placed_at, orders.status, orders.refunded_e4, orders.shipping_e4, orders.tax_e4,
        orders.discount_e4,
    )  # fmt: skip
    parts += [number.astype(np.int64).astype(np.uint64) for number in numbers]
    parts.append(np.diff(orders.first_line).astype(np.uint64))
    parts.append(np.add.reduceat(line, orders.first_line[:-1]))
    return texts.mix(*parts).view(np.int64)
