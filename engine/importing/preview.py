"""A file before it is imported: what was recognised, how columns map, the first rows as they will be
stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.importing.views import MEANINGS, ColumnPreview, ImportPreview, PreviewRow, Question
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from engine.importing.report import ImportReport
    from engine.importing.understanding import MappedFile, Understood
    from engine.shop import Shop

#: Rows and problems that a preview shows.
SHOWN_ROWS = 20
SHOWN_PROBLEMS = 200


def preview(
    shop: Shop | None,
    path: Path | str,
    *,
    mapping: Mapping[str, str] | None = None,
    date_order: str | None = None,
    progress: Progress = no_progress,
) -> ImportPreview:
    """Look at a file without storing anything; ``mapping`` (header → meaning) tries other meanings.

    A file that is no table raises (``import.empty_file`` and its likes); one that is a table but lacks a
    column or an answer comes back with what is missing, for the owner to supply.
    """
    from engine.importing.reader import load_file
    from engine.importing.understanding import check_usable, map_file, understand

    data, file = load_file(Path(path), part_of(progress, 0.0, 0.1))
    mapped = map_file(data, file, shop=shop, mapping=mapping, progress=part_of(progress, 0.1, 0.6))
    blocker: Text | None = None
    understood = None
    try:
        understood = understand(
            mapped, shop=shop, date_order=date_order, progress=part_of(progress, 0.6, 1.0)
        )
        check_usable(understood)
    except ClienteleError as problem:
        blocker = Text(problem.key, problem.facts)
    return _preview(mapped, understood, blocker, shop)


def _preview(
    mapped: MappedFile, understood: Understood | None, blocker: Text | None, shop: Shop | None
) -> ImportPreview:
    from engine.importing.mapping import sample_values
    from engine.importing.understanding import currency_of, rejected_cells

    table = mapped.table
    columns = tuple(
        ColumnPreview(
            match.index, match.header, match.meaning, match.confidence,
            tuple(sample_values(table, match.index)),
        )
        for match in mapped.matches
    )  # fmt: skip
    questions: tuple[Question, ...] = ()
    if understood is not None and understood.rows.date_question:
        asked = Text("import.question.date_order", {"example": understood.rows.date_question})
        questions = (Question("date_order", asked, ("dmy", "mdy")),)
    return ImportPreview(
        file=mapped.fingerprint.name,
        kind=mapped.source.kind,
        source=mapped.source.channel,
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
        header_line=table.header_line,
        row_count=table.row_count,
        currency=currency_of(mapped),
        columns=columns,
        meanings=MEANINGS,
        rows=() if understood is None else _rows(understood),
        problems=() if understood is None else tuple(rejected_cells(understood, SHOWN_PROBLEMS)),
        questions=questions,
        blocker=blocker,
        report=None if understood is None else _dry_report(understood, shop),
    )


def _dry_report(understood: Understood, shop: Shop | None) -> ImportReport:
    from engine.importing.comparing import compare
    from engine.importing.running import report_of

    if shop is None:
        return report_of(understood, None, "")
    with shop.store.read() as connection:
        comparison = compare(connection, understood.batch.orders, understood.file.source, shop.zone)
    return report_of(understood, comparison, shop.settings.currency)


def _rows(understood: Understood) -> tuple[PreviewRow, ...]:
    from engine.importing.batch import KINDS, STATUSES

    batch, table = understood.batch, understood.file.table
    orders, lines, products = batch.orders, batch.lines, batch.products
    shown = []
    for place in range(min(SHOWN_ROWS, len(lines.order))):
        order, product = int(lines.order[place]), int(lines.product[place])
        person = batch.people[int(orders.person[order])] if orders.person[order] >= 0 else None
        keys = (*person.external, *person.emails, person.phone) if person else ("",)
        shown.append(
            PreviewRow(
                line=table.line_of(int(lines.row[place])),
                order=orders.code[order],
                kind=KINDS[int(orders.kind[order])],
                status=STATUSES[int(orders.status[order])],
                placed_at=int(orders.placed_at[order]),
                customer=keys[0],
                customer_name=person.name if person else "",
                product=products.code[product],
                product_name=products.name[product],
                quantity_milli=int(lines.quantity_milli[place]),
                unit_price_e4=int(lines.unit_price_e4[place]),
                total_e4=int(lines.total_e4[place]),
                currency=orders.currency[order],
            )
        )
    return tuple(shown)
