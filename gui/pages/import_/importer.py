"""The engine's work on the queue: reading dropped files, and importing their tables one after another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from engine.errors import ClienteleError
from engine.importing.report import ImportReport
from engine.importing.views import ImportPreview
from gui.pages.import_.file_queue import FileQueue, QueuedFile, QueuedTable, State
from gui.tasks import Tasks

#: What an import of any kind may change.
_TOPICS = frozenset({"orders", "customers", "products", "imports", "campaigns", "reviews", "visits"})


class Importer(QObject):
    """Starts the jobs and puts their answers into the queue."""

    #: Some table came further.
    moved = Signal()
    #: An import failed: the exception.
    failed = Signal(object)
    #: Nothing is left to import; True where the owner stopped it.
    ended = Signal(bool)

    def __init__(self, queue: FileQueue, tasks: Tasks) -> None:
        super().__init__()
        self._queue, self._tasks = queue, tasks

    # --- reading --------------------------------------------------------------------------------------

    def read_file(self, file: QueuedFile) -> None:
        """Look at a file, or once more with what the owner said of it meanwhile."""
        moving = any(table.state in (State.WAITING, State.IMPORTING) for table in file.tables)
        if moving or all(table.state is State.DONE for table in file.tables):
            return
        if file.job is not None:
            self._tasks.cancel(file.job)
        file.turn += 1
        turn = file.turn
        for table in file.tables:
            if table.state is not State.DONE:
                table.state = State.READING
        file.job = self._tasks.job(
            "engine.importing:preview",
            {"path": file.path, "answers": dict(file.answers) or None},
            title=self.tr("Reading {file}").format(file=file.path.name),
            owner=self,
            done=lambda previews: self._was_read(file, turn, previews),
            failed=lambda problem: self._not_read(file, turn, problem),
            cancelled=lambda: self._not_read(file, turn, None),
        )

    def _was_read(self, file: QueuedFile, turn: int, previews: Sequence[ImportPreview]) -> None:
        if turn != file.turn or file not in self._queue.files:
            return
        file.job = None
        current = self._queue.current
        file.take(previews)
        if current is not None and current.file is file and current not in file.tables:
            self._queue.current = None
        self.moved.emit()

    def _not_read(self, file: QueuedFile, turn: int, problem: BaseException | None) -> None:
        if turn != file.turn or file not in self._queue.files:
            return
        file.job = None
        if problem is None:
            self._queue.remove(file)
        else:
            for table in file.tables:
                if table.state is not State.DONE:
                    table.state, table.problem = State.UNUSABLE, problem
        self.moved.emit()

    def forget(self) -> None:
        """Let go of every file that is not being imported."""
        for file in list(self._queue.files):
            if any(table.state in (State.WAITING, State.IMPORTING) for table in file.tables):
                continue
            file.turn += 1
            if file.job is not None:
                self._tasks.cancel(file.job)
            self._queue.remove(file)

    # --- importing ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Import what goes in, in the order of loading; of a single table also what the shop has already."""
        tables = self._queue.tables
        for table in self._queue.going_in or (tables if len(tables) == 1 else []):
            table.state, table.problem = State.WAITING, None
        self._next()

    def _next(self) -> None:
        tables = self._queue.next_import()
        if not tables:
            self.ended.emit(False)
            return
        file = tables[0].file
        for table in tables:
            table.state = State.IMPORTING
        names = tables[0].name if len(tables) == 1 else file.path.name
        answers = {table.key: table.answers for table in tables if table.answers}
        file.job = self._tasks.job(
            "engine.importing:run_import",
            {"paths": [file.path], "answers": answers or None, "only": [table.key for table in tables]},
            title=self.tr("Importing {file}").format(file=names),
            owner=self,
            done=lambda reports: self._imported(file, tables, reports),
            failed=lambda problem: self._not_imported(file, tables, problem),
            cancelled=lambda: self._stopped(file, tables),
            topics=_TOPICS,
        )

    def _imported(
        self, file: QueuedFile, tables: Sequence[QueuedTable], reports: Sequence[ImportReport]
    ) -> None:
        file.job = None
        found = {report.file: report for report in reports}
        for table in tables:
            # A file that is known as a whole is told of once, under its own name.
            report = found.get(table.name) or reports[0]
            if report.problem is not None:
                problem = ClienteleError(report.problem.key, **dict(report.problem.facts))
                table.state, table.problem = State.FAILED, problem
            else:
                table.state, table.report = State.DONE, report
        self.moved.emit()
        self._next()

    def _not_imported(self, file: QueuedFile, tables: Sequence[QueuedTable], problem: BaseException) -> None:
        file.job = None
        for table in tables:
            table.state, table.problem = State.FAILED, problem
        self.failed.emit(problem)
        self.moved.emit()
        self._next()

    def _stopped(self, file: QueuedFile, tables: Sequence[QueuedTable]) -> None:
        file.job = None
        for table in [*tables, *self._queue.within(State.WAITING)]:
            table.state = State.READY
        # Some of a file's tables may have been stored before: look again at what is still new.
        if len(file.tables) > 1:
            self.read_file(file)
        self.ended.emit(True)
