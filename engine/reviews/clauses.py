"""Parts of a text that each say one thing: "nice colour | but it runs small"."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Where a sentence ends, and where a turn of thought begins.
_SENTENCE = re.compile(r"[.!?;:…]+(?=\s|$)|[。！？；：…~～]+|\s[-–—]+\s|[\n]+|\.{2,}")
_TURNS = {
    "en": re.compile(
        r",\s*|\s+(?=(?:but|yet|although|though|however|except|while|whereas|otherwise|despite|even though"
        r"|unfortunately|sadly|only)\b)|\s+(?=and\s+(?:the|it|i|my|they|their|its|his|her|was|is|has|had|then|a)\b)",
        re.IGNORECASE,
    ),
    "zh": re.compile(r"[，,、]\s*|(?<=[\u4e00-\u9fff])(?=但是|可是|不过|只是|就是|然而|可惜|但(?!愿))|\s+"),
}
_OTHER = re.compile(r",\s*|[，、،]\s*")
#: Shorter than this is no clause of its own: it belongs to what comes after it.
_FEWEST = {"en": 2, "zh": 2}
#: Clauses looked at in one text.
MOST = 40


@dataclass(frozen=True)
class Clause:
    """``text`` and where it stands in the whole."""

    text: str
    start: int
    end: int


def clauses(text: str, language: str) -> list[Clause]:
    """The clauses of a text of ``reading.as_read`` in their order."""
    turn = _TURNS.get(language, _OTHER)
    found: list[Clause] = []
    for start, end in _parts(text, 0, len(text), _SENTENCE):
        found += _joined(text, list(_parts(text, start, end, turn)), language)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _parts(text: str, start: int, end: int, border: re.Pattern[str]) -> list[tuple[int, int]]:
    parts = []
    at = start
    for cut in border.finditer(text, start, end):
        parts.append((at, cut.start()))
        at = cut.end()
    parts.append((at, end))
    return [(a, b) for a, b in parts if text[a:b].strip()]


def _joined(text: str, parts: list[tuple[int, int]], language: str) -> list[Clause]:
    """Parts too short to say something join their neighbour within the sentence."""
    found: list[tuple[int, int]] = []
    open_start: int | None = None
    for start, end in parts:
        begin = start if open_start is None else open_start
        if _size(text[begin:end], language) < _FEWEST.get(language, 2):
            open_start = begin
            continue
        found.append((begin, end))
        open_start = None
    if open_start is not None:
        if found:
            found[-1] = (found[-1][0], parts[-1][1])
        else:
            found.append((open_start, parts[-1][1]))
    trimmed = []
    for start, end in found:
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip(" ,，、-"))
        trimmed.append(Clause(piece.strip(" ,，、-"), start + lead, start + len(piece.rstrip(" ,，、-"))))
    return [clause for clause in trimmed if clause.text]


def _size(piece: str, language: str) -> int:
    if language in ("zh", "ja"):
        return sum(letter.isalnum() for letter in piece)
    return len(piece.split())
