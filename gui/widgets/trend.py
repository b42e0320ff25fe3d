"""A trend over time drawn without a chart library: for Home, which must be there at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import CAPTION, theme


@dataclass(frozen=True)
class TrendPoint:
    """One step: its short label below the axis, its value, and what the tooltip says about it."""

    label: str
    value: float
    tip: str


class Trend(QWidget):
    """An area over a zero baseline with three grid lines and the value under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[TrendPoint] = ()
        self._axis: Callable[[float], str] = str
        self._pointed: int | None = None
        self._partial = False
        self.setMouseTracking(True)
        self.setMinimumHeight(140)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 200)

    def show_points(
        self,
        points: Sequence[TrendPoint],
        axis: Callable[[float], str],
        *,
        partial: bool = False,
        summary: str = "",
    ) -> None:
        """Draw these steps; ``axis`` writes a value, ``partial`` dots the last step: it is not over."""
        self._points, self._axis, self._partial = tuple(points), axis, partial
        self._pointed = None
        self.setAccessibleDescription(summary)
        self.update()

    def _area(self) -> QRectF:
        metrics = QFontMetrics(theme.font(CAPTION))
        left = max((metrics.horizontalAdvance(self._axis(tick)) for tick in self._ticks()), default=0) + 10
        return QRectF(left, 8, self.width() - left - 8, self.height() - metrics.height() - 20)

    def _ticks(self) -> list[float]:
        top = max((point.value for point in self._points), default=0.0)
        return nice_ticks(top, 3)

    def _place(self, area: QRectF, index: int) -> QPointF:
        top = self._ticks()[-1] or 1.0
        step = area.width() / max(len(self._points) - 1, 1)
        value = max(self._points[index].value, 0.0)
        return QPointF(area.left() + step * index, area.bottom() - area.height() * value / top)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < 2:
            return
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(CAPTION))
        area = self._area()
        self._draw_grid(painter, area)
        line = [self._place(area, index) for index in range(len(self._points))]
        accent = QColor(tokens.accent)
        shade = QLinearGradient(0, area.top(), 0, area.bottom())
        for stop, alpha in ((0.0, 70), (1.0, 6)):
            tint = QColor(accent)
            tint.setAlpha(alpha)
            shade.setColorAt(stop, tint)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        foot = [QPointF(line[-1].x(), area.bottom()), QPointF(line[0].x(), area.bottom())]
        painter.drawPolygon(QPolygonF(line + foot))
        pen = QPen(accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        whole = line[:-1] if self._partial else line
        painter.drawPolyline(QPolygonF(whole))
        if self._partial:
            pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(line[-2], line[-1])
        if self._pointed is not None:
            spot = line[self._pointed]
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(spot.x(), area.top()), QPointF(spot.x(), area.bottom()))
            painter.setPen(QPen(QColor(tokens.surface), 2))
            painter.setBrush(accent)
            painter.drawEllipse(spot, 5, 5)
        painter.end()

    def _draw_grid(self, painter: QPainter, area: QRectF) -> None:
        tokens = theme.tokens
        ticks = self._ticks()
        for tick in ticks:
            height = area.bottom() - area.height() * tick / (ticks[-1] or 1.0)
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(
                QRectF(0, height - 10, area.left() - 8, 20),
                int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
                self._axis(tick),
            )
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(point.label) for point in self._points) + 18
        step = area.width() / max(len(self._points) - 1, 1)
        every = max(math.ceil(widest / max(step, 1)), 1)
        last = len(self._points) - 1
        for index in range(last, -1, -every):
            label = self._points[index].label
            wide = metrics.horizontalAdvance(label)
            left = min(max(area.left() + step * index - wide / 2, area.left() - 10), self.width() - wide)
            painter.drawText(QPointF(left, area.bottom() + metrics.ascent() + 8), label)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if len(self._points) < 2:
            return
        area = self._area()
        step = area.width() / (len(self._points) - 1)
        index = round((event.position().x() - area.left()) / max(step, 1))
        self._pointed = min(max(index, 0), len(self._points) - 1)
        QToolTip.showText(event.globalPosition().toPoint(), self._points[self._pointed].tip, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()


def nice_ticks(top: float, steps: int) -> list[float]:
    """Round values from 0 to at least ``top`` in about ``steps`` equal steps of 1, 2, 2.5 or 5 × 10ⁿ."""
    if top <= 0:
        return [0.0, 1.0]
    rough = top / steps
    scale = 10.0 ** math.floor(math.log10(rough))
    step = next(nice * scale for nice in (1, 2, 2.5, 5, 10) if nice * scale >= rough * 0.999)
    return [step * place for place in range(math.ceil(top / step - 1e-9) + 1)]
