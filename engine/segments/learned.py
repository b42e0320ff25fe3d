"""The learned method: k-means on the figures of a network that learned from the orders who is alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.jobs import part_of
from engine.segments.clustering import segment_by
from engine.segments.kmeans import make_kmeans
from engine.words import Text

if TYPE_CHECKING:
    from engine.jobs import Progress
    from engine.segments.clustering import Floats
    from engine.segments.method import CustomerSource, Segmentation


def segment(source: CustomerSource, progress: Progress) -> Segmentation:
    """Every buyer in one of three to eight clusters of those whom a network finds alike.

    Raises as ``segment_by`` and ``likeness_of``.
    """
    networks: list[str] = []

    def seen_as(source: CustomerSource, days_earlier: int) -> Floats:
        start = 0.25 if days_earlier else 0.0
        found = source.likeness(days_earlier, part_of(progress, start, start + 0.25))
        networks.append(found.network)
        return found.figures

    parameters = {"method": "k-means on learned figures"}
    found = segment_by(
        make_kmeans, source, part_of(progress, 0.5, 1.0), parameters=parameters, seen_as=seen_as
    )
    network = networks[0]
    return replace(
        found,
        parameters={**found.parameters, "features": network, "transform": "learned, clipped, standardised"},
        notes=(
            Text("segment.note.learned", {"network": Text(f"embedding.method.{network}")}),
            *found.notes,
        ),
    )
