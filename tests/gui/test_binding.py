"""The Qt binding itself: a release that miscounts references kills the app after some minutes of use."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_nothing_keep_the_count_of_none() -> None:
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
        thing.parent()
    assert abs(sys.getrefcount(None) - before) < 100
