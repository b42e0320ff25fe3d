"""How much groups are worth: what they tell of later spending, and how far two groupings agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_FOLDS = 5
_SEED = 20_111_209


def told_of_later(labels: Ints, later: Floats) -> float:
    """Share of the variance of log later spending that groups explain, in five-fold cross-validation.

    ``labels`` (n,) are the groups as they were before, ``later`` (n,) what each customer spent since in main
    units. Below 0: worse than telling everybody the same.
    """
    import numpy as np

    y = np.log1p(np.maximum(later, 0.0))
    variance = float(np.var(y))
    if variance == 0.0:
        return 0.0
    groups = int(labels.max()) + 1
    fold = np.random.default_rng(_SEED).permutation(len(y)) % _FOLDS
    predicted = np.empty_like(y)
    for held in range(_FOLDS):
        train = fold != held
        counts = np.bincount(labels[train], minlength=groups)
        sums = np.bincount(labels[train], weights=y[train], minlength=groups)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), y[train].mean())
        predicted[~train] = means[labels[~train]]
    return float(1.0 - np.mean((y - predicted) ** 2) / variance)


def agreement_of(one: Ints, other: Ints) -> float:
    """``agreement`` of two arrays of labels of the same customers, (n,) each, from 0 up."""
    import numpy as np

    groups = int(other.max()) + 1
    shared = np.bincount(one * groups + other)
    return agreement((pair // groups, pair % groups, int(shared[pair])) for pair in np.flatnonzero(shared))


def agreement(shared: Iterable[tuple[object, object, int]]) -> float:
    """The adjusted Rand index of two groupings (Hubert and Arabie 1985): 1 the same, 0 no more than chance.

    ``shared``: how many customers each pair of groups, one of either grouping, has in common.
    """
    ones: dict[object, int] = {}
    others: dict[object, int] = {}
    pairs = everyone = 0
    for one, other, count in shared:
        ones[one] = ones.get(one, 0) + count
        others[other] = others.get(other, 0) + count
        pairs += count * (count - 1) // 2
        everyone += count
    within = sum(count * (count - 1) // 2 for count in ones.values())
    without = sum(count * (count - 1) // 2 for count in others.values())
    total = everyone * (everyone - 1) // 2
    if not total:
        return 1.0
    expected = within * without / total
    most = (within + without) / 2
    return 1.0 if most == expected else (pairs - expected) / (most - expected)
