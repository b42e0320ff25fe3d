"""Learning who resembles whom: whole or not at all, the same each time, and told what it is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from engine.campaigns.audience import Pick
from engine.embeddings import customer_map, learn_likeness, likeness_view, look_alikes, similar_to
from engine.errors import ClienteleError
from engine.jobs import Cancelled
from engine.sample import create_sample
from engine.segments import run_segmentation
from engine.shop import Shop
from engine.words import LANGUAGES, Text
from tests.engine.shop_builder import Sale, add_sales, build_shop

TORCH = find_spec("torch") is not None
needs_torch = pytest.mark.skipif(not TORCH, reason="PyTorch is not installed")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    path = tmp_path_factory.mktemp("learning") / "a.clientele"
    create_sample(path, customers=150, seed=3, end=date(2026, 6, 30))
    with Shop.open(path) as opened, pytest.MonkeyPatch.context() as patch:
        # Enough passes to see a curve; how well it learns is measured on real shops.
        patch.setattr("engine.embeddings.learning.PASSES", 6)
        run_segmentation(opened, method="rfm")
        learn_likeness(opened)
        yield opened


def stored(shop: Shop) -> list[Any]:
    with shop.store.read() as connection:
        read = connection.exec_driver_sql
        return [
            read("SELECT customer_id, vectors FROM embedding ORDER BY 1").all(),
            read("SELECT method, width, worth, curves, weights FROM embedding_method WHERE weights").all(),
            read("SELECT method, customer_id, x_milli, y_milli FROM embedding_point ORDER BY 1, 2").all(),
        ]


@needs_torch
def test_every_network_is_taught_once_and_the_same_each_time(shop: Shop) -> None:
    before = stored(shop)
    view = likeness_view(shop)
    assert [way.method for way in view.methods] == ["plain", "autoencoder", "calendar", "sequence"]
    for way in view.methods[1:]:
        assert len(way.taught) == len(way.checked) > 3
        assert min(way.checked) < way.checked[0]
        assert 0 < way.weight_bytes < 1_000_000
    for language in LANGUAGES:
        assert all(way.verdict.say(language) and way.about.say(language) for way in view.methods)
        assert view.test.say(language)
        assert view.conclusion.say(language)
    again = learn_likeness(shop)
    assert stored(shop) == before
    assert again.methods == view.methods
    assert (again.chosen, again.stale) == (view.chosen, False)


def test_cancelled_it_leaves_everything_as_it_was(shop: Shop) -> None:
    before, run = stored(shop), likeness_view(shop).run

    def stop(fraction: float, text: Text | None = None) -> None:
        if fraction > 0.97:
            raise Cancelled

    with pytest.raises(Cancelled):
        learn_likeness(shop, learned=False, progress=stop)
    assert (stored(shop), likeness_view(shop).run) == (before, run)


def test_the_map_shows_everyone_in_their_segment(shop: Shop) -> None:
    found = customer_map(shop)
    assert found is not None
    people = [spot.customer_id for group in found.groups for spot in group.spots]
    assert len(people) == len(set(people)) == found.shown == found.customers
    with shop.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT m.customer_id, s.code FROM segment_member m JOIN segment s ON s.id = m.segment_id"
        )
        segments = {row[0]: row[1] for row in rows}
    assert all(segments[spot.customer_id] == group.code for group in found.groups for spot in group.spots)
    assert all(
        -1 <= place <= 1 for group in found.groups for spot in group.spots for place in (spot.x, spot.y)
    )


def test_look_alikes_are_others_and_say_what_they_share(shop: Shop) -> None:
    with shop.store.read() as connection:
        best = connection.exec_driver_sql(
            "SELECT customer_id FROM customer_total ORDER BY net_e4 DESC LIMIT 8"
        ).scalars()
        examples = list(best)
    found = look_alikes(shop, [*examples, 10**9], n=12)
    assert (found.examples, found.asked, len(found.rows)) == (8, 9, 12)
    assert not {who.customer_id for who in found.rows} & set(examples)
    for who in found.rows:
        if who.reason.key == "embedding.reason.examples":
            assert 2 <= int(str(who.reason.facts["times"])) <= 8
    alike = similar_to(shop, examples[0], 4)
    assert alike is not None
    assert len(alike) == 4
    with shop.store.read() as connection:
        segment = connection.exec_driver_sql(
            "SELECT segment_id FROM segment_member GROUP BY 1 ORDER BY COUNT(*) DESC LIMIT 1"
        ).scalar_one()
        members = set(
            connection.exec_driver_sql(
                "SELECT customer_id FROM segment_member WHERE segment_id = ?", (segment,)
            ).scalars()
        )
    others = look_alikes(shop, pick=Pick(segment_id=segment), n=20)
    assert others.rows
    assert not {who.customer_id for who in others.rows} & members
    with pytest.raises(ClienteleError, match="unknown_method"):
        look_alikes(shop, examples, method="oracle")
    with pytest.raises(ClienteleError, match="nobody_known"):
        look_alikes(shop, [10**9])


def test_a_shop_too_small_or_too_young_is_told_so(tmp_path: Path) -> None:
    few = [Sale(one, f"2024-03-{one:02} 12:00", 10) for one in range(1, 20)]
    with build_shop(tmp_path / "b.clientele", few) as shop:
        assert likeness_view(shop).run is None
        assert similar_to(shop, 1) is None
        assert customer_map(shop) is None
        with pytest.raises(ClienteleError, match="not_learned"):
            look_alikes(shop, [1])
        with pytest.raises(ClienteleError, match="too_few") as told:
            learn_likeness(shop)
        assert told.value.facts["n"] == 19
        add_sales(shop, (Sale(one, f"2024-03-{one % 28 + 1:02} 13:00", 10) for one in range(20, 90)))
        view = learn_likeness(shop)
        # A month is no past to test on; plain figures do without it.
        assert (view.chosen, view.test.key) == ("plain", "embedding.test.none")
        assert similar_to(shop, 30)
        add_sales(shop, [Sale(3, "2024-05-01 12:00", 500)])
        assert likeness_view(shop).stale
        assert look_alikes(shop, [30]).stale


def test_without_torch_plain_figures_do_and_the_way_to_more_is_told(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("registry", "views", "comparing"):
        monkeypatch.setattr(f"engine.embeddings.{module}.can_learn", lambda: False)
    view = learn_likeness(shop)
    assert [way.method for way in view.methods] == ["plain"]
    assert view.missing is not None
    assert "torch" in view.missing.say("en")
    assert "torch" in view.install
    assert customer_map(shop) is not None
