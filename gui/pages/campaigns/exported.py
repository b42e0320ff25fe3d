"""A campaign that went out: its list, its message and its files, as they were; nothing can be changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.campaigns.lists import FORMATS
from engine.campaigns.page import CampaignsPage, recipients_page
from engine.campaigns.views import CampaignView
from gui import text
from gui.pages.campaigns.exporting import Exporter
from gui.pages.campaigns.format_choices import FormatChoices
from gui.pages.campaigns.preview_pane import PreviewPane
from gui.pages.campaigns.step import scrolling
from gui.shell import Shell
from gui.tables import Column, RowsModel
from gui.widgets.basics import Button, Label, Line, clear, row
from gui.widgets.card import Card
from gui.widgets.kpi import Kpi
from gui.widgets.rows_table import RowsTable
from gui.widgets.search_box import SearchBox
from gui.widgets.segmented import Segmented

_ARMS = {"mail": "good", "hold_out": "accent", "excluded": "muted"}


class ExportedCampaign(QWidget):
    """Figures above; below the people, the message, and the files."""

    copied = Signal(int)

    def __init__(self, shell: Shell, exporter: Exporter) -> None:
        super().__init__()
        self._shell = shell
        self._exporter = exporter
        self._campaign: CampaignView | None = None
        exporter.changed.connect(self._show_files)
        self.figures = [Kpi(""), Kpi(""), Kpi(""), Kpi("")]
        top = QHBoxLayout()
        top.setSpacing(12)
        for figure in self.figures:
            top.addWidget(figure, 1)
        self.choice = Segmented(
            self.tr("Show"),
            [
                ("files", self.tr("Files")),
                ("people", self.tr("People")),
                ("message", self.tr("Message")),
            ],
        )
        self.choice.chosen.connect(self._choose)
        self.copy = Button(self.tr("Duplicate"), icon="copy")
        self.copy.clicked.connect(self._copy)
        self.search = SearchBox(self.tr("Find a person"))
        self.arm = Segmented(
            self.tr("People"),
            [
                ("", self.tr("All")),
                ("mail", self.tr("Written to")),
                ("hold_out", self.tr("Kept without mail")),
                ("excluded", self.tr("Left out")),
            ],
        )
        self._parts = QStackedWidget()
        self._shown = {"files": self._files_part(), "people": self._people_part()}
        self.preview = PreviewPane(shell)
        self._shown["message"] = self.preview
        for part in self._shown.values():
            self._parts.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addLayout(row(self.choice, None, self.copy))
        layout.addWidget(self._parts, 1)

    def _files_part(self) -> QWidget:
        self.written = Card(self.tr("What was written"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.written.add(self._rows)
        self.problem = Label("", "bad", wrap=True)
        self.problem.hide()
        self._exporter.refused.connect(self._refuse)
        self.folder = Button(self.tr("Show in folder"), icon="open")
        self.folder.clicked.connect(self._show_folder)
        self.written.add(row(self.folder, None))
        again = Card(
            self.tr("Export again"),
            self.tr(
                "The same list and the same words, to the last letter; only people who said no in the"
                " meantime are taken off."
            ),
        )
        self.formats = FormatChoices()
        self.formats.changed.connect(self._enable)
        again.add(self.formats)
        again.add(self.problem)
        self.again = Button(self.tr("Choose a folder and export…"), icon="export", on_click=self._ask)
        again.add(row(self.again, None))
        columns = QHBoxLayout()
        columns.setSpacing(16)
        for card in (self.written, again):
            side = QVBoxLayout()
            side.addWidget(card)
            side.addStretch(1)
            columns.addLayout(side, 1)
        return scrolling(columns)

    def _people_part(self) -> QWidget:
        self.model = RowsModel(
            self._shell.tasks,
            [
                Column(self.tr("Customer"), lambda r: text.customer_name(r.name, r.code), sort="name"),
                Column(self.tr("E-mail"), "email", sort="email"),
                Column(
                    self.tr("What became of them"),
                    self._fate,
                    sort="arm",
                    badge=lambda r: _ARMS.get(r.arm, "muted"),
                    width=330,
                ),
                Column(self.tr("Coupon code"), "coupon_code", sort="code", width=190),
            ],
            recipients_page,
            sort="arm",
            descending=True,
        )
        self.table = RowsTable(self.model, self.tr("The list as exported"))
        self.table.opened.connect(lambda r: self._shell.navigate("customers", customer=r.customer_id))
        self.search.searched.connect(lambda words: self.model.ask(search=words))
        self.arm.chosen.connect(lambda arm: self.model.ask(arm=arm))
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self.search, self.arm, None, spacing=12))
        card = Card(padding=4)
        card.add(self.table, 1)
        layout.addWidget(card, 1)
        return part

    def _fate(self, person: object) -> str:
        arm, reason = getattr(person, "arm", ""), getattr(person, "reason", "")
        if reason:
            return text.say(f"campaign.reason.{reason}")
        return {
            "mail": self.tr("Written to"),
            "hold_out": self.tr("Kept without mail"),
            "excluded": self.tr("Left out"),
        }.get(arm, "")

    # --- painting -------------------------------------------------------------------------------------

    def show_campaign(self, view: CampaignsPage, campaign: CampaignView) -> None:
        """Paint an exported campaign."""
        is_other = self._campaign is None or self._campaign.id != campaign.id
        self._campaign = campaign
        shop = self._shell.tasks.shop
        if shop is None or view.count is None or campaign.exported_at is None:
            return
        mailed, held, left_out, meant = self.figures
        mailed.name(self.tr("Written to"))
        mailed.show_figure(
            text.count(view.count.mailed),
            text.say(campaign.offer_text) if campaign.offer_text else self.tr("without an offer"),
        )
        held.name(self.tr("Kept without mail"))
        held.show_figure(
            text.count(view.count.held_out),
            self.tr("to measure what the mail brings")
            if view.count.held_out
            else self.tr("no comparison was kept"),
        )
        left_out.name(self.tr("Left out"))
        people = sum(n for _, n in view.count.excluded)
        worst = max(view.count.reasons, key=lambda each: each[1], default=None)
        left_out.show_figure(
            text.count(people),
            self.tr("most often: {reason}").format(reason=text.say(worst[0])) if worst else "",
        )
        meant.name(self.tr("Audience"))
        names = ", ".join(text.say(pick.name) for pick in campaign.included)
        meant.show_figure(text.count(view.count.meant), names)
        self.formats.show_limits(
            reach=campaign.audience.reach, sender=shop.settings.sender_email, offer=campaign.offer
        )
        self.problem.hide()
        if is_other:
            self.choice.choose("files")
            self.arm.choose("")
            self.search.clear()
            self._choose("files")
        self._show_files()

    def _choose(self, part: str) -> None:
        self._parts.setCurrentWidget(self._shown[part])
        if self._campaign is None:
            return
        if part == "people":
            self.model.ask(
                campaign_id=self._campaign.id, arm=self.arm.current, search=self.search.text().strip()
            )
        elif part == "message":
            self.preview.show_campaign(self._campaign.id)

    def _show_files(self) -> None:
        campaign, shop = self._campaign, self._shell.tasks.shop
        if campaign is None or shop is None:
            return
        clear(self._rows)
        result = self._exporter.results.get(campaign.id)
        self.folder.setVisible(result is not None)
        if result is not None and result.left_out:
            self._rows.addWidget(
                Label(
                    self.tr("%Ln people were taken off: they said no in the meantime.", "", result.left_out),
                    "warn",
                    wrap=True,
                )
            )
        if not campaign.files:
            self._rows.addWidget(Label(self.tr("No file is on record."), "muted"))
        for place, file in enumerate(campaign.files):
            if place:
                self._rows.addWidget(Line())
            name = Label(file.file_name, "strong", wrap=True)
            form = FORMATS.get(file.format)
            what = text.say(form.title) if form else file.format
            facts = (what, self.tr("%Ln people", "", file.rows), text.moment(file.at, shop.zone))
            self._rows.addWidget(name)
            self._rows.addWidget(Label("  ·  ".join(facts), "caption", wrap=True))
        self._enable()

    def _enable(self) -> None:
        self.again.setEnabled(self._exporter.job is None and bool(self.formats.chosen))

    def _refuse(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _copy(self) -> None:
        if self._campaign is not None:
            self.copied.emit(self._campaign.id)

    def _show_folder(self) -> None:
        if self._campaign is not None:
            self._exporter.show_folder(self._campaign.id)

    def _ask(self) -> None:
        if self._campaign is not None:
            self.problem.hide()
            self._exporter.ask(self._campaign.id, self.formats.chosen, lambda then: then())
