"""A folder that is watched for one shop: files that appear or change there are offered, never imported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gui.preferences import folder as own_folder
from gui.tasks import Tasks

if TYPE_CHECKING:
    from engine.importing.watched import FolderFile

#: A file that did not change between two looks this far apart is complete, in ms.
_PAUSE_MS = 1500

#: Network drives and changes inside a file are not always told of: look by ourselves too, in ms.
_ROUND_MS = 30_000

_FILE = "watched.json"


class WatchedFolder(QObject):
    """Watches while a shop is open that has such a folder; what is chosen is kept on this computer, by shop.

    Not in the shop file: another computer has other folders.
    """

    #: The offered files, or the folder, changed.
    changed = Signal()
    #: Files that were not offered before: how many.
    appeared = Signal(int)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._shop = ""
        self.folder: Path | None = None
        #: Why the folder cannot be read; None: it can.
        self.problem: BaseException | None = None
        self._seen: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._offered: list[FolderFile] = []
        self._watcher: QFileSystemWatcher | None = None
        self._again = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._again.timeout.connect(self.look)
        self._round = QTimer(self, interval=_ROUND_MS)
        self._round.timeout.connect(self.look)

    # --- which folder ---------------------------------------------------------------------------------

    def follow(self) -> None:
        """The open shop is another: watch its folder, if it has one."""
        shop = self._tasks.shop
        path = "" if shop is None else str(shop.path.resolve())
        if path != self._shop:
            self._shop = path
            kept = _load().get(path, {})
            self._start(Path(kept["folder"]) if kept.get("folder") else None, kept.get("seen", {}))

    def choose(self, folder: Path) -> None:
        """Watch a folder from now on; what lies there already is not offered."""
        from engine.importing.watched import files_in

        def listed(files: Sequence[FolderFile]) -> None:
            self._start(folder, {file.name: file.mark for file in files})
            self._keep()

        def not_listed(problem: BaseException) -> None:
            self.problem = problem
            self.changed.emit()

        self._tasks.call(files_in, folder, owner=self, done=listed, failed=not_listed)

    def stop(self) -> None:
        """Watch nothing any more."""
        self._start(None, {})
        self._keep()

    def _start(self, folder: Path | None, seen: dict[str, str]) -> None:
        self.folder, self._seen, self._last, self._offered = folder, dict(seen), {}, []
        self.problem = None
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._again.stop()
        self._round.stop()
        if folder is not None:
            self._watcher = QFileSystemWatcher([str(folder)], self)
            self._watcher.directoryChanged.connect(lambda _: self._again.start())
            self._round.start()
            self._again.start()
        self.changed.emit()

    # --- what is new ------------------------------------------------------------------------------------

    @property
    def files(self) -> list[Path]:
        """The offered files, by name."""
        return [self.folder / file.name for file in self._offered] if self.folder is not None else []

    def look(self) -> None:
        """List the folder on a reader thread."""
        if self.folder is not None and self._tasks.shop is not None:
            # Imported here: the window starts without any of the engine.
            from engine.importing.watched import new_files

            self._tasks.read(
                new_files,
                self.folder,
                dict(self._seen),
                owner=self,
                done=self._for_this(self._listed),
                failed=self._for_this(self._not_listed),
            )

    def _for_this(self, then: Callable[..., None]) -> Callable[..., None]:
        """Takes an answer only while the folder and the shop that were asked for are still watched."""
        asked = (self._shop, self.folder)

        def answered(result: object) -> None:
            if asked == (self._shop, self.folder):
                then(result)

        return answered

    def _listed(self, files: Sequence[FolderFile]) -> None:
        marks = {file.name: file.mark for file in files}
        # One that is still being written is waited for.
        complete = [file for file in files if self._last.get(file.name) == file.mark]
        if len(complete) < len(files):
            self._again.start()
        self._last = marks
        self.problem = None
        # While the owner was asked, files may have been taken or waved away.
        complete = [file for file in complete if self._seen.get(file.name) != file.mark]
        if complete != self._offered:
            fresh = len(set(complete) - set(self._offered))
            self._offered = complete
            self.changed.emit()
            if fresh:
                self.appeared.emit(len(complete))

    def _not_listed(self, problem: BaseException) -> None:
        self.problem, self._offered = problem, []
        self.changed.emit()

    def saw(self, paths: Sequence[Path]) -> None:
        """These files were looked at, or are not wanted: do not offer them again as they are now."""
        if self.folder is None:
            return
        names = {path.name for path in paths if path.parent == self.folder}
        names |= {name for name in self._last if self.folder in paths}
        if not names:
            return
        self._seen.update({name: self._last[name] for name in names if name in self._last})
        self._offered = [file for file in self._offered if file.name not in names]
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        stored = _load()
        stored.pop(self._shop, None)
        if self.folder is not None:
            stored[self._shop] = {"folder": str(self.folder), "seen": self._seen}
        try:
            own_folder().mkdir(parents=True, exist_ok=True)
            unfinished = own_folder() / f"{_FILE}.part"
            unfinished.write_text(json.dumps(stored, indent=1, ensure_ascii=False), "utf-8")
            os.replace(unfinished, own_folder() / _FILE)
        except OSError:
            # A full disk is no reason to disturb anyone: the files are offered once more next time.
            return


def _load() -> dict[str, dict[str, Any]]:
    """What was kept, by the path of the shop; a broken file counts as none."""
    try:
        stored = json.loads((own_folder() / _FILE).read_text("utf-8"))
        return {path: kept for path, kept in stored.items() if isinstance(kept.get("seen"), dict)}
    except (OSError, ValueError, AttributeError):
        return {}
