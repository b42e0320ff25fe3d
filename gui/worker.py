"""The worker process (``main.py --worker``): runs the engine's long jobs beside the window. Never imports Qt.

Frames of ``length (8 bytes) + pickle`` come in on standard input and go out on standard output.
In: ``("run", job, "module:function", shop path or None, arguments)``, ``("cancel", job)``, ``("preload",)``.
Out: ``("progress", job, fraction, Text or None)``, then one of ``("done", job, result)``,
``("cancelled", job)``, ``("failed", job, ClienteleError)``, ``("crashed", job, traceback)``.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import struct
import threading
import time
import traceback
from typing import IO, Any

from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.words import Text

_LENGTH = struct.Struct("<Q")

#: Progress is told at most this often, in seconds: more would only keep the window busy.
_PACE = 0.1


def send(stream: IO[bytes], message: object) -> None:
    """Write one frame."""
    body = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one frame; raises EOFError when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    size = _LENGTH.unpack(head)[0]
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)


class JobProgress:
    """The progress of one job: tells the window, and stops the job when the window asked for it."""

    def __init__(self, out: IO[bytes], job: int) -> None:
        self.cancelled = threading.Event()
        self._out = out
        self._job = job
        self._told = 0.0
        self._key = ""

    def __call__(self, fraction: float, text: Text | None = None) -> None:
        # At 1 all is saved already: too late to stop.
        if self.cancelled.is_set() and fraction < 1:
            raise Cancelled
        now = time.monotonic()
        key = text.key if text else self._key
        if now - self._told >= _PACE or key != self._key or fraction >= 1:
            self._told, self._key = now, key
            send(self._out, ("progress", self._job, fraction, text))


class Worker:
    """Takes jobs one after another; listens for cancel on a thread of its own."""

    def __init__(self, source: IO[bytes], out: IO[bytes]) -> None:
        self._source = source
        self._out = out
        self._waiting: queue.SimpleQueue[tuple[Any, ...]] = queue.SimpleQueue()
        self._progress: dict[int, JobProgress] = {}

    def run(self) -> None:
        """Work until the process is ended by its window's end."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            message = self._waiting.get()
            if message[0] == "preload":
                importlib.import_module("pandas")
            else:
                self._work(*message[1:])

    def _listen(self) -> None:
        try:
            while True:
                message = receive(self._source)
                if message[0] == "cancel":
                    if message[1] in self._progress:
                        self._progress[message[1]].cancelled.set()
                    continue
                if message[0] == "run":
                    self._progress[message[1]] = JobProgress(self._out, message[1])
                self._waiting.put(message)
        except EOFError:
            # The window is gone. An open transaction is rolled back by whoever opens the shop next.
            os._exit(0)

    def _work(self, job: int, function: str, shop: str | None, arguments: dict[str, Any]) -> None:
        progress = self._progress[job]
        try:
            progress(0.0)
            result = call(function, shop, arguments, progress)
            send(self._out, ("done", job, result))
        except Cancelled:
            send(self._out, ("cancelled", job))
        except ClienteleError as problem:
            send(self._out, ("failed", job, problem))
        except Exception:
            send(self._out, ("crashed", job, traceback.format_exc()))
        finally:
            del self._progress[job]


def call(function: str, shop: str | None, arguments: dict[str, Any], progress: JobProgress) -> object:
    """Run ``module:function``; with a shop path, on that shop as its first argument."""
    module, _, name = function.partition(":")
    target = getattr(importlib.import_module(module), name)
    if shop is None:
        return target(**arguments, progress=progress)
    from engine.shop import Shop

    with Shop.open(shop, owner=False) as opened:
        return target(opened, **arguments, progress=progress)


def main() -> None:
    """Speak frames on the standard streams; whatever prints goes to standard error instead."""
    out = os.fdopen(os.dup(1), "wb")
    try:
        os.dup2(2, 1)
    except OSError:
        # A windowed app on Windows has no standard error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    Worker(os.fdopen(0, "rb", closefd=False), out).run()
