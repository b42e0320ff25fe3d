"""What a file says of each order as a whole: by the first of its rows that says anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from engine.importing.batch import KINDS, STATUSES, CleanRows, Lines
from engine.importing.sources import Source
from engine.importing.table import Factor

if TYPE_CHECKING:
    from numpy.typing import NDArray

SALE, REFUND, ADJUSTMENT = range(len(KINDS))
PAID, PENDING, CANCELLED, REFUNDED, PART_REFUNDED = range(len(STATUSES))
#: Where rows of one order differ in state, the one that leaves most of the order standing wins; by status.
_STRENGTH = np.array([4, 2, 0, 1, 5], np.int8)


@dataclass(frozen=True)
class Voices:
    """The rows that speak of each order: ``rows`` of order i are ``begins[i]`` to ``begins[i + 1]``."""

    rows: NDArray[np.int64]
    begins: NDArray[np.int64]

    @property
    def count(self) -> int:
        """How many orders there are."""
        return len(self.begins) - 1

    @property
    def owners(self) -> NDArray[np.int64]:
        """The order of each row."""
        return np.repeat(np.arange(self.count), np.diff(self.begins))

    def texts(self, column: Factor) -> Factor:
        """What the first row of each order that says anything says; shape (orders,)."""
        codes, heads = column.codes[self.rows], self.begins[:-1]
        filled = ~column.blank()[self.rows]
        if filled[heads].all():
            return Factor(codes[heads], column.values)
        first = self._first(filled)
        return Factor(codes[np.where(first >= 0, first, heads)], column.values)

    def amounts(self, rows: CleanRows, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """An order's own amount: what its first filled row says; (amounts, whether there is one)."""
        if name not in rows.amounts:
            return np.zeros(self.count, np.int64), np.zeros(self.count, bool)
        values, valid = rows.amounts[name]
        first = self._first(valid[self.rows])
        return np.where(first >= 0, values[self.rows[first]], 0), first >= 0

    def charges(self, rows: CleanRows, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Shipping or tax of an order: repeated on its rows or on the first, or parted among them, which
        shows where they differ.
        """
        first, told = self.amounts(rows, name)
        if not told.any() or len(self.rows) == self.count:
            return first, told
        values, valid = rows.amounts[name]
        other = valid[self.rows] & (values[self.rows] != np.repeat(first, np.diff(self.begins)))
        return self.sums(rows, name) if other.any() else (first, told)

    def sums(self, rows: CleanRows, name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """An amount of every row added up, for rows that are orders of their own."""
        if name not in rows.amounts or not self.count:
            return np.zeros(self.count, np.int64), np.zeros(self.count, bool)
        values, valid = rows.amounts[name]
        at, heads = self.rows, self.begins[:-1]
        return np.add.reduceat(np.where(valid, values, 0)[at], heads), np.logical_or.reduceat(
            valid[at], heads
        )

    def any(self, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Which orders have a row with its flag (rows,) set."""
        if not self.count:
            return np.zeros(0, bool)
        return np.logical_or.reduceat(flags[self.rows], self.begins[:-1])

    def _first(self, fits: NDArray[np.bool_]) -> NDArray[np.int64]:
        first = np.full(self.count, -1, np.int64)
        positions = np.flatnonzero(fits)[::-1]
        first[self.owners[positions]] = positions
        return first


def voices_of(
    rows: CleanRows, lines: Lines, begins: NDArray[np.int64], speaking: NDArray[np.bool_]
) -> Voices:
    """The rows of the orders' lines and, beside them, ``speaking`` rows (rows,) that are no lines."""
    if not rows.whole and not speaking.any():
        return Voices(lines.row, begins)
    place = np.full(len(rows.order.values), -1, np.int64)
    place[rows.order.codes[lines.row]] = lines.order
    speaking = speaking.copy()
    speaking[lines.row] = True
    heard = np.flatnonzero(speaking)
    owners = place[rows.order.codes[heard]]
    heard, owners = heard[owners >= 0], owners[owners >= 0]
    heard = heard[np.argsort(owners, kind="stable")]
    counts = np.bincount(owners, minlength=len(begins) - 1)
    return Voices(heard, np.concatenate(([0], np.cumsum(counts))).astype(np.int64))


def statuses_of(rows: CleanRows, voices: Voices) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(each order's place in ``STATUSES``, whether its rows say it)."""
    if not voices.count or not (rows.status >= 0).any():
        return np.full(voices.count, PAID, np.int64), np.zeros(voices.count, bool)
    said = rows.status[voices.rows]
    strength = np.where(said >= 0, _STRENGTH[said], -1)
    strongest = np.maximum.reduceat(strength, voices.begins[:-1])
    meant = np.zeros(len(STATUSES) + 1, np.int64)
    meant[_STRENGTH] = np.arange(len(STATUSES))
    return np.where(strongest >= 0, meant[strongest], PAID), strongest >= 0


def refunds_of(
    rows: CleanRows, voices: Voices, status: NDArray[np.int64], total: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """(what was given back of each sale, never more than it cost; whether the file says so).

    What was given back may include shipping and tax, which are no sales here.
    """
    refunded, told = voices.sums(rows, "refunded") if rows.whole else voices.amounts(rows, "refunded")
    refunded = np.abs(refunded)
    if rows.line_refunded_e4 is not None and voices.count:
        of_lines = np.add.reduceat(rows.line_refunded_e4[voices.rows], voices.begins[:-1])
        refunded, told = np.maximum(refunded, of_lines), np.ones(voices.count, bool)
    most = np.maximum(total, 0)
    wholly = (status == REFUNDED) & ~(told & (refunded > 0))
    refunded = np.where(wholly, most, np.minimum(refunded, most))
    return refunded, told | wholly


def kinds_of(
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
    kind = np.where(total < 0, REFUND, SALE)
    # No customer and no money, or only things going out for nothing: the stock was corrected, nobody bought.
    kind = np.where(free & ((person < 0) | all_back), ADJUSTMENT, kind)
    plain = pc.match_substring_regex(order.values, r"^\d+$").to_numpy(zero_copy_only=False)
    # A letter before the number means something only where the others have none.
    if plain.mean() > 0.7:
        for pattern, meaning in ((source.refund_codes, REFUND), (source.adjustment_codes, ADJUSTMENT)):
            if pattern:
                marked = pc.match_substring_regex(order.values, pattern).to_numpy(zero_copy_only=False)
                kind = np.where(marked, meaning, kind)
    return kind
