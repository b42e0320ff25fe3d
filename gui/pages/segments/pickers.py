"""Buttons that open a list to choose from: features with what they mean, words, things sold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engine.segments.rules import FEATURES, GROUPS, Feature
from gui import text
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.search_box import SearchBox

#: (key, what it is called).
Choices = Sequence[tuple[str, str]]

_KEY = Qt.ItemDataRole.UserRole
#: Lists shorter than this need no search.
_LONG = 9
#: What the style puts around an item of a list, above and below together.
_ITEM_PADDING = 18


class ListPopup(QFrame):
    """A list below its button, with a search box where it is long."""

    taken = Signal(QListWidgetItem)
    searched = Signal(str)

    def __init__(self, button: Button, name: str, size: QSize) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self.setProperty("role", "floating")
        self._button = button
        self.search = SearchBox(self.tr("Search"))
        self.search.searched.connect(self.searched.emit)
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self.taken.emit)
        self.list.itemClicked.connect(self.taken.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.setFixedSize(size)

    def open(self, *, searchable: bool) -> None:
        """Show it below the button, or above it where the screen ends."""
        self.search.setVisible(searchable)
        below = self._button.mapToGlobal(QPoint(0, self._button.height() + 4))
        screen = QGuiApplication.screenAt(below) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        left = max(min(below.x(), room.right() - self.width()), room.left())
        top = below.y()
        if top + self.height() > room.bottom():
            top = max(self._button.mapToGlobal(QPoint(0, -self.height() - 4)).y(), room.top())
        self.move(left, top)
        self.show()
        (self.search if searchable else self.list).setFocus()


class FeaturePicker(Button):
    """What a condition asks: every feature in its group, with its unit and meaning."""

    chosen = Signal(str)

    def __init__(self, current: str, silent: frozenset[str]) -> None:
        super().__init__(icon="chevron_down", on_click=self._open)
        self._silent = silent - {current}
        self._rows: list[tuple[QListWidgetItem, str]] = []
        self.popup = ListPopup(self, self.tr("What to ask of customers"), QSize(520, 460))
        self.popup.taken.connect(self._take)
        self.popup.searched.connect(self._narrow)
        self.show_chosen(FEATURES[current])

    def show_chosen(self, feature: Feature) -> None:
        """The feature that the condition asks for."""
        name = text.say(feature.name)
        self.setText(name)
        self.setAccessibleName(self.tr("Asks for: {feature}").format(feature=name))
        self.setToolTip(text.say(feature.about))

    def _fill(self) -> None:
        """Made when first opened: most are never."""
        listed = self.popup.list
        for group in GROUPS:
            features = [
                each for each in FEATURES.values() if each.group == group and each.key not in self._silent
            ]
            if not features:
                continue
            words = text.say(f"rule.group.{group}")
            heading = QListWidgetItem(listed)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self._put(heading, Label(words, "accent"))
            self._rows.append((heading, ""))
            for feature in features:
                name, about = text.say(feature.name), text.say(feature.about)
                item = QListWidgetItem(listed)
                item.setData(_KEY, feature.key)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}. {about}")
                self._put(item, _FeatureLine(name, text.say(feature.unit), about))
                self._rows.append((item, f"{name} {about}".casefold()))

    def _put(self, item: QListWidgetItem, line: QWidget) -> None:
        """A widget in the place of an item, as tall as its words need at the width of the list."""
        self.popup.list.setItemWidget(item, line)
        line.ensurePolished()
        tall = line.heightForWidth(self.popup.width() - 64) if line.hasHeightForWidth() else -1
        item.setSizeHint(QSize(0, max(tall, line.sizeHint().height() if tall < 0 else 0) + _ITEM_PADDING))

    def _open(self) -> None:
        if not self._rows:
            self._fill()
        self.popup.search.clear()
        self.popup.open(searchable=True)

    def _narrow(self, words: str) -> None:
        wanted = words.casefold().split()
        for item, told in self._rows:
            item.setHidden(bool(wanted) and not (told and all(word in told for word in wanted)))

    def _take(self, item: QListWidgetItem) -> None:
        if item.data(_KEY):
            self.popup.hide()
            self.chosen.emit(item.data(_KEY))


class _FeatureLine(QWidget):
    """Name and unit, and below them what the feature means."""

    def __init__(self, name: str, unit: str, about: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._about = Label(about, "caption", wrap=True)
        layout = column(row(Label(name, "strong"), None, Label(unit, "caption")), self._about, spacing=0)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)


class WordsPicker(Button):
    """One or several words of a list; ``find`` looks up more of them for a text."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        choices: Choices,
        chosen: Sequence[str],
        *,
        several: bool,
        find: Callable[[str, Callable[[Choices], None]], None] | None = None,
    ) -> None:
        super().__init__(icon="chevron_down", on_click=self._open)
        self._name, self._several, self._find = name, several, find
        self._offered = list(choices)
        self._names = dict(choices)
        self.chosen = list(chosen)
        self.popup = ListPopup(self, name, QSize(340, 360))
        self.popup.taken.connect(self._take)
        self.popup.searched.connect(self._search)
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The font of the window is known now.
        self._tell()

    def _tell(self) -> None:
        words = ", ".join(self._names.get(each, each) for each in self.chosen)
        self.setText(
            self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 200) or self.tr("Choose…")
        )
        self.setToolTip(words)
        self.setAccessibleName(f"{self._name}: {words}")

    def _open(self) -> None:
        self.popup.search.clear()
        # What is chosen comes first, also what the shop does not know any more.
        others = [each for each in self._offered if each[0] not in self.chosen]
        self._list([(each, self._names.get(each, each)) for each in self.chosen] + others)
        self.popup.open(searchable=self._find is not None or len(self._offered) > _LONG)

    def _list(self, choices: Choices) -> None:
        self.popup.list.clear()
        for key, label in choices:
            self._names.setdefault(key, label)
            item = QListWidgetItem(label, self.popup.list)
            item.setData(_KEY, key)
            if self._several:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setCheckState(Qt.CheckState.Checked if key in self.chosen else Qt.CheckState.Unchecked)

    def _search(self, words: str) -> None:
        if self._find is not None:
            self._find(words, self._list)
            return
        for place in range(self.popup.list.count()):
            item = self.popup.list.item(place)
            item.setHidden(words.casefold() not in item.text().casefold())

    def _take(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if not self._several:
            self.chosen = [key]
            self.popup.hide()
        elif key in self.chosen:
            self.chosen.remove(key)
            item.setCheckState(Qt.CheckState.Unchecked)
        else:
            self.chosen.append(key)
            item.setCheckState(Qt.CheckState.Checked)
        self._tell()
        self.changed.emit()
