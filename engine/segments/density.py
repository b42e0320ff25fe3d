"""Density methods (HDBSCAN, DBSCAN): groups where customers crowd, and those who stand apart from all.

A shop's customers are one crowd with a long tail more often than not; then there are no density groups, and
the methods say so. What they are good for is naming those who are like nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import ClienteleError
from engine.jobs import part_of
from engine.segments.clustering import (
    SEED,
    Scale,
    enough_buyers,
    features_of,
    in_words,
    outsize_buyers,
)
from engine.segments.one_thread import one_thread
from engine.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

#: DBSCAN keeps every pair of neighbours: so many customers are looked at, the others join their nearest.
_SAMPLE = 10_000
#: Fewer crowds than this, or more customers outside of all, and there are no density groups.
_FEWEST_GROUPS, _MOST_APART = 3, 0.2
_NEIGHBOURS = 10


def segment_by_density(
    find: Callable[[Floats], Ints], source: CustomerSource, progress: Progress, parameters: dict[str, Any]
) -> Segmentation:
    """Buyers in the crowds that ``find`` (rows (n, d) to labels (n,), -1 apart) sees; those apart join their
    nearest crowd and are counted. Raises as ``check_buyers``, or ``segment.no_density_groups``.
    """
    from scipy.spatial import cKDTree

    buyers = enough_buyers(source)
    outsize, in_all, an_order = outsize_buyers(buyers)
    scale = Scale.fit(features_of(buyers)[~outsize])
    X = scale.apply(features_of(buyers))
    usual = np.flatnonzero(~outsize)
    looked_at = usual
    if len(usual) > _SAMPLE:
        looked_at = np.sort(np.random.default_rng(SEED).choice(usual, _SAMPLE, replace=False))
    with one_thread():
        found = find(X[looked_at])
    part_of(progress, 0.0, 0.9)(1.0)
    groups = int(found.max()) + 1
    apart = float((found < 0).mean())
    if groups < _FEWEST_GROUPS or apart > _MOST_APART:
        raise ClienteleError(
            "segment.no_density_groups", n=groups, share=round(apart, 4), outsize=int(outsize.sum())
        )
    crowd = found >= 0
    _, nearest = cKDTree(X[looked_at][crowd]).query(X)
    labels = np.asarray(found[crowd][nearest], np.int64)
    return in_words(
        source, labels, groups, outsize, (in_all, an_order), parameters=parameters,
        quality={
            "k": groups, "apart_share": round(apart, 4), "outsize_customers": int(outsize.sum()),
            "silhouette": _silhouette(X[looked_at], labels[looked_at]),
        },
        notes=(
            Text("segment.note.crowds", {"n": groups}),
            Text("segment.note.apart", {"share": round(apart, 4)}),
            *([Text("segment.note.outsize", {"n": int(outsize.sum())})] if outsize.any() else []),
        ),
    )  # fmt: skip


def _silhouette(X: Floats, labels: Ints) -> float:
    from sklearn.metrics import silhouette_score

    return round(float(silhouette_score(X, labels, sample_size=min(len(X), 3_000), random_state=SEED)), 4)


def elbow(X: Floats) -> float:
    """The distance to the tenth neighbour where its sorted curve bends most: DBSCAN's reach (Ester et al.,
    KDD 1996), as the point farthest from the chord of the curve.
    """
    from scipy.spatial import cKDTree

    distances = np.asarray(cKDTree(X).query(X, _NEIGHBOURS + 1)[0], float)
    distance = np.sort(distances[:, -1])
    low, high = distance[0], distance[-1]
    if high <= low:
        return float(max(high, 1e-6))
    share = np.linspace(0, 1, len(distance))
    return float(distance[int(np.argmax(share - (distance - low) / (high - low)))])
