"""One customer in full: figures at the top, what to do and what happened at the left, who at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.customers.profile import CustomerProfile
from gui import text
from gui.page import Page, scrolling
from gui.pages.customers.consent import ConsentCard
from gui.pages.customers.figures import KeyFigures
from gui.pages.customers.habits import HabitsCard
from gui.pages.customers.identity import IdentityCard
from gui.pages.customers.notes import CustomerNotesCard
from gui.pages.customers.offers import OffersCard
from gui.pages.customers.tastes import TastesCard
from gui.pages.customers.timeline import TimelineCard


class ProfileView(QWidget):
    """Paints a ``CustomerProfile``; each card asks ``page`` for what its controls do."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._shown: CustomerProfile | None = None
        self.figures = KeyFigures()
        self.offers = OffersCard(page)
        self.tastes = TastesCard(page)
        self.timeline = TimelineCard(page)
        self.identity = IdentityCard(page)
        self.habits = HabitsCard()
        self.consent = ConsentCard(page)
        self.notes = CustomerNotesCard(page)
        self._cards = (
            self.figures,
            self.offers,
            self.tastes,
            self.timeline,
            self.identity,
            self.habits,
            self.consent,
            self.notes,
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, cards in (
            (left, (self.offers, self.tastes, self.timeline)),
            (right, (self.identity, self.habits, self.consent, self.notes)),
        ):
            side.setSpacing(16)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 13)
        columns.addLayout(right, 9)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setSpacing(16)
        layout.addWidget(self.figures)
        layout.addLayout(columns)
        layout.addStretch(1)
        self._area = scrolling(inner)
        # Arrows and page keys scroll it, and the page's own keys work, without a click first.
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show a customer; the same one again keeps its place on the screen."""
        again = self._shown is not None and self._shown.id == profile.id
        place = self._area.verticalScrollBar().value() if again else 0
        if profile == self._shown:
            return
        self._shown = profile
        for card in self._cards:
            card.show_profile(profile)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(place))

    def leave(self) -> None:
        """Another customer or page is about to be shown: keep what is being written."""
        self.notes.keep_draft()

    def forget(self) -> None:
        """Another shop: its customers have the same ids."""
        self._shown = None
        self.notes.forget()

    def subtitle(self, profile: CustomerProfile) -> str:
        """The line below the name."""
        since = (
            self.tr("Customer since {month}").format(month=text.month(profile.first_day))
            if profile.first_day
            else self.tr("Has not ordered yet")
        )
        code = profile.code if profile.name != profile.code else ""
        return " · ".join(part for part in (code, since) if part)
