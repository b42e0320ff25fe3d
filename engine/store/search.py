"""What a person types into a search box, as SQL understands it."""

from __future__ import annotations


def holding(word: str) -> str:
    """The LIKE pattern (escape: a backslash) of texts that hold ``word``; its own % and _ mean themselves."""
    escaped = word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
