"""Every campaign in a list: what it is for, how far it is, and whom it reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui import text
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, ElidedLabel, Label, clear, row
from gui.widgets.choice_card import ChoiceCard

if TYPE_CHECKING:
    from engine.campaigns.page import CampaignLine
    from engine.shop import Shop

_TONES = {"draft": "muted", "ready": "accent", "exported": "good", "results_in": "good", "closed": "muted"}
#: So many are shown at first.
_FIRST = 50
_STATE_WIDTH, _PEOPLE_WIDTH, _DAY_WIDTH = 110, 190, 150


class CampaignRow(QWidget):
    """One campaign; the card opens it."""

    def __init__(self, line: CampaignLine, zone: Shop) -> None:
        super().__init__()
        self.card = ChoiceCard(line.name, "", checkable=False)
        self.card.title.setWordWrap(False)
        self.card.setAccessibleName(line.name)
        clear(self.card.content)
        name, about = ElidedLabel(line.name, "strong"), ElidedLabel(self._about(line), "muted")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(name)
        told.addWidget(about)
        state = QWidget()
        state.setFixedWidth(_STATE_WIDTH)
        state.setLayout(row(Badge(text.say(line.state), _TONES.get(line.state_code, "muted")), None))
        first, second = self._people(line)
        people = _two_lines(first, second, _PEOPLE_WIDTH)
        at = line.exported_at or line.created_at
        day = text.day(text.epoch_day(at, zone.zone))
        when = _two_lines(day, self.tr("exported") if line.exported_at else self.tr("begun"), _DAY_WIDTH)
        inside = row(spacing=16)
        inside.addLayout(told, 1)
        for part in (state, people, when):
            inside.addWidget(part)
        self.card.content.addLayout(inside)
        for part in self.card.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.card.setAccessibleDescription(f"{text.say(line.state)}. {first}. {second}")
        self.copy = Button(self.tr("Duplicate {name}").format(name=line.name), kind="icon", icon="copy")
        self.delete = Button(self.tr("Delete {name}").format(name=line.name), kind="icon", icon="delete")
        self.copy.setToolTip(self.tr("Duplicate"))
        self.delete.setToolTip(self.tr("Delete"))
        whole = row(spacing=4)
        whole.addWidget(self.card, 1)
        whole.addWidget(self.copy)
        whole.addWidget(self.delete)
        self.setLayout(whole)

    def _about(self, line: CampaignLine) -> str:
        names = ", ".join(text.say(name) for name in line.audience)
        return "  ·  ".join(filter(None, (text.say(line.goal), names)))

    def _people(self, line: CampaignLine) -> tuple[str, str]:
        if line.exported_at is not None:
            held = self.tr("%Ln kept without mail", "", line.held_out) if line.held_out else ""
            return self.tr("%Ln written to", "", line.mailed), held
        if line.meant is None:
            return self.tr("Audience to be chosen again"), ""
        if not line.meant:
            return self.tr("No audience yet"), ""
        return self.tr("%Ln people in the audience", "", line.meant), ""


class CampaignList(QScrollArea):
    """The rows, the newest first."""

    opened = Signal(int)
    copied = Signal(int)
    deleted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self._rows = QVBoxLayout(inner)
        self._rows.setContentsMargins(0, 0, 12, 8)
        self._rows.setSpacing(8)
        self.setWidget(inner)
        self.rows: list[CampaignRow] = []
        self._lines: Sequence[CampaignLine] = ()

    def show_lines(self, lines: Sequence[CampaignLine], shop: Shop) -> None:
        """Paint the campaigns."""
        self._lines = lines
        self._show(shop, _FIRST)

    def _show(self, shop: Shop, most: int) -> None:
        clear(self._rows)
        self.rows = []
        for line in self._lines[:most]:
            made = CampaignRow(line, shop)
            made.card.clicked.connect(lambda _=False, id=line.id: self.opened.emit(id))
            made.copy.clicked.connect(lambda _=False, id=line.id: self.copied.emit(id))
            made.delete.clicked.connect(lambda _=False, id=line.id: self.deleted.emit(id))
            self.rows.append(made)
            self._rows.addWidget(made)
        hidden = len(self._lines) - most
        if hidden > 0:
            more = Button(self.tr("Show %Ln older campaigns", "", hidden), kind="quiet")
            more.clicked.connect(lambda: self._show(shop, len(self._lines)))
            self._rows.addLayout(row(more, None))
        self._rows.addStretch(1)


def _two_lines(first: str, second: str, width: int) -> QWidget:
    made = QWidget()
    made.setFixedWidth(width)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addStretch(1)
    layout.addWidget(ElidedLabel(first))
    if second:
        layout.addWidget(Label(second, "caption"))
    layout.addStretch(1)
    return made
