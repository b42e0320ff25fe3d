"""What is foretold, listed and told: the table by risk and value, who is slipping away, staleness, export."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.customers.export import export_found, export_table
from engine.customers.profile import profile
from engine.customers.table import customer_page
from engine.errors import ClienteleError
from engine.predict.views import RISKS, customer_forecast, forecasts_view, slipping_view
from engine.shop import Shop
from engine.store.predictions import NewPredictionRun, PredictionRow, orders_on_file, save_prediction_run
from engine.words import LANGUAGES, Text
from tests.engine.shop_builder import Sale, build_shop

_RUN = NewPredictionRun(
    as_of="2024-12-28", horizon_days=60, created_at=1, customer_count=40, method="blend", grade="B",
    parameters={}, backtest={"reason": Text("predict.grade.too_young", {"days": 60}).to_json(), "folds": []},
)  # fmt: skip


def foretell(shop: Shop) -> None:
    """Save a run by which customer k of 40 leaves with k of 41 chances; the odd ones from 31 on slip away."""
    why = json.dumps([Text("predict.reason.overdue", {"n": 90, "usual": 30}).to_json()])
    with shop.store.write() as connection:
        known = orders_on_file(connection)
        rows = [
            PredictionRow(
                k, round(1e6 * k / 41), 1_000_000 - 20_000 * k, 0, 2_000_000, 10_000 * k,
                int(k > 30 and k % 2), why,
            )
            for k in range(1, 41)
        ]  # fmt: skip
        save_prediction_run(
            connection, replace(_RUN, parameters={"orders": known.orders, "net_e4": known.net_e4}), rows
        )


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    rows = [Sale(k, f"2024-{1 + k % 12:02d}-{1 + k % 28:02d} 18:30", 10 * k) for k in range(1, 61)]
    with build_shop(tmp_path / "a.clientele", rows, customers=62) as opened:
        foretell(opened)
        yield opened


@pytest.mark.parametrize("sort", ["chance", "value"])
@pytest.mark.parametrize("descending", [True, False])
def test_a_forecast_orders_everyone_and_who_has_none_comes_last(
    shop: Shop, sort: str, descending: bool
) -> None:
    pages = [
        customer_page(shop, sort=sort, descending=descending, offset=at, limit=13) for at in range(0, 65, 13)
    ]
    rows = [row for page in pages for row in page.rows]
    assert {page.total for page in pages} == {62}
    assert sorted(row.id for row in rows) == list(range(1, 63))
    foretold = [row.chance if sort == "chance" else row.expected_e4 for row in rows]
    assert None not in foretold[:40]
    assert set(foretold[40:]) == {None}
    assert foretold[:40] == sorted(foretold[:40], key=lambda one: one or 0, reverse=descending)
    once = customer_page(shop, sort=sort, descending=descending, limit=-1)
    assert [row.id for row in once.rows] == [row.id for row in rows]


def test_the_table_is_narrowed_to_a_risk_and_written_like_that(shop: Shop, tmp_path: Path) -> None:
    found = {risk: customer_page(shop, risk=risk, sort="chance") for risk in RISKS}
    assert {risk: page.total for risk, page in found.items()} == {
        "slipping": 5, "high": 13, "medium": 14, "low": 13,
    }  # fmt: skip
    for risk in ("high", "medium", "low"):
        assert {row.risk for row in found[risk].rows} == {risk}
    assert all(row.slipping for row in found["slipping"].rows)
    by_net = customer_page(shop, risk="high", sort="net", limit=3, offset=2)
    assert [row.id for row in by_net.rows] == [38, 37, 36]
    word = found["slipping"].rows[0].code
    assert [row.code for row in customer_page(shop, risk="slipping", search=word).rows] == [word]
    with pytest.raises(ClienteleError, match="unknown_risk"):
        customer_page(shop, risk="enormous")
    out = tmp_path / "slipping.csv"
    assert export_found(shop, out=out, risk="slipping", sort="chance") == 5
    lines = list(csv.reader(out.read_text("utf-8-sig").splitlines()))
    assert lines[0][-2:] == ["Chance of no order", "Expected (GBP)"]
    assert float(lines[1][-2]) == pytest.approx(39 / 41, abs=1e-6)


def test_who_slips_away_is_told_with_money_reasons_and_an_offer(shop: Shop) -> None:
    view = slipping_view(shop, limit=3)
    assert view.stale is None
    assert [one.id for one in view.customers] == [39, 37, 35]
    assert view.customer_ids == (39, 37, 35, 33, 31)
    assert view.report is not None
    assert view.report.at_risk_e4 == sum(
        round(10_000 * k * round(1e6 * k / 41) / 1e6) for k in view.customer_ids
    )
    first = view.customers[0]
    assert first.chance == pytest.approx(39 / 41, abs=1e-6)
    assert first.offer.text.key == "predict.offer.last_word"
    assert view.customers[2].offer.text.key == "predict.offer.win_back"
    for language in LANGUAGES:
        assert "90" in first.reasons[0].say(language)
        assert first.offer.text.say(language)


def test_a_customers_forecast_stands_on_the_profile(shop: Shop) -> None:
    found = profile(shop, 39).forecast
    assert found == customer_forecast(shop, 39)
    assert found is not None
    assert (found.risk, found.slipping, found.until) == ("high", True, date(2025, 2, 26))
    assert found.low_e4 <= found.expected_e4 <= found.high_e4
    assert found.usual_chance == pytest.approx(0.5, abs=1e-6)
    assert profile(shop, 60).forecast is None


def test_forecasts_are_stale_when_orders_came_in_or_went(shop: Shop) -> None:
    with shop.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE customer_total SET order_count = order_count + 2 WHERE customer_id = 3"
        )
    view = forecasts_view(shop)
    assert view is not None
    assert view.stale is not None
    assert "2 orders came in" in view.stale.say("en")
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE customer_total SET order_count = 0 WHERE customer_id = 3")
    assert slipping_view(shop).stale is not None
    foretell(shop)
    assert slipping_view(shop).stale is None


def test_every_forecast_is_exported_with_its_reasons(shop: Shop, tmp_path: Path) -> None:
    out = tmp_path / "forecasts.csv"
    assert export_table(shop, "predictions", out) == 40
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["horizon_days"] for row in rows} == {"60"}
    assert all(row["reason_1"] and not row["reason_2"] for row in rows)
    assert sum(row["slipping"] == "1" for row in rows) == 5
    with build_shop(tmp_path / "b.clientele", [Sale(1, "2024-01-01 10:00", 5)], customers=1) as other:
        with pytest.raises(ClienteleError, match="export_no_forecasts"):
            export_table(other, "predictions", out)
        assert slipping_view(other).report is None
        assert forecasts_view(other) is None
        assert customer_page(other, sort="value").rows[0].chance is None
