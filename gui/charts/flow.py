"""A flow picture (Sankey): the same groups on two days, and how many went from which to which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.focus import has_ring
from gui.theme import BODY, CAPTION, theme

_BAR = 12
_GAP = 5
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Node:
    """A group on one of the two sides: its key, name, size and how that is written."""

    key: str
    name: str
    value: int
    written: str


@dataclass(frozen=True)
class Band:
    """What went from one group to another (or stayed), with its tooltip."""

    source: str
    target: str
    value: int
    tip: str


#: What was chosen: (group before, group after), None for any.
Choice = tuple[str | None, str | None]


@dataclass(frozen=True)
class _Placed:
    node: Node
    box: QRectF
    label: float


class FlowChart(Chart):
    """Two columns of groups with bands between them; a click on a band or a group emits what it stands for.

    By keyboard: up and down go through the groups of a side, left and right change it.
    """

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._sides: tuple[Sequence[Node], Sequence[Node]] = ((), ())
        self._titles = ("", "")
        self._bands: Sequence[Band] = ()
        self._marked: Choice = (None, None)
        self._pointed: Choice = (None, None)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(420, 300)

    def sizeHint(self) -> QSize:
        return QSize(600, 440)

    def show_flows(
        self,
        titles: tuple[str, str],
        before: Sequence[Node],
        after: Sequence[Node],
        bands: Sequence[Band],
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw the groups in the order given; ``titles`` stand over the two sides."""
        self._titles, self._bands = titles, tuple(bands)
        self._sides = (
            tuple(node for node in before if node.value),
            tuple(node for node in after if node.value),
        )
        self._marked = self._pointed = (None, None)
        self.describe(summary, table)
        self.update()

    def mark(self, chosen: Choice) -> None:
        """Bring the bands of a choice forward; (None, None): all are alike."""
        self._marked = chosen
        self.update()

    # --- where things lie -------------------------------------------------------------------------------

    def _names_width(self) -> float:
        metrics = self.fontMetrics()
        words = [f"{node.name} {node.written}" for side in self._sides for node in side]
        widest = max((metrics.horizontalAdvance(each) for each in words), default=0) + 18
        return min(widest, self.width() * 0.3)

    def _placed(self, side: int) -> dict[str, _Placed]:
        nodes = self._sides[side]
        total = sum(node.value for node in nodes)
        if not total:
            return {}
        line = self.fontMetrics().height()
        top = line + 10.0
        room = self.height() - top - 6 - _GAP * (max(len(each) for each in self._sides) - 1)
        names = self._names_width()
        x = names if side == 0 else self.width() - names - _BAR
        boxes, y = [], top
        for node in nodes:
            tall = max(room * node.value / total, 1.5)
            boxes.append(QRectF(x, y, _BAR, tall))
            y += tall + _GAP
        labels = _apart([box.center().y() for box in boxes], line, top, self.height() - 2.0)
        return {
            node.key: _Placed(node, box, label) for node, box, label in zip(nodes, boxes, labels, strict=True)
        }

    def _paths(self) -> list[tuple[Band, QPainterPath]]:
        left, right = self._placed(0), self._placed(1)
        total = sum(node.value for node in self._sides[0])
        if not total:
            return []
        used_left = {key: placed.box.top() for key, placed in left.items()}
        used_right = {key: placed.box.top() for key, placed in right.items()}
        # From the top downwards on both sides, so that bands of a group cross as little as can be.
        order = {key: place for place, key in enumerate(left)}
        aim = {key: place for place, key in enumerate(right)}
        starts: dict[tuple[str, str], tuple[float, float]] = {}
        for band in sorted(self._bands, key=lambda each: (order[each.source], aim[each.target])):
            tall = left[band.source].box.height() * band.value / left[band.source].node.value
            starts[band.source, band.target] = (used_left[band.source], tall)
            used_left[band.source] += tall
        found = []
        for band in sorted(self._bands, key=lambda each: (aim[each.target], order[each.source])):
            tall = right[band.target].box.height() * band.value / right[band.target].node.value
            y0, tall0 = starts[band.source, band.target]
            y1 = used_right[band.target]
            used_right[band.target] += tall
            x0, x1 = left[band.source].box.right(), right[band.target].box.left()
            found.append((band, _ribbon(x0, y0, tall0, x1, y1, tall)))
        return found

    # --- painting ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = self._pointed if self._pointed != (None, None) else self._marked
        some = lit != (None, None)
        for front in (False, True):
            for band, path in self._paths():
                fits = some and _fits(lit, band)
                if fits != front:
                    continue
                moved = band.source != band.target
                color = QColor(tokens.accent if moved else tokens.muted)
                color.setAlpha((190 if moved else 150) if fits else 22 if some else 75 if moved else 45)
                painter.fillPath(path, color)
        for side in (0, 1):
            self._draw_side(painter, side, lit)
        painter.end()

    def _draw_side(self, painter: QPainter, side: int, lit: Choice) -> None:
        tokens = theme.tokens
        names = self._names_width()
        line = self.fontMetrics().height()
        align = _RIGHT if side == 0 else _LEFT
        x = 0.0 if side == 0 else self.width() - names + 8
        painter.setFont(theme.font(CAPTION))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(x, 0, names - 8, line), align, self._titles[side])
        for key, placed in self._placed(side).items():
            here = lit[side] == key and lit[1 - side] is None
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent if lit[side] == key else tokens.muted))
            painter.drawRoundedRect(placed.box, min(3, placed.box.height() / 2), 3)
            box = QRectF(x, placed.label - line / 2, names - 8, line)
            painter.setFont(theme.font(BODY, strong=here))
            metrics = painter.fontMetrics()
            count = metrics.horizontalAdvance(placed.node.written) + 8
            name = metrics.elidedText(
                placed.node.name, Qt.TextElideMode.ElideRight, max(int(box.width() - count), 20)
            )
            written = metrics.horizontalAdvance(name)
            left = box.right() - written - count if side == 0 else box.left()
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRectF(left, box.top(), written + 2, line), _LEFT, name)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(left + written + 8, box.top(), count, line), _LEFT, placed.node.written)
            if here and has_ring(self):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.accent), 2))
                painter.drawRoundedRect(box.adjusted(-2, -1, 2, 1), 4, 4)

    # --- choosing ---------------------------------------------------------------------------------------

    def _at(self, spot: QPointF) -> Choice:
        for side in (0, 1):
            names = self._names_width()
            inside = spot.x() <= names + _BAR if side == 0 else spot.x() >= self.width() - names - _BAR
            if not inside:
                continue
            for key, placed in self._placed(side).items():
                half = max(self.fontMetrics().height() / 2, 1)
                label = QRectF(0, placed.label - half, self.width(), 2 * half)
                if placed.box.adjusted(-3, 0, 3, 0).contains(spot) or label.contains(spot):
                    return (key, None) if side == 0 else (None, key)
            return (None, None)
        best: Band | None = None
        for band, path in self._paths():
            if path.contains(spot) and (best is None or band.value < best.value):
                # A thin band over a thick one is the one that is meant.
                best = band
        return (best.source, best.target) if best else (None, None)

    def _tip(self, choice: Choice) -> str:
        if None not in choice:
            return next((band.tip for band in self._bands if (band.source, band.target) == choice), "")
        side = 0 if choice[0] is not None else 1
        return next(
            (f"{node.name}: {node.written}" for node in self._sides[side] if node.key == choice[side]), ""
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pointed = self._at(event.position())
        if pointed != self._pointed:
            self._pointed = pointed
            self.update()
        known = pointed != (None, None)
        self.setCursor(Qt.CursorShape.PointingHandCursor if known else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), self._tip(pointed) if known else "", self)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointed = (None, None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._at(event.position()))

    def _choose(self, choice: Choice) -> None:
        # What was chosen already is let go of.
        self.mark((None, None) if choice == self._marked else choice)
        self.chosen.emit(self._marked)

    def keyPressEvent(self, event: QEvent) -> None:
        key = getattr(event, "key", lambda: None)()
        side = 1 if self._marked[1] is not None and self._marked[0] is None else 0
        keys = [node.key for node in self._sides[side]]
        if not keys:
            event.ignore()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            now = self._marked[side]
            step = 1 if key == Qt.Key.Key_Down else -1
            place = keys.index(now) + step if now in keys else 0
            self._move_to(side, keys[min(max(place, 0), len(keys) - 1)])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            side = 0 if key == Qt.Key.Key_Left else 1
            now = next((each for each in self._marked if each is not None), None)
            there = [node.key for node in self._sides[side]]
            if there:
                self._move_to(side, now if now in there else there[0])
        elif key == Qt.Key.Key_Escape and self._marked != (None, None):
            self._choose(self._marked)
        else:
            event.ignore()

    def _move_to(self, side: int, key: str | None) -> None:
        self._marked = (key, None) if side == 0 else (None, key)
        self.update()
        self.chosen.emit(self._marked)


def _fits(choice: Choice, band: Band) -> bool:
    return choice[0] in (None, band.source) and choice[1] in (None, band.target)


def _ribbon(x0: float, y0: float, tall0: float, x1: float, y1: float, tall1: float) -> QPainterPath:
    middle = (x0 + x1) / 2
    path = QPainterPath(QPointF(x0, y0))
    path.cubicTo(QPointF(middle, y0), QPointF(middle, y1), QPointF(x1, y1))
    path.lineTo(QPointF(x1, y1 + tall1))
    path.cubicTo(QPointF(middle, y1 + tall1), QPointF(middle, y0 + tall0), QPointF(x0, y0 + tall0))
    path.closeSubpath()
    return path


def _apart(wanted: Iterable[float], line: float, top: float, bottom: float) -> list[float]:
    """Middles of labels as near to the wanted ones as lets no two overlap; both ascend."""
    found: list[float] = []
    for middle in wanted:
        found.append(max(middle, found[-1] + line if found else top + line / 2))
    limit = bottom - line / 2
    for place in range(len(found) - 1, -1, -1):
        found[place] = min(found[place], limit)
        limit = found[place] - line
    return found
