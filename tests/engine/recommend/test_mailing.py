"""The list for the next mail."""

import numpy as np
import pandas as pd

from engine.recommend.mailing import due, mailing_list, offers
from engine.recommend.registry import create
from tests.engine.recommend.conftest import interactions_of


def lists(table: pd.DataFrame, n: int = 8) -> pd.DataFrame:
    model = create("blend").fit(table)
    history = model.history
    rows = np.arange(len(history.customers))
    every, new = offers(model, rows, due(history), np.zeros(len(history.products), bool))
    found = mailing_list(every, new, n).ranking.columns
    named = pd.DataFrame(
        {
            "customer_id": np.repeat(history.customers, n),
            "product_id": history.products[found.ravel()],
            "place": np.tile(np.arange(n), len(rows)),
        }
    )
    return named[found.ravel() >= 0]


def test_no_product_twice_and_every_fourth_is_new(little: pd.DataFrame) -> None:
    named = lists(little)
    assert not named.duplicated(["customer_id", "product_id"]).any()
    known = named.merge(little[["customer_id", "product_id"]].drop_duplicates(), how="left", indicator=True)
    first_four = (
        known[known["place"] < 4].groupby("customer_id")["_merge"].agg(lambda m: (m == "left_only").sum())
    )
    assert (first_four >= 1).all()
    assert (known["_merge"] == "both").any()


def test_what_was_bought_this_week_is_not_offered_again_yet() -> None:
    # Everyone buys product 1 every 20 days; customer 1 bought it 3 days ago, customer 2 did 15 days ago.
    rows = [(1, 1, float(day)) for day in (37, 57, 77, 97)] + [(2, 1, float(day)) for day in (25, 45, 65, 85)]
    rows += [(c, 1, float(day)) for c in range(10, 40) for day in (20, 40, 60, 80, 100)]
    rows += [(c, 2, 100.0) for c in range(50, 60)]
    named = lists(interactions_of(rows), 3)
    offered = set(zip(named["customer_id"], named["product_id"], strict=True))
    assert (2, 1) in offered
    assert (1, 1) not in offered
    # Whoever buys it every other day may have it again after one.
    rows += [(3, 1, float(day)) for day in range(75, 100, 2)]
    named = lists(interactions_of(rows), 3)
    assert (3, 1) in set(zip(named["customer_id"], named["product_id"], strict=True))


def test_a_shop_where_nothing_is_bought_twice_offers_new_things_only() -> None:
    chance = np.random.default_rng(2)
    rows = [
        (customer, int(product), float(chance.integers(300)))
        for customer in range(60)
        for product in chance.choice(40, 6, replace=False)
    ]
    table = interactions_of(rows)
    assert lists(table).merge(table, on=["customer_id", "product_id"]).empty
