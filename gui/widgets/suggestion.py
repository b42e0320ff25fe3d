"""One thing to do next: what, why, how much money it is about, and the button that starts it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.widgets.basics import Button, IconLabel, Label, row

#: The column of figures, so that they stand below each other.
_MONEY_WIDTH = 150


class SuggestionRow(QFrame):
    """A row of the card “What to do next”. Only the first one's button is the page's primary button."""

    def __init__(self, icon: str, title: str, reason: str, button: Button) -> None:
        super().__init__()
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Label(title, "strong", wrap=True))
        told.addWidget(Label(reason, "muted", wrap=True))
        self._figure = Label("", "section")
        self._caption = Label("", "caption", wrap=True)
        money = QWidget()
        money.setFixedWidth(_MONEY_WIDTH)
        column = QVBoxLayout(money)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._figure, self._caption):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(label)
        column.addStretch(1)
        button.setAccessibleName(f"{button.text()}: {title}")
        layout = row(spacing=16)
        layout.addWidget(IconLabel(icon, "accent", 22), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(told, 1)
        layout.addWidget(money)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.setContentsMargins(0, 10, 0, 10)
        self.setLayout(layout)

    def show_money(self, figure: str, caption: str, tip: str) -> None:
        """The money it is about, what that is, and the whole sentence on hover."""
        self._figure.setText(figure)
        self._caption.setText(caption)
        self._figure.setToolTip(tip)
        self._caption.setToolTip(tip)


def start_button(words: str, on_click: Callable[[], object], *, primary: bool) -> Button:
    """The button at the end of a row."""
    made = Button(words, kind="primary" if primary else "secondary", on_click=on_click)
    made.setMinimumWidth(184)
    return made
