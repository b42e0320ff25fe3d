"""Months and weekdays by name, in the languages that shops' files come in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Where two of them use one word for two months, the earlier language's is meant.
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "cs", "fi", "hu", "ro", "tr", "ru",
    "uk", "ca", "el", "id",
)  # fmt: skip
#: What CLDR does not list: other abbreviations, and German without its umlauts.
_MORE_MONTHS = {
    "jan": 1, "janv": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "fevr": 2, "mar": 3, "mrz": 3, "maerz": 3,
    "mrt": 3, "maa": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "jun": 6,
    "giu": 6, "jul": 7, "juil": 7, "juill": 7, "lug": 7, "aug": 8, "aou": 8, "ago": 8, "agto": 8,
    "sep": 9, "sept": 9, "sett": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11,
    "dec": 12, "dez": 12, "dic": 12, "des": 12,
}  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


def months_of(words: pa.Array) -> NDArray[np.int64]:
    """1 to 12 for each word that names a month, 0 for the others."""
    encoded = words.dictionary_encode()
    numbers = np.array([_month(word) for word in encoded.dictionary.to_pylist()], np.int64)
    return numbers[encoded.indices.to_numpy(zero_copy_only=False)] if len(numbers) else numbers


@lru_cache(maxsize=512)
def _month(word: str) -> int:
    word = _plain(word)
    if word in _MORE_MONTHS:
        return _MORE_MONTHS[word]
    return _ENGLISH.index(word) + 1 if word in _ENGLISH else _months().get(word, 0)


@lru_cache(maxsize=512)
def weekday_of(word: str) -> int:
    """0 (Monday) to 6 for a word that names a day of the week, -1 for another."""
    return _weekdays().get(_plain(word), -1)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").strip(" .,")


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return _named("months")


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    return _named("days")


def _named(what: str) -> dict[str, int]:
    from babel import Locale

    names: dict[str, int] = {}
    for language in _LANGUAGES:
        for uses in getattr(Locale(language), what).values():
            for width in ("wide", "abbreviated"):
                for number, name in uses.get(width, {}).items():
                    names.setdefault(_plain(name), number)
    return names
