"""Exchange rates in the settings: what orders in other currencies are worth, and which wait to be told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.rates import CurrencyNeed, Rate, RatesView, remove_rate, set_rate
from gui import errors, text
from gui.page import Page
from gui.widgets.basics import Button, Label, Line, clear, row
from gui.widgets.card import Card
from gui.widgets.form import Choice, Field

#: Before any order: shown as "all days".
_ALWAYS = QDate(1900, 1, 1)


class RatesCard(Card):
    """The currencies that orders are in, the rates given for them, and a line to give another."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.set_title(
            self.tr("Exchange rates"),
            self.tr("Orders in another currency count once you say what it is worth in yours."),
        )
        self.needs = QVBoxLayout()
        self.needs.setSpacing(6)
        self.add(self.needs)
        self.line = Line()
        self.add(self.line)
        self.rates = QVBoxLayout()
        self.rates.setSpacing(2)
        self.add(self.rates)
        self.form = self._form()
        self.add(self.form)

    def _form(self) -> QWidget:
        self.currency, self.rate, self.day = Choice(), QLineEdit(), QDateEdit()
        self.rate.setPlaceholderText("0.86")
        self.rate.returnPressed.connect(self._set)
        self.day.setCalendarPopup(True)
        self.day.setMinimumDate(_ALWAYS)
        self.day.setSpecialValueText(self.tr("all days"))
        self.day.setDate(_ALWAYS)
        self.currency.activated.connect(self._name_field)
        self.rate_field = Field(self.tr("Worth"), self.rate)
        fields = QHBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(Field(self.tr("Currency"), self.currency), 2)
        fields.addWidget(self.rate_field, 2)
        fields.addWidget(Field(self.tr("From"), self.day), 2)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(fields)
        self.save = Button(self.tr("Save the rate"), on_click=self._set)
        layout.addLayout(row(self.save, None))
        return holder

    def show_rates(self, view: RatesView, currencies: tuple[tuple[str, str], ...]) -> None:
        """Paint what is needed, what is given and the form."""
        self._base = view.base
        clear(self.needs)
        clear(self.rates)
        for need in view.needs:
            self.needs.addWidget(self._need(need))
        for rate in view.rates:
            self.rates.addWidget(self._rate(rate))
        if not view.needs:
            sentence = self.tr("All your orders are in {currency}.").format(currency=view.base)
            self.needs.addWidget(Label(sentence, "muted", wrap=True))
        waiting = [need.currency for need in view.needs if need.waiting]
        known = dict.fromkeys([*waiting, *(need.currency for need in view.needs)])
        names = dict(currencies)
        offered = [(code, names.get(code, code)) for code in known]
        offered += [(code, name) for code, name in currencies if code not in known and code != view.base]
        current = self.currency.key if self.rate.text() else offered[0][0]
        self.currency.fill(offered, current)
        self._name_field()
        used = bool(view.needs or view.rates)
        for widget in (self.line, self.form):
            widget.setVisible(used)

    def _need(self, need: CurrencyNeed) -> QWidget:
        told = self.tr("%n orders", "", need.orders)
        parts = (Label(need.currency, "strong"), Label(f"{told} · {text.money(need.total)}", "muted"), None)
        if need.waiting == 0:
            state = Label(self.tr("counted"), "good")
        else:
            state = Label(self.tr("%n waiting for a rate", "", need.waiting), "warn")
        return _line(*parts, state)

    def _rate(self, rate: Rate) -> QWidget:
        told = self.tr("1 {currency} = {rate} {base}").format(
            currency=rate.currency, rate=rate.value, base=self._base
        )
        if rate.from_day is None:
            since = self.tr("on all days")
        else:
            since = self.tr("from {day}").format(day=text.day(rate.from_day))
        button = Button(
            self.tr("Remove the rate of {currency}").format(currency=rate.currency), kind="icon",
            icon="delete", on_click=partial(self._remove, rate),
        )  # fmt: skip
        return _line(Label(told), Label(since, "muted"), None, button)

    def _name_field(self) -> None:
        self.rate_field.show_problem()
        self.rate_field.set_label(
            self.tr("1 {currency} in {base}").format(currency=self.currency.key, base=self._base)
        )

    def _set(self) -> None:
        day = self.day.date()
        since = None if day == _ALWAYS else date(day.year(), day.month(), day.day())

        def done(_: Any) -> None:
            self.rate.clear()
            self.day.setDate(_ALWAYS)
            self.rate_field.show_problem()

        self._command(
            set_rate, done, says=self.tr("Rate saved"), currency=self.currency.key, rate=self.rate.text(),
            from_day=since,
        )  # fmt: skip

    def _remove(self, rate: Rate) -> None:
        self._command(
            remove_rate, lambda _: None, says=self.tr("Rate removed"), currency=rate.currency,
            from_day=rate.from_day, everything=False,
        )  # fmt: skip

    def _command(
        self, function: Callable[..., Any], done: Callable[[Any], None], *, says: str, **values: Any
    ) -> None:
        self._page.command(
            function, done=done, says=says, **values,
            failed=lambda problem: self.rate_field.show_problem(errors.sentence(problem)),
        )  # fmt: skip


def _line(*parts: Any) -> QWidget:
    holder = QWidget()
    layout = row(*parts, spacing=10)
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    return holder
