"""The files that were dropped and how far each of them is. No widgets in here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.importing.report import ImportReport
    from engine.importing.views import ImportPreview, Question
    from gui.job_queue import Job


class State(Enum):
    """Where a file is on its way into the shop."""

    READING = "reading"
    READY = "ready"
    #: Something must be answered before it can be imported.
    ASKS = "asks"
    IMPORTING = "importing"
    DONE = "done"


@dataclass(eq=False)
class QueuedFile:
    """One file with the owner's answers about it, and what the engine said."""

    path: Path
    state: State = State.READING
    preview: ImportPreview | None = None
    report: ImportReport | None = None
    job: Job | None = None
    #: Counts the jobs started for this file: the answer of an earlier one is not wanted any more.
    turn: int = 0
    #: The currency that the file itself named, if it did.
    told_currency: str = ""
    #: The owner's corrections: their header → our meaning, empty for "not used".
    mapping: dict[str, str] = field(default_factory=dict)
    date_order: str | None = None
    #: What was asked about the file: stays on screen when answered, so that the answer can be changed.
    questions: tuple[Question, ...] = ()

    @property
    def answers(self) -> dict[str, object]:
        """The arguments of the engine by which the owner corrected the reading."""
        return {"mapping": dict(self.mapping) or None, "date_order": self.date_order}


class FileQueue:
    """The files in the order in which they were dropped; one of them is looked at."""

    def __init__(self) -> None:
        self.files: list[QueuedFile] = []
        self.current: QueuedFile | None = None

    def add(self, paths: Sequence[Path]) -> list[QueuedFile]:
        """Put files at the end; one that is in the queue already is not added again."""
        known = {file.path for file in self.files if file.state is not State.DONE}
        added = [QueuedFile(path) for path in dict.fromkeys(paths) if path not in known]
        self.files += added
        if added and (self.current is None or self.current.state in (State.DONE,)):
            self.current = added[0]
        return added

    def remove(self, file: QueuedFile) -> None:
        """Leave a file out; the next one is looked at."""
        place = self.files.index(file)
        self.files.remove(file)
        if self.current is file:
            self.current = self.files[min(place, len(self.files) - 1)] if self.files else None

    def clear(self) -> None:
        """Leave all files out."""
        self.files.clear()
        self.current = None

    def within(self, *states: State) -> list[QueuedFile]:
        """The files in one of these states."""
        return [file for file in self.files if file.state in states]
