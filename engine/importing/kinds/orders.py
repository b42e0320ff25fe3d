"""Order files: lines with articles, quantities and prices, or one row for a whole order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from engine.importing import comparing, storing
from engine.importing.amounts import currencies_of
from engine.importing.assembling import assemble
from engine.importing.batch import KINDS, STATUSES, CleanRows, OrderBatch
from engine.importing.cleaning import clean
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.report import MoneyTotals, RowCounts
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable, Question
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_COLUMNS = (
    PreviewColumn("order", "text"), PreviewColumn("date", "moment"), PreviewColumn("customer", "text"),
    PreviewColumn("customer_name", "text"), PreviewColumn("product", "text"),
    PreviewColumn("product_name", "text"), PreviewColumn("quantity", "quantity"),
    PreviewColumn("unit_price", "money"), PreviewColumn("line_total", "money"),
    PreviewColumn("row_type", "word"), PreviewColumn("status", "word"),
)  # fmt: skip


@dataclass(frozen=True)
class OrderComparison(Comparison):
    """The comparison of the batch's orders besides the counts."""

    orders: comparing.Comparison


@dataclass
class UnderstoodOrders(Understood):
    """An order file understood; ``read_e4`` is the money of all its rows, whatever becomes of them."""

    rows: CleanRows
    batch: OrderBatch
    read_e4: int
    currency: str
    zone: ZoneInfo

    @property
    def record_count(self) -> int:
        return self.batch.orders.count

    @property
    def reading(self) -> dict[str, Any]:
        return {"date_order": self.rows.date_order, "decimal": self.rows.decimal}

    @property
    def money(self) -> MoneyTotals:
        stored = int(self.batch.lines.total_e4.sum())
        return MoneyTotals(
            read_e4=self.read_e4,
            stored_e4=stored,
            set_aside_e4=sum(int(self.rows.total_e4[which].sum()) for which in self.set_aside.values()),
            rejected_e4=int(self.rows.total_e4[~self.usable].sum()),
            discounts_e4=int(self.rows.total_e4[self.batch.lines.row].sum()) - stored,
            currency=self.currency,
        )

    def compare(self, connection: Connection) -> OrderComparison:
        found = comparing.compare(connection, self.batch.orders, self.file.source, self.zone)
        lines = np.diff(self.batch.orders.first_line)
        parts = {"added": found.new, "updated": found.changed, "unchanged": found.same}
        return OrderComparison(
            rows=RowCounts(**{name: int(lines[which].sum()) for name, which in parts.items()}),
            records=RowCounts(
                read=self.record_count, **{name: int(which.sum()) for name, which in parts.items()}
            ),
            orders=found,
        )

    def store(
        self,
        connection: Connection,
        comparison: OrderComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        storing.store_batch(
            connection, self.batch, comparison.orders, import_id=run.import_id, source=self.file.source,
            source_id=run.source_id, timezone=run.timezone, progress=progress,
        )  # fmt: skip
        return []

    def preview(self, limit: int) -> PreviewTable:
        batch, table = self.batch, self.file.table
        orders, lines, products = batch.orders, batch.lines, batch.products
        shown = []
        for place in range(min(limit, len(lines.order))):
            order, product = int(lines.order[place]), int(lines.product[place])
            person = batch.people[int(orders.person[order])] if orders.person[order] >= 0 else None
            keys = (*person.external, *person.emails, person.phone) if person else ("",)
            values = (
                orders.code[order], int(orders.placed_at[order]), keys[0], person.name if person else "",
                products.code[product], products.name[product], int(lines.quantity_milli[place]),
                int(lines.unit_price_e4[place]), int(lines.total_e4[place]),
                f"import.order.{KINDS[int(orders.kind[order])]}",
                f"import.status.{STATUSES[int(orders.status[order])]}",
            )  # fmt: skip
            shown.append(
                PreviewLine(table.line_of(int(lines.row[place])), values, currency=orders.currency[order])
            )
        return PreviewTable(_COLUMNS, tuple(shown), self.currency)


class Orders:
    """The kind."""

    id = "orders"
    topics = frozenset({"orders", "customers", "products", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        meanings = mapped.columns.keys() | mapped.constants.keys()
        told = {
            "file": mapped.name,
            "columns": ", ".join(match.header for match in mapped.matches)[:300],
        }
        if "date" not in meanings:
            return Text("import.no_date_column", told)
        if not meanings & {"unit_price", "line_total"}:
            return Text("import.no_money_column", told)
        if not meanings & {"product", "product_name"}:
            return Text("import.no_product_column", told)
        return None

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodOrders:
        rows = clean(
            mapped.table, mapped.matches, mapped.source, timezone=setting.timezone, currency=setting.currency,
            date_order=setting.answers.date_order, file=mapped.name, progress=part_of(progress, 0.0, 0.5),
        )  # fmt: skip
        read_e4 = int(rows.total_e4.sum())
        batch = assemble(rows, mapped.source, setting.currency, part_of(progress, 0.5, 1.0))
        questions = []
        if rows.date_question:
            asked = {"example": rows.date_question}
            questions.append(
                Question(
                    "date_order", Text("import.question.date_order", asked), ("dmy", "mdy"),
                    Text("import.date_order_unknown", {"file": mapped.name, **asked}),
                )
            )  # fmt: skip
        notes = list(batch.notes)
        incomplete = len(np.intersect1d(rows.order.codes[~rows.usable], rows.order.codes[batch.lines.row]))
        if incomplete:
            notes.insert(0, Text("import.note.incomplete", {"n": incomplete}))
        return UnderstoodOrders(
            file=mapped, usable=rows.usable, rejects=rows.rejects, reject_counts=rows.reject_counts,
            set_aside=batch.set_aside, notes=notes, questions=questions, rows=rows, batch=batch,
            read_e4=read_e4, currency=setting.currency, zone=ZoneInfo(setting.timezone),
        )  # fmt: skip


KIND = Orders()


def currency_of(mapped: MappedFile) -> str:
    """The currency that most of a file's rows name, in a column of their own or beside their amounts; empty
    where none does.
    """
    place = {meaning: match.index for meaning, match in mapped.columns.items()}
    names = ("currency", "unit_price", "line_total", "order_total", "order_paid", "price")
    meaning = next((name for name in names if name in place), None)
    if meaning is None:
        return mapped.constants.get("currency", "")
    column = mapped.table.column(place[meaning])
    votes: Counter[str] = Counter()
    rows = np.bincount(column.codes, minlength=len(column.values)).tolist()
    for group, count in zip(currencies_of(column.values, whole=meaning == "currency"), rows, strict=True):
        votes.update({group[0]: count} if group else {})
    return votes.most_common(1)[0][0] if votes else mapped.constants.get("currency", "")
