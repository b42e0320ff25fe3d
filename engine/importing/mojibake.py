"""Text that was once read in a wrong encoding and saved so: "BjÃ¶rk" for "Björk". Repaired or told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.importing.letters import cost_of
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.encoding import Decoded

#: How the text was read wrongly, and what it was in truth.
_WAYS = (
    ("cp1252", "utf-8"),
    ("mac_roman", "utf-8"),
    ("gb18030", "utf-8"),
    ("lowered", "utf-8"),
    ("cp1252", "gb18030"),
)
#: Text in small letters lost the capitals that begin what UTF-8 looks like in Windows-1252.
_CAPITALS = str.maketrans("ãâäåæç", "ÃÂÄÅÆÇ")
#: A repair must be this much likelier as language than what stands there, in bits.
_CERTAIN = 18.0
_LOST = "\ufffd"


def repaired(found: Decoded, words: list[str]) -> Decoded:
    """``found`` with its text put right where all of it was read wrongly; told where only some was.

    ``words`` are its words with characters beyond ASCII.
    """
    if any(_LOST in word for word in words):
        blocks = [found.text] if isinstance(found.text, bytes) else found.text.blocks()
        count = sum(block.count(_LOST.encode()) for block in blocks)
        found.notes.append(Text("import.note.lost_before", {"n": count}))
        words = [word for word in words if _LOST not in word]
    for read_as, was in _WAYS:
        better = {word: _again(word, read_as, was) for word in words}
        changed = {word: text for word, text in better.items() if text and _gain(word, text, was) > 0}
        if not changed or sum(_gain(word, text, was) for word, text in changed.items()) < _CERTAIN:
            continue
        example = min(changed, key=len)
        facts = {"wrong": example[:40], "right": changed[example][:40]}
        if len(changed) == len(words) and read_as != "lowered" and isinstance(found.text, bytes):
            try:
                text = found.text.decode().encode(read_as, "as-latin" if read_as == "cp1252" else "strict")
                found.text = text if was == "utf-8" else text.decode(was).encode()
                if was == "utf-8":
                    found.text.decode()
                found.notes.append(Text("import.note.mojibake_repaired", facts))
                return found
            except UnicodeError:
                pass
        if len(changed) >= max(1, len(words) // 200):
            found.notes.append(Text("import.note.mojibake", facts))
            return found
    return found


def _again(word: str, read_as: str, was: str) -> str:
    if read_as == "lowered":
        word, read_as = word.translate(_CAPITALS), "cp1252"
    try:
        text = word.encode(read_as, "as-latin" if read_as == "cp1252" else "strict").decode(was)
    except UnicodeError:
        return ""
    # Chinese read as Western letters has no real letters beside it.
    return "" if was == "gb18030" and any(mark.isascii() and mark.isalpha() for mark in text) else text


def _gain(word: str, text: str, was: str) -> float:
    if len(text) >= len(word):
        return 0.0
    return float(cost_of(word, "zh_Hans" if was == "utf-8" else "").min() - cost_of(text, "zh_Hans").min())
