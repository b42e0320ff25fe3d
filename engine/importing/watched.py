"""A folder that the owner's other programs save into: which of its files the shop has not seen. SQL only."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.importing.folders import is_litter

if TYPE_CHECKING:
    from engine.shop import Shop

#: What tables come in; anything else in such a folder is no business of ours.
SUFFIXES = frozenset(
    {
        ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".jsonl", ".ndjson",
        ".zip", ".gz",
    }
)  # fmt: skip

_STEP = 1 << 20


@dataclass(frozen=True)
class FolderFile:
    """A file as it lies there now: its size in bytes, and when it was last written in nanoseconds."""

    name: str
    byte_count: int
    changed_ns: int

    @property
    def mark(self) -> str:
        """What differs as soon as the file was written again."""
        return f"{self.byte_count}:{self.changed_ns}"


def files_in(folder: Path) -> list[FolderFile]:
    """The tables that lie in a folder, not in folders inside it, by name.

    Raises ``import.no_folder`` where it is gone or must not be read.
    """
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                suffix = os.path.splitext(entry.name)[1].lower()
                if suffix in SUFFIXES and not is_litter(entry.name) and entry.is_file():
                    told = entry.stat()
                    found.append(FolderFile(entry.name, told.st_size, told.st_mtime_ns))
    except OSError as problem:
        raise ClienteleError("import.no_folder", folder=folder.name) from problem
    return sorted(found, key=lambda file: file.name)


def new_files(shop: Shop, folder: Path, seen: Mapping[str, str]) -> list[FolderFile]:
    """The files of a folder that were not ``seen`` (name → mark) as they are now and that no import holds.

    Empty files are still being written. Raises as ``files_in``.
    """
    from engine.store import imports

    unseen = [file for file in files_in(folder) if file.byte_count and seen.get(file.name) != file.mark]
    if not unseen:
        return []
    with shop.store.read() as connection:
        return [
            file for file in unseen if imports.known_file(connection, _sha256_of(folder / file.name)) is None
        ]


def _sha256_of(path: Path) -> str:
    """The file's SHA-256; empty, which no file has, while another program keeps it to itself."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_STEP):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()
