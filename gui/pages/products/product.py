"""One product: how it sells, what it is bought with, who buys it, and who should hear of it next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from engine.products.detail import ProductDetail
from gui import text
from gui.charts.bars import Bar, BarChart
from gui.pages.products import wording
from gui.pages.products.audience import AudienceCard
from gui.pages.products.pair_row import PairRow
from gui.pages.products.sales_card import SalesCard, month_name
from gui.widgets.basics import Button, Label, clear, column, row
from gui.widgets.card import Card
from gui.widgets.kpi import Kpi

if TYPE_CHECKING:
    from datetime import tzinfo


class ProductView(QWidget):
    """Paints a ``ProductDetail``; what the owner wants next comes out as signals."""

    back_wanted = Signal()
    #: The id of another product.
    product_wanted = Signal(int)
    customer_wanted = Signal(int)
    #: The code of an RFM segment; empty: the Segments page.
    segment_wanted = Signal(str)
    #: Ids of customers to write to.
    write_wanted = Signal(object)
    #: The product may be recommended (True) or not.
    recommend_chosen = Signal(bool)
    training_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.back_wanted.emit)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.switch = QCheckBox(self.tr("Recommend this product"))
        self.switch.clicked.connect(self.recommend_chosen)
        self.why_not = Label("", "muted")
        self.about = Label("", "muted", wrap=True)
        self.figures = [Kpi("") for _ in range(4)]
        self.sales = SalesCard()
        self.pairs_card = Card(self.tr("Bought together"))
        self.pairs = column(spacing=0)
        self.pairs_card.add(self.pairs)
        self.buyers_card = Card(self.tr("Who buys it"))
        self.buyers = BarChart(self.tr("Who buys it"), clickable=True)
        self.buyers.chosen.connect(lambda code: self.segment_wanted.emit(str(code)))
        self._buyers_menu = self.buyers.menu_button()
        self.buyers_card.add_action(self._buyers_menu)
        self.buyers_card.add(self.buyers)
        self.no_segments = Button(
            self.tr("Group my customers"), icon="segments", on_click=partial(self.segment_wanted.emit, "")
        )
        self.buyers_card.add(row(self.no_segments, None))
        self.audience = AudienceCard()
        self.audience.customer_wanted.connect(self.customer_wanted)
        self.audience.write_wanted.connect(self.write_wanted)
        self.audience.training_wanted.connect(self.training_wanted)
        halves = row(spacing=16)
        halves.addWidget(self.pairs_card, 1)
        halves.addWidget(self.buyers_card, 1)
        top = row(spacing=16)
        for figure in self.figures:
            top.addWidget(figure, 1)
        head = row(spacing=12)
        head.addWidget(self.about, 1)
        head.addStretch(0)
        for part in (self.why_not, self.switch):
            head.addWidget(part)
        layout = column(head, top, self.sales, halves, self.audience, None, spacing=16)
        self.setLayout(layout)

    def show_detail(self, detail: ProductDetail, *, trained: bool, zone: tzinfo | None) -> None:
        """Paint a product; ``trained``: recommendations were learned before."""
        shown = detail.row
        self.about.setText(detail.description)
        self.switch.setVisible(not shown.is_service)
        self.switch.setChecked(shown.recommendable)
        why_not = detail.not_offered if shown.recommendable else None
        self.why_not.setText(text.say(why_not) if why_not else "")
        self._show_figures(detail, zone)
        self.sales.show_months(detail.months, detail.currency)
        self._show_pairs(detail, trained)
        self._show_buyers(detail)
        self.audience.show_listeners(detail, trained=trained)

    def heading(self, detail: ProductDetail) -> str:
        """The line below the product's name."""
        shown = detail.row
        parts = [shown.code if shown.code != shown.name else "", shown.category]
        if shown.price_e4 is not None and not shown.is_service:
            parts.append(text.amount(shown.price_e4, detail.currency))
        if shown.stock is not None:
            parts.append(self.tr("{count} in stock").format(count=text.count(max(shown.stock, 0))))
        return " · ".join(filter(None, parts))

    def _show_figures(self, detail: ProductDetail, zone: tzinfo | None) -> None:
        shown, currency = detail.row, detail.currency
        sales, recent, customers, last = self.figures
        sales.name(self.tr("Net sales"))
        sold = self.tr("{units} units, less what came back").format(units=wording.units(shown))
        sales.show_figure(text.amount(shown.net_e4, currency, whole=True), sold)
        recent.name(self.tr("Last 90 days"))
        tone = wording.trend_tone(shown)
        recent.show_figure(
            text.amount(shown.recent_e4, currency, whole=True),
            wording.trend_sentence(shown, currency),
            tone=tone if tone in ("good", "bad") else "flat",
            rising=tone == "good" if tone in ("good", "bad") else None,
        )
        customers.name(self.tr("Customers"))
        customers.show_figure(text.count(shown.customers), self.tr("in %Ln orders", "", shown.orders))
        if detail.mean_stars is not None:
            last.name(self.tr("Stars"))
            stars = text.count(round(detail.mean_stars, 1))
            last.show_figure(f"★ {stars}", self.tr("from %Ln reviews", "", detail.starred))
        else:
            last.name(self.tr("Last sold"))
            day = "–" if shown.last_at is None else text.day(text.epoch_day(shown.last_at, zone))
            note = ""
            if detail.months:
                note = self.tr("first sold in {month}").format(month=month_name(detail.months[0]))
            last.show_figure(day, note)
        for figure in self.figures:
            figure.show_course([])

    def _show_pairs(self, detail: ProductDetail, trained: bool) -> None:
        clear(self.pairs)
        if detail.companions:
            orders = self.tr("Of %Ln orders with it", "", detail.companions[0].orders)
            self.pairs_card.set_title(self.tr("Bought together"), orders)
            for pair in detail.companions:
                evidence = self.tr("%Ln also had it: {lift} times as often as by chance", "", pair.together)
                self.pairs.addWidget(
                    PairRow(
                        pair.other_name,
                        evidence.format(lift=text.count(round(pair.lift, 1))),
                        partial(self.product_wanted.emit, pair.other_id),
                    )
                )
        elif trained:
            nothing = self.tr("Nothing is bought with it more often than chance would have it.")
            self.pairs_card.set_title(self.tr("Bought together"), nothing)
        # Before the first training the card of the audience says how to get there.
        self.pairs_card.setVisible(trained)
        self.pairs.addStretch(1)

    def _show_buyers(self, detail: ProductDetail) -> None:
        title = self.tr("Who buys it")
        some = bool(detail.segments)
        self.buyers.setVisible(some)
        self._buyers_menu.setVisible(some)
        self.no_segments.setVisible(not some and detail.row.customers > 0)
        if not some:
            bought = detail.row.customers > 0
            self.buyers_card.set_title(
                title,
                self.tr("Known as soon as your customers are grouped.")
                if bought
                else self.tr("No known customer has bought it yet."),
            )
            return
        self.buyers_card.set_title(title, self.tr("Its customers by segment; a click shows the segment"))
        bars = [
            Bar(
                text.say(segment.name),
                segment.customers,
                self.tr("{customers} · {share}").format(
                    customers=text.count(segment.customers), share=text.percent(segment.share_of_buyers)
                ),
                self.tr("{share} of the customers in {segment} have bought it").format(
                    share=text.percent(segment.share_of_segment), segment=text.say(segment.name)
                ),
                segment.code,
            )
            for segment in detail.segments
        ]
        summary = "; ".join(f"{bar.label}: {bar.written}" for bar in bars)
        self.buyers.show_bars(bars, summary, (self.tr("Segment"), self.tr("Customers")))
