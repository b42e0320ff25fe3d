"""Our own stroke icons, recoloured from the theme and sharp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap

from gui.theme import RESOURCES, theme


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))


def pixmap(name: str, size: int = 20, color: str = "text", ratio: float = 1.0) -> QPixmap:
    """One icon in a token's colour (or any colour name), ``size`` device-independent pixels square."""
    return _pixmap(name, size, theme.tokens.color(color).name(), ratio)


def icon(name: str, color: str = "text", size: int = 20) -> QIcon:
    """An icon in a token's colour; ask again when the theme changed."""
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        made.addPixmap(pixmap(name, size, color, ratio))
    return made


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, color: str, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
