"""A day to choose from a calendar, between two others."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

from gui import text


class DayChoice(QDateEdit):
    """A day between the shop's first and last order; ``lead`` stands before it (as of, from, to)."""

    def __init__(self, name: str, lead: str = "") -> None:
        super().__init__()
        self.setCalendarPopup(True)
        shown = "yyyy年M月d日" if text.language() == "zh_CN" else "d MMM yyyy"
        self.setDisplayFormat(f"'{lead}' {shown}" if lead else shown)
        self.setAccessibleName(name)
        self.setKeyboardTracking(False)
        calendar = self.calendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Qt's red is no colour of either theme.
            calendar.setWeekdayTextFormat(weekend, QTextCharFormat())

    def offer(self, first: date, last: date) -> None:
        """Let one choose from these days; others than before start over at the last."""
        days = _to_qt(first), _to_qt(last)
        if (self.minimumDate(), self.maximumDate()) != days:
            self.setDateRange(*days)
            self.setDate(days[1])

    def choose(self, day: date) -> None:
        """Show a day without telling anyone."""
        self.blockSignals(True)
        self.setDate(_to_qt(day))
        self.blockSignals(False)

    @property
    def day(self) -> date:
        """What is chosen."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel is for scrolling: a day must not change unseen.
        event.ignore()


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
