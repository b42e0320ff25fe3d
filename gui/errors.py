"""What went wrong, in a sentence: the engine's errors by their key, anything else calmly and with a log."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.errors import ClienteleError
from gui import text

log = logging.getLogger(__name__)

translate = QCoreApplication.translate


def sentence(problem: BaseException) -> str:
    """One sentence for the owner; never ``str(exception)``."""
    if isinstance(problem, ClienteleError):
        try:
            return text.say(problem.key, **problem.facts)
        except (KeyError, FileNotFoundError, ValueError):
            log.exception("no words for %s", problem.key)
    from engine.jobs import Cancelled

    if isinstance(problem, Cancelled):
        return translate("Errors", "Cancelled. Your shop is as it was.")
    return translate(
        "Errors",
        "Something went wrong inside Clientele. Your shop was not changed; the details are in the log.",
    )


def start_log(folder: Path) -> Path:
    """Write warnings and errors to a small rotating file; returns where."""
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "clientele.log"
    handler = RotatingFileHandler(path, maxBytes=512_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path
