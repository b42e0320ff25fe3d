"""Horizontal bars: names at the left, values at the end of each bar, no axis to look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.focus import has_ring
from gui.theme import BODY, theme

_ROW = 34
_BAR = 18


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its length (≥ 0), how the value is written, what the tooltip adds, and a key."""

    label: str
    value: float
    written: str
    tip: str = ""
    key: object = None
    #: A token; bars of one series have one colour.
    tone: str = "accent"


class BarChart(Chart):
    """Bars over a zero baseline in the order given (sort them); a click emits the bar's key."""

    chosen = Signal(object)

    def __init__(self, name: str, *, clickable: bool = False) -> None:
        super().__init__(name)
        self._bars: tuple[Bar, ...] = ()
        self._pointed = -1
        self._clickable = clickable
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if clickable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_bars(self, bars: Sequence[Bar], summary: str, columns: tuple[str, str]) -> None:
        """Draw these bars; ``columns`` are the table twin's titles."""
        self._bars = tuple(bars)
        self._pointed = -1
        self.describe(summary, [columns, *((bar.label, bar.written) for bar in bars)])
        self.setFixedHeight(max(len(bars), 1) * _ROW)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, max(len(self._bars), 1) * _ROW)

    def _columns(self) -> tuple[float, float]:
        metrics = QFontMetrics(theme.font(BODY))
        names = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        values = max((metrics.horizontalAdvance(bar.written) for bar in self._bars), default=0)
        return min(names + 4, self.width() * 0.4), values + 10

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(BODY))
        names, values = self._columns()
        left = names + 12
        room = max(self.width() - left - values, 10)
        top = max((bar.value for bar in self._bars), default=0) or 1
        for place, bar in enumerate(self._bars):
            line = QRectF(0, place * _ROW, self.width(), _ROW)
            if place == self._pointed:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.raised))
                painter.drawRoundedRect(line, 6, 6)
            painter.setPen(QColor(tokens.text))
            label = painter.fontMetrics().elidedText(bar.label, Qt.TextElideMode.ElideRight, round(names))
            words = QRectF(4, line.top(), names + 4, _ROW)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), label)
            long = room * max(bar.value, 0) / top
            shape = QRectF(left, line.center().y() - _BAR / 2, max(long, 2), _BAR)
            color = tokens.color(bar.tone)
            painter.setPen(QPen(color.darker(118), 1))
            painter.setBrush(color)
            painter.drawRoundedRect(shape, 3, 3)
            painter.setPen(QColor(tokens.text))
            told = QRectF(shape.right() + 8, line.top(), values, _ROW)
            painter.drawText(told, int(Qt.AlignmentFlag.AlignVCenter), bar.written)
        if has_ring(self) and self._bars:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            spot = QRectF(1, max(self._pointed, 0) * _ROW + 1, self.width() - 2, _ROW - 2)
            painter.drawRoundedRect(spot, 6, 6)
        painter.end()

    def _at(self, event: QMouseEvent) -> int:
        place = int(event.position().y() // _ROW)
        return place if 0 <= place < len(self._bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if place != self._pointed:
            self._pointed = place
            self.update()
        if place >= 0 and self._bars[place].tip:
            QToolTip.showText(event.globalPosition().toPoint(), self._bars[place].tip, self)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = -1
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event)
        if self._clickable and place >= 0:
            self.chosen.emit(self._bars[place].key)

    def keyPressEvent(self, event: QEvent) -> None:
        key = getattr(event, "key", lambda: None)()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._bars:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._pointed = min(max(self._pointed + step, 0), len(self._bars) - 1)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._clickable:
            self.chosen.emit(self._bars[max(self._pointed, 0)].key)
        else:
            event.ignore()
