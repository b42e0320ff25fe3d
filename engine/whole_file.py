"""A file written whole or not at all, and never over somebody's shop."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from engine.errors import ClienteleError

#: How every SQLite file, so every shop, begins.
_SQLITE = b"SQLite format 3\x00"


@contextlib.contextmanager
def whole_file(path: Path, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file to write that appears under its name when the block ends; a file of that name stays when
    the block raises.

    Raises OSError, and ``store.over_a_shop`` where ``path`` is a shop (or any database).
    """
    if path.is_file():
        with path.open("rb") as there:
            if there.read(len(_SQLITE)) == _SQLITE:
                raise ClienteleError("store.over_a_shop", file=path.name)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    try:
        with unfinished.open("w", encoding=encoding, newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink()
