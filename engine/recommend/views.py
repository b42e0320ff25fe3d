"""What the window and the command line show of saved recommendations: SQL rows made into frozen views."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.recommend.reason import mail_key
from engine.recommend.registry import BASELINE
from engine.words import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from engine.shop import Shop
    from engine.store.recommendations import ListenerRow, OfferRow


@dataclass(frozen=True)
class QualityRow:
    """How one model did in the back-test, by the list really mailed (``mode`` list) or another mode.

    ``hit_rate``: share of customers who bought one of ten products named; ``ndcg`` also minds the order (0 to
    1); ``recall``: share of what they bought that was among twenty; ``coverage``: share of products ever
    named. ``gain``: NDCG less the best-seller list's on the same customers. ``_se``: standard errors.
    """

    model: str
    name: Text
    mode: str
    customers: int
    ndcg: float
    ndcg_se: float
    recall: float
    hit_rate: float
    hit_rate_se: float
    coverage: float
    gain: float
    gain_se: float


@dataclass(frozen=True)
class QualityView:
    """The back-test in a sentence and in figures; ``told``: whether there was enough past to judge by."""

    told: bool
    sentence: Text
    days: int
    windows: int
    customers: int
    rows: tuple[QualityRow, ...]

    def of(self, model: str, mode: str = "list") -> QualityRow | None:
        """One model's row."""
        return next((row for row in self.rows if (row.model, row.mode) == (model, mode)), None)


@dataclass(frozen=True)
class RecommenderView:
    """The last training: what was learned from what, and how good it is.

    ``stale``: orders changed since. ``newcomers``: customers without an order, who get best-sellers.
    ``never_sold``: products left out because nobody bought them yet (``left_out`` says so; None when none).
    """

    run_id: int
    model: str
    name: Text
    as_of: date
    created_at: int
    parameters: Mapping[str, Any]
    customers: int
    newcomers: int
    products: int
    never_sold: int
    left_out: Text | None
    stale: bool
    quality: QualityView


@dataclass(frozen=True)
class Recommendation:
    """A product for a customer. ``reason`` is told to the owner, ``mail_reason`` to the customer.

    ``evidence`` holds the counts that the reason names, checkable in the shop's orders.
    """

    product_id: int
    code: str
    name: str
    category: str
    price_e4: int | None
    picture: str
    url: str
    rank: int
    score: float
    reason: Text
    mail_reason: Text
    because_product: int | None
    evidence: Mapping[str, int]


@dataclass(frozen=True)
class Listener:
    """A customer who should hear of a product, and why."""

    customer_id: int
    code: str
    name: str
    email: str
    score: float
    reason: Text
    evidence: Mapping[str, int]


def latest(shop: Shop) -> RecommenderView | None:
    """The last training; None before the first."""
    from engine.store import recommendations as store
    from engine.store.products import orders_version

    with shop.store.read() as connection:
        run = store.latest_run(connection)
        if run is None:
            return None
        metrics = json.loads(run.metrics)
        missing = store.never_sold(connection)
        stale = list(orders_version(connection)) != metrics["orders_version"]
    known = metrics["known_customers"]
    return RecommenderView(
        run_id=run.id,
        model=run.model,
        name=model_name(run.model),
        as_of=date.fromisoformat(run.as_of),
        created_at=run.created_at,
        parameters=json.loads(run.parameters),
        customers=metrics["listed_customers"],
        newcomers=max(0, metrics["listed_customers"] - known),
        products=metrics["known_products"],
        never_sold=missing,
        left_out=Text("recommend.left_out", {"n": missing}) if missing else None,
        stale=stale,
        quality=comparison_view(metrics, run.model),
    )


def comparison_view(metrics: Mapping[str, Any], model: str) -> QualityView:
    """The figures of a ``Backtest.to_plain`` as a view; its sentence is about ``model``."""
    rows = tuple(QualityRow(name=model_name(score["model"]), **score) for score in metrics["scores"])
    windows = metrics["windows"]
    days = round(sum(w["end"] - w["cut"] for w in windows) / 86_400)
    told = {row.model: row for row in rows if row.mode == "list"}
    if model in told and BASELINE in told:
        sentence = _sentence(told[model], told[BASELINE], days)
    elif not windows:
        sentence = Text("recommend.quality.too_short")
    else:
        sentence = Text("recommend.quality.too_few", {"n": metrics["customers"], "days": days})
    return QualityView(bool(rows), sentence, days, len(windows), metrics["customers"], rows)


def _sentence(row: QualityRow, baseline: QualityRow, days: int) -> Text:
    facts = {
        "days": days,
        "n": row.customers,
        "hits": round(100 * row.hit_rate),
        "base": round(100 * baseline.hit_rate),
    }
    if row.model == baseline.model:
        return Text("recommend.quality.only_popular", facts)
    # Two standard errors: what a fresh test would repeat in about 19 of 20 shops.
    if row.gain > 2 * row.gain_se:
        return Text("recommend.quality.better", facts)
    if row.gain < -2 * row.gain_se:
        return Text("recommend.quality.worse", facts)
    return Text("recommend.quality.same", facts)


def recommendations_for(shop: Shop, customer_id: int, n: int = 6) -> tuple[Recommendation, ...]:
    """What to offer one customer, best first; empty before the first training."""
    from engine.store import recommendations as store

    with shop.store.read() as connection:
        rows = store.recommendations_for_many(connection, [customer_id], n)[customer_id]
    return tuple(recommendation(row, shop.zone) for row in rows)


def customers_for(shop: Shop, product_id: int, n: int = 20) -> tuple[Listener, ...]:
    """Who should hear of a product (at most 20), best first; empty before the first training."""
    from engine.store import recommendations as store

    with shop.store.read() as connection:
        rows = store.audience_of(connection, product_id, n)
    return tuple(listener(row, shop.zone) for row in rows)


def recommendation(row: OfferRow, zone: ZoneInfo) -> Recommendation:
    """A stored offer as a view; ``zone`` is the shop's, for the days that reasons name."""
    evidence, facts = _facts(row.evidence, row.because_name, zone)
    return Recommendation(
        product_id=row.product_id,
        code=row.code,
        name=row.name or row.code,
        category=row.category,
        price_e4=row.price_e4,
        picture=row.picture,
        url=row.url,
        rank=row.rank,
        score=row.score / 1_000_000,
        reason=Text(row.reason, facts),
        mail_reason=Text(mail_key(row.reason), facts),
        because_product=row.because_id,
        evidence=evidence,
    )


def listener(row: ListenerRow, zone: ZoneInfo) -> Listener:
    """A stored entry of a product's audience as a view."""
    evidence, facts = _facts(row.evidence, row.because_name, zone)
    return Listener(
        customer_id=row.customer_id,
        code=row.code,
        name=row.name,
        email=row.email,
        score=row.score / 1_000_000,
        reason=Text(row.reason, facts),
        evidence=evidence,
    )


def model_name(model: str) -> Text:
    """What a model is called on the page."""
    return Text(f"recommend.model.{model}")


def _facts(stored: str, because: str | None, zone: ZoneInfo) -> tuple[dict[str, int], dict[str, object]]:
    from engine.customers.days import day_of

    evidence: dict[str, int] = json.loads(stored)
    facts: dict[str, object] = dict(evidence)
    if because is not None:
        facts["product"] = because
    if "last_at" in evidence:
        facts["last"] = day_of(evidence["last_at"], zone)
    return evidence, facts
