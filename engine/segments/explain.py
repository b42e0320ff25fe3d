"""Clusters in plain words: a name each, a rule in days, orders and money, and what to do.

The rules come from a shallow decision tree that imitates the clusters on the real quantities; how well it
does so (its fidelity) is shown beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from engine.money import Money
from engine.segments.limits_in_words import condition, joined
from engine.segments.method import Buyers
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

#: The order in which a rule's conditions are said.
FEATURES = ("orders", "recency", "net", "tenure")
_DEPTH = 4
#: Fewer orders than this make nobody a regular.
_OFTEN = 4
#: Fewer customers than this who came back show no rhythm.
_ENOUGH_BACK = 20


@dataclass(frozen=True)
class Cluster:
    """A cluster in words. ``recall``: share of its members whom the rule describes; ``precision``: share of
    those whom the rule describes who are members."""

    name: Text
    rule: Text
    advice: Text
    recall: float
    precision: float


@dataclass(frozen=True)
class Explained:
    """Every cluster in words, and the share of customers whom the tree sorts as the clusters do."""

    clusters: tuple[Cluster, ...]
    fidelity: float


def explain(buyers: Buyers, labels: Ints, apart: Mask, k: int, currency: str) -> Explained:
    """Name and describe clusters 0 to k-1; customers with ``apart`` (n,) set belong to none of them."""
    import numpy as np
    from sklearn.tree import DecisionTreeClassifier

    X = _real(buyers)[~apart]
    inside = labels[~apart]
    tree = DecisionTreeClassifier(max_leaf_nodes=2 * k, max_depth=_DEPTH, random_state=0).fit(X, inside)
    leaf_of = tree.apply(X)
    boxes = _boxes(tree.tree_)
    groups = [inside == cluster for cluster in range(k)]
    habits = _habits(X, groups)
    names = _names(X, groups, habits)
    clusters = []
    for cluster in range(k):
        members = groups[cluster]
        # The leaf that holds most of the members speaks for them.
        leaf = Counter(leaf_of[members].tolist()).most_common(1)[0][0]
        described = leaf_of == leaf
        recall = float(np.mean(described[members]))
        clusters.append(
            Cluster(
                names[cluster],
                _rule(boxes[leaf], currency, recall),
                Text(f"segment.cluster.{habits[cluster]}.advice"),
                recall,
                float(np.mean(members[described])),
            )
        )
    return Explained(tuple(clusters), float(np.mean(tree.predict(X) == inside)))


def _real(buyers: Buyers) -> Floats:
    import numpy as np

    return np.column_stack(
        (buyers.orders, buyers.recency_days, buyers.net_e4 / 10_000, buyers.tenure_days)
    ).astype(np.float64)


def _boxes(tree: Any) -> dict[int, dict[int, tuple[float | None, float | None]]]:
    """For each leaf, the open lower and closed upper limit of every feature on its path."""
    boxes: dict[int, dict[int, tuple[float | None, float | None]]] = {}
    todo: list[tuple[int, dict[int, tuple[float | None, float | None]]]] = [(0, {})]
    while todo:
        node, box = todo.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left == right:
            boxes[node] = box
            continue
        feature, edge = int(tree.feature[node]), float(tree.threshold[node])
        low, high = box.get(feature, (None, None))
        todo.append((left, {**box, feature: (low, edge)}))
        todo.append((right, {**box, feature: (edge, high)}))
    return boxes


def _rule(box: dict[int, tuple[float | None, float | None]], currency: str, recall: float) -> Text:
    conditions = [
        _condition(name, *box[feature], currency) for feature, name in enumerate(FEATURES) if feature in box
    ]
    return Text("segment.rule.mostly", {"rule": joined(conditions), "share": round(recall, 3)})


def _condition(feature: str, low: float | None, high: float | None, currency: str) -> Text:
    """ "Over ``low``, up to ``high``" in whole units."""
    if feature == "net":
        amounts = [None if edge is None else Money(round(edge) * 10_000, currency) for edge in (low, high)]
        return condition(feature, *amounts) or Text("segment.rule.everyone")
    above, upto = (None if edge is None else floor(edge) for edge in (low, high))
    return condition(feature, None if above is None else above + 1, upto) or Text("segment.rule.everyone")


def _names(X: Floats, groups: Sequence[Mask], habits: Sequence[str]) -> list[Text]:
    """A name of their own for each group: by habit, and those of the same habit by what sets them apart."""
    names = [Text(f"segment.cluster.{habit}.name") for habit in habits]
    for habit in dict.fromkeys(habits):
        alike = [place for place, each in enumerate(habits) if each == habit]
        if len(alike) > 1:
            qualities = _set_apart(X, [groups[place] for place in alike])
            for place, quality in zip(alike, qualities, strict=True):
                names[place] = Text("segment.cluster.qualified", {"name": names[place], "quality": quality})
    return names


def _set_apart(X: Floats, groups: Sequence[Mask]) -> list[Text]:
    """What tells groups of the same habit apart, in the one quantity in which their middles lie furthest."""
    import numpy as np

    logs = np.log1p(np.maximum(X, 0.0))
    deviation = np.maximum(logs.std(axis=0), 1e-9)
    middles = np.array([np.median(logs[inside], axis=0) for inside in groups]) / deviation
    # The two that are hardest to tell apart decide.
    feature = int(np.argmax(np.diff(np.sort(middles, axis=0), axis=0).min(axis=0)))
    words, last = f"segment.cluster.{FEATURES[feature]}", len(groups) - 1
    found = [Text(f"{words}.middle")] * len(groups)
    for rank, place in enumerate(np.argsort(middles[:, feature], kind="stable").tolist()):
        if rank in (0, last):
            found[place] = Text(f"{words}.{'low' if rank == 0 else 'high'}")
        elif last > 2:
            facts = {"name": Text(f"{words}.middle"), "number": rank}
            found[place] = Text("segment.cluster.numbered", facts)
    return found


def _habits(X: Floats, groups: Sequence[Mask]) -> list[str]:
    """How the middle member of each group buys: how lately, by the shop's own rhythm, and how often."""
    import numpy as np

    active, gone = _rhythm(X)
    many = max(_OFTEN, ceil(float(np.quantile(X[:, 0], 2 / 3))))
    found = []
    for inside in groups:
        orders, recency = np.median(X[inside, :2], axis=0)
        lately = "active" if recency <= active else "gone" if recency > gone else "cooling"
        found.append(f"{lately}.{'once' if orders <= 1 else 'often' if orders >= many else 'some'}")
    return found


def _rhythm(X: Floats) -> tuple[float, float]:
    """Days since the last order up to which a customer is active, and from which gone.

    Of those who came back, three in four usually do so within the first, nine in ten within the second.
    """
    import numpy as np

    orders, recency, _, tenure = X.T
    back = orders > 1
    if np.count_nonzero(back) < _ENOUGH_BACK:
        low, high = np.quantile(recency, (1 / 3, 2 / 3))
        return float(low), float(high)
    gaps = (tenure - recency)[back] / (orders[back] - 1)
    active, gone = np.quantile(gaps, (0.75, 0.9))
    return float(active), float(gone)
