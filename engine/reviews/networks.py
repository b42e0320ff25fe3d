"""Two neural baselines for praise or blame, taught on the shop's own ratings alone: a CNN and an RNN.

They are here to be compared, not to be relied on: with a shop's few thousand ratings neither beats sentences
that a model read a language's worth of text for (see ``judges``). They need torch.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress

#: Words of other scripts, single characters of Chinese and Japanese.
_TOKEN = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\\W\\d_\u3040-\u30ff\u3400-\u9fff]+|[!?！？]"
)
_KNOWN, _LONGEST, _WIDTH, _FILTERS = 12_000, 160, 64, 64
_REACHES = (2, 3, 4)
#: Rated texts needed, and of each kind.
FEWEST, FEWEST_OF_A_KIND = 100, 10
_AT_ONCE = 512


class Network:
    """``method`` is cnn or rnn; ``fit`` and ``probability`` as every judge has them.

    Raises ``review.no_torch`` where torch is missing and ``review.few_ratings``.
    """

    def __init__(self, method: str, random_state: int = 0) -> None:
        self.method = method
        self.random_state = random_state
        #: Loss after each pass on what was learned from, and on what was kept out.
        self.curves: tuple[tuple[float, ...], tuple[float, ...]] = ((), ())

    def fit(
        self, texts: Sequence[str], praise: NDArray[np.bool_], progress: Progress = no_progress
    ) -> Network:
        """Learn from rated texts."""
        from engine.embeddings.registry import can_learn, how_to_install

        if not can_learn():
            raise ClienteleError("review.no_torch", command=how_to_install())
        if len(texts) < FEWEST or min(praise.sum(), (~praise).sum()) < FEWEST_OF_A_KIND:
            raise ClienteleError("review.few_ratings", n=len(texts), needed=FEWEST)
        import torch
        from torch.nn import functional

        from engine.embeddings.learning import seeded, teach

        counts = Counter(token for text in texts for token in _tokens(text))
        # 0 is emptiness, 1 whatever is unknown.
        self._ids = {token: number for number, (token, _) in enumerate(counts.most_common(_KNOWN), 2)}
        rows, target = self._rows(texts), praise.astype(np.float32)
        # The rarer kind counts as much as the other.
        weight = float((~praise).sum() / max(praise.sum(), 1))
        with seeded(self.random_state):
            self._network = _cnn(len(self._ids) + 2) if self.method == "cnn" else _rnn(len(self._ids) + 2)

            def loss(batch: NDArray[np.int64]) -> Any:
                odds = self._network(torch.from_numpy(rows[batch]))
                return functional.binary_cross_entropy_with_logits(
                    odds, torch.from_numpy(target[batch]), pos_weight=torch.tensor(weight)
                )

            self.curves = teach(self._network, loss, np.arange(len(rows)), self.random_state, progress)
        self._offset = float(np.log(max(weight, 1e-6)))
        return self

    def probability(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n,) chance that a text is praise."""
        import torch

        rows = self._rows(texts)
        odds = np.zeros(len(rows))
        with torch.no_grad():
            for start in range(0, len(rows), _AT_ONCE):
                part = self._network(torch.from_numpy(rows[start : start + _AT_ONCE]))
                odds[start : start + len(part)] = part.numpy()
        # Back from both kinds alike to how often each is.
        return np.asarray(1 / (1 + np.exp(-(odds - self._offset))))

    def _rows(self, texts: Sequence[str]) -> NDArray[np.int64]:
        listed = [[self._ids.get(token, 1) for token in _tokens(text)[:_LONGEST]] for text in texts]
        rows = np.zeros((len(texts), max([max(_REACHES), *map(len, listed)])), np.int64)
        for number, ids in enumerate(listed):
            rows[number, : len(ids)] = ids
        return rows


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def _cnn(known: int) -> Any:
    """Looks at runs of two to four words wherever they stand (Kim 2014)."""
    import torch
    from torch import nn

    class Cnn(nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(known, _WIDTH, padding_idx=0)
            self.looks = nn.ModuleList([nn.Conv1d(_WIDTH, _FILTERS, reach) for reach in _REACHES])
            self.drop = nn.Dropout(0.4)
            self.out = nn.Linear(_FILTERS * len(_REACHES), 1)

        def forward(self, ids: Any) -> Any:
            seen = self.drop(self.words(ids)).transpose(1, 2)
            best = [torch.relu(look(seen)).amax(2) for look in self.looks]
            return self.out(self.drop(torch.cat(best, 1)))[:, 0]

    return Cnn()


def _rnn(known: int) -> Any:
    """Reads word by word in both directions (GRU) and keeps the most telling moment."""
    from torch import nn

    class Rnn(nn.Module):  # type: ignore[misc, unused-ignore]
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(known, _WIDTH, padding_idx=0)
            self.reader = nn.GRU(_WIDTH, _FILTERS, batch_first=True, bidirectional=True)
            self.drop = nn.Dropout(0.4)
            self.out = nn.Linear(2 * _FILTERS, 1)

        def forward(self, ids: Any) -> Any:
            ids = ids[:, : max(int((ids > 0).sum(1).max()), 1)]
            states, _ = self.reader(self.drop(self.words(ids)))
            states = states.masked_fill((ids == 0)[..., None], -1.0)
            return self.out(self.drop(states.amax(1)))[:, 0]

    return Rnn()
