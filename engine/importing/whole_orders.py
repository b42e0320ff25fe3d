"""Lines for rows that are whole orders: the articles that a cell lists, or one line for what is not told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing import texts
from engine.importing.batch import DETAILS, NOT_TOLD, DraftLines
from engine.importing.columns import Columns
from engine.importing.item_cells import Item, read_items, share
from engine.importing.line_money import LARGEST_QUANTITY_MILLI, price_of, times
from engine.importing.order_totals import Amounts, OrderTotals, order_totals
from engine.importing.table import Factor
from engine.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.understanding import MappedFile

_LINES, _ITEMS, _TOTAL = range(len(DETAILS))
_CENT = 100
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class WholeOrders:
    """The draft lines of rows that are whole orders, their totals, and their decimal mark."""

    lines: DraftLines
    totals: OrderTotals
    decimal: str


def is_whole(mapped: MappedFile) -> bool:
    """Whether a row of the file is a whole order: its source says so, or it names no single product."""
    return mapped.source.detail == "order" or not mapped.columns.keys() & {"product", "product_name"}


def read_whole_orders(
    columns: Columns, mapped: MappedFile, amounts: Amounts, excused: NDArray[np.bool_]
) -> WholeOrders:
    """One line for each article that the row lists, or one line for the articles that it does not tell.

    What an order's goods cost is shared among its articles by their pieces, exactly, where the list has no
    totals of its own. ``excused`` rows (rows,) may lack their money: they are cancelled, or no sales.
    """
    quantity, has_quantity = _quantities(columns)
    amounts = _with_plain_amounts(columns, amounts, quantity)
    totals = order_totals(amounts, columns.rows)
    first = next(
        (name for name in ("order_paid", "order_total", "order_subtotal") if name in amounts), "order_total"
    )
    columns.reject(~totals.told & ~excused, first, "import.reason.blank")
    decimal = mapped.source.decimal or "."
    lists, codes = _item_lists(columns, mapped, decimal)
    counts = np.array([max(len(items), 1) for items in lists], np.int64)[codes]
    row = np.repeat(np.arange(columns.rows), counts)
    flat = [items or [Item("", "", 1_000, None)] for items in lists]
    starts = np.cumsum([0, *(len(items) for items in flat)])
    every = [item for items in flat for item in items]
    begins = np.cumsum(counts) - counts
    which = starts[codes][row] + np.arange(len(row)) - begins[row]
    pieces = np.array([item.quantity_milli for item in every], np.int64)[which]
    told = np.array([item.total_e4 is not None for item in every], bool)[which]
    named = np.array([bool(item.name) for item in every], bool)[which]
    # The row's own number of pieces is that of its one article, where the list does not count.
    single = (counts == 1)[row] & named & has_quantity[row] & (pieces == 1_000)
    pieces = np.where(single & (quantity[row] > 0), quantity[row], pieces)
    own = np.array([item.total_e4 or 0 for item in every], np.int64)[which]
    priced = np.logical_and.reduceat(told, begins) if len(row) else np.zeros(0, bool)
    if mapped.source.general and len(row):
        # Where the row's own total differs, it knows of more than the list.
        listed = np.add.reduceat(own, begins)
        priced &= ~totals.told | (np.abs(listed - totals.goods_e4) < _CENT)
    total = _shared(totals.goods_e4, pieces, counts, begins)
    total = np.where(priced[row], own, total)
    detail = np.where(priced[row], _LINES, np.where(named, _ITEMS, _TOTAL)).astype(np.int8)
    pieces = np.where(total < 0, -pieces, pieces)
    product, name = _products(every, which, _language(mapped))
    return WholeOrders(
        DraftLines(row, product, name, pieces, price_of(total, pieces), total, detail), totals, decimal
    )


def _quantities(columns: Columns) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    quantity = np.full(columns.rows, 1_000, np.int64)
    if not columns.has("quantity"):
        return quantity, np.zeros(columns.rows, bool)
    told, has = columns.amounts("quantity", scale=1_000, reason="import.reason.bad_quantity")
    has = has & (np.abs(told) <= LARGEST_QUANTITY_MILLI)
    return np.where(has, told, quantity), has


def _with_plain_amounts(columns: Columns, amounts: Amounts, quantity: NDArray[np.int64]) -> Amounts:
    """A sheet of orders may call its total an amount or a price."""
    if amounts.keys() & {"order_total", "order_paid", "order_subtotal"}:
        return amounts
    if columns.has("line_total"):
        return {**amounts, "order_total": columns.amounts("line_total")}
    if columns.has("unit_price"):
        price, has = columns.amounts("unit_price")
        return {**amounts, "order_total": (times(quantity, price), has)}
    return amounts


def _item_lists(
    columns: Columns, mapped: MappedFile, decimal: str
) -> tuple[list[list[Item]], NDArray[np.int64]]:
    """(distinct lists of articles, which of them each row has)."""
    source = mapped.source
    if source.item_columns:
        places = [
            index
            for index, header in enumerate(mapped.table.headers)
            if re.fullmatch(source.item_columns, header.strip().casefold())
        ]
        if places:
            return _joined([mapped.table.column(place) for place in places], source.items, decimal)
    meaning = next((name for name in ("item_list", "product_name", "product") if columns.has(name)), None)
    if meaning is None:
        return [[]], np.zeros(columns.rows, np.int64)
    column = columns.text(meaning)
    lists = [read_items(text, source.items, decimal) for text in column.values.to_pylist()]
    return lists, column.codes.astype(np.int64)


def _joined(cells: list[Factor], form: object, decimal: str) -> tuple[list[list[Item]], NDArray[np.int64]]:
    from engine.importing.sources import ItemCells

    pattern = form if isinstance(form, ItemCells) else None
    parsed = [
        [read_items(str(text), pattern, decimal) for text in column.values.to_pylist()] for column in cells
    ]
    rows = len(cells[0].codes)
    lists = [
        [item for column, read in zip(cells, parsed, strict=True) for item in read[int(column.codes[row])]]
        for row in range(rows)
    ]
    return lists, np.arange(rows, dtype=np.int64)


def _shared(
    goods: NDArray[np.int64], pieces: NDArray[np.int64], counts: NDArray[np.int64], begins: NDArray[np.int64]
) -> NDArray[np.int64]:
    total = goods.repeat(counts)
    for row in np.flatnonzero(counts > 1).tolist():
        part = slice(int(begins[row]), int(begins[row] + counts[row]))
        total[part] = share(int(goods[row]), pieces[part])
    return total


def _products(every: list[Item], which: NDArray[np.int64], language: str) -> tuple[Factor, Factor]:
    nothing = say("import.not_told", language)
    codes = pa.array([item.code or item.name or NOT_TOLD for item in every], pa.string())
    names = pa.array([item.name or nothing for item in every], pa.string())
    place = which.astype(np.int32)
    product = Factor(place, codes).map(texts.upper_codes)
    return product.take(np.arange(len(which))), Factor(place, names).map(texts.clean_names)


def _language(mapped: MappedFile) -> str:
    """That of the file's column names: what stands for unnamed articles is called so in the shop."""
    return "zh_CN" if any(_HAN.search(header) for header in mapped.table.headers) else "en"
