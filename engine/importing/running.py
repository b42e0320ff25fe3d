"""A file into the shop: understood, compared, and written in one transaction."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from engine.importing.comparing import Comparison, compare
from engine.importing.reader import load_file
from engine.importing.report import SHOWN_REJECTS, ImportReport, MoneyTotals, RowCounts
from engine.importing.storing import store_batch
from engine.importing.understanding import (
    Understood,
    check_usable,
    map_file,
    memory_key,
    reading_of,
    rejected_cells,
    understand,
)
from engine.jobs import Progress, no_progress, part_of
from engine.store import imports, loading
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop


def import_one(
    shop: Shop,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    date_order: str | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import one file; the shop is unchanged when this raises, and after a dry run."""
    data, file = load_file(path, part_of(progress, 0.0, 0.02))
    if not mapping and not date_order:
        with shop.store.read() as connection:
            known = imports.known_file(connection, file.sha256)
        if known is not None:
            return ImportReport.from_store(json.loads(known)).seen_again(file.name)
    progress(0.02, Text("import.step.reading", {"file": file.name}))
    mapped = map_file(data, file, shop=shop, mapping=mapping, progress=part_of(progress, 0.02, 0.2))
    del data
    progress(0.2, Text("import.step.understanding", {"file": file.name}))
    understood = understand(mapped, shop=shop, date_order=date_order, progress=part_of(progress, 0.2, 0.35))
    check_usable(understood)
    zone = ZoneInfo(shop.settings.timezone)
    if dry_run:
        with shop.store.read() as connection:
            comparison = compare(connection, understood.batch.orders, mapped.source, zone)
        return report_of(understood, comparison, shop.settings.currency)
    progress(0.35, Text("import.step.storing", {"file": file.name}))
    with shop.store.write() as connection:
        report = _write(connection, understood, shop, zone, part_of(progress, 0.35, 1.0))
        if mapping or date_order:
            memory: dict[str, Any] = {"columns": dict(mapping or {}), "date_order": date_order or ""}
            imports.remember_mapping(connection, memory_key(mapped), memory, int(time.time()))
    return report


def _write(
    connection: Connection, understood: Understood, shop: Shop, zone: ZoneInfo, progress: Progress
) -> ImportReport:
    source, file = understood.file.source, understood.file.fingerprint
    source_id = loading.find_or_add_source(connection, source.channel)
    comparison = compare(connection, understood.batch.orders, source, zone)
    progress(0.02)
    started = int(time.time())
    import_id = imports.start_run(
        connection, source_id=source_id, kind=source.kind, file=file.name, sha256=file.sha256,
        byte_count=file.byte_count, at=started,
    )  # fmt: skip
    before = [loading.next_id(connection, table) for table in ("customer", "product")]
    store_batch(
        connection, understood.batch, comparison, import_id=import_id, source=source, source_id=source_id,
        timezone=shop.settings.timezone, progress=part_of(progress, 0.02, 0.99),
    )  # fmt: skip
    after = [loading.next_id(connection, table) for table in ("customer", "product")]
    report = replace(
        report_of(understood, comparison, shop.settings.currency, import_id),
        customers=after[0] - before[0], products=after[1] - before[1],
    )  # fmt: skip
    imports.finish_run(
        connection, import_id, reading=report.reading, report=report.to_store(), at=int(time.time()),
        rejected=[
            (cell.line, cell.column, cell.value, cell.reason.to_json()) for cell in rejected_cells(understood)
        ],
    )  # fmt: skip
    progress(1.0)
    return report


def report_of(
    understood: Understood, comparison: Comparison | None, currency: str, import_id: int | None = None
) -> ImportReport:
    """Every row and every unit of money of a file accounted for; without an id it is a dry run's report."""
    batch, table, rows = understood.batch, understood.file.table, understood.rows
    lines = np.diff(batch.orders.first_line)
    nothing = np.zeros(batch.orders.count, bool)
    new, changed, same = (
        (comparison.new, comparison.changed, comparison.same) if comparison else (~nothing, nothing, nothing)
    )
    aside = [(Text(reason), len(which)) for reason, which in batch.set_aside.items()]
    if table.footers:
        aside.append((Text("import.reason.footer"), len(table.footers)))
    unusable = ~rows.usable
    row_counts = RowCounts(
        read=table.row_count + len(table.problems) + len(table.footers),
        added=int(lines[new].sum()),
        updated=int(lines[changed].sum()),
        unchanged=int(lines[same].sum()),
        set_aside=sum(count for _, count in aside),
        rejected=int(unusable.sum()) + len(table.problems),
    )
    order_counts = RowCounts(
        read=batch.orders.count, added=int(new.sum()), updated=int(changed.sum()), unchanged=int(same.sum())
    )
    stored = int(batch.lines.total_e4.sum())
    money = MoneyTotals(
        read_e4=understood.read_e4,
        stored_e4=stored,
        set_aside_e4=sum(int(rows.total_e4[which].sum()) for which in batch.set_aside.values()),
        rejected_e4=int(rows.total_e4[unusable].sum()),
        discounts_e4=int(rows.total_e4[batch.lines.row].sum()) - stored,
        currency=currency,
    )
    notes = list(batch.notes)
    incomplete = len(np.intersect1d(rows.order.codes[unusable], rows.order.codes[batch.lines.row]))
    if incomplete:
        notes.insert(0, Text("import.note.incomplete", {"n": incomplete}))
    return ImportReport(
        file=understood.file.fingerprint.name, kind=understood.file.source.kind,
        source=understood.file.source.channel, import_id=import_id, rows=row_counts, orders=order_counts,
        set_aside=tuple(aside), rejected=tuple(rejected_cells(understood, SHOWN_REJECTS)), money=money,
        notes=tuple(notes), dry_run=import_id is None, reading=reading_of(understood),
    )  # fmt: skip
