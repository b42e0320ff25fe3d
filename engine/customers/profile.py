"""One customer as a person would describe them: who, what they like, how often they come, what to offer."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from engine.customers import timeline
from engine.customers.buying import buying
from engine.customers.days import day_of
from engine.customers.interest import LeftBehind, Said, looked_and_left, said
from engine.customers.merging import Merge, merges_of
from engine.customers.notes import CHANNELS
from engine.customers.rhythm import Rhythm, habits, rhythm, rhythm_text
from engine.customers.timeline import TimelineEvent
from engine.errors import ClienteleError
from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from engine.predict.views import CustomerForecast
    from engine.recommend.views import Recommendation
    from engine.reviews.preferences import Preference
    from engine.shop import Shop
    from engine.store.customers import FavouriteRow, IdentityRow, OrderRow

_PRODUCTS, _CATEGORIES, _BRANDS, _LEFT, _OFFERS = 6, 4, 3, 4, 6


@dataclass(frozen=True)
class Favourite:
    """What they like (``kind``: product, category or brand) with its evidence in ``text``."""

    kind: str
    product_id: int | None
    name: str
    orders: int
    units_milli: int
    spent_e4: int
    last_day: date
    text: Text


@dataclass(frozen=True)
class PriceLevel:
    """Where their usual unit price lies among what the shop sells. ``level``: low, middle or high third."""

    level: str
    median_price_e4: int
    text: Text


@dataclass(frozen=True)
class Membership:
    """The segment of the latest run of one method, and why they are in it."""

    method: str
    method_name: Text
    segment_id: int
    code: str
    name: Text
    rule: Text
    advice: Text
    score: str
    as_of: date
    why: tuple[Text, ...]


@dataclass(frozen=True)
class Consent:
    """``status`` is yes, no or unknown (nothing recorded)."""

    channel: str
    status: str
    basis: str
    at: int | None


@dataclass(frozen=True)
class Suppression:
    """Why nobody may write to their address: unsubscribed, bounced, complained, erased."""

    reason: str
    at: int
    text: Text


@dataclass(frozen=True)
class Note:
    """What the owner wrote down."""

    id: int
    body: str
    at: int


@dataclass(frozen=True)
class CustomerProfile:
    """Everything of one customer's page. ``today`` is the shop's last order day, from which days count."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    country: str
    city: str
    language: str
    birthday: str
    attributes: Mapping[str, object]
    erased: bool
    currency: str
    today: date | None
    orders: int
    net_e4: int
    mean_order_e4: int | None
    refund_e4: int
    refund_share: float
    first_day: date | None
    last_day: date | None
    recency_days: int | None
    standing: Text | None
    rhythm: Rhythm | None
    habits: tuple[Text, ...]
    favourites: tuple[Favourite, ...]
    price_level: PriceLevel | None
    segments: tuple[Membership, ...]
    consents: tuple[Consent, ...]
    suppressions: tuple[Suppression, ...]
    notes: tuple[Note, ...]
    timeline: tuple[TimelineEvent, ...]
    recommendations: tuple[Recommendation, ...]
    #: Street, postcode and town, region and country in one line; and the company.
    address: str
    company: str
    #: Those who were found to be this customer, the latest first.
    merges: tuple[Merge, ...]
    #: When the next order is likely, or why that cannot be told.
    rhythm_text: Text
    #: Baskets, discounts and channels beside the shop's.
    buying: tuple[Text, ...]
    left_behind: tuple[LeftBehind, ...]
    said: Said
    #: What they care about, by their own reviews, the most mentioned first.
    preferences: tuple[Preference, ...]
    #: What is foretold of them; None before the first forecasts.
    forecast: CustomerForecast | None


def profile(shop: Shop, customer_id: int) -> CustomerProfile:
    """The page of a customer, or of who they were found to be; raises ``customer.missing``."""
    from engine.address import address_hash
    from engine.predict.views import customer_forecast
    from engine.recommend.views import recommendations_for
    from engine.reviews.preferences import preferences_of
    from engine.store import customers as store
    from engine.store import profile_facts as facts
    from engine.store.merging import successor

    zone, currency = shop.zone, shop.settings.currency
    with shop.store.read() as connection:
        who = store.identity(connection, customer_id)
        if who is None:
            customer_id = successor(connection, customer_id) or 0
            who = store.identity(connection, customer_id)
        if who is None:
            raise ClienteleError("customer.missing")
        last = store.last_order_at(connection)
        orders = store.orders_of(connection, customer_id)
        bought = store.favourites_of(connection, customer_id, "l.product_id")
        groups = store.favourites_of(connection, customer_id, "p.category")
        # The one brand of a shop that makes its own says nothing of anybody.
        several = facts.brand_count(connection) > 1
        brands = store.favourites_of(connection, customer_id, "p.brand") if several else []
        baskets = facts.baskets_of(connection, customer_id)
        usual = facts.usual_purchase(connection) if baskets else None
        left = facts.left_behind(connection, customer_id, _LEFT)
        reviews = facts.reviews_by(connection, customer_id, timeline.EVENTS)
        suppressed = store.suppressions_of(connection, address_hash(who.email)) if who.email else []
        recorded = {row[0]: row for row in store.consents_of(connection, customer_id)}
        notes = store.notes_of(connection, customer_id)
        standing = _standing(connection, who)
        prices = store.sold_prices(connection) if bought else []
        memberships = _memberships(connection, customer_id, currency)
        events = _timeline(connection, customer_id, orders, currency, zone)
        merged = merges_of(connection, customer_id)
    today = day_of(last, zone) if last is not None else None
    purchases = [order for order in orders if order.bought]
    days = sorted({day_of(order.placed_at, zone) for order in purchases})
    found = rhythm(days, today) if today else None
    gross = sum(order.total_e4 for order in orders if order.kind == "sale")
    return CustomerProfile(
        id=who.id,
        code=who.code,
        name=who.name or who.email or who.code,
        email=who.email,
        phone=who.phone,
        country=who.country,
        city=who.city,
        language=who.language,
        birthday=who.birthday,
        attributes=json.loads(who.attributes),
        erased=who.erased_at is not None,
        currency=currency,
        today=today,
        orders=who.orders,
        net_e4=who.net_e4,
        mean_order_e4=who.net_e4 // who.orders if who.orders else None,
        refund_e4=who.refund_e4,
        refund_share=min(1.0, who.refund_e4 / gross) if gross > 0 else 0.0,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        recency_days=(today - days[-1]).days if days and today else None,
        standing=standing,
        rhythm=found,
        habits=habits([datetime.fromtimestamp(order.placed_at, zone) for order in purchases]),
        favourites=_favourites(bought, groups, brands, len(purchases), currency, zone),
        price_level=_price_level(bought, prices, currency),
        segments=memberships,
        consents=tuple(
            Consent(channel, recorded[channel][1], recorded[channel][2], recorded[channel][3])
            if channel in recorded
            else Consent(channel, "unknown", "", None)
            for channel in CHANNELS
        ),
        suppressions=tuple(
            Suppression(reason, at, Text(f"customer.suppressed.{reason}", {"day": day_of(at, zone)}))
            for reason, at in suppressed
        ),
        notes=tuple(Note(*note) for note in notes),
        timeline=events,
        recommendations=recommendations_for(shop, customer_id, _OFFERS),
        address=_address(who),
        company=who.company,
        merges=merged,
        rhythm_text=rhythm_text(found, len(days)),
        buying=buying(baskets, usual, currency),
        left_behind=looked_and_left(left, zone),
        said=said(reviews, zone),
        preferences=preferences_of(shop, customer_id) if reviews else (),
        forecast=customer_forecast(shop, customer_id),
    )


def _address(who: IdentityRow) -> str:
    town = " ".join(filter(None, (who.postcode, who.city)))
    return ", ".join(filter(None, (who.street, town, who.region, who.country)))


def _standing(connection: Connection, who: IdentityRow) -> Text | None:
    """Among the best twentieth, tenth, quarter or half of the buyers by what they brought in."""
    from engine.store.customers import standing

    if who.orders == 0:
        return None
    above, buyers = standing(connection, who.net_e4)
    for top in (0.01, 0.05, 0.1, 0.25, 0.5):
        if above < top * buyers:
            return Text("customer.standing", {"share": top, "n": buyers})
    return None


def _favourites(
    bought: Sequence[FavouriteRow],
    groups: Sequence[FavouriteRow],
    brands: Sequence[FavouriteRow],
    orders: int,
    currency: str,
    zone: ZoneInfo,
) -> tuple[Favourite, ...]:
    """Products bought in two orders or more (else the newest), then categories and brands."""
    products = [row for row in bought if row.kind == "product"]
    repeated = [row for row in products if row.orders > 1] or sorted(products, key=lambda row: -row.last_at)
    chosen = [("product", row) for row in repeated[:_PRODUCTS]]
    chosen += [("category", row) for row in groups[:_CATEGORIES]]
    chosen += [("brand", row) for row in brands[:_BRANDS]]
    return tuple(
        Favourite(
            kind=kind,
            product_id=row.product_id if kind == "product" else None,
            name=row.name,
            orders=row.orders,
            units_milli=row.units_milli,
            spent_e4=row.spent_e4,
            last_day=day_of(row.last_at, zone),
            text=Text(
                "customer.likes",
                {
                    "times": row.orders,
                    "n": orders,
                    "amount": Money(row.spent_e4, currency),
                    "last": day_of(row.last_at, zone),
                },
            ),
        )
        for kind, row in chosen
    )


def _price_level(
    bought: Sequence[FavouriteRow], prices: Sequence[tuple[int, int]], currency: str
) -> PriceLevel | None:
    """Their median unit price against the thirds of the shop's prices, weighted by orders."""
    paid = sorted(
        (row.spent_e4 * 1000 // row.units_milli, row.orders)
        for row in bought
        if row.kind == "product" and row.units_milli > 0 and row.spent_e4 > 0
    )
    if sum(times for _, times in paid) < 3 or not prices:
        return None
    usual = _weighted(paid, 0.5)
    low, high = _weighted(prices, 1 / 3), _weighted(prices, 2 / 3)
    level = "low" if usual <= low else "high" if usual > high else "middle"
    facts = {"amount": Money(usual, currency), "shop": Money(_weighted(prices, 0.5), currency)}
    return PriceLevel(level, usual, Text(f"customer.price.{level}", facts))


def _weighted(priced: Sequence[tuple[int, int]], share: float) -> int:
    """The price up to which that share of the weights lies; ``priced`` is ascending."""
    sums = list(accumulate(weight for _, weight in priced))
    return priced[min(bisect_left(sums, share * sums[-1]), len(priced) - 1)][0]


def _memberships(connection: Connection, customer_id: int, currency: str) -> tuple[Membership, ...]:
    from engine.segments.rfm import Thresholds, real_range
    from engine.store.segments import memberships

    found = []
    for run, segment, score in memberships(connection, customer_id):
        why: tuple[Text, ...] = ()
        if run.method == "rfm" and score:
            thresholds = Thresholds.from_json(json.loads(run.parameters)["thresholds"])
            limits, best = real_range([score], thresholds), thresholds.levels
            why = (
                _why("recency", score[0], best, limits.days_from, limits.days_to),
                _why("frequency", score[1], best, limits.orders_from, limits.orders_to),
                _why(
                    "money",
                    score[2],
                    best,
                    _money(limits.net_from_e4, currency),
                    _money(limits.net_to_e4, currency),
                ),
            )
        found.append(
            Membership(
                method=run.method,
                method_name=Text(f"segment.method.{run.method}"),
                segment_id=segment.id,
                code=segment.code,
                name=Text.from_json(segment.name),
                rule=Text.from_json(segment.rule),
                advice=Text.from_json(segment.advice),
                score=score,
                as_of=date.fromisoformat(run.as_of),
                why=why,
            )
        )
    return tuple(found)


def _money(amount_e4: int | None, currency: str) -> Money | None:
    return None if amount_e4 is None else Money(amount_e4, currency)


def _why(what: str, score: str, best: int, low: object, high: object) -> Text:
    """One score with the limits it stands for: "Recency 4 of 5: last order 13 to 40 days ago"."""
    facts: dict[str, object] = {"score": int(score), "best": best}
    if high is None:
        return Text(f"customer.why.{what}.from", {**facts, "low": low})
    facts |= {"high": high, "n": high if isinstance(high, int) else 0}
    if low is None:
        return Text(f"customer.why.{what}.to", facts)
    if low == high:
        return Text(f"customer.why.{what}.exactly", facts)
    return Text(f"customer.why.{what}.between", {**facts, "low": low})


def _timeline(
    connection: Connection, customer_id: int, orders: Sequence[OrderRow], currency: str, zone: ZoneInfo
) -> tuple[TimelineEvent, ...]:
    from engine.store import customers as store

    newest = list(orders[: timeline.EVENTS])
    lines = defaultdict(list)
    for line in store.lines_of(connection, [order.id for order in newest]):
        lines[line.order_id].append(line)
    events = [timeline.order_event(order, lines[order.id], currency, zone) for order in newest]
    events += timeline.visit_events(store.visits_of(connection, customer_id, 500), zone)
    events += [
        timeline.review_event(review, zone)
        for review in store.reviews_of(connection, customer_id, timeline.EVENTS)
    ]
    events += [timeline.campaign_event(row, zone) for row in store.campaigns_of(connection, customer_id)]
    events.sort(key=lambda event: -event.at)
    return tuple(events[: timeline.EVENTS])
