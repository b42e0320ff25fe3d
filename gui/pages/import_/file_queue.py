"""The files that were dropped, the tables in them, and how far each is. No widgets in here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import Enum
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.importing.answers import Answers
from engine.importing.meanings import MEANINGS_OF

if TYPE_CHECKING:
    from engine.importing.report import ImportReport
    from engine.importing.views import ImportPreview, Question
    from gui.job_queue import Job

#: Kinds in the order in which they are best loaded: products and customers before what names them.
_ORDER = {kind: place for place, kind in enumerate(MEANINGS_OF)}

#: From here on a recognition is as good as certain, or at least likely.
SURE, LIKELY = 0.85, 0.6

#: Blockers that the owner can take away by saying what a column is, or what the file holds.
_ANSWERABLE = "_column"
_DOUBTS = frozenset({"import.not_recognised", "import.summary_table"})


class State(Enum):
    """Where a table is on its way into the shop."""

    READING = "reading"
    READY = "ready"
    #: Something must be answered before it can be imported.
    ASKS = "asks"
    #: The shop has all of it already.
    KNOWN = "known"
    #: Nothing that the owner could say makes it importable.
    UNUSABLE = "unusable"
    #: To be imported after those before it.
    WAITING = "waiting"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"


@dataclass(eq=False)
class QueuedTable:
    """One table of a file; before its file was read it stands for the file as a whole."""

    file: QueuedFile
    key: str = ""
    state: State = State.READING
    #: Left out by the owner when False.
    wanted: bool = True
    preview: ImportPreview | None = None
    report: ImportReport | None = None
    #: Why it cannot be read, or why its import failed.
    problem: BaseException | None = None
    #: What was asked, by name: stays on screen when answered, so that the answer can be changed.
    questions: dict[str, Question] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the owner knows it by: its file, and the part of it."""
        return self.preview.file if self.preview is not None else self.file.path.name

    @property
    def kind(self) -> str:
        """What it holds; empty while that is unknown."""
        return self.preview.kind if self.preview is not None else ""

    @property
    def is_guess(self) -> bool:
        """Whether what it was taken for, or a column of it, is no more than a guess."""
        if self.preview is None:
            return False
        told = self.answers
        guesses = [
            column.header
            for column in self.preview.columns
            if column.meaning and column.confidence < LIKELY and column.header not in told.mapping
        ]
        open_ends = [one for one in self.preview.questions if not answer_to(told, one.name)]
        return bool(guesses or open_ends) or (self.preview.confidence < LIKELY and not told.kind)

    @property
    def answers(self) -> Answers:
        """What the owner said of it."""
        return self.file.answers.get(self.key, Answers())

    @property
    def goes_in(self) -> bool:
        """Whether the next import takes it."""
        return self.wanted and self.state is State.READY

    def take(self, preview: ImportPreview) -> None:
        """Adopt what the engine says of it now."""
        first = self.preview is None
        self.preview, self.key, self.problem = preview, preview.key, None
        asked = {question.name: question for question in preview.questions}
        answered = {name: one for name, one in self.questions.items() if answer_to(self.answers, name)}
        self.questions = {**answered, **asked}
        self.state = _state_of(preview)
        if first:
            self.wanted = self.state is not State.KNOWN

    def say(self, name: str, value: str) -> None:
        """Keep an answer: a question's name, or ``mapping.<header>``."""
        self.file.answers[self.key] = with_answer(self.answers, name, value)

    def call(self, *, kind: str = "", source: str = "") -> None:
        """Say what kind of file it is; meanings chosen for another kind are forgotten."""
        told = self.answers
        if kind and kind != self.kind:
            told = replace(told, source="", mapping={})
            self.questions.clear()
        if kind:
            told = replace(told, kind=kind)
        if source:
            told = replace(told, kind=self.kind, source=source)
        self.file.answers[self.key] = told


@dataclass(eq=False)
class QueuedFile:
    """One file with its tables and the owner's answers about them, by table."""

    path: Path
    tables: list[QueuedTable] = field(default_factory=list)
    answers: dict[str, Answers] = field(default_factory=dict)
    job: Job | None = None
    #: Counts the jobs started for this file: the answer of an earlier one is not wanted any more.
    turn: int = 0

    def __post_init__(self) -> None:
        self.tables = self.tables or [QueuedTable(self)]

    def take(self, previews: Sequence[ImportPreview]) -> None:
        """Adopt the engine's view of all its tables; each keeps the owner's ticks and answers."""
        known = {table.key: table for table in self.tables}
        unread = next((table for table in self.tables if table.preview is None), None)
        tables = []
        for preview in previews:
            table = known.get(preview.key) if unread is None else None
            if table is None:
                table, unread = unread or QueuedTable(self), None
                known.clear()
            if table.state is not State.DONE:
                table.take(preview)
            tables.append(table)
        self.tables = tables


class FileQueue:
    """The dropped files; one of their tables may be looked at."""

    def __init__(self) -> None:
        self.files: list[QueuedFile] = []
        self.current: QueuedTable | None = None

    def add(self, paths: Iterable[Path]) -> list[QueuedFile]:
        """Put files at the end; one that is in the queue already is not added again."""
        known = {file.path for file in self.files}
        added = [QueuedFile(path) for path in dict.fromkeys(paths) if path not in known]
        self.files += added
        return added

    def clear(self) -> None:
        """Forget every file."""
        self.files.clear()
        self.current = None

    def remove(self, file: QueuedFile) -> None:
        """Forget a file."""
        if self.current is not None and self.current.file is file:
            self.current = None
        self.files.remove(file)

    @property
    def tables(self) -> list[QueuedTable]:
        """Every table, in the order of loading; what is not understood, or is done, comes last."""
        found = [table for file in self.files for table in file.tables]
        return sorted(found, key=_rank)

    def within(self, *states: State) -> list[QueuedTable]:
        """The tables in one of these states."""
        return [table for table in self.tables if table.state in states]

    @property
    def currency(self) -> str:
        """The currency that most of the dropped order rows say they are in; empty where none does."""
        rows: Counter[str] = Counter()
        for table in self.tables:
            if table.preview is not None and table.kind == "orders" and table.preview.currency:
                rows[table.preview.currency] += table.preview.row_count
        return rows.most_common(1)[0][0] if rows else ""

    @property
    def moving(self) -> bool:
        """Whether something is on its way into the shop."""
        return bool(self.within(State.WAITING, State.IMPORTING))

    @property
    def going_in(self) -> list[QueuedTable]:
        """What the next import takes."""
        return [table for table in self.tables if table.goes_in]

    def next_import(self) -> list[QueuedTable]:
        """The tables of one file that are imported next in one go, as the order of loading has it."""
        waiting = self.within(State.WAITING)
        return list(takewhile(lambda table: table.file is waiting[0].file, waiting))


def with_answer(answers: Answers, name: str, value: str) -> Answers:
    """The answers with one more: ``name`` is a field, or ``field.key`` of one that holds several."""
    inside, _, key = name.partition(".")
    if inside not in {one.name for one in fields(Answers)}:
        raise KeyError(name)
    changed: Any = {**getattr(answers, inside), key: value} if key else value
    return replace(answers, **{inside: changed})


def answer_to(answers: Answers, name: str) -> str:
    """What was answered to the question of that name; empty: nothing."""
    inside, _, key = name.partition(".")
    given: Any = getattr(answers, inside, "")
    return str(given.get(key, "") if key else given)


def brings_nothing(report: ImportReport) -> bool:
    """Whether the shop has everything that a table holds."""
    return not (report.rows.added or report.rows.updated or report.rows.rejected) and bool(
        report.rows.unchanged
    )


def _state_of(preview: ImportPreview) -> State:
    if preview.blocker is not None:
        doubted = preview.blocker.key in _DOUBTS
        asked = bool(preview.questions) or doubted or lacks_column(preview)
        return State.ASKS if asked else State.UNUSABLE
    if preview.report is not None and brings_nothing(preview.report):
        return State.KNOWN
    return State.READY


def lacks_column(preview: ImportPreview) -> bool:
    """Whether the only thing missing is a column that nobody recognised."""
    return preview.blocker is not None and preview.blocker.key.endswith(_ANSWERABLE)


def _rank(table: QueuedTable) -> int:
    if table.state in (State.DONE, State.UNDONE):
        return 100 + _ORDER.get(table.kind, len(_ORDER))
    if table.state is State.UNUSABLE:
        return len(_ORDER) + 2
    if table.preview is None:
        return len(_ORDER) + 1
    return _ORDER.get(table.kind, len(_ORDER))
