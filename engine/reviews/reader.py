"""Reading reviews: what language, praise or blame, about what, and what in a few words says so.

Works on plain lists without a shop::

    from engine.reviews import ReviewReader
    readings = ReviewReader().fit(texts, stars).read(texts, stars)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from engine.jobs import Progress, no_progress, part_of
from engine.reviews.aspects import AspectReader
from engine.reviews.clauses import Clause, clauses
from engine.reviews.language import SUPPORTED, language_of
from engine.reviews.lexicon import SHOP_TYPES, Lexicon
from engine.reviews.models import AUTOMATIC, chosen_model
from engine.reviews.reading import as_read
from engine.reviews.seeds import heads, seeds
from engine.reviews.sentiment import Sentiment
from engine.reviews.vectors import VectorShelf

#: Within this of the border between praise and blame nobody should rely on it.
UNSURE = 0.2
#: A clause is praise or blame where it is this sure.
CLAUSE_SURE = 0.6
#: Text and stars contradict each other where the text is this sure of the opposite.
CONTRADICTS = 0.9
#: How much the whole review says about a clause of it, and what its stars say (log-odds of praise): who gives
#: five stars blames little, who gives one praises little.
_FROM_REVIEW = 0.25
_FROM_STARS = {1: -1.5, 2: -1.0, 3: 0.0, 4: 0.5, 5: 1.0}
#: Clauses without a known aspect that are looked at for themes, in all.
MOST_OTHER = 1_000

PRAISE, BLAME, MIXED, UNSURE_, CANNOT_TELL = "praise", "blame", "mixed", "unsure", "cannot_tell"


@dataclass(frozen=True)
class Mention:
    """One aspect as a review speaks of it: the chance of praise, and where the clearest clause stands."""

    aspect: str
    praise: float
    verdict: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What was read of a review. ``praise`` is the chance that its text is praise, None where there is
    nothing to tell from; ``verdict`` is by the stars where there are stars; ``contradiction``: its words say
    the opposite. ``text`` is what mentions' places count in.
    """

    text: str
    language: str
    praise: float | None
    verdict: str
    contradiction: bool
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class OtherClause:
    """A clause about nothing that the word lists know: ``review`` is the text's place in the list."""

    review: int
    start: int
    end: int
    vector: np.ndarray[tuple[int], np.dtype[np.float32]]


@dataclass
class _Text:
    text: str
    language: str
    clauses: list[Clause]
    found: list[Mapping[str, int]]


class ReviewReader:
    """``fit`` on the shop's rated reviews where there are any, then ``read`` any.

    ``model``: automatic, large or light. ``own`` are the owner's aspects: code → a few words. ``usual``
    is the language the shop writes in. Raises ``review.no_model`` or ``review.unknown_model``.
    """

    def __init__(
        self,
        model: str = AUTOMATIC,
        *,
        shop_type: str = "general",
        own: Mapping[str, Sequence[str]] | None = None,
        usual: str = "en",
        shelf: VectorShelf | None = None,
        random_state: int = 0,
    ) -> None:
        self.shelf = shelf or VectorShelf(chosen_model(model))
        self.lexicon = Lexicon(SHOP_TYPES[shop_type], own)
        self.usual = usual
        self.random_state = random_state
        review, self._clause_head = heads(self.shelf.model, self.shelf.encode)
        self.sentiment = Sentiment(review, random_state)
        #: Clauses about nothing known, of the last ``read``: what themes are found in.
        self.others: list[OtherClause] = []

    def fit(
        self, texts: Sequence[str], stars: Sequence[float | None], *, progress: Progress = no_progress
    ) -> ReviewReader:
        """Learn from rated texts, the newest last; 3 stars and unrated ones teach nothing."""
        known = [(as_read(text), given) for text, given in zip(texts, stars, strict=True)]
        rated = [(text, given > 3) for text, given in known if text and given is not None and given != 3]
        # A shop that gets the same few words a hundred times learns from them once.
        rated = list(dict.fromkeys(rated))
        learned = [text for text, _ in rated]
        vectors = self.shelf.encode(learned, progress)
        if learned:
            self.sentiment.fit(vectors, learned, np.array([kind for _, kind in rated]))
        return self

    def read(
        self,
        texts: Sequence[str],
        stars: Sequence[float | None] | None = None,
        *,
        progress: Progress = no_progress,
    ) -> list[Reading]:
        """What each says; ``stars`` (1 to 5 or None) are the truth where they are given."""
        given = list(stars) if stars is not None else [None] * len(texts)
        parsed = [self._parse(text) for text in texts]
        readable = [place for place, one in enumerate(parsed) if one.language in SUPPORTED]
        spoken = [parsed[place].text for place in readable]
        vectors = self.shelf.encode(spoken, part_of(progress, 0.0, 0.5))
        chances = (
            dict(zip(readable, self.sentiment.probability(vectors, spoken), strict=True)) if spoken else {}
        )
        spots = [
            (place, number) for place in readable for number, found in enumerate(parsed[place].found) if found
        ]
        others = self._sampled(parsed, readable)
        looked = spots + others
        pieces = [parsed[place].clauses[number].text for place, number in looked]
        clause_vectors = self.shelf.encode(pieces, part_of(progress, 0.5, 1.0))
        aspects = self._aspects(parsed, looked, clause_vectors)
        odds = self._clause_head.odds(clause_vectors) if looked else np.zeros(0)
        self.others = [
            OtherClause(place, parsed[place].clauses[number].start, parsed[place].clauses[number].end, vector)
            for (place, number), names, vector in zip(looked, aspects, clause_vectors, strict=True)
            if not names
        ]
        told: dict[int, dict[str, list[tuple[float, Clause]]]] = {}
        for (place, number), names, own_odds in zip(looked, aspects, odds, strict=True):
            whole = _lean(chances[place], given[place])
            for name in names:
                chance = float(expit(own_odds + whole))
                told.setdefault(place, {}).setdefault(name, []).append(
                    (chance, parsed[place].clauses[number])
                )
        return [
            self._reading(one, chances.get(place), given[place], told.get(place, {}))
            for place, one in enumerate(parsed)
        ]

    def _parse(self, text: str) -> _Text:
        text = as_read(text)
        language = language_of(text, self.usual)
        cut = clauses(text, language) if language in SUPPORTED else []
        return _Text(text, language, cut, [self.lexicon.aspects_in(one.text) for one in cut])

    def _sampled(self, parsed: list[_Text], readable: list[int]) -> list[tuple[int, int]]:
        """Some clauses that the word lists find nothing in, evenly from all."""
        other = [
            (place, number)
            for place in readable
            for number, found in enumerate(parsed[place].found)
            if not found
        ]
        if len(other) <= MOST_OTHER:
            return other
        rng = np.random.default_rng(self.random_state)
        return [other[place] for place in np.sort(rng.choice(len(other), MOST_OTHER, replace=False))]

    def _aspects(
        self,
        parsed: list[_Text],
        looked: list[tuple[int, int]],
        vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    ) -> list[tuple[str, ...]]:
        found = [parsed[place].found[number] for place, number in looked]
        if not found:
            return []
        own = self.shelf.encode(seeds().texts)
        return AspectReader(self.random_state).fit(vectors, found, own).correct(vectors, found)

    def _reading(
        self,
        one: _Text,
        chance: float | None,
        stars: float | None,
        told: Mapping[str, list[tuple[float, Clause]]],
    ) -> Reading:
        mentions = tuple(_mention(aspect, said) for aspect, said in told.items())
        kinds = Counter(mention.verdict for mention in mentions)
        border = self.sentiment.border
        against = stars is not None and chance is not None and (
            (stars >= 4 and chance < 1 - CONTRADICTS) or (stars <= 2 and chance > CONTRADICTS)
        )  # fmt: skip
        if stars is not None:
            verdict = PRAISE if stars > 3 else BLAME if stars < 3 else MIXED
        elif chance is None:
            verdict = CANNOT_TELL
        elif abs(chance - border) <= UNSURE:
            verdict = MIXED if kinds[PRAISE] and kinds[BLAME] else UNSURE_
        else:
            verdict = PRAISE if chance > border else BLAME
        return Reading(one.text, one.language, chance, verdict, against, mentions)


def _lean(chance: float, stars: float | None) -> float:
    """What a clause is likely to be before one looks at it, from the review that it stands in."""
    if stars is not None:
        return _FROM_STARS[int(np.clip(round(stars), 1, 5))]
    return _FROM_REVIEW * float(np.clip(logit(np.clip(chance, 1e-4, 1 - 1e-4)), -4, 4))


def _mention(aspect: str, said: list[tuple[float, Clause]]) -> Mention:
    """All clauses about an aspect as one: their mean, shown by the clause that says it most clearly."""
    chance = float(np.mean([chance for chance, _ in said]))
    verdict = PRAISE if chance >= CLAUSE_SURE else BLAME if chance <= 1 - CLAUSE_SURE else UNSURE_
    clearest = max(said, key=lambda one: (one[0] - 0.5) * (1 if chance >= 0.5 else -1))[1]
    return Mention(aspect, chance, verdict, clearest.start, clearest.end)
