"""Features know nothing of the future, and what they say can be counted by hand."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.customers.days import day_number, day_numbers, day_of
from engine.customers.features import Events, customer_features, features
from engine.sample import create_sample
from engine.segments.source import ShopSource
from engine.shop import Shop

ZONE = ZoneInfo("Europe/London")
AS_OF = date(2024, 6, 30)
END = int(datetime(2024, 7, 1, tzinfo=ZONE).timestamp()) - 1

COLUMNS = ["id", "customer_id", "placed_at", "kind", "status"]
COLUMNS += ["total_e4", "refunded_e4", "refund_of", "discounted"]
MOMENTS = st.integers(END - 400 * 86_400, END + 400 * 86_400)
SALES = st.lists(st.tuples(st.integers(1, 4), MOMENTS, st.integers(1, 500)), min_size=1, max_size=12)
VISITS = st.lists(st.tuples(st.integers(1, 4), MOMENTS), max_size=8)
RETURNS = st.lists(st.tuples(st.integers(0, 11), st.integers(0, 300), st.booleans()), max_size=4)


def at(moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=ZONE).timestamp())


def events(
    sales: list[tuple[int, int, int]], visits: list[tuple[int, int]], returns: list[tuple[int, int, bool]]
) -> Events:
    """A shop's events as the store would hold them after all of it happened."""
    rows: list[list[Any]] = [
        [number, customer, moment, "sale", "paid", amount, 0, None, False]
        for number, (customer, moment, amount) in enumerate(sales)
    ]
    for sale, days, whole in returns:
        order = rows[sale % len(sales)]
        left = order[5] - order[6]
        back = left if whole else left // 2
        if back > 0:
            order[6] += back
            order[4] = "refunded" if order[6] == order[5] else "part_refunded"
            later = order[2] + days * 86_400
            rows.append([len(rows), order[1], later, "refund", "paid", -back, 0, order[0], False])
    orders = pd.DataFrame(rows, columns=COLUMNS)
    orders["refund_of"] = orders["refund_of"].astype("float64")
    first = pd.DataFrame(
        [(customer, 1, "Tea", moment) for customer, moment, _ in sales],
        columns=["customer_id", "product_id", "category", "first_at"],
    )
    first = first.groupby(["customer_id", "product_id", "category"], as_index=False).min()
    seen = pd.DataFrame(visits, columns=["customer_id", "occurred_at"]).astype("int64")
    stars = seen.rename(columns={"occurred_at": "written_at"}).assign(stars=4)
    return Events(orders, first, seen, stars)


def until(known: Events) -> Events:
    """The same store had it been asked on the day: later refunds not yet marked on their sales."""
    orders = known.orders
    then = orders[orders["placed_at"] <= END].copy()
    later = orders[(orders["placed_at"] > END) & orders["refund_of"].notna()]
    for sale, back in (-later.groupby("refund_of")["total_e4"].sum()).items():
        row = then["id"] == sale
        left = then.loc[row, "refunded_e4"] - back
        then.loc[row, "refunded_e4"] = left
        then.loc[row, "status"] = "part_refunded" if (left > 0).any() else "paid"
    return Events(
        then,
        known.first_bought[known.first_bought["first_at"] <= END],
        known.visits[known.visits["occurred_at"] <= END],
        known.stars[known.stars["written_at"] <= END],
    )


@settings(max_examples=20, deadline=None)
@given(SALES, VISITS, RETURNS)
def test_what_happens_later_changes_nothing(
    sales: list[tuple[int, int, int]], visits: list[tuple[int, int]], returns: list[tuple[int, int, bool]]
) -> None:
    everything = events(sales, visits, returns)
    pd.testing.assert_frame_equal(features(everything, AS_OF, ZONE), features(until(everything), AS_OF, ZONE))


def test_a_customer_counted_by_hand() -> None:
    sales = [
        (7, at("2024-01-01 10:00"), 1_000),
        (7, at("2024-01-01 23:30"), 500),
        (7, at("2024-05-30 09:00"), 2_500),
        (7, at("2024-07-01 00:10"), 9_999),
        (8, at("2024-07-02 09:00"), 1),
    ]
    known = events(sales, [(7, at("2024-06-20 08:00")), (7, at("2023-12-24 08:00"))], [(0, 40, False)])
    row = features(known, AS_OF, ZONE)
    assert list(row.index) == [7]
    found = row.loc[7]
    assert (found["orders"], found["order_days"]) == (3, 2)
    assert (found["recency_days"], found["tenure_days"]) == (31, 181)
    assert found["mean_gap_days"] == 150
    assert found["overdue"] == 31 / 150
    assert found["net_e4"] == 3_500
    assert found["refund_share"] == 500 / 4_000
    assert (found["orders_90d"], found["net_90d_e4"]) == (1, 2_500)
    assert (found["visits_90d"], found["days_since_visit"]) == (1, 10)
    assert found["distinct_categories"] == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(at("2019-01-01 00:00"), at("2024-12-31 00:00")), min_size=1, max_size=20))
def test_days_are_the_shops_own_through_every_change_of_clocks(moments: list[int]) -> None:
    for name in ("Europe/London", "Asia/Shanghai", "America/New_York", "UTC"):
        zone = ZoneInfo(name)
        found = day_numbers(np.array(moments, np.int64), zone).tolist()
        assert found == [day_number(day_of(moment, zone)) for moment in moments]


def test_a_refund_without_its_sale_lowers_the_net_when_it_comes() -> None:
    known = events([(1, at("2024-03-01 10:00"), 800)], [], [])
    lone = pd.DataFrame(
        [[50, 1, at("2024-04-01 10:00"), "refund", "paid", -300, 0, None, False]],
        columns=known.orders.columns,
    ).astype(known.orders.dtypes)
    row = features(replace(known, orders=pd.concat([known.orders, lone])), AS_OF, ZONE)
    assert (row.loc[1, "net_e4"], row.loc[1, "orders"]) == (500, 1)


def test_features_and_segments_tell_the_same_of_every_day(tmp_path: Path) -> None:
    path = tmp_path / "sample.clientele"
    create_sample(path, customers=150, seed=3, end=date(2026, 6, 30))
    with Shop.open(path) as shop:
        for day in (None, date(2025, 11, 28), date(2024, 9, 1)):
            table, buyers = customer_features(shop, day), ShopSource(shop, day).buyers()
            assert len(table) > 0
            assert table.index.to_list() == buyers.customer_id.tolist()
            for name in ("orders", "net_e4", "recency_days", "tenure_days"):
                assert table[name].to_list() == getattr(buyers, name).tolist()
