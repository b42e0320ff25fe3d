"""Folders to files: what its owner put there. Cheap to import: the window lists folders too."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files that the paths name, folders replaced by what is in them, in order of name.

    What systems and programs leave beside files (hidden files, ``__MACOSX``, Office's lock files, shops of
    Clientele itself) is skipped.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for inner in sorted(path.rglob("*")):
            names = inner.relative_to(path).parts
            if inner.is_file() and not any(is_litter(name) for name in names):
                files[inner] = None
    return list(files)


def is_litter(name: str) -> bool:
    """Whether a file or folder of this name is a program's own and no file of its owner."""
    plain = name.casefold()
    theirs = name.startswith((".", "~$", "__MACOSX")) or plain in ("thumbs.db", "desktop.ini")
    return theirs or bool(re.search(r"\.clientele(-[\w-]+)?$", plain))
