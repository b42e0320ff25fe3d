"""Who may be one person: a name that fits and a second thing that agrees, never a name alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.customers.likeness import alike, suggestions
from engine.customers.merging import merge, not_the_same, split
from engine.shop import undo
from engine.store.likeness import IdentityRow
from tests.engine.shop_builder import Sale, build_shop

ANN = {"name": "Ann Lee", "email": "ann.lee77@gmail.com", "phone": "+441", "street": "12 High Street",
       "postcode": "SW1 2AB", "city": "London"}  # fmt: skip


def person(number: int, **told: str) -> IdentityRow:
    blank = dict.fromkeys(IdentityRow._fields[1:], "")
    return IdentityRow(number, **{**blank, **told})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"name": "Lee, Ann", "phone": "+441"}, ("same_name", "same_phone")),
        ({"name": "A. Lee", "street": "12 High St.", "postcode": "sw12ab"},
         ("same_initials", "same_address")),
        ({"name": "Anne Lee", "email": "ann.lee77@gmial.com"}, ("like_name", "like_email")),
        ({"name": "Ann Lee", "email": "annlee77@gmx.de"}, ("same_name", "same_mailbox")),
        ({"name": "Ann Lee", "postcode": "SW1 2AB"}, ("same_name", "same_postcode")),
        ({"name": "", "phone": "+441"}, ("same_phone",)),
        ({"name": "Ann Lee"}, None),
        ({"name": "Bo Lee", "phone": "+441", "street": "12 High Street", "postcode": "SW1 2AB"}, None),
        ({"name": "Ann Lee", "street": "15 High Street", "postcode": "SW1 2AB"}, None),
        ({"name": "Zoe Ray", "email": "ann.lee77@yahoo.com"}, None),
    ],
)  # fmt: skip
def test_who_is_like_whom(other: dict[str, str], why: tuple[str, ...] | None) -> None:
    found = alike([person(1, **ANN), person(2, **other)], set())
    assert [pair.evidence for pair in found] == ([] if why is None else [why])
    assert alike([person(1, **ANN), person(2, **other)], {(1, 2)}) == []


def test_a_suggestion_goes_when_the_owner_has_answered(tmp_path: Path) -> None:
    sales = [Sale(1, "2024-01-05", 20), Sale(2, "2024-02-05", 30), Sale(2, "2024-03-05", 30)]
    with build_shop(tmp_path / "little.clientele", sales, customers=3) as shop:
        with shop.store.write() as connection:
            connection.exec_driver_sql("UPDATE customer SET name = 'Ann Lee', phone = '+441' WHERE id < 3")
        (pair,) = suggestions(shop).pairs
        assert (pair.keep.id, pair.other.id, pair.keep.orders) == (2, 1, 2)
        assert [text.key for text in pair.evidence] == [
            "customer.alike.same_name",
            "customer.alike.same_phone",
        ]
        changes = not_the_same(shop, 1, 2)
        assert suggestions(shop).total == 0
        undo(shop, changes.undo)
        assert suggestions(shop).total == 1
        _, number = merge(shop, 2, 1)
        assert suggestions(shop).total == 0
        split(shop, number)
        assert suggestions(shop).total == 1
