"""The first rows of a table as they will be stored: dates and money written out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, tzinfo
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from engine.money import Money
from gui import text
from gui.tables import Column, ListModel
from gui.theme import BODY, theme
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from engine.importing.views import PreviewLine, PreviewTable

#: Rows on screen; the others scroll.
_SHOWN = 6

_MIDNIGHT = time()

#: Widths of a long text: at least, and where the table is scrolled sideways; the card's own margin.
_NARROWEST, _ROOMY, _MARGIN = 140, 230, 24
#: What stands around the words of a cell, and how wide a column gets for the sake of its words.
_PADDING, _WIDEST = 27, 210

#: Texts that are long by nature.
_LONG = frozenset(
    {"product_name", "description", "body", "title", "street", "note", "query", "url", "item_list"}
)
#: What is shown as a smaller second line below the first.
_PAIRS = (("product_name", "product"), ("customer_name", "email"), ("customer_name", "customer"))
_NUMBERS = frozenset({"money", "quantity", "number"})


class SampleRowsCard(Card):
    """A table of the first rows, with the columns that say something."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("The first rows, as they will be stored"),
            self.tr("Compare a few with your file: are dates, names and amounts right?"),
        )
        self._shown: PreviewTable | None = None
        self.model = ListModel([])
        self.table: RowsTable | None = None

    def show_rows(self, table: PreviewTable, zone: tzinfo) -> None:
        """Show these rows; hidden without any."""
        self.setVisible(bool(table.lines))
        if table == self._shown:
            return
        self._shown = table
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
            self.table = None
        if not table.lines:
            return
        said = _saying_something(table)
        seconds = {
            said[upper]: said[lower] for upper, lower in reversed(_PAIRS) if upper in said and lower in said
        }
        columns = [Column(self.tr("Line"), lambda line: text.count(line.line), number=True, width=62)]
        for place in said.values():
            if place not in seconds.values():
                columns.append(self._column(table, place, seconds.get(place), zone))
        if not any(column.width == 0 for column in columns) and len(columns) > 1:
            # Something must take what the others leave.
            widest = max(range(1, len(columns)), key=lambda place: columns[place].width)
            columns[widest] = replace(columns[widest], width=0)
        overflows = sum(column.width or _NARROWEST for column in columns) > self.width() - 2 * _MARGIN
        if overflows:
            # What must be scrolled sideways anyway may as well be wide enough to be read.
            columns = [column if column.width else replace(column, width=_ROOMY) for column in columns]
        self.model = ListModel(columns)
        self.model.show_rows(table.lines)
        self.table = RowsTable(self.model, self.title_label.text(), two_lines=bool(seconds))
        self.table.setCornerWidget(QWidget())
        self.table.fit_height(_SHOWN)
        if overflows:
            # The scroll bar below the rows must not hide one of them.
            bar = self.table.horizontalScrollBar().sizeHint().height()
            self.table.setFixedHeight(self.table.height() + bar)
        self.add(self.table)

    def _column(self, table: PreviewTable, place: int, below: int | None, zone: tzinfo) -> Column:
        meaning, form = table.columns[place].meaning, table.columns[place].form
        title, cell = text.say(f"import.meaning.{meaning}"), self._cell(table, place, zone)
        second = None if below is None else self._cell(table, below, zone)
        width = 0
        if meaning not in _LONG:
            words = [title, *map(cell, table.lines), *(map(second, table.lines) if second else ())]
            metrics = QFontMetrics(theme.font(BODY))
            width = min(max(map(metrics.horizontalAdvance, words)) + _PADDING, _WIDEST)
        return Column(title, cell, number=form in _NUMBERS, width=width, second=second)

    def _cell(self, table: PreviewTable, place: int, zone: tzinfo) -> Callable[[PreviewLine], str]:
        values = [line.values[place] for line in table.lines]
        say = self._saying(table.columns[place].form, values, table.currency, zone)
        return lambda line: "" if _is_blank(line.values[place]) else say(line.values[place], line)

    def _saying(
        self, form: str, values: list[Any], currency: str, zone: tzinfo
    ) -> Callable[[Any, PreviewLine], str]:
        """How a value of that form is written; times only where any row knows one."""
        if form == "moment":
            timed = any(
                datetime.fromtimestamp(value, zone).time() != _MIDNIGHT
                for value in values
                if value is not None
            )
            if timed:
                return lambda value, _: text.moment(value, zone)
            return lambda value, _: text.day(text.epoch_day(value, zone))
        return {
            "money": lambda value, line: self._money(value, line.currency or currency),
            "quantity": lambda value, _: text.count(value / 1000),
            "number": lambda value, _: text.count(value),
            "day": lambda value, _: text.day(date.fromisoformat(value)),
            "flag": lambda value, _: self.tr("yes") if value else self.tr("no"),
            "word": lambda value, _: text.say(value),
        }.get(form, lambda value, _: " ".join(str(value).split()))

    def _money(self, value_e4: int, currency: str) -> str:
        # A price list may not say in which currency it is.
        if not currency:
            return text.count(value_e4 / 10_000)
        return text.exact_money(Money(value_e4, currency))


def _is_blank(value: Any) -> bool:
    return value is None or value == ""


def _saying_something(table: PreviewTable) -> dict[str, int]:
    """Meaning → place of the columns worth room: filled, and no kind of row that is always the same."""
    found = {}
    for place, column in enumerate(table.columns):
        values = {line.values[place] for line in table.lines}
        if any(not _is_blank(value) for value in values) and (
            column.meaning != "row_type" or len(values) > 1
        ):
            found[column.meaning] = place
    return found
