"""Which characters a file is written in: decided on the whole file, because one late é fools a sample.

Order of proof: byte order mark, the NULs of UTF-16 and UTF-32, strict UTF-8; else every reading of the words
with doubtful characters is weighed as language (``letters``). Where two readings remain, the owner is asked.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import ClienteleError
from engine.importing.file_bytes import AnyBytes, Spool, rest_of
from engine.importing.letters import IMPOSSIBLE, LANGUAGES, cost_of
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP = 4 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Encodings that shops' programs write, and how much rarer than Windows-1252 they are, in bits.
_CANDIDATES = {
    "utf-8": 0.0, "cp1252": 0.0, "gb18030": 1.0, "mac_roman": 4.0, "cp932": 4.0, "big5hkscs": 4.0,
    "cp1250": 6.0, "cp1251": 4.0, "cp858": 7.0, "iso8859_15": 5.0, "iso8859_2": 8.0, "cp1254": 7.0,
    "cp1253": 6.0, "cp1257": 9.0, "euc_jp": 6.0, "cp949": 7.0, "koi8_r": 9.0, "cp866": 9.0,
}  # fmt: skip
_EAST = {
    "gb18030": "zh_Hans", "big5hkscs": "zh_Hant", "cp932": "ja", "euc_jp": "ja", "cp949": "ko", "utf-8": "",
}  # fmt: skip
#: Readings closer than this to the best, in bits, are for the owner to choose from.
_DOUBT = 15.0
_DOUBT_OF_UTF8 = 4.0
_MOST_CHOICES = 8
_MOST_WORDS = 160
_LONGEST_WORD = 40
#: No trail byte of a multi-byte character looks like these, so that words may be parted there.
_WORD = re.compile(rb"[^\x00-\x26\x28-\x2c\x2f\x3a-\x3f]*[\x80-\xff][^\x00-\x26\x28-\x2c\x2f\x3a-\x3f]*")
_PLAIN_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]{4,20}(?![A-Za-z\x80-\xff])")
_MOST_PLAIN_WORDS = 60
#: Names of columns are often English whatever the rest is: plain words are but a hint.
_PLAIN_WEIGHT = 0.2
_ANOTHER_LANGUAGE = 9.0
_MOST_LANGUAGES = 6
_OTHER_NAMES = {
    "ansi": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "windows-latin1": "cp1252", "gbk": "gb18030", "gb2312": "gb18030", "shift-jis": "cp932",
    "shift_jis": "cp932", "sjis": "cp932", "mac": "mac_roman", "macroman": "mac_roman",
    "mac-roman": "mac_roman", "macintosh": "mac_roman",
    "big5": "big5hkscs", "cp950": "big5hkscs", "euc-kr": "cp949", "dos": "cp858",
    "cp850": "cp858", "cp437": "cp858", "utf8": "utf-8", "utf-8-sig": "utf-8", "utf16": "utf-16",
}  # fmt: skip


#: No word of any language: "Zoë" read as GBK.
_GLUED = re.compile(r"[A-Za-z][a-z][\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class EncodingChoice:
    """One way to read a file's characters, and how some of its doubtful words read in it."""

    encoding: str
    samples: tuple[str, ...]


@dataclass
class Decoded:
    """A file as UTF-8 without a byte order mark; ``choices`` (the likeliest first) where the owner must say
    which encoding is right, ``notes`` where characters were repaired or are lost.
    """

    text: AnyBytes
    encoding: str
    choices: tuple[EncodingChoice, ...] = ()
    notes: list[Text] = field(default_factory=list)


def _as_latin(problem: UnicodeError) -> tuple[str | bytes, int]:
    """Windows-1252 leaves five bytes undefined; they keep their place as control characters."""
    if isinstance(problem, UnicodeDecodeError):
        return problem.object[problem.start : problem.end].decode("latin-1"), problem.end
    if isinstance(problem, UnicodeEncodeError):
        part = problem.object[problem.start : problem.end]
        if all("\x80" <= character <= "\x9f" for character in part):
            return part.encode("latin-1"), problem.end
    raise problem


codecs.register_error("as-latin", _as_latin)


def decode(data: AnyBytes, encoding: str = "", progress: Progress = no_progress) -> Decoded | None:
    """The file as UTF-8; ``encoding`` overrules what it is found to be. None when it is no text at all.

    Raises ``import.unknown_encoding``; ``import.wrong_encoding`` where the file cannot be in ``encoding``.
    """
    if encoding:
        return _as_told(data, encoding, progress)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_mark(rest_of(data, len(mark)), name, progress)
    notes: list[Text] = []
    if b"\0" in data:
        name = _wide(data)
        if name:
            return _transcoded(data, name, progress)
        packed, inner = _without_nuls(data)
        if inner > 0.1 * len(data):
            return None
        notes, data = [Text("import.note.nul_characters", {"n": len(data) - len(packed)})], packed
    if b"\x1b$" in data[: 1 << 20] and _is(data, "iso2022_jp", progress):
        found = _transcoded(data, "iso2022_jp", progress)
    elif data.isascii():
        found = Decoded(data, "utf-8")
    elif _is(data, "utf-8", progress):
        found = _checked_utf8(data, progress)
    else:
        found = _weighed(data, progress)
    found.notes = notes + found.notes
    return found


def normal_name(encoding: str) -> str:
    """The name under which an encoding is known here; raises ``import.unknown_encoding``."""
    wanted = encoding.strip().lower()
    wanted = _OTHER_NAMES.get(wanted, wanted)
    try:
        "".encode(wanted)
        return codecs.lookup(wanted).name if wanted not in _CANDIDATES else wanted
    except (LookupError, UnicodeError) as problem:
        raise ClienteleError("import.unknown_encoding", encoding=encoding) from problem


def _as_told(data: AnyBytes, encoding: str, progress: Progress) -> Decoded:
    name = normal_name(encoding)
    for mark, marked in _BOMS:
        if data.startswith(mark) and marked.startswith(name):
            data, name = rest_of(data, len(mark)), marked
    if name in ("utf-16", "utf-32"):
        name = _wide(data) or name + "-le"
    if name == "utf-8" and _is(data, "utf-8", progress):
        return Decoded(data, "utf-8")
    found = _transcoded(data, name, progress)
    if name.startswith("utf-") and _lost(found) > max(3, len(data) // 200):
        raise ClienteleError("import.wrong_encoding", encoding=encoding)
    return found


def _with_mark(body: AnyBytes, name: str, progress: Progress) -> Decoded | None:
    if name == "utf-8":
        return Decoded(body, name) if _is(body, name, progress) else _weighed(body, progress)
    found = _transcoded(body, name, progress)
    return found if _lost(found) <= max(2, len(body) // 100) else None


def _lost(found: Decoded) -> int:
    counts = [note.facts["n"] for note in found.notes if note.key == "import.note.lost_characters"]
    return counts[0] if counts and isinstance(counts[0], int) else 0


def _without_nuls(data: AnyBytes) -> tuple[AnyBytes, int]:
    """The bytes without zeros, and how many zeros there were but for those at the end."""
    spool = Spool()
    inner = trailing = 0
    for start in range(0, len(data), _STEP):
        block = data[start : start + _STEP]
        spool.write(block.replace(b"\0", b""))
        kept = len(block.rstrip(b"\0"))
        inner += (trailing if kept else 0) + block.count(0, 0, kept)
        trailing = len(block) - kept + (0 if kept else trailing)
    return spool.taken(), inner


def _is(data: AnyBytes, name: str, progress: Progress) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for start in range(0, len(data), _STEP):
            decoder.decode(data[start : start + _STEP])
            progress(min(start + _STEP, len(data)) / len(data))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _transcoded(data: AnyBytes, name: str, progress: Progress) -> Decoded:
    """In ``name``, with a note where some bytes are no characters of it."""
    mark = "\ufffd".encode()
    lost, done = 0, 0
    spool = Spool()
    for part in transcode(data, name):
        spool.write(part)
        lost += part.count(mark)
        done += _STEP
        progress(min(done / max(len(data), 1), 1.0))
    if name == "utf-8":
        lost -= sum(data[start : start + _STEP].count(mark) for start in range(0, len(data), _STEP))
    notes = [Text("import.note.lost_characters", {"n": lost})] if lost > 0 and name != "cp1252" else []
    return Decoded(spool.taken(), name, notes=notes)


def transcode(data: AnyBytes, name: str) -> Iterator[bytes]:
    """The same text in UTF-8, block by block; what is no character of the encoding becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(name)("as-latin" if name == "cp1252" else "replace")
    for start in range(0, len(data), _STEP):
        yield decoder.decode(data[start : start + _STEP], final=start + _STEP >= len(data)).encode()


def _wide(data: AnyBytes) -> str:
    """UTF-16 or UTF-32 without a mark, by where the zero bytes of its commas and line ends lie."""
    head = data[: 64 << 10]
    head = head[: len(head) - len(head) % 4]
    if len(head) < 4:
        return ""
    zeros = [head[place::4].count(0) / (len(head) / 4) for place in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    best, most = "", 0.6
    for name in ("utf-16-le", "utf-16-be"):
        text = head.decode(name, "replace")
        sane = sum(map(_is_sane, text)) / len(text)
        plain = sum(character in ',;\t|\r\n "0123456789' for character in text) / len(text)
        if sane > 0.9 and plain > 0.01 and sane + plain > most:
            best, most = name, sane + plain
    return best


def _is_sane(character: str) -> bool:
    if character <= "~":
        return character >= " " or character in "\t\r\n"
    return character.isalnum() and ("\xa0" < character < "\ua000" or character > "\uac00")


def doubtful_words(data: AnyBytes, progress: Progress = no_progress) -> list[bytes]:
    """Distinct words with bytes beyond ASCII, from all over the file: all where there are few."""
    found: dict[bytes, None] = {}
    blocks = range(0, len(data), _STEP)
    share = max(_MOST_WORDS // max(len(blocks), 1), 24)
    for start in blocks:
        block = data[max(start - _LONGEST_WORD, 0) : start + _STEP + _LONGEST_WORD]
        places = np.flatnonzero(np.frombuffer(block, np.uint8) >= 0x80)
        if len(places) > 40 * share:
            places = places[:: len(places) // (40 * share)]
        end = taken = 0
        for place in places.tolist():
            if place < end:
                continue
            left = max(block.rfind(b"\n", 0, place) + 1, place - _LONGEST_WORD, end)
            match = next(
                (m for m in _WORD.finditer(block, left, place + _LONGEST_WORD) if m.end() > place), None
            )
            end = place + 1
            if match is not None:
                end = match.end()
                word = match.group()
                if word not in found:
                    found[word] = None
                    taken += 1
                    if taken >= share:
                        break
        progress(min(start + _STEP, len(data)) / len(data))
    words = list(found)
    return words if len(words) <= _MOST_WORDS else words[:: len(words) // _MOST_WORDS + 1]


def _reading(word: bytes, name: str) -> str:
    """A word in an encoding; a character cut at its end is left out. "" where it is none of its words."""
    decoder = codecs.getincrementaldecoder(name)("as-latin" if name == "cp1252" else "strict")
    try:
        text = decoder.decode(word)
        if len(word) < _LONGEST_WORD - 1:
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return ""
    return text


def _plain_words(data: AnyBytes) -> list[str]:
    """Words of the beginning that read the same in every encoding: they tell the language of the rest."""
    found = dict.fromkeys(_PLAIN_WORD.findall(data[: 16 << 10]))
    return [word.decode() for word in found][:_MOST_PLAIN_WORDS]


def _weigh(words: list[bytes], plain: list[str]) -> list[tuple[float, str, list[str]]]:
    """Encodings with their costs in bits and their readings of the words, the likeliest first."""
    spoken = np.sum([cost_of(word, "") for word in plain], axis=0) if plain else np.zeros(len(LANGUAGES))
    spoken = _PLAIN_WEIGHT * (spoken - spoken.min())
    readings = {name: [_reading(word, name) for word in words] for name in _CANDIDATES}
    costs = {
        name: np.array([
            cost_of(text, _EAST.get(name, "zh_Hans")) if text else np.full(len(LANGUAGES), 1000.0)
            for text in texts
        ])
        for name, texts in readings.items()
    }  # fmt: skip
    best = np.min([cost.min(axis=1) for cost in costs.values()], axis=0)
    weighed = []
    for name, prior in _CANDIDATES.items():
        beyond = np.minimum(costs[name] - best[:, None], IMPOSSIBLE)
        weighed.append((prior + _least(beyond, spoken), name, readings[name]))
    return sorted(weighed, key=lambda entry: entry[0])


def _least(costs: NDArray[np.float64], spoken: NDArray[np.float64]) -> float:
    """The least that words (rows) cost in a file of one main language, and of few others, each at a price."""
    main = int((costs.sum(axis=0) + spoken).argmin())
    least, chosen = float(costs[:, main].sum() + spoken[main]), costs[:, main]
    for _ in range(_MOST_LANGUAGES):
        gains = (chosen[:, None] - np.minimum(chosen[:, None], costs)).sum(axis=0) - _ANOTHER_LANGUAGE
        best = int(gains.argmax())
        if gains[best] <= 0:
            break
        least, chosen = least - float(gains[best]), np.minimum(chosen, costs[:, best])
    return least


def _weighed(data: AnyBytes, progress: Progress) -> Decoded:
    words = doubtful_words(data, progress)
    if not words:
        return _transcoded(data, "cp1252", progress)
    weighed = _weigh(words, _plain_words(data))
    least, name, readings = weighed[0]
    found = _transcoded(data, name, progress)
    rivals = [entry for entry in weighed[1:] if entry[0] < least + _DOUBT]
    found.choices = _choices([(least, name, readings), *rivals])
    if name == "utf-8" and not found.choices and _mixed(words, readings):
        found.choices = _choices([(0, "utf-8", readings), next(e for e in weighed if e[1] == "cp1252")])
    return found


def _mixed(words: list[bytes], readings: list[str]) -> bool:
    """Whether some words are whole but in another encoding than the UTF-8 of the others."""
    other = [word for word, text in zip(words, readings, strict=True) if not text]
    return any(
        cost_of(text, "zh_Hans").min() < 45 for text in (_reading(word, "cp1252") for word in other) if text
    )


def _choices(weighed: list[tuple[float, str, list[str]]]) -> tuple[EncodingChoice, ...]:
    """Readings that differ, each with the words in which it does; none where there is just one."""
    different: dict[tuple[str, ...], str] = {}
    for _, name, readings in weighed:
        different.setdefault(tuple(readings), name)
    if len(different) < 2:
        return ()
    columns = [
        place
        for place in range(len(next(iter(different))))
        if len({readings[place] for readings in different}) > 1
    ]
    return tuple(
        EncodingChoice(name, tuple((readings[place] or "\ufffd") for place in columns[:3]))
        for readings, name in list(different.items())[:_MOST_CHOICES]
    )


def _checked_utf8(data: AnyBytes, progress: Progress) -> Decoded:
    """Valid UTF-8: nearly always just that, but a word or two of GBK can pass for it, and text that was read
    wrongly once and saved again is valid too.
    """
    words = doubtful_words(data, progress)
    found = Decoded(data, "utf-8")
    if (
        len(words) <= 3
        and sum(map(len, words)) <= 24
        and not any(byte >= 0xE0 for word in words for byte in word)
    ):
        weighed = _weigh(words, _plain_words(data))
        place = next(index for index, entry in enumerate(weighed) if entry[1] == "utf-8")
        rivals = [
            entry
            for entry in weighed
            if entry[0] < weighed[place][0] + _DOUBT_OF_UTF8
            and not (entry[1] in _EAST and all(map(_GLUED.search, entry[2])))
        ]
        if len(rivals) > 1:
            found.choices = _choices([weighed[place], *(entry for entry in rivals if entry[1] != "utf-8")])
            return found
    from engine.importing.mojibake import repaired

    return repaired(found, [word.decode("utf-8", "ignore") for word in words])
