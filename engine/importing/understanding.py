"""A table recognised: which kind of file from which source, what its columns mean, what the owner said of
it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.importing.answers import Answers
from engine.importing.doubts import doubt_about, doubt_about_columns
from engine.importing.kinds import kind_of
from engine.importing.kinds.base import Setting, Understood
from engine.importing.mapping import ColumnMatch, fingerprint, map_columns
from engine.importing.reader import Fingerprint, Loaded
from engine.importing.recognition import recognise
from engine.importing.rejects import without_notes
from engine.importing.report import RejectedCell
from engine.importing.sources import Source
from engine.importing.table import RawTable
from engine.importing.views import Question
from engine.importing.wide import widened
from engine.jobs import Progress, no_progress
from engine.store import imports, results
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop


@dataclass(frozen=True)
class MappedFile:
    """A table whose columns have meanings. ``constants`` (meaning → value) say what no column says;
    ``answers`` are the owner's, given now or for such columns before.
    """

    fingerprint: Fingerprint
    table: RawTable
    source: Source
    confidence: float
    matches: Sequence[ColumnMatch]
    constants: Mapping[str, str]
    answers: Answers

    @property
    def kind(self) -> str:
        """The kind of file: one of ``kinds.KINDS``."""
        return self.source.kind

    @property
    def name(self) -> str:
        """What people are shown for it."""
        return self.fingerprint.name

    @property
    def columns(self) -> dict[str, ColumnMatch]:
        """Meaning → the column that has it."""
        return {match.meaning: match for match in self.matches if match.meaning}


def map_file(loaded: Loaded, table: RawTable, shop: Shop | None, answers: Answers) -> MappedFile:
    """Recognise a table and map its columns; what the owner said of such columns before counts again."""
    table = widened(without_notes(table))
    answers = _with_memory(shop, table.headers, answers)
    name = loaded.fingerprint.name
    source, confidence = recognise(table, name, answers)
    matches = map_columns(table, source, answers.mapping)
    return MappedFile(
        loaded.fingerprint, table, source, confidence, matches, source.constants_for(name), answers
    )


def understand(mapped: MappedFile, shop: Shop | None, progress: Progress = no_progress) -> Understood:
    """Clean and assemble a mapped table as its kind does; ``shop`` gives currency, time zone and country.

    Raises ``import.no_date_column`` and its likes; questions may still be open (``Understood.questions``).
    """
    kind = kind_of(mapped.kind)
    problem = doubt_about(mapped) or kind.missing(mapped) or doubt_about_columns(mapped)
    if problem is not None:
        raise ClienteleError(problem.key, **dict(problem.facts))
    understood = kind.understand(mapped, setting_of(shop, mapped.answers), progress)
    understood.notes[:0] = mapped.table.notes
    if mapped.table.encoding_choices:
        understood.questions.insert(0, _encoding_question(mapped))
    return understood


def _encoding_question(mapped: MappedFile) -> Question:
    """Which way the letters read right; its facts hold some words as each encoding reads them."""
    choices = mapped.table.encoding_choices
    reads = {choice.encoding: "  ".join(choice.samples) for choice in choices}
    return Question(
        "encoding", Text("import.question.encoding", reads), tuple(reads),
        Text("import.encoding_unknown", {"file": mapped.name}),
    )  # fmt: skip


def setting_of(shop: Shop | None, answers: Answers) -> Setting:
    """What a shop adds to a file; without a shop nothing but the answers."""
    if shop is None:
        return Setting(answers=answers)
    with shop.store.read() as connection:
        campaigns = tuple(campaign.name for campaign in results.exported_campaigns(connection))
    return Setting(
        currency=shop.settings.currency, timezone=shop.settings.timezone, country=shop.country,
        answers=answers, campaigns=campaigns,
    )  # fmt: skip


def check_usable(understood: Understood) -> None:
    """Raise the first open question that must be answered, or ``import.no_usable_row``."""
    for question in understood.questions:
        if question.blocker is not None:
            raise ClienteleError(question.blocker.key, **dict(question.blocker.facts))
    if understood.record_count == 0 and not understood.set_aside:
        counts = understood.reject_counts
        reason = max(counts, key=lambda key: counts[key]) if counts else "import.reason.footer"
        first = next((cell.reason for cell in understood.rejects if cell.reason.key == reason), Text(reason))
        raise ClienteleError("import.no_usable_row", file=understood.file.name, reason=first)


def reading_of(understood: Understood) -> dict[str, Any]:
    """How a file was read, as JSON."""
    file, table = understood.file, understood.file.table
    return {
        "source": file.source.id, "encoding": table.encoding, "delimiter": table.delimiter,
        "sheet": table.sheet, "header_line": table.header_line, **understood.reading,
        "columns": {match.header: match.meaning for match in file.matches if match.meaning},
    }  # fmt: skip


def rejected_cells(understood: Understood, limit: int | None = None) -> list[RejectedCell]:
    """The cells that cannot be stored, by physical line; at most ``limit`` of them."""
    table = understood.file.table
    cells = [
        RejectedCell(problem.line, "", problem.value, problem.reason) for problem in table.problems[:limit]
    ]
    rest = understood.rejects if limit is None else understood.rejects[: max(limit - len(cells), 0)]
    cells += [RejectedCell(table.line_of(cell.row), cell.column, cell.value, cell.reason) for cell in rest]
    return sorted(cells, key=lambda cell: (cell.line, cell.column))


def memory_key(mapped: MappedFile) -> str:
    """Under what the owner's answers for this file's columns are kept."""
    return fingerprint(mapped.table.headers)


def _with_memory(shop: Shop | None, headers: Sequence[str], answers: Answers) -> Answers:
    """The answers given now over those given for the same columns before."""
    if shop is None:
        return answers
    with shop.store.read() as connection:
        memory = imports.remembered_mapping(connection, fingerprint(headers)) or {}
    return replace(
        answers,
        kind=answers.kind or str(memory.get("kind", "")),
        source=answers.source or str(memory.get("source", "")),
        mapping={**memory.get("columns", {}), **answers.mapping},
        date_order=answers.date_order or str(memory.get("date_order", "")),
        decimal=answers.decimal or str(memory.get("decimal", "")),
    )
