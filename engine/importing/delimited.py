"""CSV in any dialect to a table of text: a fast path for files as they should be, a careful one for
others.
"""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from engine.errors import ClienteleError
from engine.importing.headers import find_header, is_footer, normalise_header, unique_headers, usual_width
from engine.importing.sources import known_headers
from engine.importing.table import RawTable, RowProblem
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_BYTES = 48 << 10
#: A quoted cell with more lines than this was opened by a stray quote.
_LONGEST_CELL_LINES = 500

csv.field_size_limit(16 << 20)


def read_delimited(data: bytes, encoding: str, name: str, progress: Progress = no_progress) -> RawTable:
    """The table in UTF-8 ``data``; ``encoding`` is what it was written in, for the report.

    Raises ``import.not_a_table`` when no dialect makes columns of it, ``import.only_header``.
    """
    if b"\r" in data and b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    sample = _sample(data)
    if _unprintable(sample):
        raise ClienteleError("import.not_a_table", file=name)
    known = known_headers()
    delimiter = _find_delimiter(sample, known)
    rows, line_ends = _records(sample, delimiter)
    header_index = find_header(rows, known)
    if header_index is None:
        width = usual_width(rows)
        first = next((index for index, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
        header_line, skipped, headers = 0, line_ends[first - 1] if first else 0, unique_headers([], width)
    else:
        row = rows[header_index]
        while row and not row[-1].strip():
            row = row[:-1]
        skipped = header_line = line_ends[header_index]
        headers = unique_headers(row, len(row))
    if len(headers) < 2 and usual_width(rows) < 2:
        raise ClienteleError("import.not_a_table", file=name)
    body_start = _offset_of_line(data, skipped)
    progress(0.2)
    table = _fast(data, body_start, delimiter, headers, skipped)
    if table is None:
        table = _careful(data, body_start, delimiter, headers, skipped, progress)
    if table.row_count == 0:
        raise ClienteleError("import.only_header", file=name)
    table.encoding, table.delimiter, table.header_line = encoding, delimiter, header_line
    table.has_header = header_index is not None
    progress(1.0)
    return table


def _fast(data: bytes, start: int, delimiter: str, headers: list[str], skipped: int) -> RawTable | None:
    """Arrow's parser, when every row has as many cells as the header; else None."""
    body = pa.py_buffer(data)[start:]
    if body.size == 0:
        return _table(headers, [pa.array([], pa.string()) for _ in headers], [])
    places = [str(index) for index in range(len(headers))]
    try:
        read = pa_csv.read_csv(
            pa.BufferReader(body),
            read_options=pa_csv.ReadOptions(column_names=places, block_size=1 << 20),
            parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types={place: pa.string() for place in places}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    count = read.num_rows
    # One quote too many swallows the lines up to the next quote, silently: then rows go missing.
    line_count = data.count(b"\n", start) + (0 if data.endswith(b"\n") else 1)
    if line_count > count and _has_swallowed(read, delimiter):
        return None
    if count and is_footer([read[place][count - 1].as_py() for place in places]):
        return None

    def find_lines() -> NDArray[np.int64]:
        if line_count == count:
            return np.arange(count, dtype=np.int64) + skipped + 1
        return _lines_of_records(data, start, delimiter, skipped)

    table = _table(headers, [read[place] for place in places], [])
    table.find_lines = find_lines
    return table


def _has_swallowed(read: pa.Table, delimiter: str) -> bool:
    """Whether some cell is longer than cells are, or holds what looks like whole rows of the table."""
    import pyarrow.compute as pc

    for column in read.columns:
        long = pc.filter(column, pc.match_substring(column, "\n"))
        if len(long) and (
            pc.max(pc.count_substring(long, "\n")).as_py() > _LONGEST_CELL_LINES
            or pc.max(pc.count_substring(long, delimiter)).as_py() >= max(read.num_columns - 1, 2)
        ):
            return True
    return False


def _lines_of_records(data: bytes, start: int, delimiter: str, skipped: int) -> NDArray[np.int64]:
    reader = csv.reader(io.StringIO(data[start:].decode(), newline=""), delimiter=delimiter)
    lines, before = [], 0
    for row in reader:
        if row:
            lines.append(before + 1 + skipped)
        before = reader.line_num
    return np.array(lines, np.int64)


def _careful(
    data: bytes, start: int, delimiter: str, headers: list[str], skipped: int, progress: Progress
) -> RawTable:
    """Row by row: short and long rows, stray quotes, remarks below the table, each with its line."""
    width = len(headers)
    physical = data[start:].decode().splitlines(keepends=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[RowProblem] = []
    footers: list[RowProblem] = []
    at = 0
    while at < len(physical):
        cells, used, clean = _one_record(physical, at, delimiter)
        line, at = at + skipped + 1, at + used
        if at % 5_000 < used:
            progress(0.2 + 0.8 * at / len(physical))
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        shown = delimiter.join(cells)[:200]
        if is_footer(cells + [""] * (width - len(cells))):
            footers.append(RowProblem(line, shown, Text("import.reason.footer")))
        elif len(cells) > width:
            problems.append(
                RowProblem(line, shown, Text("import.reason.long_row", {"n": len(cells), "of": width}))
            )
        elif not clean:
            problems.append(RowProblem(line, shown, Text("import.reason.stray_quote")))
        elif len(cells) < min(width, 2):
            problems.append(
                RowProblem(line, shown, Text("import.reason.short_row", {"n": len(cells), "of": width}))
            )
        else:
            rows.append(cells + [""] * (width - len(cells)))
            lines.append(line)
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    table = _table(headers, [pa.array(column, pa.string()) for column in columns], problems)
    table.footers = footers
    line_numbers = np.array(lines, np.int64)
    table.find_lines = lambda: line_numbers
    return table


def _one_record(physical: list[str], at: int, delimiter: str) -> tuple[list[str], int, bool]:
    """The record that begins on a physical line, how many lines it takes, and whether its quotes match."""
    line = physical[at]
    if '"' not in line:
        return next(csv.reader([line], delimiter=delimiter), []), 1, True
    text, used = "", 0
    for more in itertools.islice(physical, at, at + _LONGEST_CELL_LINES):
        text, used = text + more, used + 1
        if text.count('"') % 2 == 0:
            # Lines are joined only where the quotes stand around whole cells.
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=used > 1)
            try:
                parsed = list(reader)
            except csv.Error:
                break
            if len(parsed) == 1:
                return parsed[0], used, True
    cells = next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return cells, 1, False


def _table(
    headers: list[str], columns: list[pa.Array | pa.ChunkedArray], problems: list[RowProblem]
) -> RawTable:
    count = len(columns[0]) if columns else 0
    return RawTable(
        headers=headers, row_count=count, encoding="", delimiter="", sheet="", header_line=0,
        columns=list(columns), find_lines=lambda: np.arange(count, dtype=np.int64), problems=problems,
    )  # fmt: skip


def _sample(data: bytes) -> str:
    head = data[:_SAMPLE_BYTES]
    if len(data) > len(head):
        head = head[: head.rfind(b"\n") + 1] or head
    return head.decode("utf-8", "ignore")


def _unprintable(sample: str) -> bool:
    odd = sum(character < " " and character not in "\t\r\n\f\v\x1a" for character in sample)
    return odd > 0.01 * len(sample)


def _records(sample: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The sample's records and the physical line on which each ends."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    for row in itertools.islice(reader, 200):
        # Excel's own hint about the delimiter, not a row.
        rows.append([] if len(rows) == 0 and row and row[0].lower().startswith("sep=") else row)
        ends.append(reader.line_num)
    return rows, ends


def _find_delimiter(sample: str, known: frozenset[str]) -> str:
    """The delimiter that turns some row into known column names; else the one clevercsv believes in."""
    first = sample.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best, most = "", 1
    for delimiter in _DELIMITERS:
        rows, _ = _records(sample, delimiter)
        hits = max((sum(normalise_header(cell) in known for cell in row) for row in rows[:40]), default=0)
        if hits > most:
            best, most = delimiter, hits
    if best:
        return best
    import clevercsv

    try:
        found = clevercsv.Sniffer().sniff(sample[:20_000], delimiters="".join(_DELIMITERS))
    except clevercsv.Error:
        return ","
    return str(found.delimiter or ",") if found else ","


def _offset_of_line(data: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return len(data)
    return at
