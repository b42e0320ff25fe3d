"""Colours for the source of a message: fields, tags, comments, and the HTML around them."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gui.theme import theme

_HTML = re.compile(r"</?[a-zA-Z][^<>{}]*>?|/?>")
_COMMENT = re.compile(r"<!--.*?-->")
#: Jinja last: it wins over the HTML that it stands in.
_FIELD = re.compile(r"\{\{.*?\}\}")
_TAG = re.compile(r"\{%.*?%\}")
_NOTE = re.compile(r"\{#.*?#\}")


class JinjaHighlighter(QSyntaxHighlighter):
    """One line at a time, which is how messages are written; colours follow the theme."""

    def __init__(self, document: QTextDocument, *, html: bool) -> None:
        super().__init__(document)
        self._html = html
        self._recolour()
        theme.changed.connect(self._recolour)

    def _recolour(self) -> None:
        tokens = theme.tokens
        self._rules = [
            *([(_HTML, _ink(tokens.muted)), (_COMMENT, _ink(tokens.muted))] if self._html else []),
            (_FIELD, _ink(tokens.accent, strong=True)),
            (_TAG, _ink(tokens.warn, strong=True)),
            (_NOTE, _ink(tokens.muted)),
        ]
        self.rehighlight()

    def highlightBlock(self, line: str) -> None:
        for pattern, ink in self._rules:
            for found in pattern.finditer(line):
                self.setFormat(found.start(), found.end() - found.start(), ink)


def _ink(color: str, *, strong: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(color))
    if strong:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
