"""Settings: the shop, who its mail comes from, this computer's window, backups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFocusEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from engine.rates import RatesView
from engine.rates import view as rates_view
from engine.shop import Shop, ShopSettings, change_settings
from gui import errors, text
from gui.page import Page
from gui.pages.rates_card import RatesCard
from gui.pages.reading_card import ReadingCard
from gui.pages.watched_card import WatchedCard
from gui.widgets.basics import Button, ElidedLabel, Label, Line, clear, row
from gui.widgets.card import Card
from gui.widgets.form import Choice, Field
from gui.widgets.segmented import Segmented

#: So many backups are listed; the folder has the rest.
_LISTED = 5

#: Between two fields, more than between a field and its hint.
_FIELDS = 14


@dataclass(frozen=True)
class BackupRow:
    """One backup as the page lists it."""

    path: Path
    made_at: datetime
    reason: str
    byte_count: int


@dataclass(frozen=True)
class SettingsView:
    """What the page shows."""

    settings: ShopSettings
    path: Path
    byte_count: int
    backups: tuple[BackupRow, ...]
    currencies: tuple[tuple[str, str], ...]
    rates: RatesView
    timezones: tuple[str, ...]


class _Address(QPlainTextEdit):
    """A few lines that tell when one has left them."""

    def __init__(self, left: Callable[[], None]) -> None:
        super().__init__()
        self._left = left

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._left()


class SettingsPage(Page):
    """Every change is kept at once and can be undone; there is no Save button to forget."""

    def build(self) -> None:
        self._fields: dict[str, Field] = {}
        columns = QHBoxLayout()
        columns.setSpacing(16)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(16)
            columns.addLayout(side, 1)
        left.addWidget(self._shop_card())
        self.rates = RatesCard(self)
        left.addWidget(self.rates)
        left.addWidget(self._file_card())
        left.addWidget(WatchedCard(self.shell))
        left.addWidget(ReadingCard())
        left.addStretch(1)
        right.addWidget(self._window_card())
        right.addWidget(self._sender_card())
        right.addWidget(self._about_card())
        right.addStretch(1)
        self.add(columns)
        self.body.addStretch(1)

    @staticmethod
    def load(shop: Shop, **request: Any) -> SettingsView:
        from zoneinfo import available_timezones

        from engine.store.backup import list_backups

        backups = tuple(
            BackupRow(each.path, each.made_at, each.reason, each.byte_count)
            for each in list_backups(shop.path)
        )
        zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
        return SettingsView(
            shop.settings,
            shop.path,
            shop.path.stat().st_size,
            backups,
            tuple(text.currencies()),
            rates_view(shop),
            ("UTC", *zones),
        )

    def show_view(self, view: SettingsView) -> None:
        self._view = view
        settings = view.settings
        for name, field in self._fields.items():
            editor, value = field.editor, str(getattr(settings, name))
            if isinstance(editor, QLineEdit) and not editor.hasFocus():
                editor.setText(value)
            elif isinstance(editor, QPlainTextEdit) and not editor.hasFocus():
                editor.setPlainText(value)
        self.currency.fill(list(view.currencies), settings.currency)
        self.rates.show_rates(view.rates, view.currencies)
        self.timezone.fill([(zone, zone.replace("_", " ")) for zone in view.timezones], settings.timezone)
        self.language.fill([("en", "English"), ("zh_CN", "简体中文")], settings.language)
        self.path.setText(str(view.path))
        self.file_size.setText(text.size(view.byte_count))
        self._list_backups(view.backups)
        self.window_language.choose(self.shell.preferences.language)
        self.window_theme.choose(self.shell.preferences.theme)

    # --- cards ----------------------------------------------------------------------------------------

    def _shop_card(self) -> Card:
        card = Card(self.tr("Your shop"))
        card.body.setSpacing(_FIELDS)
        card.add(self._line("name", self.tr("Name")))
        self.currency, self.timezone, self.language = Choice(), Choice(), Choice()
        for name, editor, label, hint in (
            (
                "currency",
                self.currency,
                self.tr("Currency"),
                self.tr("What all sums are in; orders in others count by exchange rates."),
            ),
            (
                "timezone",
                self.timezone,
                self.tr("Time zone"),
                self.tr("Decides on which day a late order counts."),
            ),
            (
                "language",
                self.language,
                self.tr("Language of your customers"),
                self.tr("New campaigns start in it."),
            ),
        ):
            card.add(Field(label, editor, hint))
            editor.activated.connect(lambda _=0, name=name, editor=editor: self._change(name, editor.key))
        return card

    def _sender_card(self) -> Card:
        card = Card(
            self.tr("Who your mail comes from"),
            self.tr("Every message must say who sent it; the law asks for it too."),
        )
        card.body.setSpacing(_FIELDS)
        card.add(self._line("sender_name", self.tr("Sender name")))
        card.add(self._line("sender_email", self.tr("Sender address"), prompt="name@shop.com"))
        address = _Address(self._address_left)
        address.setFixedHeight(72)
        address.setTabChangesFocus(True)
        self._fields["postal_address"] = Field(self.tr("Postal address"), address)
        self._address_editor = address
        card.add(self._fields["postal_address"])
        card.add(self._line("website", self.tr("Website"), prompt="https://"))
        card.add(
            self._line(
                "unsubscribe_url",
                self.tr("Unsubscribe link"),
                hint=self.tr("Leave it empty to use your mailing service's own."),
                prompt="https://",
            )
        )
        return card

    def _window_card(self) -> Card:
        card = Card(self.tr("This window"))
        preferences = self.shell.preferences
        languages = self.window_language = Segmented(
            self.tr("Language"),
            [("system", self.tr("System")), ("en", "English"), ("zh_CN", "简体中文")],
            preferences.language,
        )
        themes = self.window_theme = Segmented(
            self.tr("Theme"),
            [("system", self.tr("System")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            preferences.theme,
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for place, (label, choice, name) in enumerate(
            ((self.tr("Language"), languages, "language"), (self.tr("Theme"), themes, "theme"))
        ):
            grid.addWidget(Label(label, "strong"), place, 0)
            grid.addLayout(row(None, choice), place, 1)
            choice.chosen.connect(lambda key, name=name: self._prefer(name, key))
        card.add(grid)
        return card

    def _file_card(self) -> Card:
        card = Card(
            self.tr("Shop file and backups"),
            self.tr("Everything about your shop is in one file. A copy is made every day that you use it."),
        )
        self.path = ElidedLabel("")
        self.path.setAccessibleName(self.tr("Shop file"))
        self.file_size = Label("", "muted")
        place = row(spacing=12)
        place.addWidget(self.path, 1)
        place.addWidget(self.file_size)
        card.add(place)
        card.add(
            row(
                Button(self.tr("Show in folder"), kind="quiet", icon="open", on_click=self._show_folder),
                Button(self.tr("Open another shop…"), kind="quiet", icon="shop", on_click=self._open_other),
                None,
            )
        )
        card.add(Line())
        self.backups = QVBoxLayout()
        self.backups.setSpacing(4)
        card.add(self.backups)
        self.back_up = Button(self.tr("Back up now"), icon="save", on_click=self._back_up)
        card.add(
            row(
                self.back_up,
                Button(self.tr("Restore from a file…"), kind="quiet", on_click=self._restore_file),
                None,
            )
        )
        return card

    def _about_card(self) -> Card:
        card = Card(self.tr("About Clientele"))
        card.add(
            Label(
                self.tr(
                    "Clientele works without a network: nothing about your shop or your customers leaves"
                    " this computer."
                ),
                wrap=True,
            )
        )
        card.add(
            Label(
                self.tr("Version {version}. Typeface: Inter, under the SIL Open Font License.").format(
                    version=_version()
                ),
                "caption",
                wrap=True,
            )
        )
        return card

    def _line(self, name: str, label: str, hint: str = "", prompt: str = "") -> Field:
        editor = QLineEdit()
        editor.setPlaceholderText(prompt)
        field = Field(label, editor, hint)
        self._fields[name] = field
        editor.editingFinished.connect(lambda: self._change(name, editor.text().strip()))
        return field

    # --- what the owner does ----------------------------------------------------------------------------

    def _address_left(self) -> None:
        self._change("postal_address", self._address_editor.toPlainText().strip())

    def _change(self, name: str, value: str) -> None:
        if self.shell.tasks.shop is None or getattr(self.shell.tasks.shop.settings, name) == value:
            return
        field = self._fields.get(name)
        self.command(
            change_settings,
            **{name: value},
            done=lambda _: field.show_problem() if field else None,
            failed=lambda problem: (field.show_problem if field else self.show_text)(
                errors.sentence(problem)
            ),
            says=self.tr("Saved"),
        )

    def show_text(self, sentence: str) -> None:
        """Say something in the banner."""
        self.banner.tell(sentence, "bad")

    def _prefer(self, name: str, value: str) -> None:
        setattr(self.shell.preferences, name, value)
        self.shell.preferences_changed.emit()

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._view.path.parent)))

    def _open_other(self) -> None:
        pattern = self.tr("Shop files") + " (*.clientele)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Open another shop"), "", pattern)
        if path:
            self.shell.shop_wanted.emit(path)

    # --- backups ----------------------------------------------------------------------------------------

    def _list_backups(self, backups: tuple[BackupRow, ...]) -> None:
        clear(self.backups)
        if not backups:
            self.backups.addWidget(Label(self.tr("No backup yet."), "muted"))
        for backup in backups[:_LISTED]:
            when = text.day(backup.made_at.date()) + f" {backup.made_at:%H:%M}"
            line = row(Label(when), Label(self._reason(backup.reason), "muted"), None, spacing=10)
            line.addWidget(Label(text.size(backup.byte_count), "muted"))
            button = Button(self.tr("Restore"), kind="quiet", on_click=partial(self._restore, backup.path))
            button.setAccessibleName(self.tr("Restore the backup of {when}").format(when=when))
            line.addWidget(button)
            holder = QWidget()
            line.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(line)
            self.backups.addWidget(holder)
        if len(backups) > _LISTED:
            self.backups.addWidget(
                Label(self.tr("%n older backups in the folder", "", len(backups) - _LISTED), "caption")
            )

    def _reason(self, reason: str) -> str:
        return {
            "asked": self.tr("on request"),
            "daily": self.tr("daily"),
            "before-update": self.tr("before an update"),
            "before-restore": self.tr("before restoring"),
        }.get(reason, "")

    def _back_up(self) -> None:
        self.back_up.setEnabled(False)

        def finished(_: Any) -> None:
            self.back_up.setEnabled(True)
            self.shell.toast(self.tr("Backed up"))
            self.refresh()

        def failed(problem: BaseException) -> None:
            self.back_up.setEnabled(True)
            self.show_problem(problem)

        self.command(_back_up, done=finished, failed=failed)

    def _restore_file(self) -> None:
        pattern = self.tr("Shop files") + " (*.clientele)"
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Restore from a file"), "", pattern)
        if path:
            self._restore(Path(path))

    def _restore(self, backup: Path) -> None:
        tasks = self.shell.tasks
        if not tasks.idle:
            self.banner.tell(self.tr("Wait until the running work is done, then restore."), "warn")
            return
        from engine.store.backup import restore

        path = self._view.path
        tasks.close_shop()

        def finished(_: Any) -> None:
            self.shell.toast(self.tr("Restored. Your shop as it was before is kept as a backup, too."))
            self.shell.shop_wanted.emit(str(path))

        def failed(problem: BaseException) -> None:
            self.show_problem(problem)
            self.shell.shop_wanted.emit(str(path))

        tasks.call(restore, path, backup, owner=self, done=finished, failed=failed)


def _back_up(shop: Shop) -> None:
    from engine.store.backup import back_up

    back_up(shop.store)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("clientele")
    except PackageNotFoundError:
        return "0.1.0"
