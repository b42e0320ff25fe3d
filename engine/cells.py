"""Cells that a spreadsheet or mailing service cannot take for something else (CWE-1236)."""

from __future__ import annotations

import re

from engine.plain_text import one_line

#: What starts a formula in some spreadsheet, full-width forms too.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: Kinds of cell whose content is checked, so that a list for import need not be altered.
_TYPED = {
    "email": re.compile(r"[a-z0-9][^\s@,;\"'=|]*@[a-z0-9.-]+", re.IGNORECASE),
    "phone": re.compile(r"\+[0-9]{7,15}"),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "number": re.compile(r"-?[0-9]+(\.[0-9]+)?"),
    "code": re.compile(r"[A-Z0-9][A-Z0-9_-]*", re.IGNORECASE),
    "url": re.compile(r"https?://[!#-~]+", re.IGNORECASE),
}


def guarded(value: str, kind: str = "text", *, for_excel: bool = False) -> str:
    """``value`` on one line, with ``'`` before what would start a formula.

    ``kind`` ``email``, ``phone``, ``date``, ``number``, ``code``, ``url``: left as it is where it looks like
    one, because a changed address or code is a wrong one. ``for_excel``: phones and numbers are guarded too.
    """
    value = one_line(value)
    if not value.startswith(_FORMULA):
        return value
    typed = _TYPED.get(kind)
    if typed is not None and typed.fullmatch(value) and not for_excel:
        return value
    return "'" + value


def fits_bytes(value: str, limit: int) -> str:
    """``value`` cut to ``limit`` bytes of UTF-8, never inside a character."""
    encoded = value.encode("utf-8", "replace")
    return value if len(encoded) <= limit else encoded[:limit].decode("utf-8", "ignore").rstrip()
