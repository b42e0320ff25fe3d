"""One pair of products bought together, as a row that opens the other product."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt

from gui.widgets.basics import Button, ElidedLabel, column


class PairRow(Button):
    """A name over the evidence in words; a click opens the product."""

    def __init__(self, title: str, evidence: str, on_click: Callable[[], object]) -> None:
        super().__init__("", kind="row", on_click=on_click)
        self.setAccessibleName(f"{title}: {evidence}")
        lines = (ElidedLabel(title), ElidedLabel(evidence, "caption"))
        for line in lines:
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = column(*lines, spacing=1)
        layout.setContentsMargins(8, 6, 8, 6)
        self.setLayout(layout)
        self.setToolTip(title)

    def sizeHint(self) -> QSize:
        # A button asks its text, of which there is none.
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())
