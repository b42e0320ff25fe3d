"""One group in full: who they are, what to do, what they did before, and the ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from engine.money import Money
from engine.segments import Member, SegmentCard
from gui import text
from gui.widgets.basics import Button, IconLabel, Label, Line, clear, column, row
from gui.widgets.card import Card
from gui.widgets.scroller import Scroller


class GroupDetail(Card):
    """Shows a ``SegmentCard``; the buttons stay in sight while the rest scrolls."""

    write_wanted = Signal()
    customers_wanted = Signal()
    like_wanted = Signal()
    export_wanted = Signal()
    list_wanted = Signal()
    #: A customer was chosen: the id.
    customer_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.title_label.setWordWrap(True)
        self._area = Scroller(self.tr("About this segment"))
        inside = self._area.column
        self._size = Label("", wrap=True)
        self._worth = Label("", "muted", wrap=True)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(8)
        self._figures.setVerticalSpacing(0)
        self._rule = Label("", wrap=True)
        self._advice = Label("", wrap=True)
        self._past = Label("", "muted", wrap=True)
        self._past_line = _with_icon("clock", self._past)
        self._names = column(spacing=0)
        self._names_part = QWidget()
        self._names_part.setLayout(
            column(Line(), Label(self.tr("Who spent most"), "strong"), self._names, spacing=8)
        )
        advice = QFrame()
        advice.setProperty("role", "inset")
        advice.setLayout(
            column(
                row(IconLabel("idea", "accent", 18), Label(self.tr("What to do"), "strong"), None, spacing=8),
                self._advice,
                spacing=6,
                margins=12,
            )
        )
        inside.addLayout(column(self._size, self._worth, spacing=2))
        self._typical = QWidget()
        self._typical.setLayout(column(Label(self.tr("A typical one"), "strong"), self._figures, spacing=4))
        self._typical.setToolTip(self.tr("The middle of the segment: half of them have more, half have less"))
        inside.addWidget(self._typical)
        inside.addLayout(column(Label(self.tr("Who they are"), "strong"), self._rule, spacing=2))
        inside.addWidget(advice)
        inside.addWidget(self._past_line)
        inside.addWidget(self._names_part)
        inside.addStretch(1)
        self.add(self._area, 1)
        self.write = Button(
            self.tr("Write to them"), kind="primary", icon="campaigns", on_click=self.write_wanted.emit
        )
        self.customers = Button(
            self.tr("See the customers"), icon="customers", on_click=self.customers_wanted.emit
        )
        self.export = Button(
            self.tr("Export the list…"), kind="icon", icon="export", on_click=self.export_wanted.emit
        )
        self.keep = Button(
            self.tr("Save as a fixed list…"), kind="icon", icon="save", on_click=self.list_wanted.emit
        )
        self.like = Button(
            self.tr("Find customers who are like them"), kind="icon", icon="search",
            on_click=self.like_wanted.emit,
        )  # fmt: skip
        self.add(row(self.write, self.customers, None, self.like, self.keep, self.export, spacing=8))

    def show_card(self, card: SegmentCard, *, writable: bool) -> None:
        """Show a group; ``writable``: it belongs to the newest grouping, which campaigns use."""
        segment = card.segment
        name = text.say(segment.name)
        self.set_title(name)
        self.setAccessibleName(name)
        self._size.setText(text.say(card.size))
        self._worth.setText(text.say(card.worth) if card.worth else "")
        self._worth.setVisible(card.worth is not None)
        self._rule.setText(_capital(text.say(segment.rule)))
        self._advice.setText(text.say(segment.advice))
        self._past.setText(text.say(card.past) if card.past else "")
        self._past_line.setVisible(card.past is not None)
        clear(self._figures)
        for place, figure in enumerate(card.figures):
            value, caption = text.say(figure.value), text.say(figure.caption)
            self._figures.addWidget(Label(value, "section"), 0, place, Qt.AlignmentFlag.AlignBottom)
            self._figures.addWidget(Label(caption, "caption"), 1, place, Qt.AlignmentFlag.AlignTop)
            self._figures.setColumnStretch(place, 1)
        self._typical.setVisible(bool(card.figures))
        self._names_part.hide()
        somebody = segment.customers > 0
        self.write.setEnabled(somebody and writable)
        self.write.setToolTip(
            "" if writable else self.tr("Campaigns go to the segments of the newest grouping")
        )
        self.customers.setEnabled(somebody)
        self.like.setEnabled(somebody)
        self.keep.setEnabled(somebody)
        self.export.setEnabled(somebody)
        self._area.to_top()

    def show_members(self, members: Sequence[Member], currency: str) -> None:
        """List the few who spent most, each a way to their profile."""
        clear(self._names)
        spenders = [member for member in members if member.net_e4 > 0]
        for member in spenders:
            amount = text.money(Money(member.net_e4, currency), whole=True)
            name = text.customer_name(member.name, member.code)
            self._names.addWidget(
                PersonLine(name, amount, partial(self.customer_wanted.emit, member.customer_id))
            )
        self._names_part.setVisible(bool(spenders))


class PersonLine(Button):
    """A name at the left and an amount at the right; a click opens the profile."""

    def __init__(self, name: str, amount: str, on_click: Callable[[], object]) -> None:
        super().__init__("", kind="row", on_click=on_click)
        self.setAccessibleName(f"{name}, {amount}")
        shown, told = Label(name), Label(amount, "muted")
        for label in (shown, told):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = row(shown, None, told, spacing=8)
        layout.setContentsMargins(8, 0, 8, 0)
        self.setLayout(layout)


def _with_icon(icon: str, label: Label) -> QWidget:
    made = QWidget()
    line = row(spacing=8)
    line.addWidget(IconLabel(icon, "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label, 1)
    made.setLayout(line)
    return made


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
