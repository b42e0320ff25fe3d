"""Bytes to a table of text: whatever a shop's programs write, CSV in any dialect or a spreadsheet."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ClienteleError
from engine.importing.delimited import read_delimited
from engine.importing.encoding import decode
from engine.importing.spreadsheet import read_spreadsheet
from engine.importing.table import RawTable
from engine.jobs import Progress, no_progress, part_of

_STEP = 4 << 20
#: Packed text grows tenfold: this much at a time keeps cancelling quick.
_PACKED_STEP = 512 << 10
_GZIP = 31  # zlib's window bits for a gzip header
#: No order file of a small shop is larger; a file that unpacks to more is a mistake or an attack.
_LARGEST = 2 << 30
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TABLES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"SQLite format 3", b"RIFF", b"BM", b"II*\0", b"MM\0*",
    b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ",
)  # fmt: skip


@dataclass(frozen=True)
class Fingerprint:
    """What tells one file from another: its name, its length in bytes and their SHA-256."""

    name: str
    byte_count: int
    sha256: str


@dataclass(frozen=True)
class Loaded:
    """One table of a file. ``key`` names it within the file and is empty where the file is the table;
    ``fingerprint.name`` is what people are shown ("orders.zip › orders.csv"). ``table`` is None where the
    caller knows these very bytes.
    """

    key: str
    fingerprint: Fingerprint
    table: RawTable | None


def load_tables(
    path: Path,
    *,
    encoding: str = "",
    is_known: Callable[[str], bool] = lambda sha256: False,
    progress: Progress = no_progress,
) -> list[Loaded]:
    """Every table of a file; ``encoding`` overrules what its characters are taken for.

    A table whose SHA-256 ``is_known`` is listed without being read. Raises an ``import.…`` error where there
    is none to read.
    """
    data, fingerprint = load_file(path, part_of(progress, 0.0, 0.1))
    if is_known(fingerprint.sha256):
        return [Loaded("", fingerprint, None)]
    table = read_table(data, path.name, part_of(progress, 0.1, 1.0), encoding=encoding)
    return [Loaded("", fingerprint, table)]


def load_file(path: Path, progress: Progress = no_progress) -> tuple[bytes, Fingerprint]:
    """The bytes of a file and their fingerprint.

    Raises ``import.missing_file``, ``import.cannot_open`` or ``import.empty_file``.
    """
    if not path.exists():
        raise ClienteleError("import.missing_file", file=path.name)
    if not path.is_file():
        raise ClienteleError("import.cannot_open", file=path.name)
    if path.stat().st_size > _LARGEST:
        raise ClienteleError("import.too_large", file=path.name)
    digest = hashlib.sha256()
    parts = []
    try:
        with path.open("rb") as file:
            while part := file.read(_STEP):
                digest.update(part)
                parts.append(part)
                progress(0.0)
    except OSError as problem:
        raise ClienteleError("import.cannot_open", file=path.name) from problem
    data = b"".join(parts)
    if _is_blank(data):
        raise ClienteleError("import.empty_file", file=path.name)
    return data, Fingerprint(path.name, len(data), digest.hexdigest())


def read_table(data: bytes, name: str, progress: Progress = no_progress, *, encoding: str = "") -> RawTable:
    """The table in the bytes of a file called ``name`` (for messages only; contents decide what it is).

    Raises ``import.not_a_table``, ``import.empty_file``, ``import.only_header``, ``import.broken_archive``.
    """
    if data.startswith(b"\x1f\x8b"):
        data = _unpack(data, name, part_of(progress, 0.0, 0.4))
        progress = part_of(progress, 0.4, 1.0)
    if data.startswith(_SPREADSHEETS):
        return read_spreadsheet(data, name, progress)
    if data.startswith(_NO_TABLES):
        raise ClienteleError("import.not_a_table", file=name)
    decoded = decode(data, encoding, part_of(progress, 0.0, 0.3))
    if decoded is None:
        raise ClienteleError("import.not_a_table", file=name)
    table = read_delimited(decoded.text, decoded.encoding, name, part_of(progress, 0.3, 1.0))
    table.encoding_choices = decoded.choices
    table.notes = decoded.notes
    return table


def _unpack(data: bytes, name: str, progress: Progress) -> bytes:
    parts: list[bytes] = []
    size = 0
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for start in range(0, len(data), _PACKED_STEP):
            packed = data[start : start + _PACKED_STEP]
            while packed:
                part = unpacker.decompress(packed)
                packed = unpacker.unused_data
                if packed.strip(b"\0"):  # several archives in one, as logs are joined
                    unpacker = zlib.decompressobj(_GZIP)
                else:
                    packed = b""
                parts.append(part)
                size += len(part)
                if size > _LARGEST:
                    raise ClienteleError("import.too_large", file=name)
            progress(min(start + _PACKED_STEP, len(data)) / len(data))
    except zlib.error as problem:
        raise ClienteleError("import.broken_archive", file=name) from problem
    if not unpacker.eof:
        raise ClienteleError("import.broken_archive", file=name)
    unpacked = b"".join(parts)
    if _is_blank(unpacked):
        raise ClienteleError("import.empty_file", file=name)
    return unpacked


def _is_blank(data: bytes) -> bool:
    # The beginning nearly always tells, without a copy of everything.
    return not data[:4096].strip() and not data.strip()
