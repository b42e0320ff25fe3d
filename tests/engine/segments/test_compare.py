"""The methods side by side: every one is there, refusals are results, figures are what they say."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from engine.sample import create_sample
from engine.segments import METHODS, compare_methods, comparison, latest_run
from engine.segments.worth import agreement, agreement_of, told_of_later
from engine.shop import Shop
from engine.words import LANGUAGES


def test_every_method_has_its_row_and_a_refusal_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The slower ones are compared in the same way.
    some = {key: METHODS[key] for key in ("rfm", "kmeans", "two_step", "dbscan")}
    monkeypatch.setattr("engine.segments.compare.METHODS", some)
    create_sample(tmp_path / "shop.clientele", customers=400, seed=5, end=date(2026, 6, 30))
    with Shop.open(tmp_path / "shop.clientele") as shop:
        assert comparison(shop) is None
        found = compare_methods(shop)
        assert comparison(shop) == found
        assert [each.method for each in found.methods] == list(some)
        assert sum(each.recommended for each in found.methods) == 1
        for each in found.methods:
            for language in LANGUAGES:
                assert each.verdict.say(language)
                assert each.name.say(language)
                assert each.refusal is None or each.refusal.say(language)
            run = latest_run(shop, each.method)
            if each.refusal is None:
                assert run is not None
                assert run.id == each.run
                buyers = [s.customers for s in run.segments if s.customers and s.code != "prospects"]
                assert each.groups == len(buyers)
                assert each.largest == pytest.approx(max(buyers) / sum(buyers), abs=1e-4)
        rfm = found.methods[0]
        assert rfm.told is not None
        assert 0 < rfm.told < 1
        assert all(found.advice.say(language) for language in LANGUAGES)


def test_agreement_is_the_adjusted_rand_index() -> None:
    chance = np.random.default_rng(3)
    for groups in (1, 2, 7):
        one, other = chance.integers(0, groups, 500), chance.integers(0, 4, 500)
        other[:300] = one[:300] % 4
        shared = [(i, j, int(((one == i) & (other == j)).sum())) for i in range(groups) for j in range(4)]
        assert agreement(shared) == pytest.approx(adjusted_rand_score(one, other))
        assert agreement_of(one, other) == agreement(shared)


def test_groups_that_know_nothing_tell_nothing() -> None:
    chance = np.random.default_rng(4)
    later = chance.lognormal(3, 1, 5_000)
    assert told_of_later(chance.integers(0, 8, 5_000), later) < 0.01
    assert told_of_later(np.digitize(later, np.quantile(later, (0.25, 0.5, 0.75))), later) > 0.8
