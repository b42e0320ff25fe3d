"""Files that are whole or not there: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path
from types import TracebackType

from engine.errors import ClienteleError

_UNSAFE = re.compile(r"[^\w]+")


def file_stem(name: str, campaign_id: int) -> str:
    """A file name for a campaign: readable, without what some system forbids, its own by the number."""
    words = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip("-_").lower()
    while len(words.encode("utf-8")) > 120:
        words = words[:-1]
    return f"campaign-{campaign_id}-{words}".rstrip("-")


class Staging:
    """A hidden folder inside of ``folder`` where files are made; ``publish`` moves them to their place.

    Leaving without publishing removes everything. Raises ``campaign.cannot_write`` where ``folder`` does not
    let us.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.path = Path(tempfile.mkdtemp(prefix=".clientele-", dir=folder))
        except OSError as problem:
            raise ClienteleError("campaign.cannot_write", folder=str(folder)) from problem

    def publish(self, names: list[str]) -> list[Path]:
        """Flush what was made under ``names`` to the disk and give it its place; folders replace folders."""
        try:
            for name in names:
                for path in self._files(name):
                    with path.open("rb+") as file:
                        os.fsync(file.fileno())
            placed = []
            for name in names:
                target = self.folder / name
                if target.is_dir():
                    os.replace(target, self.path / f"{name}.before")
                os.replace(self.path / name, target)
                placed.append(target)
            _sync_folder(self.folder)
            return placed
        except OSError as problem:
            raise ClienteleError("campaign.cannot_write", folder=str(self.folder)) from problem

    def digest(self, name: str) -> str:
        """SHA-256 (hex) of a file's bytes; of a folder's file names and bytes in order."""
        whole = hashlib.sha256()
        for path in self._files(name):
            if (self.path / name).is_dir():
                whole.update(path.name.encode() + b"\0")
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    whole.update(block)
        return whole.hexdigest()

    def _files(self, name: str) -> list[Path]:
        path = self.path / name
        return sorted(path.iterdir()) if path.is_dir() else [path]

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    # Not possible on Windows, where a rename is durable by itself.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
