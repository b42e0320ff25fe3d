"""The builder: seven steps over one draft, which can be left and resumed at any time."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from engine.campaigns.page import CampaignsPage
from engine.campaigns.views import CampaignView
from gui.pages.campaigns.audience_step import AudienceStep
from gui.pages.campaigns.check_step import CheckStep
from gui.pages.campaigns.draft import Draft
from gui.pages.campaigns.export_step import ExportStep
from gui.pages.campaigns.exporting import Exporter
from gui.pages.campaigns.goal_step import GoalStep
from gui.pages.campaigns.message_step import MessageStep
from gui.pages.campaigns.offer_step import OfferStep
from gui.pages.campaigns.step import Step
from gui.pages.campaigns.test_step import TestStep
from gui.shell import Shell
from gui.widgets.basics import Button, Label, row
from gui.widgets.stepper import Stepper


class Builder(QWidget):
    """Stepper above, the step, and back, saved and next below."""

    #: A goal was chosen for a campaign that is not there yet.
    begun = Signal(str)

    def __init__(self, shell: Shell, exporter: Exporter) -> None:
        super().__init__()
        self._shell = shell
        self.draft = Draft(shell.tasks, self)
        self.draft.progressed.connect(self._show_progress)
        self.goal = GoalStep(self.draft, shell)
        self.audience = AudienceStep(self.draft, shell)
        self.offer = OfferStep(self.draft, shell)
        self.message = MessageStep(self.draft, shell)
        self.test = TestStep(self.draft, shell)
        self.check = CheckStep(self.draft, shell)
        self.export = ExportStep(self.draft, shell)
        self.export.exporter = exporter
        self.goal.begun.connect(self.begun)
        self.steps: dict[str, Step] = {
            "goal": self.goal,
            "audience": self.audience,
            "offer": self.offer,
            "message": self.message,
            "test": self.test,
            "check": self.check,
            "export": self.export,
        }
        self.titles = {
            "goal": self.tr("Goal"),
            "audience": self.tr("Audience"),
            "offer": self.tr("Offer"),
            "message": self.tr("Message"),
            "test": self.tr("Test"),
            "check": self.tr("Check"),
            "export": self.tr("Export"),
        }
        self.stepper = Stepper(list(self.titles.values()))
        self.stepper.wanted.connect(lambda place: self.go(list(self.steps)[place]))
        self._stack = QStackedWidget()
        for step in self.steps.values():
            step.wanted.connect(self._wanted)
            self._stack.addWidget(step)
        self.back = Button(self.tr("Back"), icon="arrow_left", on_click=lambda: self._move(-1))
        self.next = Button("", kind="primary", on_click=lambda: self._move(1))
        self.saved = Label("", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addWidget(self.stepper)
        layout.addWidget(self._stack, 1)
        layout.addLayout(row(self.back, None, self.saved, self.next, spacing=12))
        self._current = "goal"
        #: Where each campaign was left, for as long as the window is open.
        self._left_at: dict[int, str] = {}

    @property
    def current(self) -> str:
        """The id of the step on screen."""
        return self._current

    # --- what is edited -------------------------------------------------------------------------------

    def start(self, view: CampaignsPage) -> None:
        """A campaign that is not there yet: only its goal can be chosen."""
        self.draft.close()
        self._give(view)
        self._show("goal", {})

    def show_campaign(self, view: CampaignsPage, campaign: CampaignView, *, step: str = "") -> None:
        """Open a campaign, or take over what changed in the one that is open."""
        before = self.draft.campaign
        is_other = before is None or before.id != campaign.id
        if is_other:
            self.draft.close()
            self.saved.setText("")
        segments_changed = self.audience.view is None or self.audience.view.runs != view.runs
        self._give(view)
        if self.draft.take(campaign) or is_other:
            for each in self.steps.values():
                if each.is_built:
                    each.show_campaign()
        elif segments_changed and self.audience.is_built:
            self.audience.show_campaign()
        if step or is_other:
            self.go(step or self._left_at.get(campaign.id) or self._first(campaign))
        else:
            self._show_state()

    def leave(self) -> None:
        """Save, and let go of the campaign."""
        self.draft.close()

    def _give(self, view: CampaignsPage) -> None:
        for each in self.steps.values():
            each.view = view

    def _first(self, campaign: CampaignView) -> str:
        if campaign.state == "ready":
            return "check"
        return "message" if campaign.audience.include else "audience"

    # --- moving ---------------------------------------------------------------------------------------

    def go(self, step: str) -> None:
        """Show a step."""
        self._show(step, {})

    def _wanted(self, step: str, options: object) -> None:
        if step:
            self._show(step, options if isinstance(options, dict) else {})
        else:
            self._show_state()

    def _move(self, by: int) -> None:
        names = list(self.steps)
        self.go(names[min(max(names.index(self._current) + by, 0), len(names) - 1)])

    def _show(self, step: str, options: dict[str, Any]) -> None:
        self._current = step
        self.steps[step].make()
        self._stack.setCurrentWidget(self.steps[step])
        campaign = self.draft.campaign
        if campaign is not None:
            self.draft.save()
            self._left_at[campaign.id] = step
        self.steps[step].show_campaign()
        if campaign is not None:
            self.steps[step].enter(**options)
        self._show_state()

    def _show_state(self) -> None:
        names = list(self.steps)
        place = names.index(self._current)
        is_there = self.draft.campaign is not None
        self.stepper.show_step(place, len(names) - 1 if is_there else 0)
        self.back.setVisible(place > 0)
        self.next.setVisible(place < len(names) - 1 and is_there)
        if place < len(names) - 1:
            following = self.titles[names[place + 1]]
            self.next.setText(self.tr("Next: {step}").format(step=following))
        if self._current == "check":
            self.next.setEnabled(self.check.is_ready)
        else:
            self.next.setEnabled(True)
        self.export.show_ready(self.check.is_ready)

    def _show_progress(self, state: str, sentence: str) -> None:
        said = {
            "saved": self.tr("Saved"),
            "saving": self.tr("Saving…"),
            "waiting": self.tr("Will be saved when the running work is done"),
            "failed": sentence,
        }
        self.saved.setText(said[state])
        self.saved.set_role("bad" if state == "failed" else "muted")
