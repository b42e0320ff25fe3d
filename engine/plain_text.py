"""Text that other people typed, made safe for one line of a header, a cell or a list."""

from __future__ import annotations

import re

#: Characters that end a header line or cannot be printed; tab is a space to us.
CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)
_SPACES = re.compile(r"\s+")


def one_line(value: str) -> str:
    """``value`` on one line, without control, direction and other invisible characters."""
    if value.isprintable() and "  " not in value:
        return value.strip()
    return _SPACES.sub(" ", CONTROL.sub(" ", value)).strip()
