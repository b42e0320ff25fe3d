"""A shop's reviews: read once, told by people, kept whole, and the owner's aspects."""

from datetime import datetime
from pathlib import Path

import pytest

from engine.customers.profile import profile
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.reviews import add_aspect, analyse, preferences, preferences_of, remove_aspect, reviews_view
from engine.segments.rules import customers_fitting, rule_sentence
from engine.shop import Shop, undo
from engine.words import Text
from tests.engine.shop_builder import Sale, build_shop

#: (customer, product, stars, words, day)
REVIEWS = [
    (1, 1, 5, "Beautiful colour and very soft.", "2026-01-05"),
    (2, 1, 5, "Beautiful colour, I love the design.", "2026-01-20"),
    (3, 1, 4, "The colour is gorgeous but the delivery was a disappointment.", "2026-02-02"),
    (4, 2, 1, "The delivery was terrible and the box was broken.", "2026-02-10"),
    (5, 2, 2, "Awful delivery, I am very disappointed.", "2026-03-01"),
    (5, 1, None, "The colour is awful, I hate it.", "2026-03-03"),
    (6, 2, None, "Nice handle.", "2026-03-04"),
    (6, 3, 5, "", "2026-03-05"),
    (None, 2, None, "😀", "2026-03-06"),
]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    built = build_shop(
        tmp_path / "shop.clientele", [Sale(customer, "2026-01-01", 10 * customer) for customer in range(1, 7)]
    )
    with built.store.write() as connection:
        for customer, product, stars, body, day in REVIEWS:
            connection.exec_driver_sql(
                "INSERT INTO review (customer_id, product_id, stars, body, written_at) "
                "VALUES (?, ?, ?, ?, ?)",
                (
                    customer,
                    product,
                    stars,
                    body,
                    int(datetime.fromisoformat(day + "T12:00+00:00").timestamp()),
                ),
            )
    return built


def test_reviews_are_read_once_and_told_by_people(shop: Shop) -> None:
    before = reviews_view(shop)
    assert (before.run, before.reviews, before.unread) == (None, 9, 9)
    view = analyse(shop, model="light")
    assert (view.model, view.reviews, view.unread) == ("light", 9, 0)
    assert view.measured["read"] > 0
    assert analyse(shop, model="light").measured["read"] == 0

    aspects = {aspect.code: aspect for aspect in view.aspects}
    # Three people each; comfort and packaging have one, and nothing is told of one.
    assert set(aspects) == {"looks", "delivery"}
    assert (aspects["looks"].people, aspects["looks"].praise, aspects["looks"].blame) == (4, 3, 1)
    assert (aspects["delivery"].people, aspects["delivery"].blame) == (3, 3)
    assert all("delivery" in quote.text.lower() for quote in aspects["delivery"].disliked)
    assert [(one.code, one.quote.day and one.quote.day.year) for one in view.unhappy] == [
        ("C005", 2026), ("C004", 2026),
    ]  # fmt: skip
    assert view.unhappy[1].reason.facts["aspect"] in (
        Text("review.aspect.delivery"), Text("review.aspect.packaging"),
    )  # fmt: skip
    assert [(month.month, month.mood.reviews) for month in view.months][:2] == [
        ("2026-01", 2),
        ("2026-02", 2),
    ]
    assert [group.name for group in view.products] == ["Thing 1", "Thing 2"]
    (dislike,) = [one for one in preferences_of(shop, 4) if one.aspect == "delivery"]
    assert (dislike.verdict, dislike.mentions) == ("dislikes", 1)
    assert 0 < dislike.share < 0.5
    assert preferences_of(shop, 4) == preferences(shop)[4]
    assert dislike in profile(shop, 4).preferences
    complained = {"feature": "complained", "op": "any_of", "value": ["delivery"]}
    assert customers_fitting(shop, complained) == [3, 4, 5]
    assert rule_sentence(shop, complained).say("en") == "Customers who complained about Delivery."
    assert dislike.text.say("en") == "Not happy with: Delivery (said so 1 time)"
    shop.close()


def test_what_changed_is_not_told_until_it_is_read_again(shop: Shop) -> None:
    analyse(shop, model="light")
    with shop.store.write() as connection:
        connection.exec_driver_sql("UPDATE review SET body = 'Lovely, all good now.' WHERE customer_id = 4")
        connection.exec_driver_sql("DELETE FROM review WHERE customer_id = 1")
    view = reviews_view(shop)
    assert (view.reviews, view.unread) == (8, 1)
    assert "C004" not in [one.code for one in view.unhappy]

    def stop(fraction: float, text: object = None) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        analyse(shop, model="light", progress=stop)
    assert reviews_view(shop) == view
    assert analyse(shop, model="light").unread == 0
    shop.close()


def test_the_owner_adds_an_aspect_and_takes_it_back(shop: Shop) -> None:
    add_aspect(shop, " Handle ", ["handle", "grip", "把手"])
    with pytest.raises(ClienteleError, match=r"review\.aspect_exists"):
        add_aspect(shop, "handle", ["knob"])
    with pytest.raises(ClienteleError, match=r"review\.aspect_without_words"):
        add_aspect(shop, "Lid", [" "])
    analyse(shop, model="light")
    (own,) = [one for one in preferences_of(shop, 6) if one.aspect.startswith("own_")]
    assert (own.name, own.verdict) == ("Handle", "likes")
    remove_aspect(shop, "handle")
    assert preferences_of(shop, 6) == ()
    undo(shop)
    assert len(preferences_of(shop, 6)) == 1
    shop.close()


def test_a_shop_without_reviews_says_so(tmp_path: Path) -> None:
    with Shop.create(tmp_path / "new.clientele") as shop:
        with pytest.raises(ClienteleError, match=r"review\.none"):
            analyse(shop)
        assert reviews_view(shop).reviews == 0
