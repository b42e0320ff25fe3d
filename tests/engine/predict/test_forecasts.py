"""Forecasts of churn and value: the published bars, the laws, and every small shop."""

from __future__ import annotations

import csv
import gzip
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from engine.errors import ClienteleError
from engine.predict import latest_prediction, predict
from engine.predict.backtest import auc, backtest, calibration_error, normalised_gini, spending_range
from engine.predict.churn import forecast_churn
from engine.predict.frames import forecast_orders, history_of
from engine.predict.history import PurchaseHistory, usual_horizon
from engine.predict.offers import fitting_offer
from engine.predict.purchase_features import FEATURES, purchase_features
from engine.predict.value import forecast_value
from engine.sample import create_sample
from engine.shop import Shop
from engine.words import LANGUAGES, Text
from tests.real_data import real_data

_EPOCH = date(1970, 1, 1)


def day(text: str) -> int:
    return (date.fromisoformat(text) - _EPOCH).days


@pytest.fixture(scope="module")
def cdnow() -> PurchaseHistory:
    rows = [line.split() for line in real_data("cdnow/CDNOW_master.txt").read_text().splitlines()[1:]]
    days = [(date(int(row[1][:4]), int(row[1][4:6]), int(row[1][6:])) - _EPOCH).days for row in rows]
    return PurchaseHistory.of([int(row[0]) for row in rows], days, [float(row[3]) for row in rows])


def a_shop(seed: int, customers: int, days: int) -> PurchaseHistory:
    """A made-up shop with steady and fading customers."""
    random = np.random.default_rng(seed)
    who, when, paid = [], [], []
    for customer in range(customers):
        start = int(random.integers(0, max(days - 10, 1)))
        gap = random.gamma(2, 20)
        lives = random.exponential(150)
        at = float(start)
        while at < days and at - start < lives:
            who.append(customer)
            when.append(int(at))
            paid.append(float(random.gamma(3, 10)))
            at += random.exponential(gap) + 1
    return PurchaseHistory.of(who, when, paid)


def test_cdnow_churn_and_value_reach_the_published_bars(cdnow: PurchaseHistory) -> None:
    cut, horizon = day("1997-12-30"), 182
    churn = forecast_churn(cdnow, cut, horizon)
    bought, spent = cdnow.within(cut, cut + horizon, churn.customers)
    left = bought == 0
    assert churn.method == "blend"
    assert auc(left, churn.probability) >= 0.8055
    recency = cut - cdnow.until(cut).day[cdnow.until(cut).first[1:] - 1]
    assert auc(left, churn.probability) > auc(left, recency.astype(float)) + 0.005
    assert calibration_error(left, churn.probability) <= 0.035
    once = cdnow.until(cut).counts == 1
    assert abs(churn.probability[once].mean() - left[once].mean()) <= 0.03
    value = forecast_value(cdnow, cut, horizon)
    assert normalised_gini(spent, value.expected) >= 0.76
    assert abs(value.expected.sum() / spent.sum() - 1) <= 0.10


def test_nothing_after_the_day_changes_a_forecast() -> None:
    shop = a_shop(3, 400, 500)
    for cut in (200, 330):
        cut_off = shop.until(cut)
        assert np.array_equal(
            forecast_churn(shop, cut, 60).probability, forecast_churn(cut_off, cut, 60).probability
        )
        assert np.array_equal(
            forecast_value(shop, cut, 60).expected, forecast_value(cut_off, cut, 60).expected
        )


def test_features_are_those_that_are_documented_and_never_look_ahead() -> None:
    shop = a_shop(1, 60, 300)
    features = purchase_features(shop.until(150), 150)
    assert features.keys() == FEATURES.keys()
    assert all(np.isfinite(column).all() for column in features.values())
    later = PurchaseHistory.of(
        np.append(np.repeat(shop.customers, shop.counts), 0),
        np.append(shop.day, 299),
        np.append(shop.amount, 9e6),
    )
    again = purchase_features(later.until(150), 150)
    assert all(np.array_equal(features[name], again[name]) for name in features)


@pytest.mark.parametrize("customers", [1, 5, 50, 400])
@pytest.mark.parametrize("days", [12, 60, 400])
def test_every_shop_gets_an_answer_with_its_grade(customers: int, days: int) -> None:
    shop = a_shop(customers + days, customers, days)
    horizon = usual_horizon(shop)
    assert 30 <= horizon <= 365
    churn, value = forecast_churn(shop, days, horizon), forecast_value(shop, days, horizon)
    assert ((churn.probability >= 0) & (churn.probability <= 1)).all()
    assert np.isfinite(value.expected).all()
    assert (value.expected >= 0).all()
    test = backtest(shop, days, horizon)
    assert test.grade in "ABCD"
    low, high = spending_range(test.folds, value.expected)
    assert (low <= value.expected + 1e-9).all()
    assert (high >= value.expected).all()


def test_the_range_holds_four_of_five(cdnow: PurchaseHistory) -> None:
    cut, horizon = day("1998-01-01"), 90
    few = cdnow.customers[cdnow.owner] < 4_000
    shop = PurchaseHistory.of(cdnow.customers[cdnow.owner][few], cdnow.day[few], cdnow.amount[few])
    value = forecast_value(shop, cut, horizon)
    low, high = spending_range(backtest(shop, cut, horizon).folds, value.expected)
    _, spent = shop.within(cut, cut + horizon, value.customers)
    assert 0.75 <= float(((spent >= low - 0.01) & (spent <= high + 0.01)).mean()) <= 0.95


def test_a_shop_foretells_saves_and_says_why(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "shop.clientele") as shop, pytest.raises(ClienteleError, match="no_orders"):
        predict(shop)
    create_sample(tmp_path / "sample.clientele", customers=250, seed=4)
    with Shop.open(tmp_path / "sample.clientele") as shop:
        with pytest.raises(ClienteleError, match="bad_horizon"):
            predict(shop, horizon_days=2)
        report = predict(shop)
        assert latest_prediction(shop) == report
        assert report.grade in "ABC"
        assert len(report.backtest) == 3
        again = predict(shop)
        assert (again.at_risk_e4, again.expected_e4) == (report.at_risk_e4, report.expected_e4)
        with shop.store.read() as connection:
            rows = connection.exec_driver_sql(
                "SELECT run_id, reasons FROM prediction WHERE slipping = 1"
            ).fetchall()
        # Only the newest run's rows are kept.
        assert {row[0] for row in rows} == {again.run}
        assert len(rows) == again.slipping > 0
        for _, told in rows:
            reasons = [Text.from_json(one) for one in json.loads(told)]
            assert 1 <= len(reasons) <= 3
            for reason in reasons:
                for language in LANGUAGES:
                    assert reason.say(language)
                assert fitting_offer(reason, 0.6).text.say("en")


def test_online_retail_from_its_own_file() -> None:
    """Orders at their gross value, cancelled invoices left out: churn as in the published table."""
    orders: dict[tuple[int, str], tuple[int, float]] = {}
    days: dict[str, int] = {}
    with gzip.open(real_data("online_retail/OnlineRetail.csv.gz"), "rt", encoding="latin-1") as file:
        rows = csv.reader(file)
        place = {name: number for number, name in enumerate(next(rows))}
        who, invoice, quantity, price, when = (
            place[name] for name in ("CustomerID", "InvoiceNo", "Quantity", "UnitPrice", "InvoiceDate")
        )
        for row in rows:
            if not row[who] or row[invoice].startswith("C"):
                continue
            amount = float(row[quantity]) * float(row[price])
            if amount > 0:
                text = row[when].split()[0]
                if text not in days:
                    days[text] = (datetime.strptime(text, "%m/%d/%Y").date() - _EPOCH).days
                key = (int(float(row[who])), row[invoice])
                orders[key] = (days[text], orders.get(key, (0, 0.0))[1] + amount)
    shop = PurchaseHistory.of(
        [customer for customer, _ in orders],
        [at for at, _ in orders.values()],
        [paid for _, paid in orders.values()],
    )
    cut, horizon = day("2011-09-10"), 90
    churn = forecast_churn(shop, cut, horizon)
    left = shop.within(cut, cut + horizon, churn.customers)[0] == 0
    assert auc(left, churn.probability) >= 0.740


def test_a_notebook_forecasts_a_plain_table() -> None:
    shop = a_shop(8, 500, 500)
    names = np.array([f"customer {number}" for number in shop.customers])
    orders = pd.DataFrame(
        {
            "customer_id": names[shop.owner],
            "ordered_at": pd.to_datetime(shop.day, unit="D") + pd.Timedelta(hours=20),
            "amount": shop.amount,
        }
    ).sample(frac=1, random_state=1)
    # Somebody gives back all of the last day's order; somebody else orders after the day of the forecast.
    last = orders[orders["customer_id"] == "customer 3"].sort_values("ordered_at").iloc[-1]
    back = last.copy()
    back["amount"], back["ordered_at"] = -last["amount"], last["ordered_at"] + pd.Timedelta(hours=1)
    late = last.copy()
    late["customer_id"], late["ordered_at"] = "customer new", pd.Timestamp("1971-06-15")
    as_of = _EPOCH + timedelta(days=499)
    found = forecast_orders(
        pd.concat([orders, pd.DataFrame([back, late])]), as_of=as_of, horizon_days=60, language="zh_CN"
    )
    assert (found.as_of, found.horizon_days, found.method) == (as_of, 60, "blend")
    assert set(found.customers.index) == set(names)
    assert found.customers["no_order_chance"].between(0, 1).all()
    assert (found.customers["low"] <= found.customers["expected"]).all()
    assert found.grade in "ABCD"
    assert found.grade_reason
    assert len(found.backtest) == 3
    assert all(1 <= len(why) <= 3 for why in found.customers["reasons"])
    ids, history = history_of(pd.concat([orders, pd.DataFrame([back])]))
    place = int(np.flatnonzero(ids[history.customers] == "customer 3")[0])
    assert history.counts[place] == shop.counts[shop.customers == 3][0] - 1
    with pytest.raises(ClienteleError, match="no_orders"):
        forecast_orders(orders.head(0))
