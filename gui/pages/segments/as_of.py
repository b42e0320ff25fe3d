"""The day up to which orders count."""

from __future__ import annotations

from datetime import date

from gui.pages.segments.days import DayChoice


class AsOfDay(DayChoice):
    """A day between the shop's first and last order, chosen from a calendar; the last one by default."""

    def __init__(self) -> None:
        super().__init__("")
        lead = self.tr("as of")
        self.setAccessibleName(self.tr("As of"))
        self.setDisplayFormat(f"'{lead}' {self.displayFormat()}")
        self.setToolTip(self.tr("Only orders up to this day count; the last order's day by default"))

    def choose_last(self) -> None:
        """Back to the last order's day."""
        self.setDate(self.maximumDate())

    @property
    def chosen(self) -> date | None:
        """The day; None for the last order's, so that today's returns of earlier sales count as well."""
        return None if self.date() == self.maximumDate() else self.day
