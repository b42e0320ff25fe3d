"""What a customer looked at and left, and what they said, in their own words."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from engine.customers.profile import CustomerProfile
from gui import text
from gui.page import Page
from gui.pages.customers.rows import IconLine, ProductRow
from gui.widgets.basics import Label, clear, column
from gui.widgets.card import Card

#: Preferences shown.
_MOST = 4


class LeftCard(Card):
    """Products looked at or put in the cart and not bought since; hidden where there are none."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Looked at and left"))
        self._page = page
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.add(self._rows)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what a customer left; each is a way to the product."""
        clear(self._rows)
        self.setVisible(bool(profile.left_behind))
        for left in profile.left_behind:
            go = partial(self._page.shell.navigate, "products", product=left.product_id)
            self._rows.addWidget(ProductRow(left.name, text.say(left.text), "", go))


class SaidCard(Card):
    """Their stars and words on products; hidden where they have said nothing."""

    def __init__(self) -> None:
        super().__init__(self.tr("What they said"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.add(self._lines)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what displeased them first."""
        clear(self._lines)
        said = profile.said
        self.setVisible(said.summary is not None or bool(said.quotes or profile.preferences))
        if said.summary is not None:
            self._lines.addWidget(IconLine("star", text.say(said.summary)))
        for preference in profile.preferences[:_MOST]:
            icon = {"likes": "heart", "dislikes": "warning"}.get(preference.verdict, "info")
            self._lines.addWidget(IconLine(icon, text.say(preference.text)))
        for quote in said.quotes:
            stars = self.tr("{n} of 5 stars").format(n=text.count(quote.stars)) if quote.stars else ""
            day = text.day(quote.day) if quote.day else ""
            about = " · ".join(part for part in (stars, quote.product, day) if part)
            words = self.tr("“{words}”").format(words=quote.quote)
            self._lines.addLayout(
                column(Label(words, wrap=True), Label(about, "caption", wrap=True), spacing=1)
            )
