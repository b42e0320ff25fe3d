"""The Segments page as its owner uses it: group, choose, act, look back."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from engine.sample import create_sample
from engine.segments import run_segmentation
from engine.shop import Shop
from gui.charts.heat import HeatGrid
from gui.page import PAGES
from gui.pages.segments.page import GroupsPage
from gui.shell import Shell
from gui.widgets.basics import Button

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Settle) -> GroupsPage:
    spec = next(spec for spec in PAGES if spec.id == "segments")
    made = spec.create(shell)
    assert isinstance(made, GroupsPage)
    qtbot.addWidget(made)
    made.resize(1068, 720)
    shell.tasks.changed.connect(made.invalidate)
    made.show()
    settle()
    return made


def the_list(page: GroupsPage) -> QListWidget:
    return page.findChildren(QListWidget)[0]


def seen(page: GroupsPage) -> list[Button]:
    return [each for each in page.findChildren(Button) if each.isVisible()]


def choose(page: GroupsPage, name: str) -> None:
    found = the_list(page).findItems(name, Qt.MatchFlag.MatchExactly)
    the_list(page).setCurrentItem(found[0])


def test_choosing_a_group_tells_its_story_and_leads_on(
    page: GroupsPage, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    asked: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    choose(page, "At risk")
    settle()
    assert page.board.detail.title_label.text() == "At risk"
    qtbot.mouseClick(page.board.detail.write, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.board.detail.customers, Qt.MouseButton.LeftButton)
    assert asked[0] == ("campaigns", {"segment": "at_risk", "method": "rfm"})
    assert asked[1][0] == "customers"
    assert isinstance(asked[1][1]["segment_id"], int)
    people = [each for each in page.board.detail.findChildren(Button) if each.property("kind") == "row"]
    qtbot.mouseClick(people[0], Qt.MouseButton.LeftButton)
    assert asked[2][0] == "customers"
    assert isinstance(asked[2][1]["customer"], int)


def test_a_square_of_the_map_chooses_its_largest_group(
    page: GroupsPage, qtbot: QtBot, settle: Settle
) -> None:
    choose(page, "Prospects")
    page.open(view="map")
    settle()
    grid = page.findChildren(HeatGrid)[0]
    assert grid.isVisible()
    top_right = grid._rect(grid._grid(), 0, 4).center().toPoint()
    qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=top_right)
    assert page.board.detail.title_label.text() == "Champions"


def test_a_point_of_the_map_is_a_customer_on_the_way_to_the_profile(
    page: GroupsPage,
    shell: Shell,
    open_shop: Callable[[Path], None],
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
) -> None:
    create_sample(tmp_path / "larger.clientele", customers=400, seed=5, end=date(2026, 6, 30))
    with Shop.open(tmp_path / "larger.clientele") as shop:
        run_segmentation(shop, method="kmeans")
    open_shop(tmp_path / "larger.clientele")
    page.refresh()
    settle()
    assert page.board.points.chart is None
    page.open(view="map")
    settle()
    chart = page.board.points.chart
    assert chart is not None
    assert chart.isVisible()
    run = page._view.run if page._view else None
    assert run is not None
    bought = sum(each.customers for each in run.segments if each.code != "prospects")
    chart.copy_table()
    assert len(QGuiApplication.clipboard().text().splitlines()) == bought + 1
    assert all(name in chart.accessibleDescription() for name in (group.name for group in chart._groups))
    choose(page, chart._groups[1].name)
    spot = chart._groups[1].spots[0]
    asked: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    place = chart.view.mapFromScene(chart.view.plotItem.vb.mapViewToScene(QPointF(spot.x, spot.y)))
    qtbot.mouseClick(chart.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    meant = [each.key for each in chart._groups[1].spots if (each.x, each.y) == (spot.x, spot.y)]
    assert [to for to, _ in asked] == ["customers"]
    assert asked[0][1]["customer"] in meant


def test_grouping_as_of_an_earlier_day_shows_that_day_and_the_way_back(
    page: GroupsPage, qtbot: QtBot, settle: Settle
) -> None:
    page.as_of.setDate(QDate(2026, 1, 31))
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert not page.go.isEnabled()
    settle()
    assert page.go.isEnabled()
    assert "31 Jan 2026" in page._subtitle.text()
    assert "earlier grouping" in page.banner.accessibleName()
    assert not page.board.detail.write.isEnabled()
    back = [each for each in page.banner.findChildren(Button) if each.text()]
    qtbot.mouseClick(back[-1], Qt.MouseButton.LeftButton)
    settle()
    assert "31 Jan 2026" not in page._subtitle.text()
    assert page.board.detail.write.isEnabled()


def test_a_method_without_a_run_offers_to_run_and_a_refusal_is_said_as_a_result(
    page: GroupsPage, qtbot: QtBot, settle: Settle
) -> None:
    page._choose_method("kmeans")
    settle()
    offers = [
        each for each in page.findChildren(Button) if each.isVisible() and each.property("kind") == "primary"
    ]
    assert [each.text() for each in offers] == ["Group my customers"]
    page.as_of.setDate(page.as_of.minimumDate())
    qtbot.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    settle()
    assert not page.banner.isVisible()
    state = page._message.layout().itemAt(0).widget()
    assert state.accessibleName() == "Too few customers yet"
    assert page.go.isVisible()


def test_cancelling_leaves_the_groups_as_they_were(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    before = page._subtitle.text()
    page.as_of.setDate(QDate(2026, 1, 31))
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    shell.tasks.cancel(shell.tasks.jobs[0])
    settle()
    assert page.go.isEnabled()
    assert page._subtitle.text() == before


def test_the_list_of_a_group_is_a_file(page: GroupsPage, settle: Settle, tmp_path: Path) -> None:
    choose(page, "Champions")
    settle()
    page.export_to(tmp_path / "champions.csv")
    settle()
    assert not page.banner.isVisible(), page.banner.accessibleName()
    with (tmp_path / "champions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = next(each for each in page.board.list.rows() if each.name == "Champions")
    assert len(rows) == int(shown.customers)
    assert {row["Group"] for row in rows} == {"Champions"}
    assert all(date.fromisoformat(row["Last order"]) <= date(2026, 6, 30) for row in rows)


def test_an_empty_shop_is_told_what_comes_and_how(
    qtbot: QtBot,
    shell: Shell,
    bare_shop: Path,
    open_shop: Callable[[Path], None],
    page: GroupsPage,
    settle: Settle,
) -> None:
    open_shop(bare_shop)
    page.refresh()
    settle()
    assert page.state == "empty"
    assert not page.go.isVisible()
    asked: list[str] = []
    shell.navigated.connect(lambda to, _: asked.append(to))
    button = next(
        each for each in page.findChildren(Button) if each.isVisible() and each.text() == "Import sales"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["import"]
