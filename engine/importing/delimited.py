"""CSV in any dialect to a table of text: a fast path for files as they should be, a careful one for
others.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from engine.errors import ClienteleError
from engine.importing.careful import LONGEST_CELL_LINES, read_rows
from engine.importing.dialect import ALIGNED, Sample, beginning, is_binary, sample_of
from engine.importing.headers import Header, find_head, is_footer, is_remark, unique_headers
from engine.importing.sources import known_headers
from engine.importing.table import RawTable
from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TAIL = 20
_BLOCK = 4 << 20
_LONE_RETURN = re.compile(rb"\r\n?")


def read_delimited(data: bytes, encoding: str, name: str, progress: Progress = no_progress) -> RawTable:
    """The table in UTF-8 ``data``; ``encoding`` is what it was written in, for the report.

    Raises ``import.not_a_table`` when no dialect makes columns of it, ``import.only_header``.
    """
    returns = data.count(b"\r")
    if returns and returns != data.count(b"\r\n"):
        data = _LONE_RETURN.sub(b"\n", data)
    text = beginning(data)
    sample = None if is_binary(text) else sample_of(text, known_headers())
    if sample is None:
        raise ClienteleError("import.not_a_table", file=name)
    head = find_head(sample.rows, known_headers())
    names = _widened(head, sample)
    skipped = sample.line_ends[head.body - 1] if head.body else 0
    start = _offset_of_line(data, skipped)
    progress(0.2)
    table = None
    if sample.delimiter != ALIGNED:
        table = _fast(data, start, sample.delimiter, names, skipped, named=head.width)
    if table is None:
        table = _careful(data, start, sample.delimiter, names, skipped, part_of(progress, 0.2, 1.0))
    if table.row_count == 0:
        raise ClienteleError("import.only_header" if head.names else "import.not_a_table", file=name)
    table.encoding, table.delimiter = encoding, sample.delimiter
    table.header_line = sample.line_ends[head.body - 1] if head.names else 0
    table.has_header = bool(head.names)
    progress(1.0)
    return table


def _widened(head: Header, sample: Sample) -> list[str]:
    """The column names, with numbered ones for columns that most rows have beyond the names."""
    body = [row for row in sample.rows[head.body :] if any(cell.strip() for cell in row)]
    width = head.width
    if body:
        widths = sorted(len(row) for row in body)
        usual = widths[len(widths) // 2]
        if usual > width and sum(any(cell.strip() for cell in row[width:]) for row in body) > len(body) / 2:
            width = usual
    return unique_headers(head.names, width)


def _fast(
    data: bytes, start: int, delimiter: str, headers: list[str], skipped: int, *, named: int
) -> RawTable | None:
    """Arrow's parser, when every row has as many cells as the header; else None."""
    body = pa.py_buffer(data)[start:]
    if body.size == 0:
        return RawTable.of(headers, [pa.array([], pa.string()) for _ in headers])
    width = _width_of_first(data, start, delimiter)
    places = [str(index) for index in range(max(width, len(headers)))]
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
    if (
        line_count > count
        and not _quotes_are_sound(data, start, delimiter)
        and _has_swallowed(read, delimiter)
    ):
        return None
    if any(_is_filled(read[place]) for place in places[len(headers) :]):
        return None
    read = read.select(places[: len(headers)])
    keep = _filled_rows(read)
    if keep is not None:
        read = read.filter(pa.array(keep))
    if _has_remarks(read, headers):
        return None

    def find_lines() -> NDArray[np.int64]:
        if line_count == count:
            lines = np.arange(count, dtype=np.int64) + skipped + 1
        else:
            lines = _lines_of_records(data, start, delimiter, skipped)
        return lines if keep is None else lines[keep]

    table = RawTable.of(headers, read.columns)
    table.find_lines = find_lines
    return table


def _width_of_first(data: bytes, start: int, delimiter: str) -> int:
    line = data[start : start + (1 << 16)].split(b"\n", 1)[0].decode("utf-8", "ignore")
    try:
        return len(next(csv.reader([line], delimiter=delimiter), []))
    except csv.Error:
        return 0


def _is_filled(column: pa.ChunkedArray) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(pc.not_equal(column, "")).as_py())


def _filled_rows(read: pa.Table) -> NDArray[np.bool_] | None:
    """False for rows without anything in them, as Excel adds below a table; None where there are none."""
    import pyarrow.compute as pc

    blank = None
    for column in read.columns:
        here = pc.equal(pc.utf8_trim_whitespace(column) if blank is not None else column, "")
        blank = here if blank is None else pc.and_(blank, here)
        if not pc.any(blank).as_py():
            return None
    return ~np.asarray(blank.to_numpy(), bool) if blank is not None else None


def _has_remarks(read: pa.Table, headers: Sequence[str]) -> bool:
    """Whether the last rows hold a total or a remark, or the names stand once more among the rows."""
    import pyarrow.compute as pc

    tail = read.slice(max(read.num_rows - _TAIL, 0)).to_pylist()
    rows = [[str(cell) for cell in row.values()] for row in tail]
    if any(is_footer(row) for row in rows) or (rows and len(headers) > 2 and is_remark(rows[-1])):
        return True
    return bool(headers) and bool(pc.any(pc.equal(read.column(0), headers[0])).as_py())


def _quotes_are_sound(data: bytes, start: int, delimiter: str) -> bool:
    """Whether every quote that opens stands at a cell's beginning and every one that closes at its end."""
    edges = np.zeros(256, bool)
    edges[[ord(delimiter), 10, 13, 34]] = True
    is_open = False
    for begin in range(start, len(data), _BLOCK):
        block = np.frombuffer(data[max(begin - 1, start) : begin + _BLOCK + 1], np.uint8)
        first = 1 if begin > start else 0
        places = np.flatnonzero(block[first : first + _BLOCK] == 34) + first
        opens, closes = (places[1::2], places[::2]) if is_open else (places[::2], places[1::2])
        if (
            not edges[block[opens[opens > 0] - 1]].all()
            or not edges[block[closes[closes + 1 < len(block)] + 1]].all()
        ):
            return False
        is_open ^= bool(len(places) % 2)
    return not is_open


def _has_swallowed(read: pa.Table, delimiter: str) -> bool:
    """Whether some cell is longer than cells are, or holds what looks like whole rows of the table."""
    import pyarrow.compute as pc

    for column in read.columns:
        long = pc.filter(column, pc.match_substring(column, "\n"))
        if len(long) and (
            pc.max(pc.count_substring(long, "\n")).as_py() > LONGEST_CELL_LINES
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
    rows = read_rows(data[start:].decode("utf-8", "replace"), delimiter, headers, skipped, progress)
    columns = list(zip(*rows.cells, strict=True)) if rows.cells else [()] * len(headers)
    table = RawTable.of(headers, [pa.array(column, pa.string()) for column in columns])
    table.problems, table.footers = rows.problems, rows.footers
    line_numbers = np.array(rows.lines, np.int64)
    table.find_lines = lambda: line_numbers
    return table


def _offset_of_line(data: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return len(data)
    return at
