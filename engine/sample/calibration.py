"""What a shop's orders look like in figures, so that an invented shop can be held against real ones.

Pure: DataFrames in, plain numbers out; usable with no shop open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from engine.sample.generator import SampleShop

#: Days within which a second purchase counts as an early return.
REPEAT_DAYS = 90


def gini(amounts: npt.NDArray[np.float64]) -> float:
    """Return the Gini coefficient of non-negative `amounts` (n,): 0 all equal, towards 1 all with one.

    G = 2 Σ i·x_i / (n Σ x) - (n + 1) / n over ascending x_i, i from 1.
    """
    import numpy as np

    ordered = np.sort(amounts)
    count = len(ordered)
    ranks = np.arange(1, count + 1)
    return float(2 * (ranks * ordered).sum() / (count * ordered.sum()) - (count + 1) / count)


def shop_statistics(orders: pd.DataFrame) -> dict[str, float]:
    """Return the shape of a shop's sales, each figure a plain number without a currency.

    `orders` has one row per sale of a known customer: `customer`, `placed_at` (datetime64), `value` (> 0,
    main units) and, where known, `products` (distinct in the basket), `units` and `refunded` (main units,
    ≥ 0). Figures whose column is absent are left out.

    Repeat figures count purchase days, not orders (two orders on one day are one purchase occasion, as in
    Fader, Hardie & Lee 2005). `repeat_90_days` looks only at customers first seen 90 days before the end.
    Spend shares and the Gini coefficient are over customers' net value. Seasonality is the busiest whole
    calendar month's value over the mean of the last twelve whole months.
    """
    import numpy as np
    import pandas as pd

    days = orders["placed_at"].dt.normalize()
    purchases = (
        pd.DataFrame({"customer": orders["customer"], "day": days})
        .drop_duplicates()
        .sort_values(["customer", "day"], kind="stable")
    )
    per_customer = purchases.groupby("customer")["day"]
    counts = per_customer.size()
    gaps = per_customer.diff().dt.days.dropna()
    first = per_customer.transform("min")
    early = (purchases["day"] > first) & (purchases["day"] - first <= pd.Timedelta(days=REPEAT_DAYS))
    watched = per_customer.min() <= days.max() - pd.Timedelta(days=REPEAT_DAYS)
    came_back = early.groupby(purchases["customer"]).any()

    figures: dict[str, float] = {
        "one_time_share": float((counts == 1).mean()),
        "repeat_90_days": float(came_back[watched].mean()),
    }
    figures |= _quantiles("gap_days", gaps, (0.25, 0.5, 0.75))
    figures |= _quantiles("purchases_per_customer", counts, (0.5, 0.75, 0.9, 0.99))
    figures["purchases_per_customer_mean"] = float(counts.mean())
    for column in ("products", "units"):
        if column in orders:
            figures |= _quantiles(f"basket_{column}", orders[column], (0.25, 0.5, 0.75, 0.95))

    value = orders["value"]
    figures["order_value_mean"] = float(value.mean())
    figures["order_value_median"] = float(value.median())
    figures["order_value_variation"] = float(value.std() / value.mean())
    figures["order_value_mean_to_median"] = float(value.mean() / value.median())

    refunded = orders["refunded"] if "refunded" in orders else pd.Series(0.0, index=orders.index)
    if "refunded" in orders:
        figures["refund_share"] = float(refunded.sum() / value.sum())
    spend = (value - refunded).groupby(orders["customer"]).sum().clip(lower=0).to_numpy(dtype=np.float64)
    ranked = np.sort(spend)[::-1]
    for percent in (1, 5, 10, 20):
        top = ranked[: max(1, round(len(ranked) * percent / 100))]
        figures[f"top_{percent}_percent_share"] = float(top.sum() / ranked.sum())
    figures["gini"] = gini(spend)

    monthly = value.groupby(orders["placed_at"].dt.to_period("M")).sum()
    last_day = days.max()
    if last_day != last_day + pd.offsets.MonthEnd(0):
        monthly = monthly[:-1]
    year = monthly.tail(12)
    figures["seasonality"] = float(year.max() / year.mean())
    return figures


def _quantiles(name: str, values: pd.Series, levels: tuple[float, ...]) -> dict[str, float]:
    return {f"{name}_p{round(level * 100)}": float(values.quantile(level)) for level in levels}


def sample_sales(sample: SampleShop) -> pd.DataFrame:
    """Return an invented shop's sales as the frame that `shop_statistics` takes.

    As in the real sets: known customers only, cancelled orders left out, times in UTC.
    """
    import pandas as pd

    orders = sample.orders
    sales = orders[(orders["kind"] == "sale") & (orders["customer"] > 0) & (orders["status"] != "cancelled")]
    lines = sample.lines.groupby("order").agg(products=("product", "nunique"), units=("quantity", "sum"))
    basket = lines.reindex(sales["id"])
    return pd.DataFrame(
        {
            "customer": sales["customer"].to_numpy(),
            "placed_at": pd.to_datetime(sales["placed_at"].to_numpy(), unit="s"),
            "value": sales["total_e4"].to_numpy() / 10_000,
            "refunded": sales["refunded_e4"].to_numpy() / 10_000,
            "products": basket["products"].to_numpy(),
            "units": basket["units"].to_numpy(),
        }
    )
