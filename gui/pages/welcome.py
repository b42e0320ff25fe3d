"""The first screen, when no shop is open: three ways in, one click each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from engine.errors import ClienteleError
from engine.shop import Shop
from gui import errors, text
from gui.sample_shop import open_sample, sample_path
from gui.shell import Shell
from gui.widgets.banner import Banner
from gui.widgets.basics import Button, IconLabel, Label
from gui.widgets.drop_zone import TABLE_FILES


class Choice(QFrame):
    """A card with one button: what it does in a sentence."""

    def __init__(self, icon: str, title: str, sentence: str, button: Button) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(272)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 22, 20, 20)
        layout.setSpacing(8)
        layout.addWidget(IconLabel(icon, "accent", 32))
        layout.addSpacing(4)
        layout.addWidget(Label(title, "section", wrap=True))
        layout.addWidget(Label(sentence, "muted", wrap=True))
        layout.addStretch(1)
        layout.addSpacing(8)
        layout.addWidget(button)


class Welcome(QWidget):
    """Makes or opens a shop file and emits its path, with sales files to import right away."""

    chosen = Signal(str, list)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        self.banner = Banner()
        outer.addWidget(self.banner)
        outer.addStretch(2)
        heading = Label(self.tr("Know your customers, and bring them back"), "title", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(heading)
        promise = Label(
            self.tr("Everything stays on this computer: Clientele never connects to a network."),
            "muted",
            wrap=True,
        )
        promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        outer.addWidget(promise)
        outer.addSpacing(28)
        self.sample = Button(self.tr("Look around"), kind="primary", on_click=self.make_sample)
        self.own = Button(self.tr("Choose a file…"), on_click=self.choose_sales)
        self.open = Button(self.tr("Open…"), on_click=self.choose_shop)
        choices = QHBoxLayout()
        choices.setSpacing(16)
        choices.addStretch(1)
        choices.addWidget(
            Choice(
                "shop",
                self.tr("Look around with a sample shop"),
                self.tr("An invented shop with 1,200 customers, to try everything on."),
                self.sample,
            )
        )
        choices.addWidget(
            Choice(
                "import",
                self.tr("Start with my own sales file"),
                self.tr("An export of your orders as CSV or Excel, from any shop system."),
                self.own,
            )
        )
        choices.addWidget(
            Choice(
                "open",
                self.tr("Open a shop file"),
                self.tr("A shop that you made with Clientele before, or a backup of one."),
                self.open,
            )
        )
        choices.addStretch(1)
        outer.addLayout(choices)
        outer.addStretch(3)

    def say(self, problem: BaseException, path: Path | None = None) -> None:
        """Tell why a shop could not be opened, and offer its last good backup where it is damaged."""
        self._busy(False)
        buttons = []
        if path is not None and isinstance(problem, ClienteleError) and problem.key == "store.damaged":
            from engine.store.backup import list_backups

            backups = list_backups(path)
            if backups:
                newest = backups[0]
                when = text.day(newest.made_at.date())
                buttons.append(
                    Button(
                        self.tr("Restore the backup of {day}").format(day=when),
                        kind="quiet",
                        on_click=lambda: self._restore(path, newest.path),
                    )
                )
        self.banner.tell(errors.sentence(problem), "bad", *buttons)

    def make_sample(self) -> None:
        """Make the sample shop, or open the one made before."""
        self._busy(not sample_path().exists())
        open_sample(self.shell, self, self.say, lambda path: self.chosen.emit(path, []))

    def choose_sales(self) -> None:
        """Ask for sales files and start a shop with them."""
        pattern = self.tr("Sales files") + " " + TABLE_FILES
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Your sales file"), "", pattern)
        if paths:
            self.start_with([Path(path) for path in paths])

    def start_with(self, files: list[Path]) -> None:
        """A new shop in the owner's documents, and the files on their way into it."""
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        path = free_name(documents / "Clientele", self.tr("My shop"))
        self._busy(True)
        self.shell.tasks.call(
            _create,
            path,
            _likely_currency(),
            owner=self,
            done=lambda _: self.chosen.emit(str(path), files),
            failed=self.say,
        )

    def choose_shop(self) -> None:
        """Ask for a shop file and open it."""
        pattern = self.tr("Shop files") + " (*.clientele)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open a shop file"), "", pattern)
        if path:
            self._busy(True)
            self.chosen.emit(path, [])

    def _restore(self, shop: Path, backup: Path) -> None:
        from engine.store.backup import restore

        self.banner.clear()
        self._busy(True)
        self.shell.tasks.call(
            restore,
            shop,
            backup,
            owner=self,
            done=lambda _: self.chosen.emit(str(shop), []),
            failed=self.say,
        )

    def _busy(self, busy: bool) -> None:
        for button in (self.sample, self.own, self.open):
            button.setEnabled(not busy)


def free_name(where: Path, name: str) -> Path:
    """``name.clientele`` in that folder, or the first of ``name 2``, ``name 3`` … that is free."""
    path, number = where / f"{name}.clientele", 2
    while path.exists():
        path, number = where / f"{name} {number}.clientele", number + 1
    return path


def _create(path: Path, currency: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise ClienteleError("store.cannot_write", file=path.name) from problem
    Shop.create(path, currency=currency).close()


def _likely_currency() -> str:
    code: Any = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    return str(code) if len(str(code)) == 3 else "EUR"
