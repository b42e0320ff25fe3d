"""What a page shows before there is anything to show: an icon, a sentence, and the way on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.basics import Button, IconLabel, Label, row


class EmptyState(QWidget):
    """Teaches what will be here, with at most one primary button and a quieter one."""

    def __init__(
        self, icon: str, title: str, sentence: str, button: Button | None = None, second: Button | None = None
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 48)
        layout.setSpacing(8)
        layout.addStretch(2)
        layout.addWidget(IconLabel(icon, "accent", 44), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(8)
        heading = Label(title, "section")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(heading)
        told = Label(sentence, "muted", wrap=True)
        told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        told.setFixedWidth(460)
        layout.addLayout(row(None, told, None))
        layout.addSpacing(8)
        buttons = [each for each in (button, second) if each is not None]
        layout.addLayout(row(None, *buttons, None, spacing=8))
        layout.addStretch(3)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
