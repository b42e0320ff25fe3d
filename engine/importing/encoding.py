"""Which characters a file is written in: decided on the whole file, because one late é fools a sample."""

from __future__ import annotations

import codecs
import re

from engine.jobs import Progress, no_progress

_STEP = 4 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Two-byte characters of GB 2312, where Chinese text lives; Western text rarely has two such bytes together.
_CHINESE_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_WIDE = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes, progress: Progress = no_progress) -> tuple[bytes, str] | None:
    """The file as UTF-8 without a byte order mark, and its encoding; None when it is no text at all.

    The ladder: byte order mark, NUL pattern (UTF-16), strict UTF-8, strict GB 18030 where high bytes come in
    pairs as Chinese does, else Windows-1252 (which contains Latin-1's letters).
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if name == "utf-8":
                return (body, name) if _is(body, name, progress) else (_transcode(body, "cp1252"), "cp1252")
            return (_transcode(body, name), name) if _is(body, name, progress) else None
    if b"\0" in data:
        name = _utf16_without_mark(data)
        return (_transcode(data, name), name) if name and _is(data, name, progress) else None
    if data.isascii() or _is(data, "utf-8", progress):
        return data, "utf-8"
    if _looks_chinese(data) and _is(data, "gb18030", progress):
        return _transcode(data, "gb18030"), "gb18030"
    return _transcode(data, "cp1252"), "cp1252"


def _is(data: bytes, name: str, progress: Progress) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        for start in range(0, len(data), _STEP):
            decoder.decode(data[start : start + _STEP])
            progress(min(start + _STEP, len(data)) / len(data))
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _transcode(data: bytes, name: str) -> bytes:
    # cp1252 leaves five bytes undefined; Latin-1 gives them their control characters, so nothing is lost.
    if name == "cp1252":
        try:
            return data.decode("cp1252").encode()
        except UnicodeDecodeError:
            return data.decode("latin-1").encode()
    return data.decode(name).encode()


def _utf16_without_mark(data: bytes) -> str:
    head = data[: 64 << 10]
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) / 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return ""


def _looks_chinese(data: bytes) -> bool:
    wide = b"\n".join(_WIDE.findall(data[: 8 << 20]))
    high = len(wide) - wide.count(b"\n")
    return high > 0 and 2 * len(_CHINESE_PAIR.findall(wide)) >= 0.7 * high
