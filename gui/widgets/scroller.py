"""A column that scrolls up and down when it does not fit, and is exactly as tall as its words need."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Scroller(QScrollArea):
    """``column`` is the layout to fill. Its wrapped labels get the height for the real width, no more."""

    def __init__(self, name: str, *, spacing: int = 12, focusable: bool = False) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Where there is nothing inside to tab to, the keyboard scrolls the column itself.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        inner = _Inner()
        inner.setObjectName("scrolled")
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 8, 0)
        self.column.setSpacing(spacing)
        self.setWidget(inner)

    def to_top(self) -> None:
        """Show the beginning again."""
        self.verticalScrollBar().setValue(0)


class _Inner(QWidget):
    def minimumSizeHint(self) -> QSize:
        # A wrapping label's own minimum is a guess for another width; the height for this one is asked apart.
        return QSize(0, 0)
