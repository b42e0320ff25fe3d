"""Sentences of our own that are clearly praise or blame: what sentiment starts from before any rating."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.reviews.lexicon import FOLDER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.reviews.models import SentenceModel
    from engine.reviews.sentiment import Head

    Vectors = NDArray[np.float32]

#: How strongly the lines are held to zero: whole reviews, and clauses.
_REVIEW_STRENGTH, _CLAUSE_STRENGTH = 3.0, 1.0
#: A clause says less than a review: doubt ends sooner.
_CLAUSE_SHARPNESS = 3.0


@dataclass(frozen=True)
class Seeds:
    """``texts`` with ``praise``; ``aspects`` is empty for whole sentences, else what a clause is about."""

    texts: tuple[str, ...]
    praise: tuple[bool, ...]
    aspects: tuple[str, ...]


@lru_cache(maxsize=1)
def seeds() -> Seeds:
    """All of ``resources/reviews/sentences_*.json`` and ``clauses_*.json``."""
    rows: list[tuple[str, bool, str]] = []
    for path in sorted(FOLDER.glob("sentences_*.json")):
        for kind, texts in json.loads(path.read_text("utf-8")).items():
            rows += [(text, kind == "positive", "") for text in texts]
    for path in sorted(FOLDER.glob("clauses_*.json")):
        for aspect, kinds in json.loads(path.read_text("utf-8")).items():
            for kind, texts in kinds.items():
                rows += [(text, kind == "praise", aspect) for text in texts]
    texts, praise, aspects = zip(*rows, strict=True)
    return Seeds(texts, praise, aspects)


def heads(model: SentenceModel, encode: Callable[[Sequence[str]], Vectors]) -> tuple[Head, Head]:
    """(for whole reviews, for clauses): what a model can tell before it has seen a rating."""
    import numpy as np

    from engine.reviews.sentiment import seed_head

    known = seeds()
    vectors = encode(known.texts)
    praise = np.array(known.praise)
    sentences = np.array([not aspect for aspect in known.aspects])
    used = np.ones(len(praise), bool) if model.learns_from_clauses else sentences
    review = seed_head(vectors[used], praise[used], _REVIEW_STRENGTH, model.sharpness)
    clause = seed_head(vectors, praise, _CLAUSE_STRENGTH, _CLAUSE_SHARPNESS)
    return review, clause
