"""A window, or only what stands behind a page, on a small shop filled by the sample generator."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")
os.environ.setdefault("LC_ALL", "C.UTF-8")

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import app, text
from gui.preferences import Preferences
from gui.shell import Shell
from gui.tasks import Tasks
from gui.theme import load_fonts, theme
from gui.window import MainWindow

Settle = Callable[[], None]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    QApplication.setStyle("Fusion")
    return QApplication


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Preferences, log and sample shop of the test, not of whoever runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("CLIENTELE_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def filled_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop of 150 customers, segmented; made once, copied for each test."""
    from engine.sample import create_sample
    from engine.segments import run_segmentation
    from engine.shop import Shop

    path = tmp_path_factory.mktemp("shop") / "filled.clientele"
    create_sample(path, customers=150, seed=3, end=date(2026, 6, 30))
    with Shop.open(path) as shop:
        run_segmentation(shop, method="rfm")
    return path


@pytest.fixture(scope="session")
def bare_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with nothing in it yet."""
    from engine.shop import Shop

    path = tmp_path_factory.mktemp("shop") / "bare.clientele"
    Shop.create(path, currency="EUR", timezone="Europe/Berlin", name="Bare").close()
    return path


@pytest.fixture
def shop_path(filled_shop: Path, tmp_path: Path) -> Path:
    """The test's own copy of the filled shop."""
    return Path(shutil.copy(filled_shop, tmp_path / "shop.clientele"))


@pytest.fixture
def looks(qapp: QApplication) -> Iterator[Callable[[str, str], None]]:
    """Sets language and scheme, and puts English and light back at the end."""
    installed = []

    def set_looks(language: str, scheme: str) -> None:
        for translator in installed:
            qapp.removeTranslator(translator)
        qapp.setFont(load_fonts())
        installed[:] = app.speak(qapp, language)
        theme.apply(scheme)

    set_looks("en", "light")
    yield set_looks
    set_looks("en", "light")
    for translator in installed:
        qapp.removeTranslator(translator)
    text.set_language("en")


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The engine's door, with no shop open."""
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def settle(qtbot: QtBot, tasks: Tasks) -> Settle:
    """Wait until nothing is going on behind the page."""

    def wait() -> None:
        qtbot.waitUntil(lambda: tasks.idle, timeout=60_000)
        qtbot.wait(30)
        qtbot.waitUntil(lambda: tasks.idle, timeout=60_000)

    return wait


@pytest.fixture
def open_shop(qtbot: QtBot, tasks: Tasks) -> Callable[[Path], None]:
    """Open a shop file in ``tasks`` and wait for it."""

    def opened(path: Path) -> None:
        problems: list[BaseException] = []
        tasks.open_shop(path, owner=tasks, done=lambda _: None, failed=problems.append)
        qtbot.waitUntil(lambda: tasks.idle, timeout=20_000)
        assert not problems, problems

    return opened


@pytest.fixture
def shell(tasks: Tasks, shop_path: Path, open_shop: Callable[[Path], None]) -> Shell:
    """What a page needs around it, with the filled shop open."""
    open_shop(shop_path)
    return Shell(tasks, Preferences(language="en", theme="light"))


@pytest.fixture
def window(
    qtbot: QtBot, shell: Shell, looks: Callable[[str, str], None], settle: Settle
) -> Iterator[MainWindow]:
    """The whole window, 1280 × 720, on Home with the filled shop."""
    made = MainWindow(shell)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show_page("home")
    made.show()
    settle()
    yield made
    made.close()
