"""What happened with a customer, the newest first: orders with their lines, visits, reviews, campaigns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from engine.customers.page import order_lines
from engine.customers.profile import CustomerProfile
from engine.customers.timeline import TimelineEvent, TimelineLine
from gui import text
from gui.page import Page
from gui.pages.customers import wording
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, Line, clear, column, row
from gui.widgets.card import Card

#: So many events are shown at first.
_FIRST = 10
_ICONS = {
    "order": ("products", "accent"),
    "refund": ("undo", "warn"),
    "adjustment": ("edit", "muted"),
    "visit": ("eye", "muted"),
    "review": ("star", "accent"),
    "campaign": ("campaigns", "accent"),
}


class TimelineCard(Card):
    """The timeline; the lines of an order unfold below it."""

    def __init__(self, page: Page) -> None:
        super().__init__(self.tr("What happened"))
        self._page = page
        self._events = QVBoxLayout()
        self._events.setSpacing(0)
        self.add(self._events)
        self._customer = 0
        self._all = False

    def show_profile(self, profile: CustomerProfile) -> None:
        """Show the newest events, and all that were fetched once asked for."""
        if profile.id != self._customer:
            self._customer, self._all = profile.id, False
        clear(self._events)
        shown = profile.timeline if self._all else profile.timeline[:_FIRST]
        opened = next((event for event in shown if event.kind == "order"), None)
        for place, event in enumerate(shown):
            if place:
                self._events.addWidget(Line())
            self._events.addWidget(EventRow(self._page, event, profile.currency, unfold=event is opened))
        rest = len(profile.timeline) - len(shown)
        if not profile.timeline:
            self._events.addWidget(Label(self.tr("Nothing is on record yet."), "muted"))
        if rest:
            more = Button(
                self.tr("Show %Ln earlier", "", rest), kind="quiet", on_click=lambda: self._show_all(profile)
            )
            self._events.addLayout(row(more, None))

    def _show_all(self, profile: CustomerProfile) -> None:
        self._all = True
        self.show_profile(profile)


class EventRow(QWidget):
    """One thing that happened; a click unfolds what there is to unfold."""

    def __init__(self, page: Page, event: TimelineEvent, currency: str, *, unfold: bool) -> None:
        super().__init__()
        self._page, self._event, self._currency = page, event, currency
        self._lines: QWidget | None = None
        title = text.say(event.title)
        head = row(spacing=12)
        head.addWidget(IconLabel(*_ICONS.get(event.kind, ("info", "muted")), 18))
        head.addWidget(Label(title, wrap=True), 1)
        head.addWidget(Label(text.day(event.moment.date()), "caption"))
        self.fold = Button(
            self.tr("Show what was in it"), kind="icon", icon="chevron_right", on_click=self._toggle
        )
        self.fold.setAccessibleName(self.tr("Show what was in it: {what}").format(what=title))
        # Rows with and without something to unfold are of one height, and their dates stand below each other.
        policy = self.fold.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.fold.setSizePolicy(policy)
        if not event.lines:
            self.fold.hide()
        head.addWidget(self.fold)
        self._layout = column(head, spacing=4)
        self._layout.setContentsMargins(0, 3, 0, 3)
        if event.body:
            said = Label(wording.breakable(event.body), "muted", wrap=True)
            said.setContentsMargins(30, 0, 0, 4)
            self._layout.addWidget(said)
        self.setLayout(self._layout)
        if event.lines:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            if unfold:
                self._toggle()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._event.lines and event.button() == Qt.MouseButton.LeftButton:
            self._toggle()

    def _toggle(self) -> None:
        if self._lines is None:
            self._lines = QWidget()
            self._layout.addWidget(self._lines)
            self._show_lines(self._event.lines, self._event.more_lines)
            shown = True
        else:
            shown = self._lines.isHidden()
        self._lines.setVisible(shown)
        self.fold.set_icon("chevron_down" if shown else "chevron_right")

    def _show_lines(self, lines: tuple[TimelineLine, ...], more: int) -> None:
        if self._lines is None:
            return
        holder = self._lines.layout()
        if holder is None:
            holder = QVBoxLayout(self._lines)
            holder.setContentsMargins(30, 0, 42, 4)
            holder.setSpacing(4)
        clear(holder)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        right = Qt.AlignmentFlag.AlignRight
        for place, line in enumerate(lines):
            quantity = self.tr("{n} ×").format(n=text.count(abs(line.quantity_milli) / 1000))
            grid.addWidget(Label(quantity, "muted"), place, 0, right)
            grid.addWidget(ElidedLabel(line.product), place, 1)
            grid.addWidget(Label(text.amount(line.total_e4, self._currency)), place, 2, right)
        part = QWidget()
        grid.setContentsMargins(0, 0, 0, 0)
        part.setLayout(grid)
        holder.addWidget(part)
        if more:
            rest = Button(self.tr("Show %Ln more lines", "", more), kind="quiet")
            rest.clicked.connect(partial(self._show_rest, rest))
            around = QWidget()
            around.setLayout(row(rest, None))
            holder.addWidget(around)

    def _show_rest(self, button: Button) -> None:
        button.setEnabled(False)
        self._page.ask(
            order_lines, self._event.reference_id or 0, done=lambda lines: self._show_lines(lines, 0)
        )
