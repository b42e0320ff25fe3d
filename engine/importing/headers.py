"""Finding the row of column names, among titles and remarks above a table and totals below it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_NOT_ALPHANUMERIC = re.compile(r"[\W_]+", re.UNICODE)
_NUMBER = re.compile(r"^[^\w]*\d[\d.,\s/:+-]*$")
#: What a cell says that stands for a row of totals, in the languages of sources; also understood by RE2.
FOOTER_PATTERN = (
    r"^\s*(grand[ -]?totals?|sub-?totals?|(sub)?totals?|total (général|general|geral|generale|gesamt|amount)|"
    r"sum|summe|zwischensumme|gesamt|gesamtsumme|gesamtbetrag|endsumme|somme|suma|soma|somma|totale|totales|totais|"
    r"totaal|eindtotaal|subtotaal|razem|celkem|итого|всего|合计|合計|总计|總計|小计|小計|总和|总额|總額|共计|共計|汇总|計|総計|합계|총계|"
    r".*record\(s\) downloaded.*|seller id\s*:.*|end of (report|file|list)|"
    r"\d+ (rows?|records?|lines?|orders?|items?|zeilen|datens[aä]tze|lignes|enregistrements|filas|registros|"
    r"righe|record)( .{0,20})?|"
    r"共\s*\d+\s*(条|条记录|笔|行|单|件).*|(第|共)\s*\d+\s*页.*)"
    r"\s*[:：]?\s*$"
)
_FOOTER = re.compile(FOOTER_PATTERN, re.IGNORECASE)
#: No row of a table begins so, whatever stands beside it ("from", a day, "to").
_DOWNLOADED = re.compile(r"^\s*(\d+\s+)?record\(s\) downloaded", re.IGNORECASE)
_REMARK_START = re.compile(
    r"^\s*(\*|--|#(?!\d)|//|※|note[:s]|hinweis|remarque|nota:|exported|generated|created (on|by)|printed|"
    r"report (generated|created|date)|erstellt|exporté|esportato|exportado|"
    r"注[:：]|备注[:：]|说明|导出时间|制表|打印)",
    re.IGNORECASE,
)
#: What stands beside the word in a row of totals: an amount with its currency, or a remark's own value.
_SUM = re.compile(r"^[^A-Za-z]*[A-Za-z]{0,3}[^A-Za-z]*\d[^A-Za-z]*[A-Za-z]{0,3}[^A-Za-z]*$|^\W*$")
_LOOKED_AT = 40


@dataclass(frozen=True)
class Header:
    """Where a table begins: its column names (none where it has none), the index of its first row below
    them, and how many columns the names tell.
    """

    names: list[str]
    body: int
    width: int


def normalise_header(text: str) -> str:
    """A column name without what does not distinguish it: case, width, spaces, punctuation."""
    return _NOT_ALPHANUMERIC.sub("", unicodedata.normalize("NFKC", text).casefold())


def find_head(rows: Sequence[Sequence[str]], known: frozenset[str]) -> Header:
    """The head of the table that begins in a file's first rows; names over two rows become one."""
    place = find_header(rows, known)
    if place is None:
        first = next((index for index, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
        return Header([], first, usual_width(rows))
    names, body = _joined(rows, place)
    while names and not names[-1].strip():
        names.pop()
    return Header(names, body, len(names))


def find_header(rows: Sequence[Sequence[str]], known: frozenset[str]) -> int | None:
    """Which of a file's first rows holds the column names; None when the table has none.

    ``known`` are the normalised names that some source uses: the first row with about the most of them wins;
    without any, the first row as wide as most of the others that looks like names and not like values.
    """
    hits = [len({normalise_header(cell) for cell in row} & known) for row in rows[:_LOOKED_AT]]
    width = usual_width(rows)
    if hits and max(hits) >= 2:
        return next(index for index, hit in enumerate(hits) if hit >= max(2, 0.7 * max(hits)))
    for index, row in enumerate(rows[:_LOOKED_AT]):
        filled = [cell for cell in row if cell.strip()]
        if _width(row) >= max(width, 1) and len(filled) >= max(1, 0.6 * width):
            if width == 1:
                return index if hits[index] else None
            names = sum(_is_name(cell) for cell in filled)
            return index if names >= 0.75 * len(filled) and len(set(filled)) == len(filled) else None
    return None


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """The number of cells that most rows have."""
    widths = Counter(_width(row) for row in rows if _width(row))
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def unique_headers(row: Sequence[str], width: int) -> list[str]:
    """Names for ``width`` columns: as written, numbered where blank or twice the same."""
    names: dict[str, None] = {}
    for index in range(width):
        name = row[index].replace("\ufeff", "").strip() if index < len(row) else ""
        name = name or f"#{index + 1}"
        names[name if name not in names else f"{name} #{index + 1}"] = None
    return list(names)


def is_footer(cells: Sequence[str]) -> bool:
    """Whether a row below a table is its total or a remark: a word for it, sums, and most cells empty."""
    filled = [cell for cell in cells if cell.strip()]
    if not 0 < len(filled) <= max(2, len(cells) // 2):
        return False
    others = [cell for cell in filled if not _FOOTER.match(cell)]
    if _DOWNLOADED.match(filled[0]):
        return True
    return len(others) < len(filled) and all(_SUM.match(cell) for cell in others)


def is_remark(cells: Sequence[str]) -> bool:
    """Whether the last row below a table is a sentence about it: one cell with words or a remark's mark."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) != 1:
        return False
    text = filled[0]
    words = [word for word in text.split() if any(character.isalpha() for character in word)]
    return bool(_REMARK_START.match(text) or _FOOTER.match(text)) or (
        len(words) >= 3 and cells[0].strip() == text
    )


def _joined(rows: Sequence[Sequence[str]], place: int) -> tuple[list[str], int]:
    """The names in a row, completed from a row of groups above it or of parts below it."""
    names = [cell.strip() for cell in rows[place]]
    below = [cell.strip() for cell in rows[place + 1]] if place + 1 < len(rows) else []
    if _is_second_row(names, below):
        groups = _spread(names, len(below))
        joined = []
        for index in range(max(len(names), len(below))):
            own = names[index] if index < len(names) else ""
            part = below[index] if index < len(below) else ""
            group = own or (groups[index] if index < len(groups) else "")
            joined.append(f"{group} {part}".strip() if part and group != part else own or part)
        return joined, place + 2
    above = [cell.strip() for cell in rows[place - 1]] if place else []
    if sum(bool(cell) for cell in above) >= 2 and all(_is_name(cell) for cell in above if cell):
        groups = _spread(above, len(names))
        counts = Counter(names)
        names = [
            name if name and counts[name] == 1 else f"{group} {name}".strip()
            for group, name in zip(groups, names, strict=True)
        ]
    return names, place + 1


def _is_second_row(names: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row continues the names above it: all words, and at least two of them under a gap."""
    filled = [index for index, cell in enumerate(below) if cell]
    if len(filled) < 2 or not all(_is_name(below[index]) and len(below[index]) <= 30 for index in filled):
        return False
    gaps = [index for index in filled if index >= len(names) or not names[index]]
    starts = sum(
        1 for index in filled
        if index < len(names) and names[index] and (index + 1 >= len(names) or not names[index + 1])
    )  # fmt: skip
    own = sum(bool(cell) for cell in names)
    return len(gaps) >= 1 and len(gaps) + starts == len(filled) and own + len(gaps) > len(filled) - starts


def _spread(groups: Sequence[str], width: int) -> list[str]:
    """Merged cells keep their text in the first: it holds for the blank ones after it."""
    spread, last = [], ""
    for index in range(width):
        last = groups[index] if index < len(groups) and groups[index] else last
        spread.append(last)
    return spread


def _width(row: Sequence[str]) -> int:
    """Cells up to the last one that says something."""
    return max((index + 1 for index, cell in enumerate(row) if cell.strip()), default=0)


def _is_name(cell: str) -> bool:
    return not _NUMBER.match(cell) and "@" not in cell and len(cell) <= 60
