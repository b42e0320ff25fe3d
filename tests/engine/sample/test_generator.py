"""What must hold in every invented shop, whatever its seed, size and last day."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ClienteleError
from engine.sample.campaign import VALID_DAYS
from engine.sample.generator import SampleShop, generate

END = date(2026, 6, 30)
RESERVED = re.compile(r".+@(example\.(com|org|net)|[a-z]+\.test)")


@pytest.fixture(scope="module")
def shop() -> SampleShop:
    return generate(1200, 7, END)


def frames(shop: SampleShop) -> dict[str, pd.DataFrame]:
    values = {field.name: getattr(shop, field.name) for field in fields(shop)}
    return {name: value for name, value in values.items() if isinstance(value, pd.DataFrame)}


def test_same_seed_makes_the_same_shop_and_another_seed_another(shop: SampleShop) -> None:
    again, other = frames(generate(1200, 7, END)), frames(generate(1200, 8, END))
    for name, frame in frames(shop).items():
        pd.testing.assert_frame_equal(frame, again[name])
        assert not frame.equals(other[name]), name


@given(
    customers=st.integers(20, 150),
    seed=st.integers(0, 2**32),
    end=st.dates(date(2000, 1, 1), date(2040, 12, 31)),
)
@settings(max_examples=12, deadline=None)
def test_laws_of_every_shop(customers: int, seed: int, end: date) -> None:
    made = generate(customers, seed, end)
    assert len(made.customers) == customers
    money_adds_up(made)
    refunds_point_to_their_sale(made)
    nothing_happens_out_of_time(made)
    only_buyers_rate(made)
    campaign_is_consistent(made)


def money_adds_up(shop: SampleShop) -> None:
    orders, lines = shop.orders.set_index("id"), shop.lines
    by_order = lines.groupby("order")
    assert (by_order["total_e4"].sum() == orders["total_e4"]).all()
    assert (by_order.size() == orders["line_count"]).all()
    full = (lines["quantity"] * lines["unit_price_e4"]).groupby(lines["order"]).sum()
    sales = orders[orders["kind"] == "sale"]
    assert (full[sales.index] - sales["total_e4"] == sales["discount_e4"]).all()
    assert (sales["discount_e4"] > 0).eq(sales["discount_code"] != "").all()
    assert (sales["total_e4"] > 0).all()
    assert not lines.duplicated(["order", "line_no"]).any()


def refunds_point_to_their_sale(shop: SampleShop) -> None:
    orders = shop.orders.set_index("id")
    refunds = orders[orders["kind"] == "refund"]
    sale = orders.loc[refunds["refund_of"]]
    assert (sale["kind"] == "sale").all()
    assert (sale["customer"].to_numpy() == refunds["customer"].to_numpy()).all()
    assert (sale["placed_at"].to_numpy() < refunds["placed_at"].to_numpy()).all()
    assert (-refunds["total_e4"].to_numpy() == sale["refunded_e4"].to_numpy()).all()
    assert (sale["refunded_e4"] <= sale["total_e4"]).all()
    whole = sale["refunded_e4"] == sale["total_e4"]
    assert (sale["status"] == np.where(whole, "refunded", "part_refunded")).all()
    assert (orders.drop(sale.index)["refunded_e4"] == 0).all()
    # Nothing comes back that was not in the parcel.
    sold = shop.lines.merge(orders[["refund_of"]], left_on="order", right_index=True)
    back = sold[sold["refund_of"] > 0].merge(
        sold,
        how="left",
        suffixes=("", "_sold"),
        left_on=["refund_of", "product"],
        right_on=["order", "product"],
    )
    assert (-back["quantity"] <= back["quantity_sold"]).all()


def nothing_happens_out_of_time(shop: SampleShop) -> None:
    last, known = shop.last_at, shop.customers.set_index("id")["created_at"]
    assert pd.Timestamp(last, unit="s", tz="UTC").tz_convert("Europe/London").date() == shop.end
    for frame, column in (
        (shop.orders, "placed_at"), (shop.visits, "occurred_at"), (shop.reviews, "written_at"),
        (shop.outcomes, "at"), (shop.consents, "at"), (shop.notes, "at"), (shop.suppressions, "at"),
    ):  # fmt: skip
        assert (frame[column] <= last).all()
        if "customer" in frame:
            someone = frame[frame["customer"] > 0]
            assert (someone[column].to_numpy() >= known[someone["customer"]].to_numpy()).all()


def only_buyers_rate(shop: SampleShop) -> None:
    sales = shop.orders[(shop.orders["kind"] == "sale") & (shop.orders["status"] != "cancelled")]
    bought = shop.lines.merge(sales[["id", "customer", "placed_at"]], left_on="order", right_on="id")
    first = bought.groupby(["customer", "product"])["placed_at"].min()
    rated = shop.reviews.set_index(["customer", "product"])
    assert not rated.index.duplicated().any()
    assert (rated["written_at"] > first.reindex(rated.index)).all()


def campaign_is_consistent(shop: SampleShop) -> None:
    people, outcomes = shop.recipients.set_index("customer"), shop.outcomes
    mailed = people[people["arm"] == "mail"]
    agreed = shop.consents[(shop.consents["channel"] == "email") & (shop.consents["status"] == "yes")]
    assert mailed.index.isin(agreed["customer"]).all()
    assert (mailed["email"] != "").all()
    assert mailed["coupon_code"].is_unique
    assert (people.loc[people["arm"] != "mail", "coupon_code"] == "").all()
    # A code is used by the one it was sent to, once, while it is valid.
    orders = shop.orders.set_index("id")
    used = orders[orders["discount_code"].isin(mailed["coupon_code"])]
    assert (mailed.loc[used["customer"], "coupon_code"].to_numpy() == used["discount_code"].to_numpy()).all()
    assert used["discount_code"].is_unique
    assert (used["placed_at"] > shop.exported_at).all()
    assert (used["placed_at"] < shop.exported_at + (VALID_DAYS + 1) * 86_400).all()
    reported = outcomes[outcomes["kind"] != "ordered"]
    assert reported["customer"].isin(mailed.index).all()
    ordered = outcomes[outcomes["kind"] == "ordered"]
    order = orders.loc[ordered["order"]]
    assert (order["customer"].to_numpy() == ordered["customer"].to_numpy()).all()
    assert (order["total_e4"] - order["refunded_e4"]).tolist() == ordered["amount_e4"].tolist()


def test_nobody_real_can_be_reached(shop: SampleShop) -> None:
    given_addresses = shop.customers.loc[shop.customers["email"] != "", "email"]
    assert given_addresses.map(lambda address: bool(RESERVED.fullmatch(address))).all()
    assert given_addresses.is_unique
    phones = shop.customers.loc[shop.customers["phone"] != "", "phone"]
    assert phones.str.fullmatch(r"\+44 7700 900\d{3}").all()


def test_the_shop_is_as_rich_as_promised(shop: SampleShop) -> None:
    assert 120 <= len(shop.products) <= 160
    assert shop.products["category"].nunique() >= 10
    assert shop.customers["name"].str.contains(r"[\u4e00-\u9fff]").mean() > 0.1
    assert set(shop.reviews["language"]) == {"en", "zh-CN", ""}
    assert set(shop.reviews["stars"]) == {1, 2, 3, 4, 5}
    assert set(shop.visits["kind"]) == {"view", "search", "cart", "purchase"}
    assert {"mail", "hold_out", "excluded"} == set(shop.recipients["arm"])
    status = shop.orders["status"]
    assert {"paid", "cancelled", "refunded", "part_refunded"} == set(status)
    assert 0 < (shop.orders["customer"] == 0).mean() < 0.1
    # Some customers never bought: the shop knows them from its newsletter.
    assert not shop.customers["id"].isin(shop.orders["customer"]).all()


def test_the_mail_truly_brings_orders() -> None:
    shop = generate(20_000, 3, END)
    people = shop.recipients.set_index("customer")["arm"]
    bought = people.index.isin(shop.outcomes.loc[shop.outcomes["kind"] == "ordered", "customer"])
    rate = pd.Series(bought, index=people.index).groupby(people).mean()
    assert 0.03 < rate["mail"] - rate["hold_out"] < 0.09


def test_companions_are_bought_together_more_than_by_chance() -> None:
    shop = generate(5_000, 7, END)
    numbers = shop.products.set_index("name")["id"]
    sales = shop.lines[shop.lines["quantity"] > 0].groupby("product")["order"].agg(set)
    total = shop.orders["kind"].eq("sale").sum()
    one = sales[numbers["Pour-over Cone, ceramic"]]
    other = sales[numbers["Paper Filters 02, 100 pieces"]]
    assert len(one & other) / (len(one) * len(other) / total) > 3


@pytest.mark.parametrize("customers", [0, 19, 500_001])
def test_a_size_that_is_no_shop_is_refused(customers: int) -> None:
    with pytest.raises(ClienteleError) as refused:
        generate(customers, 7, END)
    assert refused.value.key == "sample.bad_size"


def test_a_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ClienteleError) as refused:
        generate(20, 7, date(2101, 1, 1))
    assert refused.value.key == "sample.bad_end"
