"""The metrics against figures worked out by hand."""

import numpy as np
import pytest

from engine.recommend import metrics

# Customer 1: bought 7, 8, 9; the list names 7 first and 9 third. Customer 2 bought 4; named last of five.
LISTS = np.array([[7, 1, 9, 2, 3], [0, 1, 2, 3, 4]])
FOUND = metrics.hits(LISTS, [np.array([7, 8, 9]), np.array([4])])
RELEVANT = np.array([3, 1])


def test_hits_are_the_named_products_that_were_bought() -> None:
    assert FOUND.tolist() == [[True, False, True, False, False], [False] * 4 + [True]]


def test_ndcg_discounts_by_rank_and_compares_with_the_best_order() -> None:
    # (1 + 1/2) / (1 + 1/log2(3) + 1/2) and 1/log2(6)
    assert metrics.ndcg(FOUND, RELEVANT, 5) == pytest.approx([0.703918, 0.386853], abs=1e-6)


def test_recall_and_hit_rate_stop_at_k() -> None:
    assert metrics.recall(FOUND, RELEVANT, 2) == pytest.approx([1 / 3, 0])
    assert metrics.recall(FOUND, RELEVANT, 5) == pytest.approx([2 / 3, 1])
    assert metrics.hit_rate(FOUND, 4).tolist() == [1, 0]


def test_the_standard_error_is_that_of_a_mean() -> None:
    assert metrics.standard_error(np.array([1.0, 2, 3, 4])) == pytest.approx(1.2909944 / 2)
