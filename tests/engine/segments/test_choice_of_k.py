"""The number of clusters: found where there are any, never one whale against everybody, else refused."""

from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from engine.segments.choice_of_k import Candidate, choose_k, decide
from engine.segments.kmeans import make_kmeans
from engine.segments.one_thread import one_thread

GOOD = Candidate(4, 100, 0.2, 0.3, 0.30, 0.9, 0.2, "")


def test_real_clusters_are_counted() -> None:
    chance = np.random.default_rng(3)
    centres = np.array([[0, 0], [9, 0], [0, 9], [9, 9]])
    X = np.concatenate([centre + chance.normal(size=(80, 2)) for centre in centres])
    choice = choose_k(X, make_kmeans, candidates=(3, 4, 5), seed=1)
    assert choice.k == 4
    assert choice.by == "silhouette"
    assert choice.chosen.stability > 0.95


def test_a_whale_does_not_become_the_answer() -> None:
    chance = np.random.default_rng(3)
    X = np.concatenate([chance.normal(size=(400, 2)), [[60.0, 60.0]] * 3])
    choice = choose_k(X, make_kmeans, candidates=(3, 4))
    assert choice.k is None
    # The silhouette alone would have been delighted.
    assert {candidate.dropped for candidate in choice.candidates} <= {"too_small", "too_large", "unstable"}
    assert choice.candidates[0].silhouette > 0.3


@pytest.mark.parametrize(
    ("candidates", "k", "by"),
    [
        ([replace(GOOD, k=3, usefulness=0.1), GOOD, replace(GOOD, k=5, usefulness=0.21)], 4, "usefulness"),
        ([replace(GOOD, k=3, dropped="unstable"), replace(GOOD, k=5, usefulness=0.25)], 5, "usefulness"),
        (
            [replace(GOOD, k=3, usefulness=None, silhouette=0.2), replace(GOOD, usefulness=None)],
            4,
            "silhouette",
        ),
        (
            [replace(GOOD, usefulness=0.0, silhouette=-0.01), replace(GOOD, k=5, usefulness=0.0)],
            5,
            "silhouette",
        ),
        ([replace(GOOD, dropped="too_small"), replace(GOOD, k=5, dropped="too_large")], None, ""),
    ],
)
def test_the_fewest_nearly_best_clusters_win(candidates: list[Candidate], k: int | None, by: str) -> None:
    choice = decide(candidates)
    assert (choice.k, choice.by) == (k, by)


def test_fits_run_on_one_thread_whatever_the_machine_has() -> None:
    with one_thread():
        assert {pool["num_threads"] for pool in threadpool_info()} == {1}
