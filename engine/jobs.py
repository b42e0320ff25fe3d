"""Progress and cancellation: the one protocol that every long function takes."""

from __future__ import annotations

from typing import Protocol

from engine.words import Text


class Cancelled(Exception):  # noqa: N818 - not an error: the owner changed their mind
    """The owner cancelled; whoever sees it must leave the shop as it was."""


class Progress(Protocol):
    """Told how far the work is; raises ``Cancelled`` when it should stop."""

    def __call__(self, fraction: float, text: Text | None = None) -> None:
        """``fraction`` of the whole is done (0 to 1); ``text`` says what is going on."""


def no_progress(fraction: float, text: Text | None = None) -> None:
    """Nobody is watching and nobody cancels."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """A progress for one stage of a longer job: its 0 to 1 is ``start`` to ``end`` of the whole."""

    def stage(fraction: float, text: Text | None = None) -> None:
        progress(start + (end - start) * min(max(fraction, 0.0), 1.0), text)

    return stage
