"""A heat grid: two scales crossed, each cell tinted by its value and labelled with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.theme import BODY, CAPTION, theme

_WRAPPED = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True)
class Cell:
    """One cell: its value for the tint, how it is written, the tooltip, a key for a click, and a small
    second line below the value."""

    value: float
    written: str
    tip: str = ""
    key: object = None
    caption: str = ""


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
        self._marked: Mapping[tuple[int, int], Cell] = {}
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
        self._marked = {}
        table = [[self._titles[0], *columns]]
        for y, label in enumerate(rows):
            written = (cells[y, x].written if (y, x) in cells else "" for x in range(len(columns)))
            table.append([label, *written])
        self.describe(summary, table)
        self.update()

    def mark(self, places: Mapping[tuple[int, int], Cell]) -> None:
        """Outline these (row, column) places, draw these cells there, and let the others step back.

        The marked cells are tinted by their own values; none: all cells are as they were.
        """
        self._marked = dict(places)
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
        top = _highest(self._cells)
        marked_top = _highest(self._marked)
        for y in range(len(self._rows)):
            for x in range(len(self._columns)):
                box = self._rect(grid, y, x)
                if (y, x) in self._marked:
                    self._draw_cell(painter, box, self._marked[y, x], marked_top)
                else:
                    # Half the tint: the whole stays readable behind what is marked.
                    self._draw_cell(painter, box, self._cells.get((y, x)), top * 2 if self._marked else top)
        self._outline(painter, grid)
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
        ground = blend(tokens.raised, tokens.accent, share)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(theme.font(BODY, strong=bool(cell.caption)))
        inks = (QColor(tokens.text), QColor(tokens.on_accent))
        painter.setPen(max(inks, key=lambda ink: contrast(ink, ground)))
        below = self._caption_box(painter, box, cell.caption)
        if below is None:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), cell.written)
            return
        first = painter.fontMetrics().height()
        over = QRectF(box.left(), below.top() - first, box.width(), first)
        painter.drawText(over, int(Qt.AlignmentFlag.AlignCenter), cell.written)
        painter.setFont(theme.font(CAPTION))
        painter.drawText(below, _WRAPPED, cell.caption)

    def _caption_box(self, painter: QPainter, box: QRectF, caption: str) -> QRectF | None:
        """Where the second line goes; None where it does not fit whole: half a name is worse than none."""
        if not caption:
            return None
        inner = box.adjusted(2, 3, -2, -3)
        first = painter.fontMetrics().height()
        metrics = QFontMetrics(theme.font(CAPTION))
        needed = metrics.boundingRect(QRect(0, 0, int(inner.width()), 400), _WRAPPED, caption)
        free = inner.height() - first - needed.height()
        if free < 0 or needed.width() > inner.width():
            return None
        return QRectF(inner.left(), inner.top() + free / 2 + first, inner.width(), needed.height())

    def _outline(self, painter: QPainter, grid: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.tokens.accent), 2))
        for y, x in self._marked:
            if y < len(self._rows) and x < len(self._columns):
                painter.drawRoundedRect(self._rect(grid, y, x).adjusted(-1, -1, 1, 1), 7, 7)

    def _at(self, spot: QPointF) -> tuple[int, int] | None:
        if not self._rows or not self._columns:
            return None
        grid = self._grid()
        x = int((spot.x() - grid.left()) // (grid.width() / len(self._columns)))
        y = int((spot.y() - grid.top()) // (grid.height() / len(self._rows)))
        return (y, x) if (y, x) in self._cells else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointed = self._at(event.position())
        tip = self._cells[self._pointed].tip if self._pointed is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None:
            self.chosen.emit(self._cells[place].key)

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


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours (WCAG 2.2): 1 to 21."""

    def luminance(color: QColor) -> float:
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (color.redF(), color.greenF(), color.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _highest(cells: Mapping[tuple[int, int], Cell]) -> float:
    return max((cell.value for cell in cells.values()), default=0) or 1


def blend(low: str, high: str, share: float) -> QColor:
    """The colour ``share`` of the way from one to another."""
    start, end = QColor(low), QColor(high)
    mixed = (
        round(one + (two - one) * share)
        for one, two in zip(start.getRgb()[:3], end.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*mixed)
