"""The groups as a list to choose from, and at the same time the chart of people against sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.charts.base import Chart
from gui.theme import BODY, CAPTION, theme

_ROW = Qt.ItemDataRole.UserRole
#: Rows share the height there is within these bounds.
_LOW, _HIGH = 36, 84
_PADDING = 10
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class GroupRow:
    """A line: the segment's id, its words, and the shares of customers and sales as values and written."""

    id: int
    name: str
    customers: str
    people: float
    sales: float
    people_written: str
    sales_written: str
    sentence: str
    empty: bool


@dataclass(frozen=True)
class _Columns:
    """Where name, count and bars lie in a line of some width."""

    name: float
    count: float
    bars: float
    end: float

    @classmethod
    def of(cls, width: int) -> _Columns:
        name = min(max(width * 0.34, 120), 250)
        count = name + 62
        return cls(_PADDING + name, _PADDING + count, _PADDING + count + 20, width - _PADDING)


class GroupList(Chart):
    """One line a group in the order given: how many, and two bars. Choosing one emits its id."""

    chosen = Signal(int)

    def __init__(self, name: str, titles: tuple[str, str, str, str]) -> None:
        super().__init__(name)
        self._titles = titles
        self._head = _Head(titles)
        self._list = QListWidget()
        self._list.setAccessibleName(name)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._delegate = _Delegate(self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.currentItemChanged.connect(self._moved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._head)
        layout.addWidget(self._list, 1)

    def show_rows(self, rows: Sequence[GroupRow], summary: str, current: int | None) -> int | None:
        """Show these groups and mark one without telling anyone; the first when it is not among them.

        Returns the id of the marked one.
        """
        self._list.blockSignals(True)
        self._list.clear()
        self._delegate.top = max((max(row.people, row.sales) for row in rows), default=0.0)
        for row in rows:
            item = QListWidgetItem(row.name, self._list)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.name}. {row.sentence}")
            item.setToolTip(f"{row.name}\n{row.sentence}")
        place = next((place for place, row in enumerate(rows) if row.id == current), 0)
        self._list.setCurrentRow(place if rows else -1)
        self._list.blockSignals(False)
        table = [(row.name, row.customers, row.people_written, row.sales_written) for row in rows]
        self.describe(summary, [self._titles, *table])
        self._share_height()
        return rows[place].id if rows else None

    def choose(self, group: int) -> None:
        """Choose a group by its id, as if it had been clicked."""
        for place in range(self._list.count()):
            if self._list.item(place).data(_ROW).id == group:
                self._list.setCurrentRow(place)

    def rows(self) -> list[GroupRow]:
        """What is listed."""
        return [self._list.item(place).data(_ROW) for place in range(self._list.count())]

    def _moved(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(_ROW).id)

    def retheme(self) -> None:
        super().retheme()
        self._head.update()
        self._list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        rows = max(self._list.count(), 1)
        needed = 2 * QFontMetrics(theme.font(CAPTION)).height() + 6
        room = (self.height() - self._head.sizeHint().height() - 8) // rows
        self._delegate.row_height = min(max(room, needed, _LOW), max(_HIGH, needed))
        self._list.doItemsLayout()


class _Head(QWidget):
    """Titles over the columns; those of the bars are the legend."""

    def __init__(self, titles: tuple[str, str, str, str]) -> None:
        super().__init__()
        self._titles = titles

    def sizeHint(self) -> QSize:
        return QSize(200, QFontMetrics(theme.font(CAPTION)).height() + 10)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        columns, tall = _Columns.of(self.width()), self.height()
        metrics = painter.fontMetrics()
        legend = ((self._titles[2], tokens.muted), (self._titles[3], tokens.accent))
        wide = sum(metrics.horizontalAdvance(title) + 30 for title, _ in legend) - 14
        left = min(columns.bars, self.width() - wide - 2)
        painter.drawText(QRectF(_PADDING, 0, columns.name - _PADDING, tall), _LEFT, self._titles[0])
        # In a narrow window the legend needs the room of the numbers' title, which can do without one.
        if left > columns.count:
            count = QRectF(columns.name - 20, 0, columns.count - columns.name + 20, tall)
            painter.drawText(count, _RIGHT, self._titles[1])
        for title, color in legend:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(QRectF(left, tall / 2 - 4, 9, 9), 2, 2)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(left + 14, 0, self.width(), tall), _LEFT, title)
            left += metrics.horizontalAdvance(title) + 30
        painter.end()


class _Delegate(QStyledItemDelegate):
    """Paints a line: name, count, and the two bars with their shares at the end."""

    row_height = _LOW
    top = 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: GroupRow = index.data(_ROW)
        tokens, rect = theme.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, rect, option)
        columns = _Columns.of(round(rect.width()))
        painter.setFont(theme.font(BODY, strong=bool(option.state & QStyle.StateFlag.State_Selected)))
        painter.setPen(QColor(tokens.muted if row.empty else tokens.text))
        self._name(
            painter, QRectF(_PADDING, rect.top(), columns.name - _PADDING - 8, rect.height()), row.name
        )
        painter.setFont(theme.font(BODY))
        count = QRectF(columns.name - 10, rect.top(), columns.count - columns.name + 10, rect.height())
        painter.drawText(count, _RIGHT, row.customers)
        self._bars(painter, rect, columns, row)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRectF, option: QStyleOptionViewItem) -> None:
        tokens = theme.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.raised))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 8, 8)
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -2), 8, 8)

    def _name(self, painter: QPainter, box: QRectF, name: str) -> None:
        metrics = painter.fontMetrics()
        if box.height() >= 2 * metrics.height() + 4:
            painter.drawText(box, _LEFT | int(Qt.TextFlag.TextWordWrap), name)
        else:
            line = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, _LEFT, line)

    def _bars(self, painter: QPainter, rect: QRectF, columns: _Columns, row: GroupRow) -> None:
        tokens = theme.tokens
        painter.setFont(theme.font(CAPTION))
        spare = max(rect.height() - _LOW, 0) / 12
        line, thick = painter.fontMetrics().height() + 1 + spare, 10 + spare
        words = (
            max(painter.fontMetrics().horizontalAdvance(each) for each in (row.people_written, "100%")) + 8
        )
        room = max(columns.end - columns.bars - words, 20)
        for place, (share, written, color) in enumerate(
            (
                (row.people, row.people_written, tokens.muted),
                (row.sales, row.sales_written, tokens.accent),
            )
        ):
            middle = rect.center().y() + (place - 0.5) * line
            long = room * max(share, 0.0) / (self.top or 1.0)
            bar = QRectF(columns.bars, middle - thick / 2, max(long, 2.0 if share > 0 else 0.0), thick)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(QColor(tokens.muted if row.empty else tokens.text))
            told = QRectF(bar.right() + 6, middle - line / 2, words + 10, line)
            painter.drawText(told, _LEFT, written)
