"""The Gaussian mixture method: groups of any size and slant, which may overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.segments.clustering import segment_by

if TYPE_CHECKING:
    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation

#: Mixtures agree with themselves less than k-means does: overlapping groups share customers. Hennig's bar
#: below which clusters are dissolved.
_STABLE = 0.6


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in the likeliest of three to eight normal distributions; see ``segment_by``."""
    return segment_by(
        make_mixture, source, progress, parameters={"method": "Gaussian mixture"}, stable=_STABLE
    )


def make_mixture(k: int, seed: int, restarts: int) -> Any:
    """An unfitted mixture with full covariances, kept from collapsing onto a few customers."""
    from sklearn.mixture import GaussianMixture

    return GaussianMixture(
        n_components=k, covariance_type="full", n_init=1 + restarts // 5, reg_covar=1e-2, max_iter=200,
        random_state=seed,
    )  # fmt: skip
