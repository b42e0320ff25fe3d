"""One bar in two parts: who gets the mail, and who does not so that it can be measured."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import theme


class SplitBar(QWidget):
    """Two shares of a whole, the first in the accent colour."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_share(self, share: float, told: str) -> None:
        """The first part's share, and both in words."""
        self._share = share
        self.setAccessibleName(told)
        self.setToolTip(told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, 6, 6)
        painter.setClipPath(shape)
        painter.fillRect(whole, QColor(tokens.border))
        first = QRectF(whole)
        first.setWidth(whole.width() * self._share)
        painter.fillRect(first, QColor(tokens.accent))
        painter.end()
