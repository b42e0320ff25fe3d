"""Forecasts of plain tables of orders, for notebooks and scripts without a shop file.

    orders = pandas.read_csv("orders.csv")  # columns customer_id, ordered_at, amount
    found = forecast_orders(orders, horizon_days=90)
    found.customers.sort_values("expected"), found.grade, found.backtest

A row is an order; negative amounts came back: they lower the newest orders before them and are no orders.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from engine.predict.history import PurchaseHistory


@dataclass(frozen=True)
class ForecastOrders:
    """``customers``: a row each, indexed by ``customer_id``, with ``no_order_chance``, ``expected``, ``low``,
    ``high``, ``usual``, ``slipping`` and ``reasons`` (sentences); ``backtest``: a row for each earlier day.
    """

    as_of: date
    horizon_days: int
    customers: pd.DataFrame
    method: str
    grade: str
    grade_reason: str
    backtest: pd.DataFrame


def forecast_orders(
    orders: pd.DataFrame,
    *,
    as_of: date | None = None,
    horizon_days: int | None = None,
    currency: str = "EUR",
    language: str = "en",
    seed: int = 0,
    progress: Progress = no_progress,
) -> ForecastOrders:
    """Foretell orders and spending in the ``horizon_days`` (None: the shop's own rhythm) after ``as_of``
    (None: the last order's day); later rows are not looked at. Raises ``predict.no_orders``.
    """
    import pandas as pd

    from engine.customers.days import day_from_number, day_number
    from engine.predict.foretelling import foretell
    from engine.predict.history import usual_horizon
    from engine.predict.predicting import folds_of, grade_reason

    names, history = history_of(orders, as_of)
    today = int(history.day.max()) if as_of is None else day_number(as_of)
    horizon = horizon_days or usual_horizon(history)
    found = foretell(history, today, horizon, currency=currency, seed=seed, progress=progress)
    customers = pd.DataFrame(
        {
            "no_order_chance": found.churn.probability, "expected": found.value.expected, "low": found.low,
            "high": found.high, "usual": found.usual, "slipping": found.slipping,
            "reasons": [tuple(reason.say(language) for reason in one) for one in found.reasons],
        },
        index=pd.Index(names[found.churn.customers], name="customer_id"),
    )  # fmt: skip
    return ForecastOrders(
        as_of=day_from_number(today), horizon_days=horizon, customers=customers, method=found.churn.method,
        grade=found.test.grade, grade_reason=grade_reason(found.test).say(language),
        backtest=pd.DataFrame(folds_of(found.test)),
    )  # fmt: skip


def history_of(
    orders: pd.DataFrame, as_of: date | None = None
) -> tuple[NDArray[np.object_], PurchaseHistory]:
    """(customers' ids by their number in the history, the purchases known at the end of a day, net of what
    had come back by then). Orders that came back whole are none. Raises ``predict.no_orders``.
    """
    import numpy as np
    import pandas as pd

    from engine.predict.history import PurchaseHistory

    if as_of is not None:
        days = pd.to_datetime(orders["ordered_at"])
        orders = orders[days < pd.Timestamp(as_of) + pd.Timedelta(days=1)]
    names, who = np.unique(orders["customer_id"].to_numpy(), return_inverse=True)
    day = pd.to_datetime(orders["ordered_at"]).to_numpy("datetime64[D]").astype(np.int64)
    amount = orders["amount"].to_numpy(float).copy()
    # Within a day what was sold stands before what came back.
    order = np.lexsort((amount < 0, day, who))
    who, day, amount = who.reshape(-1)[order], day[order], amount[order]
    for place in np.flatnonzero(amount < 0).tolist():
        owed, before = -amount[place], place - 1
        while owed > 0 and before >= 0 and who[before] == who[place]:
            taken = min(owed, max(amount[before], 0.0))
            amount[before] -= taken
            owed -= taken
            before -= 1
    kept = amount > 1e-9
    if not kept.any():
        raise ClienteleError("predict.no_orders")
    return names, PurchaseHistory.of(who[kept], day[kept], amount[kept])
