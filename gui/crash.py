"""When something nobody foresaw breaks: a log entry, a calm dialog, and a note of hard crashes."""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from gui.errors import start_log
from gui.widgets.basics import Button, IconLabel, Label, row

log = logging.getLogger("clientele")


class CrashWatch:
    """Sends uncaught errors to the log and to ``tell`` (from any thread); arms the fault handler."""

    def __init__(self, folder: Path, tell: Callable[[str], object]) -> None:
        self.crashed_last_time = False
        self._tell = tell
        self._told = False
        try:
            start_log(folder)
            note = folder / "crash.txt"
            if note.exists() and note.stat().st_size:
                self.crashed_last_time = True
                note.replace(folder / "crash_last.txt")
            self._note = note.open("w")
            faulthandler.enable(self._note)
        except OSError:
            # No place to write to: then the dialog is all there is.
            log.warning("no log in %s", folder)
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._uncaught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        log.critical("uncaught\n%s", details)
        # One dialog is enough: what breaks in a repaint would open one a frame.
        if not self._told:
            self._told = True
            self._tell(details)


class CrashDialog(QDialog):
    """Says what happened without alarm; the details can be seen and copied. Nothing is sent anywhere."""

    def __init__(self, parent: QWidget, details: str, log_file: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumWidth(560)
        self._details = (
            f"Python {platform.python_version()}, Qt {qt_version}, {platform.platform()}\n\n{details}"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        told = Label(
            self.tr(
                "Clientele ran into a fault of its own. Your shop file is safe: unfinished changes are never"
                " kept. You can go on working; if it happens again, close and open the app."
            ),
            wrap=True,
        )
        head = row(IconLabel("warning", "warn", 28), spacing=14)
        head.addWidget(told, 1)
        layout.addLayout(head)
        self.view = QPlainTextEdit(self._details)
        self.view.setReadOnly(True)
        self.view.setAccessibleName(self.tr("Details"))
        self.view.setMinimumHeight(180)
        self.view.hide()
        layout.addWidget(self.view)
        close = Button(self.tr("Continue"), kind="primary", on_click=self.accept)
        layout.addLayout(
            row(
                Button(self.tr("Show details"), kind="quiet", on_click=self.view.show),
                Button(self.tr("Copy details"), kind="quiet", icon="copy", on_click=self.copy),
                Button(
                    self.tr("Open the log"),
                    kind="quiet",
                    on_click=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file))),
                ),
                None,
                close,
            )
        )
        close.setDefault(True)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)
