"""Earlier imports: their list, their reports, and taking one back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.importing.report import ImportDetails, ImportRecord, ImportReport, RejectedCell, RowCounts, records_of
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop


def history(shop: Shop) -> list[ImportRecord]:
    """Every import, the newest first."""
    from engine.store import imports

    with shop.store.read() as connection:
        return [_record(connection, row) for row in imports.runs(connection)]


def import_details(shop: Shop, import_id: int) -> ImportDetails:
    """One import with its report and every rejected cell; raises ``import.unknown_import``."""
    from engine.store import imports

    with shop.store.read() as connection:
        row = imports.run(connection, import_id)
        if row is None:
            raise ClienteleError("import.unknown_import", id=import_id)
        cells = [
            RejectedCell(line, column, value, Text.from_json(reason))
            for line, column, value, reason in imports.rejects(connection, import_id)
        ]
        return ImportDetails(
            _record(connection, row), ImportReport.from_store(json.loads(row[6])), tuple(cells)
        )


def undo_import(shop: Shop, *, import_id: int, progress: Progress = no_progress) -> Changes:
    """Take an import back: what it added goes, what it changed is as before. All of it or nothing.

    Raises ``import.unknown_import``, ``import.already_undone`` or, where a later import built on it,
    ``import.overwritten_later``.
    """
    from engine.importing.storing import relink
    from engine.store import imports, loading, refund_links, rollups, undo

    with shop.store.write() as connection:
        row = imports.run(connection, import_id)
        if row is None:
            raise ClienteleError("import.unknown_import", id=import_id)
        if row[5] == "undone":
            raise ClienteleError("import.already_undone", id=import_id, file=row[1])
        later = imports.overwritten_by(connection, import_id)
        if later is not None:
            raise ClienteleError("import.overwritten_later", file=row[1], later=later[1], later_id=later[0])
        with loading.watched(connection, progress, 0.4):
            source_id = imports.source_of_run(connection, import_id)
            customers = imports.customers_concerned(connection, import_id)
            refund_links.unlink(connection, source_id, customers)
            progress(0.1)
            imports.delete_orders(connection, import_id)
            imports.restore_orders(connection, import_id)
            progress(0.5)
            imports.restore_changes(connection, import_id)
            relink(connection, source_id, customers)
            imports.delete_unused(connection, import_id)
            rollups.refresh_rollups(connection, shop.settings.timezone, progress=part_of(progress, 0.6, 1.0))
            imports.mark_undone(connection, import_id)
            # What they would put back may belong to customers who are gone.
            undo.forget(connection, "customers", "campaigns")
    return Changes(frozenset({"orders", "customers", "products", "imports"}))


def _record(connection: Connection, row: tuple[Any, ...]) -> ImportRecord:
    from engine.store import imports

    number, file, kind, channel, at, state, report = row
    told = json.loads(report)
    later = imports.overwritten_by(connection, number) if state == "done" else None
    kept = (
        None
        if later is None
        else Text("import.overwritten_later", {"file": file, "later": later[1], "later_id": later[0]})
    )
    return ImportRecord(
        number, file, kind, channel, at, state, RowCounts(**told["rows"]), RowCounts(**records_of(told)), kept
    )
