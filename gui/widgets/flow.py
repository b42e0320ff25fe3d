"""A layout that wraps: items of one row as long as they fit, all of one width when asked."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Left to right, then the next row; with a ``column_width``, equal columns at least that wide."""

    def __init__(self, spacing: int = 12, column_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._column_width = column_width
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked a hundred times a change, always for the same few widths.
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        tallest = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(widest, tallest)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        gap = self.spacing()
        columns = 0
        if self._column_width:
            columns = min(max((rect.width() + gap) // (self._column_width + gap), 1), len(shown))
            width = (rect.width() - gap * (columns - 1)) // columns
        rows: list[list[tuple[QLayoutItem, int]]] = [[]]
        used = 0
        for item in shown:
            wide = width if columns else min(item.sizeHint().width(), rect.width())
            if rows[-1] and ((columns and len(rows[-1]) == columns) or used + wide > rect.width()):
                rows.append([])
                used = 0
            rows[-1].append((item, wide))
            used += wide + gap
        top = rect.top()
        for line in rows:
            tall = max(_height(item, wide) for item, wide in line)
            left = rect.left()
            for item, wide in line:
                if move:
                    height = tall if columns else _height(item, wide)
                    item.setGeometry(QRect(QPoint(left, top), QSize(wide, height)))
                left += wide + gap
            top += tall + gap
        return top - gap - rect.top()


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return max(item.heightForWidth(width), item.minimumSize().height())
    return item.sizeHint().height()
