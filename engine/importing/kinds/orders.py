"""Order files: lines with articles, quantities and prices, or one row for a whole order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from engine.errors import ClienteleError
from engine.importing import comparing, storing
from engine.importing.amounts import currencies_of
from engine.importing.assembling import assemble
from engine.importing.batch import KINDS, STATUSES, CleanRows, OrderBatch
from engine.importing.cleaning import clean
from engine.importing.currencies import codes
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.order_currency import AMOUNTS, named_by_columns
from engine.importing.order_money import money_of
from engine.importing.report import MoneyTotals, RowCounts
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable, Question
from engine.jobs import Progress, no_progress, part_of
from engine.store import order_facts, rates, rollups
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_WAITING = "import.set_aside.waiting"
_MONEY = frozenset({"unit_price", "line_total", "order_total", "order_paid", "order_subtotal"})
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
    """An order file understood; ``setting`` is the shop's part in it."""

    rows: CleanRows
    batch: OrderBatch
    setting: Setting
    zone: ZoneInfo

    @property
    def record_count(self) -> int:
        return self.batch.orders.count

    @property
    def reading(self) -> dict[str, Any]:
        return {"date_order": self.rows.date_order, "decimal": self.rows.decimal}

    @property
    def money(self) -> MoneyTotals:
        return money_of(self.rows, self.batch, self.set_aside, self.usable, self.setting.currency)

    def together(self, rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        codes = self.rows.order.codes
        concerned = np.zeros(len(self.rows.order.values), bool)
        concerned[codes[rows]] = True
        # Rows without an order number have none in common.
        concerned &= np.asarray(self.rows.order.values.to_numpy(zero_copy_only=False) != "", bool)
        return np.asarray(rows | concerned[codes], bool)

    def compare(self, connection: Connection) -> OrderComparison:
        self.set_aside.pop(_WAITING, None)
        found = comparing.compare(connection, self.batch, self.file.source, self.zone)
        rows = self.batch.orders.row_count
        parts = {"added": found.new, "updated": found.changed, "unchanged": found.same}
        if found.waiting.any():
            waiting = found.waiting[self.batch.lines.order]
            self.set_aside[_WAITING] = np.unique(self.batch.lines.row[waiting])
        return OrderComparison(
            rows=RowCounts(**{name: int(rows[which].sum()) for name, which in parts.items()}),
            records=RowCounts(
                read=self.record_count, set_aside=int(found.waiting.sum()),
                **{name: int(which.sum()) for name, which in parts.items()},
            ),
            orders=found,
        )  # fmt: skip

    def store(
        self,
        connection: Connection,
        comparison: OrderComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        first_days = _give_rates(connection, self.batch, self.setting, self.zone)
        storing.store_batch(
            connection, self.batch, comparison.orders, import_id=run.import_id, source=self.file.source,
            source_id=run.source_id, timezone=run.timezone, progress=progress,
        )  # fmt: skip
        if first_days:
            rates.rebase_all(connection)
            rollups.refresh_rollups(connection, run.timezone)
        return _told_afterwards(connection, self.batch, comparison.orders, run.source_id)

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
        return PreviewTable(_COLUMNS, tuple(shown), self.setting.currency)


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
        undated = not mapped.source.general and "order" in meanings
        if "date" not in meanings and not undated:
            return Text("import.no_date_column", told)
        if not meanings & _MONEY:
            return Text("import.no_money_column", told)
        if not meanings & {"product", "product_name"} and not _tells_whole_orders(mapped):
            return Text("import.no_product_column", told)
        return None

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodOrders:
        rows = clean(mapped, setting, part_of(progress, 0.0, 0.5))
        batch = assemble(rows, mapped.source, setting.currency, part_of(progress, 0.5, 1.0), setting.country)
        notes = list(batch.notes)
        spoiled = rows.order.codes[~rows.usable]
        incomplete = len(np.intersect1d(spoiled, rows.order.codes[batch.lines.row])) if len(spoiled) else 0
        if incomplete:
            notes.insert(0, Text("import.note.incomplete", {"n": incomplete}))
        return UnderstoodOrders(
            file=mapped, usable=rows.usable, rejects=rows.rejects, reject_counts=rows.reject_counts,
            set_aside=batch.set_aside, notes=notes,
            questions=[*rows.questions, *_rate_questions(batch, setting)], rows=rows, batch=batch,
            setting=setting, zone=ZoneInfo(setting.timezone),
        )  # fmt: skip


KIND = Orders()


def _tells_whole_orders(mapped: MappedFile) -> bool:
    """Whether rows without a product are whole orders: they have numbers, totals or lists of articles."""
    telling = {"order", "item_list", "order_total", "order_paid", "order_subtotal"}
    return mapped.source.detail == "order" or bool(
        (mapped.columns.keys() | mapped.constants.keys()) & telling
    )


def _rate_questions(batch: OrderBatch, setting: Setting) -> list[Question]:
    """What other currencies are worth, for the owner who knows; no import waits for the answer."""
    if not setting.currency:
        return []
    uses = Counter(currency for currency in batch.orders.currency if currency != setting.currency)
    return [
        Question(
            f"rates.{currency}",
            Text("import.question.rate", {"ours": setting.currency, "theirs": currency, "n": count}),
        )
        for currency, count in uses.most_common()
        if currency
    ]


def _give_rates(connection: Connection, batch: OrderBatch, setting: Setting, zone: ZoneInfo) -> bool:
    """Keep the rates that the owner gave with the file: for all days where there was none, else from the
    file's first order in that currency on.
    """
    from engine.rates import parse_rate

    known = {row[0] for row in rates.all_rates(connection)}
    given = {
        code.upper(): rate for code, rate in setting.answers.rates.items() if code.upper() != setting.currency
    }
    for currency, rate in given.items():
        if currency not in codes():
            raise ClienteleError("store.bad_currency", code=currency)
        days = [
            moment
            for moment, one in zip(batch.orders.placed_at.tolist(), batch.orders.currency, strict=True)
            if one == currency
        ]
        first = datetime.fromtimestamp(min(days), UTC).astimezone(zone).date().isoformat() if days else ""
        day = first if currency in known and first else rates.ALWAYS
        rates.set_rate(connection, currency, day, parse_rate(currency, rate, setting.currency))
    return bool(given)


def _told_afterwards(
    connection: Connection, batch: OrderBatch, found: comparing.Comparison, source_id: int
) -> list[Text]:
    """What storing showed: payments of known orders, currencies without a rate, orders that wait."""
    notes = []
    paying = order_facts.paying_count(connection, source_id, batch.orders.code)
    if paying:
        notes.append(Text("import.note.payments", {"n": paying}))
    for use in rates.currency_uses(connection):
        if use.waiting and use.currency in set(batch.orders.currency):
            notes.append(Text("import.note.needs_rate", {"n": use.waiting, "currency": use.currency}))
    waiting = int(found.waiting.sum())
    if waiting:
        notes.append(Text("import.note.waiting", {"n": waiting}))
    return notes


def currency_of(mapped: MappedFile) -> str:
    """The currency that most of a file's rows name, in a column of their own or beside their amounts, or that
    its columns or its source name; empty where none does.
    """
    place = {meaning: match.index for meaning, match in mapped.columns.items()}
    meaning = next((name for name in ("currency", *AMOUNTS) if name in place), None)
    votes: Counter[str] = Counter()
    if meaning is not None:
        column = mapped.table.column(place[meaning])
        rows = np.bincount(column.codes, minlength=len(column.values)).tolist()
        for group, count in zip(currencies_of(column.values, whole=meaning == "currency"), rows, strict=True):
            votes.update({group[0]: count} if group else {})
    return votes.most_common(1)[0][0] if votes else next(iter(named_by_columns(mapped)), "")
