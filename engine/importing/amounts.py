"""Money and quantities: any country's way of writing them to exact integers, signs and all.

A sign that is lost turns a refund into a sale; a comma misread multiplies by a thousand. So the decimal
mark is decided once for a whole column, by all its distinct values, and what does not fit is rejected,
never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.cells import unwrapped
from engine.importing.currencies import SIGNS, codes
from engine.importing.currencies import currencies_of as currencies_of
from engine.importing.decimal_marks import settle_mark

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PLAIN = r"^-?\d{1,11}(\.\d{1,4})?$"
#: The common ways in one pattern; whatever else there is goes through ``parse_amount``.
_COMMON = (
    r"^(?P<a>-?)(?:(?:[$€£¥￥₹]|EUR|USD|GBP|CNY)[ \x{00a0}]?)?(?P<b>-?)(?P<n>\d[\d.,]{0,20})"
    r"(?:[ \x{00a0}]?(?:[€£元]|EUR|USD|GBP|CNY))?$"
)
_COMMON_GROUPED = {
    ".": r"^(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,11})(?:\.\d{0,3})?$",
    ",": r"^(?:\d{1,3}(?:\.\d{3}){1,3}|\d{1,11})(?:,\d{0,3})?$",
}
_TYPED = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "‒": "-", "﹣": "-", "－": "-", "’": "'", "´": "'", "٬": "'"}
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_GROUPED = {
    ".": re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}(?:[ ']\d{3})+|\d+)?(?:\.(\d*))?"),
    ",": re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:[ ']\d{3})+|\d+)?(?:,(\d*))?"),
}
#: Western, Arabic and full-width.
_DIGIT = r"[0-9\x{660}-\x{669}\x{6f0}-\x{6f9}\x{ff10}-\x{ff19}]"
_POWERS = re.compile(r"(\d+(?:[.,]\d+)?)[eE]([+-]?\d{1,2})")
#: 12,- and 12.-- are whole amounts, no minus.
_NO_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}$")
_BEFORE, _BEHIND = re.compile(r"[^\d+()-]+"), re.compile(r"[^\d+()-]+$")
#: Every country's own dollars and pounds, even those that have no sign in our list.
_OWN_SIGN = re.compile(r"[a-z]{1,3}[$£¥]|[$£¥][a-z]{2}")
#: What a quantity may be counted in.
_UNITS = (
    "x", "×", "pcs", "pc", "pcs.", "pc.", "pieces", "piece", "units", "unit", "ea", "stk", "stk.", "stück",
    "st.", "st", "pz", "pz.", "pezzi", "ud", "uds", "uds.", "ud.", "unidades", "un", "un.", "stuks", "szt",
    "szt.", "pièces", "个", "件", "块", "份", "套", "只", "本", "個", "点", "枚", "개", "kg", "lb", "lbs",
    "l", "m",
)  # fmt: skip


@dataclass(frozen=True)
class AmountReading:
    """Integers of 1/``scale`` per distinct value, whether each is a number, and the column's decimal mark.

    ``asked`` is a value of which nothing tells whether its mark parts cents or groups thousands: the owner
    has to say (``decimal``) before amounts of this column are believed.
    """

    amounts: NDArray[np.int64]
    valid: NDArray[np.bool_]
    decimal: str
    asked: str = ""


def read_amounts(
    values: pa.Array,
    *,
    scale: int = 10_000,
    decimal: str = "",
    currency: str = "",
    beside: Sequence[pa.Array] = (),
) -> AmountReading:
    """Read distinct texts as exact amounts in 1/``scale``.

    ``decimal`` is the mark that the source always writes, ``currency`` what the amounts are in if known, and
    ``beside`` the distinct values of the file's other amount columns, which may tell what these do not.
    Quantities are read with ``scale`` 1,000. Digits beyond the scale are rounded half away from zero.
    """
    texts = pc.utf8_trim_whitespace(values)
    mark, asked = settle_mark(texts, said=decimal, currency=currency, beside=beside, pieces=scale < 10_000)
    amounts = np.zeros(len(texts), np.int64)
    valid = np.zeros(len(texts), bool)
    if mark == ".":
        fits = pc.match_substring_regex(texts, _PLAIN)
        if scale < 10_000:
            fits = pc.and_(fits, pc.invert(pc.match_substring_regex(texts, r"\.\d{4}$")))
        amounts, valid = _cast(texts, fits, scale)
    if not valid.all():
        more, read = _common(texts, mark, scale)
        amounts, valid = np.where(valid, amounts, more), valid | read
    # No amount is longer, so a column of texts costs nothing.
    short = pc.and_(pc.less(pc.binary_length(texts), 60), pc.match_substring_regex(texts, _DIGIT))
    rest = np.flatnonzero(~valid & np.asarray(short.to_numpy(zero_copy_only=False), bool))
    for index, text in zip(rest.tolist(), texts.take(pa.array(rest)).to_pylist(), strict=True):
        amount = parse_amount(text, mark, scale)
        if amount is not None:
            amounts[index], valid[index] = amount, True
    return AmountReading(amounts, valid, mark, asked)


def parse_amount(text: str, decimal: str = ".", scale: int = 10_000) -> int | None:
    """One amount in 1/``scale``; None where it is no number in this notation.

    Reads ``-$12.96``, ``(12.00)``, ``12,00-``, ``€1.234,56``, ``1 234,50 €``, ``AU $3,000.00``, ``12,-``,
    ``₹1,23,456.00``, ``="12"``, full-width digits and ``1.2E+3``; refuses ``1.5K``, ``12%`` and ``12 34``.
    """
    body = unwrapped(text)
    if not body.isascii():
        if any(unicodedata.category(character) == "No" for character in body):
            return None  # 5² is no 52, and ½ no 12
        body = unicodedata.normalize("NFKC", body.translate(_TYPED)).replace("٫", decimal)
    body = _SPACES.sub(" ", body.replace("`", "'")).strip()
    minuses, bracketed = 0, False
    while body:
        if body[0] == "(" and body[-1] == ")" and not bracketed:
            body, bracketed = body[1:-1], True
        elif body[0] in "+-":
            minuses += body[0] == "-"
            body = body[1:]
        elif _NO_CENTS.search(body):
            body = _NO_CENTS.sub("", body)
        elif body[-1] == "-":
            body, minuses = body[:-1], minuses + 1
        else:
            stripped = _without_unit(body)
            if stripped == body:
                break
            body = stripped
        body = body.strip()
    if minuses > 1:
        return None
    number = _number(body, decimal)
    if number is None:
        return None
    amount = int((number * scale).to_integral_value(ROUND_HALF_UP))
    if amount >= 2**62:
        return None
    return -amount if minuses or bracketed else amount


def _number(body: str, decimal: str) -> Decimal | None:
    if not body or not (body[0].isdecimal() or body[-1].isdecimal()):
        return None
    powers = _POWERS.fullmatch(body)
    if powers:
        return Decimal(powers[1].replace(",", ".")).scaleb(int(powers[2]))
    match = _GROUPED[decimal].fullmatch(body)
    if not match:
        return None
    whole = re.sub(r"[^\d]", "", body[: match.start(1) - 1] if match.group(1) is not None else body)
    return Decimal(f"{whole or '0'}.{match.group(1) or '0'}")


def _cast(texts: pa.Array, fits: pa.Array, scale: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    numbers = pc.cast(pc.if_else(fits, texts, "0"), pa.float64()).to_numpy(zero_copy_only=False)
    # Exact: fifteen digits of a double hold eleven before and four after the point.
    return np.rint(numbers * scale).astype(np.int64), np.array(fits.to_numpy(zero_copy_only=False), bool)


def _common(texts: pa.Array, mark: str, scale: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    parts = pc.extract_regex(texts, _COMMON)
    digits = pc.fill_null(pc.struct_field(parts, "n"), "")
    behind, before = (pc.fill_null(pc.struct_field(parts, name), "") for name in "ba")
    fits = pc.match_substring_regex(digits, _COMMON_GROUPED[mark])
    fits = pc.and_(fits, pc.not_equal(pc.binary_join_element_wise(before, behind, ""), "--"))
    plain = pc.replace_substring(digits, "," if mark == "." else ".", "")
    amounts, valid = _cast(pc.replace_substring(plain, ",", "."), fits, scale)
    minus = pc.equal(pc.binary_join_element_wise(before, behind, ""), "-").to_numpy(zero_copy_only=False)
    return np.where(minus, -amounts, amounts), valid


def _without_unit(body: str) -> str:
    """A number without the currency before or behind it, or what its pieces are counted in; unchanged where
    other words stand there.
    """
    money, units = _affixes()
    before, behind = _BEFORE.match(body), _BEHIND.search(body)
    for run, known in ((before, money), (behind, units)):
        if run is None:
            continue
        # 5. kr. and $.50: the point belongs to the word in the one, to the number in the other.
        for word in dict.fromkeys((run[0], run[0].rstrip("."), run[0].lstrip(" .,"))):
            plain = word.replace(" ", "").casefold()
            if plain and (plain in known or _OWN_SIGN.fullmatch(plain)):
                start = run.start() + run[0].index(word)
                return (body[:start] + body[start + len(word) :]).strip()
    return body


@lru_cache(maxsize=1)
def _affixes() -> tuple[frozenset[str], frozenset[str]]:
    """What may stand before a number, and what behind it, in small letters without spaces."""
    money = {unicodedata.normalize("NFKC", sign) for sign in SIGNS} | codes()
    plain = {word.replace(" ", "").casefold() for word in money}
    return frozenset(plain | {"x", "×"}), frozenset(plain | set(_UNITS))
