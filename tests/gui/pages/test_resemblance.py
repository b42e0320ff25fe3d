"""Who resembles whom, as its owner uses it: learn it, look at the map, find more like some, keep them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.customers.table import customer_page
from engine.embeddings import learn_likeness
from engine.segments.rules import save_list
from engine.shop import Shop
from gui.charts.scatter import Scatter
from gui.page import PAGES
from gui.pages.customers.page import CustomersPage
from gui.pages.customers.rows import ProductRow
from gui.shell import Shell
from gui.widgets.basics import Button
from gui.widgets.name_dialog import NameDialog
from tests.gui.test_pages import clipped

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="session")
def learned_shop(filled_shop: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled shop with plain figures compared; made once, copied for each test."""
    path = Path(shutil.copy(filled_shop, tmp_path_factory.mktemp("learned") / "a.clientele"))
    with Shop.open(path) as shop:
        learn_likeness(shop, learned=False)
    return path


@pytest.fixture
def shop_path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    source = request.getfixturevalue(getattr(request, "param", "learned_shop"))
    return Path(shutil.copy(source, tmp_path / "shop.clientele"))


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Settle) -> CustomersPage:
    made = next(spec for spec in PAGES if spec.id == "customers").create(shell)
    assert isinstance(made, CustomersPage)
    qtbot.addWidget(made)
    made.resize(1068, 720)
    shell.tasks.changed.connect(made.invalidate)
    made.show()
    settle()
    return made


def words(page: CustomersPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def button(page: CustomersPage, name: str) -> Button:
    return next(
        each
        for each in page.findChildren(Button)
        if each.isVisible() and name in (each.text(), each.accessibleName())
    )


def opened_to(shell: Shell) -> list[tuple[str, dict[str, object]]]:
    found: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda name, options: found.append((name, options)))
    return found


def test_choosing_some_finds_others_like_them_to_keep_and_to_write_to(
    page: CustomersPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    shop = shell.tasks.shop
    assert shop is not None
    ways = opened_to(shell)
    qtbot.mouseClick(button(page, "Choose several"), LEFT)
    table = page.list.table
    for place in (0, 1, 2, 3, 4, 5, 5):
        spot = table.visualRect(page.list.model.index(place, 1)).center()
        qtbot.mouseClick(table.viewport(), LEFT, pos=spot)
    best = [row.id for row in customer_page(shop, limit=5).rows]
    # The sixth was chosen and put back.
    assert list(page.list.choosing.chosen) == best
    page.list.search.setText("a")
    qtbot.wait(150)
    settle()
    assert list(page.list.choosing.chosen) == best
    qtbot.mouseClick(button(page, "Find customers like these"), LEFT)
    settle()
    assert "Customers like these 5" in words(page)
    assert "5 examples" in words(page)
    found = [row.customer_id for row in (page.look_alikes.model.row(place) for place in range(50))]
    assert len(set(found)) == 50
    assert not set(found) & set(best)
    assert clipped(page) == []
    page.look_alikes.how_many.setCurrentIndex(0)
    page.look_alikes.how_many.activated.emit(0)
    settle()
    assert page.look_alikes.model.total == 20

    qtbot.mouseClick(button(page, "Save as a fixed list…"), LEFT)
    asked = page.findChild(NameDialog)
    assert isinstance(asked, NameDialog)
    assert asked.editor.text() == "Like these 5"
    qtbot.mouseClick(asked.keep, LEFT)
    settle()
    with shop.store.read() as connection:
        kept = connection.exec_driver_sql(
            "SELECT m.customer_id FROM own_segment_member m JOIN own_segment s ON s.id = m.own_segment_id "
            "WHERE s.name = 'Like these 5'"
        ).scalars()
        assert set(kept) == set(found[:20])
    qtbot.mouseClick(button(page, "Write to them"), LEFT)
    assert ways == [("campaigns", {"customer_ids": tuple(found[:20])})]
    qtbot.mouseClick(page.back, LEFT)
    assert page.list.isVisible()
    assert list(page.list.choosing.chosen) == best
    qtbot.mouseClick(button(page, "Done"), LEFT)
    assert not page.list.choosing.chosen
    assert not page.list.choosing.isVisible()


def test_a_profile_leads_to_those_who_are_alike_and_back(
    page: CustomersPage, qtbot: QtBot, settle: Settle
) -> None:
    page.list.go_to(0)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()
    first = page.list.model.row(0)
    card = page.profile.similar
    rows = card.findChildren(ProductRow)
    assert len(rows) == 4
    assert "Similar customers" in words(page)
    assert page.profile.habits.isVisible()
    qtbot.mouseClick(card.more, LEFT)
    settle()
    assert f"Customers like {first.name}" in words(page)
    alike = page.look_alikes.model.row(0)
    qtbot.mouseClick(
        page.look_alikes.table.viewport(),
        LEFT,
        pos=page.look_alikes.table.visualRect(page.look_alikes.model.index(0, 0)).center(),
    )
    settle()
    assert page.profile.isVisible()
    assert alike.name in words(page)
    for expected in (page.look_alikes, page.profile, page.list):
        qtbot.mouseClick(page.back, LEFT)
        settle()
        assert not (expected is page.look_alikes and page.profile.isVisible())
        if expected is page.profile:
            assert first.name in words(page)
        assert expected.isVisible()


def test_a_segment_leads_to_those_who_are_like_it(page: CustomersPage, shell: Shell, settle: Settle) -> None:
    shop = shell.tasks.shop
    assert shop is not None
    row = customer_page(shop, limit=1).rows[0]
    page.open(like_segment=row.segment_id, name="Champions")
    settle()
    assert "Customers like Champions" in words(page)
    assert page.look_alikes.model.total
    members = {each.id for each in customer_page(shop, segment_id=row.segment_id, limit=500).rows}
    shown = {page.look_alikes.model.row(place).customer_id for place in range(page.look_alikes.model.total)}
    assert not shown & members
    _, own = save_list(shop, "My best", sorted(members))
    page.open(like_own=own, name="My best")
    settle()
    assert "Customers like My best" in words(page)
    assert {page.look_alikes.model.row(place).customer_id for place in range(20)} <= shown


def test_a_click_on_the_map_opens_the_profile(page: CustomersPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(button(page, "Who resembles whom"), LEFT)
    settle()
    chart = page.resemblance.map.chart
    assert isinstance(chart, Scatter)
    assert clipped(page) == []
    groups = page.resemblance.map.group
    assert groups.count() > 3
    groups.setCurrentIndex(1)
    groups.activated.emit(1)
    # Nothing was taught, so there is no curve; the test says why nothing else was tried.
    assert not page.resemblance.learning.isVisible()
    spot = chart._groups[0].spots[0]
    at = chart.view.plotItem.vb.mapViewToScene(QPointF(spot.x, spot.y))
    near = chart.nearest(at)
    assert near is not None
    qtbot.mouseClick(chart.view.viewport(), LEFT, pos=chart.view.mapFromScene(at))
    settle()
    assert page.profile.isVisible()
    qtbot.mouseClick(page.back, LEFT)
    settle()
    assert page.resemblance.isVisible()


@pytest.mark.parametrize("shop_path", ["filled_shop"], indirect=True)
def test_what_was_never_learned_is_learned_at_a_click_or_left_at_cancel(
    page: CustomersPage, shell: Shell, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.go_to(0)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()
    assert "Nothing has been learned yet about whom this customer resembles." in words(page)
    qtbot.mouseClick(page.profile.similar.more, LEFT)
    settle()
    start = button(page, "Find out")
    qtbot.mouseClick(start, LEFT)
    qtbot.waitUntil(lambda: bool(shell.tasks.jobs))
    assert not start.isEnabled()
    shell.tasks.cancel(shell.tasks.jobs[0])
    settle()
    assert button(page, "Find out").isEnabled()
    page.show_resemblance()
    settle()
    monkeypatch.setattr(
        "gui.pages.customers.likeness_job._FUNCTION", "tests.gui.jobs_for_tests:compare_plainly"
    )
    qtbot.mouseClick(button(page, "Find out"), LEFT)
    settle()
    assert page.resemblance.has_run
    assert "Plain figures" in words(page)
    assert page.resemblance.again.isVisible()
