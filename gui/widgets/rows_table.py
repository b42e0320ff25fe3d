"""The one table view, over the models of ``gui.tables``."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from gui.tables import BADGE, MIDDLE, SECOND, TONE, Index, RowsModel
from gui.theme import BODY, CAPTION, theme
from gui.widgets.badge import paint_badge

_ROW_HEIGHT = 40


class _Delegate(QStyledItemDelegate):
    """Paints cells itself: quicker than the style sheet's boxes, and the same padding as the header."""

    hovered = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = theme.tokens
        painter.save()
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif index.row() == self.hovered:
            painter.fillRect(rect, QColor(tokens.raised))
        painter.setPen(QColor(tokens.border))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(12, 0, -12, 0)
        words = str(index.data() or "")
        badge = index.data(BADGE)
        if badge and words:
            paint_badge(painter, QRectF(inner), words, badge)
        else:
            self._write(painter, inner, words, index)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, words: str, index: Index) -> None:
        tokens = theme.tokens
        second = index.data(SECOND)
        upper = inner.adjusted(0, 4, 0, -inner.height() // 2 + 1) if second else inner
        painter.setFont(theme.font(BODY))
        painter.setPen(tokens.color(index.data(TONE) or "text"))
        align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
        mode = Qt.TextElideMode.ElideMiddle if index.data(MIDDLE) else Qt.TextElideMode.ElideRight
        line = painter.fontMetrics().elidedText(words, mode, inner.width())
        painter.drawText(upper, align, line)
        if second:
            painter.setFont(theme.font(CAPTION))
            painter.setPen(QColor(tokens.muted))
            line = painter.fontMetrics().elidedText(second, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner.adjusted(0, inner.height() // 2 - 1, 0, -4), align, line)


class RowsTable(QTableView):
    """The one table view: whole rows, no grid, sorting by a click on the header, Enter opens a row."""

    #: A row was opened, by Enter or a click: the row itself.
    opened = Signal(object)
    #: The selection moved: the row, or None.
    selected = Signal(object)

    def __init__(self, model: RowsModel, name: str, *, two_lines: bool = False) -> None:
        super().__init__()
        self.rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(_ROW_HEIGHT + (14 if two_lines else 0))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(56)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        self.clicked.connect(lambda index: self._open(index))
        self.selectionModel().currentRowChanged.connect(
            lambda index, _: self.selected.emit(self.rows.row(index.row()) if index.isValid() else None)
        )
        theme.changed.connect(self.viewport().update)

    def _sort(self, section: int) -> None:
        column = self.rows.columns[section]
        if not column.sort:
            return
        again = column.sort == self.rows.sort_key
        descending = not self.rows.descending if again else column.descending_first
        self.rows.sort_by(column.sort, descending)
        self.scrollToTop()

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            row = self.rows.row(self.currentIndex().row())
            if row is not None:
                cells = [column.say(row) for column in self.rows.columns]
                QGuiApplication.clipboard().setText("\t".join(cells))
        else:
            super().keyPressEvent(event)

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.rows.columns
        shown = [place for place in range(len(columns)) if not self.isColumnHidden(place)]
        fixed = sum(columns[place].width for place in shown)
        open_ended = [place for place in shown if not columns[place].width]
        left = self.viewport().width() - fixed
        for place in shown:
            wide = columns[place].width or max(left // max(len(open_ended), 1), 120)
            self.setColumnWidth(place, wide)

    def show_column(self, sort: str, shown: bool) -> None:
        """Show or hide the column that sorts by ``sort``: one that is empty for this shop takes no room."""
        for place, column in enumerate(self.rows.columns):
            if column.sort == sort:
                self.setColumnHidden(place, not shown)
        self._share_width()

    def fit_height(self, most: int = 12) -> None:
        """As tall as its rows, up to ``most``: for a short list inside a page that scrolls."""
        shown = min(max(self.rows.total, 1), most)
        rows = shown * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 2)
