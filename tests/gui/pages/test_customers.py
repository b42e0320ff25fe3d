"""The Customers page as its owner uses it: find somebody, read their page, decide, write down, go on."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from engine.customers.profile import profile
from engine.customers.table import customer_page
from engine.segments import run_segmentation
from engine.shop import Shop
from gui import text
from gui.page import PAGES
from gui.pages.customers.page import CustomersPage
from gui.pages.customers.rows import ProductRow
from gui.pages.customers.timeline import EventRow
from gui.shell import Shell
from gui.widgets.badge import Badge
from gui.widgets.basics import Button
from gui.window import MainWindow
from tests.gui.test_pages import clipped

Settle = Callable[[], None]
LEFT = Qt.MouseButton.LeftButton


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


@pytest.fixture
def shop(shell: Shell) -> Shop:
    assert shell.tasks.shop is not None
    return shell.tasks.shop


def listed(page: CustomersPage) -> list[int]:
    return [page.list.model.row(place).id for place in range(min(page.list.model.total, 100))]


def words(page: CustomersPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def buttons(page: CustomersPage, name: str) -> list[Button]:
    return [
        each
        for each in page.findChildren(Button)
        if each.isVisible() and name in (each.text(), each.accessibleName())
    ]


def open_row(page: CustomersPage, place: int, qtbot: QtBot, settle: Settle) -> None:
    page.list.go_to(place)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()


def test_searching_narrows_the_list_and_nobody_is_no_dead_end(
    page: CustomersPage, shop: Shop, qtbot: QtBot, settle: Settle
) -> None:
    assert page.list.found.text() == "150 customers"
    name = customer_page(shop, sort="name", limit=1).rows[0].name
    page.list.search.setText(name)
    qtbot.wait(150)
    settle()
    assert page.list.found.text().endswith(" of 150 customers")
    assert listed(page) == [row.id for row in customer_page(shop, search=name).rows]
    qtbot.keyClicks(page.list.search, " nowhere")
    qtbot.wait(150)
    settle()
    assert "Nobody matches" in words(page)
    assert not page.list.export.isEnabled()
    qtbot.mouseClick(buttons(page, "Show everyone")[0], LEFT)
    settle()
    assert page.list.search.text() == ""
    assert page.list.model.total == 150


def test_a_segment_is_followed_into_the_next_run(page: CustomersPage, shop: Shop, settle: Settle) -> None:
    at_risk = next(each for each in page._view.segments if each.code == "at_risk")  # type: ignore[union-attr]
    page.open(segment_id=at_risk.id)
    settle()
    assert page.list.segment.currentText() == f"At risk ({at_risk.customers})"
    assert page.list.model.total == at_risk.customers
    run = run_segmentation(shop, method="rfm")
    page.shell.tasks.changed.emit(frozenset({"segments"}))
    settle()
    again = next(each for each in run.segments if each.code == "at_risk")
    assert page.list.segment_id == again.id
    assert page.list.model.total == again.customers
    assert page.banner.isHidden()


def test_a_profile_tells_what_the_engine_knows_and_leads_on(
    page: CustomersPage, shop: Shop, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    asked: list[tuple[str, dict[str, object]]] = []
    shell.navigated.connect(lambda to, options: asked.append((to, options)))
    open_row(page, 2, qtbot, settle)
    known = profile(shop, listed(page)[2])
    said = words(page)
    assert page._title.text() == known.name
    assert text.amount(known.net_e4, known.currency) in said
    assert text.say(known.segments[0].why[0]) in said
    assert known.rhythm is not None
    assert text.say(known.rhythm.text) in said
    assert all(text.say(each.text) in said for each in known.favourites)
    assert clipped(page) == []
    qtbot.mouseClick(buttons(page, "Write to customers like this")[0], LEFT)
    qtbot.mouseClick(buttons(page, f"See the segment {text.say(known.segments[0].name)}")[0], LEFT)
    qtbot.mouseClick(page.profile.tastes.findChildren(ProductRow)[0], LEFT)
    assert asked[0] == ("campaigns", {"method": "rfm", "code": known.segments[0].code})
    assert asked[1] == ("segments", {"segment": known.segments[0].segment_id})
    assert asked[2] == ("products", {"product": known.favourites[0].product_id})


def test_keys_lead_to_the_neighbours_and_back(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.show_page("customers")
    settle()
    page = window.current_page
    assert isinstance(page, CustomersPage)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page.list.table.setFocus()
    order = listed(page)
    open_row(page, 0, qtbot, settle)
    assert not page.previous.isEnabled()
    for key, place in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
        settle()
        assert page._customer == order[place]
        assert page._where.text() == f"{place + 1} of 150"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.list.isVisible()
    assert page.list.table.currentIndex().row() == 1
    assert page._title.text() == "Customers"
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    settle()
    qtbot.keyClick(page, Qt.Key.Key_Backspace)
    assert page.list.isVisible()


def test_the_palette_opens_a_profile_without_neighbours(page: CustomersPage, settle: Settle) -> None:
    page.open(customer=7)
    settle()
    assert page.profile.isVisible()
    assert not page.next.isVisible()
    page.open(customer=99_999)
    settle()
    assert page.list.isVisible()
    assert "not there any more" in page.banner.accessibleName()


def test_consent_is_one_click_and_a_blocked_address_cannot_be_switched_on(
    page: CustomersPage, shop: Shop, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    told: list[str] = []
    shell.toasted.connect(lambda says, changes: told.append(says) if changes.undo else None)
    profiles = [profile(shop, customer) for customer in range(1, 151)]
    blocked = next(each for each in profiles if each.suppressions)
    free = next(each for each in profiles if each.email and not each.suppressions)
    page.open(customer=free.id)
    settle()
    choice = page.profile.consent._channels["email"].choice
    for name, status in (("E-mail: Yes", "yes"), ("E-mail: No", "no"), ("E-mail: Open", "unknown")):
        qtbot.mouseClick(buttons(page, name)[0], LEFT)
        settle()
        assert profile(shop, free.id).consents[0].status == status
        assert choice.current == status
    assert told == [
        "E-mail: may be written to",
        "E-mail: must not be written to",
        "E-mail: open",
    ]
    page.open(customer=blocked.id)
    settle()
    assert text.say(blocked.suppressions[0].text) in words(page)
    assert choice.current == "no"
    before = profile(shop, blocked.id).consents
    qtbot.mouseClick(buttons(page, "E-mail: Yes")[0], LEFT)
    settle()
    assert profile(shop, blocked.id).consents == before


def test_notes_are_kept_deleted_and_a_draft_waits(
    page: CustomersPage, shop: Shop, qtbot: QtBot, settle: Settle
) -> None:
    open_row(page, 0, qtbot, settle)
    someone, notes = listed(page)[0], page.profile.notes
    assert not notes.keep.isEnabled()
    qtbot.keyClicks(notes.editor, "Likes green tea")
    qtbot.keyClick(notes.editor, Qt.Key.Key_Backspace)
    assert page.profile.isVisible(), "Backspace belongs to the editor while one writes"
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    open_row(page, 1, qtbot, settle)
    assert notes.editor.toPlainText() == ""
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    open_row(page, 0, qtbot, settle)
    assert notes.editor.toPlainText() == "Likes green te"
    before = {note.id for note in profile(shop, someone).notes}
    qtbot.mouseClick(notes.keep, LEFT)
    settle()
    kept = [note for note in profile(shop, someone).notes if note.id not in before]
    assert [note.body for note in kept] == ["Likes green te"]
    assert notes.editor.toPlainText() == ""
    assert "Likes green te" in words(page)
    day = text.day(text.epoch_day(kept[0].at, shop.zone))
    qtbot.mouseClick(buttons(page, f"Delete the note of {day}")[0], LEFT)
    settle()
    assert {note.id for note in profile(shop, someone).notes} == before


def test_orders_unfold_to_their_lines(page: CustomersPage, shop: Shop, qtbot: QtBot, settle: Settle) -> None:
    open_row(page, 0, qtbot, settle)
    events = page.profile.timeline.findChildren(EventRow)
    orders = [row for row in events if row._event.kind == "order"]
    assert orders[0]._lines is not None, "the newest order is open"
    closed = orders[1]
    assert closed._lines is None
    qtbot.mouseClick(closed.fold, LEFT)
    shown = {label.text() for label in closed.findChildren(QLabel)}
    assert {line.product for line in closed._event.lines} <= shown
    qtbot.mouseClick(closed.fold, LEFT)
    assert closed._lines is not None
    assert closed._lines.isHidden()


def test_what_is_listed_is_exported_in_its_order(
    page: CustomersPage, shop: Shop, settle: Settle, tmp_path: Path
) -> None:
    segment = next(each for each in page._view.segments if each.customers > 3)  # type: ignore[union-attr]
    page.open(segment_id=segment.id)
    page.list.table._sort(0)
    settle()
    page.list.export_to(tmp_path / "some.csv")
    settle()
    assert page.banner.isHidden(), page.banner.accessibleName()
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    shown = customer_page(shop, segment_id=segment.id, sort="name", descending=False).rows
    assert [row["Customer"] for row in rows] == [row.code for row in shown]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_whoever_it_is_the_page_fits(
    language: str, shell: Shell, shop: Shop, qtbot: QtBot, looks: Callable[[str, str], None], settle: Settle
) -> None:
    """A long name, no address, no order, and the biggest customer: nothing is clipped or too wide."""
    with shop.store.write() as connection:
        long = "Gesellschaft für außerordentlich lange Firmennamen und Donaudampfschifffahrt mbH & Co. KG"
        connection.exec_driver_sql("UPDATE customer SET name = ?, email = ? WHERE id = 1", (long, "x" * 60))
        connection.exec_driver_sql(
            "UPDATE customer SET name = '', email = '', phone = '', language = '', city = '', birthday = ''"
            " WHERE id = 2"
        )
    looks(language, "light")
    made = next(spec for spec in PAGES if spec.id == "customers").create(shell)
    assert isinstance(made, CustomersPage)
    qtbot.addWidget(made)
    made.resize(1068, 720)
    made.show()
    nobody = next(row.id for row in customer_page(shop, sort="orders", descending=False).rows)
    for customer in (1, 2, nobody, customer_page(shop).rows[0].id):
        made.open(customer=customer)
        settle()
        assert made.profile.isVisible()
        assert clipped(made) == []
        assert made.minimumSizeHint().width() <= 1068
        inner = made.profile._area.widget()
        assert inner is not None
        assert inner.minimumSizeHint().width() <= made.profile._area.viewport().width()
        empty = [card for card in made.profile._cards if card.isVisible() and card.height() < 40]
        assert not empty


def twins(shop: Shop) -> tuple[int, int]:
    """Give the first two customers one name and one phone, as an import would."""
    from engine.customers.merging import not_the_same

    with shop.store.write() as connection:
        ids = connection.exec_driver_sql("SELECT id FROM customer ORDER BY id LIMIT 3").scalars().all()
        connection.exec_driver_sql(
            "UPDATE customer SET name = 'Ann Archer', phone = '+447700900123' WHERE id IN (?, ?)",
            tuple(ids[:2]),
        )
    # What was found is kept until something changes by which it could be found otherwise.
    not_the_same(shop, ids[0], ids[2])
    return ids[0], ids[1]


def test_two_who_look_alike_are_made_one_and_two_again(
    page: CustomersPage, shop: Shop, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    twins(shop)
    page.invalidate(frozenset({"customers"}))
    settle()
    assert page.list.duplicates.isVisible()
    before = page.duplicates_found
    ways_back: list[Callable[[], object]] = []
    shell.toasted.connect(lambda _, way_back: ways_back.append(way_back))
    qtbot.mouseClick(page.list.duplicates.look, LEFT)
    settle()
    assert "Ann Archer" in words(page)
    reasons = [badge.accessibleName() for badge in page.duplicates.findChildren(Badge)]
    assert reasons[:2] == ["The same name", "The same phone number"]
    assert not clipped(page)
    qtbot.mouseClick(buttons(page, "Same person")[0], LEFT)
    settle()
    assert page.duplicates_found == before - 1
    assert customer_page(shop, limit=1).total == 149
    ways_back[-1]()
    settle()
    assert page.duplicates_found == before
    assert customer_page(shop, limit=1).total == 150
    qtbot.mouseClick(buttons(page, "Not the same")[0], LEFT)
    settle()
    assert page.duplicates_found == before - 1
    qtbot.keyClick(page.duplicates, Qt.Key.Key_Escape)
    settle()
    assert page.list.isVisible()


def test_who_was_merged_is_told_on_the_profile_and_can_be_split_off(
    page: CustomersPage, shop: Shop, qtbot: QtBot, settle: Settle
) -> None:
    from engine.customers.merging import merge

    kept, gone = twins(shop)
    merge(shop, kept, gone)
    page.open(customer=gone)
    settle()
    assert "Merged from Ann Archer on" in words(page)
    qtbot.mouseClick(buttons(page, "Split Ann Archer off again")[0], LEFT)
    settle()
    assert "Merged from" not in words(page)
    assert customer_page(shop, limit=1).total == 150
