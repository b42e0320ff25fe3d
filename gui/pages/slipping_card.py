"""Who is slipping away: how much money is at risk, with whom, why, and the campaign that answers it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from engine.predict.views import SlippingCustomer, SlippingView
from engine.words import Text
from gui import text
from gui.page import Page
from gui.pages.foretell_button import ForetellButton
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, clear, column, row
from gui.widgets.card import Card

translate = QCoreApplication.translate

#: The column of figures, so that they stand below each other.
_MONEY_WIDTH = 150


class StaleNotice(QFrame):
    """A quiet line: what has changed since the forecasts were made, and the way to make them anew."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("role", "inset")
        self.words = Label("", wrap=True)
        self.again = ForetellButton(page, kind="quiet")
        line = row(spacing=10)
        line.setContentsMargins(14, 4, 6, 4)
        line.addWidget(IconLabel("info", "muted", 18), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.words, 1)
        line.addWidget(self.again)
        self.setLayout(line)
        self.hide()

    def show_stale(self, stale: Text | None) -> None:
        """Tell what has changed; hidden where nothing has."""
        if stale is not None:
            self.words.setText(text.say(stale))
        self.setVisible(stale is not None)


class SlippingCard(Card):
    """The list on Home. The reasons stand below each name, the money at risk at its right."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("Who is slipping away"))
        self._page = page
        self._view: SlippingView | None = None
        self.how_good = Button("", kind="quiet", on_click=self._see_test)
        self.add_action(self.how_good)
        self.stale = StaleNotice(page)
        self._untold = QWidget()
        self.foretell = ForetellButton(page, self.tr("Find out"))
        self._untold.setLayout(
            column(
                Label(
                    self.tr(
                        "How each customer has bought so far tells who is about to stay away, why, and what"
                        " that would cost you. It is tested on your own shop’s past, so that you know how"
                        " far to trust it."
                    ),
                    "muted",
                    wrap=True,
                ),
                row(self.foretell, None),
                spacing=12,
            )
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.write = Button(self.tr("Write to all of them"), icon="campaigns", on_click=self._write)
        self.everyone = Button("", kind="quiet", on_click=self._see_everyone)
        self._ways = QWidget()
        self._ways.setLayout(row(self.write, self.everyone, None, spacing=8))
        for part in (self.stale, self._untold, self._list, self._ways):
            self.add(part)

    def show_view(self, view: SlippingView) -> None:
        """Show the newest forecasts' list, or what it would tell."""
        self._view = view
        report = view.report
        clear(self._list)
        self._untold.setVisible(report is None)
        self._ways.setVisible(bool(view.customers))
        self.stale.show_stale(view.stale)
        self.how_good.setVisible(report is not None)
        if report is None:
            self.set_title(self.tr("Who is slipping away"))
            return
        self.how_good.setText(self.tr("Forecast grade {grade}").format(grade=report.grade))
        self.how_good.setToolTip(text.say(report.grade_reason))
        if not view.customers:
            self.set_title(
                self.tr("Who is slipping away"),
                self.tr("Nobody who used to come back has been silent for unusually long. Well done."),
            )
            return
        told = self.tr("%Ln regular customers have been silent for longer than usual.", "", report.slipping)
        risk = self.tr("{amount} of what they usually spend in {days} is at risk.").format(
            amount=text.amount(report.at_risk_e4, report.currency, whole=True),
            days=self.tr("%Ln days", "", report.horizon_days),
        )
        both = self.tr("{told} {risk}").format(told=told, risk=risk)
        self.set_title(self.tr("Who is slipping away"), both)
        for one in view.customers:
            go = partial(self._page.shell.navigate, "customers", customer=one.id)
            self._list.addWidget(_SlippingRow(one, report.currency, go))
        self.everyone.setText(self.tr("See all %Ln", "", report.slipping))
        self.everyone.setVisible(report.slipping > len(view.customers))

    def _write(self) -> None:
        if self._view is not None:
            self._page.shell.navigate(
                "campaigns", customer_ids=self._view.customer_ids, goal="win_back", template="win_back"
            )

    def _see_everyone(self) -> None:
        self._page.shell.navigate("customers", risk="slipping")

    def _see_test(self) -> None:
        self._page.shell.navigate("segments", section="forecasts")


class _SlippingRow(Button):
    """A customer: the name, the reasons, the money at risk and how likely they stay away."""

    def __init__(self, one: SlippingCustomer, currency: str, on_click: Callable[[], object]) -> None:
        super().__init__("", kind="row", on_click=on_click)
        name = text.customer_name(one.name, one.code)
        reasons = " · ".join(text.say(reason) for reason in one.reasons)
        money = text.amount(one.at_risk_e4, currency, whole=True)
        chance = translate("SlippingCard", "{share} likely to stay away").format(
            share=text.percent(one.chance)
        )
        self.setAccessibleName(". ".join((name, reasons, money, chance)))
        told = column(ElidedLabel(name, "strong"), Label(reasons, "caption", wrap=True), spacing=1)
        figures = QWidget()
        figures.setFixedWidth(_MONEY_WIDTH)
        side = column(Label(money, "strong"), Label(chance, "caption", wrap=True), spacing=1)
        side.addStretch(1)
        figures.setLayout(side)
        for label in figures.findChildren(Label):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = row(spacing=16)
        line.setContentsMargins(10, 7, 10, 7)
        line.addLayout(told, 1)
        line.addWidget(figures)
        self.setLayout(line)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()
