"""What an import did, said so that it can be checked: every row and every unit of money is accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from engine.money import decimal_string
from engine.words import Text

#: Rejected cells that a report carries along; the shop file keeps more (``import_details``).
SHOWN_REJECTS = 1_000


@dataclass(frozen=True)
class RowCounts:
    """Rows of the file: ``read`` is the sum of the others."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    rejected: int = 0

    def to_json(self) -> dict[str, int]:
        """The counts by name."""
        return {
            "read": self.read, "added": self.added, "updated": self.updated, "unchanged": self.unchanged,
            "set_aside": self.set_aside, "rejected": self.rejected,
        }  # fmt: skip


@dataclass(frozen=True)
class MoneyTotals:
    """Sums of quantity × price in 1/10,000: ``read`` = ``stored`` + ``set_aside`` + ``rejected`` +
    ``discounts``.

    ``stored`` is what the shop holds of this file's rows, whether this import put it there or an earlier one;
    ``discounts`` is what orders' own discounts took off their lines.
    """

    read_e4: int
    stored_e4: int
    set_aside_e4: int
    rejected_e4: int
    discounts_e4: int
    currency: str

    def to_json(self) -> dict[str, str]:
        """The sums as decimal strings."""
        names = ("read", "stored", "set_aside", "rejected", "discounts")
        values = (self.read_e4, self.stored_e4, self.set_aside_e4, self.rejected_e4, self.discounts_e4)
        said = {
            name: decimal_string(value, self.currency or "XXX")
            for name, value in zip(names, values, strict=True)
        }
        return {**said, "currency": self.currency}


@dataclass(frozen=True)
class RejectedCell:
    """One cell that could not be stored: its physical line, its column's own name, and why."""

    line: int
    column: str
    value: str
    reason: Text

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """The cell for the command line."""
        return {
            "row": self.line,
            "column": self.column,
            "value": self.value,
            "reason": self.reason.say(language),
        }


@dataclass(frozen=True)
class ImportReport:
    """The result of one file. ``import_id`` is None for a dry run; that of the earlier import for a known
    file.
    """

    file: str
    kind: str
    source: str
    import_id: int | None
    rows: RowCounts
    orders: RowCounts
    set_aside: tuple[tuple[Text, int], ...]
    rejected: tuple[RejectedCell, ...]
    money: MoneyTotals
    notes: tuple[Text, ...]
    customers: int = 0
    products: int = 0
    dry_run: bool = False
    reading: dict[str, Any] = field(default_factory=dict)

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """As the command line prints it; reasons and notes in ``language``."""
        return {
            **self._plain(),
            "money": self.money.to_json(),
            "set_aside": [{"reason": reason.say(language), "rows": rows} for reason, rows in self.set_aside],
            "rejected": [cell.to_json(language) for cell in self.rejected],
            "notes": [note.say(language) for note in self.notes],
        }

    def to_store(self) -> dict[str, Any]:
        """As the shop file keeps it: texts stay keys and facts, so that any language can say them later."""
        return {
            **self._plain(),
            "money": [
                self.money.read_e4, self.money.stored_e4, self.money.set_aside_e4, self.money.rejected_e4,
                self.money.discounts_e4, self.money.currency,
            ],
            "set_aside": [[reason.to_json(), rows] for reason, rows in self.set_aside],
            "rejected": [
                [cell.line, cell.column, cell.value, cell.reason.to_json()] for cell in self.rejected
            ],
            "notes": [note.to_json() for note in self.notes],
        }  # fmt: skip

    def _plain(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "kind": self.kind,
            "source": self.source,
            "import_id": self.import_id,
            "dry_run": self.dry_run,
            "rows": self.rows.to_json(),
            "orders": self.orders.to_json(),
            "customers": self.customers,
            "products": self.products,
            "reading": self.reading,
        }

    @classmethod
    def from_store(cls, stored: dict[str, Any]) -> ImportReport:
        """The report that ``to_store`` wrote."""
        return cls(
            file=stored["file"],
            kind=stored["kind"],
            source=stored["source"],
            import_id=stored["import_id"],
            rows=RowCounts(**stored["rows"]),
            orders=RowCounts(**stored["orders"]),
            set_aside=tuple((Text.from_json(reason), rows) for reason, rows in stored["set_aside"]),
            rejected=tuple(
                RejectedCell(line, column, value, Text.from_json(reason))
                for line, column, value, reason in stored["rejected"]
            ),
            money=MoneyTotals(*stored["money"]),
            notes=tuple(Text.from_json(note) for note in stored["notes"]),
            customers=stored["customers"],
            products=stored["products"],
            dry_run=stored["dry_run"],
            reading=stored["reading"],
        )

    def seen_again(self, file: str) -> ImportReport:
        """The report of importing the very same file once more: everything that was stored is unchanged."""

        def unchanged(counts: RowCounts) -> RowCounts:
            kept = counts.added + counts.updated + counts.unchanged
            return replace(counts, added=0, updated=0, unchanged=kept)

        notes = (Text("import.note.known_file", {"id": self.import_id}), *self.notes)
        return replace(
            self,
            file=file,
            rows=unchanged(self.rows),
            orders=unchanged(self.orders),
            customers=0,
            products=0,
            notes=notes,
        )


@dataclass(frozen=True)
class ImportRecord:
    """One line of the import history; times are epoch seconds."""

    id: int
    file: str
    kind: str
    source: str
    at: int
    state: str
    rows: RowCounts
    orders: RowCounts
    #: Why it cannot be undone any more; None where it can.
    kept_because: Text | None = None

    def to_json(self) -> dict[str, Any]:
        """The record for the command line."""
        return {
            "id": self.id, "file": self.file, "kind": self.kind, "source": self.source, "at": self.at,
            "state": self.state, "rows": self.rows.to_json(), "orders": self.orders.to_json(),
        }  # fmt: skip


@dataclass(frozen=True)
class ImportDetails:
    """One import with its whole report, every rejected cell kept, and how the file was read."""

    record: ImportRecord
    report: ImportReport
    rejected: tuple[RejectedCell, ...]
