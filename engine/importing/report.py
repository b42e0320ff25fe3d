"""What an import did, said so that it can be checked: every row and every unit of money is accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, field, replace
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
class ForeignMoney:
    """The same sums of the rows in one other currency, in that currency's 1/10,000, and their orders."""

    currency: str
    orders: int
    read_e4: int
    stored_e4: int
    set_aside_e4: int
    rejected_e4: int
    discounts_e4: int

    def to_json(self) -> dict[str, Any]:
        """The sums as decimal strings."""
        sums = (self.read_e4, self.stored_e4, self.set_aside_e4, self.rejected_e4, self.discounts_e4)
        return {**_said(sums, self.currency), "orders": self.orders}


@dataclass(frozen=True)
class MoneyTotals:
    """Sums of quantity × price in 1/10,000: ``read`` = ``stored`` + ``set_aside`` + ``rejected`` +
    ``discounts``; of the rows in ``currency`` only, the others' are in ``foreign``, each on its own.

    ``stored`` is what the shop holds of this file's rows, whether this import put it there or an earlier one;
    ``discounts`` is what orders' own discounts took off their lines.
    """

    read_e4: int
    stored_e4: int
    set_aside_e4: int
    rejected_e4: int
    discounts_e4: int
    currency: str
    foreign: tuple[ForeignMoney, ...] = ()

    @classmethod
    def from_store(cls, stored: Sequence[Any]) -> MoneyTotals:
        """The totals that ``astuple`` wrote."""
        read, kept, aside, rejected, discounts, currency, *more = stored
        foreign = tuple(ForeignMoney(*one) for one in more[0]) if more else ()
        return cls(read, kept, aside, rejected, discounts, currency, foreign)

    def to_json(self) -> dict[str, Any]:
        """The sums as decimal strings."""
        sums = (self.read_e4, self.stored_e4, self.set_aside_e4, self.rejected_e4, self.discounts_e4)
        said = _said(sums, self.currency)
        return {**said, "foreign": [one.to_json() for one in self.foreign]} if self.foreign else said


def _said(sums: Sequence[int], currency: str) -> dict[str, Any]:
    names = ("read", "stored", "set_aside", "rejected", "discounts")
    said: dict[str, Any] = {
        name: decimal_string(value, currency or "XXX") for name, value in zip(names, sums, strict=True)
    }
    return {**said, "currency": currency}


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
    """The result of one table. ``import_id`` is None for a dry run; that of the earlier import for a known
    file. ``records`` counts the things that its rows speak of (orders, customers, …), ``money`` is None for
    kinds that carry none.
    """

    file: str
    kind: str
    source: str
    import_id: int | None
    rows: RowCounts
    records: RowCounts
    set_aside: tuple[tuple[Text, int], ...]
    rejected: tuple[RejectedCell, ...]
    money: MoneyTotals | None
    notes: tuple[Text, ...]
    customers: int = 0
    products: int = 0
    dry_run: bool = False
    reading: dict[str, Any] = field(default_factory=dict)
    #: Why nothing of the file could be imported; None: it was.
    problem: Text | None = None

    @classmethod
    def failed(cls, file: str, problem: Text) -> ImportReport:
        """The report of a file that could not be imported, among others that could."""
        return cls(file, "", "", None, RowCounts(), RowCounts(), (), (), None, (), problem=problem)

    def to_json(self, language: str = "en") -> dict[str, Any]:
        """As the command line prints it; reasons and notes in ``language``."""
        return {
            **self._plain(),
            **({"orders": self.records.to_json()} if self.kind == "orders" else {}),
            "money": self.money.to_json() if self.money else None,
            "set_aside": [{"reason": reason.say(language), "rows": rows} for reason, rows in self.set_aside],
            "rejected": [cell.to_json(language) for cell in self.rejected],
            "notes": [note.say(language) for note in self.notes],
        }

    def to_store(self) -> dict[str, Any]:
        """As the shop file keeps it: texts stay keys and facts, so that any language can say them later."""
        return {
            **self._plain(),
            "money": list(astuple(self.money)) if self.money else None,
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
            "records": self.records.to_json(),
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
            records=RowCounts(**records_of(stored)),
            set_aside=tuple((Text.from_json(reason), rows) for reason, rows in stored["set_aside"]),
            rejected=tuple(
                RejectedCell(line, column, value, Text.from_json(reason))
                for line, column, value, reason in stored["rejected"]
            ),
            money=MoneyTotals.from_store(stored["money"]) if stored["money"] else None,
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
            records=unchanged(self.records),
            customers=0,
            products=0,
            notes=notes,
        )


def records_of(stored: dict[str, Any]) -> dict[str, int]:
    """The counts of records in a stored report; shops of the first version called them orders."""
    return dict(stored["records"] if "records" in stored else stored["orders"])


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
    records: RowCounts

    def to_json(self) -> dict[str, Any]:
        """The record for the command line."""
        return {
            "id": self.id, "file": self.file, "kind": self.kind, "source": self.source, "at": self.at,
            "state": self.state, "rows": self.rows.to_json(), "records": self.records.to_json(),
        }  # fmt: skip


@dataclass(frozen=True)
class ImportDetails:
    """One import with its whole report, every rejected cell kept, and how the file was read."""

    record: ImportRecord
    report: ImportReport
    rejected: tuple[RejectedCell, ...]
