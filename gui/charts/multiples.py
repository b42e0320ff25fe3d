"""Many small courses below each other on one time axis: a name, a line, and where it began and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.focus import has_ring
from gui.theme import BODY, CAPTION, theme

_ROW = 30
_PADDING = 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Course:
    """A line through time: its key and name, a value a moment, each with its tooltip, and two words.

    ``ended`` is the last value written, ``changed`` how it changed over the whole.
    """

    key: str
    name: str
    values: Sequence[float]
    tips: Sequence[str]
    ended: str
    changed: str


class SmallMultiples(Chart):
    """Every row has its own scale from 0, so that small groups are seen to move; a click emits the key."""

    chosen = Signal(str)

    def __init__(self, name: str, titles: tuple[str, str]) -> None:
        super().__init__(name)
        self._titles = titles
        self._courses: Sequence[Course] = ()
        self._ends = ("", "")
        self._marked = ""
        self._pointed: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(360, 220)

    def sizeHint(self) -> QSize:
        return QSize(520, len(self._courses) * _ROW + 60)

    def show_courses(
        self, courses: Sequence[Course], ends: tuple[str, str], summary: str, table: Sequence[Sequence[str]]
    ) -> None:
        """Draw the courses in this order; ``ends`` name the first and the last moment."""
        self._courses, self._ends, self._pointed = tuple(courses), ends, None
        self.describe(summary, table)
        self.update()

    def mark(self, key: str) -> None:
        """Bring a row forward."""
        self._marked = key
        self.update()

    def _columns(self) -> tuple[float, float, float]:
        """Where the lines begin and end, and where the last column begins."""
        metrics = QFontMetrics(theme.font(BODY))
        names = max((metrics.horizontalAdvance(each.name) for each in self._courses), default=0) + 16
        ended = max((metrics.horizontalAdvance(each.ended) for each in self._courses), default=0)
        changed = max((metrics.horizontalAdvance(each.changed) for each in self._courses), default=0)
        heads = [QFontMetrics(theme.font(CAPTION)).horizontalAdvance(title) for title in self._titles]
        last = max(changed, heads[1]) + 14
        middle = max(ended, heads[0]) + 14
        left = _PADDING + min(names, self.width() * 0.34)
        return left, max(self.width() - _PADDING - last - middle, left + 60), self.width() - _PADDING - last

    def _rows(self) -> list[QRectF]:
        line = QFontMetrics(theme.font(CAPTION)).height()
        top, bottom = line + 8.0, line + 8.0
        tall = min((self.height() - top - bottom) / max(len(self._courses), 1), 52)
        return [QRectF(0, top + place * tall, self.width(), tall) for place in range(len(self._courses))]

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._courses:
            return
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, last = self._columns()
        rows = self._rows()
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        line = painter.fontMetrics().height()
        painter.drawText(QRectF(right, 0, last - right - 4, line), _RIGHT, self._titles[0])
        painter.drawText(QRectF(last, 0, self.width() - last - _PADDING, line), _RIGHT, self._titles[1])
        for course, row in zip(self._courses, rows, strict=True):
            self._draw_row(painter, course, row)
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        below = QRectF(left, rows[-1].bottom() + 2, right - left, line)
        painter.drawText(below, _LEFT, self._ends[0])
        painter.drawText(below, _RIGHT, self._ends[1])
        self._draw_pointed(painter, rows, line)
        painter.end()

    def _draw_row(self, painter: QPainter, course: Course, row: QRectF) -> None:
        tokens = theme.tokens
        left, right, last = self._columns()
        chosen = course.key == self._marked
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft))
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
            if has_ring(self):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.drawRoundedRect(row.adjusted(1, 2, -1, -2), 6, 6)
        painter.setFont(theme.font(BODY, strong=chosen))
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(
            course.name, Qt.TextElideMode.ElideRight, round(left - _PADDING - 8)
        )
        painter.drawText(QRectF(_PADDING, row.top(), left, row.height()), _LEFT, name)
        painter.drawText(QRectF(right, row.top(), last - right - 4, row.height()), _RIGHT, course.ended)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(
            QRectF(last, row.top(), self.width() - last - _PADDING, row.height()), _RIGHT, course.changed
        )
        spots = self._spots(course, row)
        if len(spots) < 2:
            return
        path = QPainterPath(spots[0])
        for spot in spots[1:]:
            path.lineTo(spot)
        ground = QPainterPath(path)
        ground.lineTo(QPointF(spots[-1].x(), row.bottom() - 3))
        ground.lineTo(QPointF(spots[0].x(), row.bottom() - 3))
        fill = QColor(tokens.accent)
        fill.setAlpha(40)
        painter.fillPath(ground, fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(spots[-1], 3, 3)

    def _spots(self, course: Course, row: QRectF) -> list[QPointF]:
        left, right, _ = self._columns()
        wide, tall = right - left - 8, row.height() - 8
        top = max(course.values, default=0) or 1
        steps = max(len(course.values) - 1, 1)
        return [
            QPointF(left + 2 + wide * place / steps, row.bottom() - 3 - tall * value / top)
            for place, value in enumerate(course.values)
        ]

    def _draw_pointed(self, painter: QPainter, rows: list[QRectF], line: int) -> None:
        if self._pointed is None:
            return
        place, moment = self._pointed
        spot = self._spots(self._courses[place], rows[place])[moment]
        painter.setPen(QPen(QColor(theme.tokens.text), 1))
        painter.drawLine(
            QPointF(spot.x(), rows[place].top() + 2), QPointF(spot.x(), rows[place].bottom() - 2)
        )

    def _at(self, spot: QPointF) -> int | None:
        return next((place for place, row in enumerate(self._rows()) if row.contains(spot)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        self._pointed, tip = None, ""
        if place is not None:
            course = self._courses[place]
            spots = self._spots(course, self._rows()[place])
            x = event.position().x()
            left, right, _ = self._columns()
            if spots and left - 8 <= x <= right:
                moment = min(range(len(spots)), key=lambda at: abs(spots[at].x() - x))
                self._pointed, tip = (place, moment), course.tips[moment]
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._courses[place].key)

    def _choose(self, key: str) -> None:
        self.mark("" if key == self._marked else key)
        self.chosen.emit(self._marked)

    def keyPressEvent(self, event: QEvent) -> None:
        key = getattr(event, "key", lambda: None)()
        keys = [course.key for course in self._courses]
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and keys:
            step = 1 if key == Qt.Key.Key_Down else -1
            place = keys.index(self._marked) + step if self._marked in keys else 0
            self.mark(keys[min(max(place, 0), len(keys) - 1)])
            self.chosen.emit(self._marked)
        else:
            event.ignore()
