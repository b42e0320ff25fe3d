"""The same thing in two files: 64 bits over what it says, and a number for each time that it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.importing.table import Factor
from engine.importing.texts import mix, text_hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray


def hash_of(column: Factor) -> NDArray[np.uint64]:
    """64 bits of each row's text, of shape (rows,)."""
    return text_hashes(column.values)[column.codes] if len(column.values) else np.zeros(0, np.uint64)


def occurrences(keys: NDArray[np.uint64], order: NDArray[np.uint64] | None = None) -> NDArray[np.int64]:
    """For each row how many rows of the same key stand before it, of shape (rows,).

    Genuine repeats get different numbers, and overlapping files the same: what both hold twice is there
    twice. ``order`` decides among rows of one key, instead of their place in the file.
    """
    sorted_rows = np.argsort(keys, kind="stable") if order is None else np.lexsort((order, keys))
    ordered = keys[sorted_rows]
    begins = np.ones(len(keys), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(keys)))
    numbers = np.empty(len(keys), np.int64)
    numbers[sorted_rows] = np.arange(len(keys)) - np.repeat(starts, lengths)
    return numbers


def numbered(keys: NDArray[np.uint64], order: NDArray[np.uint64] | None = None) -> NDArray[np.int64]:
    """One signed 64-bit hash a row that no other row of the file shares."""
    return mix(keys, occurrences(keys, order).astype(np.uint64)).view(np.int64)
