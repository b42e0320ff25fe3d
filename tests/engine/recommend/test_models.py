"""What every model of the registry promises."""

import numpy as np
import pandas as pd
import pytest

from engine.errors import ClienteleError
from engine.recommend.reason import BECAUSE, POPULAR, REPEAT, REPEAT_ONCE, REPEAT_TWICE
from engine.recommend.registry import MODELS, create
from tests.engine.recommend.conftest import DAY, interactions_of

every_model = pytest.mark.parametrize("name", MODELS)


@every_model
def test_the_order_of_the_rows_plays_no_part(name: str, little: pd.DataFrame) -> None:
    customers = sorted(set(little["customer_id"]))
    first = create(name).fit(little).recommend(customers, 5)
    second = create(name).fit(little.sample(frac=1, random_state=3)).recommend(customers, 5)
    pd.testing.assert_frame_equal(first, second)


@every_model
def test_the_future_plays_no_part(name: str, little: pd.DataFrame) -> None:
    cut = int(little["occurred_at"].quantile(0.6))
    honest = create(name).fit(little[little["occurred_at"] <= cut], as_of=cut)
    tempted = create(name).fit(little, as_of=cut)
    customers = honest.history.customers.tolist()
    assert np.array_equal(honest.score(customers), tempted.score(customers))


@every_model
def test_no_repeats_when_none_are_wanted(name: str, little: pd.DataFrame) -> None:
    model = create(name).fit(little)
    named = model.recommend(model.history.customers.tolist(), 10, allow_repeats=False)
    both = named.merge(little, on=["customer_id", "product_id"])
    assert len(named) == 800
    assert both.empty


@every_model
def test_newcomers_get_what_sells_now(name: str, little: pd.DataFrame) -> None:
    model = create(name).fit(little)
    recent = little[little["occurred_at"] > little["occurred_at"].max() - model.popular_days * DAY]
    counts = recent.groupby("product_id")["customer_id"].nunique()
    named = model.recommend([999_999], 5)
    assert named["score"].tolist() == sorted(counts, reverse=True)[:5]
    assert counts[named["product_id"]].tolist() == named["score"].tolist()
    product = int(named["product_id"].iloc[0])
    assert model.explain(999_999, product).evidence == {"n": counts[product], "days": model.popular_days}


@every_model
def test_only_the_products_that_may_be_named_are(name: str, little: pd.DataFrame) -> None:
    model = create(name).fit(little)
    named = model.recommend([1000, 1001, 999_999], 10, only=[501, 507, 77])
    assert set(named["product_id"]) == {501, 507}
    assert named.groupby("customer_id")["rank"].max().tolist() == [2, 2, 2]


@every_model
@pytest.mark.parametrize("allow_repeats", [True, False])
def test_every_reason_can_be_checked_in_the_data(
    name: str, allow_repeats: bool, little: pd.DataFrame
) -> None:
    model = create(name).fit(little)
    buyers = little.groupby("product_id")["customer_id"].agg(set)
    named = model.recommend(list(range(1000, 1040)), 6, allow_repeats)
    for customer, product in zip(named["customer_id"], named["product_id"], strict=True):
        reason = model.explain(customer, product, allow_repeats=allow_repeats)
        own = little[(little["customer_id"] == customer) & (little["product_id"] == product)]
        if reason.key == BECAUSE:
            assert reason.because_product is not None
            assert customer in buyers[reason.because_product]
            both = buyers[reason.because_product] & buyers[product]
            assert reason.evidence == {"both": len(both), "base": len(buyers[reason.because_product])}
        elif reason.key == POPULAR:
            since = little["occurred_at"].max() - reason.evidence["days"] * DAY
            late = little[(little["product_id"] == product) & (little["occurred_at"] > since)]
            assert reason.evidence["n"] == late["customer_id"].nunique()
        else:
            assert allow_repeats
            assert reason.evidence["last_at"] == own["occurred_at"].max()
            days = sorted(set(own["occurred_at"] // DAY))
            assert reason.key == {1: REPEAT_ONCE, 2: REPEAT_TWICE}.get(len(days), REPEAT)
            if reason.key == REPEAT:
                assert reason.evidence["times"] == len(days)
                assert reason.evidence["days"] == pytest.approx((days[-1] - days[0]) / (len(days) - 1), abs=1)


def test_the_blend_names_every_kind_of_reason(little: pd.DataFrame) -> None:
    model = create("blend").fit(little)
    named = model.recommend(model.history.customers.tolist(), 10)
    keys = {model.explain(c, p).key for c, p in zip(named["customer_id"], named["product_id"], strict=True)}
    assert keys == {BECAUSE, POPULAR, REPEAT_ONCE, REPEAT_TWICE, REPEAT}


def test_products_of_the_same_family_are_found(little: pd.DataFrame) -> None:
    model = create("ease").fit(little)
    named = model.recommend(list(range(1000, 1080)), 1, allow_repeats=False)
    hits = (named["product_id"] - 500) // 5 == (named["customer_id"] - 1000) % 6
    lacking = little.groupby("customer_id")["product_id"].agg(
        lambda bought: len({p for p in bought if (p - 500) // 5 == (bought.mode()[0] - 500) // 5}) < 5
    )
    assert hits[lacking.to_numpy()].mean() > 0.8


@every_model
@pytest.mark.parametrize(
    "rows",
    [[(1, 1, 0.0)], [(1, 1, 0.0), (1, 1, 5.0), (2, 1, 3.0)], [(1, 1, 0.0), (1, 2, 0.0), (1, 3, 9.0)]],
    ids=["one order", "one product", "one customer"],
)
def test_tiny_shops_get_an_answer(name: str, rows: list[tuple[int, int, float]]) -> None:
    model = create(name).fit(interactions_of(rows))
    named = model.recommend([1, 2, 3], 3)
    assert np.isfinite(named["score"]).all()
    assert set(named["customer_id"]) == {1, 2, 3}


@every_model
def test_parameters_are_those_of_the_constructor(name: str) -> None:
    model = create(name)
    assert type(model)(**model.get_params()).get_params() == model.get_params()


def test_unknown_models_and_products_are_told() -> None:
    with pytest.raises(ClienteleError, match=r"recommend\.unknown_model"):
        create("oracle")
    with pytest.raises(ClienteleError, match=r"recommend\.never_sold"):
        create("popularity").fit(interactions_of([(1, 1, 0.0)])).explain(1, 42)
