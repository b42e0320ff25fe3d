"""An editor for one part of a message: coloured, with the line that is wrong marked and explained."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from gui.pages.campaigns.jinja_highlighter import JinjaHighlighter
from gui.theme import CAPTION, theme
from gui.widgets.basics import Label


class SourceEditor(QWidget):
    """A plain text editor with a sentence below it when something is wrong."""

    #: The owner changed the text.
    edited = Signal(str)

    def __init__(self, name: str, *, html: bool) -> None:
        super().__init__()
        self._line: int | None = None
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(name)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.body_px + CAPTION)
        self.text.setFont(font)
        self._highlighter = JinjaHighlighter(self.text.document(), html=html)
        self.text.textChanged.connect(self._tell)
        self.problem = Label("", "bad", wrap=True)
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.problem)
        theme.changed.connect(self._mark)

    def _tell(self) -> None:
        # Colouring counts as a change of the document, too.
        source = self.text.toPlainText()
        if source != self._source:
            self._source = source
            self.edited.emit(source)

    _source = ""

    def show_source(self, source: str) -> None:
        """Show another text without telling anyone; the cursor stays where the text is the same."""
        if source == self._source:
            return
        self._source = source
        self.text.setPlainText(source)

    def show_problem(self, sentence: str = "", line: int | None = None) -> None:
        """Mark a line and say what is wrong with it; nothing: all is well."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        self._line = line if sentence else None
        self._mark()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, counted from 1."""
        block = self.text.document().findBlockByNumber(max(line - 1, 0))
        self.text.setTextCursor(QTextCursor(block))
        self.text.centerCursor()
        self.text.setFocus()

    def skip_to(self, words: str) -> None:
        """Scroll to where words stand, unless the owner has been here already."""
        place = self._source.find(words)
        if place >= 0 and self.text.textCursor().position() == 0:
            block = self.text.document().findBlock(place)
            self.text.setTextCursor(QTextCursor(block))
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect().top() // self.text.fontMetrics().height())

    def insert(self, words: str) -> None:
        """Put words where the cursor is."""
        self.text.insertPlainText(words)
        self.text.setFocus()

    def _mark(self) -> None:
        marks = []
        if self._line is not None:
            mark = QTextEdit.ExtraSelection()
            ground = QColor(theme.tokens.bad)
            ground.setAlpha(50)
            mark.format.setBackground(ground)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            block = self.text.document().findBlockByNumber(max(self._line - 1, 0))
            mark.cursor = QTextCursor(block)
            marks.append(mark)
        self.text.setExtraSelections(marks)
