"""Training a shop: everything saved, traceable and checkable, or nothing changed."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.products.choices import set_recommendable
from engine.recommend.reason import BECAUSE, POPULAR, REPEAT, REPEAT_ONCE, REPEAT_TWICE, mail_key
from engine.recommend.registry import MODELS
from engine.recommend.training import compare, train
from engine.recommend.views import customers_for, latest, recommendations_for
from engine.shop import Shop, undo
from engine.store import recommendations as store
from engine.words import LANGUAGES, Text, say


def one(shop: Shop, sql: str, *facts: object) -> object:
    with shop.store.read() as connection:
        return connection.exec_driver_sql(sql, facts).scalar()


def rows(shop: Shop, sql: str, *facts: object) -> list[tuple[object, ...]]:
    with shop.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql, facts)]


def test_everyone_gets_a_full_list_of_what_may_be_offered(trained: Shop) -> None:
    lists = rows(trained, "SELECT customer_id, COUNT(*), MAX(rank) FROM recommendation GROUP BY customer_id")
    assert len(lists) == one(trained, "SELECT COUNT(*) FROM customer")
    assert {(count, rank) for _, count, rank in lists} == {(14, 14)}
    listed = "SELECT COUNT(*) FROM recommendation r JOIN product p ON p.id = r.product_id"
    assert one(trained, f"{listed} WHERE NOT {store.OFFERED}") == 0


def test_the_view_says_how_good_it_is_in_both_languages(trained: Shop) -> None:
    view = latest(trained)
    assert view is not None
    assert view.model == "blend"
    assert not view.stale
    blend, popular = view.quality.of("blend"), view.quality.of("popularity")
    assert blend is not None
    assert popular is not None
    assert blend.gain > 2 * blend.gain_se > 0
    assert view.quality.sentence.key == "recommend.quality.better"
    for language in LANGUAGES:
        assert str(round(100 * blend.hit_rate)) in view.quality.sentence.say(language)


def test_reasons_are_true_in_the_shops_own_orders(trained: Shop) -> None:
    bought = """
    FROM order_line l JOIN orders o ON o.id = l.order_id
    WHERE o.customer_id = ? AND l.product_id = ? AND o.kind = 'sale' AND l.quantity_milli > 0
    AND l.unit_price_e4 > 0 AND o.status IN ('paid', 'part_refunded', 'refunded')
    """
    entries = rows(
        trained,
        "SELECT customer_id, product_id, reason, because_id, evidence FROM recommendation WHERE rank < 6",
    )
    seen = set()
    for customer, product, reason, because, evidence in entries[:400]:
        facts = json.loads(str(evidence))
        seen.add(reason)
        if reason == "recommend.reason.because":
            assert one(trained, f"SELECT COUNT(*) {bought}", customer, because)
            assert 0 < facts["both"] <= facts["base"]
        elif reason == "recommend.reason.popular":
            assert facts["n"] > 0
        else:
            assert one(trained, f"SELECT MAX(o.placed_at) {bought}", customer, product) == facts["last_at"]
    assert {"recommend.reason.because", "recommend.reason.repeat", "recommend.reason.popular"} <= seen


def test_a_customers_list_is_told_in_words(trained: Shop) -> None:
    found = (
        "SELECT customer_id, rank, because_id FROM recommendation WHERE because_id IS NOT NULL AND rank <= 5"
    )
    customer, rank, because = rows(trained, found)[0]
    assert isinstance(customer, int)
    named = recommendations_for(trained, customer, 5)
    assert [item.rank for item in named] == [1, 2, 3, 4, 5]
    item = named[int(str(rank)) - 1]
    assert item.because_product == because
    name = one(trained, "SELECT name FROM product WHERE id = ?", because)
    for language in LANGUAGES:
        assert str(name) in item.reason.say(language)
        assert str(name) in item.mail_reason.say(language)


def test_every_model_and_reason_has_words() -> None:
    facts = {"product": "X", "both": 1, "base": 2, "times": 3, "days": 4, "last": date(2026, 1, 2), "n": 5}
    keys = [f"recommend.model.{name}" for name in MODELS]
    for reason in (BECAUSE, REPEAT, REPEAT_TWICE, REPEAT_ONCE, POPULAR):
        keys += [reason, mail_key(reason)]
    for language in LANGUAGES:
        assert all(say(key, language, **facts) for key in keys)


def test_many_lists_at_once_are_the_single_ones(trained: Shop) -> None:
    ids = [int(str(row[0])) for row in rows(trained, "SELECT id FROM customer LIMIT 30")]
    with trained.store.read() as connection:
        many = store.recommendations_for_many(connection, [*ids, 10**9], 4)
    for customer in ids:
        single = [item.product_id for item in recommendations_for(trained, customer, 4)]
        assert [offer.product_id for offer in many[customer]] == single
    # Someone the training did not know gets what sells now.
    assert [offer.reason for offer in many[10**9]] == ["recommend.reason.popular"] * 4


def test_who_should_hear_of_a_product(trained: Shop) -> None:
    product = one(trained, "SELECT product_id FROM product_total ORDER BY net_e4 DESC")
    assert isinstance(product, int)
    heard = customers_for(trained, product, 10)
    assert len({listener.customer_id for listener in heard}) == 10
    scores = [listener.score for listener in heard]
    assert scores == sorted(scores, reverse=True)
    assert all(listener.reason.say("zh_CN") for listener in heard)


def test_a_forbidden_product_leaves_every_list_at_once_and_comes_back(own_copy: Shop) -> None:
    customer, product = rows(own_copy, "SELECT customer_id, product_id FROM recommendation WHERE rank = 1")[0]
    assert isinstance(customer, int)
    assert isinstance(product, int)
    before = [item.product_id for item in recommendations_for(own_copy, customer)]
    changes = set_recommendable(own_copy, product, False)
    after = [item.product_id for item in recommendations_for(own_copy, customer)]
    assert product not in after
    assert len(after) == len(before)
    assert customers_for(own_copy, product) == ()
    with own_copy.store.write() as connection:
        connection.exec_driver_sql("UPDATE product SET price_e4 = 12345 WHERE id = ?", (product,))
    undo(own_copy, changes.undo)
    assert [item.product_id for item in recommendations_for(own_copy, customer)] == before
    # What was learned about the product meanwhile stays.
    assert one(own_copy, "SELECT price_e4 FROM product WHERE id = ?", product) == 12345


def test_what_may_not_be_offered_is_not_trained_into_lists(own_copy: Shop) -> None:
    best = [
        int(str(row[0]))
        for row in rows(own_copy, "SELECT product_id FROM product_total ORDER BY net_e4 DESC")
    ]
    service, forbidden, sold_out = best[:3]
    with own_copy.store.write() as connection:
        connection.exec_driver_sql("UPDATE product SET kind = 'service' WHERE id = ?", (service,))
        connection.exec_driver_sql("UPDATE product SET recommendable = 0 WHERE id = ?", (forbidden,))
        connection.exec_driver_sql("UPDATE product SET stock = 0 WHERE id = ?", (sold_out,))
    train(own_copy, model="popularity")
    listed = f"IN ({service}, {forbidden}, {sold_out})"
    assert one(own_copy, f"SELECT COUNT(*) FROM recommendation WHERE product_id {listed}") == 0
    assert one(own_copy, f"SELECT COUNT(*) FROM product_audience WHERE product_id {listed}") == 0


def test_a_new_training_replaces_the_lists_and_keeps_the_figures(own_copy: Shop) -> None:
    first = latest(own_copy)
    second = train(own_copy, model="popularity", n=3)
    assert first is not None
    assert second.run_id > first.run_id
    assert second.model == "popularity"
    assert second.quality.sentence.key == "recommend.quality.only_popular"
    assert one(own_copy, "SELECT COUNT(*) FROM recommender_run") == 2
    for table in ("recommendation", "product_audience", "product_pair"):
        assert rows(own_copy, f"SELECT DISTINCT run_id FROM {table}") == [(second.run_id,)]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.65, 0.8, 0.95])
def test_cancelled_at_any_stage_nothing_changes(own_copy: Shop, share: float) -> None:
    before = rows(own_copy, "SELECT * FROM recommendation ORDER BY 1, 2, 3")

    def owner(fraction: float, text: Text | None = None) -> None:
        if fraction >= share:
            raise Cancelled

    with pytest.raises(Cancelled):
        train(own_copy, model="popularity", progress=owner)
    assert rows(own_copy, "SELECT * FROM recommendation ORDER BY 1, 2, 3") == before
    assert one(own_copy, "SELECT COUNT(*) FROM recommender_run") == 1


def test_the_same_shop_gets_the_same_lists(own_copy: Shop) -> None:
    everything = (
        "SELECT customer_id, rank, product_id, score, reason, because_id, evidence FROM recommendation"
    )
    before = rows(own_copy, everything)
    train(own_copy)
    assert rows(own_copy, everything) == before


def test_orders_changed_since_make_the_training_stale(own_copy: Shop) -> None:
    with own_copy.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE orders SET placed_at = (SELECT MAX(placed_at) FROM orders) + 60 WHERE id = 1"
        )
    view = latest(own_copy)
    assert view is not None
    assert view.stale
    assert not train(own_copy, model="popularity").stale


def test_an_order_dated_years_ahead_plays_no_part(own_copy: Shop) -> None:
    before = latest(own_copy)
    with own_copy.store.write() as connection:
        connection.exec_driver_sql("UPDATE orders SET placed_at = placed_at + 3000000000 WHERE id = 1")
    after = train(own_copy)
    assert before is not None
    assert abs((after.as_of - before.as_of).days) < 30


def test_comparing_judges_every_model_and_saves_nothing(own_copy: Shop) -> None:
    quality = compare(own_copy)
    assert {row.model for row in quality.rows} == set(MODELS)
    assert one(own_copy, "SELECT COUNT(*) FROM recommender_run") == 1


def test_an_empty_shop_says_what_is_missing(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "empty.clientele") as shop:
        assert latest(shop) is None
        assert recommendations_for(shop, 1) == ()
        assert customers_for(shop, 1) == ()
        for ask in (train, compare):
            with pytest.raises(ClienteleError) as problem:
                ask(shop)
            assert problem.value.key == "recommend.no_orders"
        with pytest.raises(ClienteleError, match=r"recommend\.unknown_model"):
            train(shop, model="oracle")
