"""The key figures of a customer in one strip: spent, orders, the last order, and when the next is likely."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy

from engine.customers.profile import CustomerProfile
from gui import text
from gui.pages.customers import wording
from gui.widgets.basics import Label
from gui.widgets.card import Card


class KeyFigures(Card):
    """Four figures side by side, each with what it is above and what to know of it below."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        self._cells: list[tuple[Label, Label]] = []
        for place, name in enumerate(
            (self.tr("Spent"), self.tr("Orders"), self.tr("Last order"), self.tr("Next order"))
        ):
            value, note = Label("", "title", wrap=True), Label("", "caption", wrap=True)
            for line, label in enumerate((Label(name, "muted"), value, note)):
                grid.addWidget(label, line, place)
            for label in (value, note):
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            policy = note.sizePolicy()
            policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
            note.setSizePolicy(policy)
            grid.setColumnStretch(place, 1)
            self._cells.append((value, note))
        grid.setRowStretch(2, 1)
        self.add(grid)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show the figures of a customer; somebody who never ordered has none."""
        self.setVisible(bool(profile.orders or profile.net_e4))
        figures = (self._spent(profile), self._orders(profile), self._last(profile), self._next(profile))
        for (value, note), (figure, told) in zip(self._cells, figures, strict=True):
            value.setText(figure)
            note.setText(told)

    def _spent(self, profile: CustomerProfile) -> tuple[str, str]:
        notes = []
        if profile.standing is not None:
            notes.append(text.say(profile.standing))
        if profile.refund_e4:
            notes.append(
                self.tr("{amount} given back ({share})").format(
                    amount=text.amount(profile.refund_e4, profile.currency),
                    share=text.percent(profile.refund_share),
                )
            )
        return text.amount(profile.net_e4, profile.currency), "\n".join(notes)

    def _orders(self, profile: CustomerProfile) -> tuple[str, str]:
        if profile.mean_order_e4 is None:
            return text.count(profile.orders), self.tr("All were given back")
        average = text.amount(profile.mean_order_e4, profile.currency)
        return text.count(profile.orders), self.tr("{amount} on average").format(amount=average)

    def _last(self, profile: CustomerProfile) -> tuple[str, str]:
        if profile.last_day is None or profile.today is None:
            return self.tr("None"), ""
        relative, exact = wording.when(profile.last_day, profile.today), text.day(profile.last_day)
        today = text.day(profile.today)
        if relative == exact:
            return relative, self.tr("as of {day}").format(day=today)
        return relative, self.tr("{exact}, as of {day}").format(exact=exact, day=today)

    def _next(self, profile: CustomerProfile) -> tuple[str, str]:
        rhythm, today = profile.rhythm, profile.today
        if rhythm is None or today is None:
            return "–", self.tr("Can be told once orders fall on three days")
        if not rhythm.regular:
            return "–", self.tr("The time between orders differs too much to tell")
        window = self.tr("Likely between {start} and {end}").format(
            start=text.day(rhythm.next_from), end=text.day(rhythm.next_to)
        )
        if rhythm.overdue_days is not None:
            was = self.tr("Was likely between {start} and {end}").format(
                start=text.day(rhythm.next_from), end=text.day(rhythm.next_to)
            )
            return self._late(rhythm.overdue_days), was
        ahead = (rhythm.next_from - today).days
        if ahead <= 0:
            return self.tr("About now"), window
        return self._ahead(ahead), window

    def _late(self, days: int) -> str:
        if days < 61:
            return self.tr("%Ln days late", "", days)
        if days < 730:
            return self.tr("%Ln months late", "", round(days / 30.44))
        return self.tr("%Ln years late", "", round(days / 365.25))

    def _ahead(self, days: int) -> str:
        if days < 14:
            return self.tr("In %Ln days", "", days)
        if days < 61:
            return self.tr("In %Ln weeks", "", round(days / 7))
        return self.tr("In %Ln months", "", round(days / 30.44))
