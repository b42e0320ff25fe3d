"""What to expect of a customer: how much, how likely they stay away and why, and what answers it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from engine.customers.profile import CustomerProfile
from engine.predict.views import CustomerForecast
from gui import text
from gui.page import Page
from gui.pages.customers import wording
from gui.pages.customers.rows import IconLine
from gui.pages.foretell_button import ForetellButton
from gui.pages.slipping_card import StaleNotice
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, IconLabel, Label, clear, column, row
from gui.widgets.card import Card


class ForecastCard(Card):
    """The newest forecasts' word on one customer; hidden for somebody who never ordered."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("What to expect"))
        self._page = page
        self._profile: CustomerProfile | None = None
        self.stale = StaleNotice(page)
        self.expected, self._range = Label("", "title", wrap=True), Label("", "caption", wrap=True)
        self.chance, self._usual = Label("", "title"), Label("", "caption", wrap=True)
        self.risk = QWidget()
        self.risk.setLayout(row(spacing=0))
        figures = QGridLayout()
        figures.setHorizontalSpacing(24)
        figures.setVerticalSpacing(2)
        figures.addWidget(Label(self.tr("Expected to spend"), "muted"), 0, 0)
        figures.addWidget(Label(self.tr("Chance of no order"), "muted"), 0, 1)
        figures.addWidget(self.expected, 1, 0)
        figures.addLayout(row(self.chance, self.risk, None, spacing=8), 1, 1)
        figures.addWidget(self._range, 2, 0, Qt.AlignmentFlag.AlignTop)
        figures.addWidget(self._usual, 2, 1, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            figures.setColumnStretch(place, 1)
        self._because = Label("", "strong")
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(8)
        self._offer = Label("", wrap=True)
        offer = QFrame()
        offer.setProperty("role", "inset")
        inside = row(spacing=10, margins=12)
        inside.addWidget(IconLabel("gift", "accent", 18), 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(self._offer, 1)
        offer.setLayout(inside)
        self.write = Button(self.tr("Write to this customer"), icon="campaigns", on_click=self._write)
        self._told = QWidget()
        told = column(spacing=12)
        told.addLayout(figures)
        told.addWidget(self._because)
        told.addLayout(self._reasons)
        told.addWidget(offer)
        told.addLayout(row(self.write, None))
        self._told.setLayout(told)
        self._untold = QWidget()
        self._why_not = Label("", "muted", wrap=True)
        self.foretell = ForetellButton(page, self.tr("Find out"))
        self._untold.setLayout(column(self._why_not, row(self.foretell, None), spacing=12))
        for part in (self.stale, self._told, self._untold):
            self.add(part)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what is foretold of a customer."""
        self._profile = profile
        found = profile.forecast
        self.setVisible(bool(profile.orders))
        self._told.setVisible(found is not None)
        self._untold.setVisible(found is None)
        self.stale.show_stale(found.stale if found else None)
        if found is None:
            self.set_title(self.tr("What to expect"))
            self._why_not.setText(
                self.tr(
                    "Nothing has been foretold of this customer yet: what they will spend, how likely they"
                    " stay away, and why."
                )
            )
            return
        self.set_title(
            self.tr("What to expect"),
            self.tr("In the %Ln days up to {day}", "", found.horizon_days).format(day=text.day(found.until)),
        )
        self._show(found, profile.currency)

    def _show(self, found: CustomerForecast, currency: str) -> None:
        def amount(e4: int) -> str:
            return text.amount(e4, currency, whole=True)

        self.expected.setText(amount(found.expected_e4))
        self._range.setText(
            self.tr("Four in five customers like this spend {low} to {high}").format(
                low=amount(found.low_e4), high=amount(found.high_e4)
            )
        )
        self.chance.setText(text.percent(found.chance))
        self._usual.setText(
            self.tr("{share} is the mean of all your customers").format(
                share=text.percent(found.usual_chance)
            )
        )
        holder = self.risk.layout()
        if holder is not None:
            clear(holder)
            holder.addWidget(Badge(wording.risk_name(found.risk), wording.risk_tone(found.risk)))
        staying = found.chance < 0.5
        self._because.setText(
            self.tr("What speaks for another order") if staying else self.tr("What speaks against an order")
        )
        clear(self._reasons)
        for reason in found.reasons:
            self._reasons.addWidget(IconLine("check" if staying else "warning", text.say(reason)))
        self._offer.setText(text.say(found.offer.text))

    def _write(self) -> None:
        if self._profile is not None and self._profile.forecast is not None:
            offer = self._profile.forecast.offer
            self._page.shell.navigate(
                "campaigns", customer_ids=(self._profile.id,), goal=offer.goal, template=offer.template
            )
