"""The day up to which orders count."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QDateEdit

from gui import text


class AsOfDay(QDateEdit):
    """A day between the shop's first and last order, chosen from a calendar; the last one by default."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        self.setDisplayFormat("yyyy年M月d日" if text.language() == "zh_CN" else "d MMM yyyy")
        self.setAccessibleName(self.tr("As of"))
        self.setToolTip(self.tr("Only orders up to this day count; the last order's day by default"))
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

    def choose_last(self) -> None:
        """Back to the last order's day."""
        self.setDate(self.maximumDate())

    @property
    def chosen(self) -> date | None:
        """The day; None for the last order's, so that today's returns of earlier sales count as well."""
        day = self.date()
        return None if day == self.maximumDate() else date(day.year(), day.month(), day.day())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # The wheel is for scrolling: a day must not change unseen.
        event.ignore()


def _to_qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
