"""Runs an export: asks for a folder, starts the job, and remembers where the files went."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from gui import errors
from gui.job_queue import Job
from gui.shell import Shell

if TYPE_CHECKING:
    from engine.campaigns.export import ExportResult


class Exporter(QObject):
    """One export at a time; the result is kept for as long as the window is open."""

    #: Something started or ended.
    changed = Signal()
    #: An export could not be done: the sentence.
    refused = Signal(str)

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._parent = shell, parent
        self.job: Job | None = None
        self.results: dict[int, ExportResult] = {}
        self._folder = ""

    def ask(self, campaign_id: int, formats: list[str], ready: Callable[[Callable[[], None]], None]) -> None:
        """Let the owner choose a folder, then export; ``ready`` runs something once all is saved."""
        begin = self._folder or QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        folder = QFileDialog.getExistingDirectory(self._parent, self.tr("Folder for the files"), begin)
        if folder:
            self._folder = folder
            ready(lambda: self.export_to(campaign_id, formats, Path(folder)))

    def export_to(self, campaign_id: int, formats: list[str], folder: Path) -> None:
        """Write the files into a folder."""
        if self.job is not None:
            return
        self.job = self._shell.tasks.job(
            "engine.campaigns.export:export",
            {"campaign_id": campaign_id, "folder": folder, "formats": tuple(formats)},
            title=self.tr("Exporting the campaign"),
            owner=self,
            done=self._done,
            failed=lambda problem: self._ended(errors.sentence(problem)),
            cancelled=lambda: self._ended(self.tr("Cancelled. Nothing was written.")),
        )
        self.changed.emit()

    def show_folder(self, campaign_id: int) -> None:
        """Open the folder of the last export in the file manager."""
        result = self.results.get(campaign_id)
        if result is not None and result.files:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(result.files[0]).parent)))

    def _done(self, result: ExportResult) -> None:
        self.results[result.campaign_id] = result
        self.job = None
        self.changed.emit()

    def _ended(self, sentence: str) -> None:
        self.job = None
        self.changed.emit()
        self.refused.emit(sentence)
