"""Which products are bought together more often than chance: counts, support and lift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Products whose companions are counted at once.
_STEP = 256
#: Pairs rarer than this, or hardly more frequent than chance, are anecdotes.
MIN_TOGETHER = 5
_MIN_LIFT = 1.2
_MIN_Z = 3.0


@dataclass(frozen=True)
class Pairs:
    """Of each product its companions, best first: orders with both, orders with the first, and the lift.

    Lift = together × all orders / (orders with the first × orders with the other).
    """

    product: NDArray[np.int64]
    other: NDArray[np.int64]
    together: NDArray[np.int64]
    orders: NDArray[np.int64]
    lift: NDArray[np.float64]


def bought_together(
    order: NDArray[np.int64],
    product: NDArray[np.int64],
    *,
    top: int = 10,
    progress: Progress = no_progress,
) -> Pairs:
    """Up to ``top`` companions of each product, from the lines of all orders (equally long id arrays).

    Ranked by how many orders hold both beyond what chance would give (leverage, Piatetsky-Shapiro 1991);
    pairs in fewer than ``MIN_TOGETHER`` orders or within three standard deviations of chance are left out.
    """
    import pandas as pd
    from scipy import sparse

    row, orders = pd.factorize(order)
    progress(0.05)
    column, products = pd.factorize(product, sort=True)
    progress(0.1)
    baskets = sparse.csc_matrix(
        (np.ones(len(row), np.float32), (row, column)), shape=(len(orders), len(products))
    )
    # A product on several lines of an order was added up; it is there once.
    baskets.data[:] = 1
    progress(0.15)
    by_product = baskets.T.tocsr()
    held = np.diff(baskets.indptr).astype(np.float64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]] = []
    for start in range(0, len(products), _STEP):
        progress(0.2 + 0.8 * start / len(products))
        stop = min(start + _STEP, len(products))
        together = (by_product @ baskets[:, start:stop]).toarray().T.astype(np.float64)
        together[np.arange(stop - start), np.arange(start, stop)] = 0
        chance = held[start:stop, None] * held[None, :] / max(len(orders), 1)
        beyond = together - chance
        beyond[(together < MIN_TOGETHER) | (together < _MIN_LIFT * chance)] = 0
        beyond[beyond < _MIN_Z * np.sqrt(chance)] = 0
        keep = np.argsort(-beyond, axis=1, kind="stable")[:, :top]
        line, place = np.nonzero(np.take_along_axis(beyond, keep, axis=1) > 0)
        other = keep[line, place]
        count = together[line, other]
        found.append((line + start, other, count.astype(np.int64), count / chance[line, other]))
    if not found:
        none = np.empty(0, np.int64)
        return Pairs(none, none, none, none, np.empty(0))
    first = np.concatenate([part[0] for part in found])
    other = np.concatenate([part[1] for part in found])
    both = np.concatenate([part[2] for part in found])
    lift = np.concatenate([part[3] for part in found])
    return Pairs(products[first], products[other], both, held[first].astype(np.int64), lift)
