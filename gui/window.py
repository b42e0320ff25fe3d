"""The window: navigation rail, page stack, job strip, toast, palette. Knows pages only through ``PAGES``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from engine.changes import Changes
from gui import errors, text
from gui.page import PAGES, Page
from gui.shell import Shell
from gui.widgets.drop_zone import dropped_files
from gui.widgets.job_strip import JobStrip
from gui.widgets.rail import Rail
from gui.widgets.toast import Toast

if TYPE_CHECKING:
    from engine.customers.find import Hit
    from engine.shop import Shop
    from engine.words import Text
    from gui.pages.welcome import Welcome
    from gui.widgets.palette import Entry, Palette

#: Below this width the rail shows icons only.
_NARROW = 1008


class MainWindow(QMainWindow):
    """One window on one shop, or the welcome screen while there is none."""

    #: On the welcome screen: the path of a shop, and the sales files to bring in.
    shop_chosen = Signal(str, list)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setWindowTitle("Clientele")
        self.setMinimumSize(760, 560)
        self.resize(1280, 720)
        self.setAcceptDrops(True)
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._build()
        shell.navigated.connect(self._navigate)
        shell.toasted.connect(self._tell)
        shell.tasks.changed.connect(self._changed)
        shell.watched.appeared.connect(self._offer_files)
        shell.tasks.failed.connect(lambda problem: self.toast.tell(errors.sentence(problem)))
        self._add_keys()

    def _build(self) -> None:
        self.rail = Rail()
        self.rail.wanted.connect(self._go_to)
        self.stack = QStackedWidget()
        self.welcome: Welcome | None = None
        self.strip = JobStrip(self.shell.tasks)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.strip)
        whole = self._whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.setCentralWidget(whole)
        self.toast = Toast(whole, above=self.strip)
        self.palette_box: Palette | None = None
        self.show_shop()

    def rebuild(self) -> None:
        """Make everything anew, in another language; the page that was shown is shown again."""
        current = self._current
        for page in self._pages.values():
            page.leaving()
        self._pages.clear()
        self._current = ""
        self._build()
        self.rail.collapse(self.width() < _NARROW)
        if current:
            self.show_page(current)
        else:
            self.show_welcome()

    # --- pages ----------------------------------------------------------------------------------------

    def page(self, name: str) -> Page:
        """The page of that id; made on first use."""
        if name not in self._pages:
            spec = next(spec for spec in PAGES if spec.id == name)
            self._pages[name] = spec.create(self.shell)
            self.stack.addWidget(self._pages[name])
        return self._pages[name]

    @property
    def current_page(self) -> Page:
        """The page that is shown."""
        return self._pages[self._current]

    def show_page(self, name: str) -> None:
        """Go to a page."""
        if self._current and self._current != name:
            self._pages[self._current].leaving()
        page = self.page(name)
        self._current = name
        # The page as a whole takes over from a control that is about to vanish: Tab then goes to its first.
        focused = self.focusWidget()
        stays = focused is not None and self.rail.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        if not stays:
            page.setFocus()
        self.rail.show_page(name)

    def _go_to(self, name: str) -> None:
        """Go to a page by its own entry or keys; where it is shown already, back to its first view."""
        if self.welcome is not None:
            # No shop, no pages: the keys of the rail wait for one.
            return
        if name == self._current:
            self.current_page.to_start()
        self.show_page(name)

    def show_welcome(self, problem: BaseException | None = None, path: Path | None = None) -> None:
        """Show the three ways in; with a problem, why the shop at ``path`` could not be opened."""
        if self.welcome is None:
            from gui.pages.welcome import Welcome

            self.welcome = Welcome(self.shell)
            self.welcome.chosen.connect(self.shop_chosen)
            self.stack.addWidget(self.welcome)
        self.rail.hide()
        self._current = ""
        self.stack.setCurrentWidget(self.welcome)
        if problem is not None:
            self.welcome.say(problem, path)

    def _navigate(self, name: str, options: dict[str, Any]) -> None:
        self.show_page(name)
        self.current_page.open(**options)

    def show_shop(self) -> None:
        """The open shop is another, or its name changed."""
        shop = self.shell.tasks.shop
        name = shop.settings.name if shop else ""
        self.rail.show_shop(name or "Clientele")
        self.setWindowTitle(f"{name} – Clientele" if name else "Clientele")

    def shop_opened(self) -> None:
        """Another shop is open: nothing that is shown holds any more."""
        self.show_shop()
        self.shell.watched.follow()
        if self.welcome is not None:
            self.rail.show()
            self.show_page("home")
            self.welcome.deleteLater()
            self.welcome = None
        for page in self._pages.values():
            page.stale = True
            if page.isVisible():
                page.refresh()

    def _changed(self, topics: frozenset[str]) -> None:
        if "settings" in topics:
            self.show_shop()
        for page in self._pages.values():
            page.invalidate(topics)

    # --- toast and undo -------------------------------------------------------------------------------

    def _tell(self, sentence: str, changes: Changes | Callable[[], object] | None) -> None:
        if callable(changes):
            self.toast.tell(sentence, changes)
        elif changes is not None and changes.undo is not None:
            step = changes.undo
            self.toast.tell(sentence, lambda: self._undo(step))
        else:
            self.toast.tell(sentence)

    def _undo(self, step: int | None) -> None:
        if self.shell.tasks.shop is None:
            return
        from engine.shop import undo

        self.shell.tasks.command(
            undo,
            step,
            owner=self,
            done=lambda result: self.toast.tell(self.tr("Undone: {what}").format(what=text.say(result[1]))),
            failed=lambda problem: self.toast.tell(errors.sentence(problem)),
        )

    # --- keys and palette -----------------------------------------------------------------------------

    def _add_keys(self) -> None:
        def key(sequence: str | QKeySequence.StandardKey, action: Callable[[], object]) -> None:
            QShortcut(QKeySequence(sequence), self, action)

        for place, spec in enumerate(PAGES[:9]):
            key(f"Ctrl+{place + 1}", partial(self._go_to, spec.id))
        key("Ctrl+K", self.open_palette)
        key(QKeySequence.StandardKey.Undo, lambda: self._undo(None))
        key(QKeySequence.StandardKey.Quit, self.close)
        if any(spec.id == "import" for spec in PAGES):
            key("Ctrl+I", lambda: self._go_to("import"))

    def open_palette(self) -> None:
        """Show the command palette; made on first use."""
        if self.welcome is not None:
            return
        from gui.widgets.palette import Palette

        if self.palette_box is None:
            self.palette_box = Palette(self._whole, self._page_entries, self._find)
        self.palette_box.open()

    def _page_entries(self) -> Sequence[Entry]:
        from gui.widgets.palette import Entry

        return [
            Entry(spec.title, self.tr("Page"), spec.icon, partial(self.show_page, spec.id)) for spec in PAGES
        ]

    def _find(self, words: str, answer: Callable[[Sequence[Entry]], None]) -> None:
        if self.shell.tasks.shop is None:
            return
        self.shell.tasks.read(
            _find_anything, words, owner=self, done=lambda found: answer(self._entries(found))
        )

    def _entries(self, found: Sequence[Hit]) -> Sequence[Entry]:
        from gui.widgets.palette import Entry

        kinds = {
            "customer": (self.tr("Customer"), "person", "customers"),
            "product": (self.tr("Product"), "products", "products"),
            "segment": (self.tr("Segment"), "segments", "segments"),
            "campaign": (self.tr("Campaign"), "campaigns", "campaigns"),
        }
        entries = []
        for match in found:
            kind, icon, page = kinds[match.kind]
            entries.append(
                Entry(
                    text.customer_name(_words(match.title), match.detail)
                    if match.kind == "customer" and isinstance(match.detail, str)
                    else _words(match.title),
                    " · ".join(filter(None, [kind, _words(match.detail)])),
                    icon,
                    partial(self.shell.navigate, page, **{match.kind: match.id}),
                )
            )
        return entries

    # --- files, size, the end -------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = dropped_files(event)
        event.acceptProposedAction()
        # Later: the file manager waits for us until this returns.
        QTimer.singleShot(0, self, lambda: self._take_files(files))

    def _take_files(self, files: list[Path]) -> None:
        shops = [file for file in files if file.suffix == ".clientele"]
        if shops:
            self.shop_chosen.emit(str(shops[0]), [])
        elif self.welcome is not None:
            self.welcome.start_with(files)
        else:
            self.shell.navigate("import", files=files)

    def _offer_files(self, count: int) -> None:
        """New files in the watched folder: the Import page shows them itself."""
        files = self.shell.watched.files
        if not files or self._current in ("", "import"):
            return
        sentence = self.tr("%Ln new files in {folder}", "", count).format(folder=files[0].parent.name)
        self.toast.tell(sentence, lambda: self.show_page("import"), label=self.tr("Look at them"), icon="eye")

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.collapse(event.size().width() < _NARROW)
        super().resizeEvent(event)

    def restore_geometry(self) -> None:
        """The size and place of last time."""
        if self.shell.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.shell.preferences.geometry.encode()))

    def leave(self) -> None:
        """Keep what is being typed or edited: the shop is about to be closed."""
        focused = self.focusWidget()
        if focused is not None:
            # A field keeps its value when the cursor leaves it.
            focused.clearFocus()
        for page in self._pages.values():
            page.leaving()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        self.shell.preferences.geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.shell.preferences.save()
        self.shell.tasks.close()
        super().closeEvent(event)


def _words(said: str | Text) -> str:
    return said if isinstance(said, str) else text.say(said)


def _find_anything(shop: Shop, words: str) -> Sequence[Hit]:
    from engine.customers.find import find

    return find(shop, words)
