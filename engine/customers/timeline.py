"""What happened with one customer, the newest first: orders, refunds, visits by day, reviews, campaigns."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from engine.store.customers import LineRow, OrderRow

#: Events on the page; order lines shown of each.
EVENTS, LINES = 50, 6


@dataclass(frozen=True)
class TimelineLine:
    """A line of an order: what, how many, for how much."""

    product_id: int
    product: str
    quantity_milli: int
    total_e4: int


@dataclass(frozen=True)
class TimelineEvent:
    """One thing that happened. ``kind``: order, refund, adjustment, visit, review or campaign.

    ``body`` is what the customer wrote, shown as plain text; ``more_lines`` counts the lines left out.
    """

    at: int
    moment: datetime
    kind: str
    title: Text
    amount_e4: int | None = None
    lines: tuple[TimelineLine, ...] = ()
    more_lines: int = 0
    body: str = ""
    reference_id: int | None = None


def order_event(order: OrderRow, lines: list[LineRow], currency: str, zone: ZoneInfo) -> TimelineEvent:
    """An order, refund or adjustment with its dearest lines."""
    kind = {"sale": "order"}.get(order.kind, order.kind)
    title = f"customer.event.{kind}"
    if order.kind == "sale" and order.refunded_e4 > 0:
        title += "_part_refunded" if order.bought else "_refunded"
    return TimelineEvent(
        at=order.placed_at,
        moment=_moment(order.placed_at, zone),
        kind=kind,
        title=Text(
            title,
            {
                "code": order.code,
                "amount": Money(abs(order.total_e4), currency),
                "back": Money(order.refunded_e4, currency),
            },
        ),
        amount_e4=order.total_e4,
        lines=tuple(
            TimelineLine(line.product_id, line.product, line.quantity_milli, line.total_e4)
            for line in lines[:LINES]
        ),
        more_lines=max(0, len(lines) - LINES),
        reference_id=order.id,
    )


def visit_events(visits: list[tuple[int, str, str, str]], zone: ZoneInfo) -> list[TimelineEvent]:
    """Visits, one event a day: how many pages, which products, what was searched for."""
    days: dict[date, list[tuple[int, str, str, str]]] = defaultdict(list)
    for visit in visits:
        days[_moment(visit[0], zone).date()].append(visit)
    events = []
    for seen in days.values():
        latest = max(visit[0] for visit in seen)
        products = [name for name, _ in Counter(visit[2] for visit in seen if visit[2]).most_common(3)]
        searches = list(dict.fromkeys(visit[3] for visit in seen if visit[3]))[:3]
        title = Text("customer.event.visit", {"n": len(seen)})
        if products:
            facts = {"n": len(seen), "products": " · ".join(products)}
            title = Text("customer.event.visit_products", facts)
        elif searches:
            title = Text("customer.event.visit_search", {"n": len(seen), "searches": " · ".join(searches)})
        events.append(TimelineEvent(latest, _moment(latest, zone), "visit", title))
    return events


def review_event(review: tuple[int, int | None, str, str, str], zone: ZoneInfo) -> TimelineEvent:
    """A review with its stars and words."""
    at, stars, title, body, product = review
    said = "\n".join(part for part in (title, body) if part)
    if stars is None:
        what = Text("customer.event.review", {"product": product})
    else:
        what = Text("customer.event.review_stars", {"product": product, "n": stars})
    return TimelineEvent(at, _moment(at, zone), "review", what, body=said)


def campaign_event(campaign: tuple[int, str, int, str], zone: ZoneInfo) -> TimelineEvent:
    """A campaign that the customer was written to for, or held out of."""
    campaign_id, name, at, arm = campaign
    title = Text(f"customer.event.campaign_{arm}", {"name": name})
    return TimelineEvent(at, _moment(at, zone), "campaign", title, reference_id=campaign_id)


def _moment(at: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at, zone)
