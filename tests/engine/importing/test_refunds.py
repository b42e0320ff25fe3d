"""A refund finds the latest earlier sale that still holds what came back, and nothing is given back twice."""

import numpy as np

from engine.importing.refunds import match_refunds


def match(orders: list[tuple[int, int, dict[int, int]]], service: tuple[int, ...] = ()) -> dict[int, int]:
    """Orders as (customer, moment, product → quantity); negative quantities make a refund."""
    lines = [
        (number, thing, pieces)
        for number, (_, _, what) in enumerate(orders)
        for thing, pieces in what.items()
    ]
    place, product, count = (np.array(column) for column in zip(*lines, strict=True))
    refund = np.array([min(what.values()) < 0 for _, _, what in orders])
    return match_refunds(
        np.array([order[0] for order in orders]), np.array([order[1] for order in orders]), ~refund, refund,
        place, product, count, np.isin(np.arange(10), service),
    )  # fmt: skip


def test_the_latest_earlier_sale_of_the_same_customer() -> None:
    assert match([(1, 10, {5: 2}), (1, 20, {5: 2}), (2, 25, {5: 2}), (1, 40, {5: 2}), (1, 30, {5: -1})]) == {
        4: 1
    }


def test_it_must_still_hold_everything_that_came_back() -> None:
    orders = [
        (1, 10, {5: 3, 6: 1}),
        (1, 20, {5: 1}),
        (1, 30, {5: -1, 6: -1}),
        (1, 31, {5: -2}),
        (1, 32, {5: -1}),
    ]
    assert match(orders) == {2: 0, 3: 0, 4: 1}


def test_what_was_never_bought_stays_unlinked() -> None:
    assert match([(1, 10, {5: 1}), (1, 20, {5: -2}), (1, 20, {7: -1}), (-1, 30, {5: -1})]) == {}


def test_postage_given_back_too_does_not_hide_the_sale() -> None:
    assert match([(1, 10, {5: 1}), (1, 20, {5: -1, 9: -1})], service=(9,)) == {1: 0}
