"""The window's end of the worker process: starts it, speaks with it, ends it."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    import subprocess

log = logging.getLogger(__name__)


class WorkerProcess(QObject):
    """One process at a time, started when first spoken to; what it says arrives on the window's thread."""

    #: What the process said, as ``gui.worker`` lists it.
    said = Signal(object)
    #: It ended: its exit status. The next ``send`` starts another.
    gone = Signal(int)

    #: From the listening thread: the process, and what it said or its exit status.
    _heard = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: subprocess.Popen[bytes] | None = None
        #: It was told to end and has not yet: nothing may be asked of it any more.
        self.dying = False
        self._heard.connect(self._take)

    def send(self, message: object) -> None:
        """Say something to the process; one that has died meanwhile is reported by ``gone``."""
        from gui import worker

        process = self._process or self._start()
        if process.stdin is not None:
            try:
                worker.send(process.stdin, message)
            except OSError:
                log.warning("the worker process is gone")

    @property
    def running(self) -> bool:
        """Whether there is one."""
        return self._process is not None

    def kill(self) -> None:
        """End it wherever it is; ``gone`` follows."""
        if self._process is not None:
            self.dying = True
            self._process.kill()

    def close(self) -> None:
        """End it and wait until it is no more; nothing follows."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        import subprocess

        # The app's own front door; a packaged app is one.
        door = [] if getattr(sys, "frozen", False) else [str(Path(__file__).resolve().parents[1] / "main.py")]
        self._process = subprocess.Popen(
            [sys.executable, *door, "--worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        return self._process

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        from gui import worker

        if process.stdout is None:
            return
        # RuntimeError: the window and with it this object are gone already.
        with contextlib.suppress(RuntimeError):
            try:
                while True:
                    self._heard.emit(process, worker.receive(process.stdout))
            except (EOFError, OSError, ValueError):
                status = process.wait()
                for stream in (process.stdout, process.stdin):
                    if stream is not None:
                        with contextlib.suppress(OSError):
                            stream.close()
                self._heard.emit(process, status)

    def _take(self, process: subprocess.Popen[bytes], message: object) -> None:
        if process is not self._process:
            return
        if isinstance(message, int):
            self._process, self.dying = None, False
            self.gone.emit(message)
        else:
            self.said.emit(message)
