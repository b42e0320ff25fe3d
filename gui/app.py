"""The application: font, theme, language, what to do when something breaks, and which shop to open."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from gui import errors, text
from gui.focus import FocusRings
from gui.preferences import Preferences, folder
from gui.shell import Shell
from gui.tasks import Tasks
from gui.theme import RESOURCES, load_fonts, theme
from gui.window import MainWindow

if TYPE_CHECKING:
    from engine.shop import Shop

log = logging.getLogger("clientele")

#: The worker starts and loads its libraries when the first page has been read for a while.
_PRELOAD_MS = 2500

#: A daily backup waits until the owner has settled in.
_BACKUP_MS = 20_000


class Clientele(QObject):
    """Everything that lives as long as the application does."""

    _broke = Signal(str)

    def __init__(self, application: QApplication, preferences: Preferences) -> None:
        super().__init__()
        self.application = application
        self.preferences = preferences
        self.tasks = Tasks(self)
        self.shell = Shell(self.tasks, preferences, self)
        self._translators: list[QTranslator] = []
        self._wants: list[Path] = []
        application.setFont(load_fonts())
        theme.apply(preferences.theme)
        self._speak()
        self._rings = FocusRings(application)
        self.window = MainWindow(self.shell)
        self.shell.preferences_changed.connect(self._preferences_changed)
        self.shell.shop_wanted.connect(lambda path: self.open_shop(Path(path)))
        self.window.shop_chosen.connect(lambda path, files: self.open_shop(Path(path), files))
        self._broke.connect(self._tell_crash, Qt.ConnectionType.QueuedConnection)

    def start(self, shop: Path | None) -> None:
        """Show the window at once; open the shop behind it."""
        if shop is None and self.preferences.last_shop and Path(self.preferences.last_shop).exists():
            shop = Path(self.preferences.last_shop)
        self.window.restore_geometry()
        if shop is None:
            self.window.show_welcome()
        else:
            self.window.show_page("home")
        self.window.show()
        if shop is not None:
            QTimer.singleShot(0, self, lambda: self.open_shop(shop))
        QTimer.singleShot(_PRELOAD_MS, self, self._settle_down)

    def _settle_down(self) -> None:
        gc.enable()
        gc.freeze()
        self.tasks.preload()

    def open_shop(self, path: Path, files: Sequence[Path] = ()) -> None:
        """Open a shop file, then bring in ``files`` if there are any; not while a job runs on another."""
        if self.tasks.jobs or self.tasks.held:
            self.shell.toast(
                self.tr("Wait until the running work is done, or cancel it; then open the shop.")
            )
            return
        self.window.leave()
        self._wants = list(files)
        self.tasks.call(text.warm_up, owner=self)
        self.tasks.open_shop(
            path,
            owner=self,
            done=self._opened,
            failed=lambda problem: self._not_opened(problem, path),
        )

    def _opened(self, shop: Shop) -> None:
        self.preferences.last_shop = str(shop.path.resolve())
        self.preferences.save()
        self.window.shop_opened()
        if self._wants:
            self.shell.navigate("import", files=self._wants)
        QTimer.singleShot(_BACKUP_MS, self, self._back_up)

    def _not_opened(self, problem: BaseException, path: Path) -> None:
        if self.tasks.shop is None:
            self.window.show_welcome(problem, path)
        else:
            # The shop that is open stays open.
            self.shell.toast(errors.sentence(problem))

    def _back_up(self) -> None:
        if self.tasks.shop is not None:
            self.tasks.command(_back_up_daily, owner=self)

    # --- language and theme ---------------------------------------------------------------------------

    def _preferences_changed(self) -> None:
        self.preferences.save()
        theme.apply(self.preferences.theme)
        if wanted_language(self.preferences.language) != text.language():
            self._speak()
            self.window.rebuild()

    def _speak(self) -> None:
        for old in self._translators:
            self.application.removeTranslator(old)
        self._translators = speak(self.application, wanted_language(self.preferences.language))

    # --- when something breaks --------------------------------------------------------------------------

    def watch_for_crashes(self) -> None:
        """Log what nobody caught and say so calmly; note hard crashes for the next start."""
        from gui.crash import CrashWatch

        self._watch = CrashWatch(folder(), self._broke.emit)
        if self._watch.crashed_last_time:
            self.shell.toast(
                self.tr("Clientele closed unexpectedly last time. Your shop file is safe: it was checked.")
            )

    def _tell_crash(self, details: str) -> None:
        from gui.crash import CrashDialog

        CrashDialog(self.window, details, folder() / "clientele.log").open()


def wanted_language(choice: str) -> str:
    """The language that a choice means on this computer."""
    if choice in ("en", "zh_CN"):
        return choice
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def speak(application: QApplication, language: str) -> list[QTranslator]:
    """Install the translators of a language; returns them, for removal."""
    text.set_language(language)
    QLocale.setDefault(
        QLocale(language) if QLocale.system().language() != QLocale(language).language() else QLocale.system()
    )
    installed = []
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, where in ((f"qtbase_{language}", qt), (language, str(RESOURCES / "i18n"))):
        translator = QTranslator(application)
        if translator.load(name, where):
            application.installTranslator(translator)
            installed.append(translator)
    return installed


def run(arguments: Sequence[str]) -> int:
    """Open the window; ``--shop FILE`` opens that shop. Returns the exit status."""
    # Thousands of import-time objects that never become garbage: collecting among them takes a sixth of the
    # start. Switched on again as soon as the window has settled.
    gc.disable()
    # A reader thread gives way to the window after 2 ms instead of 5.
    sys.setswitchinterval(0.002)
    shop = _shop_argument(arguments)
    if isinstance(shop, str):
        print(shop, file=sys.stderr)
        return 2
    QApplication.setStyle("Fusion")
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Clientele")
    application.setDesktopFileName("clientele")
    clientele = Clientele(application, Preferences.load())
    clientele.start(shop)
    QTimer.singleShot(0, clientele, clientele.watch_for_crashes)
    return application.exec()


def _shop_argument(arguments: Sequence[str]) -> Path | str | None:
    """The path after ``--shop``, None without one, or what is wrong with the arguments."""
    rest = list(arguments)
    shop = None
    while rest:
        word = rest.pop(0)
        if word == "--shop" and rest:
            shop = Path(rest.pop(0))
        elif word.startswith("--shop="):
            shop = Path(word.partition("=")[2])
        else:
            return f"unknown argument: {word} (try --help)"
    return shop


def _back_up_daily(shop: Shop) -> None:
    from engine.store.backup import back_up_daily

    back_up_daily(shop.store)
