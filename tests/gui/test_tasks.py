"""Reads, commands and jobs: answers arrive on the window's thread, and no job leaves half a change."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.shop import Shop, change_settings
from gui.job_queue import Job, JobCrashed
from gui.tasks import Tasks
from gui.worker import JobProgress
from tests.gui.heartbeat import Heartbeat

JOBS = "tests.gui.jobs_for_tests"


@pytest.fixture
def opened(tasks: Tasks, shop_path: Path, open_shop: Callable[[Path], None]) -> Tasks:
    open_shop(shop_path)
    return tasks


class Outcome(QObject):
    """Collects what came back and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.problems: list[BaseException] = []
        self.threads: set[threading.Thread] = set()

    def done(self, result: Any) -> None:
        self.threads.add(threading.current_thread())
        self.results.append(result)

    def failed(self, problem: BaseException) -> None:
        self.threads.add(threading.current_thread())
        self.problems.append(problem)

    def job(self, tasks: Tasks, job: str, **arguments: Any) -> Job:
        return tasks.job(
            f"{JOBS}:{job}", arguments, title=job, owner=self, done=self.done, failed=self.failed
        )


def name_in_file(shop: Shop) -> str:
    shop.reload()
    return shop.settings.name


def test_reads_run_elsewhere_and_answer_here(opened: Tasks, qtbot: QtBot) -> None:
    outcome = Outcome()
    opened.read(lambda shop: threading.current_thread(), owner=outcome, done=outcome.done)
    qtbot.waitUntil(lambda: bool(outcome.results))
    assert outcome.results[0] is not threading.main_thread()
    assert outcome.threads == {threading.main_thread()}


def test_an_answer_nobody_wants_any_more_is_dropped(opened: Tasks, qtbot: QtBot) -> None:
    outcome, gone = Outcome(), Outcome()
    ticket = opened.read(lambda shop: "old", owner=outcome, done=outcome.done)
    ticket.cancel()
    opened.read(lambda shop: "for nobody", owner=gone, done=outcome.done)
    gone.deleteLater()
    opened.read(lambda shop: "new", owner=outcome, done=outcome.done)
    qtbot.waitUntil(lambda: opened.idle)
    assert outcome.results == ["new"]


def test_a_command_tells_what_changed_and_can_be_undone(opened: Tasks, qtbot: QtBot) -> None:
    outcome, told = Outcome(), []
    opened.undoable.connect(lambda changes, says: told.append((changes, says)))
    with qtbot.waitSignal(opened.changed) as changed:
        opened.command(change_settings, name="New name", owner=outcome, done=outcome.done, says="Saved")
    assert changed.args == [frozenset({"settings"})]
    assert opened.shop is not None
    assert opened.shop.settings.name == "New name"
    assert told[0][1] == "Saved"
    assert told[0][0].undo is not None


def test_a_job_runs_in_a_process_without_qt_and_reports_progress(opened: Tasks, qtbot: QtBot) -> None:
    outcome, seen = Outcome(), set()
    job = outcome.job(opened, "count_to", steps=100)
    opened.job_moved.connect(lambda: seen.add(round(job.fraction, 2)))
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    assert outcome.problems == []
    assert outcome.results == [(opened.shop.settings.name if opened.shop else "", False)]
    assert len(seen) > 3
    assert job.text is not None


def test_what_a_job_changed_is_announced_and_seen(opened: Tasks, qtbot: QtBot) -> None:
    outcome = Outcome()
    with qtbot.waitSignal(opened.changed, timeout=30_000) as changed:
        outcome.job(opened, "rename", name="By the worker")
    assert changed.args == [frozenset({"settings"})]
    assert opened.shop is not None
    assert opened.shop.settings.name == "By the worker"


def test_cancel_stops_a_job_within_a_second(opened: Tasks, qtbot: QtBot) -> None:
    outcome = Outcome()
    job = outcome.job(opened, "count_to", steps=6000)
    qtbot.waitUntil(lambda: job.fraction > 0, timeout=30_000)
    opened.cancel(job)
    qtbot.waitUntil(lambda: opened.idle, timeout=1_000)
    assert [type(problem) for problem in outcome.problems] == [Cancelled]
    assert job.state == "cancelled"


def test_a_job_that_does_not_listen_is_ended_and_leaves_the_shop_as_it_was(
    opened: Tasks, qtbot: QtBot
) -> None:
    outcome = Outcome()
    assert opened.shop is not None
    before = opened.shop.settings.name
    job = outcome.job(opened, "hang_in_transaction")
    qtbot.waitUntil(lambda: job.fraction >= 0.5, timeout=30_000)
    waiting = outcome.job(opened, "count_to", steps=1)
    opened.cancel(job)
    qtbot.waitUntil(lambda: job.state == "cancelled", timeout=3_000)
    assert name_in_file(opened.shop) == before
    # The job behind it gets a process of its own, and the shop can be written.
    outcome.job(opened, "rename", name="Afterwards")
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    assert [type(problem) for problem in outcome.problems] == [Cancelled]
    assert waiting.state == "done"
    assert name_in_file(opened.shop) == "Afterwards"


@pytest.mark.parametrize(
    ("name", "kind"), [("refuse", ClienteleError), ("stumble", JobCrashed), ("die", JobCrashed)]
)
def test_a_failed_job_says_why(opened: Tasks, qtbot: QtBot, name: str, kind: type[Exception]) -> None:
    outcome = Outcome()
    outcome.job(opened, name)
    outcome.job(opened, "count_to", steps=1)
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    assert [type(problem) for problem in outcome.problems] == [kind]
    assert len(outcome.results) == 1, "the job after it runs all the same"
    if kind is ClienteleError:
        assert outcome.problems[0].facts == {"file": "gone.csv"}  # type: ignore[attr-defined]


def test_commands_wait_for_the_running_job(opened: Tasks, qtbot: QtBot) -> None:
    outcome = Outcome()
    job = outcome.job(opened, "count_to", steps=30)
    opened.command(change_settings, name="Later", owner=outcome, done=outcome.done)
    assert opened.held == 1
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    assert job.state == "done"
    assert [type(result).__name__ for result in outcome.results] == ["tuple", "Changes"]
    assert opened.shop is not None
    assert name_in_file(opened.shop) == "Later"


def test_closing_keeps_what_was_commanded(
    shop_path: Path, tasks: Tasks, open_shop: Callable[[Path], None], qtbot: QtBot
) -> None:
    open_shop(shop_path)
    outcome = Outcome()
    job = outcome.job(tasks, "count_to", steps=6000)
    qtbot.waitUntil(lambda: job.fraction > 0, timeout=30_000)
    tasks.command(change_settings, name="Last words", owner=outcome)
    tasks.close()
    with Shop.open(shop_path) as shop:
        assert shop.settings.name == "Last words"


@pytest.mark.skipif(sys.platform == "win32", reason="counts in the scheduler's own time slices there")
def test_the_window_hears_while_a_job_runs(opened: Tasks, qtbot: QtBot) -> None:
    outcome, heart = Outcome(), Heartbeat()
    heart.start()
    outcome.job(opened, "count_to", steps=60)
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    heart.stop()
    assert heart.beats > 60, "the loop went round all the time"


def test_a_job_waits_for_the_write_under_way(opened: Tasks, qtbot: QtBot) -> None:
    outcome, go_on = Outcome(), threading.Event()

    def write_slowly(shop: Shop) -> object:
        go_on.wait(20)
        return change_settings(shop, name="Written first")

    opened.command(write_slowly, owner=outcome)
    job = outcome.job(opened, "count_to", steps=1)
    qtbot.wait(50)
    assert job.state == "waiting", "only one process may write to a shop file"
    go_on.set()
    qtbot.waitUntil(lambda: opened.idle, timeout=30_000)
    assert outcome.results == [("Written first", False)]


def test_nobody_who_is_gone_is_called_back(opened: Tasks, qtbot: QtBot) -> None:
    called: list[str] = []
    gone = Outcome()
    job = opened.job(
        "tests.gui.jobs_for_tests:count_to",
        {"steps": 6000},
        title="Long",
        owner=gone,
        cancelled=lambda: called.append("cancelled"),
    )
    qtbot.waitUntil(lambda: job.fraction > 0, timeout=30_000)
    opened.command(change_settings, name="Kept", owner=gone, done=lambda _: called.append("done"))
    shiboken6.delete(gone)
    with qtbot.waitSignal(opened.changed, timeout=10_000) as changed:
        opened.cancel(job)
    qtbot.waitUntil(lambda: opened.idle, timeout=10_000)
    assert called == []
    assert changed.args == [frozenset({"settings"})], "the pages hear of it all the same"


@pytest.mark.parametrize("left_open", [False, True])
def test_a_file_that_was_left_open_is_said_to_be_checked(
    shop_path: Path, tasks: Tasks, qtbot: QtBot, left_open: bool
) -> None:
    if left_open:
        shop_path.with_name(shop_path.name + "-wal").touch()
    heard: list[object] = []
    tasks.opening.connect(lambda path, checks: heard.append((path, checks)))
    tasks.opening_ended.connect(lambda: heard.append("ended"))
    tasks.open_shop(shop_path, owner=tasks, done=lambda _: None, failed=lambda _: None)
    qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)
    assert heard == [(shop_path, left_open), "ended"]


def test_closing_while_a_shop_is_being_opened_lets_go_of_it(shop_path: Path, tasks: Tasks) -> None:
    tasks.open_shop(shop_path, owner=tasks, done=lambda _: None, failed=lambda _: None)
    tasks.close()
    Shop.open(shop_path).close()


def test_a_cancel_that_comes_after_the_saving_does_not_deny_it() -> None:
    progress = JobProgress(io.BytesIO(), 1)
    progress.cancelled.set()
    progress(1.0)
    with pytest.raises(Cancelled):
        progress(0.99)
