"""What every step of the builder is made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from engine.campaigns.page import audience_picture
from gui.pages.campaigns.draft import Draft
from gui.shell import Shell
from gui.ticket import Done, Failed, Ticket

if TYPE_CHECKING:
    from engine.campaigns.page import CampaignsPage

#: Room at the right for a scroll bar.
_BAR = 12


class Step(QWidget):
    """One step: paints the draft, changes it, and says what is still missing."""

    #: Go to another step by its id, with the keyword arguments of its ``enter``.
    wanted = Signal(str, object)

    def __init__(self, draft: Draft, shell: Shell) -> None:
        super().__init__()
        self.draft = draft
        self.shell = shell
        self.view: CampaignsPage | None = None
        self.is_built = False
        self._picture: Ticket | None = None

    def make(self) -> None:
        """Build the step when it is first shown, not before: seven at once would hold up the window."""
        if not self.is_built:
            self.is_built = True
            self.build()

    def build(self) -> None:
        """Make the widgets; runs once."""

    def show_campaign(self) -> None:
        """Paint the draft anew: another campaign, or a change from elsewhere."""

    def enter(self, *, part: str = "", line: int | None = None, customer: int = 0) -> None:
        """The step is on screen now; a finding says which part, line and person it is about."""

    def ask_picture(self, done: Done, failed: Failed) -> None:
        """Count the audience as it is chosen now; an answer to an older choice is let go."""
        campaign = self.draft.campaign
        if campaign is None or self.shell.tasks.shop is None:
            return
        if self._picture is not None:
            self._picture.cancel()
        self._picture = self.shell.tasks.read(
            audience_picture, campaign.audience, campaign.holdout_share, owner=self, done=done, failed=failed
        )

    def fill(self, widget: QWidget) -> None:
        """Make ``widget`` the whole step."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(widget)


def scrolling(content: QLayout) -> QScrollArea:
    """``content`` in an area that scrolls downwards."""
    inner = QWidget()
    inner.setObjectName("scrolled")
    inner.setLayout(content)
    content.setContentsMargins(0, 0, _BAR, 8)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
