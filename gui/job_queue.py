"""The long jobs: one after another in the worker process, each with its progress and its Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from gui.ticket import Ticket
from gui.worker_process import WorkerProcess

if TYPE_CHECKING:
    from engine.words import Text

#: How long a cancelled job may take to stop by itself, in ms; then its process is ended.
_GRACE = 900


class JobCrashed(Exception):  # noqa: N818 - the job's own traceback, not an error of ours
    """A job ended by an error nobody foresaw, or its process died; holds the details for the log."""


@dataclass(eq=False)
class Job:
    """One long job: what the strip at the bottom shows of it."""

    id: int
    title: str
    function: str
    arguments: dict[str, Any]
    ticket: Ticket
    on_cancelled: Callable[[], None] | None
    shop: str | None
    topics: frozenset[str]
    #: waiting, running, cancelling, done, cancelled or failed.
    state: str = "waiting"
    fraction: float = 0.0
    text: Text | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds_left(self) -> float | None:
        """An estimate from the pace so far; None while there is too little to tell."""
        elapsed = time.monotonic() - self.started
        if elapsed < 2 or self.fraction < 0.03:
            return None
        return elapsed * (1 - self.fraction) / self.fraction


class JobQueue(QObject):
    """Runs what is added while ``may_run`` says yes; ``advance`` is to be called when it says so again."""

    #: The list or state of jobs changed.
    changed = Signal()
    #: The running job came further.
    moved = Signal()
    #: A job ended, and is off the list: the job, its result or None, and the problem or None.
    ended = Signal(object, object, object)

    def __init__(self, may_run: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._may_run = may_run
        self._worker = WorkerProcess(self)
        self._worker.said.connect(self._take)
        self._worker.gone.connect(self._gone)
        self._reaper = QTimer(self, singleShot=True, interval=_GRACE)
        self._reaper.timeout.connect(self._worker.kill)

    def add(self, job: Job) -> None:
        """Put a job at the end of the queue."""
        self.jobs.append(job)
        self.advance()
        self.changed.emit()

    def cancel(self, job: Job) -> None:
        """Stop a job: by itself within a moment, or by ending its process; the shop stays as it was."""
        if job.state == "waiting" and job in self.jobs:
            self._end(job, "cancelled")
        elif job.state == "running":
            job.state = "cancelling"
            self._worker.send(("cancel", job.id))
            self._reaper.start()
            self.changed.emit()

    def preload(self) -> None:
        """Start the worker before it is needed and let it load what most jobs need."""
        if not self._worker.running:
            self._worker.send(("preload",))

    def advance(self) -> None:
        """Start the first job if it waits and may run."""
        if self.jobs and self.jobs[0].state == "waiting" and not self._worker.dying and self._may_run():
            job = self.jobs[0]
            job.state, job.started = "running", time.monotonic()
            self._worker.send(("run", job.id, job.function, job.shop, job.arguments))

    def close(self) -> None:
        """End the worker; jobs on the list are forgotten."""
        self.jobs.clear()
        self._reaper.stop()
        self._worker.close()

    @property
    def _running(self) -> Job | None:
        return self.jobs[0] if self.jobs and self.jobs[0].state != "waiting" else None

    def _take(self, message: tuple[Any, ...]) -> None:
        job = self._running
        if job is None or message[1] != job.id:
            return
        kind = message[0]
        if kind == "progress":
            job.fraction = max(job.fraction, min(float(message[2]), 1.0))
            job.text = message[3] or job.text
            self.moved.emit()
        elif kind == "done":
            self._end(job, "done", result=message[2])
        elif kind == "cancelled":
            self._end(job, "cancelled")
        elif kind == "crashed":
            self._end(job, "failed", problem=JobCrashed(f"{job.function}\n{message[2]}"))
        else:
            self._end(job, "failed", problem=message[2])

    def _gone(self, status: int) -> None:
        job = self._running
        if job is None:
            self.advance()
        elif job.state == "cancelling":
            self._end(job, "cancelled")
        else:
            crashed = JobCrashed(f"{job.function}: the worker process ended with {status}")
            self._end(job, "failed", problem=crashed)

    def _end(self, job: Job, state: str, *, result: Any = None, problem: BaseException | None = None) -> None:
        if job.state != "waiting":
            self._reaper.stop()
        self.jobs.remove(job)
        job.state = state
        self.advance()
        self.changed.emit()
        self.ended.emit(job, result, problem)
