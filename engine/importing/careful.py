"""Row by row through a file that is not as files should be: short and long rows, stray quotes, remarks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.importing.dialect import ALIGNED, split_aligned
from engine.importing.headers import is_footer, is_remark
from engine.importing.table import RowProblem
from engine.words import Text

#: A quoted cell with more lines than this was opened by a stray quote.
LONGEST_CELL_LINES = 500
_SHORT_CELL_LINES = 12
#: So many quotes that never close, and the file is known to be careless with them.
_PATIENCE = 40
_LONGEST_RECORD = 1 << 20
_SHOWN = 200


@dataclass
class Rows:
    """The rows of a file, each with its physical line, and what is no row."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    footers: list[RowProblem] = field(default_factory=list)


def read_rows(text: str, delimiter: str, headers: Sequence[str], skipped: int, *, is_last: bool) -> Rows:
    """The rows of ``text``, which begins after ``skipped`` lines of its file and may be the last of it."""
    width = len(headers)
    physical = list(io.StringIO(text, newline=""))
    records = _Records(physical, delimiter)
    rows = Rows()
    at = 0
    while at < len(physical):
        cells, used, clean = records.take(at)
        line, at = at + skipped + 1, at + used
        if not any(cell.strip() for cell in cells):
            continue
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        _sort_in(rows, cells, line, delimiter.join(cells)[:_SHOWN], clean, headers)
    if is_last:
        _take_remarks(rows)
    return rows


def _sort_in(
    rows: Rows, cells: list[str], line: int, shown: str, clean: bool, headers: Sequence[str]
) -> None:
    width = len(headers)
    padded = cells + [""] * (width - len(cells))
    if is_footer(padded):
        rows.footers.append(RowProblem(line, shown, Text("import.reason.footer")))
    elif [cell.strip() for cell in padded[:width]] == list(headers):
        rows.footers.append(RowProblem(line, shown, Text("import.reason.header_again")))
    elif len(cells) > width:
        reason = Text("import.reason.long_row", {"n": len(cells), "of": width})
        rows.problems.append(RowProblem(line, shown, reason))
    elif not clean:
        rows.problems.append(RowProblem(line, shown, Text("import.reason.stray_quote")))
    elif len(cells) < min(width, 2):
        reason = Text("import.reason.short_row", {"n": len(cells), "of": width})
        rows.problems.append(RowProblem(line, shown, reason))
    else:
        rows.cells.append(padded)
        rows.lines.append(line)


def _take_remarks(rows: Rows) -> None:
    """Lines below the last row that read like a remark are one, and no failed rows."""
    last = rows.lines[-1] if rows.lines else 0
    for problem in [problem for problem in rows.problems if problem.line > last]:
        if problem.reason.key == "import.reason.short_row" and is_remark([problem.value]):
            rows.problems.remove(problem)
            rows.footers.append(RowProblem(problem.line, problem.value, Text("import.reason.footer")))
    while rows.cells and len(rows.cells[-1]) > 2 and is_remark(rows.cells[-1]):
        shown = " ".join(filter(None, rows.cells.pop()))[:_SHOWN]
        rows.footers.append(RowProblem(rows.lines.pop(), shown, Text("import.reason.footer")))
    rows.footers.sort(key=lambda footer: footer.line)


class _Records:
    """Takes records off physical lines; gives up looking far for closing quotes where that keeps failing."""

    def __init__(self, physical: list[str], delimiter: str) -> None:
        self.physical = physical
        self.delimiter = delimiter
        self.failures = 0

    def take(self, at: int) -> tuple[list[str], int, bool]:
        """The record that begins on a line, how many lines it takes, and whether its quotes match."""
        line = self.physical[at]
        if self.delimiter == ALIGNED:
            return split_aligned(line), 1, True
        if '"' not in line:
            return line.rstrip("\r\n").split(self.delimiter), 1, True
        reach = LONGEST_CELL_LINES if self.failures < _PATIENCE else _SHORT_CELL_LINES
        text, used = "", 0
        for place in range(at, min(at + reach, len(self.physical))):
            more = self.physical[place]
            text, used = text + more, used + 1
            if used > 1 and '"' not in more:
                continue
            cells, is_open = _parsed(text, self.delimiter)
            if cells is not None:
                return cells, used, True
            if not is_open or len(text) > _LONGEST_RECORD:
                break
        self.failures += 1
        if '\\"' in line:
            cells, _ = _parsed(line, self.delimiter, escape="\\")
            if cells is not None:
                return cells, 1, True
        return line.rstrip("\r\n").split(self.delimiter), 1, False


def _parsed(text: str, delimiter: str, escape: str | None = None) -> tuple[list[str] | None, bool]:
    """The cells of exactly one record; else None, and whether further lines could still close its quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, escapechar=escape)
    try:
        parsed = list(reader)
    except csv.Error as problem:
        return None, "unexpected end" in str(problem)
    return (parsed[0] if len(parsed) == 1 else None), False
