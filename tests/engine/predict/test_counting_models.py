"""The counting models against what was published, and against their own mathematics."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.predict.beta_geometric import BetaGeoNBD, ModifiedBetaGeoNBD
from engine.predict.counting import CountingModel, Customers, NotEnoughDataError
from engine.predict.gamma_gamma import GammaGamma
from engine.predict.pareto_nbd import ParetoNBD
from tests.real_data import real_data

MODELS = (BetaGeoNBD, ModifiedBetaGeoNBD, ParetoNBD)
_END = date(1997, 9, 30)


@pytest.fixture(scope="module")
def cdnow() -> dict[str, np.ndarray]:
    """Frequency, recency and age in weeks and the mean repeat purchase of the published sample's 2,357
    customers at 1997-09-30, and on how many days they bought in the 39 weeks after.
    """
    spent: dict[str, dict[date, float]] = defaultdict(lambda: defaultdict(float))
    for line in real_data("cdnow/CDNOW_sample.txt").read_text().splitlines():
        _, customer, day, _, paid = line.split()
        spent[customer][date(int(day[:4]), int(day[4:6]), int(day[6:]))] += float(paid)
    rows = []
    for days in spent.values():
        first = min(days)
        seen = [day for day in days if day <= _END]
        repeats = [days[day] for day in seen if day > first]
        value = sum(repeats) / len(repeats) if repeats else 0.0
        rows.append(
            (
                len(repeats),
                (max(seen) - first).days / 7,
                (_END - first).days / 7,
                value,
                len(days) - len(seen),
            )
        )
    columns = np.array(rows, float).T
    return dict(zip(("frequency", "recency", "age", "value", "later"), columns, strict=True))


@pytest.mark.parametrize(
    ("model", "parameters", "log_likelihood"),
    [
        (BetaGeoNBD, (0.2426, 4.4136, 0.7929, 2.4259), -9582.43),
        (ParetoNBD, (0.5533, 10.5776, 0.6062, 11.668), -9594.97),
        (ModifiedBetaGeoNBD, (0.5248, 6.183, 0.8914, 1.614), -9582.14),
    ],
)
def test_cdnow_gives_the_published_parameters(
    model: type[CountingModel],
    parameters: tuple[float, ...],
    log_likelihood: float,
    cdnow: dict[str, np.ndarray],
) -> None:
    fitted = model().fit(cdnow["frequency"], cdnow["recency"], cdnow["age"])
    assert list(fitted.parameters_.values()) == pytest.approx(list(parameters), rel=0.005)
    assert fitted.log_likelihood_ == pytest.approx(log_likelihood, abs=0.05)


def test_cdnow_gives_the_published_forecasts(cdnow: dict[str, np.ndarray]) -> None:
    summary = (cdnow["frequency"], cdnow["recency"], cdnow["age"])
    pareto, bg = ParetoNBD().fit(*summary), BetaGeoNBD().fit(*summary)
    one = (26, 30.86, 31)
    assert float(pareto.expected_purchases(52, *one)[0]) == pytest.approx(25.456, abs=2e-3)
    assert float(pareto.probability_alive(*one)[0]) == pytest.approx(0.9979, abs=1e-3)
    assert pareto.expected_from_new(52) == pytest.approx(1.473, abs=1e-3)
    assert float(bg.expected_purchases(52, *one)[0]) == pytest.approx(25.759, abs=2e-3)
    assert float(bg.probability_alive(*one)[0]) == pytest.approx(0.9689, abs=1e-3)
    error = pareto.expected_purchases(39, *summary) - cdnow["later"]
    assert np.abs(error).mean() == pytest.approx(0.7545, abs=1e-3)
    assert np.sqrt((error**2).mean()) == pytest.approx(1.6028, abs=1e-3)


def test_cdnow_gives_the_published_values_of_a_purchase(cdnow: dict[str, np.ndarray]) -> None:
    fitted = GammaGamma().fit(cdnow["frequency"], cdnow["value"])
    assert list(fitted.parameters_.values()) == pytest.approx([6.25, 3.744, 15.44], rel=0.005)
    assert fitted.log_likelihood_ == pytest.approx(-4055.92, abs=0.05)
    assert float(fitted.expected_value([0], [0])[0]) == pytest.approx(35.17, abs=0.05)


@pytest.mark.parametrize("model", MODELS)
@given(
    values=st.tuples(*[st.floats(0.05, 20)] * 4),
    x=st.integers(0, 300),
    age=st.floats(0.5, 200),
    share=st.floats(0.01, 1),
)
@settings(max_examples=60, deadline=None)
def test_the_gradient_is_the_slope_of_the_likelihood(
    model: type[CountingModel], values: tuple[float, ...], x: int, age: float, share: float
) -> None:
    row, _ = Customers.of(np.array([float(x)]), np.array([age * share if x else 0.0]), np.array([age]))
    point = np.array(values)
    _, gradient = model._log_likelihood(point, row)
    for place in range(4):
        step = np.zeros(4)
        step[place] = 1e-5 * point[place]
        above, _ = model._log_likelihood(point + step, row)
        below, _ = model._log_likelihood(point - step, row)
        slope = (above - below) / (2 * step[place])
        assert gradient[place] == pytest.approx(slope, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("seed", range(8))
def test_any_small_shop_is_fitted(model: type[CountingModel], seed: int) -> None:
    """From weekly regulars to shops where nobody comes back: finite figures that contradict nothing."""
    random = np.random.default_rng(seed)
    count = int(random.integers(50, 400))
    age = random.integers(1, 400, count).astype(float)
    x = random.poisson(random.gamma(0.3 + seed / 4, 1 + seed, count)).astype(float)
    recency = np.where(x > 0, np.ceil(age * random.beta(2, 1, count)), 0.0).clip(max=age)
    x[recency == 0] = 0
    fitted = model().fit(x, recency, age)
    alive = fitted.probability_alive(x, recency, age)
    none = fitted.probability_of_none(30, x, recency, age)
    more = fitted.expected_purchases(30, x, recency, age)
    for figures in (alive, none):
        assert ((figures >= 0) & (figures <= 1)).all()
    assert (none >= 1 - alive - 1e-9).all()
    assert np.isfinite(more).all()
    # Markov: a chance to buy is at most the number of purchases to expect.
    assert (1 - none <= more + 1e-6).all()
    later = fitted.expected_purchases(60, x, recency, age)
    assert (later >= more - 1e-9).all()


def test_without_a_second_purchase_nothing_can_be_said() -> None:
    with pytest.raises(NotEnoughDataError):
        BetaGeoNBD().fit([0, 0, 0], [0, 0, 0], [3, 4, 5])


def test_what_was_simulated_is_found_again() -> None:
    """Pareto/NBD on 20,000 customers who live and buy as the model says."""
    random = np.random.default_rng(7)
    r, alpha, s, beta = 0.8, 6.0, 0.7, 12.0
    rate, leaving = random.gamma(r, 1 / alpha, 20_000), random.gamma(s, 1 / beta, 20_000)
    age = random.uniform(20, 60, 20_000)
    alive = np.minimum(random.exponential(1 / leaving), age)
    x = random.poisson(rate * alive)
    last = np.array([alive[i] * random.uniform(0, 1, n).max() if n else 0.0 for i, n in enumerate(x)])
    fitted = ParetoNBD().fit(x, last, age)
    found = fitted.parameters_
    assert found["r"] / found["alpha"] == pytest.approx(r / alpha, rel=0.05)
    assert found["s"] / found["beta"] == pytest.approx(s / beta, rel=0.15)
