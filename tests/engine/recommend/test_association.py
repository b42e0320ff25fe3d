"""Bought together: counts and lift against figures worked out by hand."""

import numpy as np
import pytest

from engine.recommend.association import bought_together


def baskets(*groups: tuple[int, list[int]]) -> tuple[np.ndarray, np.ndarray]:
    orders, products, number = [], [], 0
    for count, held in groups:
        for _ in range(count):
            number += 1
            orders += [number] * len(held)
            products += held
    return np.array(orders), np.array(products)


def test_counts_support_and_lift() -> None:
    # 100 orders: 20 with 1 and 2, 10 with 1 alone, 70 with 3.
    orders, products = baskets((20, [1, 2]), (10, [1]), (70, [3]))
    found = bought_together(orders, products)
    table = dict(
        zip(
            zip(found.product.tolist(), found.other.tolist(), strict=True),
            range(len(found.product)),
            strict=True,
        )
    )
    assert set(table) == {(1, 2), (2, 1)}
    at = table[1, 2]
    assert (found.together[at], found.orders[at]) == (20, 30)
    assert found.lift[at] == pytest.approx(20 * 100 / (30 * 20))


def test_chance_and_anecdotes_are_no_pairs() -> None:
    # 1 and 2 are independent; 4 and 5 meet only four times.
    independent = baskets((25, [1, 2]), (25, [1]), (25, [2]), (25, [3]), (4, [4, 5]))
    assert len(bought_together(*independent).product) == 0


def test_a_product_twice_in_an_order_counts_once() -> None:
    orders, products = baskets((20, [1, 1, 2]), (80, [3]))
    assert bought_together(orders, products).together.tolist() == [20, 20]


def test_the_strongest_company_comes_first_and_only_so_many() -> None:
    orders, products = baskets((30, [1, 2]), (20, [1, 3]), (10, [1, 4]), (200, [9]))
    found = bought_together(orders, products, top=2)
    assert found.other[found.product == 1].tolist() == [2, 3]
