"""What programs and spreadsheets put around a cell, and the words they write where they know nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from engine.importing.table import Factor

#: What exports write where they know nothing, in cells that are no names: people are called Null and Na.
_NOTHING = (
    r"^(?:null|none|nil|nan|nat|n/?a|n\.a\.|k\.\s?a\.|s/?d|undefined|#n/a|#value!|#ref!|#null!|-+|–|—|/|\\n|\.|\?|"
    r"0000-00-00(?:[ T]00:00:00)?|无|暂无|未知|なし)?$"
)
#: Those of them that nobody and nothing is called.
_NO_NAME = r"^(?:null|nan|#n/a|#value!|#ref!|-+|–|—|/|\\n|\.|\?)?$"
_WRAPPED = re.compile(r'^=?"(.*)"$|^=(-?[0-9.,]+)$', re.DOTALL)
_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202c"
_OUTSIDE = f" \t\r\n\f\v\u00a0\u3000\u202f\u2009{_INVISIBLE}"


def unwrapped(text: str) -> str:
    """A cell without what keeps spreadsheets from changing it: ``="00123"``, ``'00123``, tabs, no-width
    spaces.
    """
    text = text.strip(_OUTSIDE)
    match = _WRAPPED.match(text)
    if match:
        text = (match[1] if match[1] is not None else match[2]).strip(_OUTSIDE)
    return text.lstrip("'").strip(_OUTSIDE) if text.startswith("'") else text


def unwrap(values: pa.Array) -> pa.Array:
    """``unwrapped`` of every distinct text."""
    texts = pc.utf8_trim(values, _OUTSIDE)
    if pc.any(pc.match_substring_regex(texts, "^[='\"]")).as_py():
        texts = pc.replace_substring_regex(texts, r"^=(-?[\d.,]+)$", r"\1")
        texts = pc.replace_substring_regex(texts, r'(?s)^=?"(.*)"$', r"\1")
        texts = pc.utf8_trim(pc.replace_substring_regex(texts, r"^'+", ""), _OUTSIDE)
    return texts


def nothing(values: pa.Array, words: Sequence[str] = (), *, names: bool = False) -> NDArray[np.bool_]:
    """True for distinct texts that say nothing: blank, ``--``, ``null``, ``N/A``, and the source's ``words``.

    ``names``: they may be names, so ``NA`` and ``None`` stay.
    """
    texts = unwrap(values)
    empty = pc.match_substring_regex(texts, _NO_NAME if names else _NOTHING, ignore_case=True)
    if words:
        known = pa.array([word.casefold() for word in words], pa.string())
        empty = pc.or_(empty, pc.is_in(pc.utf8_lower(texts), known))
    return np.asarray(empty.to_numpy(zero_copy_only=False), bool)


def emptied(column: Factor, words: Sequence[str] = (), *, names: bool = False) -> Factor:
    """The column with every cell that says nothing truly empty; ``words`` are the source's (``empty``).

    The first thing to do with a column that a kind of file uses; whatever reads it next sees blanks only.
    """
    if not len(column.values):
        return column
    empty = nothing(column.values, words, names=names)
    written = pc.not_equal(column.values, "").to_numpy(zero_copy_only=False)
    if not (empty & written).any():
        return column
    return column.map(lambda values: pc.if_else(pa.array(empty), "", values))
