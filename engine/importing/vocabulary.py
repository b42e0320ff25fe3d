"""Words that programs write in cells, in the languages they write them in (``resources/values/*.json``)."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

from engine.words import RESOURCES

_BETWEEN = re.compile(r"(?<=\w)[\s_\-./:]+(?=\w)")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain_word(text: str) -> str:
    """A word without what does not distinguish it: ``Add_to-Cart`` and ``addToCart`` are ``add to cart``."""
    spaced = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text).strip().replace("_", " "))
    return _BETWEEN.sub(" ", spaced.casefold())


@lru_cache(maxsize=32)
def words(file: str, group: str) -> frozenset[str]:
    """The plain words of one group of ``resources/values/<file>.json``."""
    return frozenset(map(plain_word, _read(file)[group]))


@lru_cache(maxsize=32)
def pattern(file: str, group: str) -> re.Pattern[str]:
    """A pattern that finds any of the expressions of one group, whatever their case."""
    return re.compile("|".join(_read(file)[group]), re.IGNORECASE)


@lru_cache(maxsize=8)
def _read(file: str) -> dict[str, Any]:
    return dict(json.loads((RESOURCES / "values" / f"{file}.json").read_text("utf-8")))
