"""New files in the watched folder, offered: look at them, or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from gui.watched_folder import WatchedFolder
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, column, row
from gui.widgets.card import Card


class OfferCard(Card):
    """Hidden while nothing is new."""

    #: The paths that the owner wants to look at.
    wanted = Signal(list)

    def __init__(self, watched: WatchedFolder) -> None:
        super().__init__()
        self._watched = watched
        self.sentence = Label("", "strong", wrap=True)
        self.names = ElidedLabel("", "muted")
        self.look = Button(self.tr("Look at them"), icon="eye", on_click=self._look)
        self.leave = Button(self.tr("Not these"), kind="quiet", on_click=self._leave)
        layout = row(IconLabel("open", "accent", 24), spacing=12)
        layout.addLayout(column(self.sentence, self.names, spacing=2), 1)
        layout.addWidget(self.leave)
        layout.addWidget(self.look)
        self.add(layout)
        self.hide()
        watched.changed.connect(self.show_offer)

    def show_offer(self) -> None:
        """Show what is offered now."""
        files = self._watched.files
        self.sentence.setText(self.say(files))
        self.names.setText("  ·  ".join(path.name for path in files))
        if files or self.parent() is not None:
            self.setVisible(bool(files))

    def say(self, files: list[Path]) -> str:
        """How many files are new, and where."""
        place = files[0].parent.name if files else ""
        return self.tr("%Ln new files in {folder}", "", len(files)).format(folder=place)

    def _look(self) -> None:
        self.wanted.emit(self._watched.files)

    def _leave(self) -> None:
        self._watched.saw(self._watched.files)
