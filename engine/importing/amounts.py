"""Money and quantities: any country's way of writing them to exact integers, signs and all.

A sign that is lost turns a refund into a sale; a comma misread multiplies by a thousand. So the decimal
mark is decided once for a whole column, by all its distinct values, and what does not fit is rejected,
never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN = r"^-?\d{1,11}(\.\d{1,4})?$"
_MINUS = str.maketrans({"−": "-", "–": "-", "‒": "-", "﹣": "-", "－": "-"})
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
#: What may stand around a number: currency signs, codes and words, or a percent-free unit such as 元 or pcs.
_AROUND = re.compile(
    r"^(?:[A-Za-z]{0,4}\.?\s*)?[$€£¥₩₹₽₺৳฿₫₪₴₦₱]?\s*|\s*(?:[$€£¥₩₹₽₺৳฿₫₪₴₦₱]|[A-Za-zł元円块个件]{1,4}\.?)?$"
)
_GROUPED = {
    ".": re.compile(r"^(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:[ '’]\d{3})+|\d+)?(?:\.(\d*))?$"),
    ",": re.compile(r"^(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ '’]\d{3})+|\d+)?(?:,(\d*))?$"),
}
#: The currencies that a sign may stand for, the likeliest first.
_SYMBOLS = {
    "€": ("EUR",),
    "£": ("GBP", "EGP", "GIP"),
    "¥": ("CNY", "JPY"),
    "元": ("CNY", "TWD"),
    "₩": ("KRW",),
    "₹": ("INR",),
    "₽": ("RUB",),
    "₺": ("TRY",),
    "₫": ("VND",),
    "₪": ("ILS",),
    "$": (
        "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP", "UYU", "DOP",
        "BBD", "BMD", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SRD", "TTD", "XCD", "PEN",
        "NIO",
    ),
}  # fmt: skip
_CODE = re.compile(r"(?:^|\s|\d)([A-Z]{3})(?:$|\s|\d|-)")


@dataclass(frozen=True)
class AmountReading:
    """Integers of 1/``scale`` per distinct value, whether each is a number, and the column's decimal mark."""

    amounts: NDArray[np.int64]
    valid: NDArray[np.bool_]
    decimal: str


def read_amounts(values: pa.Array, *, scale: int = 10_000, decimal: str = "") -> AmountReading:
    """Read distinct texts as exact amounts in 1/``scale``; ``decimal`` is the mark if the source has one.

    Digits beyond the scale are rounded half away from zero.
    """
    texts = pc.utf8_trim_whitespace(values)
    plain = pc.match_substring_regex(texts, _PLAIN).to_numpy(zero_copy_only=False)
    mark = decimal or decimal_mark(
        [text for text, easy in zip(texts.to_pylist(), plain, strict=True) if not easy], texts
    )
    amounts = np.zeros(len(texts), np.int64)
    valid = np.zeros(len(texts), bool)
    if mark == ".":
        numbers = pc.cast(pc.if_else(pa.array(plain), texts, "0"), pa.float64()).to_numpy(
            zero_copy_only=False
        )
        # Exact: fifteen digits of a double hold eleven before and four after the point.
        amounts = np.rint(numbers * scale).astype(np.int64)
        valid = np.array(plain, bool)
        if scale < 10_000:
            fine = pc.match_substring_regex(texts, r"\.\d{4}$").to_numpy(zero_copy_only=False)
            valid &= ~np.asarray(fine, bool)
    for index in np.flatnonzero(~valid):
        amount = parse_amount(texts[int(index)].as_py(), mark, scale)
        if amount is not None:
            amounts[index], valid[index] = amount, True
    return AmountReading(amounts, valid, mark)


def parse_amount(text: str, decimal: str = ".", scale: int = 10_000) -> int | None:
    """One amount in 1/``scale``; None where it is no number in this notation.

    Reads ``-$12.96``, ``(12.00)``, ``12,00-``, ``€1.234,56``, ``1 234,50 €``, ``AU $3,000.00``, ``￥28.00``.
    """
    body = _SPACES.sub(" ", unicodedata.normalize("NFKC", text.translate(_MINUS))).strip()
    negative = False
    if body.startswith("(") and body.endswith(")"):
        body, negative = body[1:-1].strip(), True
    for _ in range(2):
        if body.startswith(("-", "+")):
            negative ^= body[0] == "-"
            body = body[1:].strip()
        elif body.endswith("-"):
            body, negative = body[:-1].strip(), not negative
        body = _AROUND.sub("", body).strip()
        if body.startswith("(") and body.endswith(")"):
            body, negative = body[1:-1].strip(), not negative
    if not body or not any(character.isdigit() for character in body):
        return None
    match = _GROUPED[decimal].match(body)
    if not match:
        return None
    whole = re.sub(r"[^\d]", "", body[: match.start(1) - 1] if match.group(1) is not None else body)
    number = Decimal(f"{whole or '0'}.{match.group(1) or '0'}")
    amount = int((number * scale).to_integral_value(ROUND_HALF_UP))
    if amount >= 2**62:
        return None
    return -amount if negative else amount


def decimal_mark(odd: list[str], texts: pa.Array) -> str:
    """The decimal mark of a column: what most of its telling values use; the point where none tells."""
    votes = {".": 0, ",": 0}
    for text in odd:
        point, comma = text.rfind("."), text.rfind(",")
        if point >= 0 and comma >= 0:
            votes["." if point > comma else ","] += 1
        elif max(point, comma) >= 0:
            mark = "." if point >= 0 else ","
            pieces = re.sub(r"[^\d.,]", "", text).split(mark)
            if len(pieces) > 2:  # several of one mark only group thousands
                votes["," if mark == "." else "."] += 1
            elif len(pieces[-1]) != 3 or pieces[0] in ("", "0") or len(pieces[0]) > 3:
                votes[mark] += 1
    if votes[","] > votes["."]:
        # Plain 12.50 beside them would be a point column after all.
        pointed = pc.match_substring_regex(texts, r"^-?\d+\.\d{1,2}$").to_numpy(zero_copy_only=False)
        return "," if votes[","] > pointed.sum() else "."
    return "."


def currencies_of(values: pa.Array, *, whole: bool = False) -> list[tuple[str, ...]]:
    """For each distinct text the currencies that its sign or code may stand for, the likeliest first; empty
    where it has none. ``whole``: the texts are a currency each, and one that nobody knows stands for itself.
    """
    around = pc.replace_substring_regex(values, r"[\d.,'()\s-]+", " ").dictionary_encode()
    told = [_currencies(text, whole) for text in around.dictionary.to_pylist()]
    return [told[code] for code in around.indices.to_pylist()]


def _currencies(text: str, whole: bool) -> tuple[str, ...]:
    from babel.numbers import is_currency

    clean = unicodedata.normalize("NFKC", text).strip()
    code = _CODE.search(clean.upper() if whole else clean)
    if code and is_currency(code.group(1)):
        return (code.group(1),)
    known = next((codes for symbol, codes in _SYMBOLS.items() if symbol in clean), ())
    return known or ((clean,) if whole and clean else ())
