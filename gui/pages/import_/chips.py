"""The dropped files side by side, each with how far it is; shown when there is more than one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QWidget

from gui.pages.import_.file_queue import QueuedFile, State
from gui.widgets.basics import Button, clear
from gui.widgets.flow import FlowLayout

#: A longer file name ends in … on its chip.
_WIDEST = 220


class FileChips(QWidget):
    """One button a file; ``chosen`` carries the file that the owner wants to look at."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Dropped files"))
        self._flow = FlowLayout(8)
        self.setLayout(self._flow)
        self._group = QButtonGroup(self)
        self._shown: list[tuple[QueuedFile, Button]] = []

    def show_files(self, files: Sequence[QueuedFile], current: QueuedFile | None) -> None:
        """Show these files and mark the one that is looked at."""
        if [file for file, _ in self._shown] != list(files):
            self._rebuild(files)
        for file, button in self._shown:
            words, icon = self._state(file.state)
            button.set_icon(icon)
            name = QFontMetrics(button.font()).elidedText(
                file.path.name, Qt.TextElideMode.ElideMiddle, _WIDEST
            )
            button.setText(f"{name}  ·  {words}")
            button.setToolTip(f"{file.path.name}: {words}")
            button.setAccessibleName(f"{file.path.name}: {words}")
            button.setChecked(file is current)
        self._flow.invalidate()
        self.setVisible(len(files) > 1)
        self.updateGeometry()

    def _rebuild(self, files: Sequence[QueuedFile]) -> None:
        clear(self._flow)
        self._shown.clear()
        for file in files:
            button = Button(" ", kind="segment", icon="file")
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, file=file: self.chosen.emit(file))
            self._flow.addWidget(button)
            self._shown.append((file, button))

    def _state(self, state: State) -> tuple[str, str]:
        return {
            State.READING: (self.tr("reading…"), "clock"),
            State.READY: (self.tr("ready"), "file"),
            State.ASKS: (self.tr("needs a look"), "info"),
            State.IMPORTING: (self.tr("importing…"), "clock"),
            State.DONE: (self.tr("imported"), "check"),
        }[state]
