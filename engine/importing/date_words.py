"""Months and weekdays by name, in many languages: ``resources/values/date_words.json``."""

from __future__ import annotations

import json
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.words import RESOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray


def months_of(words: pa.Array) -> NDArray[np.int64]:
    """1 to 12 for each word that names a month, 0 for the others."""
    encoded = words.dictionary_encode()
    numbers = np.array([_month(word) for word in encoded.dictionary.to_pylist()], np.int64)
    return numbers[encoded.indices.to_numpy(zero_copy_only=False)] if len(numbers) else numbers


@lru_cache(maxsize=512)
def weekday_of(word: str) -> int:
    """0 (Monday) to 6 for a word that names a day of the week, -1 for another."""
    return _named("weekdays").get(_plain(word), -1)


@lru_cache(maxsize=512)
def _month(word: str) -> int:
    return _named("months").get(_plain(word), 0)


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn").strip(" .,")


@lru_cache(maxsize=2)
def _named(what: str) -> dict[str, int]:
    told = json.loads((RESOURCES / "values" / "date_words.json").read_text("utf-8"))
    return {word: int(number) for number, words in told[what].items() for word in words}
