"""The dropped tables one below the other: what each is, how far it is, and a tick to leave one out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import icons
from gui.pages.import_.file_queue import QueuedTable, State
from gui.pages.import_.kinds import icon_of
from gui.pages.import_.recognised import brief
from gui.tables import Index
from gui.theme import BODY, CAPTION, theme
from gui.widgets.badge import paint_badge

_HEIGHT = 58
#: Room for the tick, the icon, the number of rows and the state.
_TICK, _ICON, _ROWS, _STATE = 40, 36, 110, 158
_TICKED = (State.READY, State.ASKS)


class TablesModel(QAbstractListModel):
    """The tables of the queue; a tick is a table's ``wanted``."""

    #: The owner ticked or unticked one.
    ticked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[QueuedTable] = []
        self._said: list[str] = []

    def show_tables(self, tables: Sequence[QueuedTable]) -> None:
        """Show these; the same ones as before keep their place and the selection."""
        said = [brief(table) for table in tables]
        if list(tables) != self.tables:
            self.beginResetModel()
            self.tables, self._said = list(tables), said
            self.endResetModel()
        elif tables:
            self._said = said
            self.dataChanged.emit(self.index(0), self.index(len(tables) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.tables)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.tables[index.row()].state in _TICKED:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        table = self.tables[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return table
        if role == Qt.ItemDataRole.CheckStateRole and self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return Qt.CheckState.Checked if table.wanted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return table.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{table.name}\n{self._said[index.row()]}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (table.name, self._said[index.row()], self.rows_of(table), self.state_of(table)[0])
            return ", ".join(filter(None, said))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tables[index.row()].wanted = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True

    def said(self, row: int) -> str:
        """The second line: what it was taken for, or why it cannot be used."""
        return self._said[row]

    def rows_of(self, table: QueuedTable) -> str:
        """How many rows it has; empty while that is unknown."""
        return self.tr("%Ln rows", "", table.preview.row_count) if table.preview is not None else ""

    def state_of(self, table: QueuedTable) -> tuple[str, str]:
        """How far a table is: the words and the tone of the badge."""
        if table.state is State.READY and not table.wanted:
            return self.tr("Left out"), "muted"
        if table.state is State.READY and table.is_guess:
            return self.tr("Please check"), "warn"
        return {
            State.READING: (self.tr("Being read…"), "muted"),
            State.READY: (self.tr("Understood"), "good"),
            State.ASKS: (self.tr("Needs an answer"), "warn"),
            State.KNOWN: (self.tr("Already in your shop"), "muted"),
            State.UNUSABLE: (self.tr("Cannot be used"), "bad"),
            State.WAITING: (self.tr("Waits its turn"), "muted"),
            State.IMPORTING: (self.tr("Being imported…"), "accent"),
            State.DONE: (self.tr("Imported"), "good"),
            State.FAILED: (self.tr("Not imported"), "bad"),
            State.UNDONE: (self.tr("Taken back"), "muted"),
        }[table.state]


class TableList(QListView):
    """The view: Space ticks, Enter or a click opens."""

    #: A table that the owner wants to look at.
    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = TablesModel()
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("What was found in your files"))
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_tables(self, tables: Sequence[QueuedTable]) -> None:
        """List these tables; as tall as they are, within reason."""
        current = self.currentIndex().row()
        self.rows.show_tables(tables)
        if tables and not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(min(max(current, 0), len(tables) - 1)))
        self.setMinimumHeight(_HEIGHT * min(max(len(tables), 1), 5) + 2)
        self.setMaximumHeight(_HEIGHT * max(len(tables), 1) + 2)

    def sizeHint(self) -> QSize:
        return QSize(400, self.maximumHeight())

    def toggle(self, index: QModelIndex) -> None:
        """Tick or untick a table that can be."""
        now = index.data(Qt.ItemDataRole.CheckStateRole)
        if now is not None:
            other = Qt.CheckState.Unchecked if now == Qt.CheckState.Checked else Qt.CheckState.Checked
            self.rows.setData(index, other, Qt.ItemDataRole.CheckStateRole)

    def _open(self, index: QModelIndex) -> None:
        table = index.data(Qt.ItemDataRole.UserRole)
        if table is not None and table.preview is not None:
            self.opened.emit(table)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self.toggle(index)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if event.position().x() < _TICK:
            self.toggle(index)
        else:
            self._open(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._delegate.hovered:
            self._delegate.hovered = row
            self.viewport().update()


class _Delegate(QStyledItemDelegate):
    """Paints tick, icon, two lines, rows and state."""

    hovered = -1

    def __init__(self, view: TableList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, _HEIGHT)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        # The view ticks by itself: twice would be never.
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens
        table: QueuedTable = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif index.row() == self.hovered:
            painter.fillRect(rect, QColor(tokens.raised))
        if index.row() < len(self._view.rows.tables) - 1:
            painter.setPen(QColor(tokens.border))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is not None:
            self._paint_tick(painter, rect, tick == Qt.CheckState.Checked)
        faded = table.state in (State.UNUSABLE, State.READING, State.KNOWN) or not table.wanted
        icon = icons.pixmap(
            icon_of(table.kind if table.state is not State.UNUSABLE else ""),
            22,
            "muted" if faded else "accent",
            self._view.devicePixelRatioF(),
        )
        painter.drawPixmap(QPointF(rect.left() + _TICK, rect.center().y() - 10), icon)
        words = QRect(rect).adjusted(_TICK + _ICON, 0, -(_ROWS + _STATE + 28), 0)
        self._write(painter, words, table.name, self._view.rows.said(index.row()), faded)
        if table.preview is not None:
            painter.setFont(theme.font(BODY))
            painter.setPen(QColor(tokens.muted))
            rows = self._view.rows.rows_of(table)
            place = QRect(words.right(), rect.top(), _ROWS, rect.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), rows)
        state, tone = self._view.rows.state_of(table)
        badge = QRectF(rect.right() - _STATE - 12, rect.top(), _STATE, rect.height())
        paint_badge(painter, badge, state, tone)
        if table.preview is not None:
            arrow = icons.pixmap("chevron_right", 18, "muted", self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(rect.right() - 24, rect.center().y() - 8), arrow)
        painter.restore()

    def _write(self, painter: QPainter, words: QRect, name: str, said: str, faded: bool) -> None:
        tokens = theme.tokens
        painter.setFont(theme.font(BODY, strong=True))
        painter.setPen(QColor(tokens.muted if faded else tokens.text))
        metrics = painter.fontMetrics()
        # The end of a file's name often tells more than its middle.
        line = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, words.width())
        middle = words.height() // 2
        bottom = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        top = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        painter.drawText(words.adjusted(0, 0, 0, -middle - 1), bottom, line)
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        line = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words.adjusted(0, middle + 3, 0, 0), top, line)

    def _paint_tick(self, painter: QPainter, rect: QRect, ticked: bool) -> None:
        tokens = theme.tokens
        box = QRectF(rect.left() + 12, rect.center().y() - 8, 17, 17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.muted), 1))
        painter.setBrush(QColor(tokens.accent if ticked else tokens.surface))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            mark = icons.pixmap("check", 15, "on_accent", self._view.devicePixelRatioF())
            painter.drawPixmap(QPointF(box.left() + 1, box.top() + 1), mark)
