"""A line to search by, which waits until one stops typing."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from gui import icons
from gui.theme import theme

#: Pause after the last key before the search runs, in ms: shorter flickers, longer feels slow.
_PAUSE = 60


class SearchBox(QLineEdit):
    """Emits ``searched`` with the trimmed text shortly after the last key; Ctrl+F puts the cursor here."""

    searched = Signal(str)

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(220)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._recolour()
        theme.changed.connect(self._recolour)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(lambda: self.searched.emit(self.text().strip()))
        self.textChanged.connect(lambda: self._timer.start())
        QShortcut(QKeySequence.StandardKey.Find, self, self.setFocus)

    def _recolour(self) -> None:
        self._glass.setIcon(icons.icon("search", "muted", 18))
