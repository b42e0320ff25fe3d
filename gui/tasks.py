"""Running the engine off the window's thread: reads and commands on threads, long jobs in a worker process.

Reads are SQL only and many at a time; commands write and run one after another; while a job runs, commands
wait, because only one process may write to a shop file. Every callback runs on the window's thread.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from engine.changes import Changes

if TYPE_CHECKING:
    import subprocess

    from engine.shop import Shop
    from engine.words import Text

log = logging.getLogger(__name__)

Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]

#: How long a cancelled job may take to stop by itself, in ms; then its process is ended.
_GRACE = 900

#: Threads that answer reads: one slow question does not hold up the next page.
_READERS = 2


class JobCrashed(Exception):  # noqa: N818 - the job's own traceback, not an error of ours
    """A job ended by an error nobody foresaw, or its process died; holds the details for the log."""


class Ticket:
    """A read or command that was asked for; ``cancel`` makes its answer unwanted."""

    def __init__(self, owner: QObject, done: Done | None, failed: Failed | None) -> None:
        self._owner = owner
        self._done = done
        self._failed = failed
        self.cancelled = False

    def cancel(self) -> None:
        """Do not call back."""
        self.cancelled = True

    def deliver(self, result: Any, problem: BaseException | None) -> bool:
        """Call back unless it is unwanted or the asker is gone; False when a problem found no taker."""
        if self.cancelled or not shiboken6.isValid(self._owner):
            return True
        if problem is None:
            if self._done:
                self._done(result)
            return True
        if self._failed:
            self._failed(problem)
        return self._failed is not None


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


class Tasks(QObject):
    """The one door from the window to the engine. Owns the open shop, the threads and the worker process."""

    #: A command or job changed the shop: the ``frozenset`` of topics.
    changed = Signal(object)
    #: Something undoable was done: ``Changes``, and the sentence to show (str).
    undoable = Signal(object, str)
    #: A read, command or job failed and nobody asked to be told: the exception.
    failed = Signal(object)
    #: The list or state of jobs changed.
    jobs_changed = Signal()

    _finished = Signal(object, object, object)
    _message = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop: Shop | None = None
        self._reads: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._writes: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._held: deque[Any] = deque()
        self._open_calls = 0
        self._jobs: list[Job] = []
        self._next_job = 1
        self._process: subprocess.Popen[bytes] | None = None
        self._reaper = QTimer(self, singleShot=True, interval=_GRACE)
        self._reaper.timeout.connect(self._kill)
        self._finished.connect(self._deliver)
        self._message.connect(self._take)

    # --- the shop -------------------------------------------------------------------------------------

    def open_shop(self, path: Path | str, *, owner: QObject, done: Done, failed: Failed) -> None:
        """Open a shop file on a thread, in the place of the one that is open now."""

        def open_it() -> Shop:
            # Imported here: SQLAlchemy alone takes as long as the whole first window.
            from engine.shop import Shop

            return Shop.open(path)

        def opened(shop: Shop) -> None:
            if self.shop is not None:
                self.shop.close()
            self.shop = shop
            done(shop)

        if self.shop is not None and self.shop.path == Path(path):
            self.close_shop()
        self.call(open_it, owner=owner, done=opened, failed=failed)

    def close_shop(self) -> None:
        """Let go of the shop file."""
        if self.shop is not None:
            self.shop.close()
            self.shop = None

    # --- reads and commands ---------------------------------------------------------------------------

    def read(
        self,
        function: Callable[..., Any],
        *args: Any,
        owner: QObject,
        done: Done,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> Ticket:
        """Ask ``function(shop, *args, **kwargs)`` on a reader thread: SQL only, no pandas."""
        return self._ask(self._reads, function, (self._need_shop(), *args), kwargs, owner, done, failed)

    def call(
        self,
        function: Callable[..., Any],
        *args: Any,
        owner: QObject,
        done: Done | None = None,
        failed: Failed | None = None,
        **kwargs: Any,
    ) -> Ticket:
        """As ``read`` for a function that takes no shop."""
        return self._ask(self._reads, function, args, kwargs, owner, done, failed)

    def command(
        self,
        function: Callable[..., Any],
        *args: Any,
        owner: QObject,
        done: Done | None = None,
        failed: Failed | None = None,
        says: str = "",
        **kwargs: Any,
    ) -> Ticket:
        """Run a short write ``function(shop, *args, **kwargs)``; waits while a job is running.

        When it returns ``Changes`` (or something with ``changes``) the pages concerned refresh, and with
        ``says`` the toast tells the owner what was done and offers to undo it.
        """

        def finished(result: Any) -> None:
            if done:
                done(result)
            changes = changes_in(result)
            if changes is not None:
                self._announce(changes.topics)
                if says:
                    self.undoable.emit(changes, says)

        shop = self._need_shop()
        item = self._item(function, (shop, *args), kwargs, owner, finished, failed)
        if self._jobs:
            self._held.append(item)
        else:
            self._start(self._writes, item)
        return item[0]

    @property
    def held(self) -> int:
        """Commands that wait for the running job."""
        return len(self._held)

    @property
    def idle(self) -> bool:
        """Whether nothing is going on or waiting."""
        return not (self._open_calls or self._jobs or self._held)

    def _need_shop(self) -> Shop:
        if self.shop is None:
            raise RuntimeError("no shop is open")
        return self.shop

    def _item(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        owner: QObject,
        done: Done | None,
        failed: Failed | None,
    ) -> tuple[Ticket, Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        return Ticket(owner, done, failed), function, args, kwargs

    def _ask(
        self,
        lane: queue.SimpleQueue[Any],
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        owner: QObject,
        done: Done | None,
        failed: Failed | None,
    ) -> Ticket:
        item = self._item(function, args, kwargs, owner, done, failed)
        self._start(lane, item)
        return item[0]

    def _start(self, lane: queue.SimpleQueue[Any], item: Any) -> None:
        if not self._threads:
            for each in (self._reads,) * _READERS + (self._writes,):
                thread = threading.Thread(target=self._serve, args=(each,), daemon=True)
                self._threads.append(thread)
                thread.start()
        self._open_calls += 1
        lane.put(item)

    def _serve(self, lane: queue.SimpleQueue[Any]) -> None:
        while (item := lane.get()) is not None:
            ticket, function, args, kwargs = item
            result, problem = None, None
            if not ticket.cancelled:
                try:
                    result = function(*args, **kwargs)
                except Exception as raised:
                    problem = raised
            with contextlib.suppress(RuntimeError):
                self._finished.emit(ticket, result, problem)

    def _deliver(self, ticket: Ticket, result: Any, problem: BaseException | None) -> None:
        self._open_calls -= 1
        if not ticket.deliver(result, problem) and problem is not None:
            self._report(problem)

    def _report(self, problem: BaseException) -> None:
        log.error("unanswered failure", exc_info=problem)
        self.failed.emit(problem)

    def _announce(self, topics: frozenset[str]) -> None:
        if self.shop is not None and "settings" in topics:
            self.shop.reload()
        if topics:
            self.changed.emit(topics)

    # --- jobs -----------------------------------------------------------------------------------------

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The running job first, then those that wait."""
        return tuple(self._jobs)

    def job(
        self,
        function: str,
        arguments: dict[str, Any],
        *,
        title: str,
        owner: QObject,
        done: Done | None = None,
        failed: Failed | None = None,
        cancelled: Callable[[], None] | None = None,
        topics: frozenset[str] = frozenset(),
        with_shop: bool = True,
    ) -> Job:
        """Run ``"module:function"`` as ``f(shop, **arguments, progress=…)`` in the worker process.

        Arguments and result are pickled: plain values and dataclasses of the engine, no DataFrames. What the
        result's ``changes`` (or ``topics``) names is refreshed. ``with_shop=False``: ``f(**arguments, …)``.
        """
        shop = str(self._need_shop().path) if with_shop else None
        made = Job(
            self._next_job,
            title,
            function,
            arguments,
            Ticket(owner, done, failed),
            cancelled,
            shop,
            topics,
        )
        self._next_job += 1
        self._jobs.append(made)
        if len(self._jobs) == 1:
            self._run_next()
        self.jobs_changed.emit()
        return made

    def cancel(self, job: Job) -> None:
        """Stop a job: by itself within a moment, or by ending its process; the shop stays as it was."""
        if job.state == "waiting":
            self._jobs.remove(job)
            self._end_cancelled(job)
        elif job.state == "running" and self._process is not None:
            job.state = "cancelling"
            self._send(("cancel", job.id))
            self._reaper.start()
        self.jobs_changed.emit()

    def preload(self) -> None:
        """Start the worker before it is needed and let it load what most jobs need."""
        if self._process is None:
            self._spawn()
            self._send(("preload",))

    def _run_next(self) -> None:
        if not self._jobs:
            while self._held:
                self._start(self._writes, self._held.popleft())
            return
        job = self._jobs[0]
        if self._process is None:
            self._spawn()
        job.state, job.started = "running", time.monotonic()
        self._send(("run", job.id, job.function, job.shop, job.arguments))

    def _spawn(self) -> None:
        import subprocess

        root = Path(__file__).resolve().parent.parent
        environment = dict(os.environ)
        environment["PYTHONPATH"] = os.pathsep.join(
            filter(None, [str(root), environment.get("PYTHONPATH", "")])
        )
        # A packaged app has no "python -m"; its front door takes --worker instead.
        ours = ["--worker"] if getattr(sys, "frozen", False) else ["-m", "gui.worker"]
        self._process = subprocess.Popen(
            [sys.executable, *ours],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _send(self, message: object) -> None:
        from gui import worker

        process = self._process
        if process is not None and process.stdin is not None:
            try:
                worker.send(process.stdin, message)
            except OSError:
                log.warning("the worker process is gone")

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        from gui import worker

        stream = process.stdout
        if stream is None:
            return
        # RuntimeError: the window and with it this object are gone already.
        with contextlib.suppress(RuntimeError):
            try:
                while True:
                    self._message.emit(process, worker.receive(stream))
            except (EOFError, OSError, ValueError):
                code = process.wait()
                stream.close()
                if process.stdin is not None:
                    with contextlib.suppress(OSError):
                        process.stdin.close()
                self._message.emit(process, ("gone", code))

    def _take(self, process: subprocess.Popen[bytes], message: tuple[Any, ...]) -> None:
        if process is not self._process:
            return
        job = self._jobs[0] if self._jobs and self._jobs[0].state != "waiting" else None
        if message[0] == "gone":
            self._process = None
            if job is not None:
                crashed = JobCrashed(f"{job.function}: the worker process ended with {message[1]}")
                self._end(job, "cancelled" if job.state == "cancelling" else "failed", crashed)
        elif job is None or message[1] != job.id:
            return
        elif message[0] == "progress":
            job.fraction = max(job.fraction, min(float(message[2]), 1.0))
            job.text = message[3] or job.text
            self.jobs_changed.emit()
        elif message[0] == "crashed":
            self._end(job, "failed", JobCrashed(f"{job.function}\n{message[2]}"))
        else:
            self._end(job, message[0], message[2] if len(message) > 2 else None)

    def _end(self, job: Job, state: str, outcome: Any) -> None:
        self._reaper.stop()
        self._jobs.remove(job)
        job.state = state
        self._run_next()
        self.jobs_changed.emit()
        if state == "done":
            changes = changes_in(outcome)
            topics = job.topics | (changes.topics if changes else frozenset())
            if self.shop is not None and "settings" in topics:
                self.shop.reload()
            job.ticket.deliver(outcome, None)
            self._announce(topics)
        elif state == "cancelled":
            self._end_cancelled(job)
        elif not job.ticket.deliver(None, outcome):
            self._report(outcome)

    def _end_cancelled(self, job: Job) -> None:
        job.state = "cancelled"
        if job.on_cancelled is not None:
            job.on_cancelled()
        else:
            from engine.jobs import Cancelled

            job.ticket.deliver(None, Cancelled())

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    # --- the end --------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the worker, finish what was already commanded, and let go of the shop."""
        self._jobs.clear()
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            if process.stdin is not None:
                process.stdin.close()
        while self._held:
            self._start(self._writes, self._held.popleft())
        for _ in range(_READERS):
            self._reads.put(None)
        self._writes.put(None)
        for thread in self._threads:
            thread.join(timeout=10)
        self._threads.clear()
        self.close_shop()


def changes_in(result: Any) -> Changes | None:
    """The ``Changes`` that a command or job returned, by itself, as ``changes``, or in a tuple."""
    if isinstance(result, Changes):
        return result
    if isinstance(result, tuple):
        return next((part for part in result if isinstance(part, Changes)), None)
    inner = getattr(result, "changes", None)
    return inner if isinstance(inner, Changes) else None
