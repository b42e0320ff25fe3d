"""Running the engine off the window's thread: reads and commands on threads, long jobs in a worker process.

Reads are SQL only and many at a time; commands write and run one after another. Only one process may write to
a shop file: while a job runs, commands wait, and a job waits for the command that is being carried out. Every
callback runs on the window's thread.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from engine.changes import Changes
from gui.job_queue import Job, JobQueue
from gui.ticket import Done, Failed, Ticket

if TYPE_CHECKING:
    from engine.shop import Shop

log = logging.getLogger(__name__)

#: Threads that answer reads: one slow question does not hold up the next page.
_READERS = 2


@dataclass(frozen=True)
class _Call:
    """Something for a thread to do."""

    ticket: Ticket
    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    writes: bool = False


class Tasks(QObject):
    """The one door from the window to the engine. Owns the open shop, the threads and the queue of jobs."""

    #: A command or job changed the shop: the ``frozenset`` of topics.
    changed = Signal(object)
    #: Something undoable was done: ``Changes``, and the sentence to show (str).
    undoable = Signal(object, str)
    #: A read, command or job failed and nobody asked to be told: the exception.
    failed = Signal(object)
    #: The list or state of jobs changed.
    jobs_changed = Signal()
    #: The running job came further.
    job_moved = Signal()
    #: A shop file is being opened: its path, and whether the whole file is looked through before, because
    #: it was not closed the last time.
    opening = Signal(object, bool)
    #: That is over, well or not.
    opening_ended = Signal()

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop: Shop | None = None
        self._reads: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._writes: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._held: deque[_Call] = deque()
        #: Calls on their way, and the writes among them.
        self._calls = self._writing = 0
        self._made_jobs = 0
        self._closing = False
        self._queue = JobQueue(lambda: not self._writing, self)
        self._queue.changed.connect(self.jobs_changed)
        self._queue.moved.connect(self.job_moved)
        self._queue.ended.connect(self._job_ended)
        self._finished.connect(self._deliver)

    # --- the shop -------------------------------------------------------------------------------------

    def open_shop(self, path: Path | str, *, owner: QObject, done: Done, failed: Failed) -> None:
        """Open a shop file on a thread, in the place of the one that is open now; not while a job runs."""
        path = Path(path)
        if self.shop is not None and self.shop.path.resolve() == path.resolve():
            done(self.shop)
            return

        def open_it() -> Shop:
            # Imported here: SQLAlchemy alone takes as long as the whole first window.
            from engine.shop import Shop
            from engine.store.session import was_left_open

            self.opening.emit(path, was_left_open(path))
            shop = Shop.open(path)
            if self._closing:
                # Nobody is there any more to take it.
                shop.close()
            return shop

        def opened(shop: Shop) -> None:
            self.opening_ended.emit()
            self.close_shop()
            self.shop = shop
            done(shop)

        def not_opened(problem: BaseException) -> None:
            self.opening_ended.emit()
            failed(problem)

        self.call(open_it, owner=owner, done=opened, failed=not_opened)

    def close_shop(self) -> None:
        """Let go of the shop file, after what is being written to it."""
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
        return self.call(function, self._need_shop(), *args, owner=owner, done=done, failed=failed, **kwargs)

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
        call = _Call(Ticket(owner, done, failed), function, args, kwargs)
        self._start(call)
        return call.ticket

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
        # The asker may be gone when it is done, as after a change of language: the change still is one.
        asker = Ticket(owner, done, failed)

        def finished(result: Any) -> None:
            asker.deliver(result, None)
            changes = changes_in(result)
            if changes is not None:
                self._announce(changes.topics)
                if says:
                    self.undoable.emit(changes, says)

        def not_finished(problem: BaseException) -> None:
            if not asker.deliver(None, problem):
                self._report(problem)

        ticket = Ticket(self, finished, not_finished)
        call = _Call(ticket, function, (self._need_shop(), *args), kwargs, writes=True)
        if self.jobs:
            self._held.append(call)
        else:
            self._start(call)
        return ticket

    @property
    def held(self) -> int:
        """Commands that wait for the running job."""
        return len(self._held)

    @property
    def idle(self) -> bool:
        """Whether nothing is going on or waiting."""
        return not (self._calls or self.jobs or self._held)

    def _need_shop(self) -> Shop:
        if self.shop is None:
            raise RuntimeError("no shop is open")
        return self.shop

    def _start(self, call: _Call) -> None:
        if not self._threads:
            for each in (self._reads,) * _READERS + (self._writes,):
                thread = threading.Thread(target=self._serve, args=(each,), daemon=True)
                self._threads.append(thread)
                thread.start()
        self._calls += 1
        self._writing += call.writes
        (self._writes if call.writes else self._reads).put(call)

    def _serve(self, lane: queue.SimpleQueue[_Call | None]) -> None:
        while (call := lane.get()) is not None:
            result, problem = None, None
            if not call.ticket.cancelled:
                try:
                    result = call.function(*call.args, **call.kwargs)
                except Exception as raised:
                    problem = raised
            # RuntimeError: the window and with it this object are gone already.
            with contextlib.suppress(RuntimeError):
                self._finished.emit(call, result, problem)

    def _deliver(self, call: _Call, result: Any, problem: BaseException | None) -> None:
        self._calls -= 1
        self._writing -= call.writes
        if call.writes:
            self._queue.advance()
        if not call.ticket.deliver(result, problem) and problem is not None:
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
        return tuple(self._queue.jobs)

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
        ticket = Ticket(owner, done, failed)
        self._made_jobs += 1
        made = Job(self._made_jobs, title, function, arguments, ticket, cancelled, shop, topics)
        self._queue.add(made)
        return made

    def cancel(self, job: Job) -> None:
        """Stop a job: by itself within a moment, or by ending its process; the shop stays as it was."""
        self._queue.cancel(job)

    def preload(self) -> None:
        """Start the worker before it is needed and let it load what most jobs need."""
        self._queue.preload()

    def _job_ended(self, job: Job, result: Any, problem: BaseException | None) -> None:
        if not self.jobs:
            while self._held:
                self._start(self._held.popleft())
        changes = changes_in(result)
        topics = job.topics | (changes.topics if changes else frozenset())
        if job.state == "done":
            if self.shop is not None and "settings" in topics:
                self.shop.reload()
            job.ticket.deliver(result, None)
            self._announce(topics)
        elif job.state == "failed":
            if problem is not None and not job.ticket.deliver(None, problem):
                self._report(problem)
        elif job.on_cancelled is None:
            from engine.jobs import Cancelled

            job.ticket.deliver(None, Cancelled())
        elif job.ticket.wanted:
            job.on_cancelled()

    # --- the end --------------------------------------------------------------------------------------

    def close(self) -> None:
        """End the worker, finish what was already commanded, and let go of the shop."""
        self._closing = True
        self._queue.close()
        while self._held:
            self._start(self._held.popleft())
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
