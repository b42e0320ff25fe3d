"""What people speak of that no word list names: clauses that mean alike, with the words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Clauses of a theme, the different people who must have said them, and themes shown.
FEWEST_CLAUSES, FEWEST_PEOPLE, MOST_THEMES = 6, 3, 8
#: A theme of this many clauses on average is looked for.
_PER_THEME = 25
#: Clauses of a theme lie this near its centre, or they were only put there for want of a better place.
_NEAR = 0.5
_WORDS, _SHOWN = re.compile(r"[^\W\d_]{3,}"), 4
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        """
        the and for this that with was are but not have had has you very she her
        his him they them its from our just been will would all were who what when which
        than then too also get got more one out about really can could did does don didn
        isn wasn your there their into because after before only even much some any how why again
        ever still now here being over under own same such
        """,
    )
)
_EMPTY_ZH = frozenset("的了是我不在有就也都很和一个这那没还要会说到去吧吗呢啊啦哦")


@dataclass(frozen=True)
class Theme:
    """``words`` tell it from the others; ``members`` are places in the list of clauses, the nearest first."""

    words: tuple[str, ...]
    members: tuple[int, ...]


def themes(
    texts: Sequence[str], vectors: NDArray[np.float32], people: Sequence[int], seed: int = 0
) -> list[Theme]:
    """Up to ``MOST_THEMES`` themes of at least three people each, the largest first."""
    from sklearn.cluster import KMeans

    if len(texts) < 4 * FEWEST_CLAUSES:
        return []
    count = min(max(len(texts) // _PER_THEME, 3), 40)
    centred = vectors - vectors.mean(0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    grouped = KMeans(count, n_init=2, random_state=seed).fit(centred)
    near = np.einsum("ij,ij->i", centred, grouped.cluster_centers_[grouped.labels_])
    near /= np.linalg.norm(grouped.cluster_centers_, axis=1)[grouped.labels_]
    used = [_words(text) for text in texts]
    everywhere = Counter(word for words in used for word in words)
    found = []
    for group in range(count):
        inside = np.flatnonzero((grouped.labels_ == group) & (near >= _NEAR))
        inside = inside[np.argsort(-near[inside])]
        if len(inside) < FEWEST_CLAUSES or len({people[int(place)] for place in inside}) < FEWEST_PEOPLE:
            continue
        own = Counter(word for place in inside.tolist() for word in used[place])
        words = _telling(own, everywhere, len(inside), len(texts))
        if words:
            found.append(Theme(words, tuple(inside.tolist())))
    found.sort(key=lambda theme: -len(theme.members))
    return found[:MOST_THEMES]


def _words(text: str) -> set[str]:
    words = {
        word for word in _WORDS.findall(text.casefold()) if word not in _EMPTY and not _CHINESE.search(word)
    }
    for run in _CHINESE.findall(text):
        words |= {run[at : at + 2] for at in range(len(run) - 1) if not set(run[at : at + 2]) & _EMPTY_ZH}
    return words


def _telling(own: Counter[str], everywhere: Counter[str], inside: int, total: int) -> tuple[str, ...]:
    """Words that a tenth of its clauses share and the others hardly use."""
    scores = {
        word: count * math.log((count / inside) / (everywhere[word] / total))
        for word, count in own.items()
        if count >= max(3, inside / 10)
    }
    best = sorted(scores, key=lambda word: (-scores[word], word))
    return tuple(word for word in best if scores[word] > 0)[:_SHOWN]
