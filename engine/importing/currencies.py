"""Currencies as cells name them: signs, codes and words, and how money is written where they are used."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

#: Sign or word → the currencies that it may stand for, the likeliest first.
SIGNS: dict[str, tuple[str, ...]] = {
    "US$": ("USD",), "US $": ("USD",), "U$S": ("USD", "UYU"), "A$": ("AUD",), "AU$": ("AUD",),
    "AU $": ("AUD",),
    "C$": ("CAD", "NIO"), "CA$": ("CAD",), "CA $": ("CAD",), "CDN$": ("CAD",), "NZ$": ("NZD",),
    "NZ $": ("NZD",), "HK$": ("HKD",), "HK $": ("HKD",), "NT$": ("TWD",), "NT $": ("TWD",), "TW$": ("TWD",),
    "S$": ("SGD",), "SG$": ("SGD",), "MX$": ("MXN",), "MEX$": ("MXN",), "R$": ("BRL",), "BR$": ("BRL",),
    "AR$": ("ARS",), "RD$": ("DOP",), "J$": ("JMD",), "TT$": ("TTD",), "COL$": ("COP",), "CLP$": ("CLP",),
    "CO$": ("COP",),
    "$US": ("USD",), "$CA": ("CAD",), "$AU": ("AUD",), "$NZ": ("NZD",), "$HK": ("HKD",), "$SG": ("SGD",),
    "$MX": ("MXN",), "£GB": ("GBP",), "Dkr": ("DKK",), "Nkr": ("NOK",), "Ikr": ("ISK",), "Skr": ("SEK",),
    "CN¥": ("CNY",), "JP¥": ("JPY",), "RMB": ("CNY",), "人民币": ("CNY",), "元": ("CNY", "TWD"),
    "圆": ("CNY",), "块": ("CNY",), "円": ("JPY",), "圓": ("TWD", "HKD"), "원": ("KRW",),
    "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",), "£": ("GBP", "EGP", "GIP"), "¥": ("CNY", "JPY"),
    "₩": ("KRW",), "₹": ("INR",), "Rs.": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"), "₨": ("PKR", "INR", "LKR", "NPR"), "₽": ("RUB",),
    "руб.": ("RUB",), "руб": ("RUB",), "₺": ("TRY",), "TL": ("TRY",), "₫": ("VND",), "đ": ("VND",),
    "₪": ("ILS",), "৳": ("BDT",), "Tk": ("BDT",), "฿": ("THB",), "₴": ("UAH",), "грн": ("UAH",),
    "₦": ("NGN",), "₱": ("PHP",), "₡": ("CRC",), "₲": ("PYG",), "₵": ("GHS",), "₸": ("KZT",), "₾": ("GEL",),
    "kr": ("SEK", "NOK", "DKK", "ISK"), "kr.": ("DKK", "SEK", "NOK", "ISK"), "zł": ("PLN",),
    "zl": ("PLN",), "Kč": ("CZK",), "Ft": ("HUF",), "lei": ("RON", "MDL"), "лв.": ("BGN",), "лв": ("BGN",),
    "din.": ("RSD",), "RM": ("MYR",), "Rp.": ("IDR",), "Rp": ("IDR",), "S/.": ("PEN",), "S/": ("PEN",),
    "Bs.": ("BOB", "VES"), "Bs": ("BOB", "VES"), "CHF": ("CHF",), "SFr.": ("CHF",), "SFr": ("CHF",),
    "Fr.": ("CHF",), "Fr": ("CHF",), "KSh": ("KES",), "TSh": ("TZS",), "USh": ("UGX",), "GH₵": ("GHS",),
    "F CFA": ("XOF", "XAF"), "FCFA": ("XOF", "XAF"), "CFA": ("XOF", "XAF"), "DH": ("MAD", "AED"),
    "AED": ("AED",), "د.إ": ("AED",), "ر.س": ("SAR",), "R": ("ZAR",),
    "$": (
        "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "BRL", "ARS", "CLP", "COP", "UYU", "DOP",
        "BBD", "BMD", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SRD", "TTD", "XCD", "PEN",
        "NIO",
    ),
}  # fmt: skip

#: Where these are used the comma groups thousands, and where those are the point does: ``₩1,234`` is no 1.2.
GROUPED_BY_COMMA = frozenset({
    "USD", "GBP", "CNY", "JPY", "KRW", "INR", "HKD", "TWD", "SGD", "THB", "PHP", "MYR", "AUD", "NZD", "ILS",
    "BDT", "PKR", "LKR", "NPR", "NGN", "KES", "MXN",
})  # fmt: skip
GROUPED_BY_POINT = frozenset({
    "BRL", "ARS", "CLP", "COP", "VND", "IDR", "TRY", "DKK", "NOK", "SEK", "PLN", "CZK", "HUF", "RON", "BGN",
    "ISK", "UYU", "PYG", "RSD", "RUB", "UAH",
})  # fmt: skip

#: Codes that are words besides: "Grand total ALL" is in no currency of Albania.
_WORDS = frozenset(
    {"ALL", "TOP", "CUP", "TRY", "PEN", "MAD", "SOS", "MOP", "BAM", "GEL", "RON", "COP", "ANG"}
)
_INSIDE = re.compile(r"[(\[（【]([^)\]）】]*)")
_BETWEEN = re.compile(r"[\s/_:;,.()（）\[\]【】-]+")

_CODE = re.compile(r"(?:^|[^A-Za-z])([A-Z]{3})(?:$|[^A-Za-z])")


def currencies_of(values: pa.Array, *, whole: bool = False) -> list[tuple[str, ...]]:
    """For each distinct text the currencies that its sign or code may stand for, the likeliest first; empty
    where it has none. ``whole``: the texts are a currency each, and one that nobody knows stands for itself.
    """
    around = values if whole else pc.replace_substring_regex(values, r"[\d.,'()\s\p{Z}+−-]+", " ")
    around = around.dictionary_encode()
    told = [_currencies(text, whole) for text in around.dictionary.to_pylist()]
    return [told[code] for code in around.indices.to_pylist()]


@lru_cache(maxsize=512)
def currencies_in_name(name: str) -> tuple[str, ...]:
    """The currencies that a column of amounts may be in by its name ("Price (USD)", "amount_eur", "单价(元)",
    "Preis in €"), the likeliest first; empty where it names none.
    """
    for inside in _INSIDE.findall(name):
        told = _currencies(inside, False)
        if told:
            return told
    words = [word for word in _BETWEEN.split(name) if word]
    for word in (words[-1], words[0]) if words else ():
        code = word.upper()
        if code in codes() and (code not in _WORDS or (word == code and not name.isupper())):
            return (code,)
        if not (word.isascii() and word.isalnum()) and _signed(word):
            return _signed(word)
    return _signed(name) if not name.isalpha() else ()


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Every ISO 4217 code."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


@lru_cache(maxsize=512)
def _currencies(text: str, whole: bool) -> tuple[str, ...]:
    clean = unicodedata.normalize("NFKC", text).strip()
    known = codes()
    for code in _CODE.findall(clean.upper() if whole else clean):
        if code in known:
            return (code,)
    if whole:
        return _named(clean.casefold()) or _signed(clean) or ((clean,) if clean else ())
    return _signed(clean)


def _signed(text: str) -> tuple[str, ...]:
    bare = text.replace(" ", "").rstrip(".").casefold()
    whole = _bare_signs().get(bare)
    # Beside other words only a true sign tells: "kr" stands inside too many of them.
    return whole or next((SIGNS[sign] for sign in text if sign in SIGNS and not sign.isalpha()), ())


@lru_cache(maxsize=1)
def _bare_signs() -> dict[str, tuple[str, ...]]:
    bare: dict[str, tuple[str, ...]] = {}
    for sign, meant in SIGNS.items():
        bare.setdefault(sign.replace(" ", "").rstrip(".").casefold(), meant)
    return bare


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Currency names in the languages that shops' files come in → code."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in ("en", "zh", "de", "fr", "es", "it", "pt", "nl", "ja"):
        for code, name in Locale(language).currencies.items():
            names.setdefault(name.casefold(), code)
    return names


def _named(text: str) -> tuple[str, ...]:
    code = _names().get(text)
    return (code,) if code else ()
