"""Who a customer is: how to reach them, what is known of them, and their segments with the reason."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.customers.merging import Merge, split
from engine.customers.profile import CustomerProfile, Membership
from engine.words import Text
from gui import text
from gui.page import Page
from gui.pages.customers import wording
from gui.pages.customers.rows import IconLine
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, Label, Line, clear, column, row
from gui.widgets.card import Card

#: Further columns of the shop's own files that are shown.
_OWN = 4


class IdentityCard(Card):
    """Contact, segments and merges in one card, so that a shop that knows only numbers has no empty one."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Who they are"))
        self._page = page
        self._contact = QVBoxLayout()
        self._contact.setSpacing(8)
        self._contact.setContentsMargins(0, 0, 0, 4)
        self._segments = QVBoxLayout()
        self._segments.setSpacing(12)
        self.add(self._contact)
        self.add(self._segments)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show who a customer is."""
        clear(self._contact)
        clear(self._segments)
        for icon, words in self._known(profile):
            self._contact.addWidget(IconLine(icon, words))
        told: list[tuple[Text, Text]] = []
        for membership in profile.segments:
            # Two methods may say the same, as of those who never bought.
            if (membership.name, membership.rule) in told:
                continue
            told.append((membership.name, membership.rule))
            self._segments.addWidget(Line())
            self._segments.addWidget(self._segment(membership))

        for merge in profile.merges:
            self._segments.addWidget(Line())
            self._segments.addWidget(self._merged(merge))

    def _merged(self, merge: Merge) -> QWidget:
        """Who was found to be this customer, and the way to take that back."""
        shop = self._page.shell.tasks.shop
        day = text.day(text.epoch_day(merge.at, shop.zone if shop else None))
        name = text.customer_name(merge.gone_name, merge.gone_code)
        told = column(
            Label(self.tr("Merged from {name} on {day}").format(name=name, day=day), wrap=True),
            Label(self.tr("Because: {reason}").format(reason=text.say(merge.reason)), "caption", wrap=True),
            spacing=2,
        )
        apart = Button(self.tr("Split"), kind="quiet", on_click=partial(self._split, merge.id, name))
        apart.setAccessibleName(self.tr("Split {name} off again").format(name=name))
        line = row(spacing=12)
        line.addLayout(told, 1)
        line.addWidget(apart, 0, Qt.AlignmentFlag.AlignTop)
        part = QWidget()
        part.setLayout(line)
        return part

    def _split(self, merge_id: int, name: str) -> None:
        said = self.tr("{name} is a customer of their own again").format(name=name)
        self._page.command(split, merge_id, done=lambda _: self._page.shell.toast(said))

    def _known(self, profile: CustomerProfile) -> list[tuple[str, str]]:
        if profile.erased:
            return [("lock", self.tr("Their personal data was erased."))]
        known = [
            ("campaigns", profile.email),
            ("person", profile.phone),
            ("shop", profile.address),
            ("orders", profile.company),
            ("globe", self._language(profile.language)),
            ("gift", self._birthday(profile.birthday)),
        ]
        own = [
            ("info", self.tr("{name}: {value}").format(name=name.replace("_", " "), value=value))
            for name, value in list(profile.attributes.items())[:_OWN]
            if value not in (None, "")
        ]
        found = [(icon, words) for icon, words in known if words] + own
        if not profile.email and not profile.phone:
            found.insert(0, ("info", self.tr("Known by the number {code} only").format(code=profile.code)))
        return found

    def _language(self, tag: str) -> str:
        return self.tr("Speaks {language}").format(language=text.language_name(tag)) if tag else ""

    def _birthday(self, stored: str) -> str:
        """The day of a birthday, stored as YYYY-MM-DD or, without the year, --MM-DD."""
        try:
            # A leap year, so that 29 February is a day.
            day = date.fromisoformat(f"2000{stored[-6:]}")
        except ValueError:
            return ""
        return self.tr("Birthday on {day}").format(day=text.anniversary(day))

    def _segment(self, membership: Membership) -> QWidget:
        name = text.say(membership.name)
        look = Button(
            self.tr("See this segment"),
            kind="quiet",
            on_click=partial(self._page.shell.navigate, "segments", segment=membership.segment_id),
        )
        look.setAccessibleName(self.tr("See the segment {name}").format(name=name))
        made = column(
            row(Badge(name, wording.tone(membership.code)), None, look, spacing=8),
            Label(text.say(f"segment.choice.{membership.method}"), "caption", wrap=True),
            spacing=4,
        )
        reasons = [text.say(why) for why in membership.why] or [text.say(membership.rule)]
        for reason in reasons:
            made.addWidget(Label(reason[:1].upper() + reason[1:], wrap=True))
        part = QWidget()
        part.setLayout(made)
        return part
