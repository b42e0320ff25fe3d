"""What all methods of clustering share: the features, the choice of k, outsize buyers, names and rules.

Buyers are grouped by when, how often, how long and how much they buy. The features are logarithms (a shop's
customers differ by factors, not by differences), standardised. Mean order value, distinct products and gaps
between orders were tried on real shops and made the clusters less stable. Buyers on another scale altogether
(wholesale) are set apart first, so that they do not become the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.jobs import part_of
from engine.segments.choice_of_k import STABLE, Candidate, Choice, MakeClusterer, choose_k
from engine.segments.explain import Explained, explain
from engine.segments.method import Buyers, CustomerSource, Found, Segmentation, check_buyers, later_spend
from engine.segments.one_thread import one_thread
from engine.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from engine.jobs import Progress

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

    #: What the buyers of so many days before the as-of day are clustered by, (n, d).
    SeenAs = Callable[[CustomerSource, int], Floats]

#: Fewer buyers than this are known by name.
FEWEST_BUYERS = 100
#: Clusters are judged by what customers spent in the last so many days, in shops twice as old.
LOOK_BACK_DAYS = 90
#: Robust standard deviations above the median log, from which on a buyer is on another scale.
OUTSIZE = 3.5
#: Where everybody spends about the same, somebody at six times that is still the first on another scale.
LEAST_SPREAD = 0.5
SEED = 20_111_209


def segment_by(
    make: MakeClusterer,
    source: CustomerSource,
    progress: Progress,
    *,
    parameters: dict[str, Any],
    stable: float = STABLE,
    seen_as: SeenAs | None = None,
) -> Segmentation:
    """Every buyer in one of three to eight clusters of the kind that ``make`` makes, outsize buyers apart.

    ``stable`` is the agreement under redrawn customers that a number of clusters needs; ``seen_as`` what
    they are clustered by (None: ``features_of``). Raises as ``check_buyers``, or
    ``segment.no_natural_groups`` where no number of clusters is stable and usable.
    """
    import numpy as np

    buyers = enough_buyers(source)
    outsize, in_all, an_order = outsize_buyers(buyers)
    seen_as = seen_as or _plainly
    seen = seen_as(source, 0)
    X = Scale.fit(seen[~outsize]).apply(seen)
    past = _past(source, seen_as)
    # Two threads on two busy cores are a hundred times slower than one.
    with one_thread():
        choice = choose_k(
            X[~outsize], make, past=past, seed=SEED, stable=stable,
            progress=_telling(part_of(progress, 0.0, 0.9)),
        )  # fmt: skip
        if choice.k is None:
            raise ClienteleError("segment.no_natural_groups", reasons=_refusal(choice))
        labels = np.asarray(make(choice.k, SEED, 10).fit(X[~outsize]).predict(X), np.int64)
        progress(0.92)
    return in_words(
        source, labels, choice.k, outsize, (in_all, an_order),
        parameters={**parameters, "k": choice.k, "chosen_by": choice.by, "seed": SEED},
        quality=_quality(choice, int(outsize.sum())),
        notes=_notes(choice, int(outsize.sum())),
    )  # fmt: skip


def in_words(
    source: CustomerSource,
    labels: Ints,
    k: int,
    outsize: Mask,
    limits: tuple[float, float],
    *,
    parameters: dict[str, Any],
    quality: dict[str, Any],
    notes: tuple[Text, ...],
) -> Segmentation:
    """Clusters 0 to k-1 with names, rules and advice, the most valuable a head first; outsize buyers last.

    ``parameters["order"]`` keeps which cluster became which segment.
    """
    import numpy as np

    buyers = source.buyers()
    explained = explain(buyers, labels, outsize, k, source.currency)
    labels = np.where(outsize, k, labels)
    order = np.argsort([-_mean_net(buyers, labels == one) for one in range(k)], kind="stable").tolist()
    place = np.zeros(k + 1, dtype=np.int64)
    place[[*order, k]] = np.arange(k + 1)
    found = [_found(explained, one, rank) for rank, one in enumerate(order)]
    if outsize.any():
        found.append(_outsize_segment(*limits, source.currency))
    return Segmentation(
        segments=tuple(found),
        labels=place[labels],
        scores=[""] * len(labels),
        parameters={
            "features": ["recency_days", "orders", "net", "tenure_days"],
            "order": order,
            "transform": "log1p, clipped, standardised",
            **parameters,
        },
        quality={**quality, "rule_fidelity": round(explained.fidelity, 4)},
        notes=(*notes, Text("segment.note.fidelity", {"share": round(explained.fidelity, 4)})),
    )


def enough_buyers(source: CustomerSource) -> Buyers:
    """The buyers; raises as ``check_buyers`` where they are fewer than need clusters."""
    buyers = source.buyers()
    check_buyers(len(buyers.customer_id), FEWEST_BUYERS)
    return buyers


def outsize_buyers(buyers: Buyers) -> tuple[Mask, float, float]:
    """Who spends, in all or an order, on another scale than the rest (n,), and the two limits in main units.

    Robust z-score of the logarithm: (log − median) / (1.4826 × median absolute deviation) above ``OUTSIZE``.
    """
    import numpy as np

    net = np.maximum(buyers.net_e4, 0) / 10_000
    a_order = net / np.maximum(buyers.orders, 1)
    limits = [_outsize_limit(amount) for amount in (net, a_order)]
    return (net > limits[0]) | (a_order > limits[1]), limits[0], limits[1]


def _outsize_limit(amount: Floats) -> float:
    import numpy as np

    logs = np.log1p(amount)
    middle = np.median(logs)
    spread = max(1.4826 * float(np.median(np.abs(logs - middle))), LEAST_SPREAD)
    return float(np.expm1(middle + OUTSIZE * spread))


class Scale:
    """Clips at the outermost half percents and standardises; fitted on (n, d), applied to any (m, d)."""

    def __init__(self, low: Floats, high: Floats, mean: Floats, deviation: Floats) -> None:
        self.low, self.high, self.mean, self.deviation = low, high, mean, deviation

    @classmethod
    def fit(cls, X: Floats) -> Scale:
        """The scale of these rows."""
        import numpy as np

        # Without clipping the few customers who gave everything back (net ≈ 0) form a cluster of their own.
        low, high = np.quantile(X, (0.005, 0.995), axis=0)
        clipped = np.clip(X, low, high)
        deviation = clipped.std(axis=0)
        return cls(low, high, clipped.mean(axis=0), np.where(deviation > 0, deviation, 1.0))

    def apply(self, X: Floats) -> Floats:
        """The rows on that scale."""
        import numpy as np

        scaled: Floats = (np.clip(X, self.low, self.high) - self.mean) / self.deviation
        return scaled


def features_of(buyers: Buyers) -> Floats:
    """Logarithms of days since the last order, orders, net and days since the first, (n, 4)."""
    import numpy as np

    net = np.maximum(buyers.net_e4, 0) / 10_000
    return np.log1p(
        np.column_stack((buyers.recency_days, buyers.orders, net, buyers.tenure_days)).astype(np.float64)
    )


def _plainly(source: CustomerSource, days_earlier: int) -> Floats:
    return features_of(source.buyers(days_earlier))


def _past(source: CustomerSource, seen_as: SeenAs) -> tuple[Floats, Floats] | None:
    """The same features some time ago with what was spent since; None for a young shop."""
    if source.history_days() < 2 * LOOK_BACK_DAYS:
        return None
    then, spent, _ = later_spend(source, LOOK_BACK_DAYS)
    if len(then.customer_id) < FEWEST_BUYERS:
        return None
    kept = ~outsize_buyers(then)[0]
    seen = seen_as(source, LOOK_BACK_DAYS)[kept]
    return Scale.fit(seen).apply(seen), spent[kept]


def _telling(progress: Progress) -> Progress:
    def told(fraction: float, text: Text | None = None) -> None:
        progress(fraction, text or Text("segment.progress.comparing"))

    return told


def _mean_net(buyers: Buyers, inside: Mask) -> float:
    return float(buyers.net_e4[inside].mean()) if inside.any() else 0.0


def _found(explained: Explained, k: int, rank: int) -> Found:
    cluster = explained.clusters[k]
    return Found(
        f"cluster_{rank + 1}",
        cluster.name,
        cluster.rule,
        cluster.advice,
        {"rule_recall": round(cluster.recall, 4), "rule_precision": round(cluster.precision, 4)},
    )


def _outsize_segment(in_all: float, an_order: float, currency: str) -> Found:
    from engine.money import Money

    return Found(
        "outsize",
        Text("segment.outsize.name"),
        Text(
            "segment.outsize.rule",
            {
                "in_all": Money(round(in_all) * 10_000, currency),
                "order": Money(round(an_order) * 10_000, currency),
            },
        ),
        Text("segment.outsize.advice"),
    )


def _quality(choice: Choice, outsize: int) -> dict[str, Any]:
    chosen = choice.chosen
    return {
        "k": chosen.k,
        "chosen_by": choice.by,
        "silhouette": round(chosen.silhouette, 4),
        "stability": round(chosen.stability, 4),
        "later_spend_r2": None if chosen.usefulness is None else round(chosen.usefulness, 4),
        "outsize_customers": outsize,
        "candidates": [
            {
                "k": candidate.k,
                "smallest_share": round(candidate.smallest_share, 4),
                "largest_share": round(candidate.largest_share, 4),
                "silhouette": round(candidate.silhouette, 4),
                "stability": round(candidate.stability, 4),
                "later_spend_r2": None if candidate.usefulness is None else round(candidate.usefulness, 4),
                "dropped": candidate.dropped,
            }
            for candidate in choice.candidates
        ],
    }


def _notes(choice: Choice, outsize: int) -> tuple[Text, ...]:
    chosen = choice.chosen
    notes = [
        Text("segment.note.k_chosen", {"n": chosen.k, "tried": len(choice.candidates)}),
        Text(f"segment.note.k_by_{choice.by}", {"days": LOOK_BACK_DAYS}),
        Text("segment.note.stability", {"value": round(chosen.stability, 2)}),
    ]
    if outsize:
        notes.append(Text("segment.note.outsize", {"n": outsize}))
    return tuple(notes)


def _refusal(choice: Choice) -> Text:
    reasons = {candidate.dropped for candidate in choice.candidates}
    for reason in ("unstable", "too_large", "too_small", "too_few"):
        if reason in reasons:
            return Text(f"segment.refused.{reason}", {"n": _count_of(choice.candidates, reason)})
    raise AssertionError("a choice without k has a reason")


def _count_of(candidates: tuple[Candidate, ...], reason: str) -> int:
    return sum(candidate.dropped == reason for candidate in candidates)
