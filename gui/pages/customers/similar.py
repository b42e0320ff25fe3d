"""Who is like a customer: a few of them on the profile, and the way to more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from engine.customers.profile import CustomerProfile
from engine.embeddings import Alike, similar_to
from gui import text
from gui.page import Page
from gui.pages.customers.look_alikes import Examples
from gui.pages.customers.rows import ProductRow
from gui.widgets.basics import Button, Label, clear, row
from gui.widgets.card import Card

_SHOWN = 4


class SimilarCard(Card):
    """Asked for by itself, so that the profile does not wait; somebody who never ordered is like nobody."""

    #: A customer was opened: the id.
    opened = Signal(int)
    #: More who are alike are wanted: ``Examples``.
    more_wanted = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Similar customers"))
        self._page = page
        self._customer = 0
        self._name = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._words = Label("", "muted", wrap=True)
        self.more = Button("", icon="search", on_click=self._more)
        self.add(self._rows)
        self.add(self._words)
        self.add(row(self.more, None))

    def show_profile(self, profile: CustomerProfile) -> None:
        """Ask who is like this customer; what was shown of another goes at once."""
        self.setVisible(profile.orders > 0)
        if profile.id != self._customer:
            clear(self._rows)
            self._words.clear()
        self._customer, self._name = profile.id, text.customer_name(profile.name, profile.code)
        self.more.setText(self.tr("Find more like them"))
        self.more.setAccessibleName(self.tr("Find more customers like {name}").format(name=self._name))
        self.read()

    def read(self) -> None:
        """Ask anew, as after learning."""
        if not self._customer or self.isHidden():
            return
        customer, shop = self._customer, self._page.shell.tasks.shop
        currency = shop.settings.currency if shop else ""

        def done(found: tuple[Alike, ...] | None) -> None:
            if customer == self._customer:
                self._show(found, currency)

        self._page.ask(similar_to, customer, _SHOWN, done=done)

    def _show(self, found: tuple[Alike, ...] | None, currency: str) -> None:
        clear(self._rows)
        for who in found or ():
            name = text.customer_name(who.name, who.code)
            go = partial(self.opened.emit, who.customer_id)
            amount = text.amount(who.net_e4, currency, whole=True)
            self._rows.addWidget(ProductRow(name, text.say(who.reason), amount, go))
        self._words.setText(
            self.tr("Nothing has been learned yet about whom this customer resembles.")
            if found is None
            else ""
        )
        self._words.setVisible(found is None)
        self.more.setText(self.tr("Find out") if found is None else self.tr("Find more like them"))

    def _more(self) -> None:
        self.more_wanted.emit(Examples(self._name, (self._customer,)))

    def forget(self) -> None:
        """Another shop."""
        self._customer = 0
