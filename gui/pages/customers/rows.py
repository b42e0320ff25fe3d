"""Rows of the profile: a name, what to know of it below, and a figure at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.pages.customers import wording
from gui.widgets.basics import Button, ElidedLabel, IconLabel, Label, column, row


class ProductRow(Button):
    """A product and its evidence; opens the product. The evidence takes the lines that it needs."""

    def __init__(self, name: str, evidence: str, figure: str, on_click: Callable[[], object]) -> None:
        super().__init__("", kind="row", on_click=on_click)
        self.setAccessibleName(". ".join(part for part in (name, evidence, figure) if part))
        layout = _inside(name, evidence, figure)
        layout.setContentsMargins(10, 7, 10, 7)
        self.setLayout(layout)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return layout.minimumSize() if layout else super().minimumSizeHint()


class PlainRow(QWidget):
    """The same without a way on."""

    def __init__(self, name: str, evidence: str, figure: str = "") -> None:
        super().__init__()
        layout = _inside(name, evidence, figure)
        layout.setContentsMargins(10, 7, 10, 7)
        self.setLayout(layout)


class IconLine(QWidget):
    """A sentence after an icon."""

    def __init__(self, icon: str, words: str, *, tip: str = "") -> None:
        super().__init__()
        told = Label(wording.breakable(words), wrap=True)
        told.setAccessibleName(words)
        told.setToolTip(tip)
        line = row(spacing=10)
        line.addWidget(IconLabel(icon, "muted", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(told, 1)
        self.setLayout(line)


def _inside(name: str, evidence: str, figure: str) -> QHBoxLayout:
    told = column(ElidedLabel(name, "strong"), spacing=1)
    if evidence:
        told.addWidget(Label(evidence, "caption", wrap=True))
    line = row(spacing=12)
    line.addLayout(told, 1)
    if figure:
        line.addWidget(Label(figure), 0, Qt.AlignmentFlag.AlignTop)
    return line
