"""The Segments page's view: every figure on it adds up, and a list in a file is safe to open."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from engine.errors import ClienteleError
from engine.sample import create_sample
from engine.segments import METHODS, export_segment, run_segmentation, segments_page
from engine.shop import Shop
from engine.words import LANGUAGES


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("shop") / "shop.clientele"
    create_sample(path, customers=400, seed=5, end=date(2026, 6, 30))
    with Shop.open(path) as opened:
        yield opened


def test_the_page_adds_up(shop: Shop) -> None:
    run = run_segmentation(shop, method="rfm")
    page = segments_page(shop)
    assert page.run == run
    assert page.is_newest
    sales = [card.segment.sales_e4 for card in page.cards if card.segment.customers]
    assert sales == sorted(sales, reverse=True)
    assert sum(card.segment.customer_share for card in page.cards) == pytest.approx(1)
    assert page.map is not None
    assert len(page.map.cells) == 25
    inside: dict[str, int] = {}
    for cell in page.map.cells:
        assert sum(count for _, count in cell.segments) == cell.customers
        for code, count in cell.segments:
            inside[code] = inside.get(code, 0) + count
    buyers = {
        card.segment.code: card.segment.customers
        for card in page.cards
        if card.segment.customers and card.segment.code != "prospects"
    }
    assert inside == buyers


def test_an_older_run_stays_to_be_seen_with_its_own_map(shop: Shop) -> None:
    older = run_segmentation(shop, method="rfm", as_of=date(2025, 12, 31))
    newest = run_segmentation(shop, method="rfm")
    page = segments_page(shop, run_id=older.id)
    assert page.run == older
    assert not page.is_newest
    assert page.newer_day is None
    assert page.map is not None
    assert sum(cell.customers for cell in page.map.cells) < newest.customers
    assert segments_page(shop, "rfm").run == newest


def test_every_method_says_what_it_does_in_both_languages(shop: Shop) -> None:
    page = segments_page(shop)
    assert [each.key for each in page.methods] == list(METHODS)
    for each in page.methods:
        for language in LANGUAGES:
            assert each.name.say(language)
            assert each.about.say(language)


def test_a_list_is_whole_and_never_a_formula(shop: Shop, tmp_path: Path) -> None:
    run = run_segmentation(shop, method="rfm")
    segment = max(run.segments, key=lambda each: each.customers)
    with shop.store.write() as connection:
        connection.exec_driver_sql(
            "UPDATE customer_total SET name = '=1+1' WHERE customer_id ="
            " (SELECT customer_id FROM segment_member WHERE segment_id = ? LIMIT 1)",
            (segment.id,),
        )
    path = tmp_path / "list.csv"
    assert export_segment(shop, segment_id=segment.id, path=path) == segment.customers
    with path.open(encoding="utf-8-sig", newline="") as file:
        names = [row["Name"] for row in csv.DictReader(file)]
    assert len(names) == segment.customers
    assert "'=1+1" in names


def test_a_list_that_cannot_be_written_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    run = run_segmentation(shop, method="rfm")
    with pytest.raises(ClienteleError) as raised:
        export_segment(shop, segment_id=run.segments[0].id, path=tmp_path / "nowhere" / "list.csv")
    assert raised.value.key == "segment.export.failed"
    assert not list(tmp_path.iterdir())
