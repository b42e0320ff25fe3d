"""Lists of those who must not be written to: unsubscribed, bounced, cleaned, complained."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.columns import Columns
from engine.importing.consents import ConsentPlan, Said, plan_consents
from engine.importing.customers import store_consents
from engine.importing.emails import clean_emails, masked
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.lenient_dates import LenientDates
from engine.importing.phones import read_phones
from engine.importing.report import RowCounts
from engine.importing.table import Factor
from engine.importing.value_words import consent_of, suppression_of
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress
from engine.store import journal, people
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_COLUMNS = (
    PreviewColumn("email", "text"), PreviewColumn("phone", "text"), PreviewColumn("status", "word"),
    PreviewColumn("date", "moment"),
)  # fmt: skip
#: What a list is of, by its file's name, where neither a column nor its source says so.
_BY_NAME = (
    ("bounced", re.compile(r"bounc|cleaned|invalid|undeliver|rebot|unzustell|退信|无效|不達", re.IGNORECASE)),
    ("complained", re.compile(r"complain|spam|abuse|plainte|beschwer|queja|投诉|举报|苦情", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Entry:
    """One address or number, why nothing may be sent to it, and since when (0: the list does not say)."""

    row: int
    address: str
    phone: str
    reason: str
    at: int


@dataclass(frozen=True)
class SuppressionComparison(Comparison):
    """What the list changes."""

    plan: ConsentPlan


@dataclass
class UnderstoodSuppressions(Understood):
    """A suppression list understood."""

    entries: list[Entry]

    @property
    def record_count(self) -> int:
        return len(self.entries)

    def compare(self, connection: Connection) -> SuppressionComparison:
        said = _said(connection, self.entries)
        customers = {number for _, number, _ in said if number}
        now = int(time.time())
        barred, rows = people.suppressed(connection), people.consents(connection, customers)
        plan = plan_consents([(number, word) for _, number, word in said], rows, barred, now)
        fates = ["unchanged"] * len(self.entries)
        for place, number, word in said:
            change = plan_consents([(number, word)], rows, barred, now)
            if change.suppressions:
                known = any(barred.get(one) for one, _ in change.suppressions)
                fates[place] = "updated" if known else "added"
            elif change.consents and fates[place] == "unchanged":
                fates[place] = "updated"
        counts = {fate: fates.count(fate) for fate in ("added", "updated", "unchanged")}
        return SuppressionComparison(RowCounts(**counts), RowCounts(read=len(fates), **counts), plan)

    def store(
        self,
        connection: Connection,
        comparison: SuppressionComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        plan = comparison.plan
        store_consents(connection, plan, self.file.source.channel)
        journal.changed(connection, run.import_id, plan.changes)
        for entity in ("consent", "suppression"):
            seen = [key for table, key in plan.seen if table == entity]
            journal.seen(connection, run.import_id, entity, seen)
        progress(1.0)
        known = len({number for number, _ in plan.consents})
        return [Text("import.note.suppressed_customers", {"n": known})] if known else []

    def preview(self, limit: int) -> PreviewTable:
        lines = tuple(
            PreviewLine(
                self.file.table.line_of(entry.row),
                (entry.address, entry.phone, f"import.suppression.{entry.reason}", entry.at or None),
            )
            for entry in self.entries[:limit]
        )
        return PreviewTable(_COLUMNS, lines)


class Suppressions:
    """The kind."""

    id = "suppressions"
    topics = frozenset({"customers", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        if mapped.columns.keys() & {"email", "phone"}:
            return None
        columns = ", ".join(match.header for match in mapped.matches)[:300]
        return Text("import.no_address_column", {"file": mapped.name, "columns": columns})

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodSuppressions:
        columns = Columns(mapped, setting)
        written = columns.raw("email")
        emails = written.map(clean_emails)
        phones = read_phones(columns.raw("phone"), None, setting.country)
        nothing = emails.blank() & phones.blank()
        hidden = nothing & masked(written)
        columns.reject(hidden, "email", "import.reason.masked_email")
        columns.reject(nothing & ~hidden & ~written.blank(), "email", "import.reason.bad_email")
        named = "email" if columns.has("email") else "phone"
        numbers = columns.raw("phone")
        columns.reject(nothing & columns.usable & ~numbers.blank(), "phone", "import.reason.bad_phone")
        columns.reject(nothing & columns.usable, named, "import.reason.blank")
        moments = LenientDates(columns, mapped, setting, ("date",)).seconds("date")
        reasons = _reasons(columns, mapped.name)
        told = zip(_texts(emails), _texts(phones), reasons, moments, strict=True)
        entries, stay = [], []
        for row, (address, phone, reason, at) in enumerate(told):
            if columns.usable[row] and reason:
                entries.append(Entry(row, address, phone, reason, at or 0))
            elif columns.usable[row]:
                stay.append(row)
        aside = {"import.set_aside.not_suppressed": np.array(stay, np.int64)} if stay else {}
        progress(1.0)
        return UnderstoodSuppressions(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside=aside, notes=[], questions=columns.questions, entries=entries,
        )  # fmt: skip


KIND = Suppressions()


def _reasons(columns: Columns, file_name: str) -> list[str]:
    """Why each row stands on the list; empty for one that may be written to."""
    usual = next((reason for reason, pattern in _BY_NAME if pattern.search(file_name)), "unsubscribed")
    status = columns.raw("status")
    words = status.values.to_pylist()
    told = [suppression_of(word) or (usual if consent_of(word) in ("", "no") else "") for word in words]
    return [told[code] for code in status.codes.tolist()]


def _said(connection: Connection, entries: Sequence[Entry]) -> list[tuple[int, int, Said]]:
    """(place of the entry, customer or 0, what it says) for everyone whom an entry speaks of."""
    emails: dict[str, list[int]] = {}
    for address, number in people.customers_with_email(connection, (entry.address for entry in entries)):
        emails.setdefault(address, []).append(number)
    phones: dict[str, list[int]] = {}
    for phone, number in people.customers_with_phone(connection, (entry.phone for entry in entries)):
        phones.setdefault(phone, []).append(number)
    said = []
    for place, entry in enumerate(entries):
        if entry.address:
            word = Said("email", "no", entry.at, (entry.address,), entry.reason)
            found = emails.get(entry.address)
        else:
            word = Said("sms", "no", entry.at, (entry.phone,), entry.reason)
            found = phones.get(entry.phone)
        said += [(place, number, word) for number in found or (0,)]
    return said


def _texts(column: Factor) -> list[str]:
    values = column.values.to_pylist()
    return [values[code] for code in column.codes.tolist()]
