"""The navigation rail at the left of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.page import PAGES
from gui.widgets.basics import Button, ElidedLabel, IconLabel, row

#: With words, and with icons only.
_WIDE, _NARROW = 212, 62


class Rail(QWidget):
    """The destinations, one below the other; Settings at the foot."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        self._buttons: dict[str, Button] = {}
        self._titles: dict[str, str] = {}
        self._narrow = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 16, 10, 14)
        layout.setSpacing(4)
        self._shop = ElidedLabel("", "strong")
        self._brand = row(4, IconLabel("shop", "accent", 22), spacing=8)
        self._brand.addWidget(self._shop, 1)
        layout.addLayout(self._brand)
        layout.addSpacing(14)
        for place, spec in enumerate(PAGES):
            if spec.footer:
                layout.addStretch(1)
            button = Button(spec.title, kind="nav", icon=spec.icon)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setAccessibleName(spec.title)
            button.setToolTip(f"{spec.title}  (Ctrl+{place + 1})" if place < 9 else spec.title)
            button.clicked.connect(lambda _=False, page=spec.id: self.wanted.emit(page))
            self._buttons[spec.id] = button
            self._titles[spec.id] = spec.title
            layout.addWidget(button)
        self.setFixedWidth(_WIDE)

    def show_page(self, page: str) -> None:
        """Mark the page that is shown."""
        self._buttons[page].setChecked(True)

    def button(self, page: str) -> Button:
        """The entry of a page."""
        return self._buttons[page]

    def show_shop(self, name: str) -> None:
        """Name the open shop above the destinations."""
        self._shop.setText(name)

    def collapse(self, narrow: bool) -> None:
        """Icons only, or icons and words."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.setFixedWidth(_NARROW if narrow else _WIDE)
        self._shop.setVisible(not narrow)
        for page, button in self._buttons.items():
            button.setText("" if narrow else self._titles[page])
