"""The real mail of one recipient, wide, narrow or as text, made anew a moment after each change."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.campaigns.offer import Offer
from engine.campaigns.page import PersonIn, person_in
from engine.campaigns.render import Message
from engine.campaigns.templates import MessageTemplate
from engine.campaigns.views import RecipientPreview, preview, recipients_preview
from engine.errors import ClienteleError
from gui import text
from gui.pages.campaigns.mail_view import NARROW, WIDE, MailView
from gui.pages.campaigns.problems import sentence
from gui.pages.campaigns.recipient_picker import RecipientPicker
from gui.shell import Shell
from gui.ticket import Ticket
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, ElidedLabel, Label, row
from gui.widgets.segmented import Segmented

_PAUSE = 200


class PreviewPane(QWidget):
    """Renders off the window's thread; while a template is wrong the last good mail stays."""

    #: A problem with the template: a ``ClienteleError``, or None when all is well.
    judged = Signal(object)
    #: The owner wants to see what is wrong: part and line.
    line_wanted = Signal(str, int)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._campaign = 0
        self.customer = 0
        self._template: MessageTemplate | None = None
        self._offer: Offer | None = None
        self.message: Message | None = None
        self._ticket: Ticket | None = None
        self._person: Ticket | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._render)
        self.picker = RecipientPicker(shell)
        self.picker.chosen.connect(self.show_customer)
        self.form = Segmented(
            self.tr("Preview"),
            [("wide", self.tr("Wide")), ("narrow", self.tr("Phone")), ("text", self.tr("Text"))],
        )
        self.form.chosen.connect(lambda _: self._paint())
        before = Button(self.tr("Previous recipient"), kind="icon", icon="arrow_left")
        before.clicked.connect(lambda: self._move(-1))
        after = Button(self.tr("Next recipient"), kind="icon", icon="arrow_right")
        after.clicked.connect(lambda: self._move(1))
        self.browser = Button(
            self.tr("Open in browser"), kind="icon", icon="external", on_click=self._open_in_browser
        )
        bar = row(before, self.picker, after, None, self.form, self.browser, spacing=4)
        self.notice = Banner(closable=False)
        self.standing = Label("", "warn", wrap=True)
        self.standing.hide()
        self.subject, self.preheader = ElidedLabel("", "strong"), ElidedLabel("", "muted")
        envelope = QFrame()
        envelope.setProperty("role", "inset")
        lines = QVBoxLayout(envelope)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(2)
        lines.addWidget(self.subject)
        lines.addWidget(self.preheader)
        lines.addWidget(self.standing)
        self.mail = MailView(self.tr("The mail"))
        self._place = row(None, self.mail, None, spacing=0)
        self._place.setStretchFactor(self.mail, 1000)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(bar)
        layout.addWidget(self.notice)
        layout.addWidget(envelope)
        layout.addLayout(self._place, 1)

    # --- what to show ---------------------------------------------------------------------------------

    def show_campaign(self, campaign_id: int) -> None:
        """Preview a campaign: ask whom it goes to, and begin with the hardest case."""
        if campaign_id != self._campaign:
            self._campaign, self.customer, self.message = campaign_id, 0, None
            self._template = self._offer = None
        self._shell.tasks.read(
            recipients_preview, campaign_id, owner=self, done=self._take_people, failed=self._not_made
        )

    def show_draft(self, template: MessageTemplate, offer: Offer) -> None:
        """Preview these in place of what is saved."""
        if (template, offer) != (self._template, self._offer):
            self._template, self._offer = template, offer
            self._timer.start()

    def show_customer(self, customer_id: int) -> None:
        """Preview for this person."""
        self.customer = customer_id
        if self._person is not None:
            # Two readers answer: the person before may come after this one.
            self._person.cancel()
        self._person = self._shell.tasks.read(
            person_in, self._campaign, customer_id, owner=self, done=self._take_person, failed=self._not_made
        )
        self._timer.start(0)

    def _take_person(self, person: PersonIn) -> None:
        self.picker.show_chosen(person.name)
        self.standing.setText(text.say(person.standing.text))
        # Worth a line only where the mail on screen is one that they do not get.
        self.standing.setVisible(person.standing.arm != "mail")

    def _move(self, by: int) -> None:
        self.show_customer(self.picker.step(self.customer, by))

    def _take_people(self, people: list[RecipientPreview]) -> None:
        self.picker.show_people(people)
        self.picker.setEnabled(True)
        if not self.customer and people:
            self.customer = people[0].customer_id
        if self.customer:
            self.show_customer(self.customer)
        else:
            self.notice.tell(
                self.tr("Nobody gets this mail yet. Find any customer above to see it all the same."), "info"
            )
            self.picker.show_chosen(self.tr("Find a customer"))

    # --- rendering ------------------------------------------------------------------------------------

    def _render(self) -> None:
        if not self._campaign or not self.customer or self._shell.tasks.shop is None:
            return
        if self._ticket is not None:
            self._ticket.cancel()
        self._ticket = self._shell.tasks.read(
            preview,
            self._campaign,
            self.customer,
            template=self._template,
            offer=self._offer,
            owner=self,
            done=self._take,
            failed=self._not_made,
        )

    def _take(self, message: Message) -> None:
        self.message = message
        self.notice.hide()
        self._paint()
        self.judged.emit(None)

    def _not_made(self, problem: BaseException) -> None:
        if isinstance(problem, ClienteleError) and problem.key.startswith("campaign.template_"):
            self._tell_unmade(problem)
            self.judged.emit(problem)
        else:
            self.notice.tell(sentence(problem), "bad")

    def _tell_unmade(self, problem: ClienteleError) -> None:
        """The editor says what is wrong and where; here, what one is looking at."""
        part, line = problem.facts.get("part"), problem.facts.get("line")
        show = Button(self.tr("Show the line"), kind="quiet")
        show.clicked.connect(lambda: self.line_wanted.emit(str(part), line if isinstance(line, int) else 1))
        said = self.tr("This mail cannot be made yet.")
        if self.message is not None:
            said = self.tr("This mail cannot be made yet; you see the last one that worked.")
        self.notice.tell(said, "bad", show)

    def _paint(self) -> None:
        form = self.form.current
        self.mail.setMaximumWidth(NARROW if form == "narrow" else WIDE)
        if self.message is None:
            self.mail.clear()
            return
        self.subject.setText(self.message.subject)
        self.preheader.setText(self.message.preheader)
        if form == "text":
            self.mail.show_text(self.message.text)
        else:
            self.mail.show_html(self.message.html, narrow=form == "narrow")

    def _open_in_browser(self) -> None:
        if self.message is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.write_page())))

    def write_page(self) -> Path:
        """The mail as a file of its own, for the browser; its path."""
        if self.message is None:
            raise RuntimeError("nothing to write")
        path = _folder() / "mail.html"
        path.write_text(self.message.html, "utf-8")
        return path


@lru_cache(maxsize=1)
def _folder() -> Path:
    """Where mails for the browser lie while the app runs: they name a person, so they go when it ends."""
    made = tempfile.mkdtemp(prefix="clientele-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)
