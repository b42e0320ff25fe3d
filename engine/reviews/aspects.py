"""Which clause is about what: the word lists, corrected by a reader that learned from what they found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.reviews.seeds import seeds

#: Clauses that an aspect and its opposite must have before its finds are corrected.
FEWEST_FOUND = 30
#: What the reader must be sure of, to strike a find of the word lists and to add one.
_STRUCK, _ADDED = 0.1, 0.9
_MOST_CLAUSES = 3_000


@dataclass
class AspectReader:
    """``fit`` on clauses as the word lists read them; ``correct`` gives what they should have read."""

    random_state: int = 0

    def fit(
        self,
        vectors: NDArray[np.float32],
        found: Sequence[Mapping[str, int]],
        seed_vectors: NDArray[np.float32],
    ) -> AspectReader:
        """Learn every aspect that was found often enough; ``seed_vectors`` are those of ``seeds.seeds``."""
        from sklearn.linear_model import LogisticRegression

        rng = np.random.default_rng(self.random_state)
        used = rng.permutation(len(found))[:_MOST_CLAUSES]
        named = {aspect for place in used for aspect in found[place]}
        own_sentences = np.array([bool(aspect) for aspect in seeds().aspects])
        X = np.vstack((vectors[used], seed_vectors[own_sentences]))
        self._readers: dict[str, Any] = {}
        for aspect in sorted(named):
            has = np.array([aspect in found[place] for place in used])
            if min(has.sum(), (~has).sum()) < FEWEST_FOUND:
                continue
            ours = np.array([one == aspect for one in seeds().aspects])[own_sentences]
            y = np.concatenate((has, ours))
            self._readers[aspect] = LogisticRegression(C=10.0, max_iter=200).fit(X, y)
        return self

    def correct(
        self, vectors: NDArray[np.float32], found: Sequence[Mapping[str, int]]
    ) -> list[tuple[str, ...]]:
        """The aspects of each clause; those that could not be learned stay as the word lists have them."""
        chances = {
            aspect: reader.predict_proba(vectors)[:, 1]
            for aspect, reader in self._readers.items()
            if len(vectors)
        }
        corrected = []
        for place, names in enumerate(found):
            kept = [name for name in names if name not in chances or chances[name][place] >= _STRUCK]
            kept += [name for name, chance in chances.items() if name not in names and chance[place] > _ADDED]
            corrected.append(tuple(kept))
        return corrected
