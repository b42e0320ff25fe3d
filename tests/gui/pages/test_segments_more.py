"""The other parts of the Segments page as its owner uses them: limits, movement, comparison, tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from engine.sample import create_sample
from engine.segments import METHODS, compare_methods
from engine.segments.rfm_plan import load_plan
from engine.shop import Shop
from gui.page import PAGES
from gui.pages.segments.page import GroupsPage
from gui.shell import Shell
from gui.widgets.basics import Button, Label

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


def words(page: GroupsPage) -> str:
    return " ".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_turning_at_a_limit_counts_at_once_and_holds_only_when_used(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    page.open(view="limits")
    settle()
    editor = page.board.limits
    assert editor.isVisible()
    assert page.board.detail.isHidden()
    assert not editor.use.isEnabled()
    before = editor._group_counts["champions"].text()
    kept = load_plan(shell.tasks.shop).limits  # type: ignore[arg-type]
    editor._boxes["recency"][3].setValue(3)
    qtbot.wait(200)
    settle()
    assert editor._group_counts["champions"].text() != before
    assert load_plan(shell.tasks.shop).limits == kept  # type: ignore[arg-type]
    editor._names["champions"].setText("Our stars")
    counted = editor._group_counts["champions"].text()
    qtbot.mouseClick(editor.use, Qt.MouseButton.LeftButton)
    settle()
    qtbot.waitUntil(lambda: page.go.isEnabled(), timeout=30_000)
    settle()
    rows = {each.name: each.customers for each in page.board.list.rows()}
    assert rows["Our stars"] == counted
    limits = load_plan(shell.tasks.shop).limits  # type: ignore[arg-type]
    assert limits is not None
    assert limits.own
    assert limits.thresholds.recency_days[3] == 3


def test_a_limit_takes_its_neighbours_along(page: GroupsPage, settle: Settle) -> None:
    page.open(view="limits")
    settle()
    boxes = page.board.limits._boxes["recency"]
    boxes[0].setValue(boxes[3].value() + 10)
    values = [box.value() for box in boxes]
    assert values == sorted(values)


def test_who_moved_is_computed_listed_and_narrowed_by_the_picture(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    page.open(section="movement")
    settle()
    qtbot.waitUntil(lambda: page.movement.flow.isVisible(), timeout=30_000)
    settle()
    section = page.movement
    assert "changed group" in section._summary.text()
    everyone = section.movers._model.total
    assert everyone > 0
    section.flow.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["From", "To", "Customers"]
    section.flow.resize(600, 460)
    band, path = max(
        section.flow._paths(), key=lambda each: (each[0].source != each[0].target, each[0].value)
    )
    box = path.boundingRect().toRect()
    inside = next(
        spot
        for x in range(box.left() + 5, box.right())
        for y in range(box.top(), box.bottom() + 1)
        if section.flow._at(QPointF(spot := QPoint(x, y))) == (band.source, band.target)
    )
    qtbot.mouseClick(section.flow, Qt.MouseButton.LeftButton, pos=inside)
    settle()
    assert section.movers._model.total == band.value
    qtbot.mouseClick(section.movers.everyone, Qt.MouseButton.LeftButton)
    settle()
    assert section.movers._model.total == everyone
    asked: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    row = section.movers._model.row(0)
    section.movers.search.setText(row.name)
    qtbot.wait(120)
    settle()
    assert 0 < section.movers._model.total < everyone
    section.movers.table.opened.emit(section.movers._model.row(0))
    assert asked[-1] == ("customers", {"customer": section.movers._model.row(0).customer_id})


def test_another_day_asks_anew_and_a_day_too_late_is_said_so(
    page: GroupsPage, qtbot: QtBot, settle: Settle
) -> None:
    page.open(section="movement")
    settle()
    qtbot.waitUntil(lambda: page.movement.flow.isVisible(), timeout=30_000)
    first = page.movement._summary.text()
    page.movement.start.setDate(QDate(2025, 12, 31))
    settle()
    qtbot.waitUntil(lambda: page.movement._summary.text() != first, timeout=30_000)
    settle()
    page.movement.picture._buttons["months"].click()
    assert page.movement.months.isVisible()
    assert len(page.movement.months._courses) == 11
    page.movement.start.setDate(page.movement.end.date())
    settle()
    assert "must be before" in words(page)


def test_the_comparison_leads_to_the_groups_and_to_a_refusal_in_words(
    page: GroupsPage,
    open_shop: Callable[[Path], None],
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    some = {key: METHODS[key] for key in ("rfm", "hierarchical", "dbscan")}
    monkeypatch.setattr("engine.segments.compare.METHODS", some)
    create_sample(tmp_path / "larger.clientele", customers=400, seed=5, end=date(2026, 6, 30))
    with Shop.open(tmp_path / "larger.clientele") as shop:
        found = compare_methods(shop)
    open_shop(tmp_path / "larger.clientele")
    page.refresh()
    settle()
    page.open(section="compare")
    settle()
    assert page.compare._model.total == len(found.methods)
    tree = next(each for each in found.methods if each.method == "hierarchical")
    page.compare.table.opened.emit(tree)
    settle()
    assert page.sections.current == "groups"
    assert page.method.key == "hierarchical"
    if tree.refusal is None:
        page.open(view="tree")
        settle()
        chart = page.board.tree.chart
        assert chart.isVisible()
        other = next(group for group in chart._bands() if group != chart._marked)
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._bands()[other].center().toPoint())
        assert chart._marked == other
    refused = next(each for each in found.methods if each.refusal is not None)
    page.open(section="compare")
    settle()
    page.compare.table.opened.emit(refused)
    settle()
    assert page._inside.currentWidget() is page._message


def test_before_a_comparison_the_page_says_what_it_will_show(page: GroupsPage, settle: Settle) -> None:
    page.open(section="compare")
    settle()
    offers = [
        each.text()
        for each in page.findChildren(Button)
        if each.isVisible() and each.property("kind") == "primary"
    ]
    assert offers == ["Compare all ways"]
