"""The DBSCAN method: crowds of one density, its reach read off the distances to the tenth neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.segments.density import elbow, segment_by_density

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in a crowd; raises ``segment.no_density_groups`` where there are none."""
    return segment_by_density(_find, source, progress, {"method": "DBSCAN"})


def _find(X: NDArray[np.float64]) -> NDArray[np.int64]:
    from sklearn.cluster import DBSCAN

    found = np.asarray(DBSCAN(eps=elbow(X), min_samples=10).fit_predict(X), np.int64)
    # Crowds too small for a campaign are customers who stand apart.
    sizes = np.bincount(found[found >= 0], minlength=1)
    kept = np.flatnonzero(sizes >= max(20, len(X) // 50))
    place = np.full(len(sizes), -1)
    place[kept] = np.arange(len(kept))
    return np.where(found >= 0, place[np.maximum(found, 0)], -1)
