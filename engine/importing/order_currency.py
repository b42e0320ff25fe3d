"""Which currency each row's money is in: its own column's, else its amounts' sign, else what their columns
are called or their source says, else the shop's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.amounts import currencies_of
from engine.importing.columns import Columns
from engine.importing.currencies import currencies_in_name
from engine.importing.profiles import Profiles
from engine.importing.table import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.understanding import MappedFile

#: Columns whose signs may name the currency, the most telling first.
AMOUNTS = ("unit_price", "line_total", "order_total", "order_paid", "order_subtotal", "price", "sale_price")
_SAMPLE = 100


def read_currencies(
    columns: Columns, mapped: MappedFile, base: str, order: Factor
) -> tuple[Factor, NDArray[np.bool_]]:
    """(ISO code of each row, the shop's ``base`` where nothing says one; whether the file says it).

    An order is in one currency: the first that one of its rows names.
    """
    meaning = (
        "currency" if columns.has("currency") else next((one for one in AMOUNTS if columns.has(one)), "")
    )
    constant = _said_of_all(mapped, base)
    if not meaning:
        return columns.same(constant or base), np.full(columns.rows, bool(constant))
    column = columns.raw(meaning)
    told = currencies_of(column.values, whole=meaning == "currency")
    # A sign that several currencies share is the shop's own where that is one of them.
    names = [base if base in group else group[0] if group else "" for group in told]
    strange = np.array([bool(name) and not (len(name) == 3 and name.isalpha()) for name in names], bool)
    if strange.any():
        columns.reject(strange[column.codes], meaning, "import.reason.bad_currency")
        names = ["" if odd else name for name, odd in zip(names, strange.tolist(), strict=True)]
    named = np.array([bool(name) for name in names], bool)[column.codes]
    if not named.any():
        return columns.same(constant or base), np.full(columns.rows, bool(constant))
    if named.all() and len(set(names)) == 1:
        return columns.same(names[0].upper()), named
    rows = np.flatnonzero(named)[::-1]
    first = np.full(len(order.values), -1, np.int64)
    first[order.codes[rows]] = rows
    of_order = first[order.codes]
    every = pa.array([name.upper() for name in names] + [constant or base], pa.string())
    codes = np.where(of_order >= 0, column.codes[of_order], len(names)).astype(np.int32)
    return Factor(codes, every).map(lambda values: values), (of_order >= 0) | bool(constant)


def named_by_columns(mapped: MappedFile) -> tuple[str, ...]:
    """The currencies that all of a file's amounts may be in, the likeliest first: as its source says, else as
    the columns of amounts are called.
    """
    constant = mapped.constants.get("currency", "").upper()
    if constant:
        return (constant,)
    headers = (mapped.columns[meaning].header for meaning in AMOUNTS if meaning in mapped.columns)
    return next(filter(None, map(currencies_in_name, headers)), ()) or _beside_other_amounts(mapped)


def _beside_other_amounts(mapped: MappedFile) -> tuple[str, ...]:
    """The currencies that stand beside the amounts of all further columns, as in the "formatted" ones of
    WooCommerce; none where they differ.
    """
    profiles, found = Profiles(mapped.table), set()
    for match in mapped.matches:
        profile = profiles[match.index]
        if match.meaning not in AMOUNTS and min(profile.marked, profile.numbers) > 0.9:
            sample = pa.array(mapped.table.sample(match.index, _SAMPLE), pa.string())
            found |= {group for group in currencies_of(sample) if group}
    return found.pop() if len(found) == 1 else ()


def _said_of_all(mapped: MappedFile, base: str) -> str:
    told = named_by_columns(mapped)
    return base if base in told else next(iter(told), "")
