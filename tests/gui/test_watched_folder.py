"""The watched folder: what appears there is offered once, and only what the shop does not have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.page import PAGES
from gui.pages.import_.page import ImportPage
from gui.preferences import Preferences
from gui.shell import Shell
from gui.tasks import Tasks
from gui.watched_folder import WatchedFolder
from gui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "Exports"
    folder.mkdir()
    (folder / "old.csv").write_text("a,b\n1,2\n")
    return folder


@pytest.fixture
def watched(shell: Shell, exports: Path, settle: Settle) -> WatchedFolder:
    """The shop's folder, chosen a moment ago."""
    shell.watched.follow()
    shell.watched.choose(exports)
    settle()
    return shell.watched


def look(watched: WatchedFolder, settle: Settle) -> list[str]:
    """Two looks: a file counts as complete when it did not change between them."""
    for _ in range(2):
        watched.look()
        settle()
    return [path.name for path in watched.files]


def test_only_files_that_appear_or_change_are_offered(
    watched: WatchedFolder, exports: Path, settle: Settle
) -> None:
    assert look(watched, settle) == []
    (exports / "new.csv").write_text("a,b\n3,4\n")
    (exports / "picture.png").write_bytes(b"\x89PNG")
    (exports / ".hidden.csv").write_text("x\n1\n")
    (exports / "empty.csv").write_text("")
    (exports / "old.csv").write_text("a,b\n1,2\n5,6\n")
    watched.look()
    settle()
    assert watched.files == [], "they may still be being written"
    assert look(watched, settle) == ["new.csv", "old.csv"]


def test_what_was_looked_at_is_offered_again_only_when_it_changes(
    watched: WatchedFolder, exports: Path, settle: Settle, tasks: Tasks
) -> None:
    (exports / "new.csv").write_text("a,b\n3,4\n")
    assert look(watched, settle) == ["new.csv"]
    watched.saw(watched.files)
    assert look(watched, settle) == []
    next_time = WatchedFolder(tasks)
    next_time.follow()
    assert next_time.folder == exports
    assert look(next_time, settle) == []
    (exports / "new.csv").write_text("a,b\n3,4\n7,8\n")
    os.utime(exports / "new.csv", ns=(1, 1))
    assert look(next_time, settle) == ["new.csv"]


def test_another_shop_has_another_folder(
    watched: WatchedFolder, bare_shop: Path, open_shop: Callable[[Path], None]
) -> None:
    open_shop(bare_shop)
    watched.follow()
    assert watched.folder is None


def test_a_folder_that_is_gone_is_told_and_comes_back(
    watched: WatchedFolder, exports: Path, settle: Settle
) -> None:
    exports.rename(exports.with_name("Elsewhere"))
    assert look(watched, settle) == []
    assert watched.problem is not None
    exports.with_name("Elsewhere").rename(exports)
    look(watched, settle)
    assert watched.problem is None


def test_the_owner_is_told_elsewhere_and_finds_the_offer_on_the_import_page(
    window: MainWindow, exports: Path, settle: Settle, qtbot: QtBot
) -> None:
    watched = window.shell.watched
    watched.follow()
    watched.choose(exports)
    settle()
    (exports / "new.csv").write_text("a,b\n3,4\n")
    look(watched, settle)
    assert window.toast.sentence == "1 new file in Exports"
    window.show_page("import")
    settle()
    page = window.current_page
    assert isinstance(page, ImportPage)
    assert page.start.offer.isVisible()
    assert page.queue.files == [], "nothing is read without being asked for"
    page.start.offer.leave.click()
    settle()
    assert not page.start.offer.isVisible()


def test_settings_choose_and_stop(
    shell: Shell, exports: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QFileDialog

    from gui.pages.watched_card import WatchedCard

    shell.watched.follow()
    card = WatchedCard(shell)
    qtbot.addWidget(card)
    card.show()
    assert not card.stop.isVisible()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(exports))
    card.choose.click()
    settle()
    assert card.place.text() == str(exports)
    card.stop.click()
    assert shell.watched.folder is None
    assert not card.stop.isVisible()


def test_pages_know_of_it_before_a_shop_is_open(tasks: Tasks, qtbot: QtBot) -> None:
    shell = Shell(tasks, Preferences(language="en", theme="light"))
    page = next(spec for spec in PAGES if spec.id == "import").create(shell)
    qtbot.addWidget(page)
    shell.watched.look()
    assert shell.watched.files == []
