"""The owner's own segments as they are made in the window: a rule, its count, a list, a campaign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.segments.rules import count_rule, own_segments, save_rule
from engine.shop import Shop
from gui.page import PAGES
from gui.pages.customers.page import CustomersPage
from gui.pages.segments.own_section import OwnSection
from gui.pages.segments.page import GroupsPage
from gui.pages.segments.pickers import FeaturePicker, WordsPicker
from gui.pages.segments.rule_condition import ConditionEditor, NumberBox
from gui.pages.segments.rule_group import GroupEditor
from gui.shell import Shell
from gui.widgets.form import Choice
from gui.widgets.name_dialog import NameDialog

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
    made.open(section="own")
    settle()
    return made


def the_shop(shell: Shell) -> Shop:
    assert shell.tasks.shop is not None
    return shell.tasks.shop


def control(line: QWidget, name: str, kind: type[QWidget]) -> QWidget:
    found = line.findChild(kind, name)
    assert found is not None, name
    return found


def choose(line: QWidget, name: str, key: str) -> None:
    box = control(line, name, Choice)
    assert isinstance(box, Choice)
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def take(line: QWidget, name: str, words: str) -> None:
    """Open a list and click the item that holds the words."""
    picker = control(line, name, WordsPicker if name != "feature" else FeaturePicker)
    assert isinstance(picker, (WordsPicker, FeaturePicker))
    picker.click()
    listed = picker.popup.list
    item = next(
        listed.item(place)
        for place in range(listed.count())
        if words in (listed.item(place).text() or listed.item(place).data(Qt.ItemDataRole.AccessibleTextRole))
    )
    listed.itemClicked.emit(item)


def lines(section: OwnSection) -> list[ConditionEditor]:
    # What was just added is shown with the next events.
    QApplication.processEvents()
    return [line for line in section.card.findChildren(ConditionEditor) if line.isVisible()]


def counted(qtbot: QtBot, settle: Settle) -> None:
    qtbot.wait(120)
    settle()


def test_a_rule_is_put_together_counted_saved_and_taken_back(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    section, card = page.own, page.own.card
    assert not card.isVisible()
    section.start()
    counted(qtbot, settle)
    (first,) = lines(section)
    number = control(first, "value", NumberBox)
    assert isinstance(number, NumberBox)
    assert card._figure.text() == f"{count_rule(the_shop(shell), card.draft[1]).customers} customers"
    number.setValue(4)
    choose(first, "window", "365")
    (group,) = section.card.findChildren(GroupEditor)
    qtbot.mouseClick(group.more, Qt.MouseButton.LeftButton)
    second = lines(section)[1]
    take(second, "feature", "Stars in a review")
    choose(second, "op", "at_least")
    group.add_group()
    third = lines(section)[2]
    take(third, "feature", "Country")
    take(third, "value", "China")
    counted(qtbot, settle)
    rule = {
        "all": [
            {"feature": "orders", "op": "at_least", "value": 4, "within_days": 365},
            {"feature": "stars", "op": "at_least", "value": 2},
            {"any": [{"feature": "country", "op": "any_of", "value": ["United Kingdom", "China"]}]},
        ]
    }
    assert card.draft[1] == rule
    found = count_rule(the_shop(shell), rule)
    assert card._figure.text().split()[0] == str(found.customers)
    assert card._sentence.text() == found.sentence.say("en")
    assert not card.save.isEnabled()
    qtbot.keyClicks(card.name, "Critics")
    qtbot.mouseClick(card.save, Qt.MouseButton.LeftButton)
    settle()
    (saved,) = own_segments(the_shop(shell)).segments
    assert (saved.name, saved.rule, saved.customers) == ("Critics", rule, found.customers)
    assert not card.save.isEnabled()
    asked: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    qtbot.mouseClick(card.write, Qt.MouseButton.LeftButton)
    assert asked == [("campaigns", {"method": "own", "code": str(saved.id)})]
    qtbot.mouseClick(card.delete, Qt.MouseButton.LeftButton)
    settle()
    assert own_segments(the_shop(shell)).segments == ()
    assert not card.isVisible()


def test_what_is_not_saved_waits_while_another_segment_is_looked_at(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    shop = the_shop(shell)
    _, one = save_rule(shop, "Often", {"feature": "orders", "op": "at_least", "value": 3})
    _, other = save_rule(shop, "Rarely", {"feature": "orders", "op": "exactly", "value": 1})
    page.open(own=one)
    settle()
    section = page.own
    number = control(lines(section)[0], "value", NumberBox)
    assert isinstance(number, NumberBox)
    number.setValue(9)
    section.table.opened.emit(section._model.row(1))
    settle()
    assert section.card.name.text() == "Rarely"
    section.table.opened.emit(section._model.row(0))
    settle()
    assert section.card.draft == ("Often", {"all": [{"feature": "orders", "op": "at_least", "value": 9}]})
    qtbot.mouseClick(section.card.discard, Qt.MouseButton.LeftButton)
    settle()
    assert section.card.draft[1] == {"all": [{"feature": "orders", "op": "at_least", "value": 3}]}
    assert section.card.save.isEnabled() is False
    for remove in [line.remove for line in lines(section)]:
        qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    counted(qtbot, settle)
    assert "no condition" in section.card._sentence.text()
    assert other != one


def name_it(page: QWidget, qtbot: QtBot, settle: Settle, name: str) -> None:
    dialog = page.findChild(NameDialog)
    assert dialog is not None
    dialog.editor.setText(name)
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    settle()


def test_any_selection_becomes_a_list(
    page: GroupsPage, shell: Shell, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    shop = the_shop(shell)
    save_rule(shop, "Often", {"feature": "orders", "op": "at_least", "value": 3})
    page.own.refresh()
    settle()
    often = own_segments(shop).segments[0].customers
    qtbot.mouseClick(page.own.card.fix, Qt.MouseButton.LeftButton)
    name_it(page, qtbot, settle, "Often today")
    page.open(section="groups")
    settle()
    group = page.board.list.rows()[0]
    page.board.list.choose(group.id)
    settle()
    qtbot.mouseClick(page.board.detail.keep, Qt.MouseButton.LeftButton)
    name_it(page, qtbot, settle, "A group")
    customers = CustomersPage(next(spec for spec in PAGES if spec.id == "customers"), shell)
    qtbot.addWidget(customers)
    customers.resize(1068, 720)
    customers.show()
    settle()
    customers.list.search.setText("a")
    qtbot.wait(120)
    settle()
    listed = customers.list.model.total
    qtbot.mouseClick(customers.list.keep, Qt.MouseButton.LeftButton)
    name_it(customers, qtbot, settle, "Found")
    sizes = {each.name: each.customers for each in own_segments(shop).segments}
    assert sizes == {"Often": often, "Often today": often, "A group": int(group.customers), "Found": listed}
    page.open(own=next(each.id for each in own_segments(shop).segments if each.name == "Found"))
    settle()
    page.own.export_to(tmp_path / "found.csv")
    settle()
    assert len((tmp_path / "found.csv").read_text("utf-8-sig").splitlines()) == listed + 1
