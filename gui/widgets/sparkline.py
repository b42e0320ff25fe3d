"""A word-sized line: the recent course of one figure, without axes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from gui.theme import theme


class Sparkline(QWidget):
    """A line from oldest to newest with its last point marked. Scaled to its own range."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[float] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(84, 30)

    def show_values(self, values: Sequence[float]) -> None:
        """Draw these values."""
        self._values = [float(value) for value in values]
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        inner = self.rect().adjusted(3, 4, -5, -4)
        step = inner.width() / (len(self._values) - 1)
        points = [
            QPointF(inner.left() + step * place, inner.bottom() - inner.height() * (value - low) / span)
            for place, value in enumerate(self._values)
        ]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = QColor(theme.tokens.accent)
        painter.setPen(QPen(accent, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(points[-1], 2.8, 2.8)
        painter.end()
