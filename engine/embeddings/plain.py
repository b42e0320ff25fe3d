"""The yardstick: a customer as plain figures and tastes, with nothing learned but main directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.embeddings.past import rescaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.embeddings.past import Past, Sparse

#: Main directions of what is bought; more made look-alikes no better on real shops.
DIRECTIONS = 16


def plain(past: Past, seed: int = 0) -> NDArray[np.float32]:
    """The standardised figures, the shares of the categories, and the main directions of everything bought,
    (n, d).
    """
    parts = [past.facts]
    bought = past.bought()
    if past.categories:
        counts = bought[:, : past.categories].toarray().astype(np.float64)
        parts.append(rescaled(np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))))
    if min(bought.shape) > DIRECTIONS:
        from sklearn.decomposition import TruncatedSVD

        directions = TruncatedSVD(DIRECTIONS, random_state=seed).fit_transform(weighted(bought))
        parts.append(rescaled(directions.astype(np.float64)))
    return np.hstack(parts).astype(np.float32)


def weighted(bought: Sparse) -> Sparse:
    """Counts of things with rare things weighing more and each customer of length 1 (tf-idf)."""
    from scipy.sparse import diags

    rows = bought.shape[0]
    found = np.bincount(bought.indices, minlength=bought.shape[1])
    X = bought.copy()
    X.data = np.log1p(X.data) * np.log(rows / np.maximum(found, 1))[X.indices].astype(np.float32)
    length = np.sqrt(np.asarray(X.multiply(X).sum(axis=1)).ravel())
    return (diags(1 / np.maximum(length, 1e-9)) @ X).tocsr().astype(np.float32)
