"""What a customer likes: the kinds of products, the brands and the products, each with its evidence."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.customers.profile import CustomerProfile, Favourite
from gui import text
from gui.page import Page
from gui.pages.customers.rows import PlainRow, ProductRow
from gui.widgets.basics import Label, clear, column, row
from gui.widgets.card import Card


class TastesCard(Card):
    """Categories and brands beside products; products alone where the shop's files know no categories."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("What they like"))
        self._page = page
        self._sides = {"category": QVBoxLayout(), "brand": QVBoxLayout(), "product": QVBoxLayout()}
        titles = {
            "category": self.tr("Kinds of products"),
            "brand": self.tr("Brands"),
            "product": self.tr("Products"),
        }
        self._parts: dict[str, QWidget] = {}
        both = row(spacing=16)
        kinds = QWidget()
        kinds.setLayout(column(spacing=12))
        both.addWidget(kinds, 1, Qt.AlignmentFlag.AlignTop)
        for kind, side in self._sides.items():
            side.setSpacing(2)
            side.setContentsMargins(0, 0, 0, 0)
            part = QWidget()
            whole = QVBoxLayout(part)
            whole.setContentsMargins(0, 0, 0, 0)
            whole.setSpacing(2)
            title = Label(titles[kind], "muted")
            title.setContentsMargins(10, 0, 0, 0)
            whole.addWidget(title)
            whole.addLayout(side)
            self._parts[kind] = part
            beside = both if kind == "product" else kinds.layout()
            assert beside is not None
            beside.addWidget(part)
        both.setStretch(1, 1)
        self._kinds = kinds
        self.add(both)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what was bought most often; hidden when nothing was bought."""
        self.setVisible(bool(profile.favourites))
        for kind, side in self._sides.items():
            clear(side)
            liked = [each for each in profile.favourites if each.kind == kind]
            self._parts[kind].setVisible(bool(liked))
            for favourite in liked:
                side.addWidget(self._row(favourite))
        self._kinds.setVisible(any(each.kind != "product" for each in profile.favourites))

    def _row(self, favourite: Favourite) -> QWidget:
        evidence = text.say(favourite.text)
        if favourite.product_id is None:
            return PlainRow(favourite.name, evidence)
        go = partial(self._page.shell.navigate, "products", product=favourite.product_id)
        return ProductRow(favourite.name, evidence, "", go)
