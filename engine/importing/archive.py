"""Archives (zip, gzip) to the files in them, bounded: what unpacks to far more than it weighs is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from engine.errors import ClienteleError
from engine.importing.file_bytes import AnyBytes, Spool
from engine.importing.folders import is_litter
from engine.jobs import Progress, no_progress

#: No order file of a small shop is larger; a file that unpacks to more is a mistake or an attack.
LARGEST = 2 << 30
#: Packed text grows tenfold: this much at a time keeps cancelling quick.
_STEP = 512 << 10
_MOST_AT_ONCE = 16 << 20
_GZIP = 31  # zlib's window bits for a gzip header
_MOST_MEMBERS = 2_000
#: Tables pack to a twentieth, seldom to a fiftieth.
_SUSPICIOUS_SIZE = 64 << 20
_SUSPICIOUS_RATIO = 150
_BOOK_PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "content.xml")


def is_book(data: AnyBytes) -> bool:
    """Whether a zip is a spreadsheet and no archive of files."""
    try:
        with zipfile.ZipFile(_seekable(data)) as archive:
            return any(part in _BOOK_PARTS for part in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return b"[Content_Types].xml" in data[:4096]


def _seekable(data: AnyBytes) -> IO[bytes]:
    return io.BytesIO(data) if isinstance(data, bytes) else data.file()


def gunzip(data: AnyBytes, name: str, progress: Progress = no_progress) -> AnyBytes:
    """The contents of a gzip; raises ``import.broken_archive`` or ``import.too_large``."""
    spool = Spool()
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for start in range(0, len(data), _STEP):
            packed = data[start : start + _STEP]
            while packed:
                part = unpacker.decompress(packed, _MOST_AT_ONCE)
                if unpacker.unconsumed_tail:
                    packed = unpacker.unconsumed_tail
                elif unpacker.unused_data.strip(b"\0"):  # several archives in one, as logs are joined
                    packed = unpacker.unused_data
                    unpacker = zlib.decompressobj(_GZIP)
                else:
                    packed = b""
                spool.write(part)
                _check(spool.size, start + _STEP, name)
            progress(min(start + _STEP, len(data)) / len(data))
    except zlib.error as problem:
        raise ClienteleError("import.broken_archive", file=name) from problem
    if not unpacker.eof:
        raise ClienteleError("import.broken_archive", file=name)
    return spool.taken()


def members(data: AnyBytes, name: str, progress: Progress = no_progress) -> Iterator[tuple[str, AnyBytes]]:
    """The files in a zip, by name, without what systems leave there; an archive in it is opened once more.

    Raises ``import.password``, ``import.broken_archive``, ``import.too_large``.
    """
    yield from _members(data, name, progress, nested=False)


def _members(
    data: AnyBytes, name: str, progress: Progress, *, nested: bool
) -> Iterator[tuple[str, AnyBytes]]:
    try:
        with zipfile.ZipFile(_seekable(data)) as archive:
            parts = [
                part for part in archive.infolist() if not part.is_dir() and not _is_litter(part.filename)
            ]
            if len(parts) > _MOST_MEMBERS or sum(part.file_size for part in parts) > LARGEST:
                raise ClienteleError("import.too_large", file=name)
            for number, part in enumerate(sorted(parts, key=lambda part: part.filename)):
                progress(number / len(parts))
                if part.flag_bits & 1:
                    raise ClienteleError("import.password", file=name)
                _check(part.file_size, part.compress_size, name)
                body = _unpacked(archive, part)
                shown = _name_of(part)
                if body.startswith(b"PK\x03\x04") and not is_book(body) and not nested:
                    for inner, inner_body in _members(body, name, no_progress, nested=True):
                        yield f"{shown}/{inner}", inner_body
                else:
                    yield shown, body
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as problem:
        raise ClienteleError("import.broken_archive", file=name) from problem


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> AnyBytes:
    spool = Spool()
    with archive.open(part) as stream:
        while block := stream.read(_MOST_AT_ONCE):
            spool.write(block)
    return spool.taken()


def _name_of(part: zipfile.ZipInfo) -> str:
    """A member's name; archives made on Chinese and Western Windows write it in their own encoding."""
    if part.flag_bits & 0x800 or part.filename.isascii():
        return part.filename
    raw = part.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.filename


def _is_litter(path: str) -> bool:
    return any(is_litter(part) for part in path.replace("\\", "/").split("/"))


def _check(size: int, packed: int, name: str) -> None:
    if size > LARGEST or (size > _SUSPICIOUS_SIZE and size > _SUSPICIOUS_RATIO * max(packed, 1)):
        raise ClienteleError("import.too_large", file=name)
