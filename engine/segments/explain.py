"""Clusters in plain words: a name each, a rule in days, orders and money, and what to do.

The rules come from a shallow decision tree that imitates the clusters on the real quantities; how well it
does so (its fidelity) is shown beside them.
"""

from __future__ import annotations

from collections import Counter
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
    profiles = [_Profile.of(X, inside == cluster) for cluster in range(k)]
    names = _names(profiles)
    clusters = []
    for cluster in range(k):
        members = inside == cluster
        # The leaf that holds most of the members speaks for them.
        leaf = Counter(leaf_of[members].tolist()).most_common(1)[0][0]
        described = leaf_of == leaf
        recall = float(np.mean(described[members]))
        clusters.append(
            Cluster(
                names[cluster],
                _rule(boxes[leaf], currency, recall),
                Text(f"segment.cluster.{profiles[cluster].habit}.advice"),
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


@dataclass(frozen=True)
class _Profile:
    """How a cluster's middle member compares with the middle third of the shop."""

    habit: str
    spend: str
    age: str

    @classmethod
    def of(cls, X: Floats, members: Mask) -> _Profile:
        import numpy as np

        orders, recency, net, tenure = np.median(X[members], axis=0)
        low, high = np.quantile(X, (1 / 3, 2 / 3), axis=0)
        activity = "active" if recency <= low[1] else "gone" if recency >= high[1] else "cooling"
        many = orders >= max(_OFTEN, ceil(high[0]))
        habit = "once" if orders <= 1 else "often" if many else "some"
        return cls(
            f"{activity}.{habit}",
            "small" if net <= low[2] else "big" if net >= high[2] else "middling",
            "young" if tenure <= low[3] else "old" if tenure >= high[3] else "grown",
        )


def _names(profiles: list[_Profile]) -> list[Text]:
    """A name of their own for each: by habit, then by spending, then by how long they have been customers."""
    bases = [Text(f"segment.cluster.{profile.habit}.name") for profile in profiles]
    names = list(bases)
    for sort in ("spend", "age"):
        taken = Counter(name.to_json() for name in names)
        names = [
            name
            if taken[name.to_json()] == 1
            else Text(
                "segment.cluster.qualified",
                {"name": name, "quality": Text(f"segment.cluster.{sort}.{getattr(profile, sort)}")},
            )
            for name, profile in zip(names, profiles, strict=True)
        ]
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name.to_json()] += 1
        number = seen[name.to_json()]
        unique.append(
            name if number == 1 else Text("segment.cluster.numbered", {"name": name, "number": number})
        )
    return unique
