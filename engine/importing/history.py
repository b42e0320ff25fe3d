"""Earlier imports: their list, their reports, and taking any of them back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.importing.report import (
    ImportDetails,
    ImportRecord,
    ImportReport,
    RejectedCell,
    RowCounts,
    records_of,
)
from engine.jobs import Progress, no_progress, part_of
from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

#: What undoing an import may make stale.
_TOPICS = frozenset({"orders", "customers", "products", "campaigns", "imports"})
#: Tables as they are called in the words and on the command line.
_NAMES = {
    "orders": "orders", "customer": "customers", "product": "products", "visit": "visits",
    "review": "reviews", "outcome": "results",
}  # fmt: skip


@dataclass(frozen=True)
class UndoEffect:
    """What undoing an import changes, by orders, customers, products, visits, reviews and results.

    ``gone`` is what goes, ``kept`` what the import brought and what stays because a later file, other orders
    or the owner speak of it; ``restored`` orders are again as they were. ``money`` is what the orders that go
    add up to.
    """

    import_id: int
    file: str
    gone: dict[str, int]
    kept: dict[str, int]
    restored: int
    money: Money

    def sentences(self) -> tuple[Text, ...]:
        """The effect in words, one sentence a kind of thing."""
        said = []
        for name, number in self.gone.items():
            if number:
                total = {"total": self.money} if name == "orders" else {}
                said.append(Text(f"import.undo.{name}", {"n": number, **total}))
        if self.restored:
            said.append(Text("import.undo.restored", {"n": self.restored}))
        said += [
            Text(f"import.undo.kept_{name}", {"n": number}) for name, number in self.kept.items() if number
        ]
        return tuple(said) or (Text("import.undo.nothing"),)

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The effect for the command line."""
        return {
            "undone": self.import_id, "file": self.file, "removed": dict(self.gone), "kept": dict(self.kept),
            "restored_orders": self.restored, "money_removed": str(self.money.decimal),
            "currency": self.money.currency, "text": " ".join(one.say(language) for one in self.sentences()),
        }  # fmt: skip


def history(shop: Shop) -> list[ImportRecord]:
    """Every import, the newest first."""
    from engine.store import imports

    with shop.store.read() as connection:
        return [_record(row) for row in imports.runs(connection)]


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
        return ImportDetails(_record(row), ImportReport.from_store(json.loads(row[6])), tuple(cells))


def what_undo_changes(shop: Shop, import_id: int) -> UndoEffect:
    """What ``undo_import`` would do; reads only, and raises what it would raise."""
    from engine.store import undo_effect

    with shop.store.read() as connection:
        row = _standing(connection, import_id)
        found = undo_effect.effect(connection, import_id)
    return UndoEffect(
        import_id, row[1],
        gone={name: found[table][0] for table, name in _NAMES.items()},
        kept={name: found[table][1] for table, name in _NAMES.items()},
        restored=found["restored"][0], money=Money(found["money"][0], shop.settings.currency),
    )  # fmt: skip


def undo_import(shop: Shop, *, import_id: int, progress: Progress = no_progress) -> Changes:
    """Take an import back, also after others: the shop is as if its file had never come. All or nothing.

    Raises ``import.unknown_import`` or ``import.already_undone``.
    """
    from engine.customers.merging import join_again, split_merges_of
    from engine.importing.payments import relink_payments
    from engine.importing.relinking import relink
    from engine.store import consents, imports, loading, mending, rates, refund_links, taking_back, undo
    from engine.store.rollup_changes import kept_up

    with shop.store.write() as connection:
        _standing(connection, import_id)
        lines = taking_back.line_count(connection, import_id)
        totals = part_of(progress, 0.6, 1.0)
        with (
            loading.watched(connection, progress, 0.4),
            kept_up(connection, shop.settings.timezone, changing=lines, progress=totals),
        ):
            asked = consents.concerned(connection, import_id)
            joined = split_merges_of(connection, import_id)
            taking_back.pass_orders_on(connection, import_id)
            customers = taking_back.customers_concerned(connection, import_id)
            source_id = imports.source_of_run(connection, import_id)
            refund_links.unlink(connection, source_id, customers)
            refund_links.unlink_orders(connection, taking_back.orders_concerned(connection))
            progress(0.1)
            restored = taking_back.take_orders_back(connection, import_id)
            taking_back.take_events_back(connection, import_id)
            progress(0.4)
            mended = mending.mend_rows(connection, import_id)
            rates.rebase(connection, restored)
            relink(connection, source_id, customers)
            relink_payments(connection)
            left = taking_back.take_unused_back(connection, import_id)
            mending.mend_keys(connection, mended, left.unheld["customer"])
            mending.mend_words(connection, import_id, mended, left.given)
            taking_back.forget_journal(connection, import_id)
            settled = consents.settle_without(connection, asked)
            join_again(connection, joined)
            if mended.consents or settled or left.gone["customer"]:
                # They would put back an older answer, or what belongs to customers who are gone.
                undo.forget(connection, "customers", "campaigns")
    return Changes(_TOPICS)


def _standing(connection: Connection, import_id: int) -> tuple[Any, ...]:
    """The import as the history lists it, if it can be undone."""
    from engine.store import imports

    row = imports.run(connection, import_id)
    if row is None:
        raise ClienteleError("import.unknown_import", id=import_id)
    if row[5] == "undone":
        raise ClienteleError("import.already_undone", id=import_id, file=row[1])
    return row


def _record(row: tuple[Any, ...]) -> ImportRecord:
    number, file, kind, channel, at, state, report = row
    told = json.loads(report)
    return ImportRecord(
        number, file, kind, channel, at, state, RowCounts(**told["rows"]), RowCounts(**records_of(told))
    )
