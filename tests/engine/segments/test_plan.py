"""The owner's own way of measuring: limits that stay, other tables, other names, and what they give, live."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.sample import create_sample
from engine.segments import change_plan, plan_view, run_segmentation
from engine.segments.rfm import fit_thresholds
from engine.segments.rfm_plan import load_plan
from engine.segments.rfm_presets import PRESETS
from engine.segments.source import ShopSource
from engine.shop import Shop, undo
from engine.words import LANGUAGES
from tests.engine.shop_builder import Sale, add_sales


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    create_sample(tmp_path / "shop.clientele", customers=300, seed=5, end=date(2026, 6, 30))
    with Shop.open(tmp_path / "shop.clientele") as opened:
        yield opened


@pytest.mark.parametrize("table", PRESETS)
def test_what_is_counted_live_is_what_a_run_gives(shop: Shop, table: str) -> None:
    before = plan_view(shop, table)
    assert before is not None
    assert before.kept is None
    buyers = ShopSource(shop).buyers()
    facts = (buyers.recency_days, buyers.orders, buyers.net_e4)
    chosen = PRESETS[table]
    assert before.thresholds == fit_thresholds(*facts, levels=chosen.levels, fixed_days=chosen.fixed_days)
    assert all(sum(counts) == before.buyers for counts in before.counts)
    change_plan(shop, preset=table)
    run = run_segmentation(shop, method="rfm")
    ran = {each.code: (each.customers, each.sales_e4) for each in run.segments if each.code != "prospects"}
    assert {each.code: (each.customers, each.sales_e4) for each in before.groups} == ran
    for segment in run.segments:
        for language in LANGUAGES:
            assert segment.name.say(language)
            assert segment.rule.say(language)


def test_limits_stay_until_they_are_measured_anew(shop: Shop) -> None:
    first = run_segmentation(shop, method="rfm")
    newest = first.as_of + timedelta(days=60)
    add_sales(shop, [Sale(number, f"{newest} 12:00", 900) for number in range(1, 40)])
    again = run_segmentation(shop, method="rfm")
    assert again.parameters["thresholds"] == first.parameters["thresholds"]
    assert again.parameters["measured"] == first.as_of.isoformat()
    anew = run_segmentation(shop, method="rfm", refresh=True)
    assert anew.parameters["thresholds"] != first.parameters["thresholds"]
    assert run_segmentation(shop, method="rfm").parameters["thresholds"] == anew.parameters["thresholds"]


def test_a_look_at_an_early_day_freezes_nothing(shop: Shop) -> None:
    run_segmentation(shop, method="rfm", as_of=date(2025, 12, 31))
    assert load_plan(shop).limits is None


def test_own_limits_and_names_hold_and_can_be_undone(shop: Shop) -> None:
    run_segmentation(shop, method="rfm")
    before = load_plan(shop)
    shown = plan_view(shop)
    assert shown is not None
    own = replace(shown.thresholds, orders=(1, 2, 3, 4), recency_days=(10, 20, 30, 40))
    change_plan(shop, preset="twelve", thresholds=own, names={"champions": "  Stars of  ours "})
    run = run_segmentation(shop, method="rfm")
    assert run.segments[0].name.say("zh_CN") == "Stars of ours"
    assert run.parameters["own"] is True
    again = plan_view(shop)
    assert again is not None
    assert {each.code: each.customers for each in again.groups} == {
        each.code: each.customers for each in run.segments if each.code != "prospects"
    }
    undo(shop)
    assert load_plan(shop) == before
    measured = plan_view(shop, anew=True)
    assert measured is not None
    change_plan(shop, preset="twelve", thresholds=measured.thresholds)
    kept = load_plan(shop).limits
    assert kept is not None
    assert not kept.own


def test_what_cannot_be_is_said_so(shop: Shop) -> None:
    shown = plan_view(shop)
    assert shown is not None
    falling = replace(shown.thresholds, orders=(4, 3, 2, 1))
    with pytest.raises(ClienteleError, match=r"segment\.limits_not_ascending"):
        change_plan(shop, preset="twelve", thresholds=falling)
    with pytest.raises(ClienteleError, match=r"segment\.limits_count"):
        plan_view(shop, "six", shown.thresholds)
    with pytest.raises(ClienteleError, match=r"segment\.same_names"):
        change_plan(shop, preset="twelve", names={"champions": "Lost"})
    with pytest.raises(ClienteleError, match=r"segment\.unknown_table"):
        change_plan(shop, preset="forty")
    assert load_plan(shop).kept == {}
