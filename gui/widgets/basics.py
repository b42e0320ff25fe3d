"""Labels, buttons and small layouts in the one style of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import icons
from gui.theme import theme

L = TypeVar("L", bound=QBoxLayout)


class Label(QLabel):
    """Plain text in a role: title, section, figure, strong, muted, caption, good, warn, bad.

    A wrapping label takes the height that its width needs.
    """

    def __init__(self, text: str = "", role: str = "body", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_role(self, role: str) -> None:
        """Change the role of the type scale."""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


class ElidedLabel(QLabel):
    """One line that ends in … where it does not fit, and then tells the whole on hover.

    With ``middle`` the … stands in the middle: the end of a file's name tells as much as its beginning.
    """

    def __init__(self, text: str = "", role: str = "body", *, middle: bool = False) -> None:
        super().__init__(text)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("elides", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(24)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.text()) + 2, hint.height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            fits = QFontMetrics(self.font()).horizontalAdvance(self.text()) <= self.width()
            self.setToolTip("" if fits else self.text())
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        line = painter.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), line)
        painter.end()


class Button(QPushButton):
    """A button of a kind: primary (one a page), secondary, quiet, danger, icon, row, nav, segment."""

    def __init__(
        self,
        text: str = "",
        *,
        kind: str = "secondary",
        icon: str = "",
        on_click: Callable[[], object] | None = None,
        tip: str = "",
    ) -> None:
        super().__init__("" if kind == "icon" else text)
        self.setProperty("kind", kind)
        self._icon_name = icon
        self._kind = kind
        self.setIconSize(QSize(18, 18))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if kind == "icon":
            self.setAccessibleName(text)
            self.setToolTip(tip or text)
        elif tip:
            self.setToolTip(tip)
        if on_click is not None:
            # A lambda drops the "checked" argument, which nobody asked for.
            self.clicked.connect(lambda: on_click())
        self._recolour()
        theme.changed.connect(self._recolour)
        self.toggled.connect(self._recolour)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon_name = name
        self._recolour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._recolour()

    def _recolour(self) -> None:
        if not self._icon_name:
            return
        color = {"primary": "on_accent", "quiet": "accent", "danger": "bad", "nav": "muted"}.get(
            self._kind, "text"
        )
        if self._kind == "nav" and self.isChecked():
            color = "accent"
        if not self.isEnabled():
            color = "muted"
        self.setIcon(icons.icon(self._icon_name, color, self.iconSize().width()))


class IconLabel(QLabel):
    """An icon that is not a button, in a token's colour."""

    def __init__(self, name: str, color: str = "muted", size: int = 20) -> None:
        super().__init__()
        self._name, self._color, self._size = name, color, size
        self.setFixedSize(size, size)
        self._draw()
        theme.changed.connect(self._draw)

    def show_icon(self, name: str, color: str) -> None:
        """Another icon or colour."""
        self._name, self._color = name, color
        self._draw()

    def _draw(self) -> None:
        self.setPixmap(icons.pixmap(self._name, self._size, self._color, self.devicePixelRatioF()))


class Line(QFrame):
    """A hairline between two groups."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "line")


def row(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Items side by side; an int is a gap, None takes the rest."""
    return _fill(QHBoxLayout(), items, spacing, margins)


def column(*items: QWidget | QLayout | int | None, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Items below each other; an int is a gap, None takes the rest."""
    return _fill(QVBoxLayout(), items, spacing, margins)


def _fill(layout: L, items: tuple[object, ...], spacing: int, margins: int) -> L:
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
    return layout


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def restyle(widget: QWidget) -> None:
    """Let the style sheet see a property that changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
