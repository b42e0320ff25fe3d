"""Customers worth a call: whose newest review is a complaint, those who spent most first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.reviews.views import Unhappy
from gui import text
from gui.page import Page
from gui.pages.reviews.quotes import quoted
from gui.widgets.basics import Button, ElidedLabel, Label, clear, column, row
from gui.widgets.card import Card

_SHOWN = 8


class UnhappyCard(Card):
    """The list; a row opens the customer."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Unhappy customers worth a call"))
        self._page = page
        self._everyone: Sequence[Unhappy] = ()
        self._currency = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.all = Button("", kind="quiet", on_click=self._show_all)
        self.add(self._list)
        self.add(row(self.all, None))

    def show_unhappy(self, customers: Sequence[Unhappy], currency: str) -> None:
        """The first few; the rest by a button."""
        self._everyone, self._currency = customers, currency
        told = (
            self.tr("Their newest review within a year is a complaint. Those who spent most come first.")
            if customers
            else self.tr("Nobody’s newest review within a year is a complaint.")
        )
        self.set_title(self.tr("Unhappy customers worth a call"), told)
        self._fill(customers[:_SHOWN])
        self.all.setText(self.tr("See all %Ln", "", len(customers)))
        self.all.setVisible(len(customers) > _SHOWN)

    def _show_all(self) -> None:
        self._fill(self._everyone)
        self.all.hide()

    def _fill(self, customers: Sequence[Unhappy]) -> None:
        clear(self._list)
        for one in customers:
            go = partial(self._page.shell.navigate, "customers", customer=one.customer_id)
            self._list.addWidget(_Row(one, self._currency, go))


class _Row(Button):
    """The name, why, and in their own words; what they have spent at the right."""

    def __init__(self, one: Unhappy, currency: str, on_click: Callable[[], object]) -> None:
        super().__init__("", kind="row", on_click=on_click)
        name = text.customer_name(one.name, one.code)
        reason, money = text.say(one.reason), text.amount(one.spent_e4, currency, whole=True)
        words = quoted(one.quote.text) if one.quote.text else ""
        self.setAccessibleName(". ".join(part for part in (name, reason, words, money) if part))
        parts = [ElidedLabel(name, "strong"), Label(reason, "body", wrap=True)]
        if words:
            parts.append(Label(words, "caption", wrap=True))
        spent = Label(money, "strong")
        spent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        line = row(spacing=16)
        line.setContentsMargins(10, 7, 10, 7)
        line.addLayout(column(*parts, spacing=1), 1)
        line.addWidget(spent)
        self.setLayout(line)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()
