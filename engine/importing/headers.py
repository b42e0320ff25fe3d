"""Finding the row of column names, among titles and remarks above a table and totals below it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+", re.UNICODE)
_NUMBER = re.compile(r"^[^\w]*\d[\d.,\s/:+-]*$")
_FOOTER = re.compile(
    r"^\s*(grand total|sub-?total|totals?|sum|summe|gesamt|gesamtsumme|total général|totale|totales|"
    r"合计|总计|小计|总和|共计|.*record\(s\) downloaded|seller id\s*:.*|\d+ (rows|records|lines))"
    r"\s*[:：]?\s*$",
    re.IGNORECASE,
)


def normalise_header(text: str) -> str:
    """A column name without what does not distinguish it: case, width, spaces, punctuation."""
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())


def find_header(rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    """Which of a file's first rows holds the column names; None when the table has none.

    ``known`` are the normalised names that some source uses: the row with the most of them wins; without any,
    the first row as wide as most of the others that looks like names and not like values.
    """
    hits = [sum(normalise_header(cell) in known for cell in row) for row in rows[:40]]
    if hits and max(hits) >= 2:
        return hits.index(max(hits))
    width = usual_width(rows)
    for index, row in enumerate(rows[:40]):
        filled = [cell for cell in row if cell.strip()]
        if _width(row) >= max(width, 1) and len(filled) >= max(1, 0.6 * width):
            names = sum(_is_name(cell) for cell in filled)
            return index if names >= 0.75 * len(filled) and len(set(filled)) == len(filled) else None
    return None


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that most rows have."""
    widths = Counter(_width(row) for row in rows if _width(row))
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def unique_headers(row: Sequence[str], width: int) -> list[str]:
    """Names for ``width`` columns: as written, numbered where blank or twice the same."""
    names: list[str] = []
    for index in range(width):
        name = row[index].replace("\ufeff", "").strip() if index < len(row) else ""
        name = name or f"#{index + 1}"
        names.append(name if name not in names else f"{name} #{index + 1}")
    return names


def is_footer(cells: Sequence[str]) -> bool:
    """Whether a row below a table is its total or a remark: a word for it, and most cells empty."""
    filled = [cell for cell in cells if cell.strip()]
    return 0 < len(filled) <= max(2, len(cells) // 2) and any(_FOOTER.match(cell) for cell in filled)


def _width(row: Sequence[str]) -> int:
    """Cells up to the last one that says something."""
    return max((index + 1 for index, cell in enumerate(row) if cell.strip()), default=0)


def _is_name(cell: str) -> bool:
    return not _NUMBER.match(cell) and "@" not in cell and len(cell) <= 60
