"""What counts as having bought something, and when."""

import numpy as np
import pandas as pd
import pytest

from engine.errors import ClienteleError
from engine.recommend.history import History
from tests.engine.recommend.conftest import interactions_of

BOUGHT = interactions_of([(7, 1, 0.1), (7, 1, 0.3), (7, 1, 10.1), (7, 2, 4.1), (3, 2, 6.1)])


def test_several_lines_of_a_day_are_one_purchase() -> None:
    history = History.of(BOUGHT)
    assert history.customers.tolist() == [3, 7]
    assert list(zip(history.row, history.column, history.times, strict=True)) == [
        (0, 1, 1),
        (1, 0, 2),
        (1, 1, 1),
    ]
    assert history.interval[1] == pytest.approx(9.8)
    assert history.last_age == pytest.approx([4, 0, 6])


def test_what_comes_after_the_day_is_not_seen() -> None:
    cut = int(BOUGHT["occurred_at"].iloc[3])
    assert History.of(BOUGHT, cut).shape == (1, 2)
    early, full = History.of(BOUGHT[BOUGHT["occurred_at"] <= cut], cut), History.of(BOUGHT, cut)
    assert np.array_equal(early.age, full.age)


def test_what_was_given_back_was_not_bought_but_only_once_it_came_back() -> None:
    both = pd.concat([BOUGHT, interactions_of([(7, 2, 8.0)], kind="return")], ignore_index=True)
    assert History.of(both).buyers.tolist() == [1, 1]
    before = int(BOUGHT["occurred_at"].iloc[4])
    assert History.of(both, before).buyers.tolist() == [1, 2]


def test_views_and_nothing_at_all() -> None:
    with pytest.raises(ClienteleError) as problem:
        History.of(interactions_of([(1, 1, 1)], kind="view"))
    assert problem.value.key == "recommend.no_orders"
    with pytest.raises(ClienteleError):
        History.of(BOUGHT.head(0))
