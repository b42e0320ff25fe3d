"""What a profile says of how somebody buys, what they left, and what they said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from engine.customers.profile import profile
from engine.customers.rhythm import rhythm
from engine.shop import Shop
from engine.words import LANGUAGES
from tests.engine.shop_builder import Sale, build_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Customer 1 spends 90 a time and always with a code; the ten others 20 and without."""
    sales = [Sale(1, f"2024-0{month}-05 20:00", 90, products=(1, 2, 3)) for month in range(1, 6)]
    sales += [Sale(who, f"2024-0{month}-10 09:00", 20) for who in range(2, 12) for month in range(1, 6)]
    with build_shop(tmp_path / "a.clientele", sales, customers=13) as opened:
        with opened.store.write() as connection:
            connection.exec_driver_sql("UPDATE orders SET discount_code = 'TEN' WHERE customer_id = 1")
            connection.exec_driver_sql(
                "UPDATE product SET brand = CASE id % 3 WHEN 0 THEN 'Ash' WHEN 1 THEN 'Oak' ELSE '' END"
            )
        yield opened


def at(shop: Shop, moment: str) -> int:
    return int(datetime.fromisoformat(moment).replace(tzinfo=shop.zone).timestamp())


def test_buying_is_told_beside_what_is_usual_in_the_shop(shop: Shop) -> None:
    found = profile(shop, 1)
    large, discounts = found.buying
    assert (large.key, large.facts["n"]) == ("customer.basket.large", 3)
    assert large.say("en") == "Large baskets: usually £90.00 for 3 products; the shop's middle is £20.00"
    assert (discounts.key, discounts.facts["times"]) == ("customer.discounts.often", 5)
    assert discounts.facts["share"] == pytest.approx(5 / 55)
    assert {one.name for one in found.favourites if one.kind == "brand"} == {"Ash", "Oak"}
    assert [text.key for text in profile(shop, 2).buying] == [
        "customer.basket.usual",
        "customer.discounts.never",
    ]
    nobody = profile(shop, 13)
    assert (nobody.buying, nobody.left_behind, nobody.said.quotes) == ((), (), ())
    assert nobody.rhythm_text.key == "customer.rhythm.too_few"


def test_what_was_looked_at_and_bought_is_not_left(shop: Shop) -> None:
    # Customer 1 bought 1, 2 and 3 on 5 May at 20:00; thing 8 is no longer offered.
    visits = [
        ("view", 3, "2024-05-05 19:00"), ("cart", 2, "2024-05-05 19:30"), ("view", 1, "2024-05-20 10:00"),
        ("view", 7, "2024-05-01 10:00"), ("view", 7, "2024-05-02 10:00"), ("view", 8, "2024-05-03 10:00"),
        ("cart", 5, "2024-04-01 10:00"), ("view", 5, "2024-04-01 09:00"),
    ]  # fmt: skip
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE product SET listed = 0 WHERE id = 8")
        for kind, product, moment in visits:
            connection.exec_driver_sql(
                "INSERT INTO visit (customer_id, product_id, kind, occurred_at) VALUES (1, ?, ?, ?)",
                (product, kind, at(shop, moment)),
            )
    left = profile(shop, 1).left_behind
    assert [(one.product_id, one.carts, one.last_day) for one in left] == [
        (5, 1, date(2024, 4, 1)),
        (1, 0, date(2024, 5, 20)),
        (7, 0, date(2024, 5, 2)),
    ]
    assert left[2].text.say("en") == "Looked at it 2 times, last on 2 May 2024, and has not bought it since"
    assert all(one.text.say(language) for one in left for language in LANGUAGES)


def test_what_displeased_is_quoted_first_and_undated_words_count(shop: Shop) -> None:
    reviews: list[tuple[int | None, str, str, str | None]] = [
        (5, "", "Lovely " * 60, "2024-05-01 10:00"), (2, "Broke", "", "2024-03-01 10:00"),
        (1, "", "Late and cold.", None), (4, "", "", "2024-05-03 10:00"),
    ]  # fmt: skip
    with shop.store.write() as connection:
        for stars, title, body, moment in reviews:
            connection.exec_driver_sql(
                "INSERT INTO review (customer_id, product_id, stars, title, body, written_at)"
                " VALUES (1, 4, ?, ?, ?, ?)",
                (stars, title, body, at(shop, moment) if moment else None),
            )
    said = profile(shop, 1).said
    assert [(one.quote, one.stars, one.day) for one in said.quotes] == [
        ("Broke", 2, date(2024, 3, 1)),
        ("Late and cold.", 1, None),
    ]
    assert said.summary is not None
    assert (said.summary.facts["mean"], said.summary.facts["lowest"]) == (3.0, 1)


def test_gaps_that_differ_too_much_foretell_nothing() -> None:
    first = date(2024, 1, 1)
    days = [first + timedelta(days=days) for days in (0, 1, 2, 300, 301, 600)]
    wild = rhythm(days, date(2026, 1, 1))
    assert wild is not None
    assert (wild.regular, wild.overdue_days, wild.text.key) == (False, None, "customer.rhythm.irregular")
    steady = rhythm([first + timedelta(days=30 * step) for step in range(6)], date(2024, 6, 5))
    assert steady is not None
    assert steady.regular
