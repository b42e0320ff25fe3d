"""A part of the Segments page beside the groups themselves: it asks the engine when it is looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.page import Page


class Section(QWidget):
    """Asks through the page it stands on, so that problems are told in the page's banner."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page

    def refresh(self) -> None:
        """Ask for what is shown anew: the section has come into sight, or the shop has changed."""

    def subtitle(self) -> str:
        """The line below the page's title while this section is shown."""
        return ""
