"""A heat grid: two scales crossed, each cell tinted by its value and labelled with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.theme import BODY, CAPTION, theme


@dataclass(frozen=True)
class Cell:
    """One cell: its value for the tint, how it is written, the tooltip, and a key for a click."""

    value: float
    written: str
    tip: str = ""
    key: object = None


class HeatGrid(Chart):
    """Rows from top to bottom, columns from left to right; an absent cell stays empty."""

    chosen = Signal(object)

    def __init__(self, name: str, row_title: str, column_title: str) -> None:
        super().__init__(name)
        self._titles = (row_title, column_title)
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._cells: Mapping[tuple[int, int], Cell] = {}
        self._pointed: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 220)

    def sizeHint(self) -> QSize:
        return QSize(420, 300)

    def show_cells(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        cells: Mapping[tuple[int, int], Cell],
        summary: str,
    ) -> None:
        """Draw ``cells`` by (row, column) place."""
        self._rows, self._columns, self._cells = tuple(rows), tuple(columns), dict(cells)
        self._pointed = None
        table = [[self._titles[0], *columns]]
        for y, label in enumerate(rows):
            written = (cells[y, x].written if (y, x) in cells else "" for x in range(len(columns)))
            table.append([label, *written])
        self.describe(summary, table)
        self.update()

    def _grid(self) -> QRectF:
        metrics = self.fontMetrics()
        left = max((metrics.horizontalAdvance(label) for label in self._rows), default=0) + 34
        return QRectF(left, 4, self.width() - left - 4, self.height() - 50)

    def _rect(self, grid: QRectF, row: int, column: int) -> QRectF:
        wide, tall = grid.width() / len(self._columns), grid.height() / len(self._rows)
        return QRectF(grid.left() + column * wide, grid.top() + row * tall, wide, tall).adjusted(2, 2, -2, -2)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows or not self._columns:
            return
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        grid = self._grid()
        top = max((cell.value for cell in self._cells.values()), default=0) or 1
        for y in range(len(self._rows)):
            for x in range(len(self._columns)):
                self._draw_cell(painter, self._rect(grid, y, x), self._cells.get((y, x)), top)
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for y, label in enumerate(self._rows):
            box = self._rect(grid, y, 0)
            painter.drawText(QRectF(18, box.top(), grid.left() - 26, box.height()), right, label)
        for x, label in enumerate(self._columns):
            box = self._rect(grid, 0, x)
            painter.drawText(
                QRectF(box.left() - 10, grid.bottom() + 2, box.width() + 20, 20),
                int(Qt.AlignmentFlag.AlignCenter),
                label,
            )
        painter.drawText(
            QRectF(grid.left(), grid.bottom() + 22, grid.width(), 20),
            int(Qt.AlignmentFlag.AlignCenter),
            self._titles[1],
        )
        painter.save()
        painter.translate(9, grid.center().y())
        painter.rotate(-90)
        painter.drawText(
            QRectF(-grid.height() / 2, -10, grid.height(), 20),
            int(Qt.AlignmentFlag.AlignCenter),
            self._titles[0],
        )
        painter.restore()
        if self._pointed is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.drawRoundedRect(self._rect(grid, *self._pointed), 6, 6)
        painter.end()

    def _draw_cell(self, painter: QPainter, box: QRectF, cell: Cell | None, top: float) -> None:
        tokens = theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.raised))
        painter.drawRoundedRect(box, 6, 6)
        if cell is None:
            return
        share = max(cell.value, 0) / top
        painter.setBrush(blend(tokens.raised, tokens.accent, share))
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(theme.font(BODY))
        strong = share > 0.5
        painter.setPen(QColor(tokens.on_accent if strong else tokens.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.written)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._rows:
            return
        grid, spot = self._grid(), event.position()
        x = int((spot.x() - grid.left()) // (grid.width() / len(self._columns)))
        y = int((spot.y() - grid.top()) // (grid.height() / len(self._rows)))
        cell = self._cells.get((y, x))
        self._pointed = (y, x) if cell is not None else None
        QToolTip.showText(event.globalPosition().toPoint(), cell.tip if cell else "", self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pointed is not None:
            self.chosen.emit(self._cells[self._pointed].key)

    def keyPressEvent(self, event: QEvent) -> None:
        key = getattr(event, "key", lambda: None)()
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        if key in moves and self._cells:
            if self._pointed is None:
                self._pointed = min(self._cells)
            else:
                spot = (self._pointed[0] + moves[key][0], self._pointed[1] + moves[key][1])
                self._pointed = spot if spot in self._cells else self._pointed
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._pointed is not None:
            self.chosen.emit(self._cells[self._pointed].key)
        else:
            event.ignore()


def blend(low: str, high: str, share: float) -> QColor:
    """The colour ``share`` of the way from one to another."""
    start, end = QColor(low), QColor(high)
    mixed = (
        round(one + (two - one) * share)
        for one, two in zip(start.getRgb()[:3], end.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
