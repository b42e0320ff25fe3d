"""The rows that could not be stored, as a file to fix and drop in again.

The file has the columns of the one that was imported, and one before them that says what is wrong; that one
is left out when the file is imported. An order is stored whole, so all rows of an order of which one was
rejected are in it, the good ones too: dropped in again, the file completes the order instead of replacing it
by a part.
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.words import LANGUAGES, Text, say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.importing.kinds.base import Understood
    from engine.importing.table import RawTable
    from engine.shop import Shop

_TITLE = "import.rejects.title"
#: What starts a formula in some spreadsheet (CWE-1236), behind any apostrophes that keep it from being one.
_FORMULA = r"'*[=+\-@\t\r|%＝＋－＠]"
_NUMBER = re.compile(r"[-+]?\d[\d.,\s]*")
#: Rows turned into text at a time.
_CHUNK = 5_000


def keep_rows(connection: Connection, import_id: int, understood: Understood) -> None:
    """Keep with an import the rows of its file that its rejected cells concern."""
    import numpy as np

    from engine.store import imports

    table = understood.file.table
    rows = np.flatnonzero(understood.together(~understood.usable))
    if not len(rows) and not table.problems:
        return
    packer = zlib.compressobj()
    packed = [packer.compress(line.encode() + b"\n") for line in _lines(table, rows.tolist())]
    imports.keep_rejected_rows(connection, import_id, table.headers, b"".join((*packed, packer.flush())))


def _lines(table: RawTable, rows: list[int]) -> Iterator[str]:
    """JSON lines of [line in the file, [cells]] for some rows, and for what could not be read as a row."""
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        columns = [table.column(index).take_texts(some) for index in range(len(table.headers))]
        for row, *cells in zip(some, *columns, strict=True):
            yield json.dumps([table.line_of(row), cells], ensure_ascii=False)
    for problem in table.problems:
        yield json.dumps([problem.line, [problem.value]], ensure_ascii=False)


def save_rejected_rows(shop: Shop, import_id: int, path: Path | str, language: str = "en") -> int:
    """Write an import's rejected rows as a CSV file (UTF-8 with BOM) to fix and import; how many there are.

    Raises ``import.unknown_import``, ``import.nothing_rejected`` and ``import.cannot_write``.
    """
    from engine.store import imports

    path = Path(path)
    with shop.store.read() as connection:
        run = imports.run(connection, import_id)
        if run is None:
            raise ClienteleError("import.unknown_import", id=import_id)
        kept = imports.rejected_rows(connection, import_id)
        if kept is None:
            raise ClienteleError("import.nothing_rejected", file=run[1])
        reasons: dict[int, list[str]] = {}
        for line, column, _, reason in imports.rejects(connection, import_id):
            said = Text.from_json(reason).say(language)
            reasons.setdefault(line, []).append(f"{column}: {said}" if column else said)
    headers, packed = kept
    rows = sorted(json.loads(line) for line in zlib.decompress(packed).decode().splitlines())
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([say(_TITLE, language), *map(_escaped, headers)])
            for line, cells in rows:
                writer.writerow([_note(line, reasons.get(line, ()), language), *map(_escaped, cells)])
    except OSError as problem:
        raise ClienteleError("import.cannot_write", file=path.name) from problem
    return len(rows)


def _note(line: int, reasons: Iterable[str], language: str) -> str:
    said = " ".join(reasons) or say("import.rejects.fine", language)
    return say("import.rejects.line", language, line=line, said=said)


def without_notes(table: RawTable) -> RawTable:
    """A table as its file was before ``save_rejected_rows``: without what it says is wrong, cells as they
    were.
    """
    titles = {say(_TITLE, language) for language in LANGUAGES}
    if not table.headers or table.headers[0].strip() not in titles:
        return table
    headers = [_unescaped(header) for header in table.headers[1:]]
    columns: list[Any] = [table.column(index).map(_plain) for index in range(1, len(table.headers))]
    return replace(table, headers=headers, columns=columns)


def _escaped(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; a plain number is none."""
    return f"'{text}" if re.match(_FORMULA, text) and not _NUMBER.fullmatch(text) else text


def _unescaped(text: str) -> str:
    return text[1:] if re.match(rf"'{_FORMULA}", text) else text


def _plain(values: Any) -> Any:
    import pyarrow as pa

    return pa.array([_unescaped(text) for text in values.to_pylist()], pa.string())
