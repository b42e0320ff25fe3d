"""What customers like, or what they do not: how many say so, how sure that is, and two of their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.reviews.views import AspectView
from gui import text
from gui.pages.reviews.quotes import quote_label
from gui.widgets.basics import Label, clear, column
from gui.widgets.card import Card

_SHOWN = 6


class AspectsCard(Card):
    """One side: ``liked`` or not."""

    def __init__(self, *, liked: bool) -> None:
        super().__init__(self.tr("What customers like") if liked else self.tr("What they do not like"))
        self._liked = liked
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        self.nothing = Label(
            self.tr("Nothing yet that at least three customers praise.")
            if liked
            else self.tr("Nothing that at least three customers complain about."),
            "muted",
            wrap=True,
        )
        self.add(self.nothing)
        self.add(self._rows)
        self.body.addStretch(1)

    def show_aspects(self, aspects: Sequence[AspectView]) -> None:
        """The first few."""
        clear(self._rows)
        self.nothing.setVisible(not aspects)
        for one in aspects[:_SHOWN]:
            self._rows.addWidget(self._row(one))

    def _row(self, one: AspectView) -> QWidget:
        parts = [Label(text.say(one.name), "strong", wrap=True), Label(self._counts(one), "body", wrap=True)]
        if one.change is not None and one.change.real:
            parts.append(self._change(one))
        # Shown where it fits the side: what is praised and mentioned in bad reviews alike says nothing.
        if one.stars is not None and (one.stars[1] > 0 if self._liked else one.stars[2] < 0):
            parts.append(Label(self._stars(one.stars), "caption", wrap=True))
        parts += [quote_label(quote) for quote in (one.liked if self._liked else one.disliked)]
        made = QWidget()
        made.setLayout(column(*parts, spacing=3))
        return made

    def _counts(self, one: AspectView) -> str:
        if self._liked:
            told = self.tr("%Ln customers praise it", "", one.praise)
            share, low, high = one.share, one.low, one.high
            sure = self.tr("{share} of all who judge it, most likely {low} to {high}")
        else:
            told = self.tr("%Ln customers complain about it", "", one.blame)
            share, low, high = 1 - one.share, 1 - one.high, 1 - one.low
            sure = self.tr("{share} of all who judge it, most likely {low} to {high}")
        told_sure = sure.format(share=text.percent(share), low=text.percent(low), high=text.percent(high))
        return self.tr("{told}: {sure}").format(told=told, sure=told_sure)

    def _change(self, one: AspectView) -> Label:
        assert one.change is not None
        better = one.change.lately > one.change.before
        words = (
            self.tr("Better lately: {before} praised it before, {lately} in the last three months")
            if better
            else self.tr("Worse lately: {before} praised it before, {lately} in the last three months")
        )
        told = words.format(before=text.percent(one.change.before), lately=text.percent(one.change.lately))
        return Label(told, "good" if better else "bad", wrap=True)

    def _stars(self, stars: tuple[float, float, float]) -> str:
        words = (
            self.tr("Reviews that mention it have {gap} stars more than the others")
            if stars[0] > 0
            else self.tr("Reviews that mention it have {gap} stars fewer than the others")
        )
        return words.format(gap=f"{abs(stars[0]):.1f}")
