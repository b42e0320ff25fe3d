"""Ward's tree on weighted points is the tree of the customers they stand for."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

from engine.segments.hierarchical import top_of
from engine.segments.ward import Ward, WardMaker, grow, weighted_ward


def points(seed: int, count: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 3))


@pytest.mark.parametrize("seed", range(5))
def test_single_customers_give_the_usual_tree(seed: int) -> None:
    X = points(seed, 60)
    ours, usual = weighted_ward(X, np.ones(60)), linkage(X, "ward")
    assert np.allclose(ours[:, 2], usual[:, 2])
    for k in range(2, 9):
        assert adjusted_rand_score(fcluster(ours, k, "maxclust"), fcluster(usual, k, "maxclust")) == 1


@pytest.mark.parametrize("seed", range(5))
def test_a_point_that_stands_for_many_counts_as_many(seed: int) -> None:
    X = points(seed, 25)
    sizes = np.random.default_rng(seed).integers(1, 9, 25)
    everybody = np.repeat(X, sizes, axis=0)
    ours = fcluster(weighted_ward(X, sizes.astype(float)), 4, "maxclust")
    usual = fcluster(linkage(everybody, "ward"), 4, "maxclust")
    assert adjusted_rand_score(np.repeat(ours, sizes), usual) == 1


def test_the_top_of_a_tree_keeps_every_customer_and_the_highest_joins() -> None:
    tree = grow(points(1, 400), full=0, seed=3)
    group = np.where(fcluster(tree.joins, 3, "maxclust") == 1, "one", "another")
    top = top_of(tree, group, 10)
    assert sum(top["customers"]) == 400
    assert len(top["joins"]) == len(top["customers"]) - 1 == 9
    assert top["joins"][-1][3] == 400
    for name in ("one", "another"):
        held = sum(n for n, group_of in zip(top["customers"], top["groups"], strict=True) if group_of == name)
        assert held == tree.sizes[group == name].sum()
    assert [join[2] for join in top["joins"]] == pytest.approx(tree.joins[-9:, 2].tolist(), abs=1e-3)


def test_far_groups_are_found_however_many_customers() -> None:
    random = np.random.default_rng(5)
    centres = np.array([[0, 0, 0], [12, 0, 0], [0, 12, 0], [0, 0, 12]])
    truth = random.integers(0, 4, 7_000)
    X = centres[truth] + random.normal(size=(7_000, 3))
    found = WardMaker()(4, 1, 10)
    assert isinstance(found, Ward)
    assert adjusted_rand_score(truth, found.fit(X).predict(X)) > 0.99
