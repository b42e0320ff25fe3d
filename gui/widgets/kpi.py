"""One key figure: what it is, how much, how it moved, and its recent course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from gui.widgets.basics import ElidedLabel, IconLabel, Label, restyle, row
from gui.widgets.card import Card
from gui.widgets.sparkline import Sparkline

#: Direction of a movement: its icon and role. Better and worse are told by words and arrow, not colour alone.
_TONES = {"good": "good", "bad": "bad", "flat": "muted"}


class Kpi(Card):
    """A card for one figure. ``tone`` says whether the change is ``good``, ``bad`` or ``flat``."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.label = ElidedLabel(label, "muted")
        self.value = Label("–", "figure")
        self.note = Label("", "caption", wrap=True)
        self.arrow = IconLabel("up", "muted", 14)
        self.spark = Sparkline()
        self.spark.setFixedSize(84, 30)
        inside = QVBoxLayout()
        inside.setSpacing(4)
        inside.addWidget(self.label)
        inside.addLayout(row(self.value, None, self.spark))
        foot = row(self.arrow, spacing=4)
        foot.addWidget(self.note, 1)
        inside.addLayout(foot)
        inside.addStretch(1)
        self.arrow.hide()
        self.add(inside)
        self.setAccessibleName(label)

    def name(self, label: str) -> None:
        """What the figure is of."""
        self.label.setText(label)
        self.setAccessibleName(label)

    def show_figure(
        self, value: str, note: str = "", *, tone: str = "flat", rising: bool | None = None, tip: str = ""
    ) -> None:
        """Show a figure already written out, and the sentence about its change."""
        self.value.setText(value)
        self.note.setText(note)
        self.note.setProperty("tone", tone)
        restyle(self.note)
        self.arrow.setVisible(rising is not None)
        if rising is not None:
            self.arrow.show_icon("up" if rising else "down", _TONES[tone])
        self.setToolTip(tip)
        self.setAccessibleDescription(f"{self.label.text()}: {value}. {note}")

    def show_course(self, values: Sequence[float]) -> None:
        """Draw the recent course beside the figure; hidden when there are fewer than three points."""
        self.spark.show_values(values)
        self.spark.setVisible(len(values) > 2)
