"""The table of all products: search, filter, sort, and open one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from engine.products.overview import ProductsView
from engine.products.table import ProductRow, product_page
from gui import text
from gui.pages.products import wording
from gui.tables import Column, RowsModel
from gui.tasks import Tasks
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.form import Choice
from gui.widgets.rows_table import RowsTable
from gui.widgets.search_box import SearchBox


class ProductTable(QWidget):
    """A line to search and filter by over the virtual table."""

    #: A product was opened: its id.
    opened = Signal(int)
    failed = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._currency = ""
        self.search = SearchBox(self.tr("Search name, code or category"))
        self.search.setMinimumWidth(320)
        self.search.searched.connect(self._ask)
        self.group = Choice()
        self.group.setAccessibleName(self.tr("Which products"))
        self.group.setMinimumContentsLength(18)
        self.group.activated.connect(self._ask)
        self.found = Label("", "muted")
        self.model = RowsModel(tasks, self._columns(), product_page, sort="net", descending=True)
        self.model.answered.connect(self._answered)
        self.model.failed.connect(self.failed)
        self.table = RowsTable(self.model, self.tr("Products"), two_lines=True)
        self.table.opened.connect(lambda product: self.opened.emit(product.id))
        nothing = EmptyState(
            "search",
            self.tr("No product found"),
            self.tr("Try a part of the name, or a code as it is printed on your invoices."),
            Button(self.tr("Show all products"), on_click=self.show_all),
        )
        self._states = QStackedWidget()
        self._states.addWidget(self.table)
        self._states.addWidget(nothing)
        card = Card(padding=8)
        card.add(self._states, 1)
        layout = column(row(self.search, self.group, None, self.found, spacing=12), spacing=12)
        layout.addWidget(card, 1)
        self.setLayout(layout)

    def _columns(self) -> list[Column]:
        quiet = wording.rest_tone
        return [
            Column(self.tr("Product"), "name", sort="name", second=wording.below_name, tone=quiet),
            Column(self.tr("Category"), "category", sort="category", width=124, tone=quiet),
            Column(
                self.tr("Net sales"),
                lambda product: text.amount(product.net_e4, self._currency, whole=True),
                sort="net",
                number=True,
                width=104,
                descending_first=True,
                tone=quiet,
                tip=self.tr("All sales less what was returned"),
            ),
            Column(
                self.tr("Trend"),
                wording.trend,
                sort="trend",
                number=True,
                width=92,
                descending_first=True,
                tone=wording.trend_tone,
                second=lambda product: wording.trend_amount(product, self._currency),
                tip=self.tr("Last 90 days against the 90 before; sorted by the change in money"),
            ),
            self._count(self.tr("Units"), wording.units, "units", 76),
            self._count(self.tr("Orders"), lambda product: text.count(product.orders), "orders", 82),
            self._count(
                self.tr("Customers"), lambda product: text.count(product.customers), "customers", 102
            ),
            self._count(self.tr("Price"), self._price, "price", 82),
            self._count(self.tr("Stock"), _stock, "stock", 76),
        ]

    def _count(self, title: str, value: object, sort: str, width: int) -> Column:
        return Column(
            title,
            value,  # type: ignore[arg-type]
            sort=sort,
            number=True,
            width=width,
            descending_first=True,
            tone=wording.rest_tone,
        )

    def _price(self, product: ProductRow) -> str:
        # What a postage or a fee last came to is no price.
        known = product.price_e4 is not None and not product.is_service
        return text.amount(product.price_e4 or 0, self._currency) if known else "–"

    def show_view(self, view: ProductsView) -> None:
        """Fit columns and filter to what the catalogue tells, and ask for the rows anew."""
        self._currency = view.currency
        for sort, known in (
            ("category", view.has_categories),
            ("price", view.has_prices),
            ("stock", view.has_stock),
        ):
            self.table.show_column(sort, known)
        groups = [(each.group, text.say(each.reason)) for each in view.left_out]
        current = self.group.key if self.group.count() else ""
        self.group.fill([("", self.tr("All products")), *groups], current)
        self.group.setVisible(bool(groups))
        self._ask()

    def show_group(self, group: str) -> None:
        """Show only the products left out for one reason."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self.group.setCurrentIndex(max(self.group.findData(group), 0))
        self._ask()

    def show_all(self) -> None:
        """Drop search and filter."""
        self.show_group("")

    def _ask(self, *_: object) -> None:
        group = self.group.key if self.group.count() else ""
        self.model.ask(search=self.search.text().strip(), group=group)

    def _answered(self, total: int) -> None:
        narrowed = bool(self.model.filters["search"] or self.model.filters["group"])
        self.found.setText(self.tr("%Ln products found", "", total) if narrowed else "")
        self._states.setCurrentIndex(0 if total else 1)


def _stock(product: ProductRow) -> str:
    return "–" if product.stock is None else text.count(product.stock)
