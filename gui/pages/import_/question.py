"""Questions about a file that only the owner can answer: each a clear choice, none preselected."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QWidget

from gui.widgets.basics import Button, IconLabel, Label, column, row
from gui.widgets.card import Card
from gui.widgets.form import Choice

#: With more answers than this, a list takes less room than a column of buttons.
_MOST_BUTTONS = 6


class QuestionCard(Card):
    """One question with its reason and its answers; ``answered`` carries the key, or what was typed."""

    answered = Signal(str)

    def __init__(
        self,
        question: str,
        why: str,
        answers: Sequence[tuple[str, str]],
        chosen: str = "",
        *,
        number: bool = False,
    ) -> None:
        super().__init__()
        self._number = number
        self.setAccessibleName(question)
        self._question = question
        self._body = column(
            Label(question, "section", wrap=True), Label(why, "muted", wrap=True), 4, spacing=4
        )
        self.buttons: dict[str, QRadioButton] = {}
        self.choice: Choice | None = None
        self.line: QLineEdit | None = None
        if not answers:
            self._offer_line(chosen)
        elif len(answers) > _MOST_BUTTONS:
            self._offer_list(answers, chosen)
        else:
            self._offer_buttons(answers, chosen)
        told = QWidget()
        told.setLayout(self._body)
        layout = row(spacing=12)
        icon = IconLabel("info", "accent", 20)
        layout.addLayout(column(icon, None))
        layout.addWidget(told, 1)
        self.add(layout)

    def _offer_buttons(self, answers: Sequence[tuple[str, str]], chosen: str) -> None:
        group = QButtonGroup(self)
        for key, label in answers:
            button = QRadioButton(label)
            button.setAccessibleName(f"{self._question} {label}")
            button.setChecked(key == chosen)
            button.clicked.connect(lambda _=False, key=key: self.answered.emit(key))
            group.addButton(button)
            self.buttons[key] = button
            self._body.addWidget(button)

    def _offer_list(self, answers: Sequence[tuple[str, str]], chosen: str) -> None:
        choice = self.choice = Choice()
        choice.setMinimumContentsLength(28)
        choice.setAccessibleName(self._question)
        choice.fill([("", self.tr("Please choose")), *answers], chosen)
        choice.activated.connect(lambda _: self._chosen(choice.key))
        self._body.addLayout(row(choice, None))

    def _chosen(self, key: str) -> None:
        if key:
            self.answered.emit(key)

    def _offer_line(self, chosen: str) -> None:
        line = self.line = QLineEdit(chosen)
        line.setAccessibleName(self._question)
        line.setMaximumWidth(180 if self._number else 420)
        self._wrong = Label("", "bad", wrap=True)
        self._wrong.hide()
        use = Button(self.tr("Use it"), on_click=self._typed)
        line.returnPressed.connect(self._typed)
        self._body.addLayout(row(line, use, None))
        self._body.addWidget(self._wrong)

    def _typed(self) -> None:
        assert self.line is not None
        typed = read_rate(self.line.text()) if self._number else self.line.text().strip()
        self._wrong.setVisible(not typed)
        if typed:
            self.answered.emit(typed)
        else:
            self._wrong.setText(
                self.tr("Please type a number such as 0.85.")
                if self._number
                else self.tr("Please type an answer.")
            )


def read_rate(words: str) -> str | None:
    """A rate above zero as a decimal string, typed with a point or a comma; None where it is none."""
    try:
        number = Decimal(words.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return str(number) if number.is_finite() and number > 0 else None


class CurrencyCard(Card):
    """In which currency the amounts are: asked once, before the first order is stored."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setMinimumContentsLength(22)
        self.choice.currentIndexChanged.connect(lambda _: self.chosen.emit(self.choice.key))
        question = Label(self.tr("In which currency does your shop keep its books?"), "section", wrap=True)
        question.setBuddy(self.choice)
        self.choice.setAccessibleName(question.text())
        self.why = Label("", "muted", wrap=True)
        self._currencies: list[tuple[str, str]] = []
        told = column(question, self.why, spacing=4)
        layout = row(spacing=12)
        layout.addLayout(column(IconLabel("info", "accent", 20), None))
        layout.addLayout(told, 1)
        layout.addWidget(self.choice)
        self.add(layout)

    def offer(self, currencies: list[tuple[str, str]]) -> None:
        """The currencies to choose from."""
        self._currencies = currencies

    def show_currency(self, currency: str, told_by_file: bool = False) -> None:
        """Show what the shop's currency is now."""
        self.choice.fill(self._currencies, currency)
        self.why.setText(
            self.tr("Your files say so. Everything is added up in this currency.")
            if told_by_file
            else self.tr(
                "Your files do not say. Everything is added up in this currency, so please check it now."
            )
        )
