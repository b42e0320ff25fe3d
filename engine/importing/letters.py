"""How far a reading of doubtful characters looks like language: what it costs in bits, the less the better.

A word read in the wrong encoding is no word: capitals inside it, signs between letters, scripts mixed, rare
characters side by side. The costs of letters that stand together come from ``resources/encodings``.
"""

from __future__ import annotations

import itertools
import json
import math
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.words import RESOURCES

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: No reading of one word speaks louder than this against it.
IMPOSSIBLE = 40.0
#: How much worse than in its likeliest language a word can be in any other.
_FOREIGN = 20.0
_PLAIN_PAIR = 4.0
_UNSEEN = 18.0
#: A word of two alphabets.
_MIXED = 24.0
_ALPHABETS = {
    "latin": ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "ca", "pl", "cs", "sk",
              "hu", "ro", "sl", "hr", "et", "lv", "lt", "tr", "sq"),
    "cyrillic": ("ru", "uk", "bg"),
    "greek": ("el",),
}  # fmt: skip
#: Languages that are met less often have to make up for it, in bits.
_RARE = {
    "is": 2, "sq": 3, "et": 2, "lv": 2, "lt": 2, "sl": 1, "hr": 1, "ro": 1, "ca": 1, "hu": 1, "tr": 1,
    "uk": 1, "bg": 1,
}  # fmt: skip
#: What may follow an apostrophe that closes a word, and what may come before one that opens it.
_AFTER_APOSTROPHE = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
_BEFORE_APOSTROPHE = frozenset({
    "l", "d", "j", "n", "m", "t", "s", "c", "o", "qu", "dell", "all", "nell", "un", "sull", "dall", "quell",
    "aujourd",
})  # fmt: skip
_QUOTES_OPEN, _QUOTES_CLOSE = "“‘„«‹‚", "”’»›"
_CURRENCY = "€£¥¢"
_MARKS_BEHIND = "™®°ºª²³¹…"
_FRACTIONS = "½¼¾"
_COMMON_SIGNS = "–—•·±×§µ©№¿¡、。，：；！？（）「」『』【】《》〈〉・ー〜～％＋－／＝＆＃￥"


@lru_cache(maxsize=1)
def _model() -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, Mapping[str, int]]]:
    told = json.loads((RESOURCES / "encodings" / "letters.json").read_text("utf-8"))
    ranks = {
        language: {character: rank for rank, character in enumerate(characters)}
        for language, characters in told["characters"].items()
    }
    return told["pairs"], ranks


@lru_cache(maxsize=65536)
def script_of(character: str) -> str:
    """latin, cyrillic, greek, han, kana, halfkana, hangul, sign or none (what no text holds)."""
    code = ord(character)
    if code < 0x80:
        return "latin" if character.isalpha() else "sign"
    if 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code < 0x32000 or code == 0x3007:
        return "han"
    if 0x3041 <= code <= 0x30FF and character not in "・ー":
        return "kana"
    if 0xFF66 <= code <= 0xFF9F:
        return "halfkana"
    if 0xAC00 <= code <= 0xD7A3:
        return "hangul"
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
        return "none"
    if not category.startswith("L"):
        return "sign"
    name = unicodedata.name(character, "")
    for script in ("LATIN", "CYRILLIC", "GREEK"):
        if script in name and "FULLWIDTH" not in name:
            return script.lower()
    return "sign" if "FULLWIDTH" in name or character in "ºªー" else "other"


LANGUAGES = tuple(language for group in _ALPHABETS.values() for language in group)


def cost_of(text: str, east: str) -> NDArray[np.float64]:
    """Bits that a doubtful word costs in one reading, of shape (languages,): for each language that it may
    belong to. ``east`` is the language of its Han characters.
    """
    cost = 0.0
    languages = np.zeros(len(LANGUAGES))
    run = ""
    run_script = ""
    before = ""
    for place, character in enumerate(text + "\n"):
        script = script_of(character)
        if script in _ALPHABETS:
            # An ASCII letter belongs to no script yet: whatever stands beside it decides.
            if run and not character.isascii() and run_script not in ("", script):
                cost += _MIXED
            if not run and before and script_of(before) == "halfkana":
                cost += 14
            run += character
            run_script = run_script if character.isascii() else script
            continue
        if run:
            languages += _word_costs(run, run_script or "latin")
            cost += 0 if run.isascii() else _case_cost(run)
            if script in ("kana", "hangul", "halfkana"):
                cost += 14 if script == "halfkana" else 4
            elif script == "han":
                cost += 5 if len(run) > 1 or run.isupper() else 9
            run, run_script = "", ""
        elif script in ("han", "kana", "halfkana", "hangul") and before.isalpha() and before.isascii():
            cost += 5
        if not character.isascii():
            following = text[place + 1 : place + 2]
            cost += _sign_cost(text, place) if script == "sign" else _east_cost(character, script, east)
            if script in ("han", "kana", "hangul", "halfkana"):
                cost += _beside(script, before, following, east)
        before = character
    return np.minimum(languages + cost, 400.0)


@lru_cache(maxsize=16384)
def _word_costs(word: str, script: str) -> NDArray[np.float64]:
    plain = sum(letter.isascii() for letter in word)
    if plain == len(word) <= 2:
        return np.full(len(LANGUAGES), _PLAIN_PAIR * (len(word) + 1))
    if plain and script != "latin":
        return np.full(len(LANGUAGES), _MIXED + _PLAIN_PAIR * plain + 7 * (len(word) - plain))
    pairs, _ = _model()
    lowered = word.lower() if len(word.lower()) == len(word) else word
    marked = f"^{lowered}$"
    spoken = _ALPHABETS.get(script, ())
    costs = {language: _RARE.get(language, 0) + _chain(marked, pairs[language]) for language in spoken}
    foreign = min(costs.values()) + _FOREIGN
    return np.array([min(costs.get(language, foreign), foreign) for language in LANGUAGES])


def _chain(marked: str, pairs: Mapping[str, int]) -> float:
    cost = 0.0
    for left, right in itertools.pairwise(marked):
        unseen = _PLAIN_PAIR + 5 if right == "$" else pairs.get(right, _UNSEEN)
        cost += pairs.get(left + right, unseen)
    return cost


def _case_cost(word: str) -> float:
    """Capitals inside a word, or a small letter among capitals, where a doubtful letter makes it so."""
    cost = 0.0
    for place, letter in enumerate(word):
        before, after = word[place - 1 : place], word[place + 1 : place + 2]
        if before and letter.isupper() and before.islower() and not (letter.isascii() and before.isascii()):
            cost += 11
        if (
            letter.islower()
            and not letter.isascii()
            and letter not in "ßªº"
            and before.isupper()
            and (place > 1 or after.isupper())
        ):
            cost += 7
    if not word[0].isascii() and len(word) == 1:
        cost += 5
    return cost


def _east_cost(character: str, script: str, east: str) -> float:
    _, ranks = _model()
    if script == "none":
        return 30
    if script == "other":
        return 16
    if script == "kana":
        return 6.5 if east == "ja" else 9
    if script == "halfkana":
        return 9
    if script == "hangul":
        rank = ranks["ko"].get(character)
        return 15 if rank is None else _rank_cost(rank)
    rank = ranks.get(east, {}).get(character)
    if rank is not None:
        return _rank_cost(rank)
    if east == "ja":
        try:
            lead = character.encode("cp932")[0]
        except UnicodeEncodeError:
            return 20
        return 13.5 if 0x88 <= lead <= 0x97 else 17
    other = ranks["zh_Hant"].get(character)
    return 19 if other is None else 13 + _rank_cost(other) / 3


def _rank_cost(rank: int) -> float:
    return 5 + 1.5 * math.log2(1 + rank / 20)


def _beside(script: str, before: str, following: str, east: str) -> float:
    """What stands beside an eastern character without going with it."""
    # A character or two in the midst of a word of small letters swallowed one of them.
    cost = (
        12.0 if before.isascii() and before.islower() and following.isascii() and following.islower() else 0.0
    )
    for other in (before, following):
        kind = script_of(other) if other and not other.isascii() else ""
        if {script, kind} == {"han", "kana"} and east != "ja":
            cost += 4
        elif "halfkana" in (script, kind) and kind and script != kind:
            cost += 6
        elif "hangul" in (script, kind) and kind in ("han", "kana", "hangul") and script != kind:
            cost += 5
    return cost


def _sign_cost(text: str, place: int) -> float:
    sign = text[place]
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    letter_before, letter_after = before.isalpha(), after.isalpha()
    inside = letter_before and letter_after and before.isascii() == after.isascii()
    if sign in "’'" and letter_before and letter_after:
        left, right = _letters_before(text, place), _letters_after(text, place)
        fits = right in _AFTER_APOSTROPHE or left in _BEFORE_APOSTROPHE
        return (3 if right == "s" else 5) if fits else 15
    if sign == "\xa0":
        return 6 if not inside else 12
    if sign in _CURRENCY:
        return 5 if before.isdigit() or after.isdigit() else 14 if before or after else 10
    if sign in _FRACTIONS:
        return 17 if letter_before or letter_after else 7
    if sign in _QUOTES_OPEN:
        return 7 if not letter_before and (letter_after or after.isdigit() or not after) else 15
    if sign in _QUOTES_CLOSE:
        return 7 if before and not letter_after else 15
    if sign in _MARKS_BEHIND:
        return 8 if before and not letter_after else 12 if not inside else 20
    if sign in "×xX±" and (before.isdigit() or after.isdigit()):
        return 5
    category = unicodedata.category(sign)
    if category == "Mn":
        return 7 if letter_before and ord(sign) < 0x370 else 22
    if 0xFF01 <= ord(sign) <= 0xFF5E and (
        (letter_before and before.isascii()) or (letter_after and after.isascii())
    ):
        return 20
    if sign in _COMMON_SIGNS or 0xFF01 <= ord(sign) <= 0xFF5E:
        return 8 if not inside or not before.isascii() else 18
    rare = 20.0 if category in ("Sk", "Lm") or 0x2500 <= ord(sign) < 0x25A0 else 15.0
    return rare + (6 if inside else 0)


def _letters_before(text: str, place: int) -> str:
    start = place
    while start and text[start - 1].isalpha():
        start -= 1
    return text[start:place].lower()


def _letters_after(text: str, place: int) -> str:
    end = place + 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[place + 1 : end].lower()
