"""The products that an order file names: what each is called, what it costs now, which are no products."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.batch import DETAILS, KINDS, NOT_TOLD, CleanRows, Lines, Orders, Products
from engine.importing.prices import recent_sales, usual_prices
from engine.importing.sources import Source
from engine.importing.table import Factor, distinct
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SALE = KINDS.index("sale")
_LINES = DETAILS.index("lines")


def find_products(
    rows: CleanRows,
    kept: NDArray[np.int64],
    lines: Lines,
    orders: Orders,
    product: Factor,
    source: Source,
    currency: str,
    notes: list[Text],
) -> Products:
    """The products of the ``kept`` draft lines (lines,); prices are those of sales in ``currency``."""
    count = len(product.values)
    codes = product.values.to_pylist()
    if rows.product_codes_printed > len(rows.lines.product.values):
        facts = {"printed": rows.product_codes_printed, "n": len(rows.lines.product.values)}
        notes.append(Text("import.note.folded_codes", facts))
    sale = orders.kind == _SALE
    telling = sale & (orders.detail == _LINES)
    if currency and set(orders.currency) - {currency}:
        telling &= np.array([one == currency for one in orders.currency], bool)
    real = (lines.unit_price_e4 > 0) & (lines.quantity_milli > 0)
    sold = sale[lines.order] & real
    name, category = rows.lines.name, rows.texts.get("category")
    names = _names(name.values, name.codes[kept], lines, sold, count) if name is not None else [""] * count
    categories = (
        _names(category.values, category.codes[lines.row], lines, sold, count)
        if category is not None
        else [""] * count
    )
    last = np.zeros(count, np.int64)
    positions = np.flatnonzero(sold)
    np.maximum.at(last, lines.product[positions], orders.placed_at[lines.order[positions]])
    priced = positions if telling.all() else np.flatnonzero(telling[lines.order] & real)
    recent = recent_sales(
        lines.product[priced], orders.placed_at[lines.order[priced]], lines.unit_price_e4[priced], last
    )
    service = _services(product.values, names, source)
    if service.any():
        shown = ", ".join(
            code for code, flag in zip(codes, service.tolist(), strict=True) if flag and code != NOT_TOLD
        )
        if shown:
            number = int(service.sum()) - (NOT_TOLD in codes)
            notes.append(Text("import.note.services", {"n": number, "codes": shown[:200]}))
    return Products(
        codes, [name or code for name, code in zip(names, codes, strict=True)], categories, service,
        usual_prices(recent, count), last, recent,
    )  # fmt: skip


def _names(
    texts: pa.Array, codes: NDArray[np.int32], lines: Lines, sold: NDArray[np.bool_], count: int
) -> list[str]:
    """For each product the text that most of its sales carry (else most of its other lines); "" without
    any.
    """
    width = len(texts)
    key = lines.product * width + codes.astype(np.int64)
    pairs, uses = distinct(key)
    sold_pairs, sold_uses = distinct(key[sold])
    sales = np.zeros(len(pairs), np.int64)
    sales[np.searchsorted(pairs, sold_pairs)] = sold_uses
    values = texts.to_pylist()
    named = np.array([bool(value) for value in values])[pairs % width]
    # The last of each product wins: named, then by sales, by lines, and the first text seen.
    order = np.lexsort((-(pairs % width), uses, sales, named, pairs // width))
    best = np.full(count, -1, np.int64)
    best[pairs[order] // width] = pairs[order] % width
    return [values[code] if code >= 0 else "" for code in best.tolist()]


def _services(codes: pa.Array, names: list[str], source: Source) -> NDArray[np.bool_]:
    service = np.asarray(pc.equal(codes, NOT_TOLD).to_numpy(zero_copy_only=False), bool)
    if source.service_codes:
        matched = np.asarray(
            pc.match_substring_regex(codes, source.service_codes).to_numpy(zero_copy_only=False), bool
        )
        lengths = pc.utf8_length(codes).to_numpy(zero_copy_only=False)
        # Where all codes are short, a single letter is a product like any other.
        short = lengths <= 2 if len(lengths) and np.median(lengths) < 4 else np.zeros(len(codes), bool)
        service = service | (matched & ~short)
    if source.service_words:
        words = re.compile(source.service_words, re.IGNORECASE)
        service = service | np.array([bool(words.search(name)) for name in names], bool)
    return service
