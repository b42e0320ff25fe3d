"""Whether a customer may be written to: one choice a channel, and what stands above all choices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.customers.notes import set_consent
from engine.customers.profile import Consent, CustomerProfile
from gui import text
from gui.page import Page
from gui.widgets.basics import IconLabel, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.segmented import Segmented


@dataclass
class _Channel:
    """The widgets of one channel."""

    name: str
    choice: Segmented
    note: Label


class ConsentCard(Card):
    """Every change can be undone. A suppressed address stays so, and its choice cannot be touched."""

    def __init__(self, page: Page) -> None:
        super().__init__(
            self.tr("May you write to them?"),
            self.tr("Yes: they agreed. No: never. Open: nobody has asked, so most campaigns leave them out."),
        )
        self._page = page
        self._customer = 0
        self._barred = QVBoxLayout()
        self._barred.setSpacing(8)
        self.add(self._barred)
        self._channels: dict[str, _Channel] = {}
        for channel, name in (
            ("email", self.tr("E-mail")),
            ("sms", self.tr("Text message")),
            ("post", self.tr("Letter")),
            ("ads", self.tr("Online ads")),
        ):
            choice = Segmented(
                name,
                [("yes", self.tr("Yes")), ("no", self.tr("No")), ("unknown", self.tr("Open"))],
                "unknown",
            )
            choice.chosen.connect(partial(self._choose, channel))
            note = Label("", "caption", wrap=True)
            self._channels[channel] = _Channel(name, choice, note)
            told = column(Label(name), note, spacing=0)
            line = row(spacing=12)
            line.addLayout(told, 1)
            line.addWidget(choice, 0, Qt.AlignmentFlag.AlignVCenter)
            part = QWidget()
            part.setLayout(line)
            self.add(part)

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show what is recorded."""
        self._customer = profile.id
        clear(self._barred)
        for suppression in profile.suppressions:
            self._barred.addWidget(_barrier(text.say(suppression.text)))
        unreachable = {
            "email": "" if profile.email else self.tr("No address on file"),
            "sms": "" if profile.phone else self.tr("No phone number on file"),
        }
        for consent in profile.consents:
            shown = self._channels[consent.channel]
            barred = profile.erased or (consent.channel == "email" and bool(profile.suppressions))
            shown.choice.choose("no" if barred else consent.status)
            shown.choice.setEnabled(not barred)
            shown.choice.setToolTip(self.tr("This address is blocked, for good") if barred else "")
            told = self.tr("Blocked") if barred else self._told(consent)
            shown.note.setText("\n".join(part for part in (unreachable.get(consent.channel), told) if part))
            shown.note.setVisible(bool(shown.note.text()))

    def _told(self, consent: Consent) -> str:
        """When and how the answer came."""
        shop = self._page.shell.tasks.shop
        if consent.at is None or shop is None:
            return ""
        day = text.day(text.epoch_day(consent.at, shop.zone))
        sentence = {
            "import": self.tr("As imported on {day}"),
            "opt-in": self.tr("They signed up on {day}"),
            "owner": self.tr("As you set it on {day}"),
        }.get(consent.basis, self.tr("Recorded on {day}"))
        return sentence.format(day=day)

    def _choose(self, channel: str, status: str) -> None:
        name = self._channels[channel].name
        said = {
            "yes": self.tr("{channel}: may be written to"),
            "no": self.tr("{channel}: must not be written to"),
            "unknown": self.tr("{channel}: open"),
        }[status]
        self._page.command(set_consent, self._customer, channel, status, says=said.format(channel=name))


def _barrier(sentence: str) -> QFrame:
    made = QFrame()
    made.setProperty("role", "inset")
    line = row(spacing=10, margins=12)
    line.addWidget(IconLabel("warning", "warn", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(sentence, wrap=True), 1)
    made.setLayout(line)
    return made
