"""The first rows of a file as they will be stored: dates and money written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, tzinfo
from typing import TYPE_CHECKING

from engine.money import Money
from gui import text
from gui.tables import Column, ListModel
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable

if TYPE_CHECKING:
    from engine.importing.views import PreviewRow

#: Rows on screen; the others scroll.
_SHOWN = 5

_MIDNIGHT = time()


class SampleRowsCard(Card):
    """A table of the first rows."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("The first rows, as they will be stored"),
            self.tr("Compare a few with your file: are dates, customers and amounts right?"),
        )
        self._zone: tzinfo | None = None
        self._timed = False
        self.model = ListModel(
            [
                Column(self.tr("Line"), lambda line: text.count(line.line), number=True, width=76),
                Column(self.tr("Order"), "order", width=128, second=self._kind),
                Column(self.tr("Date"), self._date, width=124, second=self._time),
                Column(self.tr("Customer"), self._customer, width=150, second=self._customer_key),
                Column(self.tr("Product"), self._product, second=self._product_code),
                Column(self.tr("Quantity"), self._quantity, number=True, width=86),
                Column(self.tr("Price"), self._price, number=True, width=100),
                Column(self.tr("Total"), self._total, number=True, width=110),
            ]
        )
        self.table = RowsTable(self.model, self.tr("The first rows, as they will be stored"), two_lines=True)
        self.add(self.table)

    def show_rows(self, lines: Sequence[PreviewRow], zone: tzinfo) -> None:
        """Show these rows; hidden without any."""
        self._zone = zone
        # A file that knows no times of day has midnight in every row, which tells nobody anything.
        self._timed = any(datetime.fromtimestamp(line.placed_at, zone).time() != _MIDNIGHT for line in lines)
        self.setVisible(bool(lines))
        self.model.show_rows(lines)
        self.table.fit_height(_SHOWN)

    def _kind(self, line: PreviewRow) -> str:
        return {"refund": self.tr("refund"), "adjustment": self.tr("correction")}.get(line.kind, "")

    def _date(self, line: PreviewRow) -> str:
        return text.day(text.epoch_day(line.placed_at, self._zone))

    def _time(self, line: PreviewRow) -> str:
        return f"{datetime.fromtimestamp(line.placed_at, self._zone):%H:%M}" if self._timed else ""

    def _customer(self, line: PreviewRow) -> str:
        return line.customer_name or line.customer or self.tr("not named")

    def _customer_key(self, line: PreviewRow) -> str:
        return line.customer if line.customer_name else ""

    def _product(self, line: PreviewRow) -> str:
        return line.product_name or line.product

    def _product_code(self, line: PreviewRow) -> str:
        return line.product if line.product != line.product_name.upper() else ""

    def _quantity(self, line: PreviewRow) -> str:
        return text.count(line.quantity_milli / 1000)

    def _price(self, line: PreviewRow) -> str:
        return text.exact_money(Money(line.unit_price_e4, line.currency))

    def _total(self, line: PreviewRow) -> str:
        return text.money(Money(line.total_e4, line.currency))
