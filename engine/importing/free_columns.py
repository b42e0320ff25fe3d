"""Columns that have no meaning to us: kept under their own names, numbers as numbers, nothing lost."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.importing.cells import emptied, unwrapped
from engine.importing.table import Factor

if TYPE_CHECKING:
    from engine.importing.understanding import MappedFile

_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.\d{1,9})?")
_COMMA = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:,\d{1,9})?")
#: Meanings that have no column of their own in the shop either.
_KEPT = frozenset({"tags", "note"})


def read_attributes(mapped: MappedFile, read: Mapping[str, Factor]) -> Callable[[int], dict[str, Any]]:
    """A function from row to column name → value of whatever the row says that nothing else keeps.

    ``read`` are columns by meaning as they were understood: what could not be is kept as it is written.
    """
    table, empty = mapped.table, mapped.source.empty
    columns: list[tuple[str, list[int], list[Any]]] = []
    names: set[str] = set()
    for match in mapped.matches:
        meaning = match.meaning
        if meaning and meaning not in _KEPT and meaning not in read:
            continue
        column = emptied(table.column(match.index), empty)
        codes = column.codes
        plain = _listed if meaning == "tags" else _plain
        texts = [plain(text) for text in column.values.to_pylist()]
        if meaning in read:
            # Blank where it was understood.
            codes = np.where(read[meaning].blank(), codes, len(texts)).astype(np.int32)
            texts.append("")
        if not any(texts):
            continue
        name = " ".join(match.header.split()) or f"#{match.index + 1}"
        while name in names:
            name += "′"
        names.add(name)
        columns.append((name, codes.tolist(), _typed(texts)))

    def of_row(row: int) -> dict[str, Any]:
        found = ((name, values[codes[row]]) for name, codes, values in columns)
        return {name: value for name, value in found if value is not None}

    return of_row


def _plain(text: str) -> str:
    """A text without a spreadsheet's wrapping; quotation marks of its own stay."""
    return text.strip() if text.count('"') > 2 else unwrapped(text)


def _listed(text: str) -> str:
    """Tags with commas between them, also where each stands in quotation marks."""
    if '","' not in text:
        return unwrapped(text)
    return ", ".join(tag.strip() for tag in next(csv.reader([" ".join(text.split())])) if tag.strip())


def _typed(texts: list[str]) -> list[Any]:
    """Numbers where every text of the column is one; None for blanks. Codes such as 00123 stay texts."""
    filled = [text for text in texts if text]
    make: Callable[[str], Any] = str
    if all(_WHOLE.fullmatch(text) for text in filled):
        make = int
    elif all(_DECIMAL.fullmatch(text) for text in filled):
        make = float
    elif all(_COMMA.fullmatch(text) for text in filled) and not all(
        re.search(r",\d{3}$", text) for text in filled if "," in text
    ):
        make = _with_comma
    return [make(text) if text else None for text in texts]


def _with_comma(text: str) -> float:
    return float(text.replace(",", "."))
