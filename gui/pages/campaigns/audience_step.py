"""Step 2: who gets it, counted live, and on what ground they may be written to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from engine.campaigns.audience import Pick
from engine.campaigns.page import AudiencePicture
from gui import errors, text
from gui.pages.campaigns.segment_list import SegmentList
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.choice_card import ChoiceCard

_PAUSE = 120


class AudienceStep(Step):
    """Groups at the left; at the right what becomes of the people in them."""

    def build(self) -> None:
        self.picture: AudiencePicture | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._count)
        self.notice = Banner(closable=False)
        self.segments = SegmentList()
        self.segments.chosen.connect(lambda include, exclude: self._change(include=include, exclude=exclude))
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.segments)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self._count_card())
        right.addWidget(self._basis_card())
        right.addWidget(self._reach_card())
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setSpacing(12)
        whole.addWidget(self.notice)
        whole.addLayout(columns, 1)
        self.fill(scrolling(whole))

    def _count_card(self) -> Card:
        card = Card()
        self.figure = Label("…", "figure", wrap=True)
        self.held = Label("", "muted", wrap=True)
        self.left_out = Label("", "strong")
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(2)
        card.add(self.figure)
        card.add(self.held)
        card.add(self.left_out)
        card.add(self.reasons)
        return card

    def _basis_card(self) -> Card:
        card = Card(self.tr("Whom may you write to?"))
        self.bases = {
            "consent": ChoiceCard(self.tr("Only people who said yes to e-mail")),
            "existing_customers": ChoiceCard(self.tr("Also customers who were never asked")),
        }
        group = QButtonGroup(self)
        for basis, choice in self.bases.items():
            group.addButton(choice)
            choice.clicked.connect(lambda _=False, basis=basis: self._change(basis=basis))
            card.add(choice)
        card.add(
            Label(
                self.tr("Nobody who said no, unsubscribed or complained is ever included."),
                "caption",
                wrap=True,
            )
        )
        return card

    def _reach_card(self) -> Card:
        self.reach_card = Card(self.tr("How does the list name people?"))
        self.reaches = {
            "email": ChoiceCard(
                self.tr("By e-mail address"), self.tr("Ready for a mailing service. Needs an address.")
            ),
            "customer_code": ChoiceCard(
                self.tr("By your own customer number"),
                self.tr(
                    "For shops whose addresses are in another system: the list carries the number, the"
                    " coupon and the words, and that system adds the address."
                ),
            ),
        }
        group = QButtonGroup(self)
        for reach, choice in self.reaches.items():
            group.addButton(choice)
            choice.clicked.connect(lambda _=False, reach=reach: self._change(reach=reach))
            self.reach_card.add(choice)
        return self.reach_card

    # --- painting -------------------------------------------------------------------------------------

    def show_campaign(self) -> None:
        campaign, view = self.draft.campaign, self.view
        if campaign is None or view is None:
            return
        audience = campaign.audience
        names = dict(zip(audience.include, (text.say(pick.name) for pick in campaign.included), strict=False))
        names |= dict(
            zip(audience.exclude, (text.say(pick.name) for pick in campaign.excluded), strict=False)
        )
        self._paint(names)
        self._timer.start(0)

    def _paint(self, names: dict[Pick, str] | None = None) -> None:
        view, audience = self.view, self.draft.open.audience
        if view is None:
            return
        self.segments.show_audience(view, audience, names or {})
        self.bases[audience.basis].setChecked(True)
        self.reaches[audience.reach].setChecked(True)
        self.reach_card.setVisible(view.addresses < view.customers or audience.reach != "email")

    def _change(self, **changes: object) -> None:
        self.draft.set(audience=replace(self.draft.open.audience, **changes))  # type: ignore[arg-type]
        self._paint()
        self._timer.start()

    # --- counting -------------------------------------------------------------------------------------

    def _count(self) -> None:
        self.ask_picture(self._show_picture, self._not_counted)

    def _show_picture(self, picture: AudiencePicture) -> None:
        self.picture = picture
        count = picture.count
        left_out = sum(people for _, people in count.reasons)
        self.figure.setText(self.tr("%Ln people will get it", "", count.mailed))
        self.held.setText(
            self.tr("%Ln more are kept without mail, to measure what it brings.", "", count.held_out)
        )
        self.held.setVisible(count.held_out > 0)
        self.left_out.setText(self.tr("%Ln left out", "", left_out))
        self.left_out.setVisible(left_out > 0)
        clear(self.reasons)
        for reason, people in sorted(count.reasons, key=lambda each: -each[1]):
            number = Label(text.count(people), "muted")
            number.setMinimumWidth(44)
            told = row(number, spacing=8)
            told.addWidget(Label(text.say(reason), "muted", wrap=True), 1)
            self.reasons.addLayout(told)
        self._show_bases(picture)
        self._show_notice(picture)

    def _show_bases(self, picture: AudiencePicture) -> None:
        agreed = picture.by_basis["consent"]
        more = picture.by_basis["existing_customers"] - agreed
        self.bases["consent"].tell(self.tr("%Ln people may be written to. Allowed everywhere.", "", agreed))
        self.bases["existing_customers"].tell(
            self.tr("%Ln more people could be written to.", "", more)
            + " "
            + self.tr(
                "In the EU and the UK only for goods like those they bought from you, and if every mail"
                " lets them say no. You answer for this choice; it is kept with its date."
            )
        )

    def _show_notice(self, picture: AudiencePicture) -> None:
        campaign, view, count = self.draft.open, self.view, picture.count
        if view is not None and not view.runs and not campaign.audience.include:
            group = Button(
                self.tr("Group my customers"), kind="quiet", on_click=lambda: self.shell.navigate("segments")
            )
            self.notice.tell(
                self.tr("Your customers are not grouped yet. Group them first, or write to everyone."),
                "info",
                group,
            )
        elif count.meant == 0:
            self.notice.tell(self.tr("Choose at least one group, and you see here whom it reaches."), "info")
        elif count.mailed + count.held_out == 0:
            self.notice.tell(*self._nobody(picture))
        elif view is not None and view.addresses == 0:
            self.notice.tell(
                self.tr(
                    "Your files hold no e-mail addresses. The list will name people by customer number; the"
                    " system that has their addresses sends the mail."
                ),
                "info",
            )
        else:
            self.notice.hide()

    def _nobody(self, picture: AudiencePicture) -> tuple[str, str, *tuple[Button, ...]]:
        reasons = dict(picture.count.excluded)
        worst = max(reasons, key=lambda reason: reasons[reason])
        if worst == "no_address":
            button = Button(
                self.tr("Use customer numbers"),
                kind="quiet",
                on_click=lambda: self._change(reach="customer_code"),
            )
            return self.tr("Nobody in these groups has an e-mail address on file."), "warn", button
        if picture.by_basis["existing_customers"]:
            button = Button(
                self.tr("Include existing customers"),
                kind="quiet",
                on_click=lambda: self._change(basis="existing_customers"),
            )
            said = self.tr("Nobody in these groups has agreed to e-mail yet. Read the choice below first.")
            return said, "warn", button
        return self.tr("Nobody in these groups may be written to. The reasons are below."), "warn"

    def _not_counted(self, problem: BaseException) -> None:
        self.figure.setText("–")
        self.notice.tell(errors.sentence(problem), "bad")
