"""The editor of RFM: which table, where one score ends and the next begins, what the groups are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engine.money import Money, minor_digits
from engine.segments import PlanView, Thresholds
from gui import text
from gui.widgets.basics import Button, Label, clear, row
from gui.widgets.card import Card
from gui.widgets.form import Choice
from gui.widgets.scroller import Scroller

_E4 = 10_000
#: Pause after the last change before the counts are asked for, in ms.
_PAUSE = 120
_MOST = 1_000_000_000


class LimitsCard(Card):
    """Shows a ``PlanView``; every change asks for what it would give, nothing is kept until one says so."""

    #: Counts are wanted for (table, limits or None, measured anew).
    counts_wanted = Signal(str, object, bool)
    #: Use this: (table, limits, names by segment).
    use_wanted = Signal(str, object, object)

    def __init__(self) -> None:
        super().__init__(padding=16)
        self._view: PlanView | None = None
        self._dirty = False
        self._boxes: dict[str, list[_Edge]] = {}
        self._names: dict[str, QLineEdit] = {}
        self._counts: dict[str, list[Label]] = {}
        self._group_counts: dict[str, Label] = {}
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask_counts)
        self.table = Choice()
        self.table.setAccessibleName(self.tr("Table of groups"))
        self.table.setMinimumContentsLength(22)
        self.table.activated.connect(lambda _: self.counts_wanted.emit(self.table.key, None, False))
        self._about = Label("", "muted", wrap=True)
        self._state = Label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(2)
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(10)
        self._groups.setVerticalSpacing(4)
        self._groups.setColumnStretch(0, 1)
        self.use = Button(self.tr("Use this"), kind="primary", icon="check", on_click=self._use)
        self.anew = Button(
            self.tr("Measure anew"),
            icon="refresh",
            on_click=lambda: self.counts_wanted.emit(self.table.key, None, True),
            tip=self.tr("Limits from today's customers, so that each score has about as many of them"),
        )
        self.back = Button(self.tr("Discard changes"), kind="quiet", on_click=self._back)
        left, right = Scroller(self.tr("Limits")), Scroller(self.tr("Names of the groups"))
        line = row(Label(self.tr("Table of groups"), "strong"), self.table, None, spacing=12)
        for part in (line, self._grid):
            left.column.addLayout(part)
            if part is line:
                left.column.addWidget(self._about)
        left.column.addWidget(self._state)
        left.column.addStretch(1)
        right.column.addLayout(self._groups)
        right.column.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        sides.addWidget(left, 6)
        sides.addWidget(right, 4)
        self.add(sides, 1)
        self.add(row(self.use, self.anew, self.back, None, spacing=8))

    def show_plan(self, view: PlanView) -> None:
        """Show a table with limits and counts; boxes are made anew only for another table."""
        other = self._view is None or self._view.preset != view.preset
        self._view = view
        self.table.fill([(each.key, text.say(each.name)) for each in view.tables], view.preset)
        self._about.setText(next(text.say(each.about) for each in view.tables if each.key == view.preset))
        if other or self._thresholds() != view.thresholds:
            self._make_boxes(view)
        if other or set(self._names) != {each.code for each in view.groups}:
            self._make_groups(view)
        self._tell_counts(view)
        self._tell_state(view)

    def forget(self) -> None:
        """Nothing typed is worth keeping: the next view is shown whole."""
        self._view = None
        self._names.clear()

    # --- making -----------------------------------------------------------------------------------------

    def _make_boxes(self, view: PlanView) -> None:
        clear(self._grid)
        self._boxes, self._counts = {}, {}
        limits = view.thresholds
        for at, (what, title, edges, make) in enumerate(
            (
                ("recency", self.tr("Last order, days ago"), limits.recency_days, _Edge.whole),
                ("orders", self.tr("Number of orders"), limits.orders, _Edge.whole),
                (
                    "net",
                    self.tr("Spent in all ({currency})").format(currency=view.currency),
                    limits.net_e4,
                    _money_edge(view.currency),
                ),
            )
        ):
            top = 3 * at
            heading = Label(title, "strong")
            self._grid.addWidget(heading, top, 0, 1, view.thresholds.levels)
            self._boxes[what], self._counts[what] = [], []
            for place in range(view.thresholds.levels):
                points = view.thresholds.levels - place if what == "recency" else place + 1
                cell = QVBoxLayout()
                cell.setSpacing(2)
                cell.addWidget(Label(self.tr("%Ln points", "", points), "caption"))
                if place < len(edges):
                    name = self.tr("{what}: up to, for {points} points").format(what=title, points=points)
                    box = make(edges[place], name)
                    box.setPrefix("≤ ")
                    box.valueChanged.connect(self._changed)
                    self._boxes[what].append(box)
                    cell.addWidget(box)
                else:
                    rest = Label(self.tr("more"), "muted")
                    rest.setMinimumHeight(36)
                    cell.addWidget(rest)
                count = Label("", "caption")
                self._counts[what].append(count)
                cell.addWidget(count)
                holder = QWidget()
                holder.setLayout(cell)
                cell.setContentsMargins(0, 0, 0, 4)
                cell.addStretch(1)
                self._grid.addWidget(holder, top + 1, place)
                self._grid.setColumnStretch(place, 1)

    def _make_groups(self, view: PlanView) -> None:
        clear(self._groups)
        self._names, self._group_counts = {}, {}
        self._groups.addWidget(Label(self.tr("Group (your own name, if you like)"), "caption"), 0, 0)
        self._groups.addWidget(Label(self.tr("Customers"), "caption"), 0, 1)
        for place, group in enumerate(view.groups, 1):
            name = QLineEdit(group.own)
            name.setMaxLength(60)
            name.setPlaceholderText(text.say(group.usual))
            name.setAccessibleName(self.tr("Own name for {group}").format(group=text.say(group.usual)))
            name.textEdited.connect(self._touched)
            count = Label("")
            self._names[group.code], self._group_counts[group.code] = name, count
            self._groups.addWidget(name, place, 0)
            self._groups.addWidget(count, place, 1)

    # --- telling ----------------------------------------------------------------------------------------

    def _tell_counts(self, view: PlanView) -> None:
        for what, counts in zip(("recency", "orders", "net"), view.counts, strict=True):
            labels = self._counts[what]
            for place, label in enumerate(labels):
                points = len(labels) - place if what == "recency" else place + 1
                label.setText(self.tr("%Ln customers", "", counts[points - 1]))
        sales = sum(group.sales_e4 for group in view.groups) or 1
        for group in view.groups:
            self._group_counts[group.code].setText(text.count(group.customers))
            tip = self.tr("{customers} of customers, {sales} of sales: {amount}").format(
                customers=text.percent(group.customers / max(view.buyers, 1)),
                sales=text.percent(group.sales_e4 / sales),
                amount=text.money(Money(group.sales_e4, view.currency), whole=True),
            )
            self._group_counts[group.code].setToolTip(tip)

    def _tell_state(self, view: PlanView) -> None:
        kept = view.kept
        same = kept is not None and kept.thresholds == view.thresholds
        self._dirty = not same or view.preset != view.in_use or self._names_changed(view)
        if kept is None:
            words = self.tr("Not in use yet: measured from the customers of today, {day}.").format(
                day=text.day(view.as_of)
            )
        elif not same:
            words = self.tr("Changed: the counts show what would be. Nothing is kept until you use it.")
        elif kept.own:
            words = self.tr("Your own limits, set on {day}. They stay until you change them.").format(
                day=text.day(kept.as_of)
            )
        else:
            words = self.tr(
                "Measured on {day} from {buyers}. They stay, so that customers change group only by what"
                " they do."
            ).format(day=text.day(kept.as_of), buyers=self.tr("%Ln buyers", "", kept.buyers))
        self._state.setText(words)
        self.use.setEnabled(self._dirty)
        self.back.setEnabled(self._dirty)

    def _names_changed(self, view: PlanView) -> bool:
        return any(self._names[group.code].text().strip() != group.own for group in view.groups)

    def _touched(self, *_: Any) -> None:
        if self._view is not None:
            self._tell_state(self._view)

    # --- changing ---------------------------------------------------------------------------------------

    def _changed(self, *_: Any) -> None:
        # A limit that overtakes its neighbour takes it along: the limits always rise.
        sender = self.sender()
        for boxes in self._boxes.values():
            if sender in boxes:
                place = boxes.index(sender)
                value = boxes[place].value()
                for at, box in enumerate(boxes):
                    if (at > place and box.value() < value) or (at < place and box.value() > value):
                        box.blockSignals(True)
                        box.setValue(value)
                        box.blockSignals(False)
        self._timer.start()

    def _ask_counts(self) -> None:
        limits = self._thresholds()
        if limits is not None:
            self.counts_wanted.emit(self.table.key, limits, False)

    def _thresholds(self) -> Thresholds | None:
        if self._view is None or not self._boxes:
            return None
        days, orders, net = (
            tuple(box.stored for box in self._boxes[what]) for what in ("recency", "orders", "net")
        )
        return Thresholds(days, orders, net, self._view.thresholds.banded)

    def _use(self) -> None:
        limits = self._thresholds()
        if limits is not None:
            names = {code: box.text() for code, box in self._names.items()}
            self.use_wanted.emit(self.table.key, limits, names)

    def _back(self) -> None:
        self.forget()
        self.counts_wanted.emit("", None, False)


class _Edge(QDoubleSpinBox):
    """One limit; ``stored`` is exact even where the box shows fewer decimals than the limit has."""

    def __init__(self, edge: int, name: str, *, unit: int, decimals: int) -> None:
        super().__init__()
        self._edge, self._unit = edge, unit
        self.setDecimals(decimals)
        self.setGroupSeparatorShown(True)
        self.setRange(-_MOST if unit > 1 else 0, _MOST)
        self.setValue(edge / unit)
        self._shown = self.value()
        self.setAccessibleName(name)
        self.setKeyboardTracking(False)
        self.setMinimumWidth(64)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    @classmethod
    def whole(cls, edge: int, name: str) -> _Edge:
        """A limit in days or orders."""
        return cls(edge, name, unit=1, decimals=0)

    @property
    def stored(self) -> int:
        """The limit in its own unit."""
        return self._edge if self.value() == self._shown else round(self.value() * self._unit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel scrolls the editor; a limit must not change unseen.
        event.ignore()


def _money_edge(currency: str) -> Callable[[int, str], _Edge]:
    def make(edge: int, name: str) -> _Edge:
        return _Edge(edge, name, unit=_E4, decimals=minor_digits(currency))

    return make
