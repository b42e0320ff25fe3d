"""Which total an ambiguous column holds, a line's or a whole order's: by multiplying.

"Total" and "Amount" stand for either. Where lines have quantities and prices and orders several lines, the
values tell: a line's total is their product, an order's total is the same on all of its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.amounts import read_amounts
from engine.importing.table import Factor, RawTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SAMPLE = 300
#: A share of rows above which the values agree with a meaning, and one below which they speak against it.
_NEARLY_ALL, _MOST, _FEW = 0.95, 0.8, 0.2
_CENT = 100
_OF_ORDERS = ("order_total", "order_paid", "order_subtotal")


def settle_totals(table: RawTable, found: dict[str, tuple[int, float]]) -> None:
    """Correct ``found`` (meaning → column, confidence) where a total is the other one."""
    if not found.keys() & {"product", "product_name"}:
        return
    priced = found.keys() >= {"quantity", "unit_price"}
    if "order" not in found:
        # Every row is a sale of its own.
        for meaning in _OF_ORDERS:
            if priced and "line_total" not in found and found.get(meaning, (0, 1.0))[1] < 1:
                found["line_total"] = found.pop(meaning)
        return
    orders = table.sample(found["order"][0], _SAMPLE)
    same = np.array([below == above != "" for above, below in pairwise(orders)], bool)
    if same.sum() < 2:
        return
    _settle_discount(table, found, same)
    if not priced:
        return
    expected = _amounts(table, found["quantity"][0]) * _amounts(table, found["unit_price"][0])
    if "line_total" not in found:
        for meaning in _OF_ORDERS:
            if (
                meaning in found
                and found[meaning][1] < 1
                and _share(expected, _amounts(table, found[meaning][0])) >= _MOST
            ):
                found["line_total"] = (found.pop(meaning)[0], 0.9)
                return
    elif "order_total" not in found and found["line_total"][1] < 1:
        total = _amounts(table, found["line_total"][0])
        steady = float((total[1:] == total[:-1])[same].mean())
        if _share(expected, total) < _FEW and steady > 0.95:
            found["order_total"] = (found.pop("line_total")[0], 0.8)


def find_by_multiplying(table: RawTable, columns: Sequence[int]) -> tuple[int, int, int] | None:
    """The columns (quantity, unit price, line total) among some of numbers, where the third is the product of
    the others on nearly every row; None where none are, or where all quantities are one.
    """
    amounts = {index: _amounts(table, index) for index in columns}
    whole = [
        index
        for index, told in amounts.items()
        if (told[~np.isnan(told)] % 1 == 0).all() and len(set(told)) > 1
    ]
    for quantity, price, total in product(whole, columns, columns):
        if len({quantity, price, total}) == 3 and (
            _share(amounts[quantity] * amounts[price], amounts[total]) >= _NEARLY_ALL
        ):
            return quantity, price, total
    return None


def _settle_discount(table: RawTable, found: dict[str, tuple[int, float]], same: NDArray[np.bool_]) -> None:
    """A discount that differs between the lines of an order is the line's own."""
    index, confidence = found.get("order_discount", (0, 1.0))
    if "line_discount" in found or confidence == 1:
        return
    amounts = _amounts(table, index)
    both = same & ~np.isnan(amounts[1:]) & ~np.isnan(amounts[:-1])
    if both.any() and (amounts[1:] != amounts[:-1])[both].mean() > 0.3:
        found["line_discount"] = found.pop("order_discount")


def _amounts(table: RawTable, index: int) -> NDArray[np.float64]:
    """The amounts of a sample in main units, NaN where a cell holds none."""
    column = Factor.of_texts(table.sample(index, _SAMPLE))
    reading = read_amounts(column.values)
    return np.where(reading.valid, reading.amounts / 10_000, np.nan)[column.codes]


def _share(expected: NDArray[np.float64], told: NDArray[np.float64]) -> float:
    """The share of rows on which two amounts agree to the cent, among those that have both."""
    both = ~np.isnan(expected) & ~np.isnan(told)
    return float((np.abs(expected - told)[both] < 1 / _CENT).mean()) if both.any() else 0.0
