"""The first rows of a file as they will be stored: dates and money written out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from engine.money import Money
from gui import text
from gui.tables import Column, ListModel, RowsTable
from gui.widgets.card import Card

if TYPE_CHECKING:
    from engine.importing.views import PreviewRow

#: Rows on screen; the others scroll.
_SHOWN = 6


class SampleRowsCard(Card):
    """A table of the first rows."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("The first rows, as they will be stored"),
            self.tr("Compare a few with your file: are dates, customers and amounts right?"),
        )
        self._zone: tzinfo | None = None
        self.model = ListModel(
            [
                Column(self.tr("Line"), lambda line: text.count(line.line), number=True, width=64),
                Column(self.tr("Order"), "order", width=112),
                Column(self.tr("Date"), lambda line: text.moment(line.placed_at, self._zone), width=158),
                Column(self.tr("Customer"), self._customer),
                Column(self.tr("Product"), self._product),
                Column(self.tr("Quantity"), self._quantity, number=True, width=92),
                Column(self.tr("Price"), self._price, number=True, width=104),
                Column(self.tr("Total"), self._total, number=True, width=112),
            ]
        )
        self.table = RowsTable(self.model, self.tr("The first rows, as they will be stored"))
        self.add(self.table)

    def show_rows(self, lines: Sequence[PreviewRow], zone: tzinfo) -> None:
        """Show these rows; hidden without any."""
        self._zone = zone
        self.setVisible(bool(lines))
        self.model.show_rows(lines)
        self.table.fit_height(_SHOWN)

    def _customer(self, line: PreviewRow) -> str:
        return line.customer_name or line.customer or self.tr("not named")

    def _product(self, line: PreviewRow) -> str:
        return line.product_name or line.product

    def _quantity(self, line: PreviewRow) -> str:
        return text.count(line.quantity_milli / 1000)

    def _price(self, line: PreviewRow) -> str:
        return text.exact_money(Money(line.unit_price_e4, line.currency))

    def _total(self, line: PreviewRow) -> str:
        return text.money(Money(line.total_e4, line.currency))
