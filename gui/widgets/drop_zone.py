"""A place to drop files on, or to choose them from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout

from gui.widgets.basics import Button, IconLabel, Label, restyle, row

#: What a dialog that asks for tables offers.
TABLE_FILES = "(*.csv *.tsv *.tab *.txt *.xlsx *.xlsm *.xls *.ods *.json *.jsonl *.ndjson *.zip *.gz)"


def dropped_files(event: QDropEvent) -> list[Path]:
    """The local files of a drag or drop."""
    urls = event.mimeData().urls() if event.mimeData().hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


class DropZone(QFrame):
    """Emits the files that were dropped or chosen; ``folder`` names a second button for whole folders."""

    chosen = Signal(list)

    def __init__(
        self, title: str, sentence: str, button: str, name_filter: str = "", *, folder: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self._filter = name_filter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 28, 24, 28)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(IconLabel("import", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        heading = Label(title, "section")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(heading)
        told = Label(sentence, "muted", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        told.setFixedWidth(540)
        layout.addLayout(row(None, told, None))
        layout.addSpacing(4)
        self.button = Button(button, kind="primary", icon="open", on_click=self.choose)
        buttons = row(None, self.button)
        if folder:
            self.folder = Button(folder, on_click=self.choose_folder)
            buttons.addWidget(self.folder)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def choose(self) -> None:
        """Ask for files."""
        paths, _ = QFileDialog.getOpenFileNames(self, self.button.text(), "", self._filter)
        if paths:
            self.chosen.emit([Path(path) for path in paths])

    def choose_folder(self) -> None:
        """Ask for a folder."""
        path = QFileDialog.getExistingDirectory(self, self.folder.text())
        if path:
            self.chosen.emit([Path(path)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()
            self._heat(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._heat(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._heat(False)
        event.acceptProposedAction()
        self.chosen.emit(dropped_files(event))

    def _heat(self, hot: bool) -> None:
        self.setProperty("hot", "true" if hot else "false")
        restyle(self)
