"""The registry of kinds of files: a new one is one file here and one line below."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from engine.importing.kinds.base import Kind
from engine.importing.meanings import MEANINGS_OF

#: In the order in which files of several kinds are best loaded.
KINDS = tuple(MEANINGS_OF)


def kind_of(name: str) -> Kind:
    """The kind of that name; its module loads only now (NumPy and Arrow come with it)."""
    return cast(Kind, import_module(f"engine.importing.kinds.{name}").KIND)
