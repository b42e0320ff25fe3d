"""A dendrogram lying on its side: branches joined where they are alike, coloured by the group they form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip

from gui.charts.base import Chart
from gui.focus import has_ring
from gui.theme import BODY, CAPTION, OKABE_ITO, theme

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_WRAPPED = _LEFT | int(Qt.TextFlag.TextWordWrap)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class Leaf:
    """An end of the tree: the key of its group and what its tooltip says."""

    group: str
    tip: str


@dataclass(frozen=True)
class Fork:
    """Where two nodes join: leaves count first, then earlier forks; ``height`` from 0 to 1, its tooltip."""

    left: int
    right: int
    height: float
    group: str
    tip: str


@dataclass(frozen=True)
class TreeGroup:
    """A group of leaves that lie together: key, name and how its size is written."""

    key: str
    name: str
    written: str


class TreeChart(Chart):
    """Alike at the right, unlike at the left, a dashed line at the cut; a click chooses a group."""

    chosen = Signal(str)

    def __init__(self, name: str, unlike: str, alike: str, cut: str) -> None:
        super().__init__(name)
        self._ends = (unlike, alike)
        self._cut_words = cut
        self._leaves: Sequence[Leaf] = ()
        self._forks: Sequence[Fork] = ()
        self._groups: Sequence[TreeGroup] = ()
        self._cut = 0.0
        self._marked = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 260)

    def sizeHint(self) -> QSize:
        return QSize(520, 420)

    def show_tree(
        self,
        leaves: Sequence[Leaf],
        forks: Sequence[Fork],
        groups: Sequence[TreeGroup],
        cut: float,
        summary: str,
        table: Sequence[Sequence[str]],
    ) -> None:
        """Draw the tree; ``leaves`` are in an order in which no lines cross."""
        self._leaves, self._forks, self._cut = tuple(leaves), tuple(forks), cut
        here = {leaf.group for leaf in leaves}
        self._groups = tuple(group for group in groups if group.key in here)
        self.describe(summary, table)
        self.update()

    def mark(self, group: str) -> None:
        """Bring a group forward by its key."""
        self._marked = group
        self.update()

    def _area(self) -> QRectF:
        line = self.fontMetrics().height()
        names = min(max(self.width() * 0.34, 130), 230)
        return QRectF(8, line + 12, self.width() - names - 16, self.height() - 2 * line - 26)

    def _spots(self) -> list[QPointF]:
        """Where each node lies: leaves, then forks."""
        area = self._area()
        step = area.height() / max(len(self._leaves), 1)
        found = [
            QPointF(area.right(), area.top() + (place + 0.5) * step) for place in range(len(self._leaves))
        ]
        for fork in self._forks:
            middle = (found[fork.left].y() + found[fork.right].y()) / 2
            found.append(QPointF(self._x(area, fork.height), middle))
        return found

    def _x(self, area: QRectF, height: float) -> float:
        return area.right() - 0.97 * area.width() * height

    def _bands(self) -> dict[str, QRectF]:
        """The strip of each group's leaves across the chart."""
        area = self._area()
        step = area.height() / max(len(self._leaves), 1)
        found: dict[str, QRectF] = {}
        for place, leaf in enumerate(self._leaves):
            strip = QRectF(0, area.top() + place * step, self.width(), step)
            found[leaf.group] = found[leaf.group].united(strip) if leaf.group in found else strip
        return found

    def _color(self, group: str) -> QColor:
        keys = [each.key for each in self._groups]
        if group not in keys:
            return QColor(theme.tokens.muted)
        return QColor(OKABE_ITO[keys.index(group) % len(OKABE_ITO)])

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._leaves:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_names(painter)
        spots = self._spots()
        area = self._area()
        for place, fork in enumerate(self._forks):
            color = self._color(fork.group)
            strong = fork.group == self._marked and bool(fork.group)
            painter.setPen(QPen(color, 3 if strong else 1.8))
            x = spots[len(self._leaves) + place].x()
            ends = [spots[fork.left], spots[fork.right]]
            painter.drawLine(QPointF(x, ends[0].y()), QPointF(x, ends[1].y()))
            for node, end in zip((fork.left, fork.right), ends, strict=True):
                inner = self._group_of(node)
                painter.setPen(QPen(self._color(inner), 3 if inner and inner == self._marked else 1.8))
                painter.drawLine(QPointF(x, end.y()), end)
        self._draw_cut(painter, area)
        painter.end()

    def _group_of(self, node: int) -> str:
        if node < len(self._leaves):
            return self._leaves[node].group
        return self._forks[node - len(self._leaves)].group

    def _draw_cut(self, painter: QPainter, area: QRectF) -> None:
        tokens = theme.tokens
        x = self._x(area, self._cut)
        painter.setPen(QPen(QColor(tokens.text), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top() - 4), QPointF(x, area.bottom() + 4))
        painter.setFont(theme.font(CAPTION))
        metrics = painter.fontMetrics()
        line = metrics.height()
        wide = metrics.horizontalAdvance(self._cut_words) + 8
        left = min(max(x - wide / 2, 0), self.width() - wide)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, 0, wide, line), _CENTER, self._cut_words)
        painter.setPen(QColor(tokens.muted))
        below = QRectF(area.left(), area.bottom() + 8, area.width(), line)
        painter.drawText(below, _LEFT, self._ends[0])
        painter.drawText(
            below, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._ends[1]
        )

    def _draw_names(self, painter: QPainter) -> None:
        tokens, area, bands = theme.tokens, self._area(), self._bands()
        for group in self._groups:
            band = bands[group.key].adjusted(0, 1, 0, -1)
            chosen = group.key == self._marked
            if chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawRoundedRect(band, 6, 6)
                if has_ring(self):
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(QPen(QColor(tokens.accent), 2))
                    painter.drawRoundedRect(band.adjusted(1, 0, -1, 0), 6, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._color(group.key))
            painter.drawRoundedRect(QRectF(area.right() + 5, band.top() + 1, 4, band.height() - 2), 2, 2)
            box = QRectF(area.right() + 16, band.top(), self.width() - area.right() - 18, band.height())
            painter.setFont(theme.font(BODY, strong=chosen))
            painter.setPen(QColor(tokens.text))
            words = f"{group.name} · {group.written}"
            for size in (BODY, CAPTION):
                painter.setFont(theme.font(size, strong=chosen))
                metrics = painter.fontMetrics()
                if metrics.boundingRect(box.toRect(), _WRAPPED, words).height() <= box.height():
                    painter.drawText(box, _WRAPPED, words)
                    break
            else:
                line = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
                painter.drawText(box, _LEFT, line)

    def _at(self, spot: QPointF) -> str:
        return next((key for key, band in self._bands().items() if band.contains(spot)), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        tip = ""
        for node, spot in enumerate(self._spots()):
            if abs(spot.x() - place.x()) < 8 and abs(spot.y() - place.y()) < 8:
                leaves = len(self._leaves)
                tip = self._leaves[node].tip if node < leaves else self._forks[node - leaves].tip
        if not tip:
            key = self._at(place)
            tip = next((f"{each.name} · {each.written}" for each in self._groups if each.key == key), "")
        QToolTip.showText(event.globalPosition().toPoint(), tip, self)

    def leaveEvent(self, event: QEvent) -> None:
        QToolTip.hideText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position())
        if key and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(key)

    def keyPressEvent(self, event: QEvent) -> None:
        key = getattr(event, "key", lambda: None)()
        order = list(self._bands())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and order:
            step = 1 if key == Qt.Key.Key_Down else -1
            place = order.index(self._marked) + step if self._marked in order else 0
            self.chosen.emit(order[min(max(place, 0), len(order) - 1)])
        else:
            event.ignore()
