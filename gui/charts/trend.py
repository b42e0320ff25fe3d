"""A course over time that stands in a card: the light trend with a table and a picture to take along."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout

from gui.charts.base import Chart
from gui.widgets.trend import Trend, TrendPoint


class TrendChart(Chart):
    """An area over time without a chart library; the last step is dotted while it is not over."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._trend = Trend()
        self._trend.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._trend)

    def show_points(
        self,
        points: Sequence[TrendPoint],
        axis: Callable[[float], str],
        *,
        partial: bool,
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw at least two steps; ``axis`` writes a value, ``partial``: the last step is not over."""
        self.describe(summary, table)
        self._trend.show_points(points, axis, partial=partial, summary=summary)
