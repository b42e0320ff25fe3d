"""What several customers speak of that has no name yet, and where words and stars say the opposite."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.reviews.views import Quote, ThemeView
from gui import text
from gui.pages.reviews.quotes import quote_label, source
from gui.widgets.basics import Label, clear, column
from gui.widgets.card import Card

_SHOWN = 5


class ThemesCard(Card):
    """Themes by their telling words, with quotes; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("What else they speak of"),
            self.tr("Sentences of at least three customers that mean much the same."),
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        self.add(self._rows)
        self.body.addStretch(1)

    def show_themes(self, themes: Sequence[ThemeView]) -> None:
        """The largest first."""
        clear(self._rows)
        for theme in themes[:_SHOWN]:
            told = self.tr("{people}; {share} of what they write is praise").format(
                people=self.tr("%Ln customers", "", theme.people), share=text.percent(theme.praise)
            )
            made = QWidget()
            made.setLayout(
                column(
                    Label(" · ".join(theme.words), "strong", wrap=True),
                    Label(told, "body", wrap=True),
                    *(quote_label(quote) for quote in theme.quotes[:2]),
                    spacing=3,
                )
            )
            self._rows.addWidget(made)
        self.setVisible(bool(themes))


class ContradictionsCard(Card):
    """Reviews whose words say the opposite of their stars; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Words and stars disagree"),
            self.tr("The stars count. Often a slip of the finger: worth a look, or a question."),
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.body.addStretch(1)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """The newest few."""
        clear(self._rows)
        for quote in quotes[:_SHOWN]:
            made = QWidget()
            made.setLayout(column(quote_label(quote), Label(source(quote), "caption", wrap=True), spacing=1))
            self._rows.addWidget(made)
        self.setVisible(bool(quotes))
