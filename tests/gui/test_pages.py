"""What every registered page keeps, whoever wrote it: fits, is reachable by keyboard, named, unclipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.page import PAGES, Page
from gui.preferences import Preferences
from gui.shell import Shell
from gui.tasks import Tasks
from gui.theme import theme
from gui.window import MainWindow

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractItemView,
    QTabBar,
)
Looks = Callable[[str, str], None]

page_ids = pytest.mark.parametrize("page_id", [spec.id for spec in PAGES])


def controls(page: QWidget) -> Iterator[QWidget]:
    """The page's own controls that one can see and use now; not the parts inside of one."""
    for widget in page.findChildren(QWidget):
        inside = widget.parent()
        part = isinstance(inside, (QComboBox, QAbstractSpinBox, QAbstractItemView)) or isinstance(
            inside.parent() if inside else None, QAbstractItemView
        )
        if (
            isinstance(widget, CONTROLS)
            and not isinstance(widget, QScrollBar)
            and not part
            and widget.isVisible()
            and widget.isEnabled()
            and (widget.objectName() != "qt_toolbar_ext_button")
            and not isinstance(inside, QLineEdit)
        ):
            yield widget


def name_of(widget: QWidget) -> str:
    """What a screen reader would call a control."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def clipped(page: QWidget) -> list[str]:
    """Labels and buttons whose words do not fit into them."""
    found = []
    for widget in page.findChildren(QWidget):
        # What Qt puts inside a line to type in (the glass, the cross) has no words of its own.
        inside = isinstance(widget.parent(), QLineEdit)
        if not widget.isVisible() or inside or widget.property("elides"):
            continue
        if isinstance(widget, QLabel) and widget.text():
            hint = widget.sizeHint()
            if widget.wordWrap():
                short = widget.height() < widget.heightForWidth(widget.width())
            else:
                short = widget.width() < hint.width() or widget.height() < hint.height()
        else:
            short = isinstance(widget, QAbstractButton) and widget.width() < widget.minimumSizeHint().width()
        if short:
            found.append(widget.text())  # type: ignore[attr-defined]
    return found


@pytest.fixture
def at_page(window: MainWindow, settle: Callable[[], None]) -> Callable[[str], Page]:
    def go(page_id: str) -> Page:
        window.show_page(page_id)
        settle()
        return window.current_page

    return go


@page_ids
def test_shows_the_filled_shop_within_1280_by_720(
    page_id: str, at_page: Callable[[str], Page], window: MainWindow
) -> None:
    page = at_page(page_id)
    assert page.state == "content"
    assert page.banner.isHidden() or page.banner.property("tone") != "bad"
    assert (window.width(), window.height()) == (1280, 720)
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= page.height()


class WindowSpy(QObject):
    """Sees every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            text = getattr(watched, "text", lambda: "")
            self.seen.append(f"{type(watched).__name__} {text() if callable(text) else ''}")
        return False


@page_ids
def test_opening_a_page_flashes_no_window(
    page_id: str, at_page: Callable[[str], Page], qapp: QApplication
) -> None:
    spy = WindowSpy()
    qapp.installEventFilter(spy)
    at_page(page_id)
    qapp.removeEventFilter(spy)
    assert spy.seen == [], "a widget was shown before it had a parent"


@page_ids
def test_every_control_has_a_name_and_is_reached_by_tab(
    page_id: str, at_page: Callable[[str], Page], window: MainWindow, qtbot: QtBot
) -> None:
    page = at_page(page_id)
    wanted = {
        widget: name_of(widget)
        for widget in controls(page)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, QAbstractButton)
    }
    assert not [type(widget).__name__ for widget, name in wanted.items() if not name]
    window.activateWindow()
    reached: set[QWidget] = set()
    start = window.focusWidget()
    for _ in range(len(window.findChildren(QWidget))):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        now = window.focusWidget()
        if now is None or (now is start and reached):
            break
        start = start or now
        reached.add(now)
    # Of choices that exclude each other, Tab reaches the chosen one and the arrows the rest.
    missed = [
        name
        for widget, name in wanted.items()
        if widget not in reached
        and not (isinstance(widget, QAbstractButton) and (widget.group() or widget.autoExclusive()))
    ]
    assert missed == []


@page_ids
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_clipped_and_the_colours_are_the_themes(
    page_id: str,
    language: str,
    scheme: str,
    looks: Looks,
    window: MainWindow,
    settle: Callable[[], None],
    tmp_path: Path,
) -> None:
    looks(language, scheme)
    window.rebuild()
    window.show_page(page_id)
    settle()
    QApplication.processEvents()
    assert clipped(window) == []
    picture = tmp_path / f"{page_id}.png"
    assert window.grab().save(str(picture))
    image = QImage(str(picture))
    assert image.pixelColor(image.width() - 3, 3) == QColor(theme.tokens.window)
    assert image.pixelColor(3, image.height() // 2) == QColor(theme.tokens.surface)


@page_ids
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_an_empty_shop_is_taught_not_shown_nothing(
    page_id: str,
    language: str,
    looks: Looks,
    tasks: Tasks,
    bare_shop: Path,
    open_shop: Callable[[Path], None],
    settle: Callable[[], None],
    qtbot: QtBot,
) -> None:
    looks(language, "light")
    open_shop(bare_shop)
    window = MainWindow(Shell(tasks, Preferences(language=language, theme="light")))
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show_page(page_id)
    window.show()
    settle()
    page = window.current_page
    assert page.state in ("empty", "content")
    assert not page.banner.isVisible()
    assert clipped(window) == []
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert len(" ".join(words)) > 25, "an empty page says what will be here"
    window.close()
