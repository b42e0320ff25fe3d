"""Spreadsheets (XLSX, XLSB, XLS, ODS) to tables of text: typed cells, factorised as they are read."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pyarrow.compute as pc

from engine.errors import ClienteleError
from engine.importing.collecting import Codes, factor
from engine.importing.headers import (
    FOOTER_PATTERN,
    Header,
    find_head,
    is_footer,
    is_remark,
    unique_headers,
    usual_width,
)
from engine.importing.sources import known_headers
from engine.importing.table import Factor, RawTable, RowProblem
from engine.jobs import Progress, no_progress
from engine.words import Text

_CHUNK = 5_000
_HEAD = 60
#: The reader of spreadsheets lays out every cell between the first and the last: 24 bytes each.
_MOST_CELLS = 24_000_000
_LARGEST_UNPACKED = 3 << 30
_FAR_COLUMN = re.compile(rb' r="([A-Z]{3})(\d+)"')
_LAST_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"')
_MANY_TIMES = re.compile(rb'number-(?:rows|columns)-repeated="(\d{4,})"[^>]*office:value')


class Book:
    """A workbook's visible sheets, read one by one. Raises ``import.not_a_table``, ``import.password``,
    ``import.too_large``.
    """

    def __init__(self, data: bytes, name: str) -> None:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self._name = name
        _check_size(data, name)
        self._book = _guarded(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)), name)
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        visible = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
        self.sheets = visible or [sheet.name for sheet in sheets]
        self.hidden = [sheet.name for sheet in sheets if sheet.name not in self.sheets]

    def read(self, sheet_name: str, progress: Progress = no_progress) -> RawTable | None:
        """The table of a sheet; None where the sheet is empty. Raises ``import.not_a_table``,
        ``import.only_header``.
        """
        progress(0.0)
        sheet = _guarded(lambda: self._book.get_sheet_by_name(sheet_name), self._name)
        if sheet.height < 1 or sheet.width < 1:
            return None
        progress(0.3)
        first_row, first_column = sheet.start or (0, 0)
        rows = iter(sheet.iter_rows())
        head_rows = list(itertools.islice(rows, _HEAD))
        texts = [[cell_text(cell) for cell in row] for row in head_rows]
        if sheet.height <= _HEAD and not any(cell.strip() for row in texts for cell in row):
            return None
        head = find_head(texts, known_headers())
        width = _width(head, texts)
        if width < 2 and not (width == 1 and head.names):
            raise ClienteleError("import.not_a_table", file=self._name)
        headers = unique_headers(head.names, width)
        below = itertools.chain(head_rows[head.body :], rows)
        shift = first_row + head.body + 1
        table, kept = _read_rows(below, headers, sheet.height, shift, progress)
        _fill_merged(table, kept, sheet.merged_cell_ranges or [], (first_row + head.body, first_column))
        if table.row_count == 0:
            raise ClienteleError("import.only_header", file=self._name)
        lines = kept + shift
        table.find_lines = lambda: lines
        table.sheet = sheet_name
        table.header_line = first_row + head.body if head.names else 0
        table.has_header = bool(head.names)
        progress(1.0)
        return table


def _guarded(work: Any, name: str) -> Any:
    """The result of ``work``; whatever the reader of spreadsheets finds wrong is one sentence."""
    from python_calamine import CalamineError, PasswordError

    try:
        return work()
    except PasswordError as problem:
        raise ClienteleError("import.password", file=name) from problem
    except (CalamineError, OSError, ValueError, KeyError) as problem:
        raise ClienteleError("import.broken_book", file=name) from problem
    except BaseException as problem:
        # A panic of the Rust below is no Exception, but is a broken file all the same.
        if type(problem).__name__ == "PanicException":
            raise ClienteleError("import.broken_book", file=name) from problem
        raise


def _check_size(data: bytes, name: str) -> None:
    """Refuse a workbook that would not fit: one far cell makes the sheet as large as all between."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
            if sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise ClienteleError("import.too_large", file=name)
            for part in parts:
                packed_well = part.file_size > 64 << 20 and part.file_size > 250 * max(part.compress_size, 1)
                if packed_well:
                    raise ClienteleError("import.too_large", file=name)
                if re.match(r"xl/worksheets/[^/]+\.xml$|content\.xml$", part.filename) and not _fits(
                    book, part
                ):
                    raise ClienteleError("import.too_many_cells", file=name)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, zlib.error) as problem:
        raise ClienteleError("import.broken_book", file=name) from problem


def _fits(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    rows, columns, tail = 1, 702, b""
    far = 0
    with book.open(part) as stream:
        while block := stream.read(4 << 20):
            for match in itertools.islice(_FAR_COLUMN.finditer(tail + block), 64):
                letters = match.group(1)
                far = max(far, ((letters[0] - 64) * 26 + letters[1] - 64) * 26 + letters[2] - 64)
            if any(int(match.group(1)) > 1_100 for match in _MANY_TIMES.finditer(tail + block)):
                return False
            last = (tail + block).rfind(b"<row ")
            found = _LAST_ROW.match(tail + block, last) if last >= 0 else None
            rows = max(rows, int(found.group(1)) if found else 1)
            tail = block[-256:]
    return not far or rows * max(columns, far) <= _MOST_CELLS


def _width(head: Header, texts: list[list[str]]) -> int:
    """The columns that the names tell, and those beyond them that most rows fill."""
    body = [row for row in texts[head.body :] if any(cell.strip() for cell in row)]
    usual = usual_width(body)
    beyond = sum(any(cell.strip() for cell in row[head.width :]) for row in body)
    return usual if usual > head.width and beyond > len(body) / 2 else head.width


def _read_rows(
    rows: Iterator[list[Any]], headers: list[str], height: int, shift: int, progress: Progress
) -> tuple[RawTable, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """The rows below the names, and the place of each counted from there."""
    width = len(headers)
    books = [Codes() for _ in range(width)]
    codes = [array("i") for _ in range(width)]
    kept: list[int] = []
    at = 0
    while chunk := list(itertools.islice(rows, _CHUNK)):
        full = [index for index, row in enumerate(chunk) if row[0] != "" or any(cell != "" for cell in row)]
        used = chunk if len(full) == len(chunk) else [chunk[index] for index in full]
        if used:
            columns = zip(*used, strict=True)
            for number, column in enumerate(itertools.islice(columns, width)):
                book = books[number]
                codes[number].extend([book[cell] for cell in column])
            for number in range(len(used[0]), width):
                codes[number].extend([books[number][""]] * len(used))
        kept.extend(at + index for index in full)
        at += len(chunk)
        progress(0.3 + 0.7 * min(at / height, 1.0))
    factors = [factor(code, map(cell_text, book)) for code, book in zip(codes, books, strict=True)]
    # Values that look alike as text (1 and "1") are one.
    factors = [column.map(lambda values: values) for column in factors]
    table = RawTable.of(headers, list(factors))
    places = np.array(kept, np.int64)
    footers = _footers(factors, headers)
    if footers:
        table.footers = [
            RowProblem(int(places[row]) + shift, shown, Text(reason)) for row, shown, reason in footers
        ]
        stays = np.ones(table.row_count, bool)
        stays[[row for row, _, _ in footers]] = False
        table = RawTable.of(headers, [column.take(stays) for column in factors])
        table.footers = [
            RowProblem(int(places[row]) + shift, shown, Text(reason)) for row, shown, reason in footers
        ]
        places = places[stays]
    return table, places


def _footers(columns: list[Factor], headers: list[str]) -> list[tuple[int, str, str]]:
    """Totals, remarks below the last row, and the names once more: row, what it says, why it is no row."""
    count = len(columns[0].codes) if columns else 0

    def cells(row: int) -> list[str]:
        return [str(column.values[int(column.codes[row])].as_py()) for column in columns]

    suspects: set[int] = set(range(max(count - 20, 0), count))
    for column in columns[:3]:
        totals = np.flatnonzero(pc.match_substring_regex(column.values, FOOTER_PATTERN, ignore_case=True))
        if len(totals):
            suspects.update(np.flatnonzero(np.isin(column.codes, totals))[:10_000].tolist())
    again = np.flatnonzero(pc.equal(columns[0].values, headers[0])) if count else ()
    repeated = np.flatnonzero(np.isin(columns[0].codes, again))[:10_000].tolist() if len(again) else []
    found = {}
    for row in sorted(suspects):
        if is_footer(texts := cells(row)):
            found[row] = ("; ".join(filter(None, texts))[:200], "import.reason.footer")
    for row in repeated:
        texts = cells(row)
        if [text.strip() for text in texts] == headers:
            found[row] = ("; ".join(texts)[:200], "import.reason.header_again")
    last = count - 1
    while last >= 0 and len(columns) > 2 and (last in found or is_remark(cells(last))):
        found.setdefault(last, ("; ".join(filter(None, cells(last)))[:200], "import.reason.footer"))
        last -= 1
    return [(row, shown, reason) for row, (shown, reason) in sorted(found.items())]


def _fill_merged(
    table: RawTable,
    kept: np.ndarray[tuple[int], np.dtype[np.int64]],
    ranges: list[tuple[tuple[int, int], tuple[int, int]]],
    origin: tuple[int, int],
) -> None:
    """A cell merged over several rows holds its value for all of them."""
    for (top, left), (bottom, _) in ranges:
        column = left - origin[1]
        if bottom <= top or top < origin[0] or not 0 <= column < len(table.columns):
            continue
        first, last = np.searchsorted(kept, [top - origin[0], bottom - origin[0] + 1])
        found = table.column(column)
        if last - first > 1 and kept[first] == top - origin[0]:
            codes = found.codes.copy()
            codes[first:last] = codes[first]
            table.columns[column] = Factor(codes, found.values)


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
