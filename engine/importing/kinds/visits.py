"""Behaviour logs: who looked at, searched for, put into the cart and bought what, and when.

A purchase here is something that somebody did, never an order: money comes from order files alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing.columns import Columns
from engine.importing.event_words import KINDS, event_of
from engine.importing.fingerprints import hash_of, numbered
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.mentions import Mentions, read_mentions, store_mentions
from engine.importing.report import RowCounts
from engine.importing.table import Factor
from engine.importing.texts import mix
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress, part_of
from engine.store import journal, loading, visits
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_COLUMNS = (
    PreviewColumn("date", "moment"), PreviewColumn("customer", "text"), PreviewColumn("event", "word"),
    PreviewColumn("product", "text"), PreviewColumn("category", "text"), PreviewColumn("query", "text"),
    PreviewColumn("seconds", "number"), PreviewColumn("session", "text"),
)  # fmt: skip
#: What tells that something happened, beside when.
_WHAT = frozenset({"event", "url", "session", "query", "seconds", "product", "product_name", "category"})
#: Nobody stays longer on a page; more is a mistake.
_LONGEST_SECONDS = 30 * 86_400


@dataclass(frozen=True)
class VisitComparison(Comparison):
    """Which rows are new (rows,), and the stored ids of those that are not."""

    new: NDArray[np.bool_]
    seen: NDArray[np.int64]


@dataclass
class Events:
    """Columns of the events, of shape (rows,); ``seconds`` is -1 where nobody counted, ``kind`` one of
    ``KINDS`` by place.
    """

    at: NDArray[np.int64]
    kind: NDArray[np.int8]
    seconds: NDArray[np.int64]
    session: Factor
    query: Factor
    category: Factor
    content_hash: NDArray[np.int64]


@dataclass
class UnderstoodVisits(Understood):
    """A behaviour log understood."""

    events: Events
    mentions: Mentions
    date_order: str

    @property
    def record_count(self) -> int:
        return int(self.usable.sum())

    @property
    def reading(self) -> dict[str, Any]:
        return {"date_order": self.date_order}

    def compare(self, connection: Connection) -> VisitComparison:
        stored, ids = visits.stored_hashes(connection)
        hashes = self.events.content_hash
        place = np.searchsorted(stored, hashes)
        known = np.zeros(len(hashes), bool)
        inside = place < len(stored)
        known[inside] = stored[place[inside]] == hashes[inside]
        new, known = self.usable & ~known, self.usable & known
        counts = {"added": int(new.sum()), "unchanged": int(known.sum())}
        return VisitComparison(
            RowCounts(**counts), RowCounts(read=self.record_count, **counts), new, ids[place[known]]
        )

    def store(
        self,
        connection: Connection,
        comparison: VisitComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        customer, product, notes = store_mentions(
            connection, self.mentions, comparison.new, run, self.file.source
        )
        progress(0.2)
        rows = np.flatnonzero(comparison.new)
        # By time, as people move through a shop, whatever the order of the file.
        rows = rows[np.argsort(self.events.at[rows], kind="stable")]
        first = loading.next_id(connection, "visit")
        chunks = self._rows(rows, customer, product, first, run.import_id)
        with visits.without_indexes(connection, apply=first == 1):
            done = 0
            for count in visits.add_visits(connection, chunks):
                done += count
                progress(0.2 + 0.6 * done / len(rows))
        progress(0.9)
        journal.seen(connection, run.import_id, "visit", comparison.seen.tolist())
        progress(1.0)
        return notes

    def _rows(
        self,
        rows: NDArray[np.int64],
        customer: NDArray[np.int64],
        product: NDArray[np.int64],
        first: int,
        import_id: int,
    ) -> Iterator[list[tuple[Any, ...]]]:
        events = self.events
        for start in range(0, len(rows), loading.CHUNK):
            some = rows[start : start + loading.CHUNK]
            columns = (
                range(first + start, first + start + len(some)),
                [number or None for number in customer[some].tolist()],
                [number or None for number in product[some].tolist()],
                [KINDS[kind] for kind in events.kind[some].tolist()],
                events.at[some].tolist(),
                [number if number >= 0 else None for number in events.seconds[some].tolist()],
                *(_texts(column, some) for column in (events.session, events.query, events.category)),
                events.content_hash[some].tolist(),
                [import_id] * len(some),
            )
            yield list(zip(*columns, strict=True))

    def preview(self, limit: int) -> PreviewTable:
        events, mentions = self.events, self.mentions
        rows = np.flatnonzero(self.usable)[:limit]
        session, query, category = (
            _texts(column, rows) for column in (events.session, events.query, events.category)
        )
        who = _texts(mentions.who, rows)
        lines = []
        for place, row in enumerate(rows.tolist()):
            thing = mentions.products[mentions.product[row]] if mentions.product[row] >= 0 else None
            values = (
                int(events.at[row]), who[place], f"import.event.{KINDS[events.kind[row]]}",
                thing.told["name"] if thing else "", category[place], query[place],
                int(events.seconds[row]) if events.seconds[row] >= 0 else None, session[place],
            )  # fmt: skip
            lines.append(PreviewLine(self.file.table.line_of(row), values))
        return PreviewTable(_COLUMNS, tuple(lines))


class Visits:
    """The kind."""

    id = "visits"
    topics = frozenset({"customers", "products", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        told = {"file": mapped.name, "columns": ", ".join(match.header for match in mapped.matches)[:300]}
        if "date" not in mapped.columns:
            return Text("import.no_moment_column", told)
        if not mapped.columns.keys() & _WHAT:
            return Text("import.no_event_column", told)
        return None

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodVisits:
        columns = Columns(mapped, setting)
        at, dated = columns.moments("date", "time")
        columns.reject(~dated & columns.usable, "date", "import.reason.blank")
        progress(0.4)
        mentions = read_mentions(columns, at)
        progress(0.6)
        events, notes = _events(columns, mapped, mentions, at, part_of(progress, 0.6, 1.0))
        return UnderstoodVisits(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside={}, notes=notes, questions=columns.questions, events=events, mentions=mentions,
            date_order=columns.date_order,
        )  # fmt: skip


KIND = Visits()


def _events(
    columns: Columns, mapped: MappedFile, mentions: Mentions, at: NDArray[np.int64], progress: Progress
) -> tuple[Events, list[Text]]:
    session, query = columns.text("session"), columns.text("query")
    category, address = columns.text("category"), columns.text("url")
    name = columns.text("event")
    told = [event_of(text, mapped.source.events) for text in name.values.to_pylist()]
    place = {kind: number for number, kind in enumerate(KINDS)}
    kind = np.array([place[one[0]] for one in told], np.int8)[name.codes]
    # Without a word for it, whoever searched for something searched, and everybody else looked.
    nameless = name.blank()
    kind = np.where(nameless, np.where(query.blank(), place["view"], place["search"]), kind).astype(np.int8)
    progress(0.3)
    label = Factor.of_texts([one[1] for one in told])
    label = Factor(label.codes[name.codes], label.values) if len(told) else columns.same("")
    thing = mentions.product >= 0
    for further in (address, label):
        empty = category.blank() & ~thing
        category = _either(category, further, empty)
    seconds = _durations(columns)
    progress(0.6)
    parts = [hash_of(column) for column in (mentions.who, mentions.what, name, session, query, category)]
    channel = hash_of(Factor.of_texts([mapped.source.channel]))[0]
    keys = mix(
        np.full(columns.rows, channel, np.uint64), at.astype(np.uint64), seconds.astype(np.uint64), *parts
    )
    # A row that cannot be stored must not take the number of one that can.
    content_hash = np.zeros(columns.rows, np.int64)
    content_hash[columns.usable] = numbered(keys[columns.usable])
    progress(1.0)
    notes = []
    strange = sorted(
        {text for text, one in zip(name.values.to_pylist(), told, strict=True) if text and not one[2]}
    )
    if strange:
        facts = {"n": len(strange), "words": ", ".join(strange[:10])}
        notes.append(Text("import.note.strange_events", facts))
    return Events(at, kind, seconds, session, query, category, content_hash), notes


def _durations(columns: Columns) -> NDArray[np.int64]:
    """Seconds spent, -1 where nobody counted; ``1:02:03`` is read too."""
    column = columns.raw("seconds")
    clocks = pc.match_substring_regex(column.values, r"^\s*\d{1,3}(:[0-5]?\d){1,2}(\.\d+)?\s*$")
    is_clock = np.asarray(clocks.to_numpy(zero_copy_only=False), bool)[column.codes]
    milli, known = columns.amounts(
        "seconds", scale=1_000, reason="import.reason.bad_duration", words=lambda text: ":" in text
    )
    wordy = pc.match_substring(column.values, ":").to_numpy(zero_copy_only=False)[column.codes]
    columns.reject(np.asarray(wordy, bool) & ~is_clock, "seconds", "import.reason.bad_duration")
    seconds = np.where(known, (milli + 500) // 1_000, -1)
    if is_clock.any():
        read = np.array([_clock(text) for text in column.values.to_pylist()], np.int64)
        seconds = np.where(is_clock, read[column.codes], seconds)
    wrong = (known & (milli < 0)) | (seconds > _LONGEST_SECONDS)
    columns.reject(wrong, "seconds", "import.reason.bad_duration")
    return np.asarray(np.where(wrong, -1, seconds), np.int64)


def _clock(text: str) -> int:
    total = 0
    for part in text.strip().split(":"):
        total = total * 60 + int(float(part)) if part.replace(".", "", 1).isdigit() else total
    return total


def _either(first: Factor, second: Factor, rows: NDArray[np.bool_]) -> Factor:
    """The second column in some rows, the first in the others."""
    every = pa.concat_arrays([first.values, second.values])
    codes = np.where(rows, second.codes + len(first.values), first.codes).astype(np.int32)
    return Factor(codes, every).map(lambda values: values)


def _texts(column: Factor, rows: NDArray[np.int64]) -> list[str]:
    return list(column.values.take(pa.array(column.codes[rows])).to_pylist())
