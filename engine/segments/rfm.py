"""Recency, frequency, money: five scores each, and the published table that names all 125 combinations.

Scores come from quantile edges that keep equal customers together: giving tied customers different scores by
their row number (SQL's NTILE, ``rank(method="first")``) moves a quarter to two fifths of the customers of a
real shop when the rows are merely shuffled. Where most people bought once, quantiles of the order count say
nothing, and plain bands of order counts take their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_TABLE = {
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
#: The 125 codes (recency, frequency, money; 5 is best) and their eleven names, an exact partition.
#: Source: Spotler Activate help 21259717715090 and Squeezely wiki 2623897601.
CODES = {name: tuple(codes.split()) for name, codes in _TABLE.items()}
#: People on file who never completed an order; the twelfth segment.
PROSPECTS = "prospects"
#: The segments in the order in which they are shown.
SEGMENTS = (*CODES, PROSPECTS)

#: Above this share of one-time buyers the frequency score uses bands of order counts.
MANY_ONE_TIMERS = 0.4
#: Upper ends of the frequency bands 1 to 4, widest first; the first whose top band is not empty is used.
BANDS = ((1, 2, 4, 9), (1, 2, 3, 5), (1, 2, 3, 4))
#: A top band is worth having from this share of the customers on.
TOP_BAND_SHARE = 0.02


@dataclass(frozen=True)
class Thresholds:
    """Where one score ends and the next begins: four ascending edges each, an edge itself
    belongs to the lower side.

    ``recency_days``: up to the first edge is score 5, beyond the last is score 1. ``orders`` and ``net_e4``
    (ten-thousandths of the currency): up to the first edge is score 1, beyond the last is score 5.
    """

    recency_days: tuple[int, ...]
    orders: tuple[int, ...]
    net_e4: tuple[int, ...]
    banded: bool

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Thresholds:
        """The thresholds that ``to_json`` wrote."""
        return cls(
            tuple(stored["recency_days"]), tuple(stored["orders"]), tuple(stored["net_e4"]), stored["banded"]
        )


def fit_thresholds(recency_days: Ints, orders: Ints, net_e4: Ints) -> Thresholds:
    """Edges between the scores from the buyers of a shop; arrays (n,), every ``orders`` ≥ 1, n ≥ 1."""
    import numpy as np

    one_timers = float(np.mean(orders == 1))
    banded = one_timers > MANY_ONE_TIMERS
    return Thresholds(
        recency_days=_quantile_edges(recency_days),
        orders=_bands(orders) if banded else _quantile_edges(orders),
        net_e4=_quantile_edges(net_e4),
        banded=banded,
    )


def _quantile_edges(values: Ints) -> tuple[int, ...]:
    import numpy as np

    # Observed values as edges: no interpolation between two customers, so that the rule can be said exactly.
    edges = np.quantile(values, (0.2, 0.4, 0.6, 0.8), method="inverted_cdf")
    return tuple(int(edge) for edge in edges)


def _bands(orders: Ints) -> tuple[int, ...]:
    import numpy as np

    for bands in BANDS:
        if np.mean(orders > bands[-1]) >= TOP_BAND_SHARE:
            return bands
    return BANDS[-1]


def score(recency_days: Ints, orders: Ints, net_e4: Ints, thresholds: Thresholds) -> Ints:
    """Scores 1 to 5 of each buyer; arrays of shape (n,) in, shape (n, 3) out in the order R, F, M."""
    import numpy as np

    return np.column_stack(
        (
            5 - np.searchsorted(thresholds.recency_days, recency_days, side="left"),
            1 + np.searchsorted(thresholds.orders, orders, side="left"),
            1 + np.searchsorted(thresholds.net_e4, net_e4, side="left"),
        )
    ).astype(np.int64)


def segment_index(scores: Ints) -> Ints:
    """Position in ``SEGMENTS`` of each row of scores; shape (n, 3) in, (n,) out."""
    import numpy as np

    table = np.full(556, -1, dtype=np.int64)
    for position, codes in enumerate(CODES.values()):
        table[[int(code) for code in codes]] = position
    found: Ints = table[scores @ np.array([100, 10, 1])]
    return found


@dataclass(frozen=True)
class Range:
    """What all members of a segment have in common in real units; None where a side is open."""

    days_from: int | None
    days_to: int | None
    orders_from: int | None
    orders_to: int | None
    net_from_e4: int | None
    net_to_e4: int | None


def real_range(codes: Sequence[str], thresholds: Thresholds) -> Range:
    """The tightest limits, in days, orders and money, that hold for every code of a segment."""
    (r_low, r_high), (f_low, f_high), (m_low, m_high) = (
        (min(int(code[i]) for code in codes), max(int(code[i]) for code in codes)) for i in range(3)
    )
    days, orders, net = thresholds.recency_days, thresholds.orders, thresholds.net_e4
    return Range(
        days_from=days[4 - r_high] + 1 if r_high < 5 else None,
        days_to=days[5 - r_low] if r_low > 1 else None,
        orders_from=orders[f_low - 2] + 1 if f_low > 1 else None,
        orders_to=orders[f_high - 1] if f_high < 5 else None,
        net_from_e4=net[m_low - 2] if m_low > 1 else None,
        net_to_e4=net[m_high - 1] if m_high < 5 else None,
    )
