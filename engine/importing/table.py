"""A file read as text: factorised columns, and the physical line of every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.encoding import EncodingChoice


@dataclass(frozen=True)
class Factor:
    """A column of text as its distinct values and, for each row, which of them it holds.

    ``codes`` is int32 of shape (rows,), ``values`` the distinct texts. Everything costly is done on
    ``values`` only: a column of a million dates holds some ten thousand of them.
    """

    codes: NDArray[np.int32]
    values: pa.Array

    @classmethod
    def of(cls, column: pa.Array | pa.ChunkedArray) -> Factor:
        """Factorise a column of strings without nulls; values in order of first appearance."""
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
            if isinstance(column, pa.ChunkedArray):
                column = pa.concat_arrays(column.chunks) if column.chunks else pa.array([], pa.string())
        encoded = column.dictionary_encode()
        return cls(encoded.indices.to_numpy(zero_copy_only=False), encoded.dictionary)

    @classmethod
    def joined(cls, chunks: list[pa.DictionaryArray]) -> Factor:
        """One column of parts that were factorised each on its own."""
        same = pa.chunked_array(chunks).unify_dictionaries()
        codes = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in same.chunks]
        return cls(np.concatenate(codes).astype(np.int32, copy=False), same.chunk(0).dictionary)

    @classmethod
    def of_texts(cls, texts: list[str]) -> Factor:
        """Factorise a list of texts."""
        return cls.of(pa.array(texts, pa.string()))

    def map(self, change: Callable[[pa.Array], pa.Array]) -> Factor:
        """The column with ``change`` made to its distinct values; equal results become one value."""
        again = Factor.of(change(self.values))
        return Factor(again.codes[self.codes], again.values)

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Factor:
        """Some rows of the column; values that no row holds any more are dropped."""
        codes = self.codes[rows]
        first = np.full(len(self.values), len(codes), np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        used = np.argsort(first, kind="stable")[: int((first < len(codes)).sum())]
        place = np.zeros(len(self.values), np.int32)
        place[used] = np.arange(len(used), dtype=np.int32)
        return Factor(place[codes], self.values.take(pa.array(used)))

    def head(self, rows: int) -> list[str]:
        """The texts of the first rows."""
        return [str(self.values[int(code)].as_py()) for code in self.codes[:rows]]

    def take_texts(self, rows: list[int]) -> list[str]:
        """The texts of some rows."""
        texts: list[str] = self.values.take(pa.array(self.codes[rows])).to_pylist()
        return texts

    def blank(self) -> NDArray[np.bool_]:
        """True where a row holds nothing, of shape (rows,)."""
        import pyarrow.compute as pc

        empty = pc.equal(self.values, "").to_numpy(zero_copy_only=False)
        return np.asarray(empty, bool)[self.codes] if len(self.values) else np.zeros(0, bool)


@dataclass(frozen=True)
class RowProblem:
    """A line of the file that is no row of the table: its physical number, its text and why."""

    line: int
    value: str
    reason: Text


@dataclass
class RawTable:
    """What a file says, as text. Rows are counted from 0, physical lines from 1."""

    headers: list[str]
    row_count: int
    encoding: str
    delimiter: str
    sheet: str
    header_line: int
    columns: list[pa.Array | pa.ChunkedArray | Factor]
    find_lines: Callable[[], NDArray[np.int64]]
    #: Lines that could not be read as a row, and lines that are totals or remarks below the table.
    problems: list[RowProblem] = field(default_factory=list)
    footers: list[RowProblem] = field(default_factory=list)
    has_header: bool = True
    #: Ways to read its characters between which only the owner can choose; empty where there is one.
    encoding_choices: tuple[EncodingChoice, ...] = ()
    #: What was noticed while reading, for the report.
    notes: list[Text] = field(default_factory=list)
    _lines: NDArray[np.int64] | None = None

    @classmethod
    def of(cls, headers: list[str], columns: list[pa.Array | pa.ChunkedArray | Factor]) -> RawTable:
        """A table of columns of equal length, its rows on the lines from 1 on until told otherwise."""
        first = columns[0] if columns else None
        count = 0 if first is None else len(first.codes) if isinstance(first, Factor) else len(first)
        return cls(
            headers=headers, row_count=count, encoding="", delimiter="", sheet="", header_line=0,
            columns=list(columns), find_lines=lambda: np.arange(1, count + 1, dtype=np.int64),
        )  # fmt: skip

    def column(self, index: int) -> Factor:
        """The factorised column; made on first use, so that a column nobody needs costs nothing."""
        found = self.columns[index]
        if not isinstance(found, Factor):
            found = self.columns[index] = Factor.of(found)
        return found

    def sample(self, index: int, rows: int = 500) -> list[str]:
        """Texts from the start, the middle and the end of a column, without factorising it."""
        found = self.columns[index]
        spans = [(0, rows)]
        if self.row_count > 3 * rows:
            spans += [(self.row_count // 2, rows // 2), (self.row_count - rows // 2, rows // 2)]
        texts: list[str] = []
        for start, length in spans:
            stop = min(start + length, self.row_count)
            if isinstance(found, Factor):
                texts += found.values.take(pa.array(found.codes[start:stop])).to_pylist()
            else:
                texts += found.slice(start, stop - start).to_pylist()
        return texts

    def take(self, rows: NDArray[np.int64]) -> RawTable:
        """Some rows as a table of its own, each with its line; problems and remarks stay with the whole."""
        part = RawTable.of(
            self.headers, [self.column(index).take(rows) for index in range(len(self.headers))]
        )
        part.encoding, part.delimiter, part.sheet = self.encoding, self.delimiter, self.sheet
        part.header_line, part.has_header = self.header_line, self.has_header
        part.encoding_choices = self.encoding_choices

        def find_lines() -> NDArray[np.int64]:
            if self._lines is None:
                self._lines = self.find_lines()
            return self._lines[rows]

        part.find_lines = find_lines
        return part

    def parts_by(self, index: int, most_rows: int) -> Iterator[NDArray[np.int64]]:
        """The rows in parts of about ``most_rows``, such that all rows of one value of a column (an order's
        number; blank: the one above) are in the same part.
        """
        column = self.column(index)
        codes = column.codes
        blank = column.blank()
        if blank.any():
            above = np.maximum.accumulate(np.where(blank, -1, np.arange(len(codes))))
            codes = np.where(above >= 0, codes[np.maximum(above, 0)], codes)
        # Values are numbered as they appear: a range of them is nearly a range of rows.
        ends = np.cumsum(np.bincount(codes, minlength=len(column.values)))
        start = 0
        while start < len(ends):
            before = int(ends[start - 1]) if start else 0
            stop = max(int(np.searchsorted(ends, before + most_rows, side="right")), start + 1)
            rows = np.flatnonzero((codes >= start) & (codes < stop))
            if len(rows):
                yield rows
            start = stop

    def line_of(self, row: int) -> int:
        """The physical line (CSV) or row (spreadsheet) where a row of the table begins."""
        if self._lines is None:
            self._lines = self.find_lines()
        return int(self._lines[row])


def distinct(values: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Distinct values, ascending, and how often each occurs: by sorting, far faster than by hashing."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(first)
    return ordered[starts], np.diff(np.append(starts, len(ordered)))
