"""What a page may ask of the window around it. Tests make one without a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from engine.changes import Changes
from gui.preferences import Preferences
from gui.tasks import Tasks
from gui.watched_folder import WatchedFolder


class Shell(QObject):
    """Tasks, preferences, and the signals by which a page moves the window."""

    #: Show a page: its id and the keyword arguments of its ``open``.
    navigated = Signal(str, object)
    #: Show a sentence for a few seconds, with ``Changes`` that can be undone, a function that takes it back,
    #: or None.
    toasted = Signal(str, object)
    #: Language or theme were chosen anew.
    preferences_changed = Signal()
    #: Open another shop file: its path.
    shop_wanted = Signal(str)

    def __init__(self, tasks: Tasks, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.watched = WatchedFolder(tasks, self)
        self.preferences = preferences
        tasks.undoable.connect(lambda changes, says: self.toast(says, changes))

    def navigate(self, page: str, **options: Any) -> None:
        """Go to a page; ``options`` are handed to its ``open``."""
        self.navigated.emit(page, options)

    def toast(
        self,
        sentence: str,
        changes: Changes | None = None,
        *,
        way_back: Callable[[], object] | None = None,
    ) -> None:
        """Tell the owner what was done; offers to undo it by a step of ``changes``, or by ``way_back``."""
        self.toasted.emit(sentence, way_back or changes)
