"""Two customers into one and back: splitting gives back exactly what merging took."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.customers.merging import merge, merges, not_the_same, split
from engine.customers.profile import profile
from engine.errors import ClienteleError
from engine.shop import Shop, undo
from engine.store import rollups
from engine.store.customers import customer_by_code
from engine.store.merging import merged_recipients, successor
from tests.engine.shop_builder import Sale, build_shop

#: Every table that a merge may touch.
TABLES = (
    "customer", "customer_key", "customer_merge", "customer_note", "customer_total", "consent", "suppression",
    "orders", "order_line", "month_total", "product_total", "visit", "review", "segment_member",
    "recommendation", "product_audience", "recipient", "outcome", "not_same", "import_word", "import_seen",
    "own_segment", "own_segment_member",
)  # fmt: skip

SALES = (
    Sale(1, "2024-01-05", 20, code="A1", products=(1, 2)),
    Sale(2, "2024-02-05", 30, code="B1", products=(2,)),
    Sale(2, "2024-02-20", -30, code="B2", kind="refund", products=(2,), refunds="B1"),
    Sale(3, "2024-03-01", 10, code="C1", products=(3,)),
    Sale(1, "2024-03-05", 15, code="A2", products=(2,)),
)


NAME = '{"key": "segment.method.rfm", "facts": {}}'


def snapshot(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    with shop.store.read() as connection:
        return {
            table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)
            for table in TABLES
        }


def run(shop: Shop, sql: str, *rows: tuple[object, ...]) -> None:
    with shop.store.write() as connection:
        for row in rows or ((),):
            connection.exec_driver_sql(sql, row)


def ask(shop: Shop, sql: str) -> list[tuple[object, ...]]:
    with shop.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Three customers with everything that can belong to one, and an exported campaign."""
    with build_shop(tmp_path_factory.mktemp("merging") / "little.clientele", SALES, customers=4) as shop:
        fill(shop)
        yield shop


def fill(shop: Shop) -> None:
    run(
        shop,
        "UPDATE customer SET email = ?, phone = ?, city = ?, attributes = ?, created_at = ? WHERE id = ?",
        ("a@x.example", "", "", '{"shoe": 39}', 50, 1),
        ("b@x.example", "+447700900123", "Leeds", '{"shoe": 40, "club": "yes"}', 20, 2),
    )
    run(
        shop,
        "INSERT INTO customer_key VALUES (1, ?, ?, ?)",
        ("email", "a@x.example", 1),
        ("email", "b@x.example", 2),
        ("external", "77", 2),
    )
    run(
        shop,
        "INSERT INTO customer_note (customer_id, body, at) VALUES (?, ?, ?)",
        (1, "one", 1),
        (2, "two", 2),
    )
    run(shop, "INSERT INTO visit (customer_id, product_id, kind, occurred_at) VALUES (2, 1, 'view', 9)")
    run(shop, "INSERT INTO review (customer_id, product_id, stars, written_at) VALUES (2, 1, 5, 9)")
    run(shop, "INSERT INTO segment_run VALUES (1, 'rfm', '2024-03-05', 0, 4, '{}', '{}')")
    run(
        shop,
        "INSERT INTO segment (id, run_id, code, position, name, rule, advice, customer_count, sales_e4)"
        " VALUES (?1, 1, ?2, 1, ?3, ?3, ?3, 1, 1)",
        (1, "best", NAME),
        (2, "rest", NAME),
    )
    run(
        shop,
        "INSERT INTO segment_member (run_id, customer_id, segment_id) VALUES (1, ?, ?)",
        (1, 1),
        (2, 2),
        (3, 2),
    )
    run(
        shop,
        "INSERT INTO own_segment VALUES (1, 'list', 'Press', NULL, 0, 0), (2, 'list', 'Friends', NULL, 0, 0)",
    )
    run(shop, "INSERT INTO own_segment_member VALUES (?, ?)", (1, 1), (1, 2), (2, 2))
    run(
        shop,
        "INSERT INTO recommender_run (id, model, as_of, created_at, parameters, metrics)"
        " VALUES (1, 'blend', '2024-03-05', 0, '{}', '{}')",
    )
    run(
        shop,
        "INSERT INTO recommendation VALUES (1, ?, ?, ?, 1, 'r', NULL, '{}')",
        (1, 1, 3),
        (2, 1, 4),
        (2, 2, 5),
        (3, 1, 1),
    )
    run(shop, "INSERT INTO product_audience VALUES (1, 4, ?, ?, 1, 'r', NULL, '{}')", (1, 2), (2, 1))
    run(
        shop,
        "INSERT INTO campaign (id, name, goal, state, language, audience, offer, template, holdout_share,"
        " seed, created_at) VALUES (1, 'May', 'win_back', 'ready', 'en', '{}', '{}', '{}', 10, 1, 0)",
    )
    run(
        shop,
        "INSERT INTO recipient (campaign_id, customer_id, arm, email, coupon_code, recipient_key)"
        " VALUES (1, ?, ?, ?, ?, ?)",
        (1, "hold_out", "a@x.example", None, "k1"),
        (2, "mail", "b@x.example", "MAY-2", "k2"),
        (3, "mail", "c@x.example", "MAY-3", "k3"),
    )
    run(shop, "UPDATE campaign SET state = 'exported', exported_at = 5")
    run(
        shop,
        "INSERT INTO outcome (campaign_id, customer_id, kind, at) VALUES (1, ?, ?, ?)",
        (2, "opened", 7),
        (1, "opened", 7),
        (2, "clicked", 8),
    )
    run(shop, "INSERT INTO not_same VALUES (?, ?, 1)", (1, 3), (2, 3))
    run(
        shop,
        "INSERT INTO import_run (id, source_id, kind, file_name, sha256, byte_count, reading, started_at,"
        " finished_at, state, report) VALUES (1, 1, 'customers', 'c.csv', '', 0, '{}', 0, 0, 'done', '{}')",
    )
    run(
        shop,
        "INSERT INTO import_word VALUES ('customer', ?, 1, ?, ?)",
        (1, 3, '{"name": "Ann"}'),
        (2, 4, '{"city": "Leeds"}'),
    )
    run(
        shop,
        "INSERT INTO consent VALUES (?, ?, ?, 'import', ?)",
        (1, "email", "yes", 3),
        (2, "email", "no", 4),
        (2, "sms", "yes", 4),
    )


@pytest.fixture
def shop(template: Shop, tmp_path: Path) -> Iterator[Shop]:
    template.store.backup_to(tmp_path / "copy.clientele")
    with Shop.open(tmp_path / "copy.clientele") as copy:
        yield copy


def test_everything_of_the_other_is_theirs_now(shop: Shop) -> None:
    _, number = merge(shop, 1, 2)
    one = profile(shop, 1)
    assert (one.orders, one.net_e4, one.refund_e4) == (2, 350_000, 300_000)
    assert (one.email, one.phone, one.city) == ("a@x.example", "+447700900123", "Leeds")
    assert one.attributes == {"shoe": 39, "club": "yes"}
    assert {consent.channel: consent.status for consent in one.consents if consent.at} == {
        "email": "no", "sms": "yes",
    }  # fmt: skip
    assert len(one.notes) == 2
    assert ask(shop, "SELECT DISTINCT customer_id FROM customer_key") == [(1,)]
    assert ask(shop, "SELECT arm, coupon_code FROM recipient WHERE customer_id = 1") == [("mail", "MAY-2")]
    assert ask(shop, "SELECT kind FROM outcome WHERE customer_id = 1 ORDER BY kind") == [
        ("clicked",),
        ("opened",),
    ]
    with shop.store.read() as connection:
        assert rollups.wrong_totals(connection) == 0
        assert successor(connection, 2) == customer_by_code(connection, "C002") == 1
        assert merged_recipients(connection) == [(1, 1, "k1", "a@x.example")]
    assert [(row.id, row.gone_code, row.basis) for row in merges(shop)] == [(number, "C002", "owner")]
    assert shop.store.damage(thorough=True) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=1, max_size=3),
    shuffle=st.randoms(use_true_random=False),
)
def test_splitting_gives_back_exactly_what_merging_took(
    template: Shop, tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[int, int]], shuffle: Random
) -> None:
    copy = tmp_path_factory.mktemp("law") / "copy.clientele"
    template.store.backup_to(copy)
    with Shop.open(copy) as shop:
        before = snapshot(shop)
        made = []
        for keep, gone in pairs:
            here = {row[0] for row in ask(shop, "SELECT id FROM customer")}
            if keep != gone and {keep, gone} <= here:
                made.append(merge(shop, keep, gone)[1])
        shuffle.shuffle(made)
        for number in made:
            split(shop, number)
        assert snapshot(shop) == before
        assert shop.store.damage(thorough=True) == []


def test_the_first_of_two_merges_can_be_split_alone(shop: Shop) -> None:
    """Whose orders are whose does not depend on the order in which merges are taken back."""
    before = snapshot(shop)
    _, first = merge(shop, 2, 3)
    _, second = merge(shop, 1, 2)
    split(shop, first)
    assert profile(shop, 3).orders == 1
    assert profile(shop, 1).orders == 2
    split(shop, second)
    after = snapshot(shop)
    for table in ("customer", "orders", "customer_total", "customer_key", "customer_note", "month_total"):
        assert after[table] == before[table]


def test_a_no_said_after_the_merge_holds_for_both(shop: Shop) -> None:
    from engine.customers.notes import set_consent

    _, number = merge(shop, 1, 2)
    set_consent(shop, 1, "sms", "no")
    split(shop, number)
    said = ask(shop, "SELECT customer_id, status FROM consent WHERE channel = 'sms' ORDER BY 1")
    assert said == [(1, "no"), (2, "no")]


def test_two_people_stay_two_until_the_owner_takes_it_back(shop: Shop) -> None:
    changes = not_the_same(shop, 2, 1)
    assert (
        1,
        2,
    ) in [row[:2] for row in ask(shop, "SELECT one_id, other_id FROM not_same")]
    undo(shop, changes.undo)
    assert (1, 2) not in ask(shop, "SELECT one_id, other_id FROM not_same")


def test_who_cannot_be_merged(shop: Shop) -> None:
    for keep, gone, key in ((1, 1, "customer.same_customer"), (1, 99, "customer.missing")):
        with pytest.raises(ClienteleError) as problem:
            merge(shop, keep, gone)
        assert problem.value.key == key
    with pytest.raises(ClienteleError) as problem:
        split(shop, 99)
    assert problem.value.key == "customer.merge_missing"
