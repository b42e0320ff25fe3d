"""Vectors of texts, each computed once: what has been read before is looked up by its content."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.jobs import Progress, no_progress
from engine.reviews.models import SentenceModel, encoder
from engine.reviews.reading import digest

if TYPE_CHECKING:
    Vectors = NDArray[np.float32]

#: Texts of one round: progress, cancelling and keeping happen between rounds.
_ROUND = 64
#: Rounds run side by side; more than two would slow the owner's computer down.
_THREADS = 2


class VectorShelf:
    """Vectors of one model by what the texts say; ``look_up`` and ``keep`` join it to a shop file."""

    def __init__(
        self,
        model: SentenceModel,
        look_up: Callable[[Sequence[bytes]], Mapping[bytes, bytes]] | None = None,
        keep: Callable[[Iterable[tuple[bytes, bytes]]], None] | None = None,
    ) -> None:
        self.model = model
        self._look_up, self._keep = look_up, keep
        self._known: dict[bytes, NDArray[np.float16]] = {}
        #: Texts that the model had to read itself.
        self.computed = 0
        #: What the texts asked for so far are known by.
        self.used: set[bytes] = set()

    def encode(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """(n, width) vectors; cancelled in between, what has been read stays read."""
        names = [digest(text) for text in texts]
        self.used.update(names)
        missing = [name for name in dict.fromkeys(names) if name not in self._known]
        if missing and self._look_up is not None:
            for name, stored in self._look_up(missing).items():
                self._known[name] = np.frombuffer(stored, "<f2")
        wanted = {name: text for name, text in zip(names, texts, strict=True) if name not in self._known}
        if wanted:
            self._compute(wanted, progress)
        progress(1.0)
        if not names:
            return np.zeros((0, 1), np.float32)
        return np.stack([self._known[name] for name in names]).astype(np.float32)

    def _compute(self, wanted: dict[bytes, str], progress: Progress) -> None:
        from concurrent.futures import ThreadPoolExecutor

        from engine.segments.one_thread import one_thread

        # Texts of like length together: none waits for a longer one.
        order = sorted(wanted, key=lambda name: len(wanted[name]))
        rounds = [order[start : start + _ROUND] for start in range(0, len(order), _ROUND)]
        model = encoder(self.model.name)

        def run(names: list[bytes]) -> tuple[list[bytes], Vectors]:
            return names, model.encode([wanted[name] for name in names])

        done = 0
        with one_thread(), ThreadPoolExecutor(_THREADS) as pool:
            try:
                for names, vectors in pool.map(run, rounds):
                    rows = vectors.astype("<f2")
                    self._known.update(zip(names, rows, strict=True))
                    if self._keep is not None:
                        self._keep((name, row.tobytes()) for name, row in zip(names, rows, strict=True))
                    done += len(names)
                    self.computed += len(names)
                    progress(done / len(order))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
