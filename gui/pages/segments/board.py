"""The groups of one run: list, map and how sure they are at the left, the chosen group at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from engine.segments import SegmentCard, SegmentPoints, SegmentRunView, SegmentsPage
from gui import text
from gui.pages.segments.certainty import Certainty
from gui.pages.segments.detail import GroupDetail
from gui.pages.segments.group_list import GroupList, GroupRow
from gui.pages.segments.limits_card import LimitsCard
from gui.pages.segments.map_card import MapCard
from gui.pages.segments.points_card import PointsCard
from gui.pages.segments.tree_card import TreeCard
from gui.widgets.card import Card
from gui.widgets.segmented import Segmented

#: From this width on, list and map stand side by side.
_WIDE = 1440


class Board(QWidget):
    """Master and detail. ``switch`` and ``menu`` belong above it; its owner places them."""

    #: A group was chosen, by the owner or because a run came on screen: its ``SegmentCard``.
    chosen = Signal(object)
    #: The map of points has come into sight: the id of the run whose ``SegmentPoints`` it waits for.
    points_wanted = Signal(int)

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
        self.points = PointsCard()
        self._points_asked = False
        self._maps = QStackedWidget()
        self._maps.addWidget(self.map)
        self._maps.addWidget(self.points)
        self.tree = TreeCard()
        self.tree.chosen.connect(self._choose_code)
        self.limits = LimitsCard()
        self.certainty = Certainty()
        self.detail = GroupDetail()
        self._masters = QStackedWidget()
        self._parts = {
            "groups": list_card,
            "map": self._maps,
            "tree": self.tree,
            "limits": self.limits,
            "certainty": self.certainty,
        }
        for part in self._parts.values():
            self._masters.addWidget(part)
        self.switch = Segmented(
            self.tr("View"),
            [
                ("groups", self.tr("List")),
                ("map", self.tr("Map")),
                ("tree", self.tr("Tree")),
                ("limits", self.tr("Limits")),
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
        self._points_asked = False
        if view.map is not None:
            self.map.show_map(view.map, _names(view), run.currency)
        self._maps.setCurrentWidget(self.points if view.has_points else self.map)
        if view.tree is not None:
            self.tree.show_tree(view.tree, run)
        self.certainty.show_run(view)
        rows = [_row(card) for card in view.cards]
        same = (card.segment.id for card in view.cards if card.segment.code == code)
        summary = ". ".join(f"{each.name}: {each.sentence}" for each in rows)
        marked = self.list.show_rows(rows, summary, next(same, group))
        self._arrange()
        if marked is not None:
            self._choose(marked)

    def show_points(self, found: SegmentPoints | None) -> None:
        """Draw the points that were wanted, unless another run has come on screen since."""
        view = self._view
        if view is not None and view.run is not None and found is not None and found.run_id == view.run.id:
            self.points.show_points(found, view.run, _names(view))

    def _choose(self, group: int) -> None:
        view = self._view
        card = next((card for card in view.cards if card.segment.id == group), None) if view else None
        if card is not None and view is not None:
            self.map.mark(card.segment.code)
            self.points.mark(card.segment.code)
            self.tree.mark(card.segment.code)
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
        has_map = self._view.map is not None or self._view.has_points
        beside = has_map and self.width() >= _WIDE
        inside = self._masters.indexOf(self._maps) >= 0
        if beside and inside:
            self._masters.removeWidget(self._maps)
            self._columns.insertWidget(1, self._maps, 15)
            self._maps.show()
        elif not beside and not inside:
            self._columns.removeWidget(self._maps)
            self._masters.addWidget(self._maps)
        self.switch.offer("map", has_map and not beside)
        has_limits = self._view.method == "rfm" and self._view.is_newest
        self.switch.offer("tree", self._view.tree is not None)
        self.switch.offer("limits", has_limits)
        gone = {
            "map": beside or not has_map,
            "tree": self._view.tree is None,
            "limits": not has_limits,
        }
        if gone.get(self.switch.current):
            self.switch.choose("groups")
        self._masters.setCurrentWidget(self._parts[self.switch.current])
        # The editor needs the room of the chosen group, and is about all of them.
        editing = self.switch.current == "limits"
        self.detail.setHidden(editing)
        if self._masters.indexOf(self._maps) < 0:
            self._maps.setHidden(editing)
        self.menu.setVisible(self.switch.current == "groups")
        self._want_points(beside or self.switch.current == "map")

    def _want_points(self, in_sight: bool) -> None:
        run = self._view.run if self._view is not None and self._view.has_points else None
        if run is not None and in_sight and not self._points_asked:
            self._points_asked = True
            self.points_wanted.emit(run.id)


def _names(view: SegmentsPage) -> dict[str, str]:
    return {card.segment.code: text.say(card.segment.name) for card in view.cards}


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
