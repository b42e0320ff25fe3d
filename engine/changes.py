"""What a command changed: told to the window, so that each page can decide whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass

TOPICS = frozenset(
    {
        "orders",
        "customers",
        "products",
        "segments",
        "predictions",
        "likeness",
        "recommendations",
        "reviews",
        "campaigns",
        "settings",
        "rates",
        "imports",
    }
)


@dataclass(frozen=True)
class Changes:
    """Topics whose pages are stale now, and the undo step that takes it back (None: not undoable)."""

    topics: frozenset[str]
    undo: int | None = None

    def __post_init__(self) -> None:
        unknown = self.topics - TOPICS
        if unknown:
            raise ValueError(f"unknown topics: {sorted(unknown)}")
