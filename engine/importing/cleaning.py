"""Cells to values: a mapped table to clean rows, every cell that fails with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import ClienteleError
from engine.importing import texts
from engine.importing.amounts import AmountReading, currencies_of, read_amounts
from engine.importing.batch import CleanRows, Reject
from engine.importing.dates import read_dates
from engine.importing.mapping import ColumnMatch
from engine.importing.sources import Source
from engine.importing.table import Factor, RawTable, distinct
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Rejected cells kept with their value; beyond them only the count is told.
MOST_REJECTS = 10_000
#: Beyond these a number is a mistake, and products of the two still fit 64 bits.
_LARGEST_QUANTITY_MILLI = 10**10
_LARGEST_PRICE_E4 = 10**13

_TEXT_FIELDS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "customer": texts.clean_codes, "email": pc.utf8_trim_whitespace, "phone": texts.clean_codes,
    "customer_name": texts.clean_names, "first_name": texts.clean_names, "last_name": texts.clean_names,
    "country": texts.clean_names, "city": texts.clean_names, "language": texts.clean_names,
    "currency": pc.utf8_trim_whitespace, "status": texts.clean_names, "cancelled_at": texts.clean_codes,
    "discount_code": texts.clean_names, "consent": pc.utf8_trim_whitespace, "category": texts.clean_names,
    "product_name": texts.clean_names, "order_id": texts.clean_codes,
}  # fmt: skip
_KEYS = ("customer", "order_id")
_ORDER_AMOUNTS = ("order_total", "order_subtotal", "order_discount", "shipping", "tax", "refunded")


class _Rejects:
    """Collects failing cells; a row with one is not usable."""

    def __init__(self, rows: int) -> None:
        self.usable = np.ones(rows, bool)
        self.cells: list[Reject] = []
        self.counts: dict[str, int] = {}

    def add(
        self, failing: NDArray[np.bool_], header: str, column: Factor | None, reason: str, **facts: object
    ) -> None:
        rows = np.flatnonzero(failing)
        if not len(rows):
            return
        self.usable[rows] = False
        self.counts[reason] = self.counts.get(reason, 0) + len(rows)
        for row in rows[: MOST_REJECTS - len(self.cells)].tolist():
            value = "" if column is None else str(column.values[int(column.codes[row])].as_py())
            self.cells.append(Reject(row, header, value[:200], Text(reason, facts)))


def clean(
    table: RawTable,
    matches: Sequence[ColumnMatch],
    source: Source,
    *,
    timezone: str,
    currency: str = "",
    date_order: str = "",
    file: str = "",
    progress: Progress = no_progress,
) -> CleanRows:
    """Clean a mapped table; ``currency`` is the shop's ("" for any), ``timezone`` of dates without an offset.

    Raises ``import.other_currency`` when nothing in the file is in the shop's currency.
    """
    columns = {match.meaning: match for match in matches if match.meaning}
    rejects = _Rejects(table.row_count)

    def raw(meaning: str) -> Factor | None:
        return table.column(columns[meaning].index) if meaning in columns else None

    def header(meaning: str) -> str:
        return columns[meaning].header if meaning in columns else ""

    found = {}
    for number, (meaning, change) in enumerate(_TEXT_FIELDS.items()):
        column = raw(meaning)
        if column is not None:
            found[meaning] = column.map(change)
            if meaning in _KEYS:
                # One rounded number stands for thousands of people.
                lost = texts.lost_digits(pc.utf8_trim_whitespace(column.values))[column.codes]
                rejects.add(lost, header(meaning), column, "import.reason.lost_digits")
        progress(0.3 * number / len(_TEXT_FIELDS))
    date_column = raw("date")
    if date_column is None:
        raise ClienteleError("import.no_date_column", file=file, columns=", ".join(table.headers)[:300])
    reading = read_dates(date_column, timezone, date_order or source.date_order)
    progress(0.4)
    no_date = date_column.map(pc.utf8_trim_whitespace).blank()
    is_date = reading.valid[date_column.codes]
    rejects.add(~is_date & ~no_date, header("date"), date_column, "import.reason.bad_date")
    order = _order_codes(table, raw("order"), found, no_date, source, rejects, header("order"), date_column)
    progress(0.5)
    product, printed = _products(raw("product"), found.get("product_name"), rejects, header)
    quantity, price, total, decimal = _money(table.row_count, raw, header, source, rejects)
    progress(0.7)
    _check_currency(
        found.get("currency"), raw("unit_price") or raw("line_total"), order, currency, rejects, header, file
    )
    amounts = {}
    for meaning in _ORDER_AMOUNTS:
        column = raw(meaning)
        if column is not None:
            amount = read_amounts(column.values, decimal=source.decimal)
            filled = ~column.map(pc.utf8_trim_whitespace).blank()
            rejects.add(
                filled & ~amount.valid[column.codes], header(meaning), column, "import.reason.bad_amount"
            )
            amounts[meaning] = (amount.amounts[column.codes], amount.valid[column.codes])
    progress(0.8)
    used = [table.column(match.index) for match in matches if match.meaning]
    row_hash = texts.mix(*(column.codes.astype(np.uint64) for column in used))
    progress(1.0)
    return CleanRows(
        order=order, placed_at=reading.seconds[date_column.codes], product=product, quantity_milli=quantity,
        unit_price_e4=price, total_e4=total, usable=rejects.usable, has_date=is_date, texts=found,
        amounts=amounts, rejects=rejects.cells, reject_counts=rejects.counts, date_order=reading.order,
        date_question=reading.asked, decimal=decimal, product_codes_printed=printed, row_hash=row_hash,
    )  # fmt: skip


def _order_codes(
    table: RawTable,
    column: Factor | None,
    found: dict[str, Factor],
    no_date: NDArray[np.bool_],
    source: Source,
    rejects: _Rejects,
    header: str,
    date_column: Factor,
) -> Factor:
    """Order numbers; without any, everything one customer bought at one moment is an order."""
    if column is None:
        who = next(
            (found[name] for name in ("customer", "email", "phone", "customer_name") if name in found), None
        )
        if who is None:
            return Factor.of_texts([f"row {row}" for row in range(1, table.row_count + 1)])
        pairs = date_column.codes.astype(np.int64) * len(who.values) + who.codes
        _, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
        days = date_column.values.take(pa.array(date_column.codes[first])).to_pylist()
        names = who.values.take(pa.array(who.codes[first])).to_pylist()
        named = pa.array(
            [f"{day} {name}".strip() for day, name in zip(days, names, strict=True)], pa.string()
        )
        return Factor(codes.astype(np.int32), named).take(np.arange(table.row_count))
    lost = texts.lost_digits(pc.utf8_trim_whitespace(column.values))[column.codes]
    rejects.add(lost, header, column, "import.reason.lost_digits")
    order = column.map(texts.clean_codes)
    blank = order.blank()
    if blank.any():
        # Rows that continue the order above leave its fields blank; a lone missing number is a mistake.
        continues = blank & (no_date | source.order_fields_once)
        before = np.maximum.accumulate(np.where(blank, -1, np.arange(len(blank))))
        rejects.add(blank & ~(continues & (before >= 0)), header, column, "import.reason.no_order")
        order = Factor(
            order.codes[np.where(continues & (before >= 0), before, np.arange(len(blank)))], order.values
        )
    ids = found.get("order_id")
    return order if ids is None else _told_apart(order, ids)


def _told_apart(order: Factor, ids: Factor) -> Factor:
    """Order names that a shop used twice, told apart by the program's own id."""
    filled = ~ids.blank()
    rows = np.flatnonzero(filled)
    pairs, _ = distinct(order.codes[rows].astype(np.int64) * len(ids.values) + ids.codes[rows])
    names, uses = distinct(pairs // len(ids.values))
    twice = set(names[uses > 1].tolist())
    if not twice:
        return order
    shown = order.values.to_pylist()
    codes, written, current = [], [], ""
    numbers = ids.values.to_pylist()
    for row, code in enumerate(order.codes.tolist()):
        if filled[row]:
            current = f" ({numbers[int(ids.codes[row])]})"
        codes.append(code)
        written.append(shown[code] + current if code in twice else shown[code])
    return Factor.of_texts(written)


def _products(
    codes: Factor | None, names: Factor | None, rejects: _Rejects, header: Callable[[str], str]
) -> tuple[Factor, int]:
    """(product codes without case, how many different ones the file prints); by name where there is no
    code.
    """
    printed = 0
    if codes is not None:
        printed = len(codes.values) - int(pc.sum(pc.equal(codes.values, "")).as_py() or 0)
        lost = texts.lost_digits(pc.utf8_trim_whitespace(codes.values))[codes.codes]
        rejects.add(lost, header("product"), codes, "import.reason.lost_digits")
        product = codes.map(texts.upper_codes)
        blank = product.blank()
        if names is not None and blank.any():
            every = pa.concat_arrays([product.values, pc.utf8_upper(names.values)])
            joined = np.where(blank, names.codes + len(product.values), product.codes).astype(np.int32)
            product = Factor(joined, every).map(lambda values: values)
    elif names is not None:
        product = names.map(pc.utf8_upper)
    else:
        raise ClienteleError("import.no_product_column", file="", columns="")
    rejects.add(
        product.blank(), header("product") or header("product_name"), None, "import.reason.no_product"
    )
    return product, printed


def _money(
    rows: int,
    raw: Callable[[str], Factor | None],
    header: Callable[[str], str],
    source: Source,
    rejects: _Rejects,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], str]:
    """Quantity, unit price and line total of every row (0 where unreadable), and the decimal mark."""

    def read(meaning: str, scale: int, largest: int, *, needed: bool) -> tuple[AmountReading, Factor] | None:
        column = raw(meaning)
        if column is None:
            return None
        reading = read_amounts(column.values, scale=scale, decimal=source.decimal)
        fits = reading.valid & (np.abs(reading.amounts) <= largest)
        blank = pc.equal(pc.utf8_trim_whitespace(column.values), "").to_numpy(zero_copy_only=False)
        reason = "import.reason.bad_quantity" if scale == 1_000 else "import.reason.bad_amount"
        rejects.add((~fits & ~blank)[column.codes], header(meaning), column, reason)
        if needed:
            rejects.add(np.asarray(blank)[column.codes], header(meaning), None, "import.reason.blank")
        return AmountReading(np.where(fits, reading.amounts, 0), fits, reading.decimal), column

    def rowwise(read_: tuple[AmountReading, Factor] | None) -> NDArray[np.int64] | None:
        return None if read_ is None else read_[0].amounts[read_[1].codes]

    totals = read("line_total", 10_000, _LARGEST_PRICE_E4, needed=raw("unit_price") is None)
    prices = read("unit_price", 10_000, _LARGEST_PRICE_E4, needed=totals is None)
    quantities = read("quantity", 1_000, _LARGEST_QUANTITY_MILLI, needed=True)
    discounts = rowwise(read("line_discount", 10_000, _LARGEST_PRICE_E4, needed=False))
    quantity = rowwise(quantities)
    if quantity is None:
        quantity = np.full(rows, 1_000, np.int64)
    price, total = rowwise(prices), rowwise(totals)
    telling = prices or totals
    decimal = telling[0].decimal if telling else "."
    if price is None:
        if total is None:
            raise ClienteleError("import.no_money_column", file="", columns="")
        price = np.where(quantity == 0, 0, _rounded(total * 1_000, np.where(quantity == 0, 1, quantity)))
        return quantity, price, total, decimal
    too_large = np.abs(quantity.astype(float) * price) > 4e18
    rejects.add(too_large, header("unit_price"), None, "import.reason.too_large")
    product = _times(quantity, np.where(too_large, 0, price) if too_large.any() else price)
    if total is not None:
        # "Total" may be the order's, repeated on each of its lines: believed only where it fits the line.
        lower = np.abs(total) <= np.abs(product) + 100
        if (lower & (np.sign(total) * np.sign(product) >= 0)).mean() >= 0.9 and (
            total == product
        ).mean() >= 0.3:
            return quantity, price, total, decimal
    if discounts is not None:
        product = product - np.sign(product) * np.minimum(np.abs(discounts), np.abs(product))
    return quantity, price, product, decimal


def _times(quantity_milli: NDArray[np.int64], price: NDArray[np.int64]) -> NDArray[np.int64]:
    """Quantity × price, exact where quantities are whole pieces, as nearly always."""
    pieces = quantity_milli // 1_000
    if (pieces * 1_000 == quantity_milli).all():
        return np.asarray(pieces * price, np.int64)
    return _rounded(quantity_milli * price, np.full(len(price), 1_000, np.int64))


def _rounded(value: NDArray[np.int64], divisor: NDArray[np.int64]) -> NDArray[np.int64]:
    """Integer division, half away from zero."""
    sign = np.sign(value) * np.sign(divisor)
    size, by = np.abs(value), np.abs(divisor)
    return np.asarray(sign * ((size + by // 2) // by), np.int64)


def _check_currency(
    column: Factor | None,
    amounts: Factor | None,
    order: Factor,
    currency: str,
    rejects: _Rejects,
    header: Callable[[str], str],
    file: str,
) -> None:
    """Reject whole orders in another currency, said by its own column or else by the amounts' signs."""
    name = header("currency")
    if column is None:
        column, name = amounts, header("unit_price") or header("line_total")
    if not currency or column is None:
        return
    told = currencies_of(column.values, whole=column is not amounts)
    ours = np.array([currency in group for group in told], bool)
    foreign = np.array([bool(group) for group in told], bool) & ~ours
    if not foreign.any():
        return
    if not ours.any():
        theirs = ", ".join(sorted({group[0] for group in told if group}))
        raise ClienteleError("import.other_currency", file=file, theirs=theirs, ours=currency)
    # The order's later rows may leave the currency blank: they go with their order.
    orders = np.zeros(len(order.values), bool)
    orders[order.codes[foreign[column.codes]]] = True
    rejects.add(orders[order.codes], name, column, "import.reason.other_currency", ours=currency)
