"""Home: how the shop is doing, and what to do next."""

from __future__ import annotations

from typing import Any

from engine.shop import Shop
from gui.page import Page
from gui.widgets.basics import Button
from gui.widgets.empty_state import EmptyState


class HomePage(Page):
    """Four key figures, two years of sales, and ranked suggestions each with its reason and its money."""

    @staticmethod
    def load(shop: Shop, **request: Any) -> Any:
        return None

    def is_empty(self, view: Any) -> bool:
        return view is None

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "home",
            self.tr("Your shop has no sales yet"),
            self.tr(
                "Bring in a file with your orders, and this page tells you who your customers are,"
                " who is slipping away, and what to do next."
            ),
            Button(
                self.tr("Import sales"),
                kind="primary",
                icon="import",
                on_click=lambda: self.shell.navigate("import"),
            ),
        )
