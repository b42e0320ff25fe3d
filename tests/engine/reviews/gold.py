"""Snippets labelled by hand, with what they are about and how: read by tests and by the benchmark.

Written and labelled before the word lists, by one person; invented, not taken from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Snippet:
    """``opinions`` are (aspect, whether praise); a snippet may both praise and blame an aspect."""

    language: str
    text: str
    opinions: tuple[tuple[str, bool], ...]

    @property
    def mixed(self) -> bool:
        """Whether it both praises and blames."""
        return len({praise for _, praise in self.opinions}) > 1


@dataclass(frozen=True)
class Scores:
    """Over all snippets and aspects."""

    precision: float
    recall: float
    f1: float


def gold() -> list[Snippet]:
    """Every snippet."""
    found = []
    for line in (_FOLDER / "gold_aspects.tsv").read_text("utf-8").splitlines():
        language, text, labels = line.split("\t")
        found.append(Snippet(language, text, tuple((one[:-1], one[-1] == "+") for one in labels.split())))
    return found


def other_languages() -> list[tuple[str, bool, str]]:
    """(language, whether praise, sentence) in seven languages."""
    rows = (line.split("\t") for line in (_FOLDER / "other_languages.tsv").read_text("utf-8").splitlines())
    return [(language, sign == "+", text) for language, sign, text in rows]


def aspect_scores(rows: Sequence[Snippet], said: Sequence[set[str]]) -> Scores:
    """How well ``said`` finds the aspects of ``rows``."""
    right = wrong = missed = 0
    for row, found in zip(rows, said, strict=True):
        there = {aspect for aspect, _ in row.opinions}
        right, wrong, missed = (
            right + len(found & there),
            wrong + len(found - there),
            missed + len(there - found),
        )
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    return Scores(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))
