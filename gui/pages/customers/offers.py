"""What to offer a customer: the advice for their segment, products with the true reason, and the way on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.customers.profile import CustomerProfile, Membership
from engine.recommend.views import Recommendation
from gui import text
from gui.page import Page
from gui.pages.customers.rows import ProductRow
from gui.widgets.basics import Button, IconLabel, Label, clear, column, row
from gui.widgets.card import Card

#: So many offers are shown at first.
_FIRST = 4


class OffersCard(Card):
    """The one card that ends in a campaign."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("What to offer"))
        self._page = page
        self._membership: Membership | None = None
        self._advice = Label("", wrap=True)
        advice = QFrame()
        advice.setProperty("role", "inset")
        line = row(spacing=10, margins=12)
        line.addWidget(IconLabel("idea", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._advice, 1)
        advice.setLayout(line)
        self._advice_part = advice
        self._offers = QVBoxLayout()
        self._offers.setSpacing(2)
        self._untaught = QWidget()
        learn = Button(self.tr("Learn what to recommend"), icon="idea", on_click=self._train)
        self._untaught.setLayout(
            column(
                Label(
                    self.tr("Nothing has been learned yet from your orders about who might like what."),
                    "muted",
                    wrap=True,
                ),
                row(learn, None),
            )
        )
        self.write = Button("", kind="primary", icon="campaigns", on_click=self._write)
        self._write_part = QWidget()
        self._write_part.setLayout(row(self.write, None))
        for part in (advice, self._offers, self._untaught, self._write_part):
            self.add(part)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what to offer; the segment is that of the first method there is, RFM before others."""
        self._membership = profile.segments[0] if profile.segments else None
        self._advice_part.setVisible(self._membership is not None)
        self._write_part.setVisible(self._membership is not None)
        if self._membership is not None:
            name = text.say(self._membership.name)
            self._advice.setText(text.say(self._membership.advice))
            self.write.setText(self.tr("Write to customers like this"))
            self.write.setToolTip(self.tr("Starts a campaign for the segment “{name}”").format(name=name))
        self._untaught.setVisible(not profile.recommendations)
        self._show_offers(profile.recommendations[:_FIRST], profile)
        rest = profile.recommendations[_FIRST:]
        if rest:
            more = Button(self.tr("Show %Ln more", "", len(rest)), kind="quiet")
            more.clicked.connect(lambda: self._show_offers(profile.recommendations, profile))
            self._offers.addLayout(row(more, None))

    def _show_offers(self, offers: tuple[Recommendation, ...], profile: CustomerProfile) -> None:
        clear(self._offers)
        for offer in offers:
            price = text.amount(offer.price_e4, profile.currency) if offer.price_e4 is not None else ""
            go = partial(self._page.shell.navigate, "products", product=offer.product_id)
            self._offers.addWidget(ProductRow(offer.name, text.say(offer.reason), price, go))

    def _write(self) -> None:
        if self._membership is not None:
            self._page.shell.navigate("campaigns", method=self._membership.method, code=self._membership.code)

    def _train(self) -> None:
        self._page.shell.tasks.job(
            "engine.recommend.training:train",
            {},
            title=self.tr("Learning what to recommend"),
            owner=self,
            done=lambda _: self._page.refresh(),
            failed=self._page.show_problem,
            cancelled=lambda: None,
            topics=frozenset({"recommendations"}),
        )
