"""A small word on a tint: a segment, a state."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import CAPTION, theme


def paint_badge(painter: QPainter, rect: QRectF, words: str, tone: str) -> None:
    """Draw a badge at the left of ``rect``, as wide as its words."""
    tokens = theme.tokens
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(CAPTION))
    metrics = painter.fontMetrics()
    wide = min(metrics.horizontalAdvance(words) + 16, rect.width())
    pill = QRectF(rect.left(), rect.center().y() - 11, wide, 22)
    ink = tokens.color(tone)
    ground = QColor(ink)
    ground.setAlpha(46 if tokens.dark else 28)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, 11, 11)
    painter.setPen(QColor(tokens.text))
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(wide) - 14)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), shown)


class Badge(QWidget):
    """A word on a tint of a token: accent, good, warn, bad or muted."""

    def __init__(self, words: str = "", tone: str = "accent") -> None:
        super().__init__()
        self._words, self._tone = words, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.changed.connect(self.update)

    def show_words(self, words: str, tone: str = "accent") -> None:
        """Say something else."""
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font(CAPTION)).horizontalAdvance(self._words) + 17, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._words, self._tone)
        painter.end()
