"""The laws of RFM: an exact partition, equal customers scored equally in any order, rules that hold."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.segments import rfm
from engine.segments.rfm_presets import DEFAULT, PRESETS, Preset

TABLE = PRESETS[DEFAULT]

BUYERS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(1, 12), st.integers(-50_000, 5_000_000)),
    min_size=1,
    max_size=60,
)


def scored(buyers: list[tuple[int, int, int]]) -> tuple[np.ndarray, rfm.Thresholds]:
    recency, orders, net = (np.array(column, dtype=np.int64) for column in zip(*buyers, strict=True))
    thresholds = rfm.fit_thresholds(recency, orders, net)
    return rfm.score(recency, orders, net, thresholds), thresholds


@pytest.mark.parametrize("table", PRESETS.values(), ids=PRESETS)
def test_every_code_of_every_table_has_exactly_one_name(table: Preset) -> None:
    counted = Counter(code for codes in table.codes.values() for code in codes)
    scale = [str(value) for value in range(1, table.levels + 1)]
    everything = sorted("".join(digits) for digits in product(scale, repeat=3))
    assert sorted(counted) == everything
    assert set(counted.values()) == {1}
    scores = np.array([[int(digit) for digit in code] for code in everything])
    names = [table.segments[position] for position in table.index(scores)]
    assert names == [table.segment_of()[code] for code in everything]


@given(BUYERS, st.randoms(use_true_random=False))
def test_scores_do_not_depend_on_the_order_of_rows(
    buyers: list[tuple[int, int, int]], chance: object
) -> None:
    shuffled = list(range(len(buyers)))
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    before, _ = scored(buyers)
    after, _ = scored([buyers[position] for position in shuffled])
    assert (before[shuffled] == after).all()


@given(BUYERS)
def test_better_customers_score_no_worse_and_equal_ones_the_same(buyers: list[tuple[int, int, int]]) -> None:
    scores, _ = scored(buyers)
    values = np.array(buyers) * np.array([-1, 1, 1])
    for column in range(3):
        order = np.argsort(values[:, column], kind="stable")
        assert (np.diff(scores[order, column]) >= 0).all()
        equal = np.diff(values[order, column]) == 0
        assert (np.diff(scores[order, column])[equal] == 0).all()
    assert scores.min() >= 1
    assert scores.max() <= 5


@given(BUYERS)
def test_the_rule_in_real_units_holds_for_every_member(buyers: list[tuple[int, int, int]]) -> None:
    scores, thresholds = scored(buyers)
    for (days, orders, net), position in zip(buyers, TABLE.index(scores), strict=True):
        limits = rfm.real_range(TABLE.codes[TABLE.segments[position]], thresholds)
        assert limits.days_from is None or days >= limits.days_from
        assert limits.days_to is None or days <= limits.days_to
        assert limits.orders_from is None or orders >= limits.orders_from
        assert limits.orders_to is None or orders <= limits.orders_to
        assert limits.net_from_e4 is None or net > limits.net_from_e4
        assert limits.net_to_e4 is None or net <= limits.net_to_e4


def test_many_one_time_buyers_turn_frequency_into_bands_of_orders() -> None:
    few = [1] * 40 + [2, 3, 4, 5, 6, 7] * 10
    many = [1] * 41 + [2] * 30 + [3, 4] * 8 + [5, 9] * 5 + [10] * 3
    for orders, banded in ((few, False), (many, True)):
        fitted = rfm.fit_thresholds(np.arange(len(orders)), np.array(orders), np.arange(len(orders)))
        assert fitted.banded is banded
    scores = rfm.score(np.zeros(6, int), np.array([1, 2, 3, 4, 9, 10]), np.zeros(6, int), fitted)
    assert scores[:, 1].tolist() == [1, 2, 3, 3, 4, 5]


def test_fifths_of_distinct_values_are_fifths() -> None:
    scores, _ = scored([(day, day + 1, day * 100) for day in range(100)])
    assert np.bincount(scores[:, 0])[1:].tolist() == [20] * 5
    assert scores[0].tolist() == [5, 1, 1]
    assert scores[99].tolist() == [1, 5, 5]


@given(BUYERS, st.randoms(use_true_random=False))
def test_the_combined_score_rewards_every_advantage_and_no_order_of_rows(
    buyers: list[tuple[int, int, int]], chance: object
) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*buyers, strict=True)]
    points = rfm.combined_score(*columns)
    assert points.min() >= 0
    assert points.max() <= 100
    values = np.array(buyers) * np.array([-1, 1, 1])
    for one, mine in zip(values, points, strict=True):
        no_worse = (values >= one).all(axis=1)
        assert (points[no_worse] >= mine).all()
    shuffled = list(range(len(buyers)))
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = rfm.combined_score(*(column[shuffled] for column in columns))
    assert (points[shuffled] == again).all()


def test_the_combined_score_puts_the_middle_at_fifty_and_the_best_near_a_hundred() -> None:
    days = np.arange(101)
    points = rfm.combined_score(days, 1 + days[::-1], 100 * days[::-1])
    assert points[50] == 50
    assert points[0] >= 99
    assert points[100] <= 1
    everybody = rfm.combined_score(np.zeros(9, int), np.ones(9, int), np.full(9, 70))
    assert set(everybody.tolist()) == {50}
