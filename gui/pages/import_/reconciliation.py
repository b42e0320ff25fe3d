"""Where every row and every unit of money of a file went: what was read is the sum of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout

from engine.importing.overview import adds_up, stored_rows
from engine.money import Money
from gui import text
from gui.widgets.basics import Button, IconLabel, Label, Line, clear, row
from gui.widgets.card import Card

if TYPE_CHECKING:
    from engine.importing.report import ForeignMoney, ImportReport, MoneyTotals

#: Currencies side by side; of more, those of the most orders.
_MOST_PURSES = 3

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReconciliationCard(Card):
    """A small table: read = in the shop + set aside + rejected + discounts, in rows and in money."""

    def __init__(self) -> None:
        super().__init__(self.tr("Every row accounted for"))
        self._lines: list[tuple[str, ...]] = []
        self._purses: list[MoneyTotals | ForeignMoney] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(6)
        # What is left stays at the right: a number far from its words is hard to read.
        self._grid.setColumnMinimumWidth(0, 190)
        self._grid.setColumnStretch(2 + _MOST_PURSES, 1)
        self.add_action(Button(self.tr("Copy"), kind="quiet", icon="copy", on_click=self._copy))
        self.add(self._grid)
        self._sums = Label("", "muted", wrap=True)
        self._mark = IconLabel("check", "good", 16)
        foot = row(self._mark, spacing=8)
        foot.addWidget(self._sums, 1)
        self.add(foot)
        self.body.addStretch(1)

    def show_report(self, report: ImportReport) -> None:
        """Show the sums of one file."""
        rows, money = report.rows, report.money
        self._purses = _purses(money)

        def amounts(name: str) -> tuple[str, ...]:
            return tuple(
                text.exact_money(Money(getattr(purse, f"{name}_e4"), purse.currency))
                for purse in self._purses
            )

        planned = report.dry_run
        self._lines = [(self.tr("Read from the file"), text.count(rows.read), *amounts("read"))]
        if money is None:
            # Without money the rows themselves can be told apart.
            for words, number in (
                (self.tr("New in your shop"), rows.added),
                (self.tr("Changed in your shop"), rows.updated),
                (self.tr("Already there"), rows.unchanged),
            ):
                if number:
                    self._lines.append((words, text.count(number)))
        else:
            kept = self.tr("Goes into your shop") if planned else self.tr("In your shop")
            self._lines.append((kept, text.count(stored_rows(report)), *amounts("stored")))
        if rows.set_aside:
            self._lines.append((self.tr("Set aside"), text.count(rows.set_aside), *amounts("set_aside")))
        self._lines.append((self.tr("Rejected"), text.count(rows.rejected), *amounts("rejected")))
        if any(purse.discounts_e4 for purse in self._purses):
            self._lines.append((self.tr("Discounts on whole orders"), "", *amounts("discounts")))
        self._paint()
        if adds_up(report):
            self._mark.show_icon("check", "good")
            self._sums.setText(
                self.tr("It adds up, to the last row and the last unit of money.")
                if self._purses
                else self.tr("It adds up, to the last row.")
            )
        else:
            self._mark.show_icon("warning", "warn")
            self._sums.setText(
                self.tr("It does not add up. Please do not import this file.")
                if planned
                else self.tr("It does not add up. Please keep the file and undo this import.")
            )

    def _paint(self) -> None:
        clear(self._grid)
        for place, title in enumerate(self._titles()):
            label = Label(title, "caption")
            self._grid.addWidget(label, 0, place, _RIGHT if place else Qt.AlignmentFlag.AlignLeft)
        line = 1
        for number, cells in enumerate(self._lines):
            if number == 1:
                self._grid.addWidget(Line(), line, 0, 1, 2 + len(self._purses))
                line += 1
            for place, words in enumerate(cells):
                label = Label(words, "strong" if number == 0 else "body")
                self._grid.addWidget(label, line, place, _RIGHT if place else Qt.AlignmentFlag.AlignLeft)
            line += 1

    def _titles(self) -> tuple[str, ...]:
        several = len(self._purses) > 1
        money = [purse.currency if several else self.tr("Money") for purse in self._purses]
        return "", self.tr("Rows"), *money

    def _copy(self) -> None:
        titles = self._titles()
        QGuiApplication.clipboard().setText("\n".join("\t".join(cells) for cells in (titles, *self._lines)))


def _purses(money: MoneyTotals | None) -> list[MoneyTotals | ForeignMoney]:
    """The sums to show: the shop's own currency, unless nothing is in it, and the others."""
    if money is None:
        return []
    others = sorted(money.foreign, key=lambda purse: -purse.orders)
    purses: list[MoneyTotals | ForeignMoney] = [] if others and not money.read_e4 else [money]
    return [*purses, *others][:_MOST_PURSES]
