"""A column of dates is read one way, decided by all of it; where nothing decides, the owner is asked."""

from datetime import UTC, datetime

import pytest

from engine.importing.dates import DateReading, read_dates
from engine.importing.table import Factor


def read(texts: list[str], timezone: str = "UTC", order: str = "") -> tuple[DateReading, list[str]]:
    column = Factor.of_texts(texts)
    reading = read_dates(column, timezone, order)
    return reading, [
        datetime.fromtimestamp(int(reading.seconds[code]), UTC).strftime("%Y-%m-%d %H:%M:%S")
        if reading.valid[code]
        else ""
        for code in column.codes
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2010-12-01 08:26:00", "2010-12-01 08:26:00"),
        ("2026-05-27T10:05:00+08:00", "2026-05-27 02:05:00"),
        ("2025-05-17 11:46:48 -0400", "2025-05-17 15:46:48"),
        ("2016/5/23 22:02", "2016-05-23 22:02:00"),
        ("2026年9月3日 14时05分", "2026-09-03 14:05:00"),
        ("03.09.2026", "2026-09-03 00:00:00"),
        ("19970118", "1997-01-18 00:00:00"),
        ("Sep-18-26", "2026-09-18 00:00:00"),
        ("05-oct.-26", "2026-10-05 00:00:00"),
        ("3 Feb 2026", "2026-02-03 00:00:00"),
        ("12/13/2010 2:30:00 PM", "2010-12-13 14:30:00"),
        ("13/12/2010 12:05 AM", "2010-12-13 00:05:00"),
        ("40513", "2010-12-01 00:00:00"),
        ("40513.5", "2010-12-01 12:00:00"),
    ],
)
def test_every_way_of_writing_a_day(text: str, day: str) -> None:
    assert read([text])[1] == [day]


def test_one_value_above_twelve_decides_the_column() -> None:
    assert read(["1/2/2026", "1/13/2026"])[1] == ["2026-01-02 00:00:00", "2026-01-13 00:00:00"]
    assert read(["1/2/2026", "13/1/2026"])[1] == ["2026-02-01 00:00:00", "2026-01-13 00:00:00"]


def test_rows_that_run_forward_in_time_decide_it_too() -> None:
    days = [f"{month}/{day}/2026" for month in range(1, 13) for day in (1, 5, 9, 12)]
    reading, _ = read(days)
    assert (reading.order, reading.asked) == ("mdy", "")


def test_what_nothing_decides_is_asked() -> None:
    reading, _ = read(["3/4/2026", "5/4/2026"])
    assert (reading.order, reading.asked) == ("", "3/4/2026")
    assert read(["3/4/2026"], order="mdy")[1] == ["2026-03-04 00:00:00"]
    assert read(["3/4/2026"], order="dmy")[1] == ["2026-04-03 00:00:00"]


def test_what_is_no_day_either_way_decides_nothing() -> None:
    reading, _ = read(["31/45/2024", "99/2/2024", "3/4/2026", "5/4/2026"])
    assert (reading.order, reading.asked) == ("", "3/4/2026")
    assert read(["31/45/2024", "99/2/2024", "98/2/2024", "1/13/2026"])[1][-1] == "2026-01-13 00:00:00"


def test_days_that_do_not_exist_are_no_dates() -> None:
    reading, _ = read(["2026-02-29", "2024-02-29", "2026-13-01", "2026-04-31", "soon", ""])
    assert reading.valid.tolist() == [False, True, False, False, False, False]


def test_local_times_follow_the_shops_clocks() -> None:
    _, moments = read(["2026-01-15 12:00", "2026-07-15 12:00"], "Europe/London")
    assert moments == ["2026-01-15 12:00:00", "2026-07-15 11:00:00"]
