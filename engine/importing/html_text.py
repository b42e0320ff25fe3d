"""Descriptions as shops export them, HTML and all, to the text that a reader sees."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
#: Tags between which a reader sees a new line.
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figure", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr",
    "ul",
})  # fmt: skip
_BLOCK = re.compile(rf"<({'|'.join(sorted(_BLOCKS))})\b", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe"})
#: Longer than any description that somebody reads.
LONGEST = 20_000


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(text: str) -> str:
    """What a reader sees of ``text``, HTML or not: one line for each block, no empty lines, no tags."""
    text = text.replace("\\r\\n", "\n").replace("\\n", "\n")  # as WooCommerce writes line breaks
    text = text.replace("\ufeff", "").replace("\u200b", "")
    if _MARKUP.search(text):
        if not _BLOCK.search(text):
            text = text.replace("\n", "<br>")  # a letter here and there is marked up, the lines are real
        reader = _Reader()
        try:
            reader.feed(text)
            reader.close()
            text = "".join(reader.parts)
        except AssertionError:  # the standard parser's word for broken declarations
            text = re.sub(r"<[^<>]*>", " ", text)
        if _MARKUP.search(text):  # marked up twice, as some programs do
            text = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", "", text))
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and line != "•")[:LONGEST]
