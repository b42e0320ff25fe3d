"""What a representation is worth is measured on a hidden period, which nothing that is measured has seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.customers.features import Events
from engine.embeddings.evaluation import DRAWS, SHOWN, Questions, answers, judge
from engine.embeddings.frames import compare_customers
from engine.embeddings.lookalikes import even, likeness, most_alike
from engine.embeddings.past import Past, known_past
from engine.embeddings.plain import plain
from engine.errors import ClienteleError
from engine.shop import Shop
from engine.store import features
from engine.store.embeddings import line_frame
from tests.engine.shop_builder import Sale, add_sales, build_shop


def past_of(shop: Shop, day: date) -> Past:
    with shop.store.read() as connection:
        events = Events(
            features.order_frame(connection),
            features.first_bought_frame(connection),
            features.visit_frame(connection),
            features.star_frame(connection),
        )
        return known_past(events, line_frame(connection), day, shop.zone)


def test_what_came_later_changes_nothing_of_an_earlier_day(tmp_path: Path) -> None:
    chance = np.random.default_rng(7)

    def sales(first: date, last: date, customers: int, count: int) -> list[Sale]:
        made = []
        for number in range(count):
            at = first + timedelta(days=int(chance.integers((last - first).days)))
            things = tuple(int(one) for one in chance.integers(1, 10, 3))
            who, amount = int(chance.integers(1, customers + 1)), int(chance.integers(5, 90))
            made.append(Sale(who, f"{at} 12:00", amount, code=f"{at:%y%m}{number}", products=things))
        return made

    day = date(2024, 12, 31)
    early = sales(date(2024, 1, 1), day, 60, 200)
    with build_shop(tmp_path / "a.clientele", early) as shop:
        before = past_of(shop, day)
        back = [
            replace(each, at="2025-01-20 12:00", kind="refund", amount=-each.amount, refunds=each.code)
            for each in early[:9]
        ]
        add_sales(shop, sales(date(2025, 1, 1), date(2025, 3, 1), 80, 90))
        add_sales(shop, [replace(each, code=f"back{each.code}") for each in back])
        after = past_of(shop, day)
        assert len(past_of(shop, date(2025, 3, 1)).order_day) > len(after.order_day)
    for name in ("customers", "facts", "first", "order_day", "amount", "line_first", "thing"):
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name), err_msg=name)
    assert before.things == after.things
    assert after.order_day.max() <= after.day
    np.testing.assert_array_equal(plain(before), plain(after))


def taste(customers: int, tasks: int, seed: int) -> tuple[Questions, np.ndarray]:
    """Who bought what later, by a taste of four figures that stands for each customer."""
    chance = np.random.default_rng(seed)
    figures = chance.normal(size=(customers, 4))
    wants = figures @ chance.normal(size=(4, tasks)) + chance.normal(size=(customers, tasks))
    return Questions(wants > np.quantile(wants, 0.85, axis=0), np.arange(tasks)), figures


def test_what_knows_the_taste_wins_and_noise_does_not() -> None:
    asked, figures = taste(400, 12, 1)
    noise = [np.random.default_rng(seed).normal(size=(400, 12)) for seed in (2, 3)]
    blurred = figures + np.random.default_rng(4).normal(size=figures.shape) * 2
    given = {"plain": blurred, "taste": figures, "noise": noise[0], "other": noise[1]}
    results = {name: answers(asked, rows.astype(np.float32)) for name, rows in given.items()}
    worth, chosen = judge(results, "plain")
    assert chosen == "taste"
    assert worth["taste"].wins
    assert worth["taste"].gain_low > 0
    assert not worth["noise"].wins
    assert worth["noise"].gain_high < 0
    assert worth["noise"].auc == pytest.approx(0.5, abs=0.04)
    assert worth["plain"].gain == 0


def test_noise_beats_noise_no_more_often_than_allowed() -> None:
    """The yardstick is kept unless something is better beyond chance: of 20 shops one may err."""
    false_wins = 0
    for seed in range(20):
        asked, _ = taste(150, 6, seed)
        chance = np.random.default_rng(seed)
        rows = {name: chance.normal(size=(150, 4)).astype(np.float32) for name in ("plain", "a", "b", "c")}
        _, chosen = judge({name: answers(asked, one) for name, one in rows.items()}, "plain", seed)
        false_wins += chosen != "plain"
    assert false_wins <= 3


def test_the_examples_are_not_among_those_found_and_a_planted_group_is() -> None:
    chance = np.random.default_rng(0)
    vectors = chance.normal(size=(1_000, 10))
    group = np.arange(60)
    vectors[group, 3] += 3
    shown = chance.choice(group, SHOWN, replace=False)
    scaled = even(vectors.astype(np.float32))
    found, scores = most_alike(scaled, shown, 40)
    assert not set(found.tolist()) & set(shown.tolist())
    # Four in a hundred of the others would be in it by chance.
    assert np.isin(found, group).mean() > 0.6
    assert (np.diff(scores) <= 0).all()
    alone, _ = most_alike(scaled, shown[:1], 5_000)
    assert len(alone) == 999
    # Whatever one column is multiplied with, the same are alike.
    stretched = even((vectors * np.array([1, 1, 50, 1, 1, 1, 0.01, 1, 1, 1])).astype(np.float32))
    np.testing.assert_allclose(likeness(scaled, shown), likeness(stretched, shown), rtol=1e-3, atol=1e-3)
    assert DRAWS > 1


def test_a_plain_table_of_orders_is_compared_without_a_shop() -> None:
    chance = np.random.default_rng(2)
    rows = []
    for customer in range(400):
        for day in chance.integers(0, 500, 6):
            things = ("tea", "pot") if customer % 2 else ("coffee", "mill")
            rows += [
                (f"K{customer:03}", day, 10.0, f"{customer}-{day}", f"{thing} {chance.integers(3)}", thing)
                for thing in things
            ]
    orders = pd.DataFrame(rows, columns=["customer_id", "day", "amount", "order_id", "product", "category"])
    orders["ordered_at"] = pd.Timestamp("2023-01-01") + pd.to_timedelta(orders["day"], unit="D")
    found = compare_customers(orders, learned=False)
    assert len(found.customers) == 400
    assert found.chosen == "plain"
    assert found.worth["auc"].between(0.6, 1).all()
    assert len(found.worth) == 1
    alike = found.like(["K001", "K003", "K005", "K007", "K009", "nobody"], n=30)
    assert len(alike) == 30
    # Those who drink tea are like those who drink tea.
    assert all(int(code[1:]) % 2 for code in alike["customer_id"])
    with pytest.raises(ClienteleError, match="nobody_known"):
        found.like(["nobody"])
    # Without products and categories it is told from orders alone, asked by week.
    bare = orders.groupby("order_id", as_index=False).agg(
        customer_id=("customer_id", "first"), ordered_at=("ordered_at", "min"), amount=("amount", "sum")
    )
    assert compare_customers(bare, learned=False).vectors["plain"].shape[0] == 400
