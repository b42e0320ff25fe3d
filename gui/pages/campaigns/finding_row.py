"""One finding of the check: how bad, what, and the button that leads to where it can be mended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QMenu

from engine.campaigns.checks import Finding
from gui import text
from gui.pages.campaigns.problems import finding as say_finding
from gui.widgets.basics import Button, IconLabel, Label, row

_ICONS = {"error": ("error", "bad"), "warning": ("warning", "warn"), "note": ("info", "accent")}
_AUDIENCE = ("out_", "nobody", "existing_customers")
_SETTINGS = ("no_postal_address", "no_website", "no_sender")


def place_of(finding: Finding) -> str:
    """Where a finding is mended: a step's id, or ``settings`` or ``products`` for another page."""
    name = finding.text.key.rpartition(".")[2]
    if finding.part or finding.text.key.startswith("campaign.template_"):
        return "message"
    if name in _SETTINGS:
        return "settings"
    if name == "no_products":
        return "products"
    if name.startswith("offer_"):
        return "offer"
    if name.startswith(_AUDIENCE) or name == "segment_gone":
        return "audience"
    return "message"


class FindingRow(QFrame):
    """Icon, sentence, the people concerned, and the way to them."""

    def __init__(
        self,
        finding: Finding,
        names: dict[int, str],
        go: Callable[[Finding], None],
        see: Callable[[Finding, int], None],
    ) -> None:
        super().__init__()
        self._finding, self._names, self._see = finding, names, see
        words = Label(say_finding(finding.text), wrap=True)
        line = row(IconLabel(*_ICONS[finding.severity], 18), spacing=12)
        line.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(words, 1)
        place = place_of(finding)
        titles = {
            "message": self.tr("Open the message"),
            "settings": self.tr("Open Settings"),
            "products": self.tr("Open Products"),
            "offer": self.tr("Open the offer"),
            "audience": self.tr("Open the audience"),
        }
        label = titles[place]
        if finding.line:
            label = self.tr("Go to line {line}").format(line=text.count(finding.line))
        self.people: Button | None = None
        if finding.customer_ids:
            self.people = Button(self.tr("Who?"), kind="quiet", icon="person", on_click=self._open_people)
            self.people.setAccessibleName(self.tr("Who? {finding}").format(finding=words.text()))
            line.addWidget(self.people)
        self.go = Button(label, kind="quiet", on_click=lambda: go(finding))
        self.go.setAccessibleName(f"{label}: {words.text()}")
        line.addWidget(self.go)
        line.setContentsMargins(0, 2, 0, 2)
        self.setLayout(line)

    def people_menu(self) -> QMenu:
        """Some of the people concerned."""
        menu = QMenu(self)
        for customer in self._finding.customer_ids:
            menu.addAction(self._names.get(customer, ""), partial(self._see, self._finding, customer))
        more = self._finding.count - len(self._finding.customer_ids)
        if more > 0:
            menu.addAction(self.tr("and %Ln more", "", more)).setEnabled(False)
        return menu

    def _open_people(self) -> None:
        if self.people is not None:
            self.people_menu().popup(self.people.mapToGlobal(QPoint(0, self.people.height())))
