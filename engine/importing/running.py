"""Tables into the shop: each understood, compared, and written in one transaction."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.importing.answers import Answers
from engine.importing.batch_of_files import Turn, find_turns
from engine.importing.folders import expand
from engine.importing.kinds.base import Comparison, Run, Understood
from engine.importing.rejects import keep_rows
from engine.importing.report import SHOWN_REJECTS, ImportReport, RowCounts
from engine.importing.understanding import (
    MappedFile,
    check_usable,
    memory_key,
    reading_of,
    rejected_cells,
    understand,
)
from engine.jobs import Progress, no_progress, part_of
from engine.shop import change_settings
from engine.store import imports, loading
from engine.words import Text

#: What a row takes in the shop file and its log together, at most; and what any disk has free.
_BYTES_A_ROW = 300
_SMALL = 10_000_000

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop


def import_all(
    shop: Shop,
    paths: Sequence[Path],
    answers: Mapping[str, Answers] | Answers | None,
    *,
    only: Collection[str] | None = None,
    adopt_currency: bool = False,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> list[ImportReport]:
    """Import every table of some files and folders, in the order in which they are best stored.

    With ``adopt_currency`` the shop takes the currency that the first order file names, or a product list
    where no order file does.
    """
    turns, failed = find_turns(shop, expand(paths), answers, only, part_of(progress, 0.0, 0.15))
    alone = len(turns) + len(failed) == 1
    if alone and failed:
        raise failed[0][1]
    telling = [turn.currency for turn in sorted(turns, key=lambda turn: -turn.place[0]) if turn.currency]
    told = telling[0] if adopt_currency and telling else ""
    if told and told != shop.settings.currency:
        change_settings(shop, currency=told)
    reports = [ImportReport.failed(file, Text(problem.key, problem.facts)) for file, problem in failed]
    for number, turn in enumerate(turns):
        start, stop = (0.15 + 0.85 * place / len(turns) for place in (number, number + 1))
        try:
            reports.append(_take(shop, turn, dry_run, part_of(progress, start, stop)))
        except ClienteleError as problem:
            if alone:
                raise
            reports.append(ImportReport.failed(turn.name, Text(problem.key, problem.facts)))
    progress(1.0)
    return reports


def _take(shop: Shop, turn: Turn, dry_run: bool, progress: Progress) -> ImportReport:
    if turn.known:
        with shop.store.read() as connection:
            report = imports.known_file(connection, turn.loaded.fingerprint.sha256)
        if report is not None:
            return ImportReport.from_store(json.loads(report)).seen_again(turn.name)
    mapped = turn.open(shop, part_of(progress, 0.0, 0.1))
    return import_table(shop, mapped, dry_run=dry_run, progress=part_of(progress, 0.1, 1.0))


def import_table(
    shop: Shop,
    mapped: MappedFile,
    *,
    dry_run: bool = False,
    progress: Progress = no_progress,
) -> ImportReport:
    """Import one table; the shop is unchanged when this raises, and after a dry run."""
    progress(0.0, Text("import.step.understanding", {"file": mapped.name}))
    understood = understand(mapped, shop, part_of(progress, 0.02, 0.2))
    check_usable(understood)
    if dry_run:
        with shop.store.read() as connection:
            return report_of(understood, understood.compare(connection))
    _check_space(shop, mapped)
    progress(0.2, Text("import.step.storing", {"file": mapped.name}))
    with shop.store.write() as connection:
        report = _write(connection, understood, shop, part_of(progress, 0.2, 1.0))
        if mapped.answers:
            imports.remember_mapping(
                connection, memory_key(mapped), _memory(mapped.answers), at=int(time.time())
            )
    return report


def _check_space(shop: Shop, mapped: MappedFile) -> None:
    """Raise ``import.no_space`` where the disk can hardly take the file's rows and what undoes a stop."""
    needed = max(3 * mapped.fingerprint.byte_count, _BYTES_A_ROW * mapped.table.row_count)
    free = shutil.disk_usage(shop.path.parent).free
    if needed > _SMALL and free < needed:
        megabytes = {"needed": needed // 10**6, "free": free // 10**6}
        raise ClienteleError("import.no_space", file=mapped.name, **megabytes)


def _memory(answers: Answers) -> dict[str, object]:
    """What of the owner's answers holds for every file with the same columns."""
    said: Mapping[str, object] = {
        "columns": dict(answers.mapping), "date_order": answers.date_order, "kind": answers.kind,
        "source": answers.source, "decimal": answers.decimal,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value}


def _write(connection: Connection, understood: Understood, shop: Shop, progress: Progress) -> ImportReport:
    file, source = understood.file.fingerprint, understood.file.source
    source_id = loading.find_or_add_source(connection, source.channel)
    comparison = understood.compare(connection)
    progress(0.02)
    started = int(time.time())
    import_id = imports.start_run(
        connection, source_id=source_id, kind=source.kind, file=file.name, sha256=file.sha256,
        byte_count=file.byte_count, at=started,
    )  # fmt: skip
    run = Run(import_id, source_id, shop.settings.timezone, shop.country, started)
    before = [loading.next_id(connection, table) for table in ("customer", "product")]
    notes = understood.store(connection, comparison, run, part_of(progress, 0.02, 0.99))
    after = [loading.next_id(connection, table) for table in ("customer", "product")]
    report = replace(
        report_of(understood, comparison, import_id, notes),
        customers=after[0] - before[0], products=after[1] - before[1],
    )  # fmt: skip
    imports.finish_run(
        connection, import_id, reading=report.reading, report=report.to_store(), at=int(time.time()),
        rejected=[
            (cell.line, cell.column, cell.value, cell.reason.to_json()) for cell in rejected_cells(understood)
        ],
    )  # fmt: skip
    keep_rows(connection, import_id, understood)
    progress(1.0)
    return report


def report_of(
    understood: Understood,
    comparison: Comparison | None,
    import_id: int | None = None,
    notes: list[Text] | None = None,
) -> ImportReport:
    """Every row and every unit of money of a table accounted for; without an id it is a dry run's report,
    without a comparison one for an empty shop.
    """
    table = understood.file.table
    aside = [(Text(reason), len(which)) for reason, which in understood.set_aside.items()]
    if table.footers:
        aside.append((Text("import.reason.footer"), len(table.footers)))
    rejected = int((~understood.usable).sum())
    usable = table.row_count - rejected - sum(len(which) for which in understood.set_aside.values())
    found = comparison or Comparison(
        RowCounts(added=usable), RowCounts(understood.record_count, added=understood.record_count)
    )
    rows = replace(
        found.rows,
        read=table.row_count + len(table.problems) + len(table.footers),
        set_aside=sum(count for _, count in aside),
        rejected=rejected + len(table.problems),
    )
    return ImportReport(
        file=understood.file.name, kind=understood.file.kind, source=understood.file.source.channel,
        import_id=import_id, rows=rows, records=found.records, set_aside=tuple(aside),
        rejected=tuple(rejected_cells(understood, SHOWN_REJECTS)), money=understood.money,
        notes=(*understood.notes, *(notes or ())), dry_run=import_id is None, reading=reading_of(understood),
    )  # fmt: skip
