"""Who moved and why: months equal to what was known then, causes that are true, nobody lost on the way."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from engine.errors import ClienteleError
from engine.segments import compute_movement, movement_page, movers, run_segmentation
from engine.segments.months import Totals, month_days, totals_by
from engine.segments.source import ShopSource
from engine.shop import Shop
from engine.store import segment_history
from engine.words import LANGUAGES
from tests.engine.shop_builder import Sale, add_sales, build_shop

FIRST = date(2024, 1, 1)
LAST = date(2024, 12, 20)


def sales(customers: int = 120) -> list[Sale]:
    """A year of orders, a third of them given back later, some in part."""
    chance = np.random.default_rng(7)
    rows: list[Sale] = []
    for customer in range(1, customers + 1):
        for number in range(1 + int(chance.integers(0, 6))):
            day = FIRST + timedelta(days=int(chance.integers(0, 340)))
            amount = 10 + int(chance.integers(0, 200))
            code = f"{customer}-{number}"
            rows.append(Sale(customer, f"{day} 12:00", amount, code=code))
            if chance.random() < 0.3:
                back = day + timedelta(days=int(chance.integers(1, 90)))
                part = amount if chance.random() < 0.6 else amount // 2
                if back < LAST:
                    rows.append(Sale(customer, f"{back} 12:00", -part, kind="refund", refunds=code))
    rows.append(Sale(1, f"{LAST} 12:00", 30))
    return sorted(rows, key=lambda sale: (sale.kind == "refund", sale.at))


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with build_shop(tmp_path_factory.mktemp("move") / "a.clientele", sales()) as opened:
        run_segmentation(opened, method="rfm")
        yield opened


def test_every_day_of_the_past_is_as_it_was_known_then(shop: Shop) -> None:
    days = sorted({*month_days(FIRST, LAST), *(FIRST + timedelta(days=step) for step in range(20, 350, 37))})
    with shop.store.read() as connection:
        frames = segment_history.history_frame(connection), segment_history.linked_frame(connection)
    for totals in totals_by(*frames, days, shop.zone):
        buyers = ShopSource(shop, totals.day).buyers()
        assert totals.customer_id.tolist() == buyers.customer_id.tolist()
        assert totals.orders.tolist() == buyers.orders.tolist()
        assert totals.net_e4.tolist() == buyers.net_e4.tolist()
        assert totals.recency_days.tolist() == buyers.recency_days.tolist()
        kept = Totals.unpack(totals.day, totals.packed())
        assert kept.customer_id.tolist() == totals.customer_id.tolist()
        assert kept.net_e4.tolist() == totals.net_e4.tolist()


def test_flows_movers_and_months_add_up(shop: Shop) -> None:
    found = compute_movement(shop, start=date(2024, 6, 30), end=date(2024, 10, 31))
    then = run_segmentation(shop, method="rfm", as_of=date(2024, 6, 30))
    now = run_segmentation(shop, method="rfm", as_of=date(2024, 10, 31))
    sizes = {group.code: (group.before, group.after) for group in found.groups}
    for before, after in zip(then.segments, now.segments, strict=False):
        if before.code != "prospects":
            assert sizes[before.code] == (before.customers, after.customers)
    october = next(month for month in found.months if month.day == date(2024, 10, 31))
    assert october.customers == tuple(each.customers for each in now.segments if each.code != "prospects")
    moved = sum(flow.customers for flow in found.flows if flow.from_code != flow.to_code)
    assert moved == sum(count for _, count in found.causes)
    assert movers(shop, movement_id=found.id, limit=1).total == moved
    for flow in found.flows:
        if flow.from_code != flow.to_code:
            page = movers(
                shop, movement_id=found.id, from_code=flow.from_code, to_code=flow.to_code, limit=500
            )
            assert (page.total, len(page.rows)) == (flow.customers, flow.customers)
            assert sum(row.net_e4 for row in page.rows) == flow.net_e4


def test_causes_are_what_the_customers_did(shop: Shop) -> None:
    start, end = date(2024, 6, 30), date(2024, 10, 31)
    then, now = ShopSource(shop, start).buyers(), ShopSource(shop, end).buyers()
    before = {row[0]: row[1:] for row in zip(then.customer_id, then.orders, then.net_e4, strict=True)}
    after = {row[0]: row[1:] for row in zip(now.customer_id, now.orders, now.net_e4, strict=True)}
    for each in (False, True):
        page = movers(
            shop, movement_id=compute_movement(shop, start=start, end=end, each=each).id, limit=1_000
        )
        for row in page.rows:
            old, new = before.get(row.customer_id), after.get(row.customer_id)
            if row.cause == "first":
                assert old is None
            elif row.cause == "quiet":
                assert new is not None
                assert old is not None
                assert new[0] <= old[0]
            elif row.cause == "returned":
                assert new is None or old is None or new[1] < old[1] or new[0] < old[0]
            elif row.cause == "others":
                assert each, "with limits that stay nobody is moved by others"
            for language in LANGUAGES:
                assert row.from_name.say(language)
                assert row.to_name.say(language)
                assert row.why.say(language)


def test_limits_measured_each_day_move_customers_who_did_nothing(shop: Shop) -> None:
    start, end = date(2024, 6, 30), date(2024, 10, 31)
    kept, anew = (
        compute_movement(shop, start=start, end=end),
        compute_movement(shop, start=start, end=end, each=True),
    )
    assert dict(kept.causes)["others"] == 0
    assert dict(anew.causes)["others"] == kept.by_others > 0


def test_movers_are_found_by_name_and_by_cause(shop: Shop) -> None:
    found = compute_movement(shop, start=date(2024, 6, 30), end=date(2024, 10, 31))
    everyone = movers(shop, movement_id=found.id, limit=1_000)
    one = everyone.rows[0]
    assert [row.customer_id for row in movers(shop, movement_id=found.id, search=one.name).rows if
            row.name == one.name] == [one.customer_id]  # fmt: skip
    for cause, count in found.causes:
        assert movers(shop, movement_id=found.id, cause=cause).total == count
    by_name = movers(shop, movement_id=found.id, sort="name", descending=False, limit=1_000).rows
    assert [row.name.lower() for row in by_name] == sorted(row.name.lower() for row in everyone.rows)


def test_an_answer_is_kept_until_the_orders_or_the_limits_are_others(tmp_path: Path) -> None:
    with build_shop(tmp_path / "a.clientele", sales(60)) as shop:
        start, end = date(2024, 6, 30), date(2024, 10, 31)
        assert movement_page(shop, start, end).movement is None
        found = compute_movement(shop, start=start, end=end)
        page = movement_page(shop, start, end)
        assert page.movement == found
        assert compute_movement(shop, start=start, end=end).id == found.id
        run_segmentation(shop, method="rfm")
        assert movement_page(shop, start, end).movement is None
        again = compute_movement(shop, start=start, end=end)
        add_sales(shop, [Sale(3, "2024-07-05 12:00", 500)])
        assert movement_page(shop, start, end).movement is None
        assert compute_movement(shop, start=start, end=end).flows != again.flows


def test_days_that_make_no_span_are_said_so(shop: Shop) -> None:
    with pytest.raises(ClienteleError, match=r"segment\.days_not_ascending"):
        compute_movement(shop, start=date(2024, 10, 31), end=date(2024, 6, 30))
    assert movement_page(shop, date(2024, 10, 31), date(2024, 6, 30)).movement is None
