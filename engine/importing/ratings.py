"""Stars from one to five, however a rating is written; another scale only where the column shows it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine.importing.value_words import word_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OF = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:/|\\|out of|of|von|sur|de|su|van)\s*(\d+)"
    r"(?:\s*(?:stars?|sternen?|[eé]toiles?|points?))?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(\d+(?:[.,]\d+)?)")
_NAMED = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:-\s*)?(?:stars?|sterne?|[eé]toiles?|estrellas?|estrelas?|stelle|stella|sterren|"
    r"ster|★|⭐️?|颗星|顆星|星级|星|つ星)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%")
_FULL, _EMPTY = "★⭐🌟", "☆✩✰"
_CHINESE = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


@dataclass(frozen=True)
class StarReading:
    """``stars`` (int8, 1 to 5) per distinct value, whether each is a rating, and the ``scale`` on which bare
    numbers were read: 5, 10 or 100.
    """

    stars: NDArray[np.int8]
    valid: NDArray[np.bool_]
    scale: int


def read_stars(values: pa.Array, scale: int = 0) -> StarReading:
    """Read distinct texts as ratings: ``4/5``, ``★★★★☆``, ``4.0 out of 5``, ``5 stars``, ``80 %``, 好评.

    Bare numbers are of five unless several of them go beyond, or ``scale`` says otherwise; a scale of ten or
    a hundred is brought to five, halves upwards. Nought is no rating.
    """
    texts = [unicodedata.normalize("NFKC", text).strip() for text in values.to_pylist()]
    bare = {float(match[1].replace(",", ".")) for text in texts if (match := _NUMBER.fullmatch(text))}
    scale = scale or _scale(bare)
    shares = [_share(text, scale) for text in texts]
    stars = np.array([0 if share is None else _stars(share) for share in shares], np.int8)
    return StarReading(stars, stars > 0, scale)


def _scale(numbers: set[float]) -> int:
    """One number too large is a mistake; several are a scale."""
    for scale, below in ((100, 10), (10, 5)):
        beyond = [number for number in numbers if below < number <= scale]
        if len(beyond) >= 2 and len(beyond) >= 0.25 * len(numbers):
            return scale
    return 5


def _share(text: str, scale: int) -> Fraction | None:
    """The rating as a share of the best there is; None where there is none."""
    match = _OF.fullmatch(text)
    if match:
        return _of(match[1], int(match[2]))
    match = _NAMED.fullmatch(text)
    if match:
        return _of(match[1], 5)
    match = _NUMBER.fullmatch(text)
    if match:
        return _of(match[1], scale)
    match = _PERCENT.fullmatch(text)
    if match:
        return _of(match[1], 100)
    full = sum(letter in _FULL for letter in text)
    bare = text.replace("\ufe0f", "").replace(" ", "")
    if full and all(letter in _FULL + _EMPTY for letter in bare):
        return _of(str(full), max(len(bare), 5))
    if len(text) >= 2 and text[0] in _CHINESE and text[1:] in ("星", "颗星", "星级", "星好评"):
        return Fraction(_CHINESE[text[0]], 5)
    word = word_of("rating", text)
    return Fraction(int(word), 5) if word else None


def _of(number: str, best: int) -> Fraction | None:
    if best not in (3, 4, 5, 6, 7, 10, 20, 100):
        return None
    share = Fraction(number.replace(",", ".")) / best
    return share if 0 < share <= 1 else None


def _stars(share: Fraction) -> int:
    return max(1, int(share * 5 + Fraction(1, 2)))
