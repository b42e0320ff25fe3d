"""Measured values with their uncertainty: bars in groups, each with a whisker where it may lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.theme import BODY, CAPTION, theme
from gui.widgets.badge import paint_badge

_HEAD, _ROW, _GAP, _BAR = 34, 30, 14, 16


@dataclass(frozen=True)
class Whisker:
    """One bar: its name, its value with the range it may lie in, how it is written, and a tooltip."""

    label: str
    value: float
    low: float
    high: float
    written: str
    tip: str = ""
    #: A token; what is compared stands back in ``muted``.
    tone: str = "accent"


@dataclass(frozen=True)
class WhiskerGroup:
    """Bars to compare under one title; ``verdict`` is a word or two on a badge of ``tone``."""

    title: str
    verdict: str
    tone: str
    bars: Sequence[Whisker]


class WhiskerChart(Chart):
    """Groups of bars over one scale from 0 to ``top``, with the scale written below."""

    def __init__(self, name: str, unit: str) -> None:
        super().__init__(name)
        self._unit = unit
        self._groups: Sequence[WhiskerGroup] = ()
        self._ticks: Sequence[float] = (0.0, 1.0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_groups(
        self,
        groups: Sequence[WhiskerGroup],
        ticks: Sequence[float],
        *,
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw these groups; the last of ``ticks`` is the end of the scale."""
        self._groups, self._ticks = tuple(groups), tuple(ticks)
        self.describe(summary, table)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    def sizeHint(self) -> QSize:
        bars = sum(len(group.bars) for group in self._groups)
        axis = 2 * QFontMetrics(theme.font(CAPTION)).height() + 12
        return QSize(420, len(self._groups) * (_HEAD + _GAP) + bars * _ROW + axis)

    def _area(self) -> QRectF:
        """Where the bars are: between the names and the written values."""
        metrics = QFontMetrics(theme.font(BODY))
        bars = [bar for group in self._groups for bar in group.bars]
        names = max((metrics.horizontalAdvance(bar.label) for bar in bars), default=0)
        values = max((metrics.horizontalAdvance(bar.written) for bar in bars), default=0)
        left = min(names + 14, self.width() * 0.4)
        axis = 2 * QFontMetrics(theme.font(CAPTION)).height() + 12
        return QRectF(left, 0, max(self.width() - left - values - 14, 40), self.height() - axis)

    def _lines(self) -> Iterator[tuple[WhiskerGroup | None, Whisker | None, QRectF]]:
        """Headings and bars from the top, each with its line."""
        top = 0.0
        for group in self._groups:
            yield group, None, QRectF(0, top, self.width(), _HEAD)
            top += _HEAD
            for bar in group.bars:
                yield None, bar, QRectF(0, top, self.width(), _ROW)
                top += _ROW
            top += _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self._area()
        self._draw_scale(painter, area)
        for group, bar, line in self._lines():
            if group is not None:
                self._draw_heading(painter, group, line)
            if bar is not None:
                self._draw_bar(painter, bar, line, area)
        painter.end()

    def _x(self, area: QRectF, value: float) -> float:
        return area.left() + area.width() * min(max(value, 0.0), self._ticks[-1]) / (self._ticks[-1] or 1.0)

    def _draw_scale(self, painter: QPainter, area: QRectF) -> None:
        tokens = theme.tokens
        painter.setFont(theme.font(CAPTION))
        metrics = painter.fontMetrics()
        for _, bar, line in self._lines():
            if bar is None:
                continue
            painter.setPen(QPen(QColor(tokens.border), 1))
            for tick in self._ticks:
                x = self._x(area, tick)
                painter.drawLine(QPointF(x, line.top()), QPointF(x, line.bottom()))
        painter.setPen(QColor(tokens.muted))
        for tick in self._ticks:
            written = f"{tick:g}"
            x = self._x(area, tick) - metrics.horizontalAdvance(written) / 2
            painter.drawText(QPointF(x, area.bottom() + metrics.ascent()), written)
        below = QRectF(area.left(), area.bottom() + metrics.height() + 2, area.width(), metrics.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), self._unit)

    def _draw_heading(self, painter: QPainter, group: WhiskerGroup, line: QRectF) -> None:
        painter.setFont(theme.font(BODY, strong=True))
        metrics = painter.fontMetrics()
        badge = QFontMetrics(theme.font(CAPTION)).horizontalAdvance(group.verdict) + 20
        room = line.width() - badge - 10
        title = metrics.elidedText(group.title, Qt.TextElideMode.ElideRight, round(room))
        painter.setPen(QColor(theme.tokens.text))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), title)
        place = QRectF(metrics.horizontalAdvance(title) + 10, line.top(), badge, line.height())
        paint_badge(painter, place, group.verdict, group.tone)

    def _draw_bar(self, painter: QPainter, bar: Whisker, line: QRectF, area: QRectF) -> None:
        tokens = theme.tokens
        painter.setFont(theme.font(BODY))
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(
            bar.label, Qt.TextElideMode.ElideRight, round(area.left() - 8)
        )
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), name)
        middle = line.center().y()
        color = tokens.color(bar.tone)
        fill = QColor(color)
        fill.setAlpha(255 if bar.tone == "accent" else 110)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        end = self._x(area, bar.value)
        painter.drawRoundedRect(QRectF(area.left(), middle - _BAR / 2, end - area.left(), _BAR), 3, 3)
        low, high = self._x(area, bar.low), self._x(area, bar.high)
        # A halo keeps the whisker visible on its own bar.
        for pen in (QPen(QColor(tokens.surface), 4), QPen(QColor(tokens.text), 1.6)):
            painter.setPen(pen)
            painter.drawLine(QPointF(low, middle), QPointF(high, middle))
            for x in (low, high):
                painter.drawLine(QPointF(x, middle - 5), QPointF(x, middle + 5))
        painter.setPen(QColor(tokens.text))
        told = QRectF(area.right() + 10, line.top(), line.right() - area.right() - 10, line.height())
        painter.drawText(told, int(Qt.AlignmentFlag.AlignVCenter), bar.written)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        tip = next((bar.tip for _, bar, line in self._lines() if bar and line.contains(place)), "")
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()
