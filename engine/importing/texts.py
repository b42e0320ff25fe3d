"""Codes, names and addresses as the same thing however a program wrote them. All work on distinct values."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.cells import nothing, unwrap
from engine.importing.emails import clean_email as clean_email
from engine.importing.emails import is_relay as is_relay
from engine.importing.phones import clean_phone as clean_phone

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Ids that a spreadsheet rounded: 1.93068E+15, and in German 1,93068E+15.
_ROUNDED = r"^\d(?:[.,]\d+)?[Ee]\+\d{2,}$"


def clean_codes(values: pa.Array) -> pa.Array:
    """Ids without what spreadsheets and programs add: ``="123"``, ``'123``, tabs, ``13085.0``; null is
    empty.
    """
    texts = pc.replace_substring_regex(unwrap(values), r"^(\d+)\.0+$", r"\1")
    return pc.if_else(pa.array(nothing(texts)), "", texts)


def clean_names(values: pa.Array) -> pa.Array:
    """Names with single spaces; ``NA`` and ``None`` stay, they are names of people and things too."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(values, r"[\s\p{Z}]+", " "))


def upper_codes(values: pa.Array) -> pa.Array:
    """Product codes as one, whatever their case."""
    return pc.utf8_upper(clean_codes(values))


def lost_digits(values: pa.Array) -> NDArray[np.bool_]:
    """True for ids that a spreadsheet turned into ``1.93068E+15``: their last digits are gone for good."""
    return np.asarray(pc.match_substring_regex(unwrap(values), _ROUNDED).to_numpy(zero_copy_only=False), bool)


def text_hashes(values: pa.Array) -> NDArray[np.uint64]:
    """64 bits of BLAKE2b of each text: the same on every machine and in every version."""
    digests = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in values.to_pylist())
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def mix(*parts: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One 64-bit hash of several columns of numbers (splitmix64's finaliser, chained)."""
    state = np.full(len(parts[0]), 0x9E3779B97F4A7C15, np.uint64)
    for part in parts:
        state = (state ^ part) + np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return state
