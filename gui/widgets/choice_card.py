"""A card that is a button: one of a few choices that need a sentence each, or a row that opens something."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.focus import has_ring
from gui.theme import theme
from gui.widgets.basics import IconLabel, Label, column, row


class ChoiceCard(QAbstractButton):
    """Title, sentence and icon on a card; the chosen one has the accent's border and a check mark."""

    def __init__(self, title: str, about: str = "", *, icon: str = "", checkable: bool = True) -> None:
        super().__init__()
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.title = Label(title, "strong", wrap=True)
        self.about = Label(about, "muted", wrap=True)
        if not about:
            self.about.hide()
        self._check = IconLabel("check", "accent", 18)
        self._check.setVisible(False)
        head = row(spacing=10)
        if icon:
            head.addWidget(IconLabel(icon, "accent", 20), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(column(self.title, self.about, spacing=4), 1)
        if checkable:
            head.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(14, 12, 14, 12)
        self.content.setSpacing(8)
        self.content.addLayout(head)
        self.content.addStretch(1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(self._check.setVisible)
        theme.changed.connect(self.update)

    def tell(self, about: str) -> None:
        """Another sentence."""
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.setAccessibleDescription(about)

    def sizeHint(self) -> QSize:
        return self.content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.content.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self.content.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.content.heightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or has_ring(self)
        wide = 2 if strong else 1
        inside = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        ground = tokens.surface
        if self.isChecked():
            ground = tokens.accent_soft
        elif self.underMouse() and self.isEnabled():
            ground = tokens.raised
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(tokens.accent if strong else tokens.border), wide))
        painter.drawRoundedRect(inside, 10, 10)
        if self.isChecked() and has_ring(self):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        painter.end()
