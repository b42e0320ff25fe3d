"""Before a file was dropped: the drop zone, what is understood, and what was imported so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.import_.examples import Examples
from gui.pages.import_.history import HistoryCard
from gui.pages.import_.offer import OfferCard
from gui.pages.import_.undo_panel import UndoPanel
from gui.watched_folder import WatchedFolder
from gui.widgets.basics import Button, IconLabel, Label, row
from gui.widgets.drop_zone import TABLE_FILES, DropZone


class StartView(QWidget):
    """Emits the files and folders that were dropped or chosen."""

    chosen = Signal(list)
    #: The owner would rather look at the sample shop first.
    sample_wanted = Signal()

    def __init__(self, watched: WatchedFolder) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self.offer = OfferCard(watched)
        self.offer.wanted.connect(self.chosen)
        layout.addWidget(self.offer)
        self.zone = DropZone(
            self.tr("Drop what your systems gave you"),
            self.tr(
                "Files, whole folders or ZIP archives: CSV, Excel, JSON, in any language, with any column"
                " names. You see everything before it is stored."
            ),
            self.tr("Choose files…"),
            self.tr("Tables") + " " + TABLE_FILES,
            folder=self.tr("Choose a folder…"),
        )
        self.zone.setMinimumHeight(210)
        self.zone.setAccessibleName(self.tr("Drop what your systems gave you"))
        self.zone.chosen.connect(self.chosen)
        layout.addWidget(self.zone, 1)
        private = Label(
            self.tr("Nothing leaves this computer. Your files are read, never changed."), "muted", wrap=True
        )
        promise = row(IconLabel("lock", "muted", 16), spacing=8)
        promise.addWidget(private, 1)
        self.sample = Button(
            self.tr("Look around with a sample shop first"), kind="quiet", on_click=self.sample_wanted.emit
        )
        promise.addWidget(self.sample)
        layout.addLayout(promise)
        self.undo = UndoPanel()
        layout.addWidget(self.undo)
        self.history = HistoryCard()
        layout.addWidget(self.history)
        self.offer.show_offer()
        self.examples = Examples()
        layout.addWidget(self.examples)

    def show_hint(self, empty: bool) -> None:
        """Offer the sample shop while there is nothing in this one."""
        self.sample.setVisible(empty)
