"""One customer in full: figures at the top, what to do and what happened at the left, who at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from engine.customers.profile import CustomerProfile
from gui import text
from gui.page import Page, scrolling
from gui.pages.customers.consent import ConsentCard
from gui.pages.customers.figures import KeyFigures
from gui.pages.customers.forecast_card import ForecastCard
from gui.pages.customers.habits import HabitsCard
from gui.pages.customers.identity import IdentityCard
from gui.pages.customers.interest import LeftCard, SaidCard
from gui.pages.customers.notes import CustomerNotesCard
from gui.pages.customers.offers import OffersCard
from gui.pages.customers.similar import SimilarCard
from gui.pages.customers.tastes import TastesCard
from gui.pages.customers.timeline import TimelineCard

#: From this width on, two columns; their shares of it.
_WIDE, _SHARES = 860, (13, 9)


class ProfileView(QWidget):
    """Paints a ``CustomerProfile``; each card asks ``page`` for what its controls do."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._shown: CustomerProfile | None = None
        self.figures = KeyFigures()
        self.forecast = ForecastCard(page)
        self.offers = OffersCard(page)
        self.tastes = TastesCard(page)
        self.left_behind = LeftCard(page)
        self.similar = SimilarCard(page)
        self.timeline = TimelineCard(page)
        self.identity = IdentityCard(page)
        self.habits = HabitsCard()
        self.said = SaidCard()
        self.consent = ConsentCard(page)
        self.notes = CustomerNotesCard(page)
        self._cards = (
            self.figures,
            self.forecast,
            self.offers,
            self.tastes,
            self.left_behind,
            self.similar,
            self.timeline,
            self.identity,
            self.habits,
            self.said,
            self.consent,
            self.notes,
        )
        left, right = QWidget(), QWidget()
        for part, cards in (
            (left, (self.forecast, self.offers, self.tastes, self.left_behind, self.timeline)),
            (right, (self.identity, self.habits, self.similar, self.said, self.consent, self.notes)),
        ):
            side = QVBoxLayout(part)
            side.setContentsMargins(0, 0, 0, 0)
            side.setSpacing(16)
            for card in cards:
                side.addWidget(card)
            side.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(left)
        self._columns.addWidget(right)
        self._arrange()
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setSpacing(16)
        layout.addWidget(self.figures)
        layout.addLayout(self._columns)
        layout.addStretch(1)
        self._area = scrolling(inner)
        # Arrows and page keys scroll it, and the page's own keys work, without a click first.
        self._area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns of fixed shares where there is room, else one below the other."""
        wide = self.width() >= _WIDE
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        for place, share in enumerate(_SHARES):
            self._columns.setStretch(place, share if wide else 0)

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
        self.similar.forget()

    def subtitle(self, profile: CustomerProfile) -> str:
        """The line below the name."""
        if profile.first_day:
            since = self.tr("Customer since {month}").format(month=text.month(profile.first_day))
        elif any(event.kind == "order" for event in profile.timeline):
            since = self.tr("Gave every order back")
        else:
            since = self.tr("Has not ordered yet")
        code = profile.code if profile.name != profile.code else ""
        return " · ".join(part for part in (code, since) if part)
