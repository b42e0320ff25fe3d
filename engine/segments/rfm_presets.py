"""Published tables that name every combination of RFM scores, each an exact partition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Preset:
    """A table: how many scores there are of each kind, and the codes (R, F, M) of each of its segments.

    ``fixed_days``: the edges of recency where those are not measured, but the same in every shop at first.
    """

    key: str
    levels: int
    codes: Mapping[str, tuple[str, ...]]
    fixed_days: tuple[int, ...] = ()

    @property
    def segments(self) -> tuple[str, ...]:
        """The codes of the segments in the order in which they are shown."""
        return tuple(self.codes)

    def segment_of(self) -> dict[str, str]:
        """The segment of each code."""
        return {code: segment for segment, codes in self.codes.items() for code in codes}

    def index(self, scores: Ints) -> Ints:
        """Position in ``segments`` of each row of scores; shape (n, 3) in, (n,) out."""
        import numpy as np

        found: Ints = _lookup(self.key)[scores @ np.array([100, 10, 1])]
        return found


@lru_cache(maxsize=8)
def _lookup(key: str) -> Ints:
    import numpy as np

    table = np.full(556, -1, dtype=np.int64)
    for position, codes in enumerate(PRESETS[key].codes.values()):
        table[[int(code) for code in codes]] = position
    return table


def _split(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(codes.split()) for name, codes in table.items()}


def _from_squares(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Codes from squares of recency and value, value being the mean of frequency and money, rounded up."""
    square = {each: name for name, squares in table.items() for each in squares.split()}
    codes: dict[str, list[str]] = {name: [] for name in table}
    for r, f, m in product(range(5, 0, -1), repeat=3):
        codes[square[f"{r}{(f + m + 1) // 2}"]].append(f"{r}{f}{m}")
    return {name: tuple(found) for name, found in codes.items()}


#: The 125 codes and their eleven names.
#: Source: Spotler Activate help 21259717715090 and Squeezely wiki 2623897601.
_TWELVE = {
    "champions": "555 554 544 545 454 455 445",
    "loyal": "543 444 435 355 354 345 344 335",
    "potential_loyalists": "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351"
    " 342 341 333 323",
    "new_customers": "512 511 422 421 412 411 311",
    "promising": "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313",
    "needs_attention": "535 534 443 434 343 334 325 324",
    "about_to_sleep": "331 321 312 221 213 231 241 251",
    "at_risk": "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124",
    "cannot_lose": "155 154 144 214 215 115 114 113",
    "hibernating": "332 322 233 232 223 222 132 123 122 212 211",
    "lost": "111 112 121 131 141 151",
}

#: Three scores of each kind, recency by half years. Source: Klaviyo help 17797937793179 (2026-04-21).
_SIX = {
    "champions": "333 332 323",
    "loyal": "321 322 331 232 233",
    "recent": "312 313 311 222 223",
    "needs_attention": "213 221 123 132 133",
    "at_risk": "231 212 122 131 211",
    "inactive": "111 112 113 121",
}

#: Recency against the mean of frequency and money: Putler's eleven names, mended to an exact partition.
_SQUARES = {
    "champions": "55 54 45",
    "loyal": "53 44 35 34",
    "potential_loyalists": "52 42 33 43",
    "recent": "51",
    "promising": "41 31",
    "needs_attention": "32 23 22",
    "about_to_sleep": "21",
    "at_risk": "25 24 13",
    "cannot_lose": "15 14",
    "hibernating": "12",
    "lost": "11",
}

#: The table with which a shop starts.
DEFAULT = "twelve"
PRESETS: dict[str, Preset] = {
    "twelve": Preset("twelve", 5, _split(_TWELVE)),
    "six": Preset("six", 3, _split(_SIX), (180, 365)),
    "squares": Preset("squares", 5, _from_squares(_SQUARES)),
}
