"""Customer lists: of shop programs, of mailing services, and those that owners keep themselves."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.address import address_hash
from engine.importing.columns import Columns
from engine.importing.customer_rows import CustomerRecord, read_customers
from engine.importing.customers import PeoplePlan, Told, plan_people, store_told
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.report import RowCounts
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress
from engine.store import loading, people, rollup_changes
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_ERASED = "import.set_aside.erased"
_COLUMNS = (
    PreviewColumn("customer", "text"), PreviewColumn("email", "text"), PreviewColumn("customer_name", "text"),
    PreviewColumn("phone", "text"), PreviewColumn("street", "text"), PreviewColumn("postcode", "text"),
    PreviewColumn("city", "text"), PreviewColumn("country", "text"), PreviewColumn("company", "text"),
    PreviewColumn("birthday", "day"), PreviewColumn("gender", "text"), PreviewColumn("language", "text"),
    PreviewColumn("consent", "word"), PreviewColumn("consent_sms", "word"),
    PreviewColumn("joined_at", "moment"), PreviewColumn("note", "text"),
)  # fmt: skip


@dataclass(frozen=True)
class CustomerComparison(Comparison):
    """The plan for the records that are not set aside."""

    records_kept: list[CustomerRecord]
    told: list[Told]
    plan: PeoplePlan
    at: int


@dataclass
class UnderstoodCustomers(Understood):
    """A customer list understood."""

    people: list[CustomerRecord]

    @property
    def record_count(self) -> int:
        return len(self.people)

    def compare(self, connection: Connection) -> CustomerComparison:
        barred = people.suppressed(connection)
        erased = {one for one, reasons in barred.items() if "erased" in reasons}
        kept = [record for record in self.people if not erased & set(map(address_hash, record.emails))]
        aside = [row for record in self.people if record not in kept for row in record.rows] if erased else []
        self.set_aside.pop(_ERASED, None)
        if aside:
            self.set_aside[_ERASED] = np.array(sorted(aside), np.int64)
        at = int(time.time())
        told = [_told(record) for record in kept]
        source = loading.find_source(connection, self.file.source.channel)
        plan = plan_people(connection, source, told, at)
        counts = dict.fromkeys(("added", "updated", "unchanged"), 0)
        rows = dict(counts)
        for place, record in enumerate(kept):
            number = plan.ids[place]
            what = "added" if not number else "updated" if plan.changed(place) else "unchanged"
            counts[what] += 1
            rows[what] += len(record.rows)
        return CustomerComparison(
            RowCounts(**rows), RowCounts(read=len(kept), **counts), kept, told, plan, at
        )

    def store(
        self,
        connection: Connection,
        comparison: CustomerComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        plan = comparison.plan
        with rollup_changes.kept_up(connection, run.timezone, progress=progress):
            store_told(
                connection, plan, comparison.told, import_id=run.import_id, source_id=run.source_id,
                channel=self.file.source.channel, now=comparison.at,
            )  # fmt: skip
        notes = []
        if plan.merges:
            notes.append(Text("import.note.merged", {"n": len(plan.merges)}))
        if plan.consents.refused:
            notes.append(Text("import.note.still_no", {"n": len(plan.consents.refused)}))
        return notes

    def preview(self, limit: int) -> PreviewTable:
        lines = []
        for record in self.people[:limit]:
            told = record.fields
            customer = next((value for kind, value in record.keys if kind == "external"), "")
            said = {channel: f"import.consent.{word.status}" for channel, word in record.said.items()}
            extra = ", ".join(f"{name}: {value}" for name, value in record.attributes.items())
            values = (
                customer, told.get("email", ""), told.get("name", ""), told.get("phone", ""),
                told.get("street", ""), told.get("postcode", ""), told.get("city", ""),
                told.get("country", ""), told.get("company", ""), told.get("birthday"),
                told.get("gender", ""), told.get("language", ""), said.get("email"), said.get("sms"),
                record.joined_at, extra[:200],
            )  # fmt: skip
            lines.append(PreviewLine(self.file.table.line_of(record.rows[0]), values))
        used = [place for place in range(len(_COLUMNS)) if any(line.values[place] for line in lines)]
        return PreviewTable(
            tuple(_COLUMNS[place] for place in used),
            tuple(PreviewLine(line.line, tuple(line.values[place] for place in used)) for line in lines),
        )


class Customers:
    """The kind."""

    id = "customers"
    topics = frozenset({"customers", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        needed = {"customer", "email", "phone", "customer_name", "first_name", "last_name"}
        if mapped.columns.keys() & needed:
            return None
        columns = ", ".join(match.header for match in mapped.matches)[:300]
        return Text("import.no_person_column", {"file": mapped.name, "columns": columns})

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodCustomers:
        columns = Columns(mapped, setting)
        sheet = read_customers(columns, mapped, setting, progress)
        return UnderstoodCustomers(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside={}, notes=sheet.notes, questions=columns.questions, people=sheet.records,
        )  # fmt: skip


KIND = Customers()


def _told(record: CustomerRecord) -> Told:
    fields = {**record.fields, "attributes": record.attributes} if record.attributes else record.fields
    return Told(tuple(record.keys), fields, None, record.joined_at, tuple(record.said.values()))
