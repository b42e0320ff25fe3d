"""The groups of one run: list, map and how sure they are at the left, the chosen group at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from engine.segments import SegmentCard, SegmentRunView, SegmentsPage
from gui import text
from gui.pages.segments.certainty import Certainty
from gui.pages.segments.detail import GroupDetail
from gui.pages.segments.group_list import GroupList, GroupRow
from gui.pages.segments.map_card import MapCard
from gui.widgets.card import Card
from gui.widgets.segmented import Segmented

#: From this width on, list and map stand side by side.
_WIDE = 1440


class Board(QWidget):
    """Master and detail. ``switch`` and ``menu`` belong above it; its owner places them."""

    #: A group was chosen, by the owner or because a run came on screen: its ``SegmentCard``.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._view: SegmentsPage | None = None
        self.list = GroupList(
            self.tr("Segments"),
            (self.tr("Segment"), self.tr("Customers"), self.tr("% of customers"), self.tr("% of sales")),
        )
        self.list.chosen.connect(self._choose)
        self.menu = self.list.menu_button()
        list_card = Card(padding=12)
        list_card.add(self.list, 1)
        self.map = MapCard()
        self.map.chosen.connect(self._choose_code)
        self.certainty = Certainty()
        self.detail = GroupDetail()
        self._masters = QStackedWidget()
        self._parts = {"groups": list_card, "map": self.map, "certainty": self.certainty}
        for part in self._parts.values():
            self._masters.addWidget(part)
        self.switch = Segmented(
            self.tr("View"),
            [
                ("groups", self.tr("Segments")),
                ("map", self.tr("Map")),
                ("certainty", self.tr("How sure?")),
            ],
        )
        self.switch.chosen.connect(lambda _: self._arrange())
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(self._masters, 15)
        self._columns.addWidget(self.detail, 12)

    def show_run(self, view: SegmentsPage, run: SegmentRunView, group: int | None, code: str) -> None:
        """Show a run with the group of that id or code chosen; the first where there is none such."""
        self._view = view
        names = {card.segment.code: text.say(card.segment.name) for card in view.cards}
        if view.map is not None:
            self.map.show_map(view.map, names, run.currency)
        self.certainty.show_run(view)
        rows = [_row(card) for card in view.cards]
        same = (card.segment.id for card in view.cards if card.segment.code == code)
        summary = ". ".join(f"{each.name}: {each.sentence}" for each in rows)
        marked = self.list.show_rows(rows, summary, next(same, group))
        self._arrange()
        if marked is not None:
            self._choose(marked)

    def _choose(self, group: int) -> None:
        view = self._view
        card = next((card for card in view.cards if card.segment.id == group), None) if view else None
        if card is not None and view is not None:
            self.map.mark(card.segment.code)
            self.detail.show_card(card, writable=view.is_newest)
            self.chosen.emit(card)

    def _choose_code(self, code: str) -> None:
        for card in self._view.cards if self._view else ():
            if card.segment.code == code:
                self.list.choose(card.segment.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the map beside the list where there is room for both, else behind the switch."""
        if self._view is None:
            return
        has_map = self._view.map is not None
        beside = has_map and self.width() >= _WIDE
        inside = self._masters.indexOf(self.map) >= 0
        if beside and inside:
            self._masters.removeWidget(self.map)
            self._columns.insertWidget(1, self.map, 15)
            self.map.show()
        elif not beside and not inside:
            self._columns.removeWidget(self.map)
            self._masters.addWidget(self.map)
        self.switch.offer("map", has_map and not beside)
        if self.switch.current == "map" and (beside or not has_map):
            self.switch.choose("groups")
        self._masters.setCurrentWidget(self._parts[self.switch.current])
        self.menu.setVisible(self.switch.current == "groups")


def _row(card: SegmentCard) -> GroupRow:
    segment = card.segment
    return GroupRow(
        segment.id,
        text.say(segment.name),
        text.count(segment.customers),
        segment.customer_share,
        segment.sales_share,
        text.percent(segment.customer_share),
        text.percent(segment.sales_share),
        text.say(card.size),
        segment.customers == 0,
    )
