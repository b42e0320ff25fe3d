"""How good a ranked list is, one figure a customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def hits(columns: NDArray[np.int64], truth: list[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Whether each ranked column is one of those the customer really bought (rows × list length)."""
    found = np.zeros(columns.shape, bool)
    for position, bought in enumerate(truth):
        found[position] = np.isin(columns[position], bought)
    return found


def ndcg(found: NDArray[np.bool_], relevant: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """Normalised discounted cumulative gain at ``k``: 1 when the first of the list are all hits.

    DCG = Σ hit / log2(rank + 1); divided by the best that ``relevant`` (how many were bought) allows.
    """
    discount = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.cumsum(discount)
    gained = found[:, :k] @ discount[: found[:, :k].shape[1]]
    return np.asarray(gained / ideal[np.minimum(relevant, k) - 1])


def recall(found: NDArray[np.bool_], relevant: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """The share of what was bought that is among the first ``k``."""
    return np.asarray(found[:, :k].sum(axis=1) / relevant)


def hit_rate(found: NDArray[np.bool_], k: int) -> NDArray[np.float64]:
    """1 where at least one of the first ``k`` was bought."""
    return np.asarray(found[:, :k].any(axis=1), np.float64)


def standard_error(values: NDArray[np.float64]) -> float:
    """Of the mean of independent values; NaN for fewer than two."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
