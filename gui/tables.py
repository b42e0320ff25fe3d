"""What tables show: a model over a query that fetches only the rows on screen, and one over a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from gui.tasks import Tasks
from gui.ticket import Ticket

Index = QModelIndex | QPersistentModelIndex

#: Rows asked for at once; two screens of a large window.
_PAGE = 120
#: Pages kept; older ones are forgotten first.
_KEPT = 40

#: Roles beside Qt's own: the row itself, and the tone of a badge, the second line, and the tone of the text.
_ROW = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
SECOND = Qt.ItemDataRole.UserRole + 2
TONE = Qt.ItemDataRole.UserRole + 3
#: Whether the … of a text that does not fit stands in its middle.
MIDDLE = Qt.ItemDataRole.UserRole + 4
_ANSWERED = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, _ROW, BADGE, SECOND, TONE)


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
    #: A text that does not fit loses its middle instead of its end: for names of files.
    middle: bool = False

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
        if role == MIDDLE:
            return column.middle
        if role not in _ANSWERED:
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        if role == _ROW:
            return row
        if role == BADGE:
            return column.badge(row) if callable(column.badge) else column.badge
        if role == TONE:
            return column.tone(row) if callable(column.tone) else column.tone
        if role == SECOND:
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


def _alignment(column: Column) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
