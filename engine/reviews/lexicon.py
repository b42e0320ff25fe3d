"""What things are called when they are talked about: word lists that the owner can edit and add to.

``resources/reviews/aspects_<language>.json`` holds for each aspect its ``words`` and the phrases ``except``
in which such a word means something else. A word may end in ``*`` (any ending); Chinese words are found
anywhere, others as whole words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from engine.words import RESOURCES

FOLDER = RESOURCES / "reviews"
#: The aspects of a shop of any kind, in the order in which they are shown.
ASPECTS = (
    "quality", "price", "fit", "comfort", "looks", "taste", "ease", "authenticity", "delivery", "packaging",
    "service",
)  # fmt: skip
#: What customers of a kind of shop talk about; a word such as "fresh" means nothing in another.
SHOP_TYPES: dict[str, tuple[str, ...]] = {
    "general": ASPECTS,
    "clothing": tuple(one for one in ASPECTS if one not in ("taste", "ease")),
    "food": tuple(one for one in ASPECTS if one not in ("fit", "comfort")),
    "electronics": tuple(one for one in ASPECTS if one not in ("taste", "fit")),
    "home": tuple(one for one in ASPECTS if one != "taste"),
    "beauty": tuple(one for one in ASPECTS if one != "fit"),
}

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

Phrase = tuple[str, ...]


@dataclass
class _Finder:
    """Finds phrases of one aspect: Chinese ones by their first letter, others by their first word."""

    letters: dict[str, list[str]] = field(default_factory=dict)
    exact: dict[str, list[Phrase]] = field(default_factory=dict)
    begun: dict[str, list[Phrase]] = field(default_factory=dict)

    def add(self, written: str) -> None:
        """One word or phrase as the word lists hold it."""
        written = written.strip().casefold()
        if not written:
            return
        if _CJK.search(written):
            self.letters.setdefault(written[0], []).append(written)
            return
        phrase = tuple(written.replace("’", "'").split())
        first = phrase[0]
        if first.endswith("*"):
            self.begun.setdefault(first[:-1], []).append(phrase)
        else:
            self.exact.setdefault(first, []).append(phrase)

    def spans(self, text: str, words: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
        """(start, end) of everything found in a lower-case text with these words."""
        found = []
        if self.letters:
            for place, letter in enumerate(text):
                for known in self.letters.get(letter, ()):
                    if text.startswith(known, place):
                        found.append((place, place + len(known)))
        for number, (word, start, _) in enumerate(words):
            phrases = list(self.exact.get(word, ()))
            for length in range(2, len(word) + 1):
                phrases += self.begun.get(word[:length], ())
            for phrase in phrases:
                rest = words[number + 1 : number + len(phrase)]
                if len(rest) == len(phrase) - 1 and all(map(_same, phrase[1:], rest)):
                    found.append((start, (rest[-1] if rest else words[number])[2]))
        return found


def _same(known: str, word: tuple[str, int, int]) -> bool:
    return word[0].startswith(known[:-1]) if known.endswith("*") else word[0] == known


class Lexicon:
    """Aspects by the words for them. ``own`` adds the owner's: code → words in any language."""

    def __init__(
        self, aspects: Iterable[str] = ASPECTS, own: Mapping[str, Sequence[str]] | None = None, *,
        folder: Path = FOLDER,
    ) -> None:  # fmt: skip
        self._found: dict[str, _Finder] = {}
        self._hidden: dict[str, _Finder] = {}
        lists = word_lists(folder)
        for aspect in aspects:
            self._found[aspect], self._hidden[aspect] = _Finder(), _Finder()
            for entry in lists.values():
                for word in entry.get(aspect, {}).get("words", ()):
                    self._found[aspect].add(word)
                for word in entry.get(aspect, {}).get("except", ()):
                    self._hidden[aspect].add(word)
        for code, words in (own or {}).items():
            self._found[code], self._hidden[code] = _Finder(), _Finder()
            for word in words:
                self._found[code].add(word)

    @property
    def aspects(self) -> tuple[str, ...]:
        """Every aspect's code."""
        return tuple(self._found)

    def aspects_in(self, text: str) -> dict[str, int]:
        """Aspect → how many words of the text name it; those it does not name are left out."""
        low = text.casefold().replace("’", "'")
        if len(low) != len(text):
            low = text.lower()
        words = [(cut.group(), *cut.span()) for cut in _WORD.finditer(low)]
        # "well-made" is found as written and by its parts.
        for cut in _WORD.finditer(low):
            if "-" in cut.group():
                at = cut.start()
                for part in cut.group().split("-"):
                    words.append((part, at, at + len(part)))
                    at += len(part) + 1
        found = {}
        for aspect, finder in self._found.items():
            spans = finder.spans(low, words)
            if not spans:
                continue
            hidden = self._hidden[aspect].spans(low, words)
            count = len({s for s in spans if not any(a <= s[0] and s[1] <= b for a, b in hidden)})
            if count:
                found[aspect] = count
        return found


@lru_cache(maxsize=4)
def word_lists(folder: Path = FOLDER) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Language → aspect → its words and exceptions."""
    return {
        path.stem.removeprefix("aspects_"): json.loads(path.read_text("utf-8"))
        for path in sorted(folder.glob("aspects_*.json"))
    }
