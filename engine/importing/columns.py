"""A mapped table's columns by meaning, read as what they are, and every cell that cannot be read.

What kinds of files have in common before they differ: texts, codes, amounts and moments of a row, told by a
column or by a constant of the source.
"""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import texts
from engine.importing.amounts import AmountReading, read_amounts
from engine.importing.batch import Reject
from engine.importing.cells import emptied
from engine.importing.dates import read_dates
from engine.importing.dictionary import day_first
from engine.importing.headers import normalise_header
from engine.importing.table import Factor
from engine.importing.views import Question
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.kinds.base import Setting
    from engine.importing.understanding import MappedFile

#: Rejected cells kept with their value; beyond them only the count is told.
MOST_REJECTS = 10_000
#: Columns of moments that have happened.
_DATES = (
    "date", "cancelled_at", "paid_at", "joined_at", "consent_at", "sent_at", "opened_at", "clicked_at",
    "ordered_at",
)  # fmt: skip
#: What another of a source's columns says where the first says nothing: a guest's own address, the day of the
#: payment.
_OTHERWISE = frozenset({"email", "phone", "date"})
#: Columns whose way of writing money tells how the others of their file are meant.
_MONEY = (
    "unit_price", "line_total", "order_total", "order_paid", "order_subtotal", "price", "sale_price", "cost",
    "amount", "shipping", "tax", "refunded", "order_discount", "line_discount", "fee", "tip",
)  # fmt: skip


class Columns:
    """The columns of one table; a row with a rejected cell is no longer ``usable``."""

    def __init__(self, mapped: MappedFile, setting: Setting) -> None:
        self.rows = mapped.table.row_count
        self.usable = np.ones(self.rows, bool)
        self.rejects: list[Reject] = []
        self.reject_counts: dict[str, int] = {}
        self.questions: list[Question] = []
        self.date_order = ""
        self._mapped = mapped
        self._setting = setting
        self._columns = mapped.columns

    def __contains__(self, meaning: object) -> bool:
        """Whether a column or a constant tells it."""
        return meaning in self._columns or meaning in self._mapped.constants

    def has(self, *meanings: str) -> bool:
        """Whether a column of the file itself tells one of them."""
        return any(meaning in self._columns for meaning in meanings)

    def header(self, meaning: str) -> str:
        """What the file calls the column; empty where it has none."""
        return self._columns[meaning].header if meaning in self._columns else ""

    def raw(self, meaning: str, *, names: bool = False) -> Factor:
        """The cells as they stand; empty where they say nothing, all of them where nothing tells it.

        ``names``: they may be names, so ``NA`` and ``None`` stay.
        """
        if meaning not in self._columns:
            return self.same(self._mapped.constants.get(meaning, ""))
        empty = self._mapped.source.empty
        column = emptied(self._mapped.table.column(self._columns[meaning].index), empty, names=names)
        for index in self._others(meaning):
            if not column.blank().any():
                break
            other = emptied(self._mapped.table.column(index), empty, names=names)
            every = pa.concat_arrays([column.values, other.values])
            codes = np.where(column.blank(), other.codes + len(column.values), column.codes)
            column = Factor(codes.astype(np.int32), every).map(lambda values: values)
        return column

    def _others(self, meaning: str) -> list[int]:
        """Further columns of that meaning which a named source has, the best first."""
        source = self._mapped.source
        if source.general or meaning not in _OTHERWISE:
            return []
        taken = {match.index for match in self._columns.values() if match.meaning != "paid_at"}
        place = {normalise_header(name): index for index, name in enumerate(self._mapped.table.headers)}
        found = (place.get(name) for name in source.columns.get(meaning, ()))
        return [index for index in found if index is not None and index not in taken]

    def same(self, text: str) -> Factor:
        """A column that holds one text in every row."""
        return Factor(np.zeros(self.rows, np.int32), pa.array([text], pa.string()))

    def text(self, meaning: str, change: Callable[[pa.Array], pa.Array] = texts.clean_names) -> Factor:
        """Texts on one line, or as ``change`` makes them."""
        return self.raw(meaning, names=True).map(change)

    def codes(self, meaning: str, *, upper: bool = False) -> Factor:
        """Ids without what spreadsheets add; those whose last digits a spreadsheet lost are rejected."""
        column = self.raw(meaning)
        lost = texts.lost_digits(pc.utf8_trim_whitespace(column.values))[column.codes]
        self.reject(lost, meaning, "import.reason.lost_digits")
        return column.map(texts.upper_codes if upper else texts.clean_codes)

    def amounts(
        self,
        meaning: str,
        *,
        scale: int = 10_000,
        reason: str = "import.reason.bad_amount",
        words: Callable[[str], bool] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """(integers of 1/``scale``, whether the row has one), each of shape (rows,).

        ``words``: which texts are no number and no mistake either.
        """
        column = self.raw(meaning).map(pc.utf8_trim_whitespace)
        if words is not None:
            column = _without(column, words)
        reading = self.read_amounts(column, scale)
        filled = ~column.blank()
        valid = reading.valid[column.codes]
        self.reject(filled & ~valid, meaning, reason)
        return np.where(valid, reading.amounts[column.codes], 0), filled & valid

    def read_amounts(self, column: Factor, scale: int = 10_000) -> AmountReading:
        """The distinct values of a column of amounts; which mark parts the cents becomes a question where
        neither they nor the file's other amounts tell.
        """
        mark = self._setting.answers.decimal or self._mapped.source.decimal
        currency = self._mapped.constants.get("currency", "") or self._setting.currency
        reading = read_amounts(column.values, scale=scale, decimal=mark, currency=currency)
        if reading.asked:
            # Looked at only now: in nearly every file a column tells by itself.
            beside = [self.raw(meaning).values for meaning in _MONEY if self.has(meaning)]
            reading = read_amounts(column.values, scale=scale, currency=currency, beside=beside)
        if reading.asked and not any(question.name == "decimal" for question in self.questions):
            asked = {"example": reading.asked}
            self.questions.append(
                Question(
                    "decimal", Text("import.question.decimal", asked), (".", ","),
                    Text("import.decimal_unknown", {"file": self._mapped.name, **asked}),
                )
            )  # fmt: skip
        return reading

    def moments(
        self,
        meaning: str,
        time: str = "",
        zones: str = "",
        *,
        words: Callable[[str], bool] | None = None,
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """(epoch seconds UTC, whether the row has one), each of shape (rows,).

        ``time`` and ``zones`` are the meanings of columns that hold the time of day and its zone. Days that
        can be read in two ways become a question. ``words``: which texts are no moment and no mistake either.
        """
        trimmed = self.raw(meaning).map(pc.utf8_trim_whitespace)
        if words is not None:
            trimmed = _without(trimmed, words)
        zone = self._mapped.constants.get("time_zone") or self._mapped.source.timezone
        order = self._setting.answers.date_order or self._mapped.source.date_order
        read = partial(
            read_dates, trimmed, zone or self._setting.timezone, order=order,
            time=self.raw(time) if time and self.has(time) else None,
            zones=self.raw(zones) if zones and self.has(zones) else None,
        )  # fmt: skip
        reading = read()
        if reading.asked:
            # The file's other dates, and that nothing happens tomorrow, tell where the column alone does not.
            beside = [self.raw(other) for other in _DATES if other != meaning and self.has(other)]
            reading = read(beside=beside, latest=int(clock.time()))
            if reading.asked and day_first(self._mapped.table.headers):
                reading = read(order="dmy")
        filled = ~trimmed.blank()
        valid = reading.valid[reading.codes]
        if filled.any() and not valid.any():
            early = pc.match_substring_regex(trimmed.values, r"^\d{9}$").to_numpy(zero_copy_only=False)
            if np.asarray(early, bool)[trimmed.codes[filled]].all():
                # Seconds since 1970, of before 2001: too like other numbers to be known without the column.
                seconds = np.array([int(text or 0) for text in trimmed.values.to_pylist()], np.int64)
                return seconds[trimmed.codes], filled
        self.reject(filled & ~valid, meaning, "import.reason.bad_date")
        self.date_order = self.date_order or reading.order
        if reading.asked and not any(question.name == "date_order" for question in self.questions):
            asked = {"example": reading.asked}
            self.questions.append(
                Question(
                    "date_order", Text("import.question.date_order", asked), ("dmy", "mdy"),
                    Text("import.date_order_unknown", {"file": self._mapped.name, **asked}),
                )
            )  # fmt: skip
        return np.where(valid, reading.seconds[reading.codes], 0), filled & valid

    def reject(self, failing: NDArray[np.bool_], meaning: str, reason: str, **facts: object) -> None:
        """Rows (rows,) whose cell of that meaning cannot be stored."""
        failing = failing & self.usable if meaning not in self._columns else failing
        rows = np.flatnonzero(failing)
        if not len(rows):
            return
        self.usable[rows] = False
        self.reject_counts[reason] = self.reject_counts.get(reason, 0) + len(rows)
        found = self._columns.get(meaning)
        column = self._mapped.table.column(found.index) if found else None
        for row in rows[: MOST_REJECTS - len(self.rejects)].tolist():
            value = "" if column is None else str(column.values[int(column.codes[row])].as_py())
            self.rejects.append(Reject(row, self.header(meaning), value[:200], Text(reason, facts)))


def _without(column: Factor, words: Callable[[str], bool]) -> Factor:
    told = pa.array([words(text) for text in column.values.to_pylist()], pa.bool_())
    return column.map(lambda values: pc.if_else(told, "", values))
