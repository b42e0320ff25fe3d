"""Runs over a shop: everyone in one segment, nothing from the future, all or nothing, kept as history."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from engine.embeddings import can_learn
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.segments import (
    latest_run,
    list_runs,
    rfm_grid,
    run_segmentation,
    segment_customers,
    segment_points,
)
from engine.segments.source import ShopSource
from engine.shop import Shop
from engine.words import LANGUAGES, Text
from tests.engine.shop_builder import Sale, add_sales, build_shop

FIRST = date(2023, 1, 1)


def sales(customers: int, seed: int = 1) -> list[Sale]:
    """Two years of orders: regulars to the end, newcomers of the last months, and those who tried once."""
    chance = np.random.default_rng(seed)
    rows = []
    for customer in range(1, customers + 1):
        kind = customer % 4
        start, stop, least = ((0, 730, 12), (650, 730, 1), (0, 250, 1), (100, 500, 4))[kind]
        for _ in range(least + int(chance.integers(0, 1 + least // 2))):
            day = FIRST + timedelta(days=int(chance.integers(start, stop)))
            amount = int(chance.lognormal(4.0 if kind == 0 else 3.0, 0.5)) + 1
            rows.append(Sale(customer, f"{day} 12:00", amount, products=(1 + customer % 9,)))
    return sorted(rows, key=lambda sale: sale.at)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with build_shop(tmp_path_factory.mktemp("run") / "a.clientele", sales(300), customers=310) as opened:
        yield opened


needs_torch = pytest.mark.skipif(not can_learn(), reason="PyTorch is not installed")


@pytest.mark.parametrize(
    "method",
    [
        "rfm",
        "kmeans",
        "two_step",
        "hierarchical",
        "mixture",
        "hdbscan",
        pytest.param("learned", marks=needs_torch),
    ],
)
def test_everyone_is_in_one_segment_and_every_penny_in_a_share(shop: Shop, method: str) -> None:
    view = run_segmentation(shop, method=method)
    with shop.store.read() as connection:
        people, sold = connection.exec_driver_sql("SELECT COUNT(*), SUM(net_e4) FROM customer_total").one()
    assert view.customers == people == sum(segment.customers for segment in view.segments)
    assert sum(segment.sales_e4 for segment in view.segments) == sold
    assert sum(segment.customer_share for segment in view.segments) == pytest.approx(1)
    assert sum(segment.sales_share for segment in view.segments) == pytest.approx(1)
    assert next(s for s in view.segments if s.code == "prospects").customers == 10
    for segment in view.segments:
        members = segment_customers(shop, segment.id, limit=1_000)
        assert len(members) == segment.customers
        for language in LANGUAGES:
            assert all(text.say(language) for text in (segment.name, segment.rule, segment.advice))
    assert latest_run(shop, method) == view


def test_a_segment_says_what_its_members_did(shop: Shop) -> None:
    view = run_segmentation(shop, method="rfm")
    buyers = ShopSource(shop).buyers()
    champions = view.segments[0]
    known = {member.customer_id for member in segment_customers(shop, champions.id, limit=1_000)}
    inside = np.isin(buyers.customer_id, list(known))
    assert champions.code == "champions"
    assert champions.median_orders == round(float(np.median(buyers.orders[inside])))
    assert champions.sales_e4 == buyers.net_e4[inside].sum()
    grid = rfm_grid(shop)
    assert len(grid) == 25
    assert sum(cell.customers for cell in grid) == view.customers - 10
    assert sum(cell.sales_e4 for cell in grid) == buyers.net_e4.sum()


def test_a_sample_of_points_keeps_the_shares_and_every_figure(shop: Shop) -> None:
    run = run_segmentation(shop, method="kmeans")
    everyone, some = segment_points(shop, run.id), segment_points(shop, run.id, limit=101)
    assert everyone is not None
    assert some is not None
    assert everyone.customers == some.customers == len(everyone.points) == 300
    assert len(some.points) == 101
    assert set(some.points) < set(everyone.points)
    assert segment_points(shop, run.id, limit=101) == some
    drawn = Counter(point.segment for point in some.points)
    for segment in run.segments:
        if segment.code != "prospects":
            assert abs(drawn[segment.code] - segment.customers * 101 / 300) < 1
    buyers = ShopSource(shop).buyers()
    known = zip(buyers.customer_id, buyers.recency_days, buyers.net_e4, strict=True)
    assert {(p.customer_id, p.recency_days, p.net_e4) for p in everyone.points} == set(known)


def test_no_points_where_the_totals_know_more_than_the_run(tmp_path: Path) -> None:
    with build_shop(tmp_path / "a.clientele", sales(120)) as shop:
        early = run_segmentation(shop, method="rfm", as_of=FIRST + timedelta(days=400))
        assert segment_points(shop, early.id) is None
        first = run_segmentation(shop, method="rfm")
        assert segment_points(shop, first.id) is not None
        add_sales(shop, [Sale(1, f"{first.as_of + timedelta(days=1)} 12:00", 20)])
        assert segment_points(shop, first.id) is None


def test_the_past_does_not_change_when_more_happens(tmp_path: Path) -> None:
    rows = sales(120)
    day = FIRST + timedelta(days=400)
    early = [sale for sale in rows if sale.at[:10] <= day.isoformat()]
    early.append(Sale(1, f"{day} 10:00", 90, code="BIG"))
    with build_shop(tmp_path / "a.clientele", early) as shop:
        before = run_segmentation(shop, method="rfm")
        assert before.as_of == day
        later = [sale for sale in rows if sale.at[:10] > day.isoformat()]
        # The order of that very day comes back whole a month later: it was a purchase on the day.
        refund = Sale(1, f"{day + timedelta(days=30)} 10:00", -90, kind="refund", refunds="BIG")
        add_sales(shop, [*later, refund])
        again = run_segmentation(shop, method="rfm", as_of=day)
        now = run_segmentation(shop, method="rfm")
    strip = [(s.code, s.rule, s.customers, s.sales_e4, s.median_orders) for s in again.segments]
    held = [(s.code, s.rule, s.customers, s.sales_e4, s.median_orders) for s in before.segments]
    # Those who came later were on file already (they share the file's first day), as prospects.
    assert [row for row in strip if row[0] != "prospects"] == [row for row in held if row[0] != "prospects"]
    assert now.segments != again.segments


def test_cancelling_and_refusing_leave_the_shop_as_it_was(tmp_path: Path) -> None:
    def stop(fraction: float, text: Text | None = None) -> None:
        if fraction > 0.5:
            raise Cancelled

    with build_shop(tmp_path / "a.clientele", sales(150)) as shop:
        for method in ("rfm", "kmeans"):
            with pytest.raises(Cancelled):
                run_segmentation(shop, method=method, progress=stop)
        with pytest.raises(ClienteleError, match=r"segment\.unknown_method"):
            run_segmentation(shop, method="magic")
        with pytest.raises(ClienteleError, match=r"segment\.before_first_order"):
            run_segmentation(shop, method="rfm", as_of=date(2001, 1, 1))
        assert list_runs(shop) == []


def test_too_few_buyers_and_no_groups_are_said_so(tmp_path: Path) -> None:
    with build_shop(tmp_path / "a.clientele", []) as shop:
        with pytest.raises(ClienteleError, match=r"segment\.no_orders"):
            run_segmentation(shop, method="rfm")
        add_sales(shop, [Sale(None, "2023-01-01 09:00", 30)])
        with pytest.raises(ClienteleError, match=r"segment\.nobody_known"):
            run_segmentation(shop, method="kmeans")
        add_sales(shop, sales(20))
        with pytest.raises(ClienteleError, match=r"segment\.too_few_buyers"):
            run_segmentation(shop, method="rfm")
        # A crowd without any structure: everyone bought the same on the same day.
        add_sales(shop, [Sale(customer, "2025-02-01 09:00", 30) for customer in range(1_001, 1_200)])
        with pytest.raises(ClienteleError, match=r"segment\.no_natural_groups") as refused:
            run_segmentation(shop, method="kmeans")
        assert all(Text(refused.value.key, refused.value.facts).say(language) for language in LANGUAGES)


def test_wholly_returned_orders_do_not_count(tmp_path: Path) -> None:
    rows = sales(60)
    rows += [Sale(70, "2024-05-01 10:00", 50, code="X"), Sale(71, "2024-05-01 10:00", 50, code="Y")]
    rows += [Sale(71, "2024-06-01 10:00", 20), Sale(72, "2024-06-01 10:00", 99, status="cancelled")]
    rows += [
        Sale(code, "2024-07-01 10:00", -50, kind="refund", refunds=order)
        for code, order in ((70, "X"), (71, "Y"))
    ]
    with build_shop(tmp_path / "a.clientele", rows) as shop:
        buyers = ShopSource(shop).buyers()
        facts = {
            row[0]: row[1:] for row in zip(buyers.customer_id, buyers.orders, buyers.net_e4, strict=True)
        }
    assert 70 not in facts
    assert 72 not in facts
    assert facts[71] == (1, 200_000)
