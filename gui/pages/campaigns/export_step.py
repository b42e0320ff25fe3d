"""Step 7: the files, and where they go."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from engine.campaigns.page import AudiencePicture, audience_picture
from gui.pages.campaigns.exporting import Exporter
from gui.pages.campaigns.format_choices import FormatChoices
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, Label, row
from gui.widgets.card import Card


class ExportStep(Step):
    """Formats at the left; what will happen, and the button, at the right."""

    exporter: Exporter
    _ready = False

    def build(self) -> None:
        self.notice = Banner(closable=False)
        self.formats = FormatChoices()
        self.formats.changed.connect(self._enable)
        files = Card(self.tr("Which files do you need?"))
        files.add(self.formats)
        what = Card(self.tr("What happens now"))
        self.people = Label("", "section", wrap=True)
        self.held = Label("", "muted", wrap=True)
        what.add(self.people)
        what.add(self.held)
        what.add(
            Label(
                self.tr(
                    "Clientele writes the files and sends nothing. You upload the list to your mailing"
                    " service, or open the drafts in your mail program."
                ),
                wrap=True,
            )
        )
        what.add(
            Label(
                self.tr(
                    "From then on the campaign stays exactly as it went out, with its list and its message,"
                    " so that its effect can be measured. You can write the same files again, or duplicate"
                    " it."
                ),
                "muted",
                wrap=True,
            )
        )
        self.go = Button(self.tr("Choose a folder and export…"), kind="primary", icon="export")
        self.go.clicked.connect(self._ask)
        what.add(row(self.go, None))
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(what)
        right.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(files)
        left.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(self.notice)
        whole.addLayout(columns, 1)
        self.fill(scrolling(whole))
        self.exporter.changed.connect(self._enable)
        self.exporter.refused.connect(lambda sentence: self.notice.tell(sentence, "bad"))

    def show_campaign(self) -> None:
        campaign, shop = self.draft.campaign, self.shell.tasks.shop
        if campaign is not None and shop is not None:
            self.formats.show_limits(
                reach=campaign.audience.reach, sender=shop.settings.sender_email, offer=campaign.offer
            )
            self._enable()

    def show_ready(self, ready: bool) -> None:
        """Whether the check has found nothing that must be mended."""
        self._ready = ready
        if not self.is_built:
            return
        if ready:
            self.notice.hide()
        else:
            check = Button(self.tr("Check now"), kind="quiet")
            check.clicked.connect(lambda: self.wanted.emit("check", {}))
            self.notice.tell(
                self.tr("Check the campaign first: something changed, or something must be mended."),
                "warn",
                check,
            )
        self._enable()

    def enter(self, *, part: str = "", line: int | None = None, customer: int = 0) -> None:
        campaign = self.draft.open
        self.shell.tasks.read(
            audience_picture, campaign.audience, campaign.holdout_share, owner=self, done=self._show_people
        )

    def _show_people(self, picture: AudiencePicture) -> None:
        count = picture.count
        self.people.setText(self.tr("%Ln people are on the list", "", count.mailed))
        self.held.setText(self.tr("%Ln more are kept without mail and are in no file.", "", count.held_out))
        self.held.setVisible(count.held_out > 0)

    def _enable(self) -> None:
        running = self.exporter.job is not None
        self.go.setEnabled(self._ready and not running and bool(self.formats.chosen))

    def _ask(self) -> None:
        self.exporter.ask(self.draft.open.id, self.formats.chosen, self.draft.save)
