"""A message inside a page: what happened and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from gui.widgets.basics import Button, IconLabel, Label, clear, restyle, row

_ICONS = {
    "info": ("info", "accent"),
    "good": ("check", "good"),
    "warn": ("warning", "warn"),
    "bad": ("error", "bad"),
}


class Banner(QFrame):
    """One sentence in a tone (info, good, warn, bad) with buttons; hidden until told something."""

    closed = Signal()

    def __init__(self, *, closable: bool = True) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._icon = IconLabel("info", "accent", 18)
        self._label = Label("", wrap=True)
        self._buttons = row(spacing=4)
        close = Button(self.tr("Close"), kind="icon", icon="close", on_click=self.clear)
        # Never shown before it has a parent: it would flash up as a window of its own.
        if not closable:
            close.hide()
        layout = row(self._icon, spacing=10)
        layout.addWidget(self._label, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(close)
        layout.setContentsMargins(12, 6, 8, 6)
        self.setLayout(layout)
        self.setMinimumHeight(46)
        self.hide()

    def tell(self, sentence: str, tone: str = "info", *buttons: Button) -> None:
        """Show a sentence and up to two buttons."""
        clear(self._buttons)
        for button in buttons:
            self._buttons.addWidget(button)
        self._label.setText(sentence)
        self._icon.show_icon(*_ICONS[tone])
        self.setProperty("tone", tone)
        restyle(self)
        self.setAccessibleName(sentence)
        self.show()

    def clear(self) -> None:
        """Hide it again."""
        self.hide()
        self.closed.emit()
