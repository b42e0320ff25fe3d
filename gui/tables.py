"""Tables over queries: a model that fetches only the rows on screen, and the one table view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
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

from gui.tasks import Tasks
from gui.theme import BODY, CAPTION, theme
from gui.ticket import Ticket
from gui.widgets.badge import paint_badge

Index = QModelIndex | QPersistentModelIndex

#: Rows asked for at once; two screens of a large window.
_PAGE = 120
#: Pages kept; older ones are forgotten first.
_KEPT = 40
_ROW_HEIGHT = 40

_ROW = Qt.ItemDataRole.UserRole
_BADGE = Qt.ItemDataRole.UserRole + 1
_SECOND = Qt.ItemDataRole.UserRole + 2
_TONE = Qt.ItemDataRole.UserRole + 3
_ANSWERED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _ROW, _BADGE, _SECOND, _TONE)


@dataclass(frozen=True)
class Column:
    """One column: how it is titled, what it says of a row, and by what it sorts."""

    title: str
    #: What the cell says: the name of a row's attribute, or a function of the row.
    value: str | Callable[[Any], str]
    #: The key that ``fetch`` sorts by; empty: not sortable.
    sort: str = ""
    #: Numbers stand at the right, so that they can be compared.
    number: bool = False
    #: Width in pixels; 0: a share of what is left.
    width: int = 0
    #: The tone of a badge around the text (accent, good, warn, bad, muted), or a function of the row.
    badge: str | Callable[[Any], str] = ""
    #: A second, smaller line.
    second: Callable[[Any], str] | None = None
    #: A first click sorts downwards: right for amounts and dates.
    descending_first: bool = False
    tip: str = ""
    #: The token of the text's colour where it is not the usual one (muted, good, bad), or a function.
    tone: str | Callable[[Any], str] = ""

    def say(self, row: Any) -> str:
        """The text of the cell."""
        return str(attrgetter(self.value)(row)) if isinstance(self.value, str) else self.value(row)


class RowsModel(QAbstractTableModel):
    """Rows of a query, fetched a page at a time on a reader thread.

    ``fetch(shop, *, offset, limit, sort, descending, **filters)`` returns something with ``rows`` and
    ``total``. What is on screen stays until the first page of a new question is there.
    """

    #: A new question was answered: how many rows there are.
    answered = Signal(int)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        columns: Sequence[Column],
        fetch: Callable[..., Any],
        *,
        sort: str = "",
        descending: bool = False,
    ) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.sort_key, self.descending = sort, descending
        self.filters: dict[str, Any] = {}
        self.total = 0
        self._tasks = tasks
        self._fetch = fetch
        self._pages: dict[int, Sequence[Any]] = {}
        self._asked: dict[int, Ticket] = {}

    # --- the question ---------------------------------------------------------------------------------

    def ask(self, **filters: Any) -> None:
        """Ask anew with these filters (kept until changed); the first page comes back as ``answered``."""
        self.filters.update(filters)
        for ticket in self._asked.values():
            ticket.cancel()
        self._asked.clear()
        self._request(0, first=True)

    def sort_by(self, key: str, descending: bool) -> None:
        """Order by a column's key and ask anew."""
        self.sort_key, self.descending = key, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.ask()

    def _request(self, page: int, *, first: bool = False) -> None:
        if page in self._asked or self._tasks.shop is None:
            return
        self._asked[page] = self._tasks.read(
            self._fetch,
            owner=self,
            done=lambda answer: self._take(page, answer, first),
            failed=lambda problem: self._not_taken(page, problem),
            offset=page * _PAGE,
            limit=_PAGE,
            sort=self.sort_key,
            descending=self.descending,
            **self.filters,
        )

    def _take(self, page: int, answer: Any, first: bool) -> None:
        self._asked.pop(page, None)
        if first:
            self.beginResetModel()
            self._pages = {0: answer.rows}
            self.total = answer.total
            self.endResetModel()
            self.answered.emit(self.total)
            return
        self._pages[page] = answer.rows
        while len(self._pages) > _KEPT:
            del self._pages[next(iter(self._pages))]
        top = page * _PAGE
        bottom = top + len(answer.rows) - 1
        self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))

    def _not_taken(self, page: int, problem: BaseException) -> None:
        self._asked.pop(page, None)
        self.failed.emit(problem)

    # --- Qt's side --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.columns)

    def row(self, place: int) -> Any:
        """The row at that place, or None while it is on its way."""
        page, within = divmod(place, _PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._request(page)
            return None
        return rows[within] if within < len(rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in _ANSWERED:
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == _ROW:
            return row
        if role == _BADGE:
            return column.badge(row) if callable(column.badge) else column.badge
        if role == _TONE:
            return column.tone(row) if callable(column.tone) else column.tone
        if role == _SECOND:
            return column.second(row) if column.second else ""
        return column.say(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if column.sort and column.sort == self.sort_key:
                return f"{column.title} {'↓' if self.descending else '↑'}"
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return column.tip or None if role == Qt.ItemDataRole.ToolTipRole else None


@dataclass(frozen=True)
class Rows:
    """An answer of ``fetch`` made of rows already at hand."""

    rows: Sequence[Any]
    total: int


class ListModel(RowsModel):
    """The same over a short list already at hand; a column's ``sort`` names the attribute to sort by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        QAbstractTableModel.__init__(self)
        self.columns = tuple(columns)
        self.sort_key, self.descending, self.total = "", False, 0
        self.filters = {}
        self._given: list[Any] = []
        self._rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in this order unless a column was chosen to sort by."""
        self._given = list(rows)
        self.ask()

    def ask(self, **filters: Any) -> None:
        self.beginResetModel()
        rows = list(self._given)
        if self.sort_key:
            key = attrgetter(self.sort_key)
            known = [row for row in rows if key(row) is not None]
            unknown = [row for row in rows if key(row) is None]
            rows = sorted(known, key=key, reverse=self.descending) + unknown
        self._rows, self.total = rows, len(rows)
        self.endResetModel()
        self.answered.emit(self.total)

    def row(self, place: int) -> Any:
        return self._rows[place] if 0 <= place < len(self._rows) else None


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
        badge = index.data(_BADGE)
        if badge and words:
            paint_badge(painter, QRectF(inner), words, badge)
        else:
            self._write(painter, inner, words, index)
        painter.restore()

    def _write(self, painter: QPainter, inner: QRect, words: str, index: Index) -> None:
        tokens = theme.tokens
        second = index.data(_SECOND)
        upper = inner.adjusted(0, 4, 0, -inner.height() // 2 + 1) if second else inner
        painter.setFont(theme.font(BODY))
        painter.setPen(tokens.color(index.data(_TONE) or "text"))
        align = int(index.data(Qt.ItemDataRole.TextAlignmentRole))
        line = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
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


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
