"""Step 6: every message of the whole audience looked at before it goes out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from engine.campaigns.checks import CheckReport, Finding
from engine.campaigns.page import names_of
from engine.campaigns.views import CampaignView
from gui import errors
from gui.job_queue import Job
from gui.pages.campaigns.draft import FIELDS
from gui.pages.campaigns.finding_row import FindingRow, place_of
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.basics import Button, Label, Line, clear, row
from gui.widgets.card import Card


class CheckStep(Step):
    """Runs by itself when one comes here with something new; findings lead to where they are mended."""

    report: CheckReport | None = None
    _of: tuple[object, ...] = ()

    def build(self) -> None:
        self._job: Job | None = None
        self._wanted_again = False
        self._names: dict[int, str] = {}
        self.draft.changed.connect(lambda _: self._give_up())
        self.summary = Label("", "section", wrap=True)
        self.note = Label("", "muted", wrap=True)
        self.again = Button(self.tr("Check again"), icon="refresh", on_click=self.check)
        head = row(spacing=12)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self.summary)
        told.addWidget(self.note)
        head.addLayout(told, 1)
        head.addWidget(self.again)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(16)
        whole = QVBoxLayout()
        whole.setSpacing(16)
        whole.addLayout(head)
        whole.addLayout(self.findings)
        whole.addStretch(1)
        self.fill(scrolling(whole))

    @property
    def is_ready(self) -> bool:
        """Whether the campaign as it is now was found without errors."""
        return self.report is not None and self.report.is_ready and self._of == self._now()

    def _now(self) -> tuple[object, ...]:
        campaign = self.draft.campaign
        return () if campaign is None else (campaign.id, *_parts(campaign))

    def enter(self, *, part: str = "", line: int | None = None, customer: int = 0) -> None:
        if self.report is None or self._of != self._now():
            self.check()

    def check(self) -> None:
        """Save what is on the way, then look at every message."""
        if self._job is not None:
            self._wanted_again = self._job.state == "cancelling"
            return
        self.again.setEnabled(False)
        self.summary.setText(self.tr("Making every message and looking at it…"))
        self.note.setText("")
        clear(self.findings)
        self.draft.save(self._start)

    def _start(self) -> None:
        if self.draft.campaign is None or self._job is not None:
            return
        self._of = self._now()
        self._job = self.shell.tasks.job(
            "engine.campaigns.checks:check",
            {"campaign_id": self.draft.open.id},
            title=self.tr("Checking the messages"),
            owner=self,
            done=self._checked,
            failed=self._not_checked,
            cancelled=self._cancelled,
            topics=frozenset({"campaigns"}),
        )

    def _checked(self, report: CheckReport) -> None:
        self._job = None
        self.again.setEnabled(True)
        self.report = report
        people = sorted({customer for each in report.findings for customer in each.customer_ids})
        self.shell.tasks.read(names_of, people, owner=self, done=self._show_report)

    def _give_up(self) -> None:
        """What is being checked has changed; and nothing can be saved while a job runs."""
        if self._job is not None and self._job.state in ("waiting", "running"):
            self.shell.tasks.cancel(self._job)

    def _cancelled(self) -> None:
        again, self._wanted_again = self._wanted_again, False
        self._stopped(self.tr("The check was cancelled."))
        if again:
            self.check()

    def _not_checked(self, problem: BaseException) -> None:
        self._stopped(errors.sentence(problem))

    def _stopped(self, sentence: str) -> None:
        self._job = None
        self.report = None
        self.again.setEnabled(True)
        self.summary.setText(sentence)

    # --- painting -------------------------------------------------------------------------------------

    def _show_report(self, names: dict[int, str]) -> None:
        report = self.report
        if report is None:
            return
        self._names = names
        clear(self.findings)
        by_severity = {
            severity: [each for each in report.findings if each.severity == severity]
            for severity in ("error", "warning", "note")
        }
        mend = len(by_severity["error"])
        self.summary.setText(
            self.tr("%Ln things must be mended before the export", "", mend)
            if mend
            else self.tr("Nothing stands in the way of the export")
        )
        self.note.setText(
            self.tr("%Ln messages were made and looked at, one for each person.", "", report.checked)
        )
        titles = {
            "error": self.tr("Must be mended"),
            "warning": self.tr("Worth a look"),
            "note": self.tr("Good to know"),
        }
        for severity, found in by_severity.items():
            if found:
                self.findings.addWidget(self._card(f"{titles[severity]} ({len(found)})", found))
        self.wanted.emit("", {})

    def _card(self, title: str, found: list[Finding]) -> Card:
        card = Card(title)
        for place, finding in enumerate(found):
            if place:
                card.add(Line())
            card.add(FindingRow(finding, self._names, self._go, self._see))
        return card

    def _go(self, finding: Finding) -> None:
        place = place_of(finding)
        if place in ("settings", "products"):
            self.shell.navigate(place)
        else:
            customer = finding.customer_ids[0] if finding.customer_ids else 0
            self.wanted.emit(place, {"part": finding.part, "line": finding.line, "customer": customer})

    def _see(self, finding: Finding, customer: int) -> None:
        """The person's mail where the message is the matter, else the person."""
        if place_of(finding) == "message":
            self.wanted.emit("message", {"customer": customer, "part": finding.part})
        else:
            self.shell.navigate("customers", customer=customer)


def _parts(campaign: CampaignView) -> tuple[object, ...]:
    # Not the moment at which the engine noted the choice of ground.
    audience = campaign.audience
    return (
        *(getattr(campaign, name) for name in FIELDS if name not in ("name", "audience")),
        (audience.include, audience.exclude, audience.basis, audience.reach),
    )
