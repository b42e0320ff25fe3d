"""Praise or blame, as a probability: learned from our own sentences, then from the shop's own stars.

Three readers join, each as soon as there is enough to learn from: sentences of our own that are clearly
praise or blame (no ratings needed); a correction of these towards the shop's ratings; and the shop's own
words, as runs of letters, which need no knowledge of the language. How much each counts, and how sure the
whole is, is settled on ratings that the part in question has not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Ratings of both kinds needed before the shop's own stars count, and before its own words do.
FEWEST_RATINGS, FEWEST_OF_A_KIND, FEWEST_FOR_WORDS = 20, 4, 100
#: More ratings teach hardly more, and learning should take seconds: the newest so many are used.
MOST_RATINGS = 5_000
#: Parts that take turns in being held back: fewer where there are so many ratings that three tell as much.
_FOLDS, _FOLDS_OF_MANY, _MANY = 5, 3, 2_000
#: How strongly the shop's ratings may bend what our own sentences taught; chosen on ratings held back.
_BENDS = (3.0, 10.0, 30.0)
#: The first weights of both readers, in ratings they are worth.
_FIRST_WEIGHTS, _FIRST_WORTH = np.array([1.0, 1.0]), 20.0


@dataclass(frozen=True)
class Head:
    """A line through the space of sentence vectors: ``(vectors - centre) @ weights + bias`` are log-odds."""

    centre: NDArray[np.float32]
    weights: Floats
    bias: float

    def odds(self, vectors: NDArray[np.float32]) -> Floats:
        """(n,) log-odds of praise."""
        return np.asarray((vectors - self.centre).astype(float) @ self.weights + self.bias)


def seed_head(vectors: NDArray[np.float32], praise: Bools, strength: float, sharpness: float) -> Head:
    """The line between our own sentences, held to zero with ``strength``; ``sharpness`` sets how fast doubt
    ends (see ``seeds``).
    """
    centre = vectors.mean(0)
    shifted = (vectors - centre).astype(float)
    weights, bias = _logistic(shifted, praise.astype(float), np.zeros(vectors.shape[1]), strength)
    return Head(centre, weights * sharpness, bias * sharpness)


@dataclass
class Sentiment:
    """``fit`` learns from the shop's ratings; ``probability`` reads, with or without."""

    seed: Head
    random_state: int = 0
    #: Learned: the bent line, the shop's words (None: too few ratings), how both join, where praise begins.
    head: Head | None = None
    letters: Any = None
    words: Any = None
    joined: Floats = field(default_factory=lambda: np.array([1.0, 0.0, 0.0]))
    border: float = 0.5
    #: What was measured on ratings held back while learning; empty: nothing was.
    measured: dict[str, float] = field(default_factory=dict)

    def fit(self, vectors: NDArray[np.float32], texts: Sequence[str], praise: Bools) -> Sentiment:
        """Learn from rated texts, the newest last; ``praise`` tells 4 and 5 stars from 1 and 2.

        With fewer than ``FEWEST_RATINGS``, or of one kind only, it stays with what our sentences taught.
        """
        vectors, texts, praise = vectors[-MOST_RATINGS:], list(texts[-MOST_RATINGS:]), praise[-MOST_RATINGS:]
        fewer = int(min(praise.sum(), (~praise).sum()))
        if len(praise) < FEWEST_RATINGS or fewer < FEWEST_OF_A_KIND:
            return self
        target = praise.astype(float)
        letters = None
        if len(praise) >= FEWEST_FOR_WORDS:
            # Which runs of letters are rare is no secret: no rating is in it, so one look serves all folds.
            self.letters = _letters()
            letters = self.letters.fit_transform(texts)
        parts = _FOLDS if len(praise) < _MANY else _FOLDS_OF_MANY
        folds = _folds(praise, parts, self.random_state)
        seen = np.zeros((len(_BENDS), len(praise)))
        told = np.zeros(len(praise))
        for fold in range(parts):
            held = folds == fold
            for number, bend in enumerate(_BENDS):
                seen[number, held] = self._bent(vectors[~held], target[~held], bend).odds(vectors[held])
            if letters is not None:
                told[held] = _weighed(letters[~held], target[~held]).decision_function(letters[held])
        losses = [_loss(odds, target) for odds in seen]
        best = int(np.argmin(losses))
        self.head = self._bent(vectors, target, _BENDS[best])
        self.words = None if letters is None else _weighed(letters, target)
        self.joined = _join(seen[best], told, target)
        held_back = expit(self._joined_odds(seen[best], told))
        self.border = _border(held_back, praise)
        self.measured = {
            "ratings": float(len(praise)),
            "right": float(np.mean((held_back >= self.border) == praise)),
            "calibration_error": calibration_error(held_back, praise),
        }
        return self

    def probability(self, vectors: NDArray[np.float32], texts: Sequence[str]) -> Floats:
        """(n,) chance that a text is praise."""
        odds = (self.head or self.seed).odds(vectors)
        told: Any = 0.0
        if self.words is not None and len(texts):
            told = self.words.decision_function(self.letters.transform(texts))
        return np.asarray(expit(self._joined_odds(odds, np.broadcast_to(told, odds.shape))))

    def _joined_odds(self, odds: Floats, told: Floats) -> Floats:
        return np.asarray(self.joined[0] * odds + self.joined[1] * told + self.joined[2])

    def _bent(self, vectors: NDArray[np.float32], target: Floats, bend: float) -> Head:
        shifted = (vectors - self.seed.centre).astype(float)
        weights, bias = _logistic(shifted, target, self.seed.weights, bend / _WIDTH**2, self.seed.bias)
        return Head(self.seed.centre, weights, bias)


#: Usual length of a sentence vector from the centre; sets the scale of ``_BENDS``.
_WIDTH = 10.0


def calibration_error(probability: Floats, praise: Bools, bins: int = 10) -> float:
    """Expected calibration error: |said - so|, averaged over bins of what was said by how many fell there."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    count = np.bincount(place, minlength=bins)
    said = np.bincount(place, probability, minlength=bins)
    so = np.bincount(place, praise.astype(float), minlength=bins)
    return float(np.abs(said - so).sum() / max(count.sum(), 1))


def _logistic(
    X: Floats, y: Floats, prior: Floats, strength: float, bias: float = 0.0
) -> tuple[Floats, float]:
    """Logistic regression held to ``prior`` with ``strength``; the bias is all but free."""

    def cost(at: Floats) -> tuple[float, Floats]:
        odds = X @ at[:-1] + at[-1]
        away = at[:-1] - prior
        shift = at[-1] - bias
        value = np.logaddexp(0, odds).sum() - y @ odds + 0.5 * strength * (away @ away) + 0.05 * shift**2
        wrong = expit(odds) - y
        return float(value), np.append(X.T @ wrong + strength * away, wrong.sum() + 0.1 * shift)

    found = minimize(cost, np.append(prior, bias), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return found.x[:-1], float(found.x[-1])


def _letters() -> Any:
    """Runs of one to four letters, weighed by how rare they are: works in every language."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char",
        ngram_range=(1, 4),
        sublinear_tf=True,
        min_df=2,
        max_features=200_000,
        dtype=np.float32,
    )


def _weighed(letters: Any, target: Floats) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=10.0, max_iter=300, class_weight="balanced").fit(letters, target)


def _folds(praise: Bools, parts: int, seed: int) -> NDArray[np.int64]:
    """A fold for every rating, both kinds spread evenly."""
    rng = np.random.default_rng(seed)
    folds = np.zeros(len(praise), np.int64)
    for kind in (True, False):
        places = rng.permutation(np.flatnonzero(praise == kind))
        folds[places] = np.arange(len(places)) % parts
    return folds


def _loss(odds: Floats, target: Floats) -> float:
    return float((np.logaddexp(0, odds) - target * odds).mean())


def _join(seen: Floats, told: Floats, target: Floats) -> Floats:
    """(weight of the sentences, weight of the words, bias) that make the joined odds true."""
    worded = bool(told.any())
    columns = np.column_stack((seen, told)) if worded else seen[:, None]
    weights, bias = _logistic(columns, target, _FIRST_WEIGHTS[: columns.shape[1]], _FIRST_WORTH)
    return np.array([weights[0], weights[1] if worded else 0.0, bias])


def _border(probability: Floats, praise: Bools) -> float:
    """Where praise begins: both kinds are told best there (macro-F1), drawn to one half.

    As if two hundred ratings of each kind had said one half: fewer than that tell little about a border.
    """
    tried = np.linspace(0.2, 0.8, 25)
    scores = np.array([_macro_f1(probability >= border, praise) for border in tried])
    # The middle of all that are as good as the best, for chance plays among single borders.
    good = tried[scores >= scores.max() - 0.002]
    rarer = int(min(praise.sum(), (~praise).sum()))
    return float((good.mean() * rarer + 0.5 * 200) / (rarer + 200))


def _macro_f1(said: Bools, praise: Bools) -> float:
    total = 0.0
    for kind in (True, False):
        both = int(((said == kind) & (praise == kind)).sum())
        total += 2 * both / max(int((said == kind).sum() + (praise == kind).sum()), 1)
    return total / 2
