"""The k-means method: as many round groups as the shop's customers fall into by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.segments.clustering import segment_by

if TYPE_CHECKING:
    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in one of three to eight clusters, outsize buyers apart; see ``segment_by``."""
    return segment_by(make_kmeans, source, progress, parameters={"method": "k-means"})


def make_kmeans(k: int, seed: int, restarts: int) -> Any:
    """An unfitted k-means; one restart misses the optimum on real shops."""
    from sklearn.cluster import KMeans

    return KMeans(n_clusters=k, n_init=restarts, random_state=seed)
