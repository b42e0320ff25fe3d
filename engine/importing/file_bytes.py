"""Bytes that lie in a file, read where they are looked at: half a gigabyte need not fit in memory."""

from __future__ import annotations

import io
import tempfile
import weakref
from collections.abc import Iterator
from typing import IO

_STEP = 4 << 20
#: Files up to this size are simply read.
IN_MEMORY = 128 << 20


class _Open:
    """An open file, closed when nobody looks at it any more."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        weakref.finalize(self, file.close)


class FileBytes:
    """A part of a file that behaves like ``bytes`` for looking at its pieces one after the other."""

    def __init__(self, file: IO[bytes] | _Open, start: int = 0, stop: int | None = None) -> None:
        self._open = file if isinstance(file, _Open) else _Open(file)
        self._start = start
        self._stop = self._open.file.seek(0, io.SEEK_END) if stop is None else stop

    def __len__(self) -> int:
        return self._stop - self._start

    def __getitem__(self, piece: slice) -> bytes:
        """The bytes of a piece; long ones are for ``after``."""
        start, stop, step = piece.indices(len(self))
        self._open.file.seek(self._start + start)
        return self._open.file.read(max(stop - start, 0))[::step]

    def after(self, start: int) -> FileBytes:
        """All but the first ``start`` bytes."""
        return FileBytes(self._open, self._start + start, self._stop)

    def file(self) -> IO[bytes]:
        """The whole file, for those who read files."""
        self._open.file.seek(0)
        return self._open.file

    def startswith(self, marks: bytes | tuple[bytes, ...]) -> bool:
        """As ``bytes.startswith``."""
        return self[:64].startswith(marks)

    def blocks(self) -> Iterator[bytes]:
        """All bytes, a few megabytes at a time."""
        for start in range(0, len(self), _STEP):
            yield self[start : start + _STEP]

    def __contains__(self, byte: bytes) -> bool:
        return any(byte in block for block in self.blocks())

    def isascii(self) -> bool:
        """As ``bytes.isascii``."""
        return all(block.isascii() for block in self.blocks())

    def __bytes__(self) -> bytes:
        return self[:]


AnyBytes = bytes | FileBytes


class Spool:
    """Takes bytes as they come: kept in memory while they are few, in a file of the system's own beyond."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._spilled: _Open | None = None
        self.size = 0

    def write(self, part: bytes) -> None:
        """Add some bytes."""
        self.size += len(part)
        if self._spilled is not None:
            self._spilled.file.write(part)
            return
        self._parts.append(part)
        if self.size > IN_MEMORY:
            self._spilled = _Open(tempfile.TemporaryFile())  # noqa: SIM115 - closed with the bytes
            self._spilled.file.writelines(self._parts)
            self._parts.clear()

    def taken(self) -> AnyBytes:
        """All that was written."""
        return b"".join(self._parts) if self._spilled is None else FileBytes(self._spilled)


def rest_of(data: AnyBytes, start: int) -> AnyBytes:
    """The bytes from ``start`` on."""
    return data[start:] if isinstance(data, bytes) else data.after(start)


def is_blank(data: AnyBytes) -> bool:
    """Whether there is nothing but blanks."""
    # The beginning nearly always tells, without a copy of everything.
    if data[:4096].strip():
        return False
    blocks = [data] if isinstance(data, bytes) else data.blocks()
    return not any(block.strip() for block in blocks)
