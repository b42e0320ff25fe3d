"""A scatter of many points in coloured groups. Imports pyqtgraph: import this where it is first drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QToolTip, QVBoxLayout

from gui.charts.base import Chart
from gui.theme import CAPTION, OKABE_ITO, theme
from gui.widgets.basics import Label

pg.setConfigOptions(antialias=True)

#: So near to a point, in pixels, the pointer means it.
_REACH = 12.0
_TICK_GAP = 8
#: Groups beyond the colours differ by their shape as well.
_SHAPES = "osdt"
#: The shapes as characters for the legend.
_SIGNS = "●■◆▼"

Ticks = Sequence[tuple[float, str]]


@dataclass(frozen=True)
class Spot:
    """A point: where it lies, what its tooltip says, and what a click on it means."""

    x: float
    y: float
    tip: str
    key: int


@dataclass(frozen=True)
class Group:
    """Points of one colour, with their name for the legend."""

    key: str
    name: str
    spots: Sequence[Spot]


class Scatter(Chart):
    """Points in groups with a legend above; a click emits the key of the point. Nothing to drag or zoom."""

    chosen = Signal(int)

    def __init__(self, name: str, x_title: str, y_title: str) -> None:
        super().__init__(name)
        self._titles = {"bottom": x_title, "left": y_title}
        self._groups: Sequence[Group] = ()
        self._y_ticks: Ticks = ()
        self._marked = ""
        self._legend = Label("", "caption", wrap=True)
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self.view = pg.PlotWidget()
        self.view.setMenuEnabled(False)
        self.view.hideButtons()
        self.view.setMouseEnabled(False, False)
        self.view.setFrameShape(self.view.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMinimumSize(280, 180)
        self.view.setAccessibleName(name)
        self.view.scene().sigMouseMoved.connect(self._moved)
        self.view.scene().sigMouseClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._legend)
        layout.addWidget(self.view, 1)
        self._style_axes()

    def show_groups(
        self,
        groups: Sequence[Group],
        *,
        x_ticks: Ticks,
        y_ticks: Ticks,
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw the groups between the first and the last tick, or as far as their points go."""
        self.describe(summary, table)
        self._groups = [group for group in groups if group.spots]
        for side, ticks, places in (
            ("bottom", x_ticks, [spot.x for group in self._groups for spot in group.spots]),
            ("left", y_ticks, [spot.y for group in self._groups for spot in group.spots]),
        ):
            ends = [*places, *(value for value, _ in ticks)]
            self.view.getAxis(side).setTicks([list(ticks)])
            # An axis without values means nothing.
            self.view.showAxis(side, bool(ticks))
            limits = self.view.setXRange if side == "bottom" else self.view.setYRange
            limits(min(ends, default=0), max(ends, default=1), padding=0.03)
        self._y_ticks = y_ticks
        self._widen()
        self._draw()

    def mark(self, group: str) -> None:
        """Bring a group forward by its key and let the others fade; none such: all are alike."""
        if group != self._marked:
            self._marked = group
            self._draw()

    def retheme(self) -> None:
        """Draw again in the theme's colours."""
        self._style_axes()
        self._widen()
        self._draw()

    def _style_axes(self) -> None:
        tokens, font = theme.tokens, theme.font(CAPTION)
        self.view.setBackground(QColor(tokens.surface))
        for side, title in self._titles.items():
            axis = self.view.getAxis(side)
            axis.setPen(pg.mkPen(tokens.border))
            axis.setTextPen(pg.mkPen(tokens.muted))
            axis.setTickFont(font)
            axis.setStyle(tickLength=0, tickTextOffset=_TICK_GAP)
            axis.setZValue(-10)
            axis.setLabel(title, **{"color": tokens.muted, "font-size": f"{font.pixelSize()}px"})

    def _widen(self) -> None:
        """Room for the longest tick beside the axis' title; pyqtgraph's own guess lets them overlap."""
        metrics = QFontMetrics(theme.font(CAPTION))
        longest = max((metrics.horizontalAdvance(words) for _, words in self._y_ticks), default=0)
        self.view.getAxis("left").setWidth(longest + metrics.height() + _TICK_GAP + 6)

    def _draw(self) -> None:
        self.view.clear()
        if not self._groups:
            self._legend.clear()
            return
        for value, _ in self._y_ticks:
            line = pg.InfiniteLine(value, angle=0, pen=pg.mkPen(theme.tokens.border))
            line.setZValue(-20)
            self.view.addItem(line)
        known = any(group.key == self._marked for group in self._groups)
        lines = []
        for place, group in enumerate(self._groups):
            color, shape = OKABE_ITO[place % len(OKABE_ITO)], place // len(OKABE_ITO) % len(_SHAPES)
            first = group.key == self._marked
            fill = QColor(color)
            fill.setAlpha(220 if first else 80 if known else 160)
            item: Any = pg.ScatterPlotItem(
                [spot.x for spot in group.spots],
                [spot.y for spot in group.spots],
                size=8 if first else 6,
                brush=fill,
                pen=pg.mkPen(theme.tokens.surface, width=0.5) if first else None,
                symbol=_SHAPES[shape],
            )
            item.setZValue(len(self._groups) if first else place)
            self.view.addItem(item)
            # A name stays in one piece, and with its sign, where the line breaks.
            whole = "\N{WORD JOINER}".join(group.name.replace(" ", "\N{NO-BREAK SPACE}"))
            name = f"<b>{escape(whole)}</b>" if first else escape(whole)
            sign = f'<span style="color:{color}; font-size:{theme.body_px + 2}px">{_SIGNS[shape]}</span>'
            lines.append(f"{sign}&nbsp;{name}")
        self._legend.setText(" &nbsp; ".join(lines))

    def nearest(self, position: QPointF) -> Spot | None:
        """The point that the pointer means at a place of the scene; rather one of the marked group."""
        box = self.view.plotItem.vb
        if not box.sceneBoundingRect().contains(position):
            return None
        for groups in (
            [group for group in self._groups if group.key == self._marked],
            [group for group in self._groups if group.key != self._marked],
        ):
            best, found = _REACH**2, None
            for group in groups:
                for spot in group.spots:
                    way = box.mapViewToScene(QPointF(spot.x, spot.y)) - position
                    distance = QPointF.dotProduct(way, way)
                    if distance < best:
                        best, found = distance, spot
            if found is not None:
                return found
        return None

    def _moved(self, position: QPointF) -> None:
        spot = self.nearest(position)
        shape = Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor
        self.view.viewport().setCursor(shape)
        place = self.view.mapToGlobal(self.view.mapFromScene(position))
        QToolTip.showText(place, spot.tip if spot else "", self.view)

    def _clicked(self, event: Any) -> None:
        spot = self.nearest(event.scenePos())
        if spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(spot.key)
