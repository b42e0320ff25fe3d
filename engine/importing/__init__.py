"""Files in, orders out: preview, import, history and undo. Importing this module stays cheap.

The heavy parts (Arrow, NumPy, spreadsheets) load only inside the functions that read a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.importing.history import history, import_details, undo_import
from engine.importing.preview import preview
from engine.importing.report import (
    ImportDetails,
    ImportRecord,
    ImportReport,
    MoneyTotals,
    RejectedCell,
    RowCounts,
)
from engine.importing.views import MEANINGS, ColumnPreview, ImportPreview, PreviewRow, Question
from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    from engine.shop import Shop

__all__ = [
    "MEANINGS",
    "ColumnPreview",
    "ImportDetails",
    "ImportPreview",
    "ImportRecord",
    "ImportReport",
    "MoneyTotals",
    "PreviewRow",
    "Question",
    "RejectedCell",
    "RowCounts",
    "history",
    "import_details",
    "preview",
    "run_import",
    "undo_import",
]


def run_import(
    shop: Shop,
    *,
    paths: Sequence[Path | str],
    mapping: Mapping[str, str] | None = None,
    date_order: str | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> list[ImportReport]:
    """Import files one after the other, each in its own transaction; one report a file.

    ``mapping`` (header → meaning, "" for unused) and ``date_order`` ("dmy" or "mdy") overrule what is
    recognised and are remembered for files with the same columns. Raises ``ClienteleError`` with an
    ``import.…`` key for a file that cannot be imported; files before it stay imported, it changes nothing.
    """
    from engine.importing.running import import_one
    from engine.store.loading import without_garbage_collection

    reports = []
    for number, path in enumerate(paths):
        stage = part_of(progress, number / len(paths), (number + 1) / len(paths))
        with without_garbage_collection():
            report = import_one(
                shop, Path(path), mapping=mapping, date_order=date_order, dry_run=dry_run, progress=stage
            )
        reports.append(report)
    return reports
