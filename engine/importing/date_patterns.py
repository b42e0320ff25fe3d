"""The ways in which days and times of day are written, as patterns for Arrow's regular expressions (RE2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.cells import unwrap

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZONE = r"(?P<z>Z|[A-Za-z]{2,5}|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?(?:\s*\([^)]*\))?)"
_HALF = r"上午|下午|凌晨|清晨|早上|中午|晚上|傍晚|午前|午後|오전|오후"
_TIME = (
    rf"(?P<q>{_HALF})?\s*(?P<h>\d{{1,2}})\s*(?P<t>[:.hH时時點点시])?\s*(?:(?P<n>\d{{1,2}})\s*"
    r"(?:[:.分m분]\s*(?P<x>\d{1,2})(?:[.,:]\d+)?)?)?\s*(?:[秒分초분s]|Uhr|uur|ore|hrs?)?"
    r"\s*(?P<p>[AaPp]\.?\s?[Mm]\.?)?"
)
_CLOCK = (
    rf"(?:(?:[\sT,]+|\s+[-–·@|]\s+)(?:(?:um|à|at|a las|a la|às|as|alle|alle ore|ore|om|kl\.?|o)\s+)?{_TIME})?"
    rf"\s*{_ZONE}?$"
)
#: Far cheaper for RE2 than the Unicode class of letters.
_LETTER = r"[A-Za-z\x{80}-\x{10FFFF}]"
_WEEKDAY = rf"(?P<w>{_LETTER}{{2,}}\.?,?\s+)?"

#: The day in three numbers, in any order.
NUMERIC = (
    rf"^{_WEEKDAY}(?P<a>\d{{1,4}})\s*(?P<s>[-/.])\s*(?P<b>\d{{1,2}})\s*[-/.]\s*(?P<c>\d{{1,4}})\.?{_CLOCK}"
)
#: The plain ones of them, which a far smaller pattern reads: a column of nothing else is read by it.
PLAIN_NUMERIC = (
    r"^(?P<a>\d{1,4})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<c>\d{1,4})"
    r"(?:[ T](?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<x>\d{2})(?:\.\d+)?)? ?(?P<z>Z|[+-]\d{2}:?\d{2})?)?$"
)
#: 2026年9月3日, with or without a space before the time.
EASTERN = (
    rf"^(?P<a>\d{{2,4}})\s*[年년]\s*(?P<b>\d{{1,2}})\s*[月월]\s*(?P<c>\d{{1,2}})\s*[日号號일]?"
    rf"(?:[\s,]*{_TIME})?\s*{_ZONE}?$"
)
COMPACT = rf"^(?P<a>(?:19|20)\d{{2}})(?P<b>\d{{2}})(?P<c>\d{{2}}){_CLOCK}"
#: 20260903140522, as payment services number moments.
COMPACT_MOMENT = (
    r"^(?P<a>20\d{2})(?P<b>[01]\d)(?P<c>[0-3]\d)T?(?P<h>[0-2]\d)(?P<n>[0-5]\d)(?P<x>[0-5]\d)(?P<z>Z)?$"
)
DAY_FIRST = (
    rf"^{_WEEKDAY}(?P<c>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s/-]*(?:de\s+)?(?P<b>{_LETTER}{{3,}})\.?,?[\s/-]*"
    rf"(?:de[l]?\s+)?['’]?(?P<a>\d{{4}}|\d{{2}}){_CLOCK}"
)
MONTH_FIRST = (
    rf"^{_WEEKDAY}(?P<b>{_LETTER}{{3,}})\.?[\s/-]*(?P<c>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[\s/-]+)"
    rf"['’]?(?P<a>\d{{4}}|\d{{2}}){_CLOCK}"
)
YEAR_FIRST = rf"^(?P<a>\d{{4}})[\s/-]+(?P<b>{_LETTER}{{3,}})\.?[\s/-]+(?P<c>\d{{1,2}}){_CLOCK}"
#: Thu Sep 3 14:05:00 CEST 2026
YEAR_LAST = (
    rf"^{_LETTER}{{3}},?\s+(?P<b>{_LETTER}{{3}})\s+(?P<c>\d{{1,2}})\s+"
    r"(?P<h>\d{1,2}):(?P<n>\d{2}):(?P<x>\d{2})\s+"
    r"(?P<z>[A-Z]{2,5}|[+-]\d{4})?\s*(?P<a>\d{4})$"
)
TIME_ONLY = rf"^{_TIME}\s*{_ZONE}?$"
#: Pattern → whether its month is a word, in the order in which they are tried.
WRITTEN = {
    NUMERIC: False, EASTERN: False, COMPACT: False, COMPACT_MOMENT: False, DAY_FIRST: True,
    MONTH_FIRST: True, YEAR_FIRST: True, YEAR_LAST: True,
}  # fmt: skip
#: Moments that a database or a program wrote, all alike: read by Arrow's own parser.
ISO = r"^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$"
_EASTERN_WEEKDAY = (
    r"\s*[(（]?(?:(?:星期|周|週|礼拜)[一二三四五六日天]|[(（][月火水木金土日][)）]|[월화수목금토일]요일)"
    r"[)）]?\s*"
)


def plain_texts(values: pa.Array) -> pa.Array:
    """Cells without wrapping, full-width forms, odd spaces and Eastern names of weekdays."""
    texts = unwrap(values)
    if not pc.all(pc.string_is_ascii(texts)).as_py():
        texts = pc.utf8_normalize(texts, "NFKC")
        texts = pc.replace_substring_regex(texts, r"[\p{Z}\x{200e}\x{200f}]+", " ")
        texts = pc.replace_substring_regex(texts, r"[−–—]", "-")
        texts = pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, _EASTERN_WEEKDAY, " "))
    return texts


def texts_of(parts: pa.Array, name: str) -> pa.Array:
    """What a pattern's group ``name`` holds; empty texts where it holds nothing or there is no such group."""
    if parts.type.get_field_index(name) < 0:
        return pa.array([""] * len(parts), pa.string())
    return pc.fill_null(pc.struct_field(parts, name), "")


def numbers_of(parts: pa.Array, name: str) -> NDArray[np.int64]:
    """The digits of a pattern's group as numbers; 0 where there are none."""
    texts = texts_of(parts, name)
    digits = pc.if_else(pc.equal(texts, ""), "0", texts)
    return np.asarray(pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False), np.int64)


def true(mask: pa.Array) -> NDArray[np.bool_]:
    """An Arrow mask for NumPy."""
    return np.asarray(mask.to_numpy(zero_copy_only=False), bool)
