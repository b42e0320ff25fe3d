"""Rebuilds ``resources/encodings/letters.json``: how likely letters stand side by side, in each language.

Run where Babel, Faker, simplemma, jieba and OpenCC are installed (only this script needs the last four):
``python tests/tools/letter_model.py``. The words counted are Unicode's own names of countries, languages and
currencies, Faker's names, streets and towns, simplemma's inflected words and jieba's table of Chinese words;
their licences allow it.
"""

from __future__ import annotations

import itertools
import json
import math
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import faker
import jieba
import opencc
from babel.localedata import load
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

OUTPUT = Path(__file__).resolve().parents[2] / "resources" / "encodings" / "letters.json"
#: Babel's name of a language → Faker's.
ALPHABETS = {
    "en": "en_GB", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "pt": "pt_BR", "nl": "nl_NL",
    "sv": "sv_SE", "da": "da_DK", "nb": "no_NO", "fi": "fi_FI", "is": "is_IS", "ca": "es_CA", "pl": "pl_PL",
    "cs": "cs_CZ", "sk": "sk_SK", "hu": "hu_HU", "ro": "ro_RO", "sl": "sl_SI", "hr": "hr_HR", "et": "et_EE",
    "lv": "lv_LV", "lt": "lt_LT", "tr": "tr_TR", "sq": "", "ru": "ru_RU", "uk": "uk_UA", "bg": "bg_BG",
    "el": "el_GR",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SMOOTHING = 3.0


def texts(told: Any) -> list[str]:
    """Every text in Babel's data of a locale."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        return [text for inner in told.values() for text in texts(inner)]
    return [text for inner in told for text in texts(inner)] if isinstance(told, (list, tuple)) else []


def corpus(babel: str, fake: str) -> list[str]:
    """Texts in a language: Unicode's names of things, and invented people and places."""
    data = load(babel)
    found = [
        text
        for part in ("territories", "languages", "scripts", "currency_names", "months", "days", "time_zones",
                     "unit_display_names", "date_fields", "variants", "eras", "meta_zones")
        for text in texts(data.get(part, {}))
    ]  # fmt: skip
    if fake:
        source = faker.Faker(fake)
        source.seed_instance(1)
        for make in ("name", "city", "street_name", "job", "company", "country", "state", "catch_phrase"):
            try:
                found += [str(getattr(source, make)()) for _ in range(500)]
            except (AttributeError, TypeError):
                continue
    language = {"hr": "hbs"}.get(babel, babel)
    if language in ALPHABETS or language == "hbs":
        found += [str(word) for word in DefaultDictionaryFactory().get_dictionary(language)]
    return found


def pairs(words: set[str]) -> dict[str, int]:
    """Bits of every pair of letters; ``^`` and ``$`` are a word's ends.

    A single letter's entry is what it costs after a letter that it was never seen to follow.
    """
    first: Counter[str] = Counter()
    both: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for word in words:
        marked = f"^{word}$"
        for left, right in itertools.pairwise(marked):
            both[left + right] += 1
            first[left] += 1
            single[right] += 1
    total = sum(single.values())
    cost = {}
    for letter in sorted(single):
        share = single[letter] / total
        if letter != "$" and single[letter] >= max(3, total // 100_000):
            cost[letter] = round(-math.log2(share)) + 2
    for pair, count in sorted(both.items()):
        if count < 2 or any(mark not in cost for mark in pair.strip("^$")):
            continue
        share = single[pair[1]] / total
        cost[pair] = max(1, round(-math.log2((count + _SMOOTHING * share) / (first[pair[0]] + _SMOOTHING))))
    return cost


def main() -> None:
    """Count, and write the resource."""
    chinese: Counter[str] = Counter()
    table = Path(os.path.dirname(jieba.__file__)) / "dict.txt"
    for line in table.read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        for character in _HAN.findall(word):
            chinese[character] += int(count)
    convert = opencc.OpenCC("s2t")
    traditional: Counter[str] = Counter()
    for character, count in chinese.items():
        traditional[convert.convert(character)] += count
    japanese = Counter(_HAN.findall(" ".join(corpus("ja", "ja_JP"))))
    korean = Counter(_HANGUL.findall(" ".join(corpus("ko", "ko_KR"))))

    def ranked(counts: Counter[str], most: int) -> str:
        return "".join(character for character, _ in counts.most_common(most))

    model = {
        "pairs": {
            babel: pairs({
                word.lower()
                for text in corpus(babel, fake)
                for word in _WORD.findall(text)
                if not _HAN.search(word)
            })
            for babel, fake in ALPHABETS.items()
        },
        "characters": {
            "zh_Hans": ranked(chinese, 3500), "zh_Hant": ranked(traditional, 3500),
            "ja": ranked(japanese, 2000), "ko": ranked(korean, 1200),
        },
    }  # fmt: skip
    OUTPUT.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()
