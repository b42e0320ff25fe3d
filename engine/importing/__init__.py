"""Files in, orders out: preview, import, history and undo. Importing this module stays cheap.

The heavy parts (Arrow, NumPy, spreadsheets) load only inside the functions that read a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.importing.answers import Answers
from engine.importing.history import (
    UndoEffect,
    history,
    import_details,
    undo_import,
    what_undo_changes,
)
from engine.importing.meanings import MEANINGS, MEANINGS_OF
from engine.importing.preview import preview, preview_all
from engine.importing.report import (
    ImportDetails,
    ImportRecord,
    ImportReport,
    MoneyTotals,
    RejectedCell,
    RowCounts,
)
from engine.importing.views import ColumnPreview, ImportPreview, PreviewTable, Question
from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    from engine.shop import Shop

__all__ = [
    "MEANINGS",
    "MEANINGS_OF",
    "Answers",
    "ColumnPreview",
    "ImportDetails",
    "ImportPreview",
    "ImportRecord",
    "ImportReport",
    "MoneyTotals",
    "PreviewTable",
    "Question",
    "RejectedCell",
    "RowCounts",
    "UndoEffect",
    "history",
    "import_details",
    "preview",
    "preview_all",
    "run_import",
    "undo_import",
    "what_undo_changes",
]


def run_import(
    shop: Shop,
    *,
    paths: Sequence[Path | str],
    answers: Mapping[str, Answers] | Answers | None = None,
    only: Collection[str] | None = None,
    adopt_currency: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> list[ImportReport]:
    """Import files and folders, each table in its own transaction; one report a table.

    ``answers`` (by the key of the table's preview, or one for all) overrule what is recognised and are
    remembered for tables with the same columns; ``only`` these keys are imported; with ``adopt_currency`` the
    shop takes the currency that the first order file names, or a product list where no order file does. What
    cannot be imported raises ``ClienteleError`` with an ``import.…`` key where it is alone; among others its
    report says why (``problem``), and they are imported all the same.
    """
    from engine.importing.running import import_all
    from engine.store.loading import without_garbage_collection

    with without_garbage_collection():
        return import_all(
            shop, [Path(path) for path in paths], answers, only=only, adopt_currency=adopt_currency,
            dry_run=dry_run, progress=progress,
        )  # fmt: skip
