"""A file understood before the shop has seen it: read, mapped, cleaned and put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import ClienteleError
from engine.importing.amounts import currencies_of
from engine.importing.assembling import assemble
from engine.importing.batch import CleanRows, OrderBatch
from engine.importing.cleaning import clean
from engine.importing.mapping import ColumnMatch, fingerprint, map_columns, require
from engine.importing.reader import Fingerprint, read_table
from engine.importing.report import RejectedCell
from engine.importing.sources import Source, recognise
from engine.importing.table import RawTable
from engine.jobs import Progress, no_progress, part_of
from engine.store import imports

if TYPE_CHECKING:
    from engine.shop import Shop


@dataclass
class MappedFile:
    """A table whose columns have meanings; ``date_order`` is what the owner said of such files before."""

    fingerprint: Fingerprint
    table: RawTable
    source: Source
    matches: list[ColumnMatch]
    date_order: str


@dataclass
class Understood:
    """Everything that a file says; ``read_e4`` is the money of all its rows, whatever becomes of them."""

    file: MappedFile
    rows: CleanRows
    batch: OrderBatch
    read_e4: int


def map_file(
    data: bytes,
    file: Fingerprint,
    *,
    shop: Shop | None,
    mapping: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> MappedFile:
    """Read a file and map its columns; what the owner corrected for such columns before is applied again."""
    table = read_table(data, file.name, progress)
    corrections, date_order = _remembered(shop, table.headers)
    corrections.update(mapping or {})
    source = recognise(table.headers)
    return MappedFile(file, table, source, map_columns(table, source, corrections), date_order)


def understand(
    mapped: MappedFile, *, shop: Shop | None, date_order: str | None = None, progress: Progress = no_progress
) -> Understood:
    """Clean and assemble a mapped file; ``shop`` gives the currency and the time zone.

    Raises ``import.no_date_column`` and its likes; whether the day comes first may still be open
    (``rows.date_question``).
    """
    require(mapped.matches, mapped.fingerprint.name)
    currency = shop.settings.currency if shop else ""
    rows = clean(
        mapped.table, mapped.matches, mapped.source, timezone=shop.settings.timezone if shop else "UTC",
        currency=currency, date_order=date_order or mapped.date_order, file=mapped.fingerprint.name,
        progress=part_of(progress, 0.0, 0.5),
    )  # fmt: skip
    read_e4 = int(rows.total_e4.sum())
    batch = assemble(rows, mapped.source, currency, part_of(progress, 0.5, 1.0))
    return Understood(mapped, rows, batch, read_e4)


def check_usable(understood: Understood) -> None:
    """Raise ``import.date_order_unknown`` or ``import.no_usable_row`` where nothing can be stored so."""
    name = understood.file.fingerprint.name
    if understood.rows.date_question:
        raise ClienteleError("import.date_order_unknown", file=name, example=understood.rows.date_question)
    if understood.batch.orders.count == 0:
        counts = understood.rows.reject_counts
        from engine.words import Text

        reason = max(counts, key=lambda key: counts[key]) if counts else "import.reason.footer"
        first = next(
            (cell.reason for cell in understood.rows.rejects if cell.reason.key == reason), Text(reason)
        )
        raise ClienteleError("import.no_usable_row", file=name, reason=first)


def reading_of(understood: Understood) -> dict[str, Any]:
    """How a file was read, as JSON."""
    file, table = understood.file, understood.file.table
    return {
        "source": file.source.id, "encoding": table.encoding, "delimiter": table.delimiter,
        "sheet": table.sheet,
        "header_line": table.header_line, "date_order": understood.rows.date_order,
        "decimal": understood.rows.decimal,
        "columns": {match.header: match.meaning for match in file.matches if match.meaning},
    }  # fmt: skip


def rejected_cells(understood: Understood, limit: int | None = None) -> list[RejectedCell]:
    """The cells that cannot be stored, by physical line; at most ``limit`` of them."""
    table = understood.file.table
    cells = [
        RejectedCell(problem.line, "", problem.value, problem.reason) for problem in table.problems[:limit]
    ]
    rest = understood.rows.rejects if limit is None else understood.rows.rejects[: max(limit - len(cells), 0)]
    cells += [RejectedCell(table.line_of(cell.row), cell.column, cell.value, cell.reason) for cell in rest]
    return sorted(cells, key=lambda cell: (cell.line, cell.column))


def currency_of(mapped: MappedFile) -> str:
    """The currency that most of a file's rows name, in a column of their own or beside their amounts; empty
    where none does.
    """
    place = {match.meaning: match.index for match in mapped.matches}
    meaning = next((name for name in ("currency", "unit_price", "line_total") if name in place), None)
    if meaning is None:
        return ""
    column = mapped.table.column(place[meaning])
    votes: Counter[str] = Counter()
    rows = np.bincount(column.codes, minlength=len(column.values)).tolist()
    for group, count in zip(currencies_of(column.values, whole=meaning == "currency"), rows, strict=True):
        votes.update({group[0]: count} if group else {})
    return votes.most_common(1)[0][0] if votes else ""


def memory_key(mapped: MappedFile) -> str:
    """Under what the owner's corrections for this file's columns are kept."""
    return fingerprint(mapped.table.headers)


def _remembered(shop: Shop | None, headers: Sequence[str]) -> tuple[dict[str, str], str]:
    if shop is None:
        return {}, ""
    with shop.store.read() as connection:
        memory = imports.remembered_mapping(connection, fingerprint(headers)) or {}
    return dict(memory.get("columns", {})), str(memory.get("date_order", ""))
