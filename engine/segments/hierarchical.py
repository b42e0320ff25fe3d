"""The hierarchical method: customers joined to ever larger groups, with the tree to look at.

It is less stable than k-means on real shops (drawing the customers again changes it more), so it is for
exploring; its stability is said with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.segments.clustering import segment_by
from engine.segments.ward import FULL, Ward, WardMaker, WardTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.jobs import Progress
    from engine.segments.method import CustomerSource, Segmentation

#: On real shops Ward agrees with itself by about half when customers are drawn again.
_STABLE = 0.4
#: Branches shown of the tree: more cannot be told apart on a screen.
SHOWN_BRANCHES = 24


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in one of three to eight branches of Ward's tree; see ``segment_by``.

    ``quality["tree"]`` is the top of the tree: ``joins`` (branches - 1, 4) as SciPy writes linkages, the
    customers of each branch and the code of its group.
    """
    made: list[Ward] = []
    maker = WardMaker()

    def make(k: int, seed: int, restarts: int) -> Ward:
        made.append(maker(k, seed, restarts))
        return made[-1]

    found = segment_by(
        make, source, progress, parameters={"method": "Ward", "full_up_to": FULL}, stable=_STABLE
    )
    last, order = made[-1], found.parameters["order"]
    groups = np.array([found.segments[order.index(cluster)].code for cluster in range(len(order))])
    tree = top_of(last.tree_, groups[last.leaf_labels_])
    return replace(found, quality={**found.quality, "tree": tree})


def top_of(tree: WardTree, group: NDArray[np.str_], branches: int = SHOWN_BRANCHES) -> dict[str, Any]:
    """The last joins of a tree, its branches below them as leaves: ``joins``, ``customers``, ``groups``.

    ``group`` names that of each leaf of the whole tree (m,).
    """
    from scipy.cluster.hierarchy import fcluster

    count = min(branches, len(tree.leaves))
    label: NDArray[np.int64] = fcluster(tree.joins, count, "maxclust").astype(np.int64) - 1
    count = int(label.max()) + 1
    customers = np.bincount(label, tree.sizes, minlength=count)
    leaves = len(tree.leaves)
    # Each node of the whole tree is inside one branch or above them all; those above are renumbered.
    name = np.concatenate([label, np.full(len(tree.joins), -1)])
    joins: list[list[float]] = []
    for step, (one, other, height, _) in enumerate(tree.joins):
        first, second = int(name[int(one)]), int(name[int(other)])
        if first == second and first < count:
            name[leaves + step] = first
            continue
        name[leaves + step] = count + len(joins)
        total = sum(
            customers[place] if place < count else joins[place - count][3] for place in (first, second)
        )
        joins.append([first, second, round(float(height), 4), float(total)])
    return {
        "joins": joins,
        "customers": [int(one) for one in customers],
        "groups": [str(group[np.flatnonzero(label == branch)[0]]) for branch in range(count)],
    }
