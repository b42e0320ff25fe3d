"""Grey shapes where content will be, while it loads."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.theme import theme


class Skeleton(QWidget):
    """Four small cards over two large ones: near enough to every page."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens.raised))
        gap, wide = 16, self.width()
        small = (wide - 3 * gap) / 4
        for place in range(4):
            painter.drawRoundedRect(QRectF(place * (small + gap), 0, small, 104), 12, 12)
        rest = self.height() - 104 - gap
        left = (wide - gap) * 0.56
        painter.drawRoundedRect(QRectF(0, 104 + gap, left, rest), 12, 12)
        painter.drawRoundedRect(QRectF(left + gap, 104 + gap, wide - left - gap, rest), 12, 12)
        painter.end()
