"""The command palette (Ctrl+K): type a few letters, go there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui import icons

_PAUSE = 100
_SHOWN = 9


@dataclass(frozen=True)
class Entry:
    """One place to go: what it is called, what kind of thing it is, and how to get there."""

    title: str
    hint: str
    icon: str
    go: Callable[[], object]


class Palette(QFrame):
    """Floats over the window. ``pages`` are matched here; ``find`` is asked for more and answers later."""

    def __init__(
        self,
        parent: QWidget,
        pages: Callable[[], Sequence[Entry]],
        find: Callable[[str, Callable[[Sequence[Entry]], None]], None],
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "floating")
        self._host, self._pages, self._find = parent, pages, find
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self._asked = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Find a customer, product, segment or page"))
        self.line.setAccessibleName(self.tr("Find a customer, product, segment or page"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(18, 18))
        self.list.setAccessibleName(self.tr("Matches"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._ask)
        self.line.textChanged.connect(self._typed)
        parent.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show it, empty, with the cursor in it."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.line.clear()
        self._typed("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def _typed(self, words: str) -> None:
        wanted = words.strip().casefold()
        self._fill([entry for entry in self._pages() if wanted in entry.title.casefold()])
        self._timer.start()

    def _ask(self) -> None:
        self._asked = self.line.text().strip()
        if self._asked:
            asked = self._asked
            self._find(asked, lambda found: self._found(asked, found))

    def _found(self, asked: str, found: Sequence[Entry]) -> None:
        if asked == self.line.text().strip() and self.isVisible():
            wanted = asked.casefold()
            pages = [entry for entry in self._pages() if wanted in entry.title.casefold()]
            self._fill([*pages, *found])

    def _fill(self, entries: Sequence[Entry]) -> None:
        self._entries = list(entries)[:_SHOWN]
        self.list.clear()
        for entry in self._entries:
            item = QListWidgetItem(icons.icon(entry.icon, "muted", 18), f"{entry.title}   ·   {entry.hint}")
            item.setSizeHint(QSize(100, 38))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(len(self._entries), 1) * 38 + 4)
        self._place()

    def _place(self) -> None:
        self.setFixedWidth(min(560, self._host.width() - 48))
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, 72)

    def _go(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._entries):
            entry = self._entries[place]
            self.hide()
            entry.go()

    def _leave(self) -> None:
        """Away, and the cursor back where it was."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus()

    def _hide_when_left(self) -> None:
        now = self.window().focusWidget()
        if now is not None and now is not self.line:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.FocusOut:
            # Later: what takes the focus for a moment while it is being shown does not count.
            QTimer.singleShot(0, self, self._hide_when_left)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self._leave()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                rows = max(self.list.count(), 1)
                self.list.setCurrentRow((self.list.currentRow() + step) % rows)
                return True
        return False
