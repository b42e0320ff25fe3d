"""Rules as their owner makes them: who fits, what they are called, what is kept and what campaigns reach."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.goals import begin
from engine.campaigns.page import audience_picture, campaigns_page
from engine.customers.features import features_of_orders
from engine.errors import ClienteleError
from engine.segments.rules import (
    FEATURES,
    count_rule,
    customers_fitting,
    delete_own,
    feature_table,
    own_segments,
    rule_choices,
    rule_sentence,
    save_found_as_list,
    save_list,
    save_rule,
)
from engine.shop import Shop, undo
from engine.store.rollups import refresh_rollups

DAY = date(2024, 6, 30)


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Europe/London")).timestamp())


#: id, customer, day, product, amount.
ORDERS = [
    (1, 1, "2024-01-10", 1, 30), (2, 1, "2024-06-20", 2, 70), (3, 2, "2023-03-01", 1, 500),
    (4, 3, "2024-06-29", 3, 20), (5, 3, "2024-05-01", 1, 40), (6, 3, "2024-03-01", 1, 45),
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna (1) bought twice, Ben (2) once long ago, Cleo (3) three times; Dora (4) only looked."""
    found = tmp_path_factory.mktemp("rules") / "rules.clientele"
    shop = Shop.create(found, currency="GBP", timezone="Europe/London", name="Rules")
    with shop, shop.store.write() as connection:
        run = connection.exec_driver_sql
        run("INSERT INTO source (id, channel) VALUES (1, 'file')")
        run(
            "INSERT INTO customer (id, code, name, email, country, created_at, attributes) VALUES"
            " (1, 'a', 'Anna', 'anna@x.example', 'Wales', 1, '{\"size\": 38}'),"
            " (2, 'b', 'Ben', '', 'Wales', 1, '{\"size\": 44, \"club\": \"gold\"}'),"
            " (3, 'c', 'Cleo', 'cleo@x.example', 'Malta', 1, '{}'),"
            " (4, 'd', 'Dora', 'dora@x.example', '', 1, '{}')"
        )
        run(
            "INSERT INTO product (id, code, name, category) VALUES (1, 'p1', 'Assam', 'Tea'),"
            " (2, 'p2', 'Mug', 'Cups'), (3, 'p3', 'Sencha', 'Tea')"
        )
        for number, who, day, product, amount in ORDERS:
            run(
                "INSERT INTO orders (id, source_id, code, customer_id, placed_at, kind, status, currency,"
                " total_e4, line_count, content_hash)"
                " VALUES (?, 1, ?, ?, ?, 'sale', 'paid', 'GBP', ?, 1, 0)",
                (number, str(number), who, at(f"{day} 12:00"), amount * 10_000),
            )
            run(
                "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, unit_price_e4,"
                " total_e4) VALUES (?, 1, ?, 1000, 0, ?)",
                (number, product, amount * 10_000),
            )
        for who, day, kind, session in (
            (4, "2024-06-01 10:00", "view", "s1"), (4, "2024-06-01 10:05", "cart", "s1"),
            (3, "2024-06-28 09:00", "cart", "s2"), (1, "2024-06-29 09:00", "cart", "s3"),
            (4, "2024-06-30 10:00", "search", "s4"),
        ):  # fmt: skip
            run(
                "INSERT INTO visit (customer_id, occurred_at, kind, session, product_id, seconds)"
                " VALUES (?, ?, ?, ?, 1, 90)",
                (who, at(day), kind, session),
            )
        run(
            "INSERT INTO review (customer_id, stars, body, written_at, product_id, content_hash) VALUES"
            " (1, 5, '', ?, 1, 1), (1, 2, '', ?, 2, 2), (3, 4, '', NULL, 1, 3)",
            (at("2024-02-01 10:00"), at("2024-06-25 10:00")),
        )
        run("INSERT INTO consent (customer_id, channel, status, at) VALUES (1, 'email', 'yes', 1)")
        run("INSERT INTO consent (customer_id, channel, status, at) VALUES (3, 'email', 'no', 1)")
        refresh_rollups(connection, "Europe/London")
    return found


@pytest.fixture(scope="module")
def shop(path: Path) -> Iterator[Shop]:
    """The shop to ask."""
    with Shop.open(path) as opened:
        yield opened


@pytest.fixture
def own(path: Path, tmp_path: Path) -> Iterator[Shop]:
    """A copy of the shop to change."""
    with Shop.open(Path(shutil.copy(path, tmp_path / "own.clientele"))) as opened:
        yield opened


def one(feature: str, op: str, value: object, **narrowed: object) -> dict[str, Any]:
    return {"feature": feature, "op": op, "value": value, **narrowed}


@pytest.mark.parametrize(
    ("rule", "fitting"),
    [
        (one("orders", "at_least", 2), [1, 3]),
        (one("orders", "exactly", 0), [4]),
        (one("orders", "less_than", 2, within_days=90), [1, 2, 4]),
        (one("orders", "at_least", 2, category="Tea"), [3]),
        (one("spent", "between", [100, 105]), [1, 3]),
        (one("spent", "more_than", 30, category="Tea"), [2, 3]),
        (one("bought", "is", False, within_days=30), [2, 4]),
        (one("bought", "is", True, product="p1", within_days=365), [1, 3]),
        (one("last_order", "at_most", 1), [3]),
        (one("last_order", "at_least", 1, category="Tea"), [1, 2, 3]),
        (one("carts_left", "at_least", 1), [4]),
        (one("carts_left", "exactly", 0), [1, 2, 3]),
        (one("visits", "at_least", 2), [4]),
        (one("searches", "at_least", 1, within_days=30), [4]),
        (one("looked", "is", True, category="Tea"), [4]),
        (one("stars", "at_most", 2), [1]),
        (one("stars", "at_least", 4), [1, 3]),
        (one("stars", "at_least", 4, within_days=90), []),
        (one("mean_stars", "less_than", 4), [1]),
        (one("consent", "any_of", ["yes", "unknown"], channel="email"), [1, 2, 4]),
        (one("consent", "none_of", ["no"], channel="email"), [1, 2, 4]),
        (one("has_email", "is", False), [2]),
        (one("country", "any_of", ["Wales"]), [1, 2]),
        (one("country", "none_of", ["Wales"]), [3, 4]),
        (one("attribute", "at_least", 40, attribute="size"), [2]),
        (one("attribute", "any_of", ["gold"], attribute="club"), [2]),
        ({"all": [one("orders", "at_least", 2), one("stars", "at_most", 2)]}, [1]),
        ({"any": [one("country", "any_of", ["Malta"]), one("spent", "at_least", 500)]}, [2, 3]),
        ({"none": [one("orders", "at_least", 2), one("has_email", "is", False)]}, [4]),
        ({"all": [one("orders", "at_least", 1), {"none": [one("country", "any_of", ["Wales"])]}]}, [3]),
    ],
)  # fmt: skip
def test_whoever_fits_is_found(shop: Shop, rule: dict[str, Any], fitting: list[int]) -> None:
    assert customers_fitting(shop, rule) == fitting


def test_a_rule_is_asked_as_of_any_day_and_counted_with_its_sales(shop: Shop) -> None:
    rule = one("orders", "at_least", 2)
    now = count_rule(shop, rule)
    assert (now.as_of, now.customers, now.everyone, now.sales_e4) == (DAY, 2, 4, 205 * 10_000)
    assert [who.name for who in now.top] == ["Cleo", "Anna"]
    then = count_rule(shop, rule, date(2024, 5, 31))
    assert (then.customers, then.sales_e4, then.all_sales_e4) == (1, 85 * 10_000, 615 * 10_000)


def test_answers_are_kept_only_while_they_are_true(own: Shop) -> None:
    rule = one("orders", "at_least", 3)
    listed = one("list", "any_of", ["1"])
    assert customers_fitting(own, rule) == [3]
    assert customers_fitting(own, listed) == []
    save_list(own, "Fair", [2])
    assert customers_fitting(own, listed) == [2]
    with own.store.write() as connection:
        connection.exec_driver_sql("UPDATE orders SET status = 'cancelled' WHERE id = 6")
    assert customers_fitting(own, rule) == []


def test_a_rule_reads_back_as_a_sentence(shop: Shop) -> None:
    rule = {
        "all": [
            one("orders", "at_least", 1, within_days=90),
            {"any": [one("bought", "is", False, product="p2"), one("spent", "more_than", 200)]},
            {"none": [one("stars", "at_most", 2)]},
        ]
    }
    told = rule_sentence(shop, rule)
    assert told.say("en") == (
        "Customers who ordered at least once in the last 90 days, (never bought Mug or spent more than £200"
        " in all) and of whom it is not true that they gave 2 stars or fewer."
    )
    assert told.say("zh_CN") == (
        "最近90天下单至少1次，（从未买过“Mug”，或者累计消费超过£200），并且并非给过至多2星的评价的顾客。"
    )


def test_every_feature_can_be_said_and_asked_in_every_way(shop: Shop) -> None:
    for feature in FEATURES.values():
        assert feature.name.say("en")
        assert feature.about.say("zh_CN")
        for op in feature.ops:
            value: object = True if op == "is" else ["yes"] if op.endswith("_of") else 2
            value = [1, 2] if op == "between" else value
            option = {"attribute": "size", "channel": "email", "method": "rfm"}.get(feature.option)
            for thing in (None, "category", "brand", "product") if feature.thing else (None,):
                for days in (0, 30) if feature.window else (0,):
                    rule = one(feature.key, op, value)
                    rule |= {feature.option: option} if option else {}
                    rule |= {thing: "Tea"} if thing else {}
                    rule |= {"within_days": days} if days else {}
                    told = count_rule(shop, rule).sentence
                    for language in ("en", "zh_CN"):
                        assert "{" not in told.say(language)
                        assert "rule." not in told.say(language)


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ({"all": []}, "rule.empty_group"),
        ([], "rule.not_a_rule"),
        ({"all": [one("orders", "is", 1)]}, "rule.unknown_op"),
        (one("shoe", "at_least", 1), "rule.unknown_feature"),
        (one("orders", "at_least", "many"), "rule.value_not_number"),
        (one("orders", "between", [3, 1]), "rule.range_turned"),
        (one("gap", "at_least", 1, within_days=30), "rule.no_window"),
        (one("gap", "at_least", 1, category="Tea"), "rule.no_thing"),
        (one("consent", "any_of", ["yes"]), "rule.option_missing"),
        ({"all": [one("orders", "at_least", 1)] * 61}, "rule.too_many"),
        ({"all": [{"any": [{"all": [{"any": [{"all": [{"any": []}]}]}]}]}]}, "rule.too_deep"),
    ],
)
def test_what_is_wrong_with_a_rule_is_said(shop: Shop, rule: object, key: str) -> None:
    with pytest.raises(ClienteleError) as caught:
        count_rule(shop, rule)
    assert caught.value.key == key


def test_a_saved_rule_follows_the_customers_and_a_list_does_not(own: Shop) -> None:
    rule = one("orders", "at_least", 2)
    _, dynamic = save_rule(own, "Regulars", rule)
    _, fixed = save_found_as_list(own, "Found", search="anna")
    with own.store.write() as connection:
        connection.exec_driver_sql("UPDATE orders SET customer_id = 2 WHERE id = 2")
        connection.exec_driver_sql("UPDATE customer SET name = 'Hannah' WHERE id = 1")
    sizes = {each.id: each.customers for each in own_segments(own).segments}
    assert sizes == {dynamic: 2, fixed: 1}
    assert customers_fitting(own, one("list", "any_of", [str(fixed)])) == [1]
    with pytest.raises(ClienteleError) as caught:
        save_rule(own, " regulars ", rule)
    assert caught.value.key == "rule.name_taken"
    with pytest.raises(ClienteleError) as caught:
        save_rule(own, "Tee", one("bought", "is", True, category="Tee"))
    assert caught.value.key == "rule.unknown_thing.category"
    changes = delete_own(own, dynamic)
    assert [each.id for each in own_segments(own).segments] == [fixed]
    assert changes.undo is not None
    undo(own, changes.undo)
    assert {each.id for each in own_segments(own).segments} == {dynamic, fixed}


def test_campaigns_reach_whoever_is_in_an_own_segment_now(own: Shop) -> None:
    _, regulars = save_rule(own, "Regulars", one("orders", "at_least", 2))
    among = Audience(include=(Pick(own=regulars),), basis="consent")
    assert audience_picture(own, among).count.meant == 2
    without = Audience(include=(Pick(everyone=True),), exclude=(Pick(own=regulars),), basis="consent")
    assert audience_picture(own, without).count.meant == 2
    number, _ = begin(own, method="own", code=str(regulars))
    page = campaigns_page(own, number)
    assert [(each.name, each.customers) for each in page.own] == [("Regulars", 2)]
    assert page.campaign is not None
    assert [pick.name.say("en") for pick in page.campaign.included] == ["Regulars"]


def test_the_builder_offers_what_the_shop_knows(shop: Shop) -> None:
    choices = rule_choices(shop)
    assert choices.categories == ("Tea", "Cups")
    assert [word for word, _ in choices.words["country"]] == ["Wales", "Malta"]
    assert choices.numbers == {"size"}
    assert {"no_order_chance", "birthday", "segment", "mailed"} <= choices.silent
    assert not {"carts_left", "stars", "minutes"} & choices.silent


def test_the_table_of_features_has_a_row_a_customer(shop: Shop) -> None:
    table = feature_table(shop)
    assert table.index.to_list() == [1, 2, 3, 4]
    assert table["spent"].to_list() == [100, 500, 105, 0]
    assert table["orders_90d"].to_list() == [1, 0, 2, 0]
    assert table["views: Tea"].to_list() == [0, 0, 0, 1]
    assert table["file: size"].to_list()[:2] == [38, 44]
    assert table["last_order"].isna().to_list() == [False, False, False, True]
    then = feature_table(shop, date(2024, 5, 31))
    assert then["spent"].to_list() == [30, 500, 85, 0]


def test_features_of_a_plain_table_of_orders() -> None:
    orders = pd.DataFrame(
        {
            "customer_id": ["x", "x", "y", "x"],
            "ordered_at": pd.to_datetime(["2024-01-01", "2024-02-01", "2024-02-03", "2024-02-10"]),
            "amount": [10.0, 20.5, 5.0, -3.0],
        }
    )
    row = features_of_orders(orders, date(2024, 2, 5))
    assert row.index.to_list() == ["x", "y"]
    assert (row.loc["x", "net"], row.loc["x", "recency_days"], row.loc["x", "mean_gap_days"]) == (30.5, 4, 31)
    assert features_of_orders(orders, date(2024, 2, 20)).loc["x", "net"] == 27.5
