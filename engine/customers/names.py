"""Names of people as one thing however they are written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "herr", "frau", "mme", "mlle", "monsieur",
    "madame", "sr", "sra", "srta", "dott", "dhr", "mevr", "先生", "女士", "小姐", "太太", "様", "さん",
})  # fmt: skip
_NOBODY = frozenset({
    "guest", "gast", "invite", "invitado", "ospite", "convidado", "customer", "walk", "in", "walkin",
    "anonymous", "anonym", "unknown", "test", "none", "na", "null", "nobody", "private", "person",
    "privatkunde", "laufkunde", "barverkauf", "顾客", "客户", "散客", "匿名", "匿名用户", "游客",
})  # fmt: skip


@lru_cache(maxsize=131_072)
def name_key(name: str) -> str:
    """A name without case, accents, titles and the order of its parts; empty for names of nobody."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(letter for letter in folded if unicodedata.category(letter) != "Mn")
    words = re.sub(r"[\W\d_]+", " ", bare).split()
    told = sorted(word for word in words if word not in _TITLES)
    return "" if all(word in _NOBODY for word in told) else " ".join(told)
