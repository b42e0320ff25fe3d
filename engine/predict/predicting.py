"""Forecasts of a shop: made from everything known on a day, graded on the shop's own past, and saved."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.predict.backtest import Backtest
    from engine.predict.foretelling import Foretold
    from engine.predict.history import PurchaseHistory
    from engine.shop import Shop
    from engine.store.predictions import PredictionRow


@dataclass(frozen=True)
class PredictionReport:
    """What a run found. ``grade`` is A to D, ``grade_reason`` says in a sentence what it rests on;
    ``backtest`` holds one plain row of figures for each earlier day.
    """

    run: int
    as_of: date
    horizon_days: int
    customers: int
    method: str
    grade: str
    grade_reason: Text
    backtest: tuple[dict[str, Any], ...]
    expected_e4: int
    slipping: int
    usual_e4: int
    at_risk_e4: int
    currency: str


def predict(
    shop: Shop,
    *,
    as_of: date | None = None,
    horizon_days: int | None = None,
    seed: int = 0,
    progress: Progress = no_progress,
) -> PredictionReport:
    """Foretell orders and spending of every buyer as of a day (None: of the last order) and save it.

    ``horizon_days`` (7 to 730) is the shop's own rhythm unless given. Raises ``predict.no_orders``,
    ``predict.before_first_order`` or ``predict.bad_horizon``; then nothing changes.
    """
    from engine.customers.days import day_number
    from engine.predict.foretelling import LIKELY_GONE, foretell
    from engine.predict.history import usual_horizon
    from engine.store import predictions as store

    if horizon_days is not None and not 7 <= horizon_days <= 730:
        raise ClienteleError("predict.bad_horizon", days=horizon_days)
    progress(0.0, Text("predict.step.reading"))
    day, history = purchase_history(shop, as_of)
    today = day_number(day)
    horizon = horizon_days or usual_horizon(history)
    found = foretell(
        history, today, horizon, currency=shop.settings.currency, seed=seed,
        progress=part_of(progress, 0.1, 0.9),
    )  # fmt: skip
    progress(0.9, Text("predict.step.saving"))
    rows = _rows(found)
    with shop.store.write() as connection:
        known = store.orders_on_file(connection)
        run = store.save_prediction_run(
            connection,
            store.NewPredictionRun(
                as_of=day.isoformat(), horizon_days=horizon, created_at=int(time.time()),
                customer_count=len(rows), method=found.churn.method, grade=found.test.grade,
                parameters={
                    "seed": seed, "value_method": found.value.method, "likely_gone": LIKELY_GONE,
                    "orders": known.orders, "net_e4": known.net_e4,
                },
                backtest={"reason": grade_reason(found.test).to_json(), "folds": folds_of(found.test)},
            ),
            rows,
        )  # fmt: skip
        progress(0.99)
    progress(1.0)
    report = latest_prediction(shop)
    assert report is not None
    assert report.run == run
    return report


def purchase_history(shop: Shop, as_of: date | None = None) -> tuple[date, PurchaseHistory]:
    """(the as-of day, every purchase by its end, net of what had been given back by then).

    Raises ``predict.no_orders`` or ``predict.before_first_order``.
    """
    import numpy as np

    from engine.customers.days import day_numbers, day_of, end_of_day
    from engine.customers.features import orders_as_known
    from engine.predict.history import PurchaseHistory
    from engine.store import features as store

    with shop.store.read() as connection:
        span = store.order_span(connection)
        if span is None:
            raise ClienteleError("predict.no_orders")
        orders = store.order_frame(connection)
    day = as_of or day_of(span[1], shop.zone)
    first = day_of(span[0], shop.zone)
    if day < first:
        raise ClienteleError("predict.before_first_order", day=day, first=first)
    known = orders_as_known(orders, end_of_day(day, shop.zone))
    bought = known[known["bought"]]
    if bought.empty:
        raise ClienteleError("predict.no_orders")
    history = PurchaseHistory.of(
        bought["customer_id"].to_numpy(np.int64),
        day_numbers(bought["placed_at"].to_numpy(np.int64), shop.zone),
        bought["net_e4"].to_numpy(float) / 1e4,
    )
    return day, history


def latest_prediction(shop: Shop) -> PredictionReport | None:
    """The newest run; None before the first. Plain SQL rows, no pandas."""
    from engine.store import predictions as store

    with shop.store.read() as connection:
        row = store.latest_prediction_run(connection)
        if row is None:
            return None
        slipping = store.slipping_totals(connection, row.id)
        expected = store.expected_total(connection, row.id)
    told = json.loads(row.backtest)
    return PredictionReport(
        run=row.id, as_of=date.fromisoformat(row.as_of), horizon_days=row.horizon_days,
        customers=row.customer_count, method=row.method, grade=row.grade,
        grade_reason=Text.from_json(told["reason"]), backtest=tuple(told["folds"]), expected_e4=expected,
        slipping=slipping.customers, usual_e4=slipping.usual_e4, at_risk_e4=slipping.at_risk_e4,
        currency=shop.settings.currency,
    )  # fmt: skip


def grade_reason(test: Backtest) -> Text:
    """The grade in one plain sentence with the figures it rests on."""
    if not test.folds:
        return Text(test.reason, {"days": test.horizon})
    right = sum(fold.auc for fold in test.folds) / len(test.folds)
    off = sum(abs(fold.said_share - fold.left_share) for fold in test.folds) / len(test.folds)
    return Text(test.reason, {"days": test.horizon, "n": len(test.folds), "right": right, "off": off})


def folds_of(test: Backtest) -> list[dict[str, Any]]:
    """The test as one plain row of figures for each earlier day."""
    from engine.customers.days import day_from_number

    return [
        {
            "day": day_from_number(fold.day).isoformat(), "customers": fold.customers,
            "left_share": round(fold.left_share, 4), "said_share": round(fold.said_share, 4),
            "auc": round(fold.auc, 4), "recency_auc": round(fold.recency_auc, 4),
            "brier": round(fold.brier, 4), "calibration_error": round(fold.calibration_error, 4),
            "value_gini": round(fold.value_gini, 4), "value_bias": round(fold.value_bias, 4),
        }
        for fold in test.folds
    ]  # fmt: skip


def _rows(found: Foretold) -> list[PredictionRow]:
    import numpy as np

    from engine.store.predictions import PredictionRow

    def e4(amounts: NDArray[np.float64]) -> list[int]:
        return [int(amount) for amount in np.round(amounts * 1e4).astype(np.int64)]

    columns = (
        found.churn.customers.tolist(), np.round(found.churn.probability * 1e6).astype(int).tolist(),
        e4(found.value.expected), e4(found.low), e4(found.high), e4(found.usual),
        found.slipping.astype(int).tolist(),
        [json.dumps([text.to_json() for text in one]) for one in found.reasons],
    )  # fmt: skip
    return [PredictionRow(*row) for row in zip(*columns, strict=True)]
