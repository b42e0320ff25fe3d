"""How many clusters a shop's customers fall into, if any: stable and usable first, then most useful.

The silhouette alone picks "one whale against everybody" and BIC never stops growing; so a number of clusters
is dropped where a cluster is too small or too large to act on, or where the clusters are different ones when
the customers are drawn again (mean adjusted Rand index over bootstraps below 0.8; Hennig 2007, fpc's
clusterboot). Among the rest the fewest clusters win that tell nearly as much as any about what customers
spend later; where the shop is too young to know that, the fewest within a tenth of the best silhouette.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.jobs import Progress, no_progress
from engine.segments.worth import agreement_of, told_of_later

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

CANDIDATES = tuple(range(3, 9))
#: A cluster smaller than this is not worth a campaign of its own.
SMALLEST_SHARE, SMALLEST = 0.02, 20
#: A cluster larger than this says nothing about its members.
LARGEST_SHARE = 0.60
#: Mean adjusted Rand index between the clusters and those of redrawn customers.
STABLE = 0.80
#: Usefulness always grows a little with k; the fewest clusters that reach this part of the best suffice.
NEARLY_AS_USEFUL = 0.90
NEARLY_AS_SEPARATE = 0.90
#: A number of clusters is tried on at most so many customers; everybody is then put to the nearest.
_TRIED_ON = 20_000
#: Fits are compared on at most so many customers.
_SAMPLE = 5_000
_SILHOUETTE_SAMPLE = 3_000
_BOOTSTRAPS = 20


@dataclass(frozen=True)
class Candidate:
    """How one number of clusters did; ``dropped`` names the first reason against it, or is empty."""

    k: int
    smallest: int
    smallest_share: float
    largest_share: float
    silhouette: float
    stability: float
    usefulness: float | None
    dropped: str


@dataclass(frozen=True)
class Choice:
    """The chosen number of clusters (None: no natural groups), by what, and every candidate."""

    k: int | None
    by: str
    candidates: tuple[Candidate, ...]

    @property
    def chosen(self) -> Candidate:
        """The winning candidate; only where there is one."""
        return next(candidate for candidate in self.candidates if candidate.k == self.k)


#: Makes an unfitted estimator with ``fit`` and ``predict`` for k clusters, a seed and a number of restarts.
MakeClusterer = Callable[[int, int, int], Any]


def choose_k(
    X: Floats,
    make: MakeClusterer,
    *,
    past: tuple[Floats, Floats] | None = None,
    candidates: Sequence[int] = CANDIDATES,
    seed: int = 0,
    stable: float = STABLE,
    progress: Progress = no_progress,
) -> Choice:
    """Choose k for standardised features ``X`` (n, d); ``stable`` is the agreement that a k needs.

    ``past`` is the same features some time earlier (m, d) with what those customers spent since (m,).
    """
    from sklearn.exceptions import ConvergenceWarning

    judged = []
    with warnings.catch_warnings():
        # More clusters than distinct customers: the empty ones are dropped as too small.
        warnings.simplefilter("ignore", ConvergenceWarning)
        for number, k in enumerate(candidates):

            def step(done: float, number: int = number) -> None:
                progress((number + done) / len(candidates))

            step(0.0)
            judged.append(_judge(X, make, k, past, seed, stable, step))
    progress(1.0)
    return decide(judged)


def decide(judged: Sequence[Candidate]) -> Choice:
    """The rule alone: drop, then the fewest clusters that are nearly as good as the best."""
    left = [candidate for candidate in judged if not candidate.dropped]
    if not left:
        return Choice(None, "", tuple(judged))
    useful = [candidate.usefulness for candidate in left if candidate.usefulness is not None]
    if len(useful) == len(left) and max(useful) > 0:
        bar = NEARLY_AS_USEFUL * max(useful)
        good = [c for c in left if c.usefulness is not None and c.usefulness >= bar]
        return Choice(min(c.k for c in good), "usefulness", tuple(judged))
    bar = max(c.silhouette for c in left)
    bar -= (1 - NEARLY_AS_SEPARATE) * abs(bar)
    return Choice(min(c.k for c in left if c.silhouette >= bar), "silhouette", tuple(judged))


def _judge(
    X: Floats,
    make: MakeClusterer,
    k: int,
    past: tuple[Floats, Floats] | None,
    seed: int,
    stable: float,
    step: Callable[[float], None],
) -> Candidate:
    import numpy as np
    from sklearn.metrics import silhouette_score

    n = len(X)
    if n < k * SMALLEST:
        return Candidate(k, 0, 0.0, 1.0, -1.0, 0.0, None, "too_few")
    labels = np.asarray(make(k, seed, 5).fit(_some(X, seed)).predict(X))
    sizes = np.bincount(labels, minlength=k)
    silhouette = float(
        silhouette_score(X, labels, sample_size=min(n, _SILHOUETTE_SAMPLE), random_state=seed)
        if np.count_nonzero(sizes) > 1
        else -1.0
    )
    step(0.1)
    stability = _stability(X, labels, make, k, seed, step)
    usefulness = _usefulness(*past, make, k, seed) if past is not None else None
    smallest, largest = int(sizes.min()), float(sizes.max() / n)
    if smallest < max(SMALLEST_SHARE * n, SMALLEST):
        dropped = "too_small"
    elif largest > LARGEST_SHARE:
        dropped = "too_large"
    else:
        dropped = "unstable" if stability < stable else ""
    return Candidate(k, smallest, smallest / n, largest, silhouette, stability, usefulness, dropped)


def _some(X: Floats, seed: int) -> Floats:
    import numpy as np

    if len(X) <= _TRIED_ON:
        return X
    some: Floats = X[np.sort(np.random.default_rng(seed).choice(len(X), _TRIED_ON, replace=False))]
    return some


def _stability(
    X: Floats, labels: Ints, make: MakeClusterer, k: int, seed: int, step: Callable[[float], None]
) -> float:
    """Mean adjusted Rand index of clusters fitted to bootstrap samples, compared on the same customers."""
    import numpy as np

    n = len(X)
    random = np.random.default_rng(seed)
    shown = random.choice(n, min(n, _SAMPLE), replace=False)
    agreement = []
    for draw in range(_BOOTSTRAPS):
        step(0.1 + 0.85 * draw / _BOOTSTRAPS)
        drawn = X[random.integers(0, n, min(n, _SAMPLE))]
        again = make(k, seed + draw + 1, 3).fit(drawn).predict(X[shown])
        agreement.append(agreement_of(labels[shown], np.asarray(again, np.int64)))
    return float(np.mean(agreement))


def _usefulness(X: Floats, later: Floats, make: MakeClusterer, k: int, seed: int) -> float:
    import numpy as np

    if len(X) < k * SMALLEST:
        return 0.0
    return told_of_later(np.asarray(make(k, seed, 5).fit(_some(X, seed)).predict(X)), later)
