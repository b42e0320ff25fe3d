"""Birthdays with and without their year, and days that no zone moves."""

from datetime import date

import pytest

from engine.importing.days import read_birthdays, read_days
from engine.importing.table import Factor

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1954-03-02", "1954-03-02"), ("1957", "1957"), ("--05-12", "--05-12"), ("0000-05-12", "--05-12"),
        ("1604-05-12", "--05-12"), ("1900-05-12", "--05-12"), ("2030-01-01", ""), ("31/12/54", "1954-12-31"),
        ("31/12/12", "2012-12-31"), ("12 May", "--05-12"), ("May 12", "--05-12"), ("5月12日", "--05-12"),
        ("29.02.", "--02-29"), ("31/04", ""), ("05/13", "--05-13"), ("13/05", "--05-13"),
        ("12 mai 1980", "1980-05-12"),
        ("1980年5月12日", "1980-05-12"), ("", ""), ("unknown", ""), ("1893", ""),
    ],
)  # fmt: skip
def test_birthdays_as_people_write_them(text: str, birthday: str) -> None:
    assert read_birthdays(Factor.of_texts([text]), TODAY).texts == [birthday]


def test_a_birthday_without_a_year_needs_the_whole_column_too() -> None:
    assert read_birthdays(Factor.of_texts(["05/12"]), TODAY).asked == "05/12"
    assert read_birthdays(Factor.of_texts(["05/12", "05/13"]), TODAY).texts == ["--05-12", "--05-13"]
    assert read_birthdays(Factor.of_texts(["05/12", "13/05"]), TODAY).texts == ["--12-05", "--05-13"]
    assert read_birthdays(Factor.of_texts(["05/12"]), TODAY, "mdy").texts == ["--05-12"]


def test_days_stay_as_they_are_written() -> None:
    column = Factor.of_texts(["2026-05-01T23:59:00-0400", "1/13/2026", "", "never"])
    reading = read_days(column)
    assert reading.texts == ["2026-05-01", "2026-01-13", "", ""]
    assert reading.order == "mdy"
