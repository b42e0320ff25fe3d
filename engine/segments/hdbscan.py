"""The HDBSCAN method: crowds of any density, found without telling it how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.segments.density import segment_by_density

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in a crowd; raises ``segment.no_density_groups`` where there are none."""
    return segment_by_density(_find, source, progress, {"method": "HDBSCAN"})


def _find(X: NDArray[np.float64]) -> NDArray[np.int64]:
    from sklearn.cluster import HDBSCAN

    smallest = max(20, len(X) // 50)
    return np.asarray(HDBSCAN(min_cluster_size=smallest, min_samples=10, copy=True).fit_predict(X), np.int64)
