"""A review as it came, made into what a person reads: no markup, no control characters, no endless text."""

from __future__ import annotations

import html
import re
import unicodedata
from hashlib import sha256

from engine.plain_text import CONTROL

#: Longer than any review that somebody reads to its end.
LONGEST = 4_000
_MARKUP = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)|</?[A-Za-z][^<>]{0,500}>", re.S | re.I
)
#: A longer text of fewer different letters is a finger on a key.
_MONOTONOUS, _FEWEST_LETTERS = 12, 4
_SPACES = re.compile(r"\s+")
_SPECIAL = re.compile(r"[<&]|  ")
_ENDING = re.compile(r"[.!?。！？…~～]\s*$")


def as_read(text: str) -> str:
    """One line of plain words; emoji stay, and so does the language."""
    if len(text) <= LONGEST and text.isascii() and text.isprintable() and not _SPECIAL.search(text):
        return text.strip()
    # Only the part that can matter is worked on: a hundred thousand characters cost no more than four.
    text = html.unescape(_MARKUP.sub(" ", text[: 3 * LONGEST]))
    text = CONTROL.sub(" ", unicodedata.normalize("NFKC", text))
    return _SPACES.sub(" ", text).strip()[:LONGEST]


def digest(text: str) -> bytes:
    """What a text is known by: SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def whole(title: str, body: str) -> str:
    """Title and body as one text; a title that the body begins with is said once."""
    title, body = as_read(title), as_read(body)
    if not title or body.casefold().startswith(title.casefold()):
        return body
    if not body:
        return title
    return f"{title} {body}" if _ENDING.search(title) else f"{title}. {body}"


def says_something(text: str) -> bool:
    """Whether there are at least two letters: emoji, digits and punctuation are no words."""
    if len(text) > _MONOTONOUS and len({letter for letter in text if letter.isalpha()}) < _FEWEST_LETTERS:
        return False
    letters = 0
    for letter in text:
        if letter.isalpha():
            letters += 2 if letter >= "⺀" else 1  # one Chinese character can be a word
            if letters > 1:
                return True
    return False
