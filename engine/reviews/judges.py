"""Ways of telling praise from blame, side by side on ratings held back: the default, and baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.reviews.sentiment import calibration_error
from engine.reviews.vectors import VectorShelf

if TYPE_CHECKING:
    from engine.shop import Shop

#: The one that is used.
DEFAULT = "sentences"
#: A new way is a class with ``fit`` and ``probability``, and one line in ``judge``.
METHODS = (DEFAULT, "letters", "cnn", "rnn")
_HELD_BACK, _MOST_LEARNED = 5, 4_000


class Judge(Protocol):
    """Learns from texts and whether they were praise; tells how likely others are."""

    def fit(self, texts: Sequence[str], praise: NDArray[np.bool_], progress: Progress = no_progress) -> Judge:
        """Learn."""

    def probability(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n,) chance that a text is praise."""


@dataclass(frozen=True)
class Standing:
    """How one did on ratings it had not seen."""

    method: str
    learned_from: int
    tested_on: int
    right: float
    macro_f1: float
    auc: float
    calibration_error: float


class SentenceJudge:
    """The default: our sentences, bent to the shop's ratings, joined by the shop's letters."""

    def __init__(self, shelf: VectorShelf, random_state: int = 0) -> None:
        from engine.reviews.seeds import heads
        from engine.reviews.sentiment import Sentiment

        self._shelf = shelf
        self._sentiment = Sentiment(heads(shelf.model, shelf.encode)[0], random_state)

    def fit(
        self, texts: Sequence[str], praise: NDArray[np.bool_], progress: Progress = no_progress
    ) -> SentenceJudge:
        """Learn; the newest rating last."""
        self._sentiment.fit(self._shelf.encode(texts, progress), texts, praise)
        return self

    def probability(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n,) chance that a text is praise."""
        return self._sentiment.probability(self._shelf.encode(texts), texts)

    @property
    def border(self) -> float:
        """Where praise begins."""
        return self._sentiment.border


class LetterJudge:
    """Runs of letters alone, weighed by the shop's ratings (TF-IDF and logistic regression)."""

    def fit(
        self, texts: Sequence[str], praise: NDArray[np.bool_], progress: Progress = no_progress
    ) -> LetterJudge:
        """Learn."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline

        letters = TfidfVectorizer(
            analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        self._model = make_pipeline(letters, LogisticRegression(C=10.0, max_iter=300)).fit(texts, praise)
        progress(1.0)
        return self

    def probability(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n,) chance that a text is praise."""
        return np.asarray(self._model.predict_proba(list(texts))[:, 1], float)


def judge(method: str, shelf: VectorShelf | None = None, random_state: int = 0) -> Judge:
    """One of ``METHODS``; raises ``review.unknown_network``."""
    from engine.reviews.models import chosen_model
    from engine.reviews.networks import Network

    if method == DEFAULT:
        return SentenceJudge(shelf or VectorShelf(chosen_model()), random_state)
    if method == "letters":
        return LetterJudge()
    if method in ("cnn", "rnn"):
        return Network(method, random_state)
    raise ClienteleError("review.unknown_network", method=method, known=", ".join(METHODS))


def compare(
    texts: Sequence[str],
    praise: NDArray[np.bool_],
    methods: Sequence[str] = METHODS,
    *,
    shelf: VectorShelf | None = None,
    seed: int = 0,
    progress: Progress = no_progress,
) -> tuple[Standing, ...]:
    """Every method on the same ratings: four fifths (4,000 at most) to learn from, one fifth to be tested on.

    Raises ``review.few_ratings`` for fewer than a network needs.
    """
    from engine.reviews.networks import FEWEST, FEWEST_OF_A_KIND

    rng = np.random.default_rng(seed)
    order = rng.permutation(len(texts))
    tested, learned = order[: len(order) // _HELD_BACK], order[len(order) // _HELD_BACK :][:_MOST_LEARNED]
    kinds = praise[learned]
    if len(learned) < FEWEST or min(kinds.sum(), (~kinds).sum()) < FEWEST_OF_A_KIND:
        raise ClienteleError(
            "review.few_ratings", n=len(texts), needed=FEWEST * _HELD_BACK // (_HELD_BACK - 1)
        )
    found = []
    for number, method in enumerate(methods):
        stage = part_of(progress, number / len(methods), (number + 1) / len(methods))
        one = judge(method, shelf, seed)
        one.fit([texts[place] for place in learned], kinds, stage)
        chance = one.probability([texts[place] for place in tested])
        border = one.border if isinstance(one, SentenceJudge) else 0.5
        found.append(standing(method, len(learned), chance, praise[tested], border))
    return tuple(found)


def standing(
    method: str, learned_from: int, chance: NDArray[np.float64], praise: NDArray[np.bool_], border: float
) -> Standing:
    """The figures of one method on texts it had not seen."""
    from sklearn.metrics import f1_score, roc_auc_score

    said = chance >= border
    return Standing(
        method, learned_from, len(praise), float((said == praise).mean()),
        float(f1_score(praise, said, average="macro")),
        float(roc_auc_score(praise, chance)) if 0 < praise.sum() < len(praise) else 0.5,
        calibration_error(chance, praise),
    )  # fmt: skip


def compare_in(shop: Shop, *, seed: int = 0, progress: Progress = no_progress) -> tuple[Standing, ...]:
    """``compare`` on a shop's own rated reviews; without torch the networks are left out."""
    from engine.embeddings.registry import can_learn
    from engine.reviews.analysis import shelf_of
    from engine.reviews.reading import whole
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        rows = store.review_rows(connection)
    rated = {whole(row.title, row.body): row.verdict > 3 for row in rows if row.verdict and row.verdict != 3}
    rated.pop("", None)
    methods = METHODS if can_learn() else METHODS[:2]
    praise = np.array(list(rated.values()), bool)
    return compare(list(rated), praise, methods, shelf=shelf_of(shop), seed=seed, progress=progress)
