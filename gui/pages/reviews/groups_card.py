"""Where customers are happy and where not: by product, category or segment."""

from __future__ import annotations

from engine.reviews.views import GroupMood, ReviewsView
from engine.words import Text
from gui import text
from gui.tables import Column, ListModel
from gui.widgets.basics import Label
from gui.widgets.card import Card
from gui.widgets.rows_table import RowsTable
from gui.widgets.segmented import Segmented

_MOST = 10


class GroupsCard(Card):
    """A table a way of grouping; only groups of at least three customers."""

    def __init__(self) -> None:
        super().__init__(self.tr("Where they are happy, and where not"))
        self._view: ReviewsView | None = None
        self._names: dict[str, str] = {}
        self.by = Segmented(
            self.tr("Group by"),
            [
                ("products", self.tr("Products")),
                ("categories", self.tr("Categories")),
                ("segments", self.tr("Segments")),
            ],
        )
        self.by.chosen.connect(self._show)
        self.add_action(self.by)
        self._model = ListModel(
            [
                Column(self.tr("Name"), "name"),
                Column(self.tr("Reviews"), lambda one: text.count(one.mood.reviews), number=True, width=90),
                Column(self.tr("Stars"), self._stars, number=True, width=80),
                Column(
                    self.tr("Happy"),
                    lambda one: text.percent(one.mood.share),
                    number=True,
                    width=100,
                    second=lambda one: self.tr("{low} to {high}").format(
                        low=text.percent(one.mood.low), high=text.percent(one.mood.high)
                    ),
                    tip=self.tr(
                        "Of the reviews that are clear; below it, where the true share most likely is"
                    ),
                ),
                Column(self.tr("Liked for"), lambda one: self._named(one.liked), tone="good", width=190),
                Column(self.tr("Disliked for"), lambda one: self._named(one.disliked), tone="bad", width=190),
            ]
        )
        self.table = RowsTable(self._model, self.tr("Where they are happy, and where not"), two_lines=True)
        self.nothing = Label(
            self.tr("No group has reviews of at least three customers yet."), "muted", wrap=True
        )
        self.add(self.nothing)
        self.add(self.table)

    def show_view(self, view: ReviewsView) -> None:
        """Show what is chosen."""
        self._view = view
        self._names = {one.code: text.say(one.name) for one in view.aspects}
        self._show(self.by.current)

    def _show(self, by: str) -> None:
        if self._view is None:
            return
        self.by.choose(by)
        groups: tuple[GroupMood, ...] = getattr(self._view, by)
        self._model.show_rows(groups)
        self.table.fit_height(most=_MOST)
        self.table.setVisible(bool(groups))
        self.nothing.setVisible(not groups)

    def _stars(self, one: GroupMood) -> str:
        return "–" if one.mood.stars is None else text.count(round(one.mood.stars, 1))

    def _named(self, code: str) -> str:
        if not code:
            return ""
        return self._names.get(code) or text.say(Text(f"review.aspect.{code}"))
