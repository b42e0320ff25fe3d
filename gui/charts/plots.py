"""Charts with axes: lines over time, a histogram, a scatter map. Imports pyqtgraph."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QToolTip, QVBoxLayout

from gui.charts.base import Chart
from gui.theme import CAPTION, OKABE_ITO, theme
from gui.widgets.trend import nice_ticks

pg.setConfigOptions(antialias=True)

#: More points than this are drawn without outline, and all at once.
_MANY_POINTS = 2000


@dataclass(frozen=True)
class Series:
    """One line or group: its name, its points, and a tooltip for each point (or one for all)."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    tips: Sequence[str] = ()
    keys: Sequence[object] = ()


class Plot(Chart):
    """A pyqtgraph plot in our manners: no menus, no dragging, themed axes, tooltips for the nearest point."""

    def __init__(self, name: str, x_title: str, y_title: str) -> None:
        super().__init__(name)
        self._x_title, self._y_title = x_title, y_title
        self._redraw: Callable[[], None] | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.view = pg.PlotWidget()
        self.view.setMenuEnabled(False)
        self.view.hideButtons()
        self.view.setMouseEnabled(False, False)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMinimumHeight(180)
        self.view.setAccessibleName(name)
        self.view.scene().sigMouseMoved.connect(self._moved)
        layout.addWidget(self.view)
        self._spots: list[tuple[float, float, str]] = []
        self._style_axes()

    def retheme(self) -> None:
        """Draw again in the theme's colours."""
        self._style_axes()
        if self._redraw is not None:
            self._redraw()

    def _style_axes(self) -> None:
        tokens = theme.tokens
        self.view.setBackground(QColor(tokens.surface))
        font: QFont = theme.font(CAPTION)
        for side, title in (("bottom", self._x_title), ("left", self._y_title)):
            axis = self.view.getAxis(side)
            axis.setPen(pg.mkPen(tokens.border))
            axis.setTextPen(pg.mkPen(tokens.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=8)
            axis.setZValue(-10)
            if title:
                axis.setLabel(title, **{"color": tokens.muted, "font-size": f"{font.pixelSize()}px"})

    def _ticks(self, side: str, ticks: Sequence[tuple[float, str]], *, grid: bool = False) -> None:
        self.view.getAxis(side).setTicks([list(ticks)])
        if grid:
            for value, _ in ticks:
                line = pg.InfiniteLine(value, angle=0, pen=pg.mkPen(theme.tokens.border))
                line.setZValue(-20)
                self.view.addItem(line)

    def _value_axis(self, top: float, write: Callable[[float], str]) -> None:
        ticks = nice_ticks(top, 4)
        self.view.setYRange(0, ticks[-1] * 1.04, padding=0)
        self._ticks("left", [(tick, write(tick)) for tick in ticks], grid=True)

    def _nearest(self, position: QPointF) -> tuple[float, float, str] | None:
        if not self._spots or not self.view.plotItem.vb.sceneBoundingRect().contains(position):
            return None
        to_scene = self.view.plotItem.vb.mapViewToScene
        best, nearest = 24.0**2, None
        for spot in self._spots:
            place = to_scene(QPointF(spot[0], spot[1])) - position
            distance = QPointF.dotProduct(place, place)
            if distance < best:
                best, nearest = distance, spot
        return nearest

    def _moved(self, position: QPointF) -> None:
        spot = self._nearest(position)
        words = spot[2] if spot else ""
        place = self.view.mapToGlobal(self.view.mapFromScene(position))
        QToolTip.showText(place, words, self.view)


class LineChart(Plot):
    """One to six lines over a common scale, each named at its end; a single one is filled as an area."""

    def show_series(
        self,
        series: Sequence[Series],
        *,
        x_ticks: Sequence[tuple[float, str]],
        write: Callable[[float], str],
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw the lines; ``write`` puts a value into words for the axis."""
        self.describe(summary, table)
        self._redraw = lambda: self._draw(series, x_ticks, write)
        self._redraw()

    def _draw(
        self,
        series: Sequence[Series],
        x_ticks: Sequence[tuple[float, str]],
        write: Callable[[float], str],
    ) -> None:
        self.view.clear()
        self._spots = []
        alone = len(series) == 1
        top = max((max(each.y, default=0) for each in series), default=0)
        self._value_axis(top, write)
        self._ticks("bottom", x_ticks)
        for place, each in enumerate(series):
            color = QColor(theme.tokens.accent if alone else OKABE_ITO[place % len(OKABE_ITO)])
            item: Any = pg.PlotDataItem(list(each.x), list(each.y), pen=pg.mkPen(color, width=2))
            if alone:
                tint = QColor(color)
                tint.setAlpha(40)
                item.setFillLevel(0)
                item.setBrush(tint)
            self.view.addItem(item)
            if not alone and len(each.x):
                label = pg.TextItem(each.name, color=theme.tokens.text, anchor=(0, 0.5))
                label.setFont(theme.font(CAPTION))
                label.setPos(each.x[-1], each.y[-1])
                self.view.addItem(label)
            self._spots += list(zip(each.x, each.y, each.tips, strict=False))
        if not alone:
            self._make_room(series)

    def _make_room(self, series: Sequence[Series]) -> None:
        """Room at the right for the names of the lines."""
        places = [x for each in series for x in each.x]
        if not places:
            return
        metrics = QFontMetrics(theme.font(CAPTION))
        widest = max(metrics.horizontalAdvance(each.name) for each in series) + 16
        low, high = min(places), max(places)
        wide = max(self.width() - 80, 200)
        self.view.setXRange(low, high + (high - low) * widest / max(wide - widest, 50), padding=0.01)


class Histogram(Plot):
    """How many fall into each class of a number; the classes come counted from the engine."""

    def show_counts(
        self,
        edges: Sequence[float],
        counts: Sequence[int],
        *,
        write_x: Callable[[float], str],
        write_y: Callable[[float], str],
        tips: Sequence[str],
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw ``counts`` between ``edges`` (one more edge than counts)."""
        self.describe(summary, table)
        self._redraw = lambda: self._draw(edges, counts, write_x, write_y, tips)
        self._redraw()

    def _draw(
        self,
        edges: Sequence[float],
        counts: Sequence[int],
        write_x: Callable[[float], str],
        write_y: Callable[[float], str],
        tips: Sequence[str],
    ) -> None:
        self.view.clear()
        color = QColor(theme.tokens.accent)
        self.view.addItem(
            pg.BarGraphItem(
                x0=list(edges[:-1]),
                x1=list(edges[1:]),
                height=list(counts),
                brush=color,
                pen=pg.mkPen(theme.tokens.surface, width=1.5),
            )
        )
        self._value_axis(max(counts, default=0), write_y)
        step = max(len(edges) // 7, 1)
        self._ticks("bottom", [(edge, write_x(edge)) for edge in edges[::step]])
        middles = [(low + high) / 2 for low, high in pairwise(edges)]
        self._spots = [(x, count / 2, tip) for x, count, tip in zip(middles, counts, tips, strict=True)]


class Scatter(Plot):
    """Points in groups, each group with its colour and its name beside it; a click emits the point's key."""

    chosen = Signal(object)

    def show_groups(self, groups: Sequence[Series], summary: str, table: Sequence[Sequence[str]]) -> None:
        """Draw the groups; axes without numbers where they mean nothing to people."""
        self.describe(summary, table)
        self._redraw = lambda: self._draw(groups)
        self._redraw()

    def _draw(self, groups: Sequence[Series]) -> None:
        self.view.clear()
        self._spots = []
        for side in ("bottom", "left"):
            self._ticks(side, [])
        total = sum(len(group.x) for group in groups)
        labels = []
        for place, group in enumerate(groups):
            if not len(group.x):
                continue
            color = QColor(OKABE_ITO[place % len(OKABE_ITO)])
            fill = QColor(color)
            fill.setAlpha(90 if total > _MANY_POINTS else 170)
            item: Any = pg.ScatterPlotItem(
                list(group.x),
                list(group.y),
                size=5 if total > _MANY_POINTS else 8,
                brush=fill,
                pen=None if total > _MANY_POINTS else pg.mkPen(color.darker(120)),
                symbol="osdt+x"[place // len(OKABE_ITO) % 6],
                data=list(group.keys) if group.keys else None,
            )
            item.sigClicked.connect(self._clicked)
            self.view.addItem(item)
            middle = sorted(group.x)[len(group.x) // 2], sorted(group.y)[len(group.y) // 2]
            label = pg.TextItem(group.name, color=theme.tokens.text, anchor=(0.5, 0.5), fill=_halo())
            label.setFont(theme.font(CAPTION, strong=True))
            label.setPos(*middle)
            label.setZValue(10)
            labels.append(label)
            self._spots += list(zip(group.x, group.y, group.tips, strict=False))
        for label in labels:
            self.view.addItem(label)
        self.view.autoRange(padding=0.05)

    def _clicked(self, _item: Any, points: Any, *_: Any) -> None:
        if len(points):
            self.chosen.emit(points[0].data())


def _halo() -> QColor:
    ground = QColor(theme.tokens.surface)
    ground.setAlpha(200)
    return ground
