"""Whom to preview the message for: the hardest cases first, or anybody by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from engine.campaigns.views import RecipientPreview
from engine.customers.table import customer_page
from engine.shop import Shop
from gui import text
from gui.shell import Shell
from gui.widgets.basics import Button, Label
from gui.widgets.search_box import SearchBox

_FOUND = 20
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Found:
    """A customer found by name."""

    customer_id: int
    words: str


class RecipientPicker(Button):
    """A button with the chosen person's name that opens a short list with a search box."""

    chosen = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__("", icon="person", on_click=self._open)
        self._shell = shell
        self._people: list[RecipientPreview] = []
        self.setAccessibleName(self.tr("Preview for"))
        self.popup = QFrame(self, Qt.WindowType.Popup)
        self.popup.setProperty("role", "floating")
        self.search = SearchBox(self.tr("Find a customer"))
        self.search.searched.connect(self._search)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Customers"))
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        layout = QVBoxLayout(self.popup)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.addWidget(self.search)
        layout.addWidget(Label(self.tr("The hardest cases come first."), "caption"))
        layout.addWidget(self.list)
        self.popup.setFixedSize(360, 380)

    def show_people(self, people: list[RecipientPreview]) -> None:
        """The people to offer before anything is searched."""
        self._people = people
        self._offer_people()

    def show_chosen(self, name: str) -> None:
        """Whose message is on screen."""
        self.setText(self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 170))
        self.setToolTip(name)

    def step(self, customer_id: int, by: int) -> int:
        """The person after (or before) one in the list, round in a circle."""
        ids = [person.customer_id for person in self._people]
        if not ids:
            return customer_id
        place = ids.index(customer_id) + by if customer_id in ids else 0
        return ids[place % len(ids)]

    # --- inside ---------------------------------------------------------------------------------------

    def _open(self) -> None:
        self.search.clear()
        self._offer_people()
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self.popup.show()
        self.search.setFocus()

    def _offer_people(self) -> None:
        self.list.clear()
        for person in self._people:
            words = person.name or person.code
            if person.why is not None:
                words += f"  ·  {text.say(person.why)}"
            self._add(person.customer_id, words)

    def _search(self, words: str) -> None:
        if not words:
            self._offer_people()
            return
        self._shell.tasks.read(_find, words, owner=self, done=self._show_found)

    def _show_found(self, found: list[Found]) -> None:
        self.list.clear()
        for each in found:
            self._add(each.customer_id, each.words)

    def _add(self, customer_id: int, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ID, customer_id)
        self.list.addItem(item)

    def _take(self, item: QListWidgetItem) -> None:
        self.popup.hide()
        self.chosen.emit(int(item.data(_ID)))


def _find(shop: Shop, words: str) -> list[Found]:
    rows: Any = customer_page(shop, search=words, limit=_FOUND).rows
    return [Found(row.id, "  ·  ".join(filter(None, (row.name, row.email or row.code)))) for row in rows]
