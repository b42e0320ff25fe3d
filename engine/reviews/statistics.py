"""How sure a share, a difference or a change is, and what remains of many when one looks at them all."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: Two-sided 95 %.
_Z = 1.959964
#: Of the changes that are shown as real, this share may be chance.
FALSE_SHARE = 0.1


def wilson(positive: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share; (0, 1) where there is nothing."""
    if total == 0:
        return 0.0, 1.0
    share = positive / total
    spread = _Z**2 / total
    middle = share + spread / 2
    half = _Z * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def difference(one: Sequence[float], other: Sequence[float]) -> tuple[float, float, float] | None:
    """(mean of one less mean of the other, low, high) at 95 %; None where either has fewer than three."""
    if min(len(one), len(other)) < 3:
        return None
    means = [sum(side) / len(side) for side in (one, other)]
    errors = [
        # A handful of equal stars is no proof that all are equal: as if one more were a star away.
        (sum((value - mean) ** 2 for value in side) + 1) / (len(side) - 1) / len(side)
        for side, mean in zip((one, other), means, strict=True)
    ]
    half = _Z * math.sqrt(sum(errors))
    gap = means[0] - means[1]
    return gap, gap - half, gap + half


def change_by_chance(positive: int, total: int, before_positive: int, before_total: int) -> float:
    """How likely two shares of the same kind differ this much by chance (two-sided p)."""
    if min(total, before_total) == 0:
        return 1.0
    pooled = (positive + before_positive) / (total + before_total)
    error = math.sqrt(pooled * (1 - pooled) * (1 / total + 1 / before_total))
    if error == 0:
        return 1.0
    gap = positive / total - before_positive / before_total
    return math.erfc(abs(gap) / error / math.sqrt(2))


def real(chances: Sequence[float], false_share: float = FALSE_SHARE) -> list[bool]:
    """Which of many looks are real (Benjamini-Hochberg): at most ``false_share`` of them are chance."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    last = -1
    for rank, place in enumerate(order):
        if chances[place] <= false_share * (rank + 1) / len(chances):
            last = rank
    kept = set(order[: last + 1])
    return [place in kept for place in range(len(chances))]


def shrunk(positive: float, total: float, mean: float, worth: float) -> float:
    """A share drawn to the shop's ``mean`` as if that were ``worth`` opinions more."""
    return (positive + mean * worth) / (total + worth)
