"""Focus rings for those who work by keyboard only: a click leaves no ring behind, nor does a new page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from gui.widgets.basics import restyle

#: Keys by which people move from control to control.
_MOVES = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
    }
)
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})


class FocusRings(QObject):
    """Marks the focused widget with the property ``ring`` from the first moving key to the next click."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._by_keys = False
        self._ringed: QWidget | None = None
        application.focusChanged.connect(self._moved)
        # A filter on the windows, not the application: Python then sees a few events, not every one.
        application.focusWindowChanged.connect(self._watch)
        self._watch(application.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if not self._by_keys and event.key() in _MOVES:
                self._by_keys = True
                self._moved(None, QApplication.focusWidget())
        elif kind in _PRESSES and self._by_keys:
            self._by_keys = False
            self._moved(None, None)
        return False

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        before, self._ringed = self._ringed, now if self._by_keys else None
        if before is self._ringed:
            return
        if before is not None:
            _ring(before, on=False)
        if self._ringed is not None:
            _ring(self._ringed, on=True)


def _ring(widget: QWidget, *, on: bool) -> None:
    from shiboken6 import isValid

    if isValid(widget):
        widget.setProperty("ring", on)
        restyle(widget)
        widget.update()


def has_ring(widget: QWidget) -> bool:
    """Whether a widget that paints itself should paint a ring."""
    return widget.hasFocus() and widget.property("ring") is True
