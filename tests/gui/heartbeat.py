"""A heartbeat in the event loop: how long the window was ever deaf, and what it was doing then."""

from __future__ import annotations

import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, Qt, QTimer

#: A silence longer than this, in seconds, is worth knowing the cause of.
_SUSPICIOUS = 0.05


class Heartbeat(QObject):
    """Beats every 5 ms on the window's thread; ``worst`` is the longest silence in seconds.

    ``busy`` is the CPU time the window's thread spent in that silence: far less of it than of silence means
    that the thread was ready and had to wait for a processor or for another thread of Python.
    """

    def __init__(self, *, watched: bool = False) -> None:
        super().__init__()
        self.worst = self.busy = 0.0
        self.beats = 0
        #: With ``watched``: where the window's thread stood in the longest silence.
        self.where = ""
        self._last, self._spent = time.perf_counter(), time.thread_time()
        self._seen = (0, "")
        self._timer = QTimer(self, interval=5)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        if watched:
            threading.Thread(target=self._watch, args=(threading.get_ident(),), daemon=True).start()

    def start(self) -> None:
        """Begin to listen."""
        self.worst, self.busy, self.beats, self.where = 0.0, 0.0, 0, ""
        self._last, self._spent = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> float:
        """Stop; returns the longest silence in seconds."""
        self._timer.stop()
        return self.worst

    def _beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        if now - self._last > self.worst:
            self.worst, self.busy = now - self._last, spent - self._spent
            beat, place = self._seen
            self.where = place if beat == self.beats else ""
        self._last, self._spent = now, spent
        self.beats += 1

    def _watch(self, thread: int) -> None:
        while True:
            time.sleep(0.02)
            frame = sys._current_frames().get(thread)
            if frame is None:
                return
            if self._timer.isActive() and time.perf_counter() - self._last > _SUSPICIOUS:
                self._seen = self.beats, "".join(traceback.format_stack(frame)[-6:])
