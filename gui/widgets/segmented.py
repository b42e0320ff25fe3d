"""A few choices side by side of which one holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy

from gui.widgets.basics import Button, row


class Segmented(QFrame):
    """Two to five choices ``(key, label)``; ``chosen`` carries the key."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], current: str = "") -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        layout = row(spacing=2)
        layout.setContentsMargins(3, 3, 3, 3)
        for key, label in choices:
            button = Button(label, kind="segment")
            button.setCheckable(True)
            button.setAccessibleName(f"{name}: {label}")
            self._group.addButton(button)
            self._buttons[key] = button
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, key=key: self.chosen.emit(key))
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choose(current or choices[0][0])

    @property
    def current(self) -> str:
        """The key of the choice that holds."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def offer(self, key: str, offered: bool) -> None:
        """Show or hide a choice; a hidden one should not hold."""
        self._buttons[key].setVisible(offered)

    def choose(self, key: str) -> None:
        """Make a choice hold without telling anyone."""
        self._buttons[key].setChecked(True)
