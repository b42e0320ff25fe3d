"""One row of features a customer, as they were at the end of a day: nothing later can change them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from engine.customers.days import day_number, day_numbers, day_of, end_of_day
from engine.errors import ClienteleError

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

    from engine.shop import Shop

#: "Lately" and "in a year", in days before the as-of day.
LATELY, YEAR = 90, 365


@dataclass(frozen=True)
class Events:
    """What happened in a shop: frames as ``engine.store.features`` names their columns."""

    orders: pd.DataFrame
    first_bought: pd.DataFrame
    visits: pd.DataFrame
    stars: pd.DataFrame


def customer_features(shop: Shop, as_of: date | None = None) -> pd.DataFrame:
    """Features of every buyer of a shop as of a day (None: the day of the last sale).

    Raises ``customer.no_orders`` for a shop without sales.
    """
    from engine.store import features as store

    with shop.store.read() as connection:
        span = store.order_span(connection)
        if span is None:
            raise ClienteleError("customer.no_orders")
        events = read_events(connection)
    return features(events, as_of or day_of(span[1], shop.zone), shop.zone)


def read_events(connection: Connection) -> Events:
    """Everything the shop file knows of its customers' doings."""
    from engine.store import features as store

    return Events(
        store.order_frame(connection),
        store.first_bought_frame(connection),
        store.visit_frame(connection),
        store.star_frame(connection),
    )


def features(events: Events, as_of: date, zone: ZoneInfo) -> pd.DataFrame:
    """Pure: one row a customer who had bought by the end of ``as_of``, indexed by customer id, ascending.

    Days are the shop's own; amounts are ten-thousandths of the currency. Columns: ``recency_days``,
    ``tenure_days``, ``orders``, ``order_days``, ``net_e4``, ``mean_order_e4``, ``mean_gap_days`` (NaN after
    one day of purchase), ``overdue`` (recency over mean gap, NaN likewise), ``refund_share``,
    ``discount_share``, ``orders_90d``, ``net_90d_e4``, ``orders_365d``, ``net_365d_e4``,
    ``distinct_products``, ``distinct_categories``, ``visits_90d``, ``days_since_visit`` (NaN without one),
    ``reviews``, ``mean_stars`` (NaN without one).
    """
    import numpy as np
    import pandas as pd

    end = end_of_day(as_of, zone)
    today = day_number(as_of)
    orders = orders_as_known(events.orders, end)
    orders["day"] = day_numbers(orders["placed_at"].to_numpy(np.int64), zone)
    bought = orders[orders["bought"]]
    by_buyer = bought.groupby("customer_id", sort=True)
    row = pd.DataFrame(
        {
            "recency_days": today - by_buyer["day"].max(),
            "tenure_days": today - by_buyer["day"].min(),
            "orders": by_buyer.size(),
            "order_days": by_buyer["day"].nunique(),
        }
    )

    def per_customer(values: pd.Series) -> pd.Series:
        return values.reindex(row.index).fillna(0).astype(np.int64)

    row["net_e4"] = per_customer(orders.groupby("customer_id")["net_e4"].sum())
    row["mean_order_e4"] = (by_buyer["net_e4"].sum() / row["orders"]).round().astype(np.int64)
    gaps = (row["tenure_days"] - row["recency_days"]) / (row["order_days"] - 1).replace(0, np.nan)
    row["mean_gap_days"] = gaps
    row["overdue"] = row["recency_days"] / gaps
    gross = per_customer(orders[orders["kind"] == "sale"].groupby("customer_id")["total_e4"].sum())
    back = per_customer(orders.groupby("customer_id")["back_e4"].sum())
    row["refund_share"] = (back / gross.where(gross > 0)).clip(0, 1).fillna(0.0)
    row["discount_share"] = by_buyer["discounted"].mean()
    for days in (LATELY, YEAR):
        recent = orders["day"] > today - days
        row[f"orders_{days}d"] = per_customer(orders[recent & orders["bought"]].groupby("customer_id").size())
        row[f"net_{days}d_e4"] = per_customer(orders[recent].groupby("customer_id")["net_e4"].sum())
    known = events.first_bought[events.first_bought["first_at"] <= end]
    row["distinct_products"] = per_customer(known.groupby("customer_id").size())
    named = known[known["category"] != ""]
    row["distinct_categories"] = per_customer(named.groupby("customer_id")["category"].nunique())
    visits = events.visits[events.visits["occurred_at"] <= end].copy()
    visits["day"] = day_numbers(visits["occurred_at"].to_numpy(np.int64), zone)
    lately = visits[visits["day"] > today - LATELY]
    row[f"visits_{LATELY}d"] = per_customer(lately.groupby("customer_id").size())
    row["days_since_visit"] = today - visits.groupby("customer_id")["day"].max().reindex(row.index)
    stars = events.stars[events.stars["written_at"] <= end].groupby("customer_id")["stars"]
    row["reviews"] = per_customer(stars.size())
    row["mean_stars"] = stars.mean().reindex(row.index)
    return row


def orders_as_known(orders: pd.DataFrame, end: int) -> pd.DataFrame:
    """The orders by ``end`` with what they were worth then: later refunds are put back (see the store)."""
    import numpy as np

    refunds = orders[orders["refund_of"].notna() & (orders["placed_at"] > end)]
    later = -refunds.groupby("refund_of")["total_e4"].sum()
    then = orders[orders["placed_at"] <= end].copy()
    put_back = then["id"].map(later).fillna(0).astype(np.int64)
    sale = then["kind"] == "sale"
    kept = then["status"].isin(["paid", "part_refunded"]) | ((then["status"] == "refunded") & (put_back > 0))
    unlinked = then["refund_of"].isna()
    given_back = then["refunded_e4"] - put_back
    then["bought"] = sale & kept
    then["net_e4"] = np.where(sale, then["total_e4"] - given_back, np.where(unlinked, then["total_e4"], 0))
    then["back_e4"] = np.where(
        sale, given_back, np.where((then["kind"] == "refund") & unlinked, -then["total_e4"], 0)
    )
    return then


def features_of_orders(orders: pd.DataFrame, as_of: date | None = None) -> pd.DataFrame:
    """Features from a plain table of orders, without a shop: what orders alone can tell.

    ``orders`` has ``customer_id`` (anything), ``ordered_at`` (timestamps or dates, as the shop's clock shows
    them) and ``amount``; a negative amount is a refund on its day. Indexed by customer; amounts (``net``,
    ``mean_order``, ``net_90d``, ``net_365d``) in the table's own unit, the rest as ``features`` says. Raises
    ``customer.no_orders`` for a table without a sale.
    """
    import numpy as np
    import pandas as pd

    number, customers = pd.factorize(orders["customer_id"], sort=True)
    placed_at = pd.to_datetime(orders["ordered_at"]).to_numpy("datetime64[s]").astype(np.int64)
    total_e4 = np.rint(orders["amount"].to_numpy(np.float64) * 10_000).astype(np.int64)
    sale = total_e4 >= 0
    if not sale.any():
        raise ClienteleError("customer.no_orders")
    known = pd.DataFrame(
        {
            "id": np.arange(len(orders)), "customer_id": number, "placed_at": placed_at,
            "kind": np.where(sale, "sale", "refund"), "status": "paid", "total_e4": total_e4,
            "refunded_e4": 0, "refund_of": np.nan, "discounted": False,
        }
    )  # fmt: skip
    nothing = pd.DataFrame({name: np.empty(0, np.int64) for name in _NOTHING_ELSE})
    zone = ZoneInfo("UTC")
    events = Events(known, nothing.assign(category=""), nothing, nothing)
    row = features(events, as_of or day_of(int(placed_at.max()), zone), zone)
    row = row[[name for name in row.columns if name not in _NOT_IN_ORDERS]]
    for name in [name for name in row.columns if "_e4" in name]:
        row[name] = row[name] / 10_000
    row.index = pd.Index(customers[row.index], name="customer_id")
    return row.rename(columns=lambda name: name.replace("_e4", ""))


#: Columns of the frames of a shop of which nothing but orders is known.
_NOTHING_ELSE = ("customer_id", "product_id", "first_at", "occurred_at", "written_at", "stars")
#: Features that a table of orders says nothing about.
_NOT_IN_ORDERS = frozenset(
    {
        "discount_share", "distinct_products", "distinct_categories", f"visits_{LATELY}d",
        "days_since_visit", "reviews", "mean_stars",
    }
)  # fmt: skip
