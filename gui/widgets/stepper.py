"""The steps of a real task: where one is, what is done, and a way back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gui import icons
from gui.focus import has_ring
from gui.theme import BODY, CAPTION, theme


class _Step(QAbstractButton):
    def __init__(self, number: int, label: str) -> None:
        super().__init__()
        self.setText(label)
        self.number, self.state = number, "later"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        # Room for the bold form, so that nothing moves when a step becomes the current one.
        return QSize(round(metrics.horizontalAdvance(self.text()) * 1.08) + 44, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(4, 7, 22, 22)
        strong = self.state != "later"
        painter.setPen(Qt.PenStyle.NoPen if strong else QPen(QColor(tokens.muted), 1.2))
        painter.setBrush(
            QColor({"now": tokens.accent, "done": tokens.accent_soft}.get(self.state, "transparent"))
        )
        painter.drawEllipse(disc)
        if self.state == "done":
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(8, 11, icons.pixmap("check", 14, "accent", ratio))
        else:
            painter.setFont(theme.font(CAPTION, strong=True))
            painter.setPen(QColor(tokens.on_accent if self.state == "now" else tokens.muted))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(self.number))
        painter.setFont(theme.font(BODY, strong=self.state == "now"))
        painter.setPen(QColor(tokens.text if strong else tokens.muted))
        words = self.rect().adjusted(34, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class Stepper(QWidget):
    """Numbered steps; a step that is done or reached already can be gone back to."""

    wanted = Signal(int)

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self._steps: list[_Step] = []
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for place, label in enumerate(labels):
            step = _Step(place + 1, label)
            step.setAccessibleName(label)
            step.clicked.connect(lambda _=False, place=place: self.wanted.emit(place))
            self._steps.append(step)
            layout.addWidget(step)
        layout.addStretch(1)
        theme.changed.connect(self.update)
        self.show_step(0)

    def show_step(self, current: int, reached: int | None = None) -> None:
        """Mark ``current``; steps up to ``reached`` (default: current) can be clicked."""
        reached = current if reached is None else max(reached, current)
        for place, step in enumerate(self._steps):
            step.state = "now" if place == current else "done" if place < current else "later"
            step.setEnabled(place <= reached)
            step.update()
