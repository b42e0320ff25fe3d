"""What the window and the commands show of the newest forecasts: plain SQL rows, quick, no pandas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.predict.offers import FittingOffer, fitting_offer
from engine.predict.predicting import PredictionReport, latest_prediction
from engine.store.forecast_lists import HIGH, MEDIUM, RISK_CONDITIONS
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.predictions import PredictionRunRow

#: What the list of customers can be narrowed to.
RISKS = tuple(RISK_CONDITIONS)


@dataclass(frozen=True)
class SlippingCustomer:
    """Somebody who is slipping away: what they usually spend in the horizon times the chance that they do
    not (``at_risk_e4``), up to three ``reasons``, the weightiest first, and the ``offer`` that answers it.
    """

    id: int
    code: str
    name: str
    chance: float
    at_risk_e4: int
    reasons: tuple[Text, ...]
    offer: FittingOffer


@dataclass(frozen=True)
class SlippingView:
    """Who is slipping away: the newest run, the customers with the most money at risk, and everybody's ids.

    ``report`` is None before the first run; ``stale`` says what has changed since it.
    """

    report: PredictionReport | None
    stale: Text | None
    customers: tuple[SlippingCustomer, ...] = ()
    customer_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class ForecastsView:
    """The forecasts as a whole. ``until`` is the last day they speak of, ``left_share`` the mean chance."""

    report: PredictionReport
    stale: Text | None
    until: date
    left_share: float


@dataclass(frozen=True)
class CustomerForecast:
    """What is foretold of one customer. ``risk`` is high, medium or low by ``chance``, the chance of no order
    up to ``until``; ``usual_chance`` is the shop's mean. Of four in five like customers the spending lies
    between ``low_e4`` and ``high_e4``.
    """

    until: date
    horizon_days: int
    chance: float
    usual_chance: float
    risk: str
    slipping: bool
    expected_e4: int
    low_e4: int
    high_e4: int
    usual_e4: int
    reasons: tuple[Text, ...]
    offer: FittingOffer
    grade: str
    stale: Text | None


def slipping_view(shop: Shop, *, limit: int = 5) -> SlippingView:
    """Who is slipping away, the first ``limit`` of them in full."""
    from engine.store import predictions as store

    report = latest_prediction(shop)
    if report is None:
        return SlippingView(None, None)
    with shop.store.read() as connection:
        rows = store.slipping_customers(connection, report.run, limit)
        everybody = store.slipping_ids(connection, report.run)
        stale = _stale(shop, connection, store.latest_prediction_run(connection))
    customers = []
    for row in rows:
        reasons, chance = store.reasons_of(row.forecast), row.forecast.no_order_ppm / 1e6
        customers.append(
            SlippingCustomer(
                id=row.forecast.customer_id, code=row.code, name=row.name,
                chance=chance, at_risk_e4=row.at_risk_e4, reasons=reasons,
                offer=fitting_offer(reasons[0], chance),
            )
        )  # fmt: skip
    return SlippingView(report, stale, tuple(customers), tuple(everybody))


def forecasts_view(shop: Shop) -> ForecastsView | None:
    """The newest run with its test; None before the first."""
    from engine.store import predictions as store

    report = latest_prediction(shop)
    if report is None:
        return None
    with shop.store.read() as connection:
        stale = _stale(shop, connection, store.latest_prediction_run(connection))
        share = store.share_without_order(connection, report.run)
    return ForecastsView(report, stale, report.as_of + timedelta(report.horizon_days), share)


def customer_forecast(shop: Shop, customer_id: int) -> CustomerForecast | None:
    """What the newest run foretells of a customer; None before the first run, and of who came after it."""
    from engine.store import predictions as store

    with shop.store.read() as connection:
        run = store.latest_prediction_run(connection)
        row = None if run is None else store.prediction_of(connection, run.id, customer_id)
        if run is None or row is None:
            return None
        stale = _stale(shop, connection, run)
        usual = store.share_without_order(connection, run.id)
    reasons, chance = store.reasons_of(row), row.no_order_ppm / 1e6
    return CustomerForecast(
        until=date.fromisoformat(run.as_of) + timedelta(run.horizon_days), horizon_days=run.horizon_days,
        chance=chance, usual_chance=usual, risk=risk(chance), slipping=bool(row.slipping),
        expected_e4=row.value_e4, low_e4=row.value_low_e4, high_e4=row.value_high_e4, usual_e4=row.usual_e4,
        reasons=reasons, offer=fitting_offer(reasons[0], chance), grade=run.grade, stale=stale,
    )  # fmt: skip


def risk(chance: float) -> str:
    """A chance of no order in a word: high, medium or low."""
    return "high" if chance >= HIGH else "medium" if chance >= MEDIUM else "low"


def _stale(shop: Shop, connection: Connection, run: PredictionRunRow | None) -> Text | None:
    """What has changed since a run that it could not know; None where it still stands."""
    from engine.customers.days import day_of
    from engine.store import predictions as store
    from engine.store.customers import last_order_at

    if run is None:
        return None
    now, last = store.orders_on_file(connection), last_order_at(connection)
    then = json.loads(run.parameters)
    before = store.OrdersOnFile(then.get("orders", now.orders), then.get("net_e4", now.net_e4))
    as_of = date.fromisoformat(run.as_of)
    if now.orders > before.orders:
        return Text("predict.stale.orders", {"n": now.orders - before.orders, "day": as_of})
    if now != before:
        return Text("predict.stale.changed", {"day": as_of})
    if last is not None and day_of(last, shop.zone) > as_of:
        return Text("predict.stale.earlier", {"day": as_of, "last": day_of(last, shop.zone)})
    return None
