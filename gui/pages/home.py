"""Home: how the shop is doing, and what to do next."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui import text
from gui.page import Page
from gui.widgets.basics import Button, Line, clear

if TYPE_CHECKING:
    from engine.home import Compared, HomeView, MonthPoint
    from engine.shop import Shop
    from engine.suggestions import Action, Suggestion
    from gui.widgets.empty_state import EmptyState
    from gui.widgets.suggestion import SuggestionRow
    from gui.widgets.trend import TrendPoint

#: Changes smaller than this share are called none.
_FLAT = 0.005

_ICONS = {
    "at_risk": "heart",
    "cannot_lose": "heart",
    "needs_attention": "heart",
    "new_customers": "person",
    "champions": "star",
    "birthdays": "gift",
    "train": "idea",
    "addresses": "campaigns",
    "import_first": "import",
    "import_newer": "import",
    "segment_first": "segments",
    "segment_again": "segments",
}


class HomePage(Page):
    """Four key figures, two years of sales, and ranked suggestions each with its reason and its money."""

    def build(self) -> None:
        # Made with the first view: the first paint shows grey shapes and should not wait for cards.
        self._made = False

    def _make(self) -> None:
        from gui.pages.slipping_card import SlippingCard
        from gui.widgets.card import Card
        from gui.widgets.kpi import Kpi
        from gui.widgets.trend import Trend

        self._made = True
        self.figures = [Kpi("") for _ in range(4)]
        self.sales, self.customers, self.repeat, self.risk = self.figures
        top = QHBoxLayout()
        top.setSpacing(16)
        for figure in self.figures:
            top.addWidget(figure, 1)
        self.add(top)
        self.todo = Card(self.tr("What to do next"))
        self.todo_list = QVBoxLayout()
        self.todo_list.setSpacing(0)
        self.todo.add(self.todo_list)
        self.trend_card = Card(self.tr("Sales by month"))
        self.trend = Trend()
        self.trend.setAccessibleName(self.tr("Sales by month"))
        self.trend_card.add(self.trend)
        self.trend.setFixedHeight(200)
        self.slipping = SlippingCard(self)
        self.add(self.todo)
        self.add(self.slipping)
        self.add(self.trend_card)
        self.body.addStretch(1)

    @staticmethod
    def load(shop: Shop, **request: Any) -> HomeView:
        from engine.home import home_view

        return home_view(shop)

    def is_empty(self, view: HomeView) -> bool:
        return view.empty

    def empty_state(self) -> EmptyState:
        from gui.widgets.empty_state import EmptyState

        return EmptyState(
            "home",
            self.tr("Your shop has no sales yet"),
            self.tr(
                "Bring in a file with your orders, and this page tells you who your customers are,"
                " who is slipping away, and what to do next."
            ),
            Button(
                self.tr("Import sales"),
                kind="primary",
                icon="import",
                on_click=lambda: self.shell.navigate("import"),
            ),
        )

    def show_view(self, view: HomeView) -> None:
        if not self._made:
            self._make()
        self.set_heading(self.spec.title, text.say(view.note) if view.note else "")
        self._currency = view.currency
        self._show_sales(view)
        self._show_customers(view)
        self._show_risk(view)
        self._show_trend(view)
        self.slipping.show_view(view.slipping)
        clear(self.todo_list)
        for place, suggestion in enumerate(view.suggestions):
            if place:
                self.todo_list.addWidget(Line())
            self.todo_list.addWidget(self._suggestion(suggestion, primary=place == 0))
        self.todo_list.addStretch(1)

    # --- figures --------------------------------------------------------------------------------------

    def _show_sales(self, view: HomeView) -> None:
        shown = view.month_to_date
        if shown is None:
            return
        self.sales.name(self.tr("Sales this month"))
        note, tone, rising = self._movement(shown)
        amount = text.amount(shown.amount_e4, view.currency, whole=True)
        before = "" if shown.before_e4 is None else text.amount(shown.before_e4, view.currency, whole=True)
        tip = f"{text.say(shown.label)}: {amount}\n{text.say(shown.before_label)}: {before}"
        self.sales.show_figure(amount, note, tone=tone, rising=rising, tip=tip)
        self.sales.show_course([point.net_e4 for point in view.trend if point.complete][-12:])

    def _movement(self, compared: Compared) -> tuple[str, str, bool | None]:
        if compared.change is None:
            return "", "flat", None
        if abs(compared.change) < _FLAT:
            return self.tr("as much as by this day last month"), "flat", None
        share = text.percent(abs(compared.change))
        if compared.change > 0:
            return self.tr("{share} more than by this day last month").format(share=share), "good", True
        return self.tr("{share} less than by this day last month").format(share=share), "bad", False

    def _show_customers(self, view: HomeView) -> None:
        self.customers.name(self.tr("Customers who bought"))
        note = ""
        if view.new_customers is not None:
            note = self.tr("%n new last month", "", view.new_customers)
        self.customers.show_figure(text.count(view.buyers), note)
        self.customers.show_course([point.customers for point in view.trend if point.complete][-12:])
        self.repeat.name(self.tr("Came back"))
        rate = "–" if view.repeat_rate is None else text.percent(view.repeat_rate)
        average = ""
        if view.average_order_e4 is not None:
            amount = text.amount(view.average_order_e4, view.currency)
            average = self.tr("{amount} an order on average").format(amount=amount)
        self.repeat.show_figure(
            rate, average, tip=self.tr("Share of your buyers who have ordered at least twice.")
        )
        self.repeat.show_course([])

    def _show_risk(self, view: HomeView) -> None:
        self.risk.name(self.tr("Sales at risk"))
        report = view.slipping.report
        if report is not None:
            self.risk.show_figure(
                text.amount(report.at_risk_e4, report.currency, whole=True),
                self.tr("in the next %Ln days, with customers slipping away", "", report.horizon_days),
                tip=self.tr("As of {day}; {amount} is what they usually spend in that time").format(
                    day=text.day(report.as_of),
                    amount=text.amount(report.usual_e4, report.currency, whole=True),
                ),
            )
        elif view.at_risk is None:
            self.risk.show_figure("–", self.tr("known once your customers are grouped"))
        else:
            self.risk.show_figure(
                text.amount(view.at_risk.sales_e4, view.currency, whole=True),
                self.tr("brought in by %n good customers who went quiet", "", view.at_risk.customers),
                tip=self.tr("{share} of all sales; as of {day}").format(
                    share=text.percent(view.at_risk.share), day=text.day(view.at_risk.as_of)
                ),
            )
        self.risk.show_course([])

    def _show_trend(self, view: HomeView) -> None:
        points = [self._point(point, view.currency) for point in view.trend]
        told = self._year_on_year(view.last_month_year)
        self.trend_card.set_title(self.tr("Sales by month"), told)
        self.trend.show_points(
            points,
            lambda value: text.short_amount(round(value), view.currency),
            partial=bool(view.trend) and not view.trend[-1].complete,
            summary=told or self.tr("Sales of the last %n months", "", len(points)),
        )

    def _point(self, point: MonthPoint, currency: str) -> TrendPoint:
        from gui.widgets.trend import TrendPoint

        first = date.fromisoformat(f"{point.month}-01")
        lines = [
            f"{text.month(first)}: {text.amount(point.net_e4, currency, whole=True)}",
            self.tr("%n orders", "", point.orders),
            self.tr("%n customers", "", point.customers),
        ]
        if not point.complete:
            lines.append(self.tr("not over yet"))
        return TrendPoint(text.month(first), point.net_e4, "\n".join(lines))

    def _year_on_year(self, compared: Compared | None) -> str:
        if compared is None or compared.change is None:
            return ""
        facts = {
            "month": text.say(compared.label),
            "share": text.percent(abs(compared.change)),
            "before": text.say(compared.before_label),
        }
        if abs(compared.change) < _FLAT:
            return self.tr("{month}: as much as in {before}").format(**facts)
        if compared.change > 0:
            return self.tr("{month}: {share} more than in {before}").format(**facts)
        return self.tr("{month}: {share} less than in {before}").format(**facts)

    # --- what to do next ------------------------------------------------------------------------------

    def _suggestion(self, suggestion: Suggestion, *, primary: bool) -> SuggestionRow:
        from gui.widgets.suggestion import SuggestionRow, start_button

        shown = SuggestionRow(
            _ICONS.get(suggestion.key, "idea"),
            text.say(suggestion.title),
            text.say(suggestion.reason),
            start_button(
                text.say(suggestion.action.label), lambda: self._act(suggestion.action), primary=primary
            ),
        )
        reach = ""
        if suggestion.reachable is not None:
            reach = self.tr("nobody may be e-mailed yet")
            if suggestion.reachable:
                reach = self.tr("%n may be e-mailed", "", suggestion.reachable)
        if suggestion.money_e4 is not None and suggestion.money is not None:
            figure = text.amount(suggestion.money_e4, self._currency, whole=True)
            spent = text.say(suggestion.money_span) if suggestion.money_span else ""
            shown.show_money(figure, "\n".join(filter(None, [spent, reach])), text.say(suggestion.money))
        elif reach:
            shown.show_money("", reach, "")
        return shown

    def _act(self, action: Action) -> None:
        if action.kind == "page":
            self.shell.navigate(action.page)
        elif action.kind == "job" and action.job == "segment":
            self.shell.tasks.job(
                "engine.segments:run_segmentation",
                {"method": action.method},
                title=self.tr("Grouping customers"),
                owner=self,
                failed=self.show_problem,
                topics=frozenset({"segments"}),
            )
        elif action.kind == "job":
            self.shell.tasks.job(
                "engine.recommend.training:train",
                {},
                title=self.tr("Learning what to recommend"),
                owner=self,
                failed=self.show_problem,
                topics=frozenset({"recommendations"}),
            )
        else:
            self.shell.navigate(
                "campaigns",
                method=action.method,
                code=action.code,
                customer_ids=action.customer_ids,
                goal=action.goal,
                template=action.template,
            )
