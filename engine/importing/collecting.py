"""Rows that come one after the other, gathered into factorised columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from engine.importing.table import Factor


class Codes(dict[Any, int]):
    """Gives every new cell value the next number: factorising at the speed of a dictionary."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


class Collector:
    """Columns of text that grow row by row; a column that a row lacks is empty there."""

    def __init__(self) -> None:
        self._books: dict[str, Codes] = {}
        self._codes: dict[str, array[int]] = {}
        self._lines: array[int] = array("q")

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def headers(self) -> list[str]:
        """The columns, in the order in which they first appeared."""
        return list(self._books)

    def add(self, row: Mapping[str, str], line: int) -> None:
        """One more row, which begins on a physical line."""
        place = len(self._lines)
        for header, text in row.items():
            book = self._books.get(header)
            if book is None:
                book = self._books[header] = Codes({"": 0})
                self._codes[header] = array("i")
            codes = self._codes[header]
            if len(codes) < place:
                codes.extend([0] * (place - len(codes)))
            codes.append(book[text])
        self._lines.append(line)

    def columns(self) -> list[Factor]:
        """The columns, all of equal length."""
        found = []
        for header, book in self._books.items():
            codes = self._codes[header]
            codes.extend([0] * (len(self._lines) - len(codes)))
            found.append(factor(codes, book))
        return found

    def lines(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The physical line of every row."""
        return np.array(self._lines, np.int64)


def factor(codes: array[int], values: Iterable[str]) -> Factor:
    """A column of these codes into these values; values that no row holds are dropped."""
    numbers = np.frombuffer(codes, np.int32) if len(codes) else np.zeros(0, np.int32)
    column = Factor(numbers, pa.array(list(values), pa.string()))
    used = np.zeros(len(column.values), bool)
    used[numbers] = True
    return column if used.all() else column.take(np.arange(len(numbers)))
