"""The Qt binding does not eat references: 6.12.0 on Python 3.11 kills the window within an hour of use."""

import sys

from PySide6.QtCore import QObject


def test_calls_without_a_result_leave_none_alone() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100
