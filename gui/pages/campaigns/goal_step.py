"""Step 1: what the campaign is for; the choice fills in the rest sensibly."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from engine.campaigns.goals import change_goal, change_language
from gui import text
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.basics import Label, row
from gui.widgets.choice_card import ChoiceCard
from gui.widgets.flow import FlowLayout
from gui.widgets.form import Field
from gui.widgets.segmented import Segmented

_ICONS = {"win_back": "heart", "second_order": "gift", "vip": "star", "recommend": "idea", "other": "edit"}
_MAX_NAME = 120


class GoalStep(Step):
    """Five goals as cards, the name, and the language of the mail."""

    #: A goal was chosen while there is no campaign yet.
    begun = Signal(str)

    def build(self) -> None:
        about = {
            "win_back": self.tr("Bring back good customers who have not ordered for long."),
            "second_order": self.tr("Turn people who bought once into customers who come back."),
            "vip": self.tr("Thank those who keep the shop going, without a discount."),
            "recommend": self.tr("Show each customer products that fit what they bought."),
            "other": self.tr("Start from an empty audience and write what you like."),
        }
        self.cards: dict[str, ChoiceCard] = {}
        self._group = QButtonGroup(self)
        flow = FlowLayout(12, column_width=290)
        for goal in ("win_back", "second_order", "vip", "recommend", "other"):
            card = ChoiceCard(text.say(f"campaign.goal.{goal}"), about[goal], icon=_ICONS[goal])
            card.clicked.connect(lambda _=False, goal=goal: self._choose(goal))
            self._group.addButton(card)
            self.cards[goal] = card
            flow.addWidget(card)
        cards = QWidget()
        cards.setLayout(flow)
        self.name = QLineEdit()
        self.name.setMaxLength(_MAX_NAME)
        self.name.textEdited.connect(self._rename)
        self.name_field = Field(
            self.tr("Name"), self.name, self.tr("For you and your file names; customers never see it.")
        )
        self.language = Segmented(self.tr("Language of the mail"), [("en", "English"), ("zh_CN", "简体中文")])
        self.language.chosen.connect(self._speak)
        self.language_note = Label("", "caption", wrap=True)
        self.details = QWidget()
        details = QVBoxLayout(self.details)
        details.setContentsMargins(0, 8, 0, 0)
        details.setSpacing(16)
        details.addWidget(self.name_field)
        spoken = QVBoxLayout()
        spoken.setSpacing(4)
        spoken.addWidget(Label(self.tr("Language of the mail"), "strong"))
        spoken.addLayout(row(self.language, None))
        spoken.addWidget(self.language_note)
        details.addLayout(spoken)
        self.details.setMaximumWidth(640)
        whole = QVBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(Label(self.tr("What should this campaign do?"), "section"))
        whole.addWidget(cards)
        whole.addWidget(self.details)
        whole.addStretch(1)
        self.fill(scrolling(whole))

    def show_campaign(self) -> None:
        campaign = self.draft.campaign
        self.details.setVisible(campaign is not None)
        self._group.setExclusive(False)
        for goal, card in self.cards.items():
            card.setChecked(campaign is not None and campaign.goal == goal)
        self._group.setExclusive(True)
        if campaign is None:
            return
        if self.name.text() != campaign.name:
            self.name.setText(campaign.name)
        self.name_field.show_problem()
        self.language.choose(campaign.language)
        own = not campaign.template.origin
        self.language_note.setText(
            self.tr("Your message stays as you wrote it; the greeting, reasons and dates change.")
            if own
            else self.tr("An unchanged template changes with it.")
        )

    def _choose(self, goal: str) -> None:
        if self.draft.campaign is None:
            self.begun.emit(goal)
        elif self.draft.open.goal != goal:
            self.draft.save(
                lambda: self.draft.run(
                    change_goal, goal=goal, spoken=text.language(), says=self.tr("Goal changed")
                )
            )

    def _rename(self, name: str) -> None:
        if name.strip():
            self.name_field.show_problem()
            self.draft.set(name=name.strip())
        else:
            self.name_field.show_problem(self.tr("Give it a name; until then the last one is kept."))

    def _speak(self, language: str) -> None:
        if self.draft.open.language != language:
            self.draft.save(lambda: self.draft.run(change_language, language=language))
