"""Phone numbers as E.164, read by the country of the row or the shop; never what may be a stranger's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.cells import unwrapped

if TYPE_CHECKING:
    from engine.importing.table import Factor

_MASKED = re.compile(r"[*＊•●#？?_]|[xX×]{2,}|\d[xX]\d*[xX]\d")
_SEPARATED = re.compile(r"\s*[;/|、，\n]\s*|\s*,\s+|\s+(?:or|oder|ou|o|und|and)\s+")
_EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x|durchwahl|转|分机)\s*\d{1,6}$", re.IGNORECASE)
_RUNS = "0123456789" * 3, "9876543210" * 3
#: The operator's own example number, written by half of China where a number is asked for.
_EXAMPLES = frozenset({"13800138000", "13888888888", "13900000000"})
_CHINESE_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")


@lru_cache(maxsize=131_072)
def clean_phone(text: str, country: str = "", *, international: bool = False) -> str:
    """A phone number as ``+33611111111``; empty where it is none, masked, or a placeholder.

    ``country`` (ISO 3166) is where numbers without a country's own prefix are from; ``international``: the
    source writes that prefix without its plus. A number that its country does not know, or one without a
    country, stays a row of digits without a plus: equal digits are one phone, but nobody can tell where.
    """
    body = _EXTENSION.sub("", unicodedata.normalize("NFKC", unwrapped(text)).strip())
    if not body or _MASKED.search(body):
        return ""
    pieces = _SEPARATED.split(body)
    if len(pieces) > 1 and sum(map(str.isdigit, pieces[0])) >= 7:
        body = pieces[0]
    body = re.sub(r"^(\d+)\.0+$", r"\1", body)
    if re.search(r"[^\d\s+()./–—‐-]", body) or body.count("+") > 1:
        return ""
    digits = re.sub(r"\D", "", body)
    if not 7 <= len(digits) <= 17 or _is_placeholder(digits):
        return ""
    chinese = _CHINESE_MOBILE.fullmatch(body) if country == "CN" else None
    if chinese:
        return f"+86{chinese[1]}"
    return _parsed(body, digits, country, international)


def read_phones(column: Factor, countries: Factor | None = None, home: str = "") -> Factor:
    """A column of phone numbers, each read by its row's country (ISO, or a name of one) or else ``home``."""
    from engine.importing.places import country_code
    from engine.importing.table import Factor

    if countries is None:
        return column.map(lambda values: _cleaned(values.to_pylist(), [home] * len(values)))
    codes = [country_code(name) or home for name in countries.values.to_pylist()]
    width = max(len(codes), 1)
    pairs, places = np.unique(column.codes.astype(np.int64) * width + countries.codes, return_inverse=True)
    texts = column.values.take(pa.array(pairs // width)).to_pylist()
    read = Factor.of(_cleaned(texts, [codes[place] for place in (pairs % width).tolist()]))
    return Factor(read.codes[places], read.values)


def _cleaned(texts: list[str], countries: list[str]) -> pa.Array:
    return pa.array(
        [clean_phone(text, country) for text, country in zip(texts, countries, strict=True)], pa.string()
    )


def _parsed(body: str, digits: str, country: str, international: bool) -> str:
    import phonenumbers as library

    def parsed(number: str, region: str | None) -> library.PhoneNumber | None:
        try:
            return library.parse(number, region)
        except library.NumberParseException:
            return None

    def written(number: library.PhoneNumber) -> str:
        if _is_placeholder(str(number.national_number)):
            return ""
        return str(library.format_number(number, library.PhoneNumberFormat.E164))

    prefixed = body.lstrip("( ").startswith("+")
    if prefixed or digits.startswith("00"):
        number = parsed("+" + digits.removeprefix("" if prefixed else "00"), None)
        if number is not None and library.is_possible_number(number):
            return written(number)
        return digits if len(digits) >= 8 and not prefixed else ""
    if international:
        number = parsed("+" + digits, None)
        if number is not None and library.is_valid_number(number):
            return written(number)
    if country:
        number = parsed(body, country)
        if number is not None and library.is_valid_number(number):
            return written(number)
        # 33611111111 beside French names: the prefix without its plus.
        number = parsed("+" + digits, None) if len(digits) >= 11 and digits[0] != "0" else None
        if number is not None and library.is_valid_number(number):
            return written(number)
        return digits if len(digits) >= 8 else ""
    return digits


def _is_placeholder(digits: str) -> bool:
    """0000000, 1234567, 9876543210: nobody's number, written where one was demanded."""
    core = digits.lstrip("0") or "0"
    return (
        len(set(digits)) == 1
        or len(set(core)) == 1
        or digits in _EXAMPLES
        or any(digits in run or (len(core) >= 6 and core in run) for run in _RUNS)
    )
