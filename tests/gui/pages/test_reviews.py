"""The Reviews page: offers to read, then tells; a complaint leads to the customer; topics are added."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.reviews import analyse
from engine.shop import Shop
from engine.store import review_readings as store
from gui.pages.reviews.page import ReviewsPage
from gui.widgets.basics import Button
from gui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ReviewsPage:
    window.show_page("reviews")
    settle()
    found = window.current_page
    assert isinstance(found, ReviewsPage)
    return found


def test_before_reading_it_offers_to_read(page: ReviewsPage) -> None:
    assert page.offer.isVisible()
    assert not page.told.isVisible()
    assert page.start.isEnabled()


def test_what_was_read_is_told_and_leads_on(
    page: ReviewsPage, window: MainWindow, shop_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    with Shop.open(shop_path, owner=False) as shop:
        view = analyse(shop, model="light")
    page.refresh()
    settle()
    assert page.told.isVisible()
    assert not page.offer.isVisible()
    assert page.figures[0].value.text() == str(view.reviews)
    assert page.figures[3].value.text() == str(len(view.unhappy))
    assert page.likes.nothing.isHidden() == bool(view.likes)

    page.own.name.setText("Tin")
    page.own.words.setText("tin, caddy，罐")
    page.own.keep.click()
    settle()
    with Shop.open(shop_path, owner=False) as shop, shop.store.read() as connection:
        assert [row[1:] for row in store.own_aspects(connection)] == [("Tin", ["tin", "caddy", "罐"])]
    assert page.own.name.text() == ""

    if view.unhappy:
        first = next(one for one in page.unhappy.findChildren(Button) if one.property("kind") == "row")
        first.click()
        settle()
        assert window.current_page.spec.id == "customers"
