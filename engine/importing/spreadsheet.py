"""Spreadsheets (XLSX, XLS, ODS) to a table of text: typed cells, factorised as they are read."""

from __future__ import annotations

import io
import itertools
from array import array
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine.errors import ClienteleError
from engine.importing.headers import find_header, is_footer, unique_headers, usual_width
from engine.importing.sources import known_headers
from engine.importing.table import Factor, RawTable, RowProblem
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CHUNK = 5_000


class _Codes(dict[Any, int]):
    """Gives every new cell value the next number: factorising at the speed of a dictionary."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


def read_spreadsheet(data: bytes, name: str, progress: Progress = no_progress) -> RawTable:
    """The first sheet that holds a table; raises ``import.not_a_table`` or ``import.only_header``."""
    from python_calamine import CalamineError, CalamineWorkbook

    progress(0.0)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheet_names = book.sheet_names
    except (CalamineError, OSError, ValueError) as problem:
        raise ClienteleError("import.not_a_table", file=name) from problem
    known = known_headers()
    for sheet_name in sheet_names:
        try:
            sheet = book.get_sheet_by_name(sheet_name)
        except (CalamineError, ValueError):  # a chart sheet
            continue
        if sheet.height < 1 or sheet.width < 2:
            continue
        progress(0.3)
        first_row = (sheet.start or (0, 0))[0]
        rows = iter(sheet.iter_rows())
        head = list(itertools.islice(rows, 60))
        texts = [[cell_text(cell) for cell in row] for row in head]
        index = find_header(texts, known)
        if index is None and usual_width(texts) < 2:
            continue
        width = usual_width(texts) if index is None else len(_without_tail(texts[index]))
        headers = unique_headers([] if index is None else texts[index], width)
        body = 0 if index is None else index + 1
        table = _read_rows(itertools.chain(head[body:], rows), headers, sheet.height, progress)
        if table.row_count == 0:
            raise ClienteleError("import.only_header", file=name)
        table.sheet = sheet_name
        table.header_line = 0 if index is None else first_row + index + 1
        table.has_header = index is not None
        table.find_lines = _constant(table.find_lines() + first_row + body + 1)
        table.footers = [
            RowProblem(footer.line + first_row + body + 1, footer.value, footer.reason)
            for footer in table.footers
        ]
        progress(1.0)
        return table
    raise ClienteleError("import.not_a_table", file=name)


def _constant(lines: NDArray[np.int64]) -> Callable[[], NDArray[np.int64]]:
    return lambda: lines


def _read_rows(rows: Iterator[list[Any]], headers: list[str], height: int, progress: Progress) -> RawTable:
    width = len(headers)
    books = [_Codes() for _ in range(width)]
    codes = [array("i") for _ in range(width)]
    kept: list[int] = []
    footers: list[RowProblem] = []
    at = 0
    while chunk := list(itertools.islice(rows, _CHUNK)):
        full = [index for index, row in enumerate(chunk) if any(cell != "" for cell in row)]
        used = chunk if len(full) == len(chunk) else [chunk[index] for index in full]
        if used:
            for number, column in enumerate(itertools.islice(zip(*used, strict=True), width)):
                book = books[number]
                codes[number].extend([book[cell] for cell in column])
        kept.extend(at + index for index in full)
        at += len(chunk)
        progress(0.3 + 0.7 * min(at / height, 1.0))
    factors = [
        Factor(np.frombuffer(code, np.int32) if len(code) else np.zeros(0, np.int32), _values(book))
        for code, book in zip(codes, books, strict=True)
    ]
    table = RawTable(
        headers=headers, row_count=len(kept), encoding="", delimiter="", sheet="", header_line=0,
        columns=[Factor(factor.codes, factor.values) for factor in factors],
        find_lines=lambda: np.array(kept, np.int64),
    )  # fmt: skip
    while table.row_count and is_footer(last := [_last(table.column(index)) for index in range(width)]):
        remark = "; ".join(filter(None, last))[:200]
        footers.append(RowProblem(kept.pop(), remark, Text("import.reason.footer")))
        table.row_count -= 1
        table.columns = [
            factor.take(np.arange(table.row_count)) for factor in map(table.column, range(width))
        ]
    table.footers = footers
    return table


def _last(column: Factor) -> str:
    return str(column.values[int(column.codes[-1])].as_py())


def _values(book: _Codes) -> pa.Array:
    return pa.array([cell_text(cell) for cell in book], pa.string())


def cell_text(cell: Any) -> str:
    """A typed cell as the text that a CSV of the same sheet would hold: ISO dates, numbers without ``.0``."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # Excel's numbers have 15 digits; what lies beyond is binary noise of its arithmetic.
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(cell, ".15g")
    if isinstance(cell, datetime):
        whole = cell + timedelta(microseconds=500_000)
        return whole.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    return str(cell)


def _without_tail(row: list[str]) -> list[str]:
    while row and not row[-1].strip():
        row = row[:-1]
    return row
