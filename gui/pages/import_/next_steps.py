"""What an owner would do next, by the kinds of files that came in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.widgets.basics import Button, clear, row

#: Kind of file → pages worth a look, the best first; kinds in the order of what matters most.
_LEADS_TO = {
    "orders": ("segments", "customers"),
    "customers": ("customers", "segments"),
    "products": ("products",),
    "results": ("campaigns",),
    "suppressions": ("customers",),
    "reviews": ("products",),
    "visits": ("products", "customers"),
}


class NextSteps(QWidget):
    """Up to three buttons; the first is the one to press."""

    #: Go to a page: its id.
    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._row = row(spacing=8)
        self.setLayout(self._row)
        self.buttons: dict[str, Button] = {}

    def show_kinds(self, kinds: Iterable[str]) -> None:
        """Offer what these kinds of files are good for."""
        clear(self._row)
        found = set(kinds)
        pages = dict.fromkeys(page for kind, to in _LEADS_TO.items() if kind in found for page in to)
        self.buttons = {}
        for place, page in enumerate(list(pages)[:3]):
            button = Button(
                self._words(page),
                kind="primary" if place == 0 else "secondary",
                on_click=partial(self.wanted.emit, page),
            )
            self.buttons[page] = button
            self._row.addWidget(button)

    def _words(self, page: str) -> str:
        return {
            "segments": self.tr("Group my customers"),
            "customers": self.tr("Look at the customers"),
            "products": self.tr("Look at the products"),
            "campaigns": self.tr("Look at the campaigns"),
        }[page]
