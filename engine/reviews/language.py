"""The language of a text: by its script, then by a small identifier, then as the shop usually writes."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from engine.reviews.reading import says_something

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Scripts of several languages each, which the identifier tells apart: Cyrillic, Arabic, Devanagari.
_IDENTIFIED = re.compile("[\u0400-\u04ff\u0600-\u06ff\u0900-\u097f]")
#: Languages written in a script of their own; the first that makes up a tenth of the letters is it.
_SCRIPTS = (
    ("ja", re.compile("[ぁ-ヿ]")),
    ("ko", re.compile("[가-힣ᄀ-ᇿ]")),
    ("zh", re.compile("[㐀-䶿一-鿿]")),
    ("th", re.compile("[ก-๛]")),
    ("he", re.compile("[֐-׿]")),
    ("el", re.compile("[Ͱ-Ͽ]")),
)
_SHARE = 0.1
#: Languages that shops' customers write; a choice among 139 errs on a short text.
_LIKELY = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "hi", "id", "vi", "sv",
    "da", "nb", "no", "fi", "cs", "sk", "hu", "ro", "bg", "hr", "sl", "ca", "et", "lv", "lt",
)  # fmt: skip
_FEWEST_WORDS = 3
_SURE = 0.6
#: The languages whose words for things are known (``resources/reviews``).
WITH_LEXICON = ("en", "zh")
#: Languages in which the sentence models were seen to tell praise from blame.
SUPPORTED = frozenset({
    "en", "zh", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "tr", "ar", "ja", "ko", "th",
})  # fmt: skip


def language_of(text: str, usual: str = "en") -> str:
    """ISO 639 code, or ``und`` for a script that nobody here reads; empty where there are no words.

    ``usual`` is the shop's own, for texts too short to tell.
    """
    if not says_something(text):
        return ""
    letters = sum(letter.isalpha() for letter in text)
    for language, script in _SCRIPTS:
        if len(script.findall(text)) > _SHARE * letters:
            return language
    latin = sum("a" <= letter.casefold() <= "z" or "À" <= letter <= "ɏ" for letter in text)
    if latin < letters / 2 and len(_IDENTIFIED.findall(text)) < letters / 2:
        return "und"
    if len(text.split()) < _FEWEST_WORDS:
        if latin < letters / 2:
            return str(_identifier().classify(text)[0])
        return usual if usual not in {"zh", "ja", "ko", "th", "he", "el"} else "en"
    language, confidence = _identifier().classify(text[:600])
    if confidence < _SURE and latin >= letters / 2:
        return usual if usual not in {"zh", "ja", "ko", "th", "he", "el"} else "en"
    return "no" if language == "nb" else str(language)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([language for language in _LIKELY if language in set(identifier.nb_classes)])
    return identifier
