"""Which model reads the reviews on this computer, in the settings."""

from __future__ import annotations

from engine.reviews.models import installed
from gui.widgets.basics import IconLabel, Label, row
from gui.widgets.card import Card


class ReadingCard(Card):
    """One sentence: the best model that is installed is used by itself, and nothing is ever fetched."""

    def __init__(self) -> None:
        super().__init__(
            self.tr("Reading reviews"),
            self.tr("Reviews are read on this computer, by a model that came with the app."),
        )
        line = row(IconLabel("reviews", "muted", 18), spacing=8)
        self.words = Label(self._words(), wrap=True)
        line.addWidget(self.words, 1)
        self.add(line)

    def _words(self) -> str:
        there = {model.name for model in installed()}
        if "large" in there:
            return self.tr("The large model is used: the most exact one, about fifteen reviews a second.")
        if "light" in there:
            return self.tr("The light model is used: the large one is not available for this computer.")
        return self.tr("No model is installed, so reviews cannot be read.")
