"""The job that learns who resembles whom, for the two places that start it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from gui.page import Page

_FUNCTION = "engine.embeddings.training:learn_likeness"


def start(page: Page, owner: QObject, ended: Callable[[], None]) -> None:
    """Learn in the worker unless that is under way; ``ended`` is called however it ends."""
    if is_running(page):
        return

    def failed(problem: BaseException) -> None:
        ended()
        page.show_problem(problem)

    page.shell.tasks.job(
        _FUNCTION,
        {},
        title=QCoreApplication.translate("Customers", "Learning who resembles whom"),
        owner=owner,
        done=lambda _: ended(),
        failed=failed,
        cancelled=ended,
        topics=frozenset({"likeness"}),
    )


def is_running(page: Page) -> bool:
    """Whether it is being learned now, or waits for its turn."""
    return any(job.function == _FUNCTION for job in page.shell.tasks.jobs)
