"""Customers' own words, as every card of the page shows them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.reviews.views import Quote
from engine.words import Text
from gui import text
from gui.widgets.basics import Label

translate = QCoreApplication.translate


def quote_label(quote: Quote) -> Label:
    """The words in quotation marks, wrapping; whose product and when is in the tooltip."""
    label = Label(quoted(quote.text), "muted", wrap=True)
    label.setToolTip(source(quote))
    return label


def quoted(words: str) -> str:
    """Between quotation marks; long runs of letters without a space may break."""
    breakable = " ".join(
        word if len(word) < 30 else "\u200b".join(word[at : at + 15] for at in range(0, len(word), 15))
        for word in words.split(" ")
    )
    return translate("Reviews", "“{words}”").format(words=breakable)


def source(quote: Quote) -> str:
    """Of what, how many stars, when."""
    parts = [quote.product] if quote.product else []
    if quote.stars is not None:
        parts.append(text.say(Text("review.unhappy.plain_stars", {"n": quote.stars})))
    if quote.day is not None:
        parts.append(text.day(quote.day))
    return " · ".join(parts)
