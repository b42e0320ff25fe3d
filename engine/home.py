"""The Home page: how the shop is doing, and what to do next. SQL and plain Python only; quick."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from engine.customers.days import day_of, end_of_day, start_of_day
from engine.predict.views import SlippingView, slipping_view
from engine.suggestions import AtRisk, Situation, Suggestion, at_risk_of, suggest
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop
    from engine.store.home import MonthRow

#: From this many days on, the newest order is called old and stands for today.
OLD_DAYS = 7
TREND_MONTHS = 24


@dataclass(frozen=True)
class Compared:
    """Net sales of a span and of the span it is compared with; ``change`` is None without a base."""

    label: Text
    amount_e4: int
    before_label: Text
    before_e4: int | None
    change: float | None


@dataclass(frozen=True)
class MonthPoint:
    """A month of the trend; ``complete`` is False for the one that is still running."""

    month: str
    net_e4: int
    orders: int
    customers: int
    new_customers: int
    complete: bool


@dataclass(frozen=True)
class HomeView:
    """Everything of the Home page. ``today`` is the newest order's day when the data is old (``note``).

    ``repeat_rate``: share of buyers with two orders or more. ``average_order_e4``: net per order over the
    last twelve complete months (all complete months of a younger shop). None: too little data to tell.
    """

    empty: bool
    currency: str
    today: date
    note: Text | None
    month_to_date: Compared | None
    last_month: Compared | None
    last_month_year: Compared | None
    customers: int
    buyers: int
    new_customers: int | None
    repeat_rate: float | None
    average_order_e4: int | None
    at_risk: AtRisk | None
    trend: tuple[MonthPoint, ...]
    suggestions: tuple[Suggestion, ...]
    slipping: SlippingView


def home_view(shop: Shop, *, now: datetime | None = None) -> HomeView:
    """The Home page as of ``now`` (None: this moment), or as of the newest order where the data is old."""
    from engine.store import customers as people
    from engine.store import home as store
    from engine.store import recommendations, segments

    zone = shop.zone
    real_today = (now or datetime.now(zone)).astimezone(zone).date()
    with shop.store.read() as connection:
        last_at = people.last_order_at(connection)
        customers, buyers, repeaters = store.buyer_counts(connection)
        if last_at is None:
            return _empty(shop, real_today, customers)
        last_day = day_of(last_at, zone)
        old_days = (real_today - last_day).days
        today = last_day if old_days > OLD_DAYS else real_today
        months = store.months(connection)
        to_date = _month_to_date(shop, today, lambda start, end: store.net_between(connection, start, end))
        run = segments.latest_run(connection, "rfm")
        trained = recommendations.latest_run(connection)
        situation = Situation(
            today=today,
            last_order=last_day,
            old_days=old_days,
            buyers=buyers,
            rfm_as_of=date.fromisoformat(run.as_of) if run else None,
            segments=tuple(segments.segment_rows(connection, run.id)) if run else (),
            has_addresses=store.has_addresses(connection),
            birthdays=tuple(store.birthday_customers(connection, _coming_days(today))),
            trained_as_of=trained.as_of if trained else None,
            currency=shop.settings.currency,
        )
        # Counted for the few that are shown only: it is the dearest question of the page.
        suggestions = tuple(
            replace(suggestion, reachable=store.reachable(connection, suggestion.action.segment_id))
            if suggestion.action.segment_id is not None
            else suggestion
            for suggestion in suggest(situation)
        )
    points = _trend(months, today)
    complete = [point for point in points if point.complete]
    year = complete[-12:]
    orders = sum(point.orders for point in year)
    return HomeView(
        empty=False,
        currency=shop.settings.currency,
        today=today,
        note=Text("home.old_data", {"day": last_day, "n": old_days}) if today != real_today else None,
        month_to_date=to_date,
        last_month=_against(complete, 1),
        last_month_year=_against(complete, 12),
        customers=customers,
        buyers=buyers,
        new_customers=complete[-1].new_customers if complete else None,
        repeat_rate=repeaters / buyers if buyers else None,
        average_order_e4=sum(point.net_e4 for point in year) // orders if orders else None,
        at_risk=at_risk_of(situation),
        trend=points[-TREND_MONTHS:],
        suggestions=suggestions,
        slipping=slipping_view(shop),
    )


def _empty(shop: Shop, today: date, customers: int) -> HomeView:
    return HomeView(
        empty=True,
        currency=shop.settings.currency,
        today=today,
        note=None,
        month_to_date=None,
        last_month=None,
        last_month_year=None,
        customers=customers,
        buyers=0,
        new_customers=None,
        repeat_rate=None,
        average_order_e4=None,
        at_risk=None,
        trend=(),
        suggestions=suggest(None),
        slipping=SlippingView(None, None),
    )


def _month_to_date(shop: Shop, today: date, net_between: Callable[[int, int], int]) -> Compared:
    """This month up to ``today`` against as many days of the month before."""
    start = today.replace(day=1)
    before = _month_earlier(start, 1)
    last = min(today.day, calendar.monthrange(before.year, before.month)[1])
    before_end = before.replace(day=last)
    amount, base = (
        net_between(start_of_day(first, shop.zone), end_of_day(final, shop.zone))
        for first, final in ((start, today), (before, before_end))
    )
    return Compared(
        Text("home.span", {"start": start, "end": today}),
        amount,
        Text("home.span", {"start": before, "end": before_end}),
        base,
        (amount - base) / base if base > 0 else None,
    )


def _trend(months: Sequence[MonthRow], today: date) -> tuple[MonthPoint, ...]:
    """Every month from the first order's to today's, those without orders too."""
    known = {row.month: row for row in months}
    month = date.fromisoformat(f"{months[0].month}-01")
    points = []
    while month <= today:
        name = f"{month:%Y-%m}"
        row = known.get(name)
        following = _month_earlier(month, -1)
        points.append(
            MonthPoint(
                month=name,
                net_e4=row.net_e4 if row else 0,
                orders=row.order_count if row else 0,
                customers=row.customer_count if row else 0,
                new_customers=row.customer_count - row.returning_count if row else 0,
                # On its last day a month is as good as over.
                complete=following <= today + timedelta(days=1),
            )
        )
        month = following
    return tuple(points)


def _against(complete: Sequence[MonthPoint], months: int) -> Compared | None:
    """The last complete month against the one so many months before it."""
    if not complete:
        return None
    last = complete[-1]
    base = complete[-1 - months] if len(complete) > months else None
    label = Text("home.month", {"day": date.fromisoformat(f"{last.month}-01")})
    if base is None:
        return Compared(label, last.net_e4, Text("home.no_base"), None, None)
    return Compared(
        label,
        last.net_e4,
        Text("home.month", {"day": date.fromisoformat(f"{base.month}-01")}),
        base.net_e4,
        (last.net_e4 - base.net_e4) / base.net_e4 if base.net_e4 > 0 else None,
    )


def _month_earlier(first: date, months: int) -> date:
    """The first day of the month so many months before that of ``first``."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _coming_days(today: date) -> list[str]:
    """MM-DD of today and the coming two weeks; 29 February is kept on the 28th where there is none."""
    days = [today + timedelta(days=ahead) for ahead in range(15)]
    leap_day = ["02-29"] if any((day.month, day.day) == (2, 28) for day in days) else []
    return sorted({f"{day:%m-%d}" for day in days}.union(leap_day))
