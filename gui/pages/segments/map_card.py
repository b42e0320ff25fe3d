"""The RFM map: how recently customers bought against how often and how much."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal

from engine.money import Money
from engine.segments import GridCell, SegmentMap
from gui import text
from gui.charts.heat import Cell, HeatGrid
from gui.widgets.card import Card


class MapCard(Card):
    """Twenty-five squares with their customers; a click on one emits the code of its largest group."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Where they stand"))
        self.grid = HeatGrid(
            self.tr("Customers by last order and by how much they buy"),
            self.tr("Days since the last order"),
            self.tr("How often and how much they buy"),
        )
        self.grid.chosen.connect(lambda code: self.chosen.emit(code) if code else None)
        self.add_action(self.grid.menu_button())
        self.add(self.grid, 1)
        self._inside: dict[str, dict[tuple[int, int], Cell]] = {}

    def show_map(self, squares: SegmentMap, names: Mapping[str, str], currency: str) -> None:
        """Draw the map; ``names`` are the groups' names by code."""
        cells: dict[tuple[int, int], Cell] = {}
        self._inside = {}
        for square in squares.cells:
            place = (len(squares.rows) - square.recency, square.value - 1)
            for code, count in square.segments:
                self._inside.setdefault(code, {})[place] = self._part(square, count, names.get(code, ""))
            largest = square.segments[0][0] if square.segments else ""
            cells[place] = Cell(
                square.customers,
                text.count(square.customers),
                self._tip(square, names, currency),
                largest,
                names.get(largest, ""),
            )
        rows = [text.say(label) for label in squares.rows]
        columns = [text.say(label) for label in squares.columns]
        fullest = max(squares.cells, key=lambda square: square.customers)
        summary = self.tr(
            "{customers} customers are in the fullest square: last order {days} ago, and they buy {much}."
        ).format(
            customers=text.count(fullest.customers),
            days=rows[len(rows) - fullest.recency],
            much=columns[fullest.value - 1],
        )
        self.grid.show_cells(rows, columns, cells, summary)

    def mark(self, code: str) -> None:
        """Outline the squares in which there is somebody of a group, and say how many."""
        self.grid.mark(self._inside.get(code, {}))

    def _part(self, square: GridCell, count: int, name: str) -> Cell:
        whole = text.count(square.customers)
        of = name if count == square.customers else self.tr("of {count}").format(count=whole)
        return Cell(count, text.count(count), caption=of)

    def _tip(self, square: GridCell, names: Mapping[str, str], currency: str) -> str:
        if not square.customers:
            return self.tr("Nobody")
        lines = [
            self.tr("%Ln customers", "", square.customers)
            + f" ({text.percent(square.customer_share)}), "
            + text.money(Money(square.sales_e4, currency), whole=True)
        ]
        lines += [f"{names.get(code, code)}: {text.count(count)}" for code, count in square.segments]
        return "\n".join(lines)
