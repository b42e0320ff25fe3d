"""A product's sales by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.products.detail import MonthSales
from gui import text
from gui.charts.trend import TrendChart
from gui.widgets.card import Card
from gui.widgets.trend import TrendPoint

_HEIGHT = 220


class SalesCard(Card):
    """A line over the months from the first sale on; in words alone while there is only one month."""

    def __init__(self) -> None:
        super().__init__(self.tr("Sales by month"))
        self.chart = TrendChart(self.tr("Sales by month"))
        self.chart.setFixedHeight(_HEIGHT)
        self._menu = self.chart.menu_button()
        self.add_action(self._menu)
        self.add(self.chart)

    def show_months(self, months: Sequence[MonthSales], currency: str) -> None:
        """Draw the months, the oldest first."""
        title = self.tr("Sales by month")
        several = len(months) > 1
        self.chart.setVisible(several)
        self._menu.setVisible(several)
        if not several:
            told = self.tr("It was never sold.")
            if months:
                told = self.tr("Sold in {month} only so far, for {amount}.").format(
                    month=month_name(months[0]), amount=text.amount(months[0].net_e4, currency)
                )
            self.set_title(title, told)
            return
        best = max(months, key=lambda month: month.net_e4)
        told = self.tr("Best month: {month} with {amount}").format(
            month=month_name(best), amount=text.amount(best.net_e4, currency, whole=True)
        )
        if not months[-1].complete:
            told = self.tr("{told}. {month} is not over yet.").format(told=told, month=month_name(months[-1]))
        self.set_title(title, told)
        self._draw(months, currency, told)

    def _draw(self, months: Sequence[MonthSales], currency: str, told: str) -> None:
        self.chart.show_points(
            [TrendPoint(month_name(month), month.net_e4, self._tip(month, currency)) for month in months],
            lambda value: text.short_amount(round(value), currency),
            partial=not months[-1].complete,
            summary=told,
            table=[
                (self.tr("Month"), self.tr("Net sales"), self.tr("Orders")),
                *(
                    (month.month, text.amount(month.net_e4, currency), text.count(month.orders))
                    for month in months
                ),
            ],
        )

    def _tip(self, month: MonthSales, currency: str) -> str:
        lines = [
            f"{month_name(month)}: {text.amount(month.net_e4, currency)}",
            self.tr("%Ln orders", "", month.orders),
        ]
        if not month.complete:
            lines.append(self.tr("not over yet"))
        return "\n".join(lines)


def month_name(month: MonthSales) -> str:
    """Feb 2026, 2026年2月."""
    return text.month(date.fromisoformat(f"{month.month}-01"))
