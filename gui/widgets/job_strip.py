"""The strip at the bottom of the window: what is running, how far it is, and Cancel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from gui import text
from gui.tasks import Tasks
from gui.widgets.basics import Button, ElidedLabel, Label, row

#: A job shorter than this never shows, and what shows stays for a moment: nothing flickers.
_APPEARS_MS, _STAYS_MS = 600, 500


class JobStrip(QFrame):
    """Shows the running job of ``tasks``, or the shop file being opened; hidden while there is none."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._tasks = tasks
        self._title = Label("", "strong")
        self._stage = ElidedLabel("", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(220)
        self._left = Label("", "muted")
        self._cancel = Button(self.tr("Cancel"), on_click=self._cancelled)
        layout = row(self._title, spacing=12)
        layout.addWidget(self._stage, 1)
        for widget in (self._left, self._bar, self._cancel):
            layout.addWidget(widget)
        layout.setContentsMargins(20, 8, 20, 8)
        self.setLayout(layout)
        self._appear = QTimer(self, singleShot=True, interval=_APPEARS_MS)
        self._appear.timeout.connect(self._show_now)
        self._vanish = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._vanish.timeout.connect(self._hide_now)
        #: A shop file that is being opened, and what is told of that.
        self._opening = ("", "")
        tasks.jobs_changed.connect(self._update)
        tasks.job_moved.connect(self._update)
        tasks.opening.connect(self._show_opening)
        tasks.opening_ended.connect(self._opened)
        self.hide()
        self._update()

    def _show_opening(self, path: Path, checks: bool) -> None:
        told = self.tr("It was not closed properly last time: the whole file is checked first.")
        self._opening = (self.tr("Opening {file}").format(file=path.stem), told if checks else "")
        self._update()

    def _opened(self) -> None:
        self._opening = ("", "")
        self._update()

    def _update(self) -> None:
        jobs = self._tasks.jobs
        if not jobs and self._opening[0]:
            self._come_up()
            self._title.setText(self._opening[0])
            self._stage.setText(self._opening[1])
            self._left.setText("")
            self._bar.setRange(0, 0)
            self._bar.setAccessibleName(self._opening[0])
            self._cancel.hide()
            return
        if not jobs:
            self._appear.stop()
            if self.isVisible():
                self._finish("")
                self._vanish.start()
            return
        self._come_up()
        job = jobs[0]
        self._title.setText(job.title)
        waiting = len(jobs) - 1
        stage = text.say(job.text) if job.text else ""
        if waiting:
            stage = " · ".join(filter(None, [stage, self.tr("%n more waiting", "", waiting)]))
        if stage != self._stage.text():
            self._stage.setText(stage)
        self._bar.setRange(0, 1000 if job.fraction > 0 else 0)
        self._bar.setValue(round(job.fraction * 1000))
        self._bar.setAccessibleName(job.title)
        left = job.seconds_left
        self._left.setText(
            "" if left is None else self.tr("about {time} left").format(time=text.duration(left))
        )
        if job.fraction >= 1:
            self._finish(self.tr("Almost done"))
            return
        self._cancel.show()
        cancelling = job.state == "cancelling"
        self._cancel.setEnabled(not cancelling)
        self._cancel.setText(self.tr("Cancelling…") if cancelling else self.tr("Cancel"))

    def _finish(self, stage: str) -> None:
        """What is done is saved: nothing is left to cancel."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(1000)
        self._stage.setText(stage)
        self._left.setText("")
        self._cancel.hide()

    @property
    def _has_news(self) -> bool:
        return bool(self._tasks.jobs or self._opening[0])

    def _come_up(self) -> None:
        self._vanish.stop()
        if not self.isVisible() and not self._appear.isActive():
            self._appear.start()

    def _show_now(self) -> None:
        if self._has_news:
            self.show()

    def _hide_now(self) -> None:
        if not self._has_news:
            self.hide()

    def _cancelled(self) -> None:
        if self._tasks.jobs:
            self._tasks.cancel(self._tasks.jobs[0])
