"""Shows a mail's HTML without a network: a page that cannot load, run or open anything by itself."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

_STYLE = re.compile(r"<style\b.*?</style>", re.IGNORECASE | re.DOTALL)
_HIDDEN = re.compile(r"<div\b[^>]*display:\s*none[^>]*>.*?</div>", re.IGNORECASE | re.DOTALL)
_WIDTH = re.compile(r'(<table\b[^>]*?\bwidth=)"600"', re.IGNORECASE)
#: A phone's width, and what a desktop mail program gives a message.
NARROW, WIDE = 375, 680


class MailView(QTextBrowser):
    """On white in both themes, as mail programs show it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        # Dark text: a mail brings its own light ground along.
        self.setStyleSheet("QTextBrowser { background: #ffffff; color: #1d1c1b; }")

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Nothing: not from the network, and not from this computer's files."""
        return None

    def show_html(self, html: str, *, narrow: bool) -> None:
        """Show a mail; the place in it is kept, so that one sees what typing changes."""
        html = _HIDDEN.sub("", _STYLE.sub("", html))
        # Qt knows no media queries: what the style sheet does on a phone is done by hand.
        html = _WIDTH.sub(r'\1"100%"', html) if narrow else html
        place = self.verticalScrollBar().value()
        self.setHtml(html)
        self.verticalScrollBar().setValue(place)

    def show_text(self, words: str) -> None:
        """Show the text part."""
        self.setPlainText(words)
