"""Words that say yes or no, who agreed to be written to, which gender: ``resources/values/words.json``.

Every dictionary there is our value → the words for it in the languages that shops' files come in.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from engine.importing.cells import unwrapped
from engine.importing.table import Factor
from engine.words import RESOURCES


def word_of(dictionary: str, text: str) -> str:
    """What a word means in one of the dictionaries (``flag``, ``consent``, ``suppression``, ``gender``,
    ``rating``, ``status``); empty where it is not in it.
    """
    return _dictionaries()[dictionary].get(_plain(text), "")


def flag_of(text: str) -> bool | None:
    """Yes or no; None for a word that is neither, and for blank."""
    meant = word_of("flag", text)
    return meant == "yes" if meant else None


def read_flags(values: pa.Array) -> NDArray[np.int8]:
    """1 for yes, 0 for no, -1 for neither, per distinct text."""
    told = (flag_of(text) for text in values.to_pylist())
    return np.array([-1 if flag is None else int(flag) for flag in told], np.int8)


def consent_of(text: str) -> str:
    """Whether someone agreed to be written to: ``yes``, ``no`` (refused, or taken off), ``open`` (never
    asked, or asked and not confirmed: may not be written to, may still agree); empty for another word.
    """
    return word_of("consent", text) or word_of("flag", text)


def read_consents(values: pa.Array) -> list[str]:
    """``consent_of`` per distinct text; a moment, which is when they agreed, is a yes."""
    told = [consent_of(text) for text in values.to_pylist()]
    unknown = [place for place, meant in enumerate(told) if not meant]
    if unknown:
        from engine.importing.dates import read_dates

        reading = read_dates(Factor.of(values.take(pa.array(unknown))), "UTC")
        for place, code in zip(unknown, reading.codes.tolist(), strict=True):
            # A count or a year is no moment.
            if reading.form == "text" and reading.valid[code]:
                told[place] = "yes"
    return told


def suppression_of(text: str) -> str:
    """Why nothing may be sent to an address: ``unsubscribed``, ``bounced``, ``complained``; empty for another
    word.
    """
    return word_of("suppression", text)


def gender_of(text: str) -> str:
    """``female``, ``male``, ``other``; empty for a word that says none."""
    return word_of("gender", text)


@lru_cache(maxsize=1)
def _dictionaries() -> dict[str, dict[str, str]]:
    """Dictionary → plain word → our value."""
    folder = RESOURCES / "values"
    told = json.loads((folder / "words.json").read_text("utf-8"))
    told["status"] = json.loads((folder / "statuses.json").read_text("utf-8"))
    return {
        name: {_plain(word): meant for meant, words in values.items() for word in words}
        for name, values in told.items()
    }


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    """A word without case, accents, wrapping and punctuation; signs alone stay as they are."""
    folded = unicodedata.normalize("NFKC", unwrapped(text)).casefold().replace("’", "'")
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", folded) if unicodedata.category(letter) != "Mn"
    )
    bare = re.sub(r"^wc-", "", unicodedata.normalize("NFC", bare).strip())
    return " ".join(re.sub(r"[\s_./:;,!'\"()（）\[\]-]+", " ", bare).split()) or bare
