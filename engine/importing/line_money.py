"""Quantity, unit price and total of order lines, exact and with their signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.amounts import AmountReading
from engine.importing.columns import Columns
from engine.importing.item_cells import share as share_by
from engine.importing.order_totals import OrderTotals
from engine.importing.profiles import PERCENT
from engine.importing.sources import Source
from engine.importing.table import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Beyond these a number is a mistake, and products of the two still fit 64 bits.
LARGEST_QUANTITY_MILLI = 10**10
LARGEST_PRICE_E4 = 10**13


def read_line_money(
    columns: Columns, source: Source, excused: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], str]:
    """Quantity, unit price and line total of every row (0 where unreadable), and the decimal mark.

    ``excused`` rows (rows,) may leave them blank: they are cancelled, or no lines at all.
    """

    def read(meaning: str, scale: int, largest: int, *, needed: bool) -> tuple[AmountReading, Factor] | None:
        if not columns.has(meaning):
            return None
        column = columns.raw(meaning)
        reading = columns.read_amounts(column, scale)
        fits = reading.valid & (np.abs(reading.amounts) <= largest)
        blank = pc.equal(pc.utf8_trim_whitespace(column.values), "").to_numpy(zero_copy_only=False)
        reason = "import.reason.bad_quantity" if scale == 1_000 else "import.reason.bad_amount"
        columns.reject((~fits & ~blank)[column.codes], meaning, reason)
        if needed:
            columns.reject(np.asarray(blank)[column.codes] & ~excused, meaning, "import.reason.blank")
        return AmountReading(np.where(fits, reading.amounts, 0), fits, reading.decimal), column

    def rowwise(read_: tuple[AmountReading, Factor] | None) -> NDArray[np.int64] | None:
        return None if read_ is None else read_[0].amounts[read_[1].codes]

    totals = read("line_total", 10_000, LARGEST_PRICE_E4, needed=not columns.has("unit_price"))
    prices = read("unit_price", 10_000, LARGEST_PRICE_E4, needed=totals is None)
    quantity = rowwise(read("quantity", 1_000, LARGEST_QUANTITY_MILLI, needed=True))
    percent = columns.has("line_discount") and in_percent(columns.header("line_discount"), columns)
    discounts = None if percent else rowwise(read("line_discount", 10_000, LARGEST_PRICE_E4, needed=False))
    if quantity is None:
        quantity = np.full(columns.rows, 1_000, np.int64)
    price, total = rowwise(prices), rowwise(totals)
    telling = prices or totals
    mark = telling[0].decimal if telling else "."
    if price is None:
        if total is None:
            total = np.zeros(columns.rows, np.int64)
        if discounts is not None:
            total = total - np.sign(total) * np.minimum(np.abs(discounts), np.abs(total))
        return quantity, price_of(total, quantity), total, mark
    too_large = np.abs(quantity.astype(float) * price) > 4e18
    columns.reject(too_large, "unit_price", "import.reason.too_large")
    product = times(quantity, np.where(too_large, 0, price) if too_large.any() else price)
    # Pieces and price below zero are what was given back, written twice.
    product = np.where((quantity < 0) & (price < 0), -np.abs(product), product)
    if discounts is None and columns.has("line_discount"):
        discounts = _shares(columns, product)
    if total is not None and totals is not None and not source.general:
        return quantity, price, np.where(totals[0].valid[totals[1].codes], total, product), mark
    if total is not None:
        # "Total" may be the order's, repeated on each of its lines: believed only where it fits the line.
        lower = np.abs(total) <= np.abs(product) + 100
        if (lower & (np.sign(total) * np.sign(product) >= 0)).mean() >= 0.9 and (
            total == product
        ).mean() >= 0.3:
            return quantity, price, total, mark
    if discounts is not None:
        product = product - np.sign(product) * np.minimum(np.abs(discounts), np.abs(product))
    return quantity, price, product, mark


def in_percent(header: str, columns: Columns) -> bool:
    """Whether a column of discounts holds shares of the price: it is called so, or its cells say so."""
    if PERCENT.search(header):
        return True
    return any("%" in text for text in columns.raw("line_discount").values.to_pylist())


def _shares(columns: Columns, product: NDArray[np.int64]) -> NDArray[np.int64]:
    """What discounts of so many percent (``10%``, or 10 or 0.1 below "Discount %") take off each row; a cell
    without the sign in a column of others is an amount.
    """
    column = columns.raw("line_discount").map(pc.utf8_trim_whitespace)
    texts = column.values.to_pylist()
    signed = np.array([text.endswith("%") for text in texts], bool)
    bare = pa.array([text.rstrip("% ") for text in texts], pa.string())
    reading = columns.read_amounts(Factor(np.arange(len(texts), dtype=np.int32), bare))
    amounts = np.abs(reading.amounts)
    share = signed | (not signed.any())
    if not signed.any() and amounts.max(initial=0) <= 10_000:
        amounts = amounts * 100
    blank = np.array([not text for text in texts], bool)
    fits = reading.valid & (~share | (amounts <= 1_000_000))
    columns.reject((~fits & ~blank)[column.codes], "line_discount", "import.reason.bad_amount")
    amount, shared = np.where(fits, amounts, 0)[column.codes], share[column.codes]
    whole, rest = np.divmod(np.abs(product), 1_000_000)
    part = whole * amount + rounded(rest * amount, np.full(len(amount), 1_000_000))
    return np.where(shared, part, amount)


def from_orders(
    totals: OrderTotals, order: Factor, quantity: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(line totals (rows,) where a file tells only what whole orders cost, which of them share one amount).

    An order's amount that is repeated on its rows, or stands on one of them, is shared by pieces; amounts
    that differ are the rows' own.
    """
    total = np.where(totals.told, totals.goods_e4, 0)
    shared = np.zeros(len(total), bool)
    by_order = np.argsort(order.codes, kind="stable")
    begins = np.flatnonzero(np.diff(order.codes[by_order], prepend=-1))
    for start, stop in zip(begins.tolist(), [*begins[1:].tolist(), len(by_order)], strict=True):
        rows = by_order[start:stop]
        if len(rows) > 1 and len(set(totals.goods_e4[rows][totals.told[rows]].tolist())) == 1:
            amount = int(totals.goods_e4[rows][totals.told[rows]][0])
            total[rows] = share_by(amount, np.abs(quantity[rows]))
            shared[rows] = True
    return total, shared


def price_of(total: NDArray[np.int64], quantity_milli: NDArray[np.int64]) -> NDArray[np.int64]:
    """Unit prices from totals; 0 for no pieces."""
    pieces = np.where(quantity_milli == 0, 1, quantity_milli)
    return np.where(quantity_milli == 0, 0, rounded(total * 1_000, pieces))


def times(quantity_milli: NDArray[np.int64], price: NDArray[np.int64]) -> NDArray[np.int64]:
    """Quantity × price, exact where quantities are whole pieces, as nearly always."""
    pieces = quantity_milli // 1_000
    if (pieces * 1_000 == quantity_milli).all():
        return np.asarray(pieces * price, np.int64)
    return rounded(quantity_milli * price, np.full(len(price), 1_000, np.int64))


def rounded(value: NDArray[np.int64], divisor: NDArray[np.int64]) -> NDArray[np.int64]:
    """Integer division, half away from zero."""
    sign = np.sign(value) * np.sign(divisor)
    size, by = np.abs(value), np.abs(divisor)
    return np.asarray(sign * ((size + by // 2) // by), np.int64)
