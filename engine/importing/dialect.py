"""How a text file parts its cells: by a mark (comma, semicolon, tab, bar) or by aligned blanks."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections import Counter
from dataclasses import dataclass

from engine.importing.headers import normalise_header, usual_width

DELIMITERS = (",", ";", "\t", "|")
#: Stands for "any run of blanks", in files whose columns are aligned for the eye.
ALIGNED = " "
_SAMPLE_BYTES = 48 << 10
_SNIFFED_BYTES = 6_000
_NUMERIC = re.compile(r"^[^\w]?\d[\d.,:/-]*$")
_LISTED = re.compile(r"^[^\s@]+@[^\s@]+\.[^\s@]+$|^\+?\d[\d ()/-]{5,}$|^\S{1,60}$")

csv.field_size_limit(16 << 20)


@dataclass(frozen=True)
class Sample:
    """The beginning of a file in records, each with the physical line on which it ends."""

    delimiter: str
    rows: list[list[str]]
    line_ends: list[int]


def beginning(data: bytes) -> str:
    """The first whole lines of UTF-8 ``data``."""
    head = data[:_SAMPLE_BYTES]
    if len(data) > len(head):
        head = head[: head.rfind(b"\n") + 1] or head
    return head.decode("utf-8", "ignore")


def is_binary(text: str) -> bool:
    """Whether a beginning holds too many control characters to be text."""
    odd = sum(character < " " and character not in "\t\r\n\f\v\x1a" for character in text)
    return odd > 0.01 * len(text)


def sample_of(text: str, known: frozenset[str]) -> Sample | None:
    """The records of a beginning in the dialect that fits; None where nothing makes columns of it.

    ``known`` are normalised column names: the mark that turns some row into them wins.
    """
    first = text.split("\n", 1)[0].strip(' \r\ufeff"').lower()
    if first.startswith("sep=") and len(first) == 5:
        return _records(text, first[4])
    samples = {delimiter: _records(text, delimiter) for delimiter in DELIMITERS}
    hits = {
        delimiter: max(
            (len({normalise_header(cell) for cell in row} & known) for row in sample.rows[:40]), default=0
        )
        for delimiter, sample in samples.items()
    }
    best = max(DELIMITERS, key=lambda delimiter: hits[delimiter])
    if hits[best] > 1:
        return samples[best]
    aligned = _aligned(text)
    sniffed = _sniffed(text)
    if (
        sniffed
        and usual_width(samples[sniffed].rows) > 1
        and not (aligned and _evenness(samples[sniffed].rows) < 0.9)
    ):
        return samples[sniffed]
    if aligned:
        return aligned
    widest = max(DELIMITERS, key=lambda delimiter: usual_width(samples[delimiter].rows))
    if usual_width(samples[widest].rows) > 1 and _evenness(samples[widest].rows) > 0.8:
        return samples[widest]
    return samples[","] if _is_list(samples[","].rows, known) else None


def split_aligned(line: str) -> list[str]:
    """The cells of a line whose columns are parted by blanks."""
    return line.split()


def _records(text: str, delimiter: str) -> Sample:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    try:
        for row in itertools.islice(reader, 200):
            # Excel's own hint about the delimiter, not a row.
            rows.append([] if not rows and _is_hint(row) else row)
            ends.append(reader.line_num)
    except csv.Error:
        pass
    return Sample(delimiter, rows, ends)


def _is_hint(row: list[str]) -> bool:
    return bool(row) and row[0].lower().startswith("sep=")


def _sniffed(text: str) -> str:
    import clevercsv

    lines = text[:_SNIFFED_BYTES].split("\n")
    try:
        found = clevercsv.Sniffer().sniff(
            "\n".join(line[:400] for line in lines[:40]), delimiters="".join(DELIMITERS)
        )
    except (clevercsv.Error, ValueError, IndexError, RecursionError):
        return ""
    return str(found.delimiter or "") if found and found.delimiter in DELIMITERS else ""


def _evenness(rows: list[list[str]]) -> float:
    """The share of filled rows that have the usual number of cells."""
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    return widths.most_common(1)[0][1] / widths.total() if widths else 0.0


def _aligned(text: str) -> Sample | None:
    lines = text.split("\n")[:200]
    rows = [split_aligned(line) for line in lines]
    filled = [row for row in rows if row]
    if len(filled) < 2 or usual_width(filled) < 2 or _evenness(filled) < 0.95:
        return None
    cells = [cell for row in filled[1:] for cell in row]
    if sum(bool(_NUMERIC.match(cell)) for cell in cells) < 0.5 * len(cells):
        return None
    return Sample(ALIGNED, rows, list(range(1, len(rows) + 1)))


def _is_list(rows: list[list[str]], known: frozenset[str]) -> bool:
    """Whether a single column is a list, of addresses for instance, and not prose."""
    lines = [row[0].strip() for row in rows if len(row) == 1 and row[0].strip()]
    if not lines or len(lines) < 0.9 * sum(any(cell.strip() for cell in row) for row in rows):
        return False
    listed = sum(bool(_LISTED.match(line)) for line in lines[1:] or lines)
    addresses = sum("@" in line for line in lines)
    enough = len(lines) >= 5 or addresses >= 1 or normalise_header(lines[0]) in known
    return enough and listed >= 0.8 * max(len(lines) - 1, 1)
