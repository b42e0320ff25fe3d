"""The blocked solution against the formula it stands for."""

import numpy as np
import pytest
from scipy import sparse

from engine.jobs import Cancelled
from engine.recommend.ease import product_weights
from engine.recommend.inverse import inverse_in_place
from engine.words import Text


def test_the_closed_form_on_a_toy() -> None:
    bought = np.array([[1, 1, 0], [1, 1, 1], [0, 1, 1], [1, 0, 0]], np.float32)
    inverse = np.linalg.inv(bought.T @ bought + 2 * np.eye(3))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)
    assert product_weights(sparse.csr_matrix(bought), 2) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("size", [1, 127, 128, 300])
def test_the_inverse_in_steps_is_the_inverse(size: int) -> None:
    root = np.random.default_rng(1).normal(size=(size, size + 5))
    matrix = root @ root.T + 50 * np.eye(size)
    found = inverse_in_place(matrix.astype(np.float32))
    assert found @ matrix == pytest.approx(np.eye(size), abs=1e-3)


def test_it_can_be_cancelled_half_way() -> None:
    told = []

    def owner(fraction: float, text: Text | None = None) -> None:
        told.append(fraction)
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        inverse_in_place(2 * np.eye(1000, dtype=np.float32), owner)
    assert len(told) > 8
    assert told == sorted(told)
