"""Campaign results: what mailing services report of each recipient, joined to the campaign as exported.

A recipient is found by the key that our export gave them, else by the campaign's name and the address, or
customer number, that was exported. Whoever left, complained or cannot be reached is never written to again,
whether or not they were a recipient.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import ClienteleError
from engine.importing.columns import Columns
from engine.importing.consents import ConsentPlan, Said, plan_consents
from engine.importing.customers import store_consents
from engine.importing.emails import clean_email
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.report import RowCounts
from engine.importing.result_matching import Recipients, campaign_of
from engine.importing.result_rows import EVENTS, LOST, ResultRows, read_results
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress, part_of
from engine.store import journal, people, results, undo
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

NOT_RECIPIENT = "import.set_aside.not_recipient"
_WHO = frozenset({"recipient", "email", "customer"})
_WHAT = frozenset({"event", "order", "amount", *(name for pair in EVENTS.values() for name in pair)})
_COLUMNS = (
    PreviewColumn("campaign", "text"), PreviewColumn("recipient", "text"), PreviewColumn("email", "text"),
    PreviewColumn("event", "word"), PreviewColumn("date", "moment"), PreviewColumn("amount", "money"),
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """One thing that happened to a recipient."""

    campaign_id: int
    customer_id: int
    kind: str
    at: int
    order: str
    amount_e4: int

    @property
    def key(self) -> tuple[int, int, str, int]:
        """What no two outcomes share."""
        return self.campaign_id, self.customer_id, self.kind, self.at


@dataclass(frozen=True)
class ResultComparison(Comparison):
    """What is new, the ids of what is there, whose consent ends."""

    new: list[Outcome]
    seen: list[int]
    campaigns: frozenset[int]
    consents: ConsentPlan
    unknown_lost: int


@dataclass
class UnderstoodResults(Understood):
    """A report understood; ``campaign`` is the name that the owner gave or the file's name tells."""

    rows: ResultRows
    campaign: str
    currency: str
    date_order: str

    @property
    def record_count(self) -> int:
        return sum(int((which & self.usable).sum()) for which in self.rows.happened.values())

    @property
    def reading(self) -> dict[str, Any]:
        return {"date_order": self.date_order, **({"campaign": self.campaign} if self.campaign else {})}

    def compare(self, connection: Connection) -> ResultComparison:
        found = Recipients(
            list(results.addressees(connection)), results.exported_campaigns(connection), self.campaign,
            self.rows,
        )  # fmt: skip
        active = self.usable.copy()
        for which in self.rows.set_aside.values():
            active[which] = False
        who = [found.of(self.rows, row) if active[row] else None for row in range(len(active))]
        strangers = np.array(
            [row for row, person in enumerate(who) if person is None and active[row]], np.int64
        )
        if len(strangers):
            # Only the shop knows whom it wrote to.
            self.set_aside[NOT_RECIPIENT] = strangers
        known = results.stored_outcomes(connection, {person.campaign_id for person in who if person})
        dates = {(campaign, customer, kind) for campaign, customer, kind, _ in known}
        new: dict[tuple[int, int, str, int], Outcome] = {}
        seen: set[int] = set()
        counts = dict.fromkeys(("added", "updated", "unchanged"), 0)
        for row, person in enumerate(who):
            if person is None:
                continue
            fresh = old = 0
            for outcome, dated in self._outcomes(row, person, found.exported_at[person.campaign_id]):
                there = known.get(outcome.key)
                if there is not None:
                    seen.add(there)
                elif (not dated and outcome.key[:3] in dates) or outcome.key in new:
                    seen.update(number for key, number in known.items() if key[:3] == outcome.key[:3])
                else:
                    new[outcome.key] = outcome
                    fresh += 1
                    continue
                old += 1
            counts["added" if not old else "updated" if fresh else "unchanged"] += 1
        consents, unknown = self._consents(connection, who, active)
        records = RowCounts(read=len(new) + len(seen), added=len(new), unchanged=len(seen))
        campaigns = frozenset(person.campaign_id for person in who if person)
        return ResultComparison(
            RowCounts(**counts), records, list(new.values()), sorted(seen), campaigns, consents, unknown
        )

    def _outcomes(
        self, row: int, person: results.Addressee, exported_at: int
    ) -> Iterator[tuple[Outcome, bool]]:
        """(what happened, whether the report says when) of one row."""
        rows = self.rows
        for kind, which in rows.happened.items():
            if not which[row]:
                continue
            at = int(rows.at[kind][row])
            bought = kind == "ordered"
            yield Outcome(
                person.campaign_id, person.customer_id, kind, at if at >= 0 else exported_at,
                rows.order[row] if bought else "", int(rows.amount_e4[row]) if bought else 0,
            ), at >= 0  # fmt: skip

    def _consents(
        self,
        connection: Connection,
        who: list[results.Addressee | None],
        active: NDArray[np.bool_],
    ) -> tuple[ConsentPlan, int]:
        """(whose consent ends and which addresses are closed; how many of them were no recipients')."""
        rows = self.rows
        said: list[tuple[int, Said]] = []
        strangers = set()
        lost = np.flatnonzero(np.logical_or.reduce(list(rows.lost.values())) & active).tolist()
        owners = dict(people.customers_with_email(connection, filter(None, map(rows.address, lost))))
        for row in lost:
            person, address = who[row], rows.address(row)
            then = (address, person.email, person.email_now) if person else (address,)
            listed = tuple(dict.fromkeys(filter(None, map(clean_email, then))))
            number = person.customer_id if person else owners.get(address, 0)
            if person is None and listed:
                strangers.add(address)
            for kind in LOST:
                if rows.lost[kind][row] and (listed or number):
                    at = max(int(rows.at[kind][row]), 0)
                    said.append((number, Said("email", "no", at, listed, kind)))
        stored = people.consents(connection, {number for number, _ in said if number})
        now = int(time.time())
        return plan_consents(said, stored, people.suppressed(connection), now), len(strangers)

    def store(
        self,
        connection: Connection,
        comparison: ResultComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        orders = results.orders_by_code(connection, {one.order for one in comparison.new if one.order})
        results.add_outcomes(
            connection,
            [
                (*one.key, orders.get((one.order, one.customer_id)), one.amount_e4, run.import_id)
                for one in comparison.new
            ],
        )
        progress(0.5)
        journal.seen(connection, run.import_id, "outcome", comparison.seen)
        waiting = [
            campaign.id
            for campaign in results.exported_campaigns(connection)
            if campaign.id in comparison.campaigns and campaign.state == "exported"
        ]
        results.results_are_in(connection, waiting)
        consents = comparison.consents
        store_consents(connection, consents, self.file.source.channel)
        changes = [("campaign", {"id": campaign}, {"state": "exported"}) for campaign in waiting]
        journal.changed(connection, run.import_id, [*changes, *consents.changes])
        for entity in ("consent", "suppression"):
            keys = [key for table, key in consents.seen if table == entity]
            journal.seen(connection, run.import_id, entity, keys)
        journal.seen(connection, run.import_id, "campaign", comparison.campaigns - set(waiting))
        # What they would put back is no longer what the shop knows.
        undo.forget(connection, "campaigns")
        progress(1.0)
        notes = []
        closed = {one for one, _ in consents.suppressions}
        if closed:
            notes.append(Text("import.note.lost_addresses", {"n": len(closed)}))
        if comparison.unknown_lost:
            notes.append(Text("import.note.lost_strangers", {"n": comparison.unknown_lost}))
        return notes

    def preview(self, limit: int) -> PreviewTable:
        rows = self.rows
        lines: list[PreviewLine] = []
        for row in np.flatnonzero(self.usable).tolist():
            for kind, which in rows.happened.items():
                if which[row] and len(lines) < limit:
                    at = int(rows.at[kind][row])
                    values = (
                        rows.campaign[row] or self.campaign, rows.recipient[row], rows.email[row],
                        f"import.result.{kind}", at if at >= 0 else None,
                        (int(rows.amount_e4[row]) or None) if kind == "ordered" else None,
                    )  # fmt: skip
                    lines.append(PreviewLine(self.file.table.line_of(row), values))
            if len(lines) >= limit:
                break
        return PreviewTable(_COLUMNS, tuple(lines), self.currency)


class Results:
    """The kind."""

    id = "results"
    topics = frozenset({"campaigns", "customers", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        told = {"file": mapped.name, "columns": ", ".join(match.header for match in mapped.matches)[:300]}
        if not mapped.columns.keys() & _WHO:
            return Text("import.no_recipient_column", told)
        if not (mapped.columns.keys() | mapped.constants.keys()) & _WHAT:
            return Text("import.no_result_column", told)
        return None

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodResults:
        """Raises ``import.no_campaign`` where the shop has exported none."""
        if setting.campaigns is not None and not setting.campaigns:
            raise ClienteleError("import.no_campaign", file=mapped.name)
        columns = Columns(mapped, setting)
        rows = read_results(columns, setting.currency, part_of(progress, 0.0, 1.0))
        told = zip(rows.recipient, rows.email, rows.customer, strict=True)
        nobody = np.array([not any(row) for row in told], bool)
        who = next(name for name in ("email", "recipient", "customer") if columns.has(name))
        columns.reject(nobody, who, "import.reason.blank")
        for reason, which in list(rows.set_aside.items()):
            rows.set_aside[reason] = which[columns.usable[which]]
        campaign, question, note = campaign_of(mapped.name, rows, setting.answers.campaign, setting.campaigns)
        set_aside = {reason: which for reason, which in rows.set_aside.items() if len(which)}
        return UnderstoodResults(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside=set_aside, notes=[*rows.notes, *([note] if note else [])],
            questions=[*columns.questions, *([question] if question else [])], rows=rows, campaign=campaign,
            currency=setting.currency, date_order=columns.date_order,
        )  # fmt: skip


KIND = Results()
