"""Which rows belong to which order: continued rows, numbers used twice, refunds numbered like their sale."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import texts
from engine.importing.columns import Columns
from engine.importing.headers import normalise_header
from engine.importing.sources import Source
from engine.importing.table import Factor, RawTable, distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Row types that mean a refund where the source does not say which do.
_REFUNDS = frozenset({
    "refund", "return", "credit", "creditnote", "credit-note", "credit note", "sales return", "gutschrift",
    "erstattung", "avoir", "remboursement", "reembolso", "abono", "rimborso", "reso", "nota di credito",
    "terugbetaling", "restitution", "退款", "退货", "返金",
})  # fmt: skip


def read_orders(
    columns: Columns,
    ids: Factor | None,
    no_date: NDArray[np.bool_],
    excused: NDArray[np.bool_],
    source: Source,
) -> Factor:
    """Order numbers; without any, everything one customer bought at one moment is an order.

    ``excused`` rows (rows,) need none: they are no sales.
    """
    if not columns.has("order"):
        return _by_moment(columns)
    order = columns.codes("order")
    if source.payments:
        order = order.map(_numbers_in)
    blank = order.blank()
    if blank.any():
        # Rows that continue the order above leave its fields blank; a lone missing number is a mistake.
        continues = blank & (no_date | source.order_fields_once)
        before = np.maximum.accumulate(np.where(blank, -1, np.arange(len(blank))))
        columns.reject(blank & ~excused & ~(continues & (before >= 0)), "order", "import.reason.no_order")
        order = Factor(
            order.codes[np.where(continues & (before >= 0), before, np.arange(len(blank)))], order.values
        )
    return order if ids is None else _told_apart(order, ids)


def _numbers_in(values: pa.Array) -> pa.Array:
    """Order numbers as payments name them: "Payment for Order #3001" pays 3001."""
    return pc.replace_substring_regex(values, r"^.*\w.*#\s*([\w-]+)$", r"\1")


def _by_moment(columns: Columns) -> Factor:
    who = next((name for name in ("customer", "email", "phone", "customer_name") if columns.has(name)), None)
    if who is None:
        return Factor.of_texts([f"row {row}" for row in range(1, columns.rows + 1)])
    person, day = columns.codes(who), columns.raw("date")
    pairs = day.codes.astype(np.int64) * len(person.values) + person.codes
    _, first, codes = np.unique(pairs, return_index=True, return_inverse=True)
    days = day.values.take(pa.array(day.codes[first])).to_pylist()
    names = person.values.take(pa.array(person.codes[first])).to_pylist()
    named = pa.array([f"{day} {name}".strip() for day, name in zip(days, names, strict=True)], pa.string())
    return Factor(codes.astype(np.int32), named).take(np.arange(columns.rows))


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


def refund_rows(kinds: Factor | None, source: Source) -> NDArray[np.bool_] | None:
    """Which rows are refunds by their type; None where no column tells types or none is one."""
    if kinds is None:
        return None
    words = [text.strip().casefold() for text in kinds.values.to_pylist()]
    known = source.refund_rows or _REFUNDS
    flags = np.array([word in known for word in words], bool)
    return flags[kinds.codes] if flags.any() else None


def skipped_rows(kinds: Factor | None, source: Source) -> NDArray[np.bool_] | None:
    """Which rows are of a type that the source sets aside."""
    if kinds is None or not source.skip_rows:
        return None
    words = [text.strip().casefold() for text in kinds.values.to_pylist()]
    return np.array([word in source.skip_rows for word in words], bool)[kinds.codes]


def other_rows(table: RawTable, source: Source) -> NDArray[np.bool_] | None:
    """Which rows are none of those that the source's columns of amounts are of."""
    others = None
    for index, header in enumerate(table.headers):
        wanted = source.only_rows.get(normalise_header(header))
        if wanted is not None:
            column = table.column(index)
            words = [text.strip().casefold() not in wanted for text in column.values.to_pylist()]
            here = np.array(words, bool)[column.codes]
            others = here if others is None else others | here
    return others


def refund_orders(
    order: Factor,
    refund: NDArray[np.bool_],
    placed_at: NDArray[np.int64],
    payment: Factor | None,
    refund_of: Factor | None,
) -> tuple[Factor, Factor]:
    """(order numbers under which refunds are orders of their own, the number of the sale each gives back).

    A refund that names its sale keeps its own number; one that bears its sale's number is told apart by its
    payment's, or else by its moment.
    """
    names = order.values.to_pylist()
    gives_back = [""] * len(order.codes)
    renamed: dict[int, str] = {}
    for row in np.flatnonzero(refund).tolist():
        own = names[int(order.codes[row])]
        sale = _cell(refund_of, row)
        if sale and sale != own:
            gives_back[row] = sale
            continue
        moment = datetime.fromtimestamp(int(placed_at[row]), UTC).strftime("%Y-%m-%d %H:%M")
        gives_back[row] = own
        renamed[row] = f"{own} ↩ {_cell(payment, row) or moment}"
    if renamed:
        rows = np.fromiter(renamed, np.int64, len(renamed))
        added = Factor.of_texts(list(renamed.values()))
        codes = order.codes.astype(np.int32)
        codes[rows] = added.codes + len(order.values)
        order = Factor(codes, pa.concat_arrays([order.values, added.values])).map(lambda values: values)
        order = order.take(np.arange(len(codes)))
    return order, Factor.of_texts(gives_back)


def _cell(column: Factor | None, row: int) -> str:
    return "" if column is None else str(column.values[int(column.codes[row])].as_py())


def repeated(
    first: Factor, second: Factor | NDArray[np.uint64], among: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Rows (rows,) that are the second or a later one with the same two values among the flagged rows."""
    found = np.zeros(len(first.codes), bool)
    rows = np.flatnonzero(among)
    if not len(rows):
        return found
    if isinstance(second, Factor):
        key = first.codes[rows].astype(np.uint64) * np.uint64(len(second.values)) + second.codes[rows].astype(
            np.uint64
        )
    else:
        key = texts.mix(first.codes[rows].astype(np.uint64), second[rows])
    by_key = np.argsort(key, kind="stable")
    again = by_key[1:][key[by_key[1:]] == key[by_key[:-1]]]
    found[rows[again]] = True
    return found


def has_others(order: Factor, these: NDArray[np.bool_], others: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of ``these`` rows (rows,) belong to an order that also has one of the ``others``."""
    of_order = np.zeros(len(order.values), bool)
    of_order[order.codes[others]] = True
    return these & of_order[order.codes]


def is_yes(column: Factor) -> NDArray[np.bool_]:
    """Rows whose flag is set."""
    yes = pc.is_in(
        pc.utf8_lower(column.values),
        pa.array(["1", "yes", "true", "y", "test", "ja", "oui", "sí", "si", "sì", "sim", "是", "はい"]),
    )
    return np.asarray(yes.to_numpy(zero_copy_only=False), bool)[column.codes]
