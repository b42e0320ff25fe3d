"""The forecasts as a whole: their grade, what they say of the shop, and how they would have done before."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from engine.customers.export import export_table
from engine.predict.views import ForecastsView, forecasts_view
from gui import text
from gui.page import Page, scrolling
from gui.pages.foretell_button import ForetellButton
from gui.pages.segments.section import Section
from gui.pages.slipping_card import StaleNotice
from gui.tables import Column, ListModel
from gui.widgets.badge import Badge
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.kpi import Kpi
from gui.widgets.rows_table import RowsTable

_TONES = {"A": "good", "B": "good", "C": "warn", "D": "bad"}


class ForecastsSection(Section):
    """Grade and back-test in plain words, three figures, and the ways to make, export and act on them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._view: ForecastsView | None = None
        self.stale = StaleNotice(page)
        self.figures = [Kpi("") for _ in range(3)]
        self.sales, self.orders, self.risk = self.figures
        top = QHBoxLayout()
        top.setSpacing(16)
        for figure in self.figures:
            top.addWidget(figure, 1)
        self._grade = QWidget()
        self._grade.setLayout(row(spacing=0))
        self._reason = Label("", wrap=True)
        self.again = ForetellButton(page)
        self.export = Button(self.tr("Export…"), icon="export", on_click=self._export)
        self.export.setToolTip(self.tr("Save every customer’s forecast with its reasons as a table (CSV)"))
        self.slipping = Button(self.tr("Who is slipping away"), icon="customers", on_click=self._see_slipping)
        self._card = Card(self.tr("How far you can trust it"))
        said = row(spacing=12)
        said.addWidget(self._grade, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._reason, 1)
        self._card.add(said)
        self._card.add(row(self.slipping, self.export, self.again, None, spacing=8))
        self._model = ListModel(self._columns())
        self.table = RowsTable(self._model, self.tr("Tests on your own past"), two_lines=True)
        self._tests = Card(
            self.tr("Tests on your own past"),
            self.tr(
                "The forecast was made anew for each of these days, from what was known then, and compared"
                " with what happened since."
            ),
        )
        self._tests.add(self.table)
        self._tests.add(
            Label(
                self.tr(
                    "“Right order”: of two customers, one who came back and one who did not, how often the"
                    " forecast knew which. 50% is tossing a coin. A season that your shop has not lived"
                    " through yet can be known to nobody."
                ),
                "caption",
                wrap=True,
            )
        )
        inner = QWidget()
        layout = column(self.stale, spacing=16)
        layout.addLayout(top)
        layout.addWidget(self._card)
        layout.addWidget(self._tests)
        layout.addStretch(1)
        inner.setLayout(layout)
        self._message = QWidget()
        self._message.setLayout(column())
        self._inside = QStackedWidget()
        self._inside.addWidget(scrolling(inner))
        self._inside.addWidget(self._message)
        outer = column()
        outer.addWidget(self._inside, 1)
        self.setLayout(outer)

    def _columns(self) -> list[Column]:
        def share(name: str) -> Any:
            return lambda fold: text.percent(fold[name])

        return [
            Column(
                self.tr("Forecast of"),
                lambda fold: text.day(date.fromisoformat(fold["day"])),
                second=lambda fold: self.tr("%Ln customers", "", fold["customers"]),
            ),
            Column(
                self.tr("Said to stay away"),
                share("said_share"),
                number=True,
                width=150,
                tip=self.tr("Share of customers who were expected to order nothing"),
            ),
            Column(
                self.tr("Stayed away"),
                share("left_share"),
                number=True,
                width=130,
                tip=self.tr("Share of customers who ordered nothing"),
            ),
            Column(
                self.tr("Right order"),
                share("auc"),
                number=True,
                width=200,
                second=lambda fold: self.tr("last order alone: {share}").format(
                    share=text.percent(fold["recency_auc"])
                ),
                tip=self.tr("How often it knew which of two customers would come back"),
            ),
            Column(self.tr("Sales foretold"), self._sales_told, number=True, width=180),
        ]

    def _sales_told(self, fold: dict[str, Any]) -> str:
        off = fold["value_bias"]
        if abs(off) < 0.005:
            return self.tr("as they came")
        if off > 0:
            return self.tr("{share} too high").format(share=text.percent(off))
        return self.tr("{share} too low").format(share=text.percent(-off))

    def subtitle(self) -> str:
        if self._view is None:
            return self.tr("Who orders next, who stays away, and how far to trust it")
        return self.tr(
            "As of {day}, for the %Ln days up to {until}", "", self._view.report.horizon_days
        ).format(day=text.day(self._view.report.as_of), until=text.day(self._view.until))

    def refresh(self) -> None:
        self.page.ask(forecasts_view, done=self._show)

    def _show(self, view: ForecastsView | None) -> None:
        self._view = view
        if view is None:
            holder = self._message.layout()
            if holder is not None:
                clear(holder)
                holder.addWidget(self._nothing())
            self._inside.setCurrentWidget(self._message)
            return
        report = view.report
        self._inside.setCurrentIndex(0)
        self.page.set_heading(self.page.spec.title, self.subtitle())
        self.stale.show_stale(view.stale)
        holder = self._grade.layout()
        if holder is not None:
            clear(holder)
            words = self.tr("Grade {grade}").format(grade=report.grade)
            holder.addWidget(Badge(words, _TONES[report.grade]))
        self._reason.setText(text.say(report.grade_reason))
        days = self.tr("in the next %Ln days", "", report.horizon_days)
        self.sales.name(self.tr("Expected sales to today’s customers"))
        self.sales.show_figure(text.amount(report.expected_e4, report.currency, whole=True), days)
        self.orders.name(self.tr("Customers expected to order"))
        self.orders.show_figure(
            text.count(round(report.customers * (1 - view.left_share))),
            self.tr("of %Ln customers", "", report.customers),
        )
        self.risk.name(self.tr("Sales at risk"))
        self.risk.show_figure(
            text.amount(report.at_risk_e4, report.currency, whole=True),
            self.tr("with %Ln customers who are slipping away", "", report.slipping),
        )
        for figure in self.figures:
            figure.show_course([])
        self.slipping.setEnabled(report.slipping > 0)
        self._tests.setVisible(bool(report.backtest))
        self._model.show_rows(list(report.backtest))
        self.table.fit_height(most=6)

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "chart",
            self.tr("Nothing has been foretold yet"),
            self.tr(
                "From how your customers have bought so far: who orders next and for how much, who is"
                " slipping away and why. Tested on your own past, graded A to D."
            ),
            ForetellButton(self.page, self.tr("Foretell"), kind="primary"),
        )

    def _see_slipping(self) -> None:
        self.page.shell.navigate("customers", risk="slipping")

    def _export(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export the forecasts"), self.tr("Forecasts") + ".csv", "CSV (*.csv)"
        )
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Write every customer's forecast with its reasons to a file."""
        self.page.ask(
            export_table,
            "predictions",
            path,
            language=text.language(),
            done=lambda count: self.page.shell.toast(
                self.tr("%Ln customers written to {file}", "", count).format(file=path.name)
            ),
        )
