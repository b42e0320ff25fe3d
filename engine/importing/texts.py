"""Codes, names and addresses as the same thing however a program wrote them. All work on distinct values."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What exports write where they know nothing.
_NOTHING = r"^(null|none|nan|n/?a|--?|/|#n/a)$"
_EMAIL = re.compile(r"^[^@\s,;<>\"()]+@[^@\s,;<>\"()]+\.[^@\s,;<>\"().]+$")
#: Addresses of a marketplace, not of a person: unique per buyer and shop, never to be merged or mailed to.
RELAYS = ("marketplace.amazon.", "members.ebay.", "privaterelay.appleid.com")


def clean_codes(values: pa.Array) -> pa.Array:
    """Ids without what spreadsheets and programs add: ``="123"``, ``'123``, tabs, ``13085.0``; null is
    empty.
    """
    texts = pc.utf8_trim_whitespace(values)
    if pc.any(pc.match_substring_regex(texts, "^[='\"\u200b]")).as_py():
        texts = pc.replace_substring_regex(texts, r'^="(.*)"$', r"\1")
        texts = pc.replace_substring_regex(texts, r"^'+", "")
        texts = pc.utf8_trim_whitespace(texts)
    texts = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")
    return pc.if_else(pc.match_substring_regex(texts, _NOTHING, ignore_case=True), "", texts)


def clean_names(values: pa.Array) -> pa.Array:
    """Names with single spaces; ``NA`` and ``None`` stay, they are names of people and things too."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(values, r"[\s\p{Z}]+", " "))


def upper_codes(values: pa.Array) -> pa.Array:
    """Product codes as one, whatever their case."""
    return pc.utf8_upper(clean_codes(values))


def lost_digits(values: pa.Array) -> NDArray[np.bool_]:
    """True for ids that a spreadsheet turned into ``1.93068E+15``: their last digits are gone for good."""
    return np.asarray(
        pc.match_substring_regex(values, r"^\d\.\d+[Ee]\+\d+$").to_numpy(zero_copy_only=False), bool
    )


def clean_email(text: str) -> str:
    """An address in lower case; empty where it is none."""
    address = unicodedata.normalize("NFKC", text).strip().strip("<>'").lower()
    return address if _EMAIL.match(address) else ""


def is_relay(address: str) -> bool:
    """Whether an address belongs to a marketplace instead of the customer."""
    domain = address.rpartition("@")[2]
    return any(domain.startswith(relay) or domain.endswith("." + relay) for relay in RELAYS)


def clean_phone(text: str) -> str:
    """A phone number as its digits and leading plus; empty where it is masked or too short to be one."""
    if not text or "*" in text or "x" in text.lower():
        return ""
    digits = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    return digits if len(digits.strip("+")) >= 7 else ""


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
