"""The Products page as its owner uses it: find, open, decide, learn, act."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.changes import Changes
from engine.shop import undo
from gui.page import PAGES
from gui.pages.products.page import ProductsPage
from gui.pages.products.pair_row import PairRow
from gui.shell import Shell
from gui.widgets.basics import Button

Settle = Callable[[], None]
Asked = list[tuple[str, dict[str, object]]]


@pytest.fixture(scope="module")
def trained_shop(filled_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled shop after its first training; one of its products is sold out, one a service."""
    import shutil

    from engine.recommend.training import train
    from engine.shop import Shop

    path = Path(shutil.copy(filled_shop, tmp_path_factory.mktemp("trained") / "shop.clientele"))
    with Shop.open(path) as shop:
        train(shop)
    return path


@pytest.fixture
def untrained(qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Settle) -> ProductsPage:
    return made(qtbot, shell, settle)


@pytest.fixture
def page(
    qtbot: QtBot,
    shell: Shell,
    trained_shop: Path,
    tmp_path: Path,
    open_shop: Callable[[Path], None],
    looks: Callable[[str, str], None],
    settle: Settle,
) -> ProductsPage:
    import shutil

    open_shop(Path(shutil.copy(trained_shop, tmp_path / "trained.clientele")))
    return made(qtbot, shell, settle)


def made(qtbot: QtBot, shell: Shell, settle: Settle) -> ProductsPage:
    spec = next(spec for spec in PAGES if spec.id == "products")
    page = spec.create(shell)
    assert isinstance(page, ProductsPage)
    qtbot.addWidget(page)
    page.resize(1068, 720)
    shell.tasks.changed.connect(page.invalidate)
    page.show()
    settle()
    return page


def button(page: ProductsPage, words: str) -> Button:
    seen = (each for each in page.findChildren(Button) if each.isVisible())
    return next(each for each in seen if words in (each.text(), each.accessibleName()))


def press(qtbot: QtBot, page: ProductsPage, words: str) -> None:
    qtbot.mouseClick(button(page, words), Qt.MouseButton.LeftButton)


def words_on(page: ProductsPage) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def open_row(page: ProductsPage, qtbot: QtBot, place: int = 0) -> None:
    table = page.table.table
    spot = table.visualRect(table.model().index(place, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def asked_of(shell: Shell) -> Asked:
    asked: Asked = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    return asked


def test_a_product_is_found_opened_and_left_again_with_the_search_kept(
    page: ProductsPage, qtbot: QtBot, settle: Settle
) -> None:
    everything = page.table.model.total
    qtbot.keyClicks(page.table.search, "espresso")
    qtbot.waitUntil(lambda: page.table.model.filters["search"] == "espresso")
    settle()
    assert 0 < page.table.model.total < everything
    name = page.table.model.row(0).name
    assert "espresso" in name.lower()
    open_row(page, qtbot)
    settle()
    assert page._title.text() == name
    assert page.product.isVisible()
    press(qtbot, page, "All products")
    assert page.table.isVisible()
    assert page.table.search.text() == "espresso"
    assert page.table.model.total < everything


def test_a_search_that_finds_nothing_says_so_and_leads_back(
    page: ProductsPage, qtbot: QtBot, settle: Settle
) -> None:
    everything = page.table.model.total
    qtbot.keyClicks(page.table.search, "qqqq")
    qtbot.waitUntil(lambda: page.table.model.filters["search"] == "qqqq")
    settle()
    press(qtbot, page, "Show all products")
    settle()
    assert page.table.model.total == everything
    assert page.table.table.isVisible()


def test_who_should_hear_of_a_product_is_written_to(
    page: ProductsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    asked = asked_of(shell)
    open_row(page, qtbot)
    settle()
    listed = [page.product.audience.model.row(place).customer_id for place in range(20)]
    press(qtbot, page, "Write to them")
    to, options = asked[0]
    assert to == "campaigns"
    assert options["customer_ids"] == tuple(listed)
    assert options["goal"] == "recommend"


def test_a_product_not_to_be_recommended_leaves_the_lists_and_comes_back_by_undo(
    page: ProductsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    told: list[tuple[str, Changes]] = []
    shell.toasted.connect(lambda sentence, changes: told.append((sentence, changes)))
    open_row(page, qtbot)
    settle()
    assert page.product.audience.table.isVisible()
    page.product.switch.click()
    settle()
    assert not page.product.audience.table.isVisible()
    assert "You chose not to recommend it" in words_on(page)
    sentence, changes = told[0]
    assert sentence.endswith("is no longer recommended")
    shell.tasks.command(undo, changes.undo, owner=page)
    settle()
    assert page.product.switch.isChecked()
    assert page.product.audience.table.isVisible()


def test_a_pair_opens_the_other_product(page: ProductsPage, qtbot: QtBot, settle: Settle) -> None:
    page.open(view="recommendations")
    settle()
    pairs = [each for each in page.learned.findChildren(PairRow) if each.isVisible()]
    first = pairs[0].accessibleName().partition(" + ")[0]
    qtbot.mouseClick(pairs[0], Qt.MouseButton.LeftButton)
    settle()
    assert page._title.text() == first
    assert page.views.current == "products"


def test_what_is_left_out_is_shown_in_the_table(page: ProductsPage, qtbot: QtBot, settle: Settle) -> None:
    page.open(view="recommendations")
    settle()
    sold_out = next(each for each in page._shown.view.left_out if each.group == "sold_out")
    qtbot.mouseClick(
        next(
            each
            for each in page.learned.findChildren(Button)
            if each.accessibleName() == "Show: Sold out" and each.isVisible()
        ),
        Qt.MouseButton.LeftButton,
    )
    settle()
    assert page.table.isVisible()
    assert page.table.model.total == sold_out.n
    assert all(page.table.model.row(place).stock <= 0 for place in range(sold_out.n))


def test_the_first_training_is_a_job_that_can_be_cancelled_and_then_shows_its_test(
    untrained: ProductsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    page = untrained
    page.open(view="recommendations")
    press(qtbot, page, "Learn from my orders")
    assert not button(page, "Learn from my orders").isEnabled()
    shell.tasks.cancel(shell.tasks.jobs[0])
    settle()
    assert page.untrained.isVisible()
    press(qtbot, page, "Learn from my orders")
    settle()
    assert page.learned.isVisible()
    assert page.learned.quality.sentence.text()
    assert button(page, "Update recommendations").isEnabled()


def test_orders_that_came_in_since_are_told_with_the_way_to_learn_them(
    page: ProductsPage, shell: Shell, settle: Settle
) -> None:
    assert not page.banner.isVisible()
    assert shell.tasks.shop is not None
    connection = sqlite3.connect(shell.tasks.shop.path)
    connection.execute("UPDATE orders SET placed_at = placed_at + 60 WHERE id = (SELECT MAX(id) FROM orders)")
    connection.execute("UPDATE orders SET placed_at = (SELECT MAX(placed_at) + 60 FROM orders) WHERE id = 1")
    connection.commit()
    connection.close()
    page.invalidate(frozenset({"orders"}))
    settle()
    assert "Orders have changed" in page.banner.accessibleName()


def test_a_product_that_an_undone_import_took_along_leads_back_to_the_table(
    page: ProductsPage, settle: Settle
) -> None:
    page.open(product=987_654)
    settle()
    assert page.table.isVisible()
    assert not page.banner.isVisible()
