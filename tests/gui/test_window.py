"""The window as its owner uses it: clicks, keys, files dropped on it, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from engine.shop import Shop, change_settings
from gui.app import Clientele
from gui.focus import FocusRings, has_ring
from gui.page import PAGES
from gui.preferences import Preferences
from gui.shell import Shell
from gui.tasks import Tasks
from gui.widgets.basics import Button
from gui.window import MainWindow

Settle = Callable[[], None]


def buttons(window: MainWindow, name: str) -> list[Button]:
    return [
        button
        for button in window.findChildren(Button)
        if button.isVisible() and name in (button.text(), button.accessibleName())
    ]


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    found = buttons(window, name)
    assert len(found) == 1, f"{len(found)} buttons {name}"
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_every_destination_is_one_click_and_one_key_away(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    for spec in PAGES:
        click(qtbot, window, spec.title)
        assert window.current_page.spec is spec
        settle()
    window.activateWindow()
    for place, spec in enumerate(PAGES):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{place + 1}"), Qt.KeyboardModifier.ControlModifier)
        assert window.current_page.spec is spec
        settle()


def test_the_rail_shows_icons_only_in_a_narrow_window(window: MainWindow) -> None:
    wide = window.rail.width()
    window.resize(960, 720)
    QApplication.processEvents()
    assert window.rail.width() < wide / 2
    assert len(buttons(window, PAGES[0].title)) == 1, "still named for a screen reader"
    window.resize(1280, 720)
    QApplication.processEvents()
    assert window.rail.width() == wide


def test_a_setting_is_kept_at_once_and_undone_from_the_toast(
    window: MainWindow, qtbot: QtBot, settle: Settle, tasks: Tasks
) -> None:
    assert tasks.shop is not None
    before = tasks.shop.settings.name
    window.show_page("settings")
    settle()
    line = next(
        line for line in window.current_page.findChildren(QLineEdit) if line.accessibleName() == "Name"
    )
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Marigold")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert tasks.shop.settings.name == "Marigold"
    assert window.windowTitle() == "Marigold – Clientele"
    assert window.toast.sentence == "Saved"
    click(qtbot, window, "Undo")
    settle()
    assert tasks.shop.settings.name == before
    assert window.windowTitle().startswith(before)


def test_a_wrong_value_is_explained_beside_the_field_and_not_kept(
    window: MainWindow, qtbot: QtBot, settle: Settle, tasks: Tasks
) -> None:
    assert tasks.shop is not None
    before = tasks.shop.settings.sender_email
    window.show_page("settings")
    settle()
    line = next(
        line
        for line in window.current_page.findChildren(QLineEdit)
        if line.accessibleName() == "Sender address"
    )
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "not an address")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert tasks.shop.settings.sender_email == before
    said = [label.text() for label in window.current_page.findChildren(QLabel) if label.isVisible()]
    assert any("not a complete e-mail address" in words for words in said)


def test_the_palette_goes_to_pages_and_finds_customers(
    window: MainWindow, qtbot: QtBot, settle: Settle, tasks: Tasks
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.palette_box
    assert palette is not None
    assert palette.isVisible()
    qtbot.keyClicks(palette.line, "sett")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.current_page.spec.id == "settings"
    window.open_palette()
    with tasks.shop.store.read() as connection:  # type: ignore[union-attr]
        name = connection.exec_driver_sql("SELECT name FROM customer WHERE name <> '' LIMIT 1").scalar_one()
    palette.line.setText(name)
    qtbot.waitUntil(lambda: palette.list.count() > 0 and name in palette.list.item(0).text())
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


@pytest.mark.filterwarnings("ignore:.*marked as deprecated:DeprecationWarning")
def test_files_dropped_anywhere_reach_the_import_page(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, shell: Shell
) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("a,b\n1,2\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(600, 300).toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    with qtbot.waitSignal(shell.navigated) as navigated:
        QApplication.sendEvent(window, QDropEvent(QPointF(600, 300), copy, data, left, none))
    assert navigated.args == ["import", {"files": [file]}]


def test_the_language_changes_while_the_window_stays(
    qapp: QApplication, qtbot: QtBot, shop_path: Path, looks: Callable[[str, str], None]
) -> None:
    clientele = Clientele(qapp, Preferences(language="en", theme="light"))
    qtbot.addWidget(clientele.window)
    clientele.start(shop_path)
    qtbot.waitUntil(lambda: clientele.tasks.shop is not None and clientele.tasks.idle, timeout=20_000)
    clientele.window.show_page("settings")
    assert buttons(clientele.window, "Home")
    clientele.preferences.language = "zh_CN"
    clientele.shell.preferences_changed.emit()
    qtbot.waitUntil(lambda: clientele.tasks.idle)
    assert buttons(clientele.window, "首页")
    assert not buttons(clientele.window, "Home")
    assert clientele.window.current_page.spec.id == "settings"
    clientele.preferences.language = "en"
    clientele.shell.preferences_changed.emit()
    qtbot.waitUntil(lambda: clientele.tasks.idle)
    clientele.window.close()


def test_without_a_shop_three_ways_in_and_the_sample_is_one_click(
    qapp: QApplication, qtbot: QtBot, looks: Callable[[str, str], None], own_home: Path
) -> None:
    clientele = Clientele(qapp, Preferences(language="en", theme="light"))
    qtbot.addWidget(clientele.window)
    clientele.start(None)
    assert clientele.window.welcome is not None
    assert not clientele.window.rail.isVisible()
    click(qtbot, clientele.window, "Look around")
    qtbot.waitUntil(lambda: clientele.tasks.shop is not None, timeout=100_000)
    qtbot.waitUntil(lambda: clientele.tasks.idle, timeout=20_000)
    assert clientele.window.current_page.spec.id == "home"
    assert clientele.window.rail.isVisible()
    assert Preferences.load().last_shop == str((own_home / "Sample shop.clientele").resolve())
    clientele.window.close()


def test_a_file_that_is_no_shop_is_refused_in_one_sentence(
    qapp: QApplication, qtbot: QtBot, looks: Callable[[str, str], None], tmp_path: Path
) -> None:
    picture = tmp_path / "holiday.clientele"
    picture.write_bytes(b"\x89PNG not a shop" * 50)
    clientele = Clientele(qapp, Preferences(language="en", theme="light"))
    qtbot.addWidget(clientele.window)
    clientele.start(picture)
    qtbot.waitUntil(lambda: clientele.window.welcome is not None, timeout=10_000)
    assert clientele.window.welcome is not None
    assert clientele.window.welcome.banner.isVisible()
    assert "is not a shop file" in clientele.window.welcome.banner.accessibleName()
    clientele.window.close()


def test_a_change_refreshes_the_page_in_sight_and_marks_the_hidden_one_stale(
    window: MainWindow, settle: Settle, tasks: Tasks
) -> None:
    window.show_page("settings")
    settle()
    home = window.page("home")
    assert not home.stale
    tasks.command(change_settings, currency="EUR", owner=window)
    settle()
    assert home.stale
    assert window.current_page.currency.key == "EUR"  # type: ignore[attr-defined]
    window.show_page("home")
    settle()
    assert not home.stale


def heading(window: MainWindow) -> str:
    labels = window.current_page.findChildren(QLabel)
    return next(label.text() for label in labels if label.property("role") == "title" and label.isVisible())


@pytest.mark.parametrize("page", ["customers", "products"])
def test_the_rail_leads_from_one_customer_or_product_back_to_the_table(
    page: str, window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    window.shell.navigate(page, **{page.removesuffix("s"): 3})
    settle()
    title = window.current_page.spec.title
    assert heading(window) != title
    qtbot.mouseClick(window.rail.button(page), Qt.MouseButton.LeftButton)
    settle()
    assert heading(window) == title


def test_a_ring_marks_the_focus_only_of_those_who_use_the_keyboard(
    qapp: QApplication, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is not None)
    rings = FocusRings(qapp)
    handle, button = window.windowHandle(), window.rail.button("home")

    def click_home() -> None:
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=button.mapTo(window, button.rect().center()))

    click_home()
    assert qapp.focusWidget() is button
    assert not has_ring(button)
    QTest.keyClick(handle, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: qapp.focusWidget() is not button)
    after = qapp.focusWidget()
    assert after is not None
    assert has_ring(after)
    click_home()
    assert not has_ring(after)
    assert not has_ring(button)
    rings.deleteLater()


def test_what_is_being_typed_is_kept_when_the_window_closes(
    window: MainWindow, qtbot: QtBot, settle: Settle, shop_path: Path
) -> None:
    window.show_page("settings")
    settle()
    line = next(
        line for line in window.current_page.findChildren(QLineEdit) if line.accessibleName() == "Name"
    )
    window.activateWindow()
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "Typed last")
    window.close()
    with Shop.open(shop_path) as shop:
        assert shop.settings.name == "Typed last"


def test_the_palette_gives_the_cursor_back(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.show_page("settings")
    settle()
    window.activateWindow()
    line = window.current_page.findChildren(QLineEdit)[0]
    line.setFocus()
    window.open_palette()
    assert window.palette_box is not None
    qtbot.keyClick(window.palette_box.line, Qt.Key.Key_Escape)
    assert window.focusWidget() is line


def test_without_a_shop_the_keys_of_the_pages_rest(
    qapp: QApplication, qtbot: QtBot, looks: Callable[[str, str], None]
) -> None:
    clientele = Clientele(qapp, Preferences(language="en", theme="light"))
    qtbot.addWidget(clientele.window)
    clientele.start(None)
    clientele.window.activateWindow()
    for key in (Qt.Key.Key_1, Qt.Key.Key_I, Qt.Key.Key_K):
        qtbot.keyClick(clientele.window, key, Qt.KeyboardModifier.ControlModifier)
        assert clientele.window.stack.currentWidget() is clientele.window.welcome
    assert clientele.window.palette_box is None
    clientele.window.close()


def test_another_shop_is_opened_only_when_it_can_be(
    qapp: QApplication,
    qtbot: QtBot,
    looks: Callable[[str, str], None],
    shop_path: Path,
    bare_shop: Path,
    tmp_path: Path,
) -> None:
    clientele = Clientele(qapp, Preferences(language="en", theme="light"))
    window, tasks = clientele.window, clientele.tasks
    qtbot.addWidget(window)
    clientele.start(shop_path)
    qtbot.waitUntil(lambda: tasks.shop is not None and tasks.idle, timeout=20_000)
    no_shop = tmp_path / "holiday.clientele"
    no_shop.write_bytes(b"\x89PNG not a shop" * 50)
    clientele.shell.shop_wanted.emit(str(no_shop))
    qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)
    assert tasks.shop is not None
    assert tasks.shop.path == shop_path, "the one that is open stays open"
    assert window.welcome is None
    assert "is not a shop file" in window.toast.sentence
    job = tasks.job("tests.gui.jobs_for_tests:count_to", {"steps": 6000}, title="Long", owner=window)
    clientele.shell.shop_wanted.emit(str(bare_shop))
    assert "Wait until the running work is done" in window.toast.sentence
    assert job in tasks.jobs
    tasks.cancel(job)
    qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)
    clientele.shell.shop_wanted.emit(str(bare_shop))
    qtbot.waitUntil(lambda: tasks.idle and tasks.shop.path == bare_shop, timeout=20_000)  # type: ignore[union-attr]
    assert window.windowTitle().startswith("Bare")
    window.close()
