"""Countries and languages as their codes, whatever language they are named in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LANGUAGES = ("en", "zh", "zh_Hant", "de", "fr", "es", "it", "pt", "nl", "ja", "pl", "sv", "da")
#: Languages known by their own names too.
_OWN_NAMES = (
    "pl", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "bg", "el", "tr", "ru", "uk", "ko", "th", "vi",
    "id", "he", "ar", "hi", "ca", "hr", "sl", "et", "lv", "lt",
)  # fmt: skip
#: What people write and CLDR does not list.
_MORE_COUNTRIES = {
    "uk": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "united kingdom of great britain and northern ireland": "GB", "英格兰": "GB",
    "usa": "US", "u s a": "US", "u s": "US", "united states of america": "US", "america": "US",
    "vereinigte staaten von amerika": "US", "etats unis d amerique": "US", "ee uu": "US", "eeuu": "US",
    "stati uniti d america": "US", "eua": "US", "米国": "US", "eire": "IE", "republic of ireland": "IE",
    "holland": "NL", "the netherlands": "NL", "rsa": "ZA", "korea": "KR", "republic of korea": "KR",
    "south korea": "KR", "korea south": "KR", "韩国": "KR", "russian federation": "RU", "viet nam": "VN",
    "czech republic": "CZ", "tschechische republik": "CZ", "macedonia": "MK", "uae": "AE", "ksa": "SA",
    "prc": "CN", "mainland china": "CN", "people s republic of china": "CN", "中国大陆": "CN", "大陆": "CN",
    "中华人民共和国": "CN", "hong kong": "HK", "hong kong sar": "HK", "香港": "HK", "香港特别行政区": "HK",
    "macau": "MO", "macao": "MO", "澳门": "MO", "澳门特别行政区": "MO", "taiwan": "TW",
    "taiwan province of china": "TW", "中国台湾": "TW", "台湾省": "TW", "台湾": "TW", "turkey": "TR",
    "brasil": "BR", "schweiz suisse svizzera": "CH", "iran": "IR", "moldova": "MD", "bolivia": "BO",
    "venezuela": "VE", "tanzania": "TZ", "syria": "SY", "laos": "LA", "brunei": "BN", "swaziland": "SZ",
}  # fmt: skip
_MORE_LANGUAGES = {
    "chinese": "zh", "simplified chinese": "zh-CN", "chinese simplified": "zh-CN", "简体中文": "zh-CN",
    "简体": "zh-CN", "traditional chinese": "zh-TW", "chinese traditional": "zh-TW", "繁体中文": "zh-TW",
    "繁體中文": "zh-TW", "中文": "zh", "汉语": "zh", "普通话": "zh", "英语": "en", "英文": "en", "日文": "ja",
    "us english": "en-US", "english us": "en-US", "english uk": "en-GB", "british english": "en-GB",
    "brazilian portuguese": "pt-BR", "castellano": "es", "flemish": "nl-BE", "jp": "ja", "cn": "zh-CN",
    "tw": "zh-TW", "eng": "en", "ger": "de", "deu": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it",
    "por": "pt", "nld": "nl", "dut": "nl", "jpn": "ja", "zho": "zh", "chi": "zh",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?:[.@].*)?", re.IGNORECASE)


@lru_cache(maxsize=4_096)
def country_code(text: str) -> str:
    """ISO 3166 code of a country named by its code (two or three letters) or in one of many languages; empty
    for a word that is none.
    """
    plain = _plain(text)
    if not plain:
        return ""
    codes, names = _countries()
    bare = plain.replace(" ", "")
    if bare.upper() in codes and bare.isascii():
        return codes[bare.upper()]
    return _MORE_COUNTRIES.get(plain) or names.get(plain) or names.get(plain.removeprefix("the "), "")


@lru_cache(maxsize=4_096)
def language_tag(text: str) -> str:
    """BCP 47 tag of a language named by its code (``en_US``, ``zh-Hans-CN``) or in one of many languages;
    empty for a word that is none.
    """
    plain = _plain(text)
    if plain in _MORE_LANGUAGES:
        return _MORE_LANGUAGES[plain]
    tag = _TAG.fullmatch(text.strip())
    known, names = _languages()
    if tag and tag[1].lower() in known:
        return "-".join(filter(None, (tag[1].lower(), (tag[2] or "").title(), (tag[3] or "").upper())))
    return names.get(plain, "")


def _plain(text: str) -> str:
    """A name without case, accents, brackets and punctuation."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFC", bare)).split())


@lru_cache(maxsize=1)
def _countries() -> tuple[dict[str, str], dict[str, str]]:
    """(code of two or three letters → code, name → code)."""
    from babel import Locale
    from babel.core import get_global

    codes: dict[str, str] = {}
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "UN", "EZ", "QO", "XA", "XB", "ZZ"):
                codes[code] = code
                names.setdefault(_plain(name), code)
    for alias, meant in get_global("territory_aliases").items():
        if len(meant) == 1 and alias.isalpha() and meant[0] in codes:
            codes.setdefault(alias, meant[0])
    return codes, names


@lru_cache(maxsize=1)
def _languages() -> tuple[frozenset[str], dict[str, str]]:
    """(codes of languages, name → code)."""
    from babel import Locale

    names: dict[str, str] = {}
    codes = set()
    for language in _LANGUAGES:
        locale = Locale.parse(language)
        for code, name in locale.languages.items():
            codes.add(code.partition("_")[0])
            names.setdefault(_plain(name), code.replace("_", "-"))
    for code in _OWN_NAMES:
        names.setdefault(_plain(Locale(code).languages[code]), code)
    return frozenset(codes), names
