"""Step 5: how many are kept without mail, so that one learns what it really brought."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSlider, QVBoxLayout

from engine.campaigns.page import AudiencePicture
from gui import errors, text
from gui.pages.campaigns.split_bar import SplitBar
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.basics import Label, row
from gui.widgets.card import Card

_STEP, _MOST = 5, 50
#: Below so many people on either side only a very large effect stands out from chance.
_FEW = 100


class TestStep(Step):
    """A slider in steps of five percent, said in people."""

    __test__ = False

    def build(self) -> None:
        self._allowed: int | None = None
        self._timer = QTimer(self, singleShot=True, interval=120)
        self._timer.timeout.connect(self._count)
        card = Card(self.tr("Keep some people without mail"))
        card.add(
            Label(
                self.tr(
                    "Some of these customers would order anyway. Only by comparing them with customers like"
                    " them who got no mail do you learn what the mail itself brought. Who is kept back is"
                    " drawn by lot, evenly from every group."
                ),
                wrap=True,
            )
        )
        self.share = QSlider(Qt.Orientation.Horizontal)
        self.share.setRange(0, _MOST // _STEP)
        self.share.setPageStep(2)
        self.share.setMinimumHeight(24)
        self.share.setAccessibleName(self.tr("Share kept without mail, in percent"))
        self.share.valueChanged.connect(self._change)
        self.percent = Label("", "section")
        self.percent.setMinimumWidth(64)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = row(spacing=12)
        line.addWidget(self.share, 1)
        line.addWidget(self.percent)
        card.add(line)
        self.bar = SplitBar()
        card.add(self.bar)
        self.mailed, self.held = Label("", "strong", wrap=True), Label("", "muted", wrap=True)
        self.held.setAlignment(Qt.AlignmentFlag.AlignRight)
        told = row(spacing=12)
        told.addWidget(self.mailed, 1)
        told.addWidget(self.held, 1)
        card.add(told)
        self.advice = Label("", "muted", wrap=True)
        card.add(self.advice)
        card.setMaximumWidth(760)
        whole = QVBoxLayout()
        whole.addWidget(card)
        whole.addStretch(1)
        self.fill(scrolling(whole))

    def show_campaign(self) -> None:
        campaign = self.draft.campaign
        if campaign is None:
            return
        self.share.blockSignals(True)
        # A campaign made by the command line may hold out more.
        self.share.setMaximum(max(_MOST, campaign.holdout_share) // _STEP)
        self.share.setValue(round(campaign.holdout_share / _STEP))
        self.share.blockSignals(False)
        self._paint()
        self._timer.start(0)

    def _change(self, value: int) -> None:
        self.draft.set(holdout_share=value * _STEP)
        self._paint()
        self._timer.start()

    def _count(self) -> None:
        self.ask_picture(self._show_picture, lambda problem: self.advice.setText(errors.sentence(problem)))

    def _paint(self) -> None:
        share = self.draft.open.holdout_share
        self.percent.setText(text.percent(share / 100))

    def _show_picture(self, picture: AudiencePicture) -> None:
        count = picture.count
        mailed = self.tr("%Ln people get the mail", "", count.mailed)
        held = self.tr("%Ln people get none", "", count.held_out)
        self.mailed.setText(mailed)
        self.held.setText(held)
        whole = count.mailed + count.held_out
        self.bar.show_share(count.mailed / whole if whole else 1.0, f"{mailed}; {held}")
        self.advice.setText(self._advice(count.mailed, count.held_out))

    def _advice(self, mailed: int, held: int) -> str:
        if held == 0:
            return self.tr(
                "Without a comparison you will see who ordered, but not who ordered because of it."
            )
        if min(mailed, held) < _FEW:
            return self.tr(
                "With so few people only a very large difference will stand out from chance. It is still"
                " worth keeping some back: several campaigns together tell more than one."
            )
        return self.tr(
            "That is enough to see a large difference. The same people stay kept back if you export again."
        )
