"""CSV in any dialect to a table of text, piece by piece: a fast path for pieces as they should be, a careful
one for others.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv

from engine.errors import ClienteleError
from engine.importing.careful import LONGEST_CELL_LINES, read_rows
from engine.importing.dialect import ALIGNED, Sample, beginning, is_binary, sample_of
from engine.importing.file_bytes import IN_MEMORY, AnyBytes
from engine.importing.headers import Header, find_head, is_footer, is_remark, unique_headers
from engine.importing.sources import known_headers
from engine.importing.table import Factor, RawTable, RowProblem
from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TAIL = 20
_PIECE = 16 << 20
#: A piece grows until its quotes close, up to so much.
_LONGEST_PIECE = 64 << 20
_LOOKED_BACK = 2_000
_LONE_RETURN = re.compile(rb"\r\n?")


@dataclass
class _Piece:
    """Rows of a part of the file that begins after ``before`` lines; ``lines`` are their physical lines, None
    where every line is a row.
    """

    before: int
    columns: list[pa.Array | pa.ChunkedArray]
    count: int
    lines: NDArray[np.int64] | None = None
    problems: list[RowProblem] = field(default_factory=list)
    footers: list[RowProblem] = field(default_factory=list)


def read_delimited(data: AnyBytes, encoding: str, name: str, progress: Progress = no_progress) -> RawTable:
    """The table in UTF-8 ``data``; ``encoding`` is what it was written in, for the report.

    The file is taken piece by piece; of a large one only its columns' distinct values and codes are kept.
    Raises ``import.not_a_table`` when no dialect makes columns of it, ``import.only_header``.
    """
    pieces = _pieces(data)
    first = next(pieces, b"")
    text = beginning(first)
    sample = None if is_binary(text) else sample_of(text, known_headers())
    if sample is None:
        raise ClienteleError("import.not_a_table", file=name)
    head = find_head(sample.rows, known_headers())
    skipped = sample.line_ends[head.body - 1] if head.body else 0
    names = _widened(head, sample)
    found: list[_Piece] = []
    done, line = len(first), skipped
    piece: bytes | None = first[_offset_of_line(first, skipped) :]
    following = next(pieces, None)
    while piece is not None:
        read = _read_piece(piece, sample.delimiter, names, line, is_last=following is None)
        if len(data) > IN_MEMORY:
            read.columns = [column.dictionary_encode() for column in read.columns]
        found.append(read)
        line += piece.count(b"\n")
        progress(min(done / max(len(data), 1), 1.0))
        done += len(following or b"")
        piece, following = following, next(pieces, None)
    table = _joined(found, names)
    if len(data) > IN_MEMORY:
        pa.default_memory_pool().release_unused()
    if table.row_count == 0:
        raise ClienteleError("import.only_header" if head.names else "import.not_a_table", file=name)
    table.encoding, table.delimiter = encoding, sample.delimiter
    table.header_line = skipped if head.names else 0
    table.has_header = bool(head.names)
    progress(1.0)
    return table


def _pieces(data: AnyBytes) -> Iterator[bytes]:
    """The file in pieces that end with a record, every line end one line feed where lone returns occur."""
    rest = b""
    for start in range(0, len(data), _PIECE):
        block = rest + data[start : start + _PIECE]
        is_last = start + _PIECE >= len(data)
        held = b"\r" if block.endswith(b"\r") and not is_last else b""
        block = block[: len(block) - len(held)]
        returns = block.count(b"\r")
        if returns and returns != block.count(b"\r\n"):
            block = _LONE_RETURN.sub(b"\n", block)
        cut = len(block) if is_last else _end_of_record(block)
        if cut == 0 and len(block) > _LONGEST_PIECE:
            cut = block.rfind(b"\n") + 1 or len(block)
        if cut:
            yield block[:cut]
        rest = block[cut:] + held


def _end_of_record(block: bytes) -> int:
    """Behind the last line end outside quotes; 0 where there is none near the end."""
    quotes = block.count(b'"')
    end = len(block)
    for _ in range(_LOOKED_BACK):
        place = block.rfind(b"\n", 0, end)
        if place < 0:
            break
        quotes -= block.count(b'"', place, end)
        if quotes % 2 == 0:
            return place + 1
        end = place
    return 0


def _read_piece(piece: bytes, delimiter: str, headers: list[str], line: int, *, is_last: bool) -> _Piece:
    """The rows of a piece that begins after so many physical lines."""
    if delimiter != ALIGNED:
        read = _fast(piece, delimiter, headers, line, is_last=is_last)
        if read is not None:
            return read
    rows = read_rows(piece.decode("utf-8", "replace"), delimiter, headers, line, is_last=is_last)
    columns = list(zip(*rows.cells, strict=True)) if rows.cells else [()] * len(headers)
    return _Piece(
        line, [pa.array(column, pa.string()) for column in columns], len(rows.lines),
        np.array(rows.lines, np.int64), rows.problems, rows.footers,
    )  # fmt: skip


def _joined(pieces: list[_Piece], headers: list[str]) -> RawTable:
    columns: list[pa.Array | pa.ChunkedArray | Factor] = []
    for index in range(len(headers)):
        parts = [piece.columns[index] for piece in pieces]
        chunks = [
            chunk
            for part in parts
            for chunk in (part.chunks if isinstance(part, pa.ChunkedArray) else [part])
        ]
        for piece in pieces:
            piece.columns[index] = None
        is_encoded = any(pa.types.is_dictionary(chunk.type) for chunk in chunks)
        columns.append(Factor.joined(chunks) if is_encoded else pa.chunked_array(chunks, pa.string()))
    table = RawTable.of(headers, columns)
    table.problems = [problem for piece in pieces for problem in piece.problems]
    table.footers = [footer for piece in pieces for footer in piece.footers]
    lines = [(piece.before, piece.count, piece.lines) for piece in pieces]

    def find_lines() -> NDArray[np.int64]:
        return np.concatenate([
            np.arange(before + 1, before + count + 1, dtype=np.int64) if own is None else own
            for before, count, own in lines
        ])  # fmt: skip

    table.find_lines = find_lines
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


def _fast(piece: bytes, delimiter: str, headers: list[str], line: int, *, is_last: bool) -> _Piece | None:
    """Arrow's parser, when every row has as many cells as the header; else None."""
    if not piece:
        return _Piece(line, [pa.array([], pa.string()) for _ in headers], 0)
    places = [str(index) for index in range(max(_width_of_first(piece, delimiter), len(headers)))]
    try:
        read = pa_csv.read_csv(
            pa.BufferReader(piece),
            read_options=pa_csv.ReadOptions(column_names=places, block_size=1 << 20),
            parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=pa_csv.ConvertOptions(
                column_types={place: pa.string() for place in places}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    count = read.num_rows
    line_count = piece.count(b"\n") + (0 if piece.endswith(b"\n") else 1)
    lines = None
    if line_count != count:
        # One quote too many swallows the lines up to the next quote, silently: then rows go missing.
        is_sound = _quotes_are_sound(piece, delimiter)
        if not is_sound and _has_swallowed(read, delimiter):
            return None
        lines = _lines_of_records(piece, delimiter, line, is_sound=is_sound)
        if len(lines) != count:
            return None
    if any(_is_filled(read[place]) for place in places[len(headers) :]):
        return None
    read = read.select(places[: len(headers)])
    keep = _filled_rows(read)
    if keep is not None:
        read = read.filter(pa.array(keep))
        lines = (np.arange(line + 1, line + count + 1, dtype=np.int64) if lines is None else lines)[keep]
    if _has_remarks(read, headers, is_last=is_last):
        return None
    return _Piece(line, list(read.columns), read.num_rows, lines)


def _width_of_first(piece: bytes, delimiter: str) -> int:
    line = piece[: 1 << 16].split(b"\n", 1)[0].decode("utf-8", "ignore")
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


def _has_remarks(read: pa.Table, headers: Sequence[str], *, is_last: bool) -> bool:
    """Whether the last rows hold a total or a remark, or the names stand once more among the rows."""
    import pyarrow.compute as pc

    tail = read.slice(max(read.num_rows - _TAIL, 0)).to_pylist() if is_last else []
    rows = [[str(cell) for cell in row.values()] for row in tail]
    if any(is_footer(row) for row in rows) or (rows and len(headers) > 2 and is_remark(rows[-1])):
        return True
    return bool(headers) and bool(pc.any(pc.equal(read.column(0), headers[0])).as_py())


def _quotes_are_sound(piece: bytes, delimiter: str) -> bool:
    """Whether every quote that opens stands at a cell's beginning and every one that closes at its end."""
    edges = np.zeros(256, bool)
    edges[[ord(delimiter), 10, 13, 34]] = True
    marks = np.frombuffer(piece, np.uint8)
    places = np.flatnonzero(marks == 34)
    opens, closes = places[::2], places[1::2]
    return bool(
        len(places) % 2 == 0
        and edges[marks[opens[opens > 0] - 1]].all()
        and edges[marks[closes[closes + 1 < len(marks)] + 1]].all()
    )


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


def _lines_of_records(piece: bytes, delimiter: str, line: int, *, is_sound: bool) -> NDArray[np.int64]:
    """The physical line on which every record begins, empty lines left out."""
    if is_sound:
        marks = np.frombuffer(piece, np.uint8)
        ends = np.flatnonzero(marks == 10)
        quotes = np.flatnonzero(marks == 34)
        outside = np.searchsorted(quotes, ends) % 2 == 0
        starts = np.concatenate([[0], ends[outside] + 1])
        numbers = np.concatenate([[0], np.flatnonzero(outside) + 1]) + line + 1
        inside = starts < len(marks)
        starts, numbers = starts[inside], numbers[inside]
        first = marks[starts]
        following = marks[np.minimum(starts + 1, len(marks) - 1)]
        is_empty = (first == 10) | ((first == 13) & (following == 10))
        return np.asarray(numbers[~is_empty], np.int64)
    reader = csv.reader(io.StringIO(piece.decode("utf-8", "replace"), newline=""), delimiter=delimiter)
    found, before = [], 0
    for row in reader:
        if row:
            found.append(before + 1 + line)
        before = reader.line_num
    return np.array(found, np.int64)


def _offset_of_line(data: bytes, line: int) -> int:
    at = 0
    for _ in range(line):
        at = data.find(b"\n", at) + 1
        if at == 0:
            return len(data)
    return at
