"""Bytes to tables of text: whatever a shop's programs write, CSV in any dialect, spreadsheets, JSON, archives
of them. Contents decide what a file is, not its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engine.errors import ClienteleError
from engine.importing.archive import LARGEST, gunzip, is_book, members
from engine.importing.delimited import read_delimited
from engine.importing.encoding import decode
from engine.importing.file_bytes import IN_MEMORY, AnyBytes, FileBytes, is_blank
from engine.importing.json_tables import is_json, read_json
from engine.importing.table import RawTable
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

_STEP = 4 << 20
#: JSON takes ten times its size in memory while it is read.
_LARGEST_JSON = 64 << 20
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_BOOKS = (_ZIP, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TABLES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"SQLite format 3", b"RIFF", b"BM\x00", b"II*\0", b"MM\0*",
    b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"MZ\x90", b"PAR1",
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


@dataclass(frozen=True)
class _Part:
    """One table that a file may hold, not yet read."""

    key: str
    byte_count: int
    sha256: str
    read: Callable[[Progress], RawTable | None]


def load_tables(
    path: Path,
    *,
    encoding: str = "",
    is_known: Callable[[str], bool] = lambda sha256: False,
    progress: Progress = no_progress,
) -> list[Loaded]:
    """Every table of a file; ``encoding`` overrules what its characters are taken for.

    A table whose SHA-256 ``is_known`` is listed without being read. What else an archive or a workbook holds
    is told in the notes of the first table. Raises an ``import.…`` error where there is no table to read.
    """
    data, fingerprint = load_file(path, part_of(progress, 0.0, 0.1))
    if is_known(fingerprint.sha256):
        return [Loaded("", fingerprint, None)]
    progress = part_of(progress, 0.1, 1.0)
    parts, notes = _parts(data, fingerprint, encoding, progress)
    del data
    found: list[Loaded] = []
    failures: list[tuple[str, ClienteleError]] = []
    for number, part in enumerate(parts):
        stage = part_of(progress, (number + 0.5) / len(parts), (number + 1) / len(parts))
        stage = stage if len(parts) > 1 else progress
        name = f"{path.name} › {part.key.replace('/', ' › ')}" if part.key else path.name
        shown = Fingerprint(name, part.byte_count, part.sha256)
        if part.key and is_known(part.sha256):
            found.append(Loaded(part.key, shown, None))
            continue
        try:
            table = part.read(stage)
        except ClienteleError as problem:
            failures.append((part.key, problem))
            continue
        if table is not None:
            found.append(Loaded(part.key, shown, table))
    if not found:
        raise failures[0][1] if failures else ClienteleError("import.empty_file", file=path.name)
    if len(found) == 1 and not failures:
        found = [Loaded("", fingerprint, found[0].table)]
    notes += [
        Text("import.note.left_out", {"part": key, "reason": Text(problem.key, problem.facts)})
        for key, problem in failures
    ]
    first = next((loaded.table for loaded in found if loaded.table is not None), None)
    if first is not None:
        first.notes = first.notes + notes
    return found


def load_file(path: Path, progress: Progress = no_progress) -> tuple[AnyBytes, Fingerprint]:
    """The bytes of a file and their fingerprint.

    Raises ``import.missing_file``, ``import.cannot_open`` or ``import.empty_file``.
    """
    if not path.exists():
        raise ClienteleError("import.missing_file", file=path.name)
    if not path.is_file():
        raise ClienteleError("import.cannot_open", file=path.name)
    digest = hashlib.sha256()
    parts: list[bytes] = []
    data: AnyBytes
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ClienteleError("import.too_large", file=path.name)
        done = 0
        with path.open("rb") as file:
            while part := file.read(_STEP):
                digest.update(part)
                done += len(part)
                progress(min(done / max(size, 1), 1.0))
                if size <= IN_MEMORY:
                    parts.append(part)
        data = b"".join(parts) if size <= IN_MEMORY else FileBytes(path.open("rb"))
        blank = is_blank(data)
    except OSError as problem:
        raise ClienteleError("import.cannot_open", file=path.name) from problem
    if blank:
        raise ClienteleError("import.empty_file", file=path.name)
    return data, Fingerprint(path.name, len(data), digest.hexdigest())


def _parts(
    data: AnyBytes, file: Fingerprint, encoding: str, progress: Progress
) -> tuple[list[_Part], list[Text]]:
    """The tables that the bytes of a file may hold."""
    name = file.name
    if data.startswith(_GZIP):
        data = gunzip(data, name, part_of(progress, 0.0, 0.4))
        if is_blank(data):
            raise ClienteleError("import.empty_file", file=name)
    if data.startswith(_ZIP) and not is_book(data):
        parts = []
        for member, body in members(data, name, part_of(progress, 0.0, 0.4)):
            inner = Fingerprint(member, len(body), _sha256(body))
            parts += _member_parts(body, inner, encoding)
        if not parts:
            raise ClienteleError("import.empty_file", file=name)
        return parts, []
    return _tables_in(data, file, "", encoding, progress)


def _member_parts(body: AnyBytes, file: Fingerprint, encoding: str) -> list[_Part]:
    if is_blank(body):
        return []
    try:
        if body.startswith(_GZIP):
            body = gunzip(body, file.name)
        parts, _ = _tables_in(body, file, file.name, encoding, no_progress)
    except ClienteleError as problem:
        return [_Part(file.name, file.byte_count, file.sha256, _raiser(problem))]
    return parts


def _sha256(data: AnyBytes) -> str:
    digest = hashlib.sha256()
    for start in range(0, len(data), _STEP):
        digest.update(data[start : start + _STEP])
    return digest.hexdigest()


def _raiser(problem: ClienteleError) -> Callable[[Progress], RawTable | None]:
    def read(progress: Progress) -> RawTable | None:
        raise problem

    return read


def _tables_in(
    data: AnyBytes, file: Fingerprint, key: str, encoding: str, progress: Progress
) -> tuple[list[_Part], list[Text]]:
    """The tables of a workbook, a JSON document or a text file."""
    if data.startswith(_BOOKS):
        return _sheets(bytes(data), file, key)
    if data.startswith(_NO_TABLES):
        raise ClienteleError("import.not_a_table", file=file.name)
    if _may_be_json(data):
        decoded = decode(data, encoding, progress)
        if decoded is not None and is_json(decoded.text[:4000].decode("utf-8", "ignore")):
            if len(decoded.text) > _LARGEST_JSON:
                raise ClienteleError("import.large_json", file=file.name)
            tables = read_json(bytes(decoded.text), decoded.encoding, file.name, progress)
            for _, table in tables:
                table.encoding_choices, table.notes = decoded.choices, list(decoded.notes)
            return [
                _Part(*_named(key, inner, file, len(tables)), _giver(table)) for inner, table in tables
            ], []

    def read(progress: Progress) -> RawTable:
        return _read_text(data, file.name, encoding, progress)

    return [_Part(key, file.byte_count, file.sha256, read)], []


def _sheets(data: bytes, file: Fingerprint, key: str) -> tuple[list[_Part], list[Text]]:
    from engine.importing.spreadsheet import Book

    book = Book(data, file.name)

    def reader(sheet: str) -> Callable[[Progress], RawTable | None]:
        return lambda progress: book.read(sheet, progress)

    notes = [Text("import.note.hidden_sheet", {"sheet": sheet}) for sheet in book.hidden]
    count = len(book.sheets)
    return [_Part(*_named(key, sheet, file, count), reader(sheet)) for sheet in book.sheets], notes


def _giver(table: RawTable) -> Callable[[Progress], RawTable | None]:
    return lambda progress: table


def _named(key: str, inner: str, file: Fingerprint, count: int) -> tuple[str, int, str]:
    """Key, length and SHA-256 of one table among ``count`` in a file or a member of an archive."""
    if count == 1:
        return key, file.byte_count, file.sha256
    sha256 = hashlib.sha256(f"{file.sha256}/{inner}".encode()).hexdigest()
    return "/".join(filter(None, (key, inner))), file.byte_count, sha256


def _may_be_json(data: AnyBytes) -> bool:
    head = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head[:1] in (b"[", b"{")


def _read_text(data: AnyBytes, name: str, encoding: str, progress: Progress) -> RawTable:
    decoded = decode(data, encoding, part_of(progress, 0.0, 0.3))
    if decoded is None:
        raise ClienteleError("import.not_a_table", file=name)
    table = read_delimited(decoded.text, decoded.encoding, name, part_of(progress, 0.3, 1.0))
    table.encoding_choices = decoded.choices
    table.notes = list(decoded.notes)
    return table
