"""The two-step method: clusters first, then RFM inside each: a regular is measured against regulars."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.jobs import part_of
from engine.segments import kmeans, rfm
from engine.segments.clustering import SEED, Scale, features_of, outsize_buyers
from engine.segments.kmeans import make_kmeans
from engine.segments.method import Found, Segmentation
from engine.segments.one_thread import one_thread
from engine.segments.worth import agreement_of
from engine.words import Text

if TYPE_CHECKING:
    from engine.jobs import Progress
    from engine.segments.method import Buyers, CustomerSource, Ints

#: A cluster smaller than this is not split: its parts would be too small for a campaign.
FEWEST_TO_SPLIT = 60
#: With more clusters than this each is halved rather than cut into thirds: nobody acts on thirty groups.
_FEW_CLUSTERS = 5
_DRAWS, _SAMPLE = 10, 5_000
_PARTS = {2: ("upper", "lower"), 3: ("best", "middle", "weakest")}


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in a part of their cluster, by the combined RFM score among its members; see ``kmeans``.

    A member's score is the RFM code among the members, too. Outsize buyers stay together.
    """
    whole = kmeans.segment(source, part_of(progress, 0.0, 0.8))
    buyers = source.buyers()
    clusters = [place for place, each in enumerate(whole.segments) if each.code != "outsize"]
    parts = _PARTS[3 if len(clusters) <= _FEW_CLUSTERS else 2]
    segments: list[Found] = []
    labels = np.full(len(whole.labels), -1, dtype=np.int64)
    scores = [""] * len(whole.labels)
    points = np.zeros(len(whole.labels), dtype=np.int64)
    for place, cluster in enumerate(whole.segments):
        inside = np.flatnonzero(whole.labels == place)
        if not len(inside):
            continue
        points[inside], codes = _score(buyers, inside)
        for member, code in zip(inside.tolist(), codes, strict=True):
            scores[member] = code
        if place not in clusters or len(inside) < FEWEST_TO_SPLIT:
            labels[inside] = len(segments)
            segments.append(cluster)
            continue
        part = _cut(points[inside], len(parts))
        labels[inside] = len(segments) + part
        segments += [_part(cluster, name, points[inside[part == at]]) for at, name in enumerate(parts)]
    stability = _stability(buyers, labels, whole.quality["k"], len(parts), part_of(progress, 0.8, 1.0))
    return replace(
        whole,
        segments=tuple(segments),
        labels=labels,
        scores=scores,
        points=points.tolist(),
        parameters={**whole.parameters, "method": "k-means, then RFM inside", "parts": len(parts)},
        quality={**whole.quality, "clusters_stability": whole.quality["stability"], "stability": stability},
        notes=(
            Text("segment.note.two_step", {"n": len(clusters), "parts": len(parts)}),
            *whole.notes,
            Text("segment.note.two_step_stability", {"value": round(stability, 2)}),
        ),
    )


def _cut(points: Ints, parts: int) -> Ints:
    """In which of equal parts each score is, 0 the best; equal scores stay together; (n,) in and out."""
    edges = np.quantile(points, [step / parts for step in range(1, parts)], method="inverted_cdf")
    return np.asarray(parts - 1 - np.searchsorted(edges, points, side="left"), np.int64)


def _stability(buyers: Buyers, labels: Ints, k: int, parts: int, progress: Progress) -> float:
    """How far the groups agree (adjusted Rand index) with those of customers drawn again, clusters and parts
    alike; outsize buyers left out."""
    usual = np.flatnonzero(~outsize_buyers(buyers)[0])
    features = features_of(buyers)[usual]
    X = Scale.fit(features).apply(features)
    random = np.random.default_rng(SEED)
    found = []
    for draw in range(_DRAWS):
        progress(draw / _DRAWS)
        rows = random.integers(0, len(usual), min(len(usual), _SAMPLE))
        with one_thread():
            again = np.asarray(make_kmeans(k, SEED + draw + 1, 3).fit(X[rows]).predict(X[rows]), np.int64)
        for cluster in range(k):
            inside = np.flatnonzero(again == cluster)
            if len(inside) >= FEWEST_TO_SPLIT:
                points, _ = _score(buyers, usual[rows[inside]])
                again[inside] += k * _cut(points, parts)
        found.append(agreement_of(labels[usual[rows]], again))
    return round(float(np.mean(found)), 4)


def _score(buyers: Buyers, inside: Ints) -> tuple[Ints, list[str]]:
    """Combined scores and RFM codes of some buyers among themselves."""
    facts = (buyers.recency_days[inside], buyers.orders[inside], buyers.net_e4[inside])
    found = rfm.score(*facts, rfm.fit_thresholds(*facts))
    return rfm.combined_score(*facts), [f"{r}{f}{m}" for r, f, m in found.tolist()]


def _part(cluster: Found, part: str, points: Ints) -> Found:
    facts: dict[str, Any] = {"cluster": cluster.rule}
    if len(points):
        facts |= {"low": int(points.min()), "high": int(points.max())}
    return Found(
        f"{cluster.code}_{part}",
        Text(f"segment.two_step.{part}.name", {"cluster": cluster.name}),
        Text("segment.two_step.rule" if len(points) else "segment.two_step.nobody", facts),
        Text("segment.two_step.advice", {
            "cluster": cluster.advice, "part": Text(f"segment.two_step.{part}.advice"),
        }),
        dict(cluster.facts),
    )  # fmt: skip
