"""Files before they are imported: what was recognised, how columns map, the first rows as they will be
stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.importing.answers import Answers
from engine.importing.meanings import MEANINGS_OF
from engine.importing.views import ColumnPreview, ImportPreview, PreviewTable
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.kinds.base import Understood
    from engine.importing.reader import Loaded
    from engine.importing.report import ImportReport
    from engine.importing.table import RawTable
    from engine.importing.understanding import MappedFile
    from engine.shop import Shop

#: Rows and problems that a preview shows.
SHOWN_ROWS = 20
SHOWN_PROBLEMS = 200


def preview(
    shop: Shop | None,
    path: Path | str,
    *,
    answers: Mapping[str, Answers] | Answers | None = None,
    progress: Progress = no_progress,
) -> list[ImportPreview]:
    """Look at every table of a file without storing anything; ``answers`` (by table key, or one for all) try
    the owner's word.

    A file that holds no table raises (``import.empty_file`` and its likes); a table that lacks a column or an
    answer comes back with what is missing, for the owner to supply.
    """
    from engine.importing.batch_of_files import answers_for, load, table_key

    path = Path(path)
    tables = load(path, answers, progress=part_of(progress, 0.0, 0.6))
    shown = []
    for number, loaded in enumerate(tables):
        part = part_of(progress, 0.6 + 0.4 * number / len(tables), 0.6 + 0.4 * (number + 1) / len(tables))
        assert loaded.table is not None
        key = table_key(path, loaded)
        shown.append(_preview(shop, key, loaded, loaded.table, answers_for(answers, key), part))
    return shown


def preview_all(
    shop: Shop | None,
    paths: Sequence[Path | str],
    *,
    answers: Mapping[str, Answers] | Answers | None = None,
    progress: Progress = no_progress,
) -> list[ImportPreview]:
    """Every table of several files and folders, in the order in which they are best loaded."""
    from engine.importing.batch_of_files import in_loading_order
    from engine.importing.folders import expand

    files = expand(map(Path, paths))
    shown: list[ImportPreview] = []
    for number, path in enumerate(files):
        part = part_of(progress, number / len(files), (number + 1) / len(files))
        shown += preview(shop, path, answers=answers, progress=part)
    return in_loading_order(shown, lambda one: one.kind)


def _preview(
    shop: Shop | None, key: str, loaded: Loaded, table: RawTable, answers: Answers, progress: Progress
) -> ImportPreview:
    from engine.importing.understanding import check_usable, map_file, rejected_cells, understand

    mapped = map_file(loaded, table, shop, answers)
    blocker: Text | None = None
    understood = None
    try:
        understood = understand(mapped, shop, progress)
        check_usable(understood)
    except ClienteleError as problem:
        blocker = Text(problem.key, problem.facts)
    known = understood is not None
    return ImportPreview(
        key=key,
        file=mapped.name,
        kind=mapped.kind,
        source=mapped.source.channel,
        confidence=mapped.confidence,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=table.header_line,
        row_count=table.row_count,
        currency=_currency_of(mapped),
        columns=_columns(mapped),
        meanings=MEANINGS_OF[mapped.kind],
        rows=understood.preview(SHOWN_ROWS) if understood else PreviewTable(),
        problems=tuple(rejected_cells(understood, SHOWN_PROBLEMS)) if understood else (),
        questions=tuple(understood.questions) if understood else (),
        blocker=blocker,
        report=_dry_report(understood, shop) if known and understood else None,
    )


def _columns(mapped: MappedFile) -> tuple[ColumnPreview, ...]:
    from engine.importing.mapping import sample_values

    return tuple(
        ColumnPreview(
            match.index, match.header, match.meaning, match.confidence,
            tuple(sample_values(mapped.table, match.index)),
        )
        for match in mapped.matches
    )  # fmt: skip


def _currency_of(mapped: MappedFile) -> str:
    if mapped.kind not in ("orders", "products"):
        return mapped.constants.get("currency", "")
    from engine.importing.kinds.orders import currency_of

    return currency_of(mapped)


def _dry_report(understood: Understood, shop: Shop | None) -> ImportReport:
    from engine.importing.running import report_of

    if shop is None:
        return report_of(understood, None)
    with shop.store.read() as connection:
        comparison = understood.compare(connection)
    return report_of(understood, comparison)
