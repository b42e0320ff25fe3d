"""What was learned from the orders, how well it does in a test, what sells together, and what is left out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.products.overview import LeftOut, ProductsView
from engine.recommend.views import RecommenderView
from gui import text
from gui.pages.products.pair_row import PairRow
from gui.pages.products.quality_card import QualityCard
from gui.widgets.basics import Button, IconLabel, Label, clear, column, row
from gui.widgets.card import Card

if TYPE_CHECKING:
    from datetime import tzinfo


class RecommendationsView(QWidget):
    """Paints the last training; shown only when there is one."""

    product_wanted = Signal(int)
    #: Show the products left out for this reason.
    group_wanted = Signal(str)
    campaign_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quality = QualityCard()
        self.learned = Card(self.tr("What was learned"))
        self.facts = column(spacing=8)
        self.learned.add(self.facts)
        self.learned.body.addSpacing(8)
        self.learned.add(
            row(
                Button(
                    self.tr("Use them in a campaign"),
                    kind="primary",
                    icon="campaigns",
                    on_click=self.campaign_wanted.emit,
                ),
                None,
            )
        )
        self.left_out = Card(self.tr("What is left out, and why"))
        self.reasons = column(spacing=8)
        self.left_out.add(self.reasons)
        self.pairs_card = Card(self.tr("Bought together"))
        self.pairs = column(spacing=0)
        self.pairs_card.add(self.pairs)
        halves = row(spacing=16)
        halves.addLayout(column(self.quality, self.left_out, None, spacing=16), 11)
        halves.addLayout(column(self.learned, self.pairs_card, None, spacing=16), 9)
        self.setLayout(halves)

    def show_view(self, view: ProductsView, training: RecommenderView, zone: tzinfo | None) -> None:
        """Paint the training of the view."""
        self.quality.show_quality(training.quality, view.verdicts)
        clear(self.facts)
        for icon, sentence in self._facts(training, zone):
            self.facts.addLayout(_line(icon, sentence))
        clear(self.reasons)
        for one in view.left_out:
            self.reasons.addLayout(self._reason(one))
        if not view.left_out:
            nothing = self.tr("Nothing: every product you sell can be recommended.")
            self.reasons.addLayout(_line("check", nothing))
        self.reasons.addStretch(1)
        self._show_pairs(view)

    def _facts(self, training: RecommenderView, zone: tzinfo | None) -> list[tuple[str, str]]:
        learned = self.tr("Learned on {when} from all orders up to {day}").format(
            when=text.moment(training.created_at, zone), day=text.day(training.as_of)
        )
        lists = self.tr("%Ln customers have a list of their own", "", training.customers - training.newcomers)
        facts = [("clock", learned), ("customers", lists)]
        if training.newcomers:
            new = self.tr("%Ln have not bought yet and get the best-sellers", "", training.newcomers)
            facts.append(("person", new))
        facts.append(("products", self.tr("%Ln products are known from sales", "", training.products)))
        return facts

    def _reason(self, one: LeftOut) -> QHBoxLayout:
        line = row(spacing=8)
        line.addWidget(Label(text.say(one.said), wrap=True), 1)
        show = Button(self.tr("Show"), kind="quiet", on_click=partial(self.group_wanted.emit, one.group))
        show.setAccessibleName(self.tr("Show: {reason}").format(reason=text.say(one.reason)))
        line.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_pairs(self, view: ProductsView) -> None:
        clear(self.pairs)
        told = self.tr("Show them side by side, or offer one to those who bought the other.")
        if not view.pairs:
            told = self.tr("No two products are bought together more often than chance would have it.")
        self.pairs_card.set_title(self.tr("Bought together"), told)
        for pair in view.pairs:
            evidence = self.tr("{both} of {orders} orders with the first: {lift} times as often as by chance")
            self.pairs.addWidget(
                PairRow(
                    f"{pair.name} + {pair.other_name}",
                    evidence.format(
                        both=text.count(pair.together),
                        orders=text.count(pair.orders),
                        lift=text.count(round(pair.lift, 1)),
                    ),
                    partial(self.product_wanted.emit, pair.product_id),
                )
            )


def _line(icon: str, sentence: str) -> QHBoxLayout:
    line = row(spacing=8)
    line.addWidget(IconLabel(icon, "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(sentence, wrap=True), 1)
    return line
