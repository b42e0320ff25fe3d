"""Which files an export writes, each with a sentence, and why some cannot be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from engine.campaigns.lists import FORMATS
from engine.campaigns.offer import Offer
from gui import text
from gui.widgets.basics import Label


class FormatChoices(QWidget):
    """One check box a format, in the order of the registry."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._notes: dict[str, Label] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for name, form in FORMATS.items():
            box = QCheckBox(text.say(form.title))
            box.toggled.connect(lambda _: self.changed.emit())
            note = Label(text.say(form.about), "caption", wrap=True)
            note.setContentsMargins(26, 0, 0, 0)
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(box)
            told.addWidget(note)
            layout.addLayout(told)
            self.boxes[name], self._notes[name] = box, note
        self.boxes["csv"].setChecked(True)
        self.boxes["preview"].setChecked(True)

    @property
    def chosen(self) -> list[str]:
        """The formats that will be written."""
        return [name for name, box in self.boxes.items() if box.isChecked() and box.isEnabled()]

    def show_limits(self, *, reach: str, sender: str, offer: Offer) -> None:
        """Say of each format why it cannot be written for this campaign, if it cannot."""
        for name, form in FORMATS.items():
            why = ""
            if form.needs_address and reach == "customer_code":
                why = self.tr("Needs e-mail addresses; this list names people by customer number.")
            elif form.is_mail and not sender:
                why = self.tr("Needs your shop's e-mail address: enter it in Settings.")
            elif name == "codes" and not (offer.has_code and offer.code_kind == "unique"):
                why = self.tr("Only for offers with a code for each person.")
            self.boxes[name].setEnabled(not why)
            self._notes[name].setText(why or text.say(form.about))
