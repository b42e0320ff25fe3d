"""Curves over the passes of a training: one scale, names at their ends, the best pass marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.theme import CAPTION, theme

_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
#: Between the end of a curve and its name, and the least height a name needs.
_GAP, _LINE = 8, 18


@dataclass(frozen=True)
class Curve:
    """A value a step with the name at its end; ``tone`` is a token of the theme."""

    name: str
    values: Sequence[float]
    tone: str


class CurveChart(Chart):
    """Curves over steps counted from 1, on a scale that need not begin at 0."""

    def __init__(self, name: str, x_title: str) -> None:
        super().__init__(name)
        self._x_title = x_title
        self._curves: Sequence[Curve] = ()
        self._tips: Sequence[str] = ()
        self._best: tuple[int, str] | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setMinimumSize(300, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    def show_curves(
        self,
        curves: Sequence[Curve],
        tips: Sequence[str],
        *,
        best: tuple[int, str] | None,
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw curves of one length; ``tips`` one a step, ``best`` (the step from 0, its name) is marked."""
        self.describe(summary, table)
        self._curves, self._tips, self._best, self._pointed = tuple(curves), tuple(tips), best, None
        self.update()

    @property
    def _steps(self) -> int:
        return max((len(curve.values) for curve in self._curves), default=0)

    def _area(self) -> QRectF:
        metrics = QFontMetrics(theme.font(CAPTION))
        names = max((metrics.horizontalAdvance(curve.name) for curve in self._curves), default=0)
        scale = max((metrics.horizontalAdvance(_written(tick)) for tick in self._ticks()), default=0)
        below = 2 * metrics.height() + 10
        wide, tall = self.width() - scale - names - _GAP - 16, self.height() - below - 10
        return QRectF(scale + 10, 10, max(wide, 60), max(tall, 60))

    def _ticks(self) -> list[float]:
        values = [value for curve in self._curves for value in curve.values] or [0.0, 1.0]
        low, high = min(values), max(values)
        rough = max((high - low) / 4, abs(high) * 1e-3, 1e-6)
        scale = 10.0 ** floor(log10(rough))
        step = next(nice * scale for nice in (1, 2, 2.5, 5, 10) if nice * scale >= rough * 0.999)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        return [step * place for place in range(first, max(last, first + 1) + 1)]

    def _spot(self, area: QRectF, step: int, value: float) -> QPointF:
        ticks = self._ticks()
        across = step / max(self._steps - 1, 1)
        up = (value - ticks[0]) / (ticks[-1] - ticks[0])
        return QPointF(area.left() + area.width() * across, area.bottom() - area.height() * up)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._steps:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(CAPTION))
        area = self._area()
        self._draw_axes(painter, area)
        for step, strong in ((self._best[0] if self._best else None, True), (self._pointed, False)):
            if step is not None:
                style = Qt.PenStyle.DashLine if strong else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor(theme.tokens.muted), 1, style))
                x = self._spot(area, step, self._ticks()[0]).x()
                painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for curve in self._curves:
            spots = [self._spot(area, step, value) for step, value in enumerate(curve.values)]
            painter.setPen(QPen(theme.tokens.color(curve.tone), 2))
            for one, other in pairwise(spots):
                painter.drawLine(one, other)
            if len(spots) == 1:
                painter.drawEllipse(spots[0], 2, 2)
        self._draw_names(painter, area)
        painter.end()

    def _draw_axes(self, painter: QPainter, area: QRectF) -> None:
        tokens = theme.tokens
        for tick in self._ticks():
            height = self._spot(area, 0, tick).y()
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(area.left(), height), QPointF(area.right(), height))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(0, height - 10, area.left() - 8, 20), _RIGHT, _written(tick))
        metrics = painter.fontMetrics()
        every = max(ceil(self._steps * (metrics.horizontalAdvance("00") + 16) / area.width()), 1)
        top = area.bottom() + 4
        for step in range(0, self._steps, every):
            x = self._spot(area, step, 0.0).x()
            painter.drawText(QRectF(x - 20, top, 40, metrics.height()), _CENTRE, str(step + 1))
        line = QRectF(area.left(), top + metrics.height() + 2, area.width(), metrics.height())
        painter.drawText(line, _CENTRE, self._x_title)

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        """Each name where its curve ends, moved apart where they would lie on each other."""
        ends = sorted(
            (
                (self._spot(area, len(curve.values) - 1, curve.values[-1]).y(), curve)
                for curve in self._curves
            ),
            key=lambda end: end[0],
        )
        below = area.top() - _LINE
        for y, curve in ends:
            below = min(max(y, below + _LINE), area.bottom())
            painter.setPen(theme.tokens.color(curve.tone))
            left = area.right() + _GAP
            painter.drawText(QRectF(left, below - _LINE / 2, self.width() - left, _LINE), _LEFT, curve.name)
        if self._best is not None:
            step, name = self._best
            metrics = painter.fontMetrics()
            wide = metrics.horizontalAdvance(name) + 2
            x = self._spot(area, step, 0.0).x()
            left = x + 6 if x + 6 + wide < area.right() else x - 6 - wide
            painter.setPen(QColor(theme.tokens.muted))
            painter.drawText(QRectF(left, area.top(), wide, metrics.height()), _LEFT, name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._steps:
            return
        area = self._area()
        step = round((event.position().x() - area.left()) / area.width() * (self._steps - 1))
        self._pointed = min(max(step, 0), self._steps - 1)
        QToolTip.showText(event.globalPosition().toPoint(), self._tips[self._pointed], self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()


def _written(value: float) -> str:
    return f"{value:.3g}"
