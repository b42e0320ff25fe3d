"""The Reviews page: how reviews sound over time, what is liked and what not, and who is unhappy."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from engine.reviews.views import MonthMood, Mood, ReviewsView, reviews_view
from engine.shop import Shop
from gui import text
from gui.charts.trend import TrendChart
from gui.page import Page
from gui.pages.reviews.aspects_card import AspectsCard
from gui.pages.reviews.groups_card import GroupsCard
from gui.pages.reviews.own_card import OwnAspectsCard
from gui.pages.reviews.themes_card import ContradictionsCard, ThemesCard
from gui.pages.reviews.unhappy_card import UnhappyCard
from gui.widgets.basics import Button, Label, column, row
from gui.widgets.card import Card
from gui.widgets.empty_state import EmptyState
from gui.widgets.kpi import Kpi
from gui.widgets.trend import TrendPoint

READ = "engine.reviews:analyse"
_HEIGHT = 200
#: Months that stand beside each other; fewer tell nothing.
_FEWEST_MONTHS = 2


class ReviewsPage(Page):
    """Before the first reading one card that offers it; then everything that was read."""

    def build(self) -> None:
        self.read_button = Button(self.tr("Read again"), icon="refresh", on_click=self.read)
        self.read_button.hide()
        self.add_action(self.read_button)
        self.offer = Card(self.tr("Let the app read your reviews"))
        self.start = Button(self.tr("Read my reviews"), kind="primary", icon="reviews", on_click=self.read)
        self.offer.add(
            Label(
                self.tr(
                    "It reads every review on this computer and tells you what customers like, what they do"
                    " not, and who is unhappy, in English, Chinese and other languages. It learns from your"
                    " own stars, and nothing leaves this computer."
                ),
                wrap=True,
            )
        )
        self.offer.add(row(self.start, None))
        self.figures = [Kpi(name) for name in ("", "", "", "")]
        self.trend_card = Card(self.tr("How reviews sound, month by month"))
        self.trend = TrendChart(self.tr("How reviews sound, month by month"))
        self.trend.setFixedHeight(_HEIGHT)
        self._trend_menu = self.trend.menu_button()
        self.trend_card.add_action(self._trend_menu)
        self.trend_card.add(self.trend)
        self.likes, self.dislikes = AspectsCard(liked=True), AspectsCard(liked=False)
        self.unhappy = UnhappyCard(self)
        self.groups = GroupsCard()
        self.themes, self.contradictions = ThemesCard(), ContradictionsCard()
        self.own = OwnAspectsCard(self)
        self.how = Label("", "caption", wrap=True)
        figures = row(spacing=16)
        for figure in self.figures:
            figures.addWidget(figure, 1)
        sides = row(spacing=16)
        sides.addWidget(self.likes, 1)
        sides.addWidget(self.dislikes, 1)
        others = row(spacing=16)
        others.addWidget(self.themes, 1)
        others.addWidget(self.contradictions, 1)
        self.told = QWidget()
        self.told.setLayout(
            column(
                figures, sides, self.unhappy, self.trend_card, self.groups, others, self.own, self.how,
                spacing=16,
            )
        )  # fmt: skip
        self.add(self.offer)
        self.add(self.told)
        self.body.addStretch(1)
        self.shell.tasks.jobs_changed.connect(self._follow)

    @staticmethod
    def load(shop: Shop, **request: Any) -> ReviewsView:
        return reviews_view(shop)

    def is_empty(self, view: ReviewsView) -> bool:
        if not view.reviews:
            self.read_button.hide()
            self.banner.clear()
        return not view.reviews

    def empty_state(self) -> EmptyState:
        return EmptyState(
            "reviews",
            self.tr("No reviews yet"),
            self.tr(
                "Bring in a file with reviews or ratings, and this page shows what customers like, what they"
                " do not, and who is unhappy."
            ),
            Button(
                self.tr("Import reviews"),
                kind="primary",
                icon="import",
                on_click=lambda: self.shell.navigate("import"),
            ),
        )

    def show_view(self, view: ReviewsView) -> None:
        read = view.run is not None
        self.offer.setVisible(not read)
        self.told.setVisible(read)
        self.read_button.setVisible(read)
        self.set_heading(self.spec.title, self.tr("%Ln reviews", "", view.reviews))
        if not read:
            self.banner.clear()
            return
        if view.unread and not self._reads():
            self.banner.tell(
                self.tr("%Ln reviews have come or changed since the last reading.", "", view.unread),
                "info",
                Button(self.tr("Read again"), kind="quiet", on_click=self.read),
            )
        else:
            self.banner.clear()
        self._show_figures(view)
        self._show_months(view.months)
        self.likes.show_aspects(view.likes)
        self.dislikes.show_aspects(view.dislikes)
        self.unhappy.show_unhappy(view.unhappy, view.currency)
        self.groups.show_view(view)
        self.themes.show_themes(view.themes)
        self.contradictions.show_quotes(view.contradictions)
        self.own.show_own(view.own)
        self.how.setText(self._how(view))

    # --- what is told ---------------------------------------------------------------------------------

    def _show_figures(self, view: ReviewsView) -> None:
        mood = view.mood
        rows = (
            (self.tr("Reviews"), text.count(mood.reviews), self.tr("of %Ln people", "", mood.people)),
            (
                self.tr("Happy, of those that are clear"),
                text.percent(mood.share) if mood.praise + mood.blame else "–",
                self.tr("%Ln reviews say both or neither", "", mood.unclear),
            ),
            (
                self.tr("Stars on average"),
                "–" if mood.stars is None else text.count(round(mood.stars, 2)),
                "" if mood.stars is not None else self.tr("Your reviews have no stars"),
            ),
            (
                self.tr("Unhappy customers"),
                text.count(len(view.unhappy)),
                self.tr("by their newest review within a year"),
            ),
        )
        for figure, (name, value, note) in zip(self.figures, rows, strict=True):
            figure.name(name)
            figure.show_figure(value, note)
            figure.show_course([])

    def _show_months(self, months: tuple[MonthMood, ...]) -> None:
        # Months of a few reviews jump; they say nothing.
        clear = [month for month in months if month.mood.praise + month.mood.blame >= 3]
        several = len(clear) >= _FEWEST_MONTHS
        self.trend_card.setVisible(several)
        if not several:
            return
        worst = min(clear, key=lambda month: month.mood.share)
        told = self.tr("Lowest in {month}: {share} happy.").format(
            month=_month(worst), share=text.percent(worst.mood.share)
        )
        self.trend_card.set_title(
            self.tr("How reviews sound, month by month"),
            text.sentences(told, self.tr("Only months with at least three clear reviews are drawn.")),
        )
        self.trend.show_points(
            [TrendPoint(_month(month), month.mood.share * 100, self._tip(month)) for month in clear],
            lambda value: text.percent(value / 100),
            partial=False,
            summary=told,
            table=[
                (self.tr("Month"), self.tr("Reviews"), self.tr("Happy"), self.tr("From"), self.tr("To")),
                *(
                    (
                        month.month, text.count(month.mood.reviews), text.percent(month.mood.share),
                        text.percent(month.mood.low), text.percent(month.mood.high),
                    )
                    for month in clear
                ),
            ],
        )  # fmt: skip

    def _tip(self, month: MonthMood) -> str:
        mood: Mood = month.mood
        range_ = self.tr("{share} happy, most likely {low} to {high}").format(
            share=text.percent(mood.share), low=text.percent(mood.low), high=text.percent(mood.high)
        )
        return "\n".join((_month(month), range_, self.tr("%Ln reviews", "", mood.reviews)))

    def _how(self, view: ReviewsView) -> str:
        model = (
            self.tr("Read with the large model on this computer.")
            if view.model == "large"
            else self.tr("Read with the light model: quicker, but less exact than the large one.")
        )
        ratings = int(view.measured.get("ratings", 0))
        if not ratings:
            tested = self.tr("There are too few stars to learn from, so it reads by general knowledge.")
        else:
            tested = self.tr(
                "Tested on {n} of your own rated reviews that it had not seen: {right} right."
            ).format(n=text.count(ratings), right=text.percent(float(view.measured["right"])))
        limits = self.tr(
            "Irony and half-sentences are often misread; nothing is shown of fewer than three customers."
        )
        return text.sentences(model, tested, limits)

    # --- reading --------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all reviews, as a job that can be cancelled."""
        if self._reads():
            return
        self.shell.tasks.job(
            READ,
            {},
            title=self.tr("Reading reviews"),
            owner=self,
            done=lambda view: self.shell.toast(self.tr("%Ln reviews read", "", view.reviews - view.unread)),
            failed=self.show_problem,
            cancelled=self._follow,
            topics=frozenset({"reviews"}),
        )
        self.banner.clear()

    def _reads(self) -> bool:
        return any(job.function == READ for job in self.shell.tasks.jobs)

    def _follow(self) -> None:
        reads = self._reads()
        self.start.setEnabled(not reads)
        self.read_button.setEnabled(not reads)


def _month(month: MonthMood) -> str:
    return text.month(date.fromisoformat(f"{month.month}-01"))
