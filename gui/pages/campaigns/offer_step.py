"""Step 3: what is offered, by which code it is taken up, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDateEdit,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.campaigns.offer import Offer, checked_offer
from engine.errors import ClienteleError
from engine.money import E4, minor_digits
from gui import errors, text
from gui.pages.campaigns.step import Step, scrolling
from gui.widgets.basics import Label, column, row
from gui.widgets.card import Card
from gui.widgets.choice_card import ChoiceCard
from gui.widgets.flow import FlowLayout
from gui.widgets.form import Field
from gui.widgets.segmented import Segmented

#: The body of a code, as an example of its shape.
_EXAMPLE = "7KQ2M-9XHTC"
_DEFAULT_PERCENT, _DEFAULT_AMOUNT, _DEFAULT_DAYS = 10, 5 * E4, 30


class OfferStep(Step):
    """The kind as cards, then only the fields that this kind needs."""

    def build(self) -> None:
        self._offer = Offer()
        flow = FlowLayout(12, column_width=170)
        self.kinds: dict[str, ChoiceCard] = {}
        group = QButtonGroup(self)
        for kind, title, icon in (
            ("none", self.tr("No offer"), "close"),
            ("percent", self.tr("Percent off"), "tag"),
            ("amount", self.tr("Amount off"), "tag"),
            ("free_shipping", self.tr("Free shipping"), "products"),
            ("gift", self.tr("A gift"), "gift"),
        ):
            card = ChoiceCard(title, icon=icon)
            card.clicked.connect(lambda _=False, kind=kind: self._choose(kind))
            group.addButton(card)
            self.kinds[kind] = card
            flow.addWidget(card)
        cards = QWidget()
        cards.setLayout(flow)
        self.details = QWidget()
        columns = QHBoxLayout(self.details)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addLayout(column(self._value_card(), self._dates_card(), None, spacing=16), 1)
        columns.addLayout(column(self._codes_card(), self._words_card(), None, spacing=16), 1)
        self.nothing = Label(
            self.tr("A message without an offer costs nothing, and good customers often need none."),
            "muted",
            wrap=True,
        )
        whole = QVBoxLayout()
        whole.setSpacing(16)
        whole.addWidget(Label(self.tr("What do you offer?"), "section"))
        whole.addWidget(cards)
        whole.addWidget(self.nothing)
        whole.addWidget(self.details)
        whole.addStretch(1)
        self.fill(scrolling(whole))

    def _value_card(self) -> Card:
        self.percent, self.amount = QSpinBox(), QDoubleSpinBox()
        self.percent.setRange(1, 100)
        self.percent.setSuffix(" %")
        for spin in (self.percent, self.amount):
            spin.lineEdit().setTextMargins(8, 0, 8, 0)
        self.percent.valueChanged.connect(lambda value: self._set(percent=value))
        self.amount.setMaximum(1_000_000)
        self.amount.valueChanged.connect(lambda value: self._set(amount_e4=round(value * E4)))
        self.gift = QLineEdit()
        self.gift.setPlaceholderText(self.tr("a bag of our new tea"))
        self.gift.textEdited.connect(lambda value: self._set(gift=value.strip()))
        self.fields = {
            "percent": Field(self.tr("Percent off the next order"), self.percent),
            "amount": Field(self.tr("Amount off the next order"), self.amount),
            "gift": Field(self.tr("What the gift is"), self.gift),
        }
        self.value_card = Card(self.tr("How much"))
        for field in self.fields.values():
            self.value_card.add(field)
        return self.value_card

    def _dates_card(self) -> Card:
        card = Card(self.tr("How long"), self.tr("A last day moves people to act, and limits what it costs."))
        self.begins, self.first = self._day(self.tr("Not before"), self.tr("First day"))
        self.ends, self.last = self._day(self.tr("Until"), self.tr("Last day"))
        card.add(row(self.ends, None, self.last))
        card.add(row(self.begins, None, self.first))
        self.dates_problem = Label("", "bad", wrap=True)
        card.add(self.dates_problem)
        return card

    def _day(self, label: str, name: str) -> tuple[QCheckBox, QDateEdit]:
        limited, day = QCheckBox(label), QDateEdit()
        day.setCalendarPopup(True)
        day.setDisplayFormat("yyyy年M月d日" if text.language() == "zh_CN" else "d MMM yyyy")
        day.setMinimumWidth(150)
        day.setAccessibleName(name)
        limited.toggled.connect(day.setEnabled)
        limited.toggled.connect(lambda _: self._set_dates())
        day.dateChanged.connect(lambda _: self._set_dates())
        return limited, day

    def _codes_card(self) -> Card:
        card = Card(self.tr("Coupon codes"))
        self.code_kind = Segmented(
            self.tr("Coupon codes"),
            [
                ("unique", self.tr("One each")),
                ("shared", self.tr("One for all")),
                ("none", self.tr("No code")),
            ],
        )
        self.code_kind.chosen.connect(lambda kind: self._set(code_kind=kind))
        self.code_note = Label("", "muted", wrap=True)
        self.prefix = QLineEdit()
        self.prefix.setMaxLength(8)
        self.prefix.textEdited.connect(lambda value: self._set(prefix=value.strip().upper()))
        self.prefix_field = Field(self.tr("Codes begin with"), self.prefix)
        self.shared = QLineEdit()
        self.shared.setMaxLength(40)
        self.shared.textEdited.connect(lambda value: self._set(shared_code=value.strip()))
        self.shared_field = Field(self.tr("The code"), self.shared, self.tr("As your checkout knows it."))
        card.add(row(self.code_kind, None))
        card.add(self.code_note)
        card.add(self.prefix_field)
        card.add(self.shared_field)
        return card

    def _words_card(self) -> Card:
        card = Card(self.tr("What customers read"))
        self.phrase = Label("", "section", wrap=True)
        self.code_line = Label("", wrap=True)
        self.until_line = Label("", "muted", wrap=True)
        for line in (self.phrase, self.code_line, self.until_line):
            card.add(line)
        return card

    # --- painting -------------------------------------------------------------------------------------

    def show_campaign(self) -> None:
        campaign, view = self.draft.campaign, self.view
        if campaign is None or view is None:
            return
        self._offer = offer = campaign.offer
        self.kinds[offer.kind].setChecked(True)
        places = minor_digits(view.currency)
        for editor in self._editors():
            editor.blockSignals(True)
        self.percent.setValue(offer.percent or _DEFAULT_PERCENT)
        self.amount.setDecimals(places)
        self.amount.setSuffix(f" {view.currency}")
        self.amount.setValue(offer.amount_e4 / E4)
        for line, value in (
            (self.gift, offer.gift),
            (self.prefix, offer.prefix),
            (self.shared, offer.shared_code),
        ):
            if line.text() != value:
                line.setText(value)
        self.code_kind.choose(offer.code_kind)
        for editor in self._editors():
            editor.blockSignals(False)
        self._show_dates()
        self._paint()

    def _editors(self) -> tuple[QWidget, ...]:
        return (self.percent, self.amount)

    def _in_days(self, days: int) -> date:
        shop = self.shell.tasks.shop
        now = datetime.now(UTC)
        return (now.astimezone(shop.zone) if shop is not None else now).date() + timedelta(days=days)

    def _paint(self, problem: ClienteleError | None = None) -> None:
        offer, view = self._offer, self.view
        if view is None:
            return
        self.nothing.setVisible(offer.kind == "none")
        self.details.setVisible(offer.kind != "none")
        self.value_card.setVisible(offer.kind in self.fields)
        for kind, field in self.fields.items():
            field.setVisible(kind == offer.kind)
        self.prefix_field.setVisible(offer.code_kind == "unique")
        self.shared_field.setVisible(offer.code_kind == "shared")
        self.code_note.setText(
            {
                "unique": self.tr(
                    "Nobody can pass a code on, and each order tells which mail brought it. The export can"
                    " write the list of codes for your checkout."
                ),
                "shared": self.tr("Simple, but it can end up on a coupon site."),
                "none": self.tr("You give it at the counter or to everybody who orders."),
            }[offer.code_kind]
        )
        self._show_problem(problem)
        phrase = offer.text(view.currency) if problem is None else None
        self.phrase.setText(text.say(phrase) if phrase else "–")
        code = "-".join(filter(None, (offer.prefix, _EXAMPLE)))
        if offer.code_kind == "shared":
            code = offer.shared_code
        self.code_line.setText(self.tr("Code, for example: {code}").format(code=code))
        self.code_line.setVisible(offer.has_code and bool(code))
        if offer.valid_until:
            day = text.day(date.fromisoformat(offer.valid_until))
            self.until_line.setText(self.tr("Valid until {day}").format(day=day))
        self.until_line.setVisible(bool(offer.valid_until))

    def _show_problem(self, problem: ClienteleError | None) -> None:
        said = errors.sentence(problem) if problem else ""
        key = problem.key if problem else ""
        places = {
            "campaign.offer_amount": self.fields["amount"],
            "campaign.offer_percent": self.fields["percent"],
            "campaign.offer_gift": self.fields["gift"],
            "campaign.offer_shared_code": self.shared_field,
            "campaign.bad_prefix": self.prefix_field,
        }
        for place, field in places.items():
            field.show_problem(said if place == key else "")
        self.dates_problem.setText(said if key not in places else "")
        self.dates_problem.setVisible(bool(said) and key not in places)

    # --- changing -------------------------------------------------------------------------------------

    def _choose(self, kind: str) -> None:
        offer = self._offer
        starts: dict[str, object] = {"kind": kind}
        if kind == "percent" and not offer.percent:
            starts["percent"] = self.percent.value()
        if kind == "amount" and not offer.amount_e4:
            starts["amount_e4"] = _DEFAULT_AMOUNT
        if kind != "none" and offer.kind == "none" and not offer.valid_until:
            starts["valid_until"] = self._in_days(_DEFAULT_DAYS).isoformat()
        self._offer = replace(offer, **starts)  # type: ignore[arg-type]
        self._keep()
        self.amount.blockSignals(True)
        self.amount.setValue(self._offer.amount_e4 / E4)
        self.amount.blockSignals(False)
        if kind != "none" and offer.kind == "none":
            self._show_dates()

    def _show_dates(self) -> None:
        for limited, day, value in (
            (self.begins, self.first, self._offer.valid_from),
            (self.ends, self.last, self._offer.valid_until),
        ):
            for editor in (limited, day):
                editor.blockSignals(True)
            limited.setChecked(bool(value))
            day.setEnabled(bool(value))
            fallback = self._in_days(0 if day is self.first else _DEFAULT_DAYS)
            shown = date.fromisoformat(value) if value else fallback
            day.setDate(QDate(shown.year, shown.month, shown.day))
            for editor in (limited, day):
                editor.blockSignals(False)

    def _set_dates(self) -> None:
        first = self.first.date().toString(Qt.DateFormat.ISODate) if self.begins.isChecked() else ""
        last = self.last.date().toString(Qt.DateFormat.ISODate) if self.ends.isChecked() else ""
        self._set(valid_from=first, valid_until=last)

    def _set(self, **changes: object) -> None:
        self._offer = replace(self._offer, **changes)  # type: ignore[arg-type]
        self._keep()

    def _keep(self) -> None:
        """Save an offer that can be honoured; say what is wrong with any other."""
        try:
            checked_offer(**self._offer.__dict__)
        except ClienteleError as problem:
            self._paint(problem)
            return
        self._paint()
        if self._offer != self.draft.open.offer:
            self.draft.set(offer=self._offer)
