"""How a customer buys: how often, when in the week, at which prices, how much, where."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from engine.customers.profile import CustomerProfile
from gui import text
from gui.pages.customers.rows import IconLine
from gui.widgets.basics import clear
from gui.widgets.card import Card


class HabitsCard(Card):
    """Only what the orders bear out; hidden when that is nothing."""

    def __init__(self) -> None:
        super().__init__(self.tr("Habits"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.add(self._lines)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show the habits of a customer."""
        clear(self._lines)
        told = []
        if profile.orders:
            told.append(("clock", profile.rhythm_text))
        told += [("calendar", habit) for habit in profile.habits]
        if profile.price_level is not None:
            told.append(("tag", profile.price_level.text))
        told += [("orders", sentence) for sentence in profile.buying]
        for icon, sentence in told:
            self._lines.addWidget(IconLine(icon, text.say(sentence)))
        self.setVisible(bool(told))
