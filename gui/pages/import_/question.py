"""Questions about a file that only the owner can answer: each a clear choice, none preselected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from gui.widgets.basics import IconLabel, Label, column, row
from gui.widgets.card import Card
from gui.widgets.form import Choice


class QuestionCard(Card):
    """One question with its reason and two or three answers; ``answered`` carries the key."""

    answered = Signal(str)

    def __init__(self, question: str, why: str, answers: Sequence[tuple[str, str]], chosen: str = "") -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._group = QButtonGroup(self)
        body = column(Label(question, "section", wrap=True), Label(why, "muted", wrap=True), 4, spacing=4)
        self.buttons: dict[str, QRadioButton] = {}
        for key, label in answers:
            button = QRadioButton(label)
            button.setAccessibleName(f"{question} {label}")
            button.setChecked(key == chosen)
            button.clicked.connect(lambda _=False, key=key: self.answered.emit(key))
            self._group.addButton(button)
            self.buttons[key] = button
            body.addWidget(button)
        told = QWidget()
        told.setLayout(body)
        layout = row(spacing=12)
        icon = IconLabel("info", "accent", 20)
        layout.addLayout(column(icon, None))
        layout.addWidget(told, 1)
        self.add(layout)


class CurrencyCard(Card):
    """In which currency the amounts are: asked once, before the first order is stored."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self.choice.setMinimumContentsLength(22)
        self.choice.currentIndexChanged.connect(lambda _: self.chosen.emit(self.choice.key))
        question = Label(self.tr("In which currency are these amounts?"), "section", wrap=True)
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
            self.tr("The file says so. A shop keeps its books in one currency.")
            if told_by_file
            else self.tr(
                "The file does not say. A shop keeps its books in one currency, so please check it now."
            )
        )
