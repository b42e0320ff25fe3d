"""Before a file was dropped: the drop zone, what is understood, and what was imported so far."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pages.import_.history import HistoryCard
from gui.widgets.basics import Button, IconLabel, Label, row
from gui.widgets.drop_zone import DropZone


class StartView(QWidget):
    """Emits the files that were dropped or chosen."""

    chosen = Signal(list)
    #: The owner would rather look at the sample shop first.
    sample_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self.zone = DropZone(
            self.tr("Drop your order files here"),
            self.tr(
                "Orders exported from your shop system, your till or your accounts: CSV or Excel, also"
                " packed as GZ. In any language, with any column names, one file or several. You see"
                " everything before it is stored."
            ),
            self.tr("Choose files…"),
            self.tr("Order files") + " (*.csv *.tsv *.txt *.xlsx *.xls *.ods *.gz)",
        )
        self.zone.setMinimumHeight(250)
        self.zone.setAccessibleName(self.tr("Drop your order files here"))
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
        self.history = HistoryCard()
        layout.addWidget(self.history)

    def show_hint(self, empty: bool) -> None:
        """Offer the sample shop while there is nothing in this one."""
        self.sample.setVisible(empty)
