"""Every segmentation method: its key and the module that holds its ``segment`` function."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from engine.segments.method import Method

#: A new method is one file and one line here.
METHODS: dict[str, str] = {
    "rfm": "engine.segments.rfm_segments",
    "kmeans": "engine.segments.kmeans",
    "two_step": "engine.segments.two_step",
    "hierarchical": "engine.segments.hierarchical",
    "mixture": "engine.segments.mixture",
    "learned": "engine.segments.learned",
    "hdbscan": "engine.segments.hdbscan",
    "dbscan": "engine.segments.dbscan",
}


def load_method(key: str) -> Method:
    """The method of that key; raises ``segment.unknown_method``."""
    if key not in METHODS:
        raise ClienteleError("segment.unknown_method", method=key, known=", ".join(METHODS))
    method: Method = import_module(METHODS[key]).segment
    return method
