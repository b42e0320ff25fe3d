"""A card: a titled surface that holds one thing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from gui.widgets.basics import Label, row

#: The title's line, as high as a small icon.
_HEAD = 24


class Card(QFrame):
    """A surface with an optional title, a line below it and buttons at its right; ``body`` is the rest."""

    def __init__(self, title: str = "", subtitle: str = "", *, padding: int = 16) -> None:
        super().__init__()
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding, padding, padding, padding)
        outer.setSpacing(12)
        self.title_label = Label(title, "section")
        self.subtitle_label = Label(subtitle, "muted", wrap=True)
        self.title_label.setMinimumHeight(_HEAD)
        self._actions = row(spacing=4)
        head = row(self.title_label, None, self._actions)
        # A title that wraps takes the width there is; the gap is for cards without one.
        head.setStretch(0, 99)
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addLayout(head)
        heading.addWidget(self.subtitle_label)
        outer.addLayout(heading)
        self.title_label.setVisible(bool(title))
        self.subtitle_label.setVisible(bool(subtitle))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.body, 1)
        # Takes what a body of fixed height leaves, so that the title stays at the top.
        outer.addStretch(0)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the heading."""
        self.title_label.setText(title)
        self.title_label.setVisible(bool(title))
        self.subtitle_label.setText(subtitle)
        self.subtitle_label.setVisible(bool(subtitle))

    def add_action(self, button: QWidget) -> None:
        """A button at the right of the title; an icon is small there, so that titles side by side align."""
        if button.property("kind") == "icon":
            button.setProperty("small", True)
        self._actions.addWidget(button)

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put something into the body."""
        if isinstance(item, QLayout):
            self.body.addLayout(item, stretch)
        else:
            self.body.addWidget(item, stretch)
