"""What columns are called: names of every meaning in nine languages (``resources/columns/dictionary.json``),
and how near a column's own name comes to them.

A name is looked up as it is, without what stands in brackets, with its abbreviations written out, and without
words that only say whose it is ("Kunden-E-Mail", "买家手机号", "order_created_at", "Amount (EUR)"):
``qualifiers`` lists those words, by the kind of thing they belong to.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from engine.importing.headers import normalise_header
from engine.importing.meanings import MEANINGS_OF
from engine.words import RESOURCES

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "pt", "nl", "ja")

_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s*%")
_BRACKETS = re.compile(r"[(\[（【{].*?[)\]）】}]|[(\[（【{].*$")
_TOKENS = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|\d+|[^\W_]+|[#№]", re.UNICODE)
#: What each step away from the plain name costs.
_BRACKET, _SHORT, _QUALIFIER, _RECEIVER = 0.02, 0.05, 0.08, 0.14
_DEEPEST = 3
_LONGEST_WAY = 0.32
#: Letters that an ending needs to be telling, in alphabets and in Chinese and Japanese.
_TELLING, _TELLING_HAN = 8, 4


def names_of(
    kind: str, own: Mapping[str, Sequence[str]], borrows: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """Meaning → normalised names, best first, for every meaning of a kind: its own, then the dictionary's."""
    return {
        meaning: list(
            dict.fromkeys([*own.get(meaning, []), *dictionary_names(*borrows.get(meaning, [meaning]))])
        )
        for meaning in MEANINGS_OF[kind]
    }


def dictionary_names(*entries: str) -> list[str]:
    """The normalised names of some entries in all languages, the best of each language first."""
    told = _dictionary()["meanings"]
    languages = [told.get(entry, {}).get(language, []) for language in LANGUAGES for entry in entries]
    ranked = (name for rank in zip_longest(*languages) for name in rank if name)
    return [name for name in dict.fromkeys(map(normalise_header, ranked)) if name]


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((RESOURCES / "columns" / "dictionary.json").read_text("utf-8"))
    return told


def day_first(headers: Sequence[str]) -> bool:
    """Whether columns are named in a language in which nobody writes the month before the day."""
    here, elsewhere = _names_by_place()
    names = set(map(normalise_header, headers))
    return len(names & (here - elsewhere)) > max(1, len(names & (elsewhere - here)))


@lru_cache(maxsize=1)
def _names_by_place() -> tuple[frozenset[str], frozenset[str]]:
    """(names in languages that only write the day first, names in English and Spanish, which are written in
    America too).
    """
    told = _dictionary()["meanings"].values()

    def spoken(*languages: str) -> frozenset[str]:
        return frozenset(
            normalise_header(name) for entry in told for one in languages for name in entry.get(one, ())
        )

    return spoken("de", "fr", "it", "pt", "nl"), spoken("en", "es")


@lru_cache(maxsize=256)
def qualifiers_of(meaning: str) -> tuple[str, ...]:
    """The groups of qualifiers that may stand beside a meaning's names."""
    groups = list(_dictionary()["meanings"].get(meaning, {}).get("qualifiers", []))
    if "person" in groups:
        groups.append("receiver")
    if "event" in groups:
        groups.append("when")
    return tuple(groups)


@lru_cache(maxsize=4096)
def forms(header: str, groups: tuple[str, ...]) -> dict[str, float]:
    """The normalised names that a column's name may be read as, each with what it costs (0 as it stands)."""
    found: dict[str, float] = {}

    def add(form: str, cost: float) -> None:
        if form and cost < found.get(form, 1.0):
            found[form] = cost

    add(normalise_header(header), 0.0)
    bare = _PERCENT.sub(" ", _BRACKETS.sub(" ", header))
    if bare.strip() and bare != header:
        inside = normalise_header(header.replace(bare.strip(), ""))
        add(normalise_header(bare), _BRACKET if len(inside) <= 12 else 2 * _BRACKET)
    for text in (header, bare):
        add(_written_out(text), _SHORT)
    prices, lengths = _qualifiers(groups)
    edge = list(found.items())
    for _ in range(_DEEPEST):
        following = []
        for form, cost in edge:
            for length in lengths:
                for word, rest in ((form[:length], form[length:]), (form[-length:], form[:-length])):
                    if (len(rest) > 1 or (rest and not rest.isascii())) and word in prices:
                        price = cost + prices[word]
                        if price < min(found.get(rest, 1.0), _LONGEST_WAY):
                            following.append((rest, price))
                            add(rest, price)
        edge = following
    return found


def closeness(header: str, meaning: str, places: Mapping[str, float]) -> float:
    """How surely a column called so has this meaning, 0 to 1; ``places`` is name → 0 (best) to 1 (last)."""
    best = 0.0
    for form, cost in forms(header, qualifiers_of(meaning)).items():
        if form in places:
            best = max(best, 0.97 - 0.1 * places[form] - cost)
    return best


def ends_in_a_name(header: str, places: Mapping[str, float]) -> bool:
    """Whether a column's name ends in a name long enough to mean the same there ("our own product code")."""
    tokens = _tokens(header)
    telling = _dictionary()["telling"]
    for start in range(1, len(tokens)):
        ending = "".join(tokens[start:])
        if ending in places and (len(ending) >= _TELLING or ending in telling):
            return True
    name = normalise_header(header)
    return not name.isascii() and any(
        len(inner) >= _TELLING_HAN and not inner.isascii() and inner in name and 2 * len(inner) >= len(name)
        for inner in places
    )


def ends_alike(header: str, places: Mapping[str, float]) -> bool:
    """Whether a column's name ends in a name of any length: a guess ("deal price")."""
    tokens = _tokens(header)
    return any("".join(tokens[start:]) in places for start in range(1, len(tokens)))


def places_of(names: Iterable[str]) -> dict[str, float]:
    """Each name's place among its like, 0 (best) to 1; also as it is written without accents."""
    ranked = list(names)
    found = {name: place / len(ranked) for place, name in reversed(list(enumerate(ranked)))}
    for name, place in list(found.items()):
        for plain in _without_accents(name):
            found.setdefault(plain, place)
    return found


def _without_accents(name: str) -> set[str]:
    """A name in the two ways in which people leave its accents out: u and ue for ü."""
    if name.isascii():
        return set()
    bare = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter)
    )
    return {bare, name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")} - {name}


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in _TOKENS.findall(unicodedata.normalize("NFKC", text))]


def _written_out(text: str) -> str:
    short = _dictionary()["abbreviations"]
    return normalise_header(" ".join(short.get(token, token) for token in _tokens(text)))


@lru_cache(maxsize=64)
def _qualifiers(groups: tuple[str, ...]) -> tuple[dict[str, float], list[int]]:
    """Word → what leaving it out costs, and the lengths that these words have."""
    told = _dictionary()["qualifiers"]
    costs: dict[str, float] = {}
    for group in groups:
        for word in told[group]:
            cost = _RECEIVER if group == "receiver" else _QUALIFIER
            costs[normalise_header(word)] = min(cost, costs.get(normalise_header(word), 1.0))
    return costs, sorted({len(word) for word in costs})
