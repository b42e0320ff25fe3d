"""Birthdays with and without their year, however a list writes them."""

from datetime import date

import pytest

from engine.importing.birthdays import read_birthdays
from engine.importing.table import Factor

TODAY = date(2026, 11, 24)


def read(texts: list[str], order: str = "") -> list[str]:
    days = read_birthdays(Factor.of_texts(texts), order, TODAY).days
    return days.head(len(texts))


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1954-03-02", "1954-03-02"), ("--05-12", "--05-12"), ("0000-05-12", "--05-12"),
        ("1604-05-12", "--05-12"), ("1900-05-12", "--05-12"), ("1900-01-01", ""), ("2030-01-01", ""),
        ("31/12/54", "1954-12-31"), ("31/12/12", "2012-12-31"), ("12 May", "--05-12"),
        ("May 12", "--05-12"), ("5月12日", "--05-12"), ("29.02.", "--02-29"), ("31/04", ""),
        ("05/13", "--05-13"), ("13/05", "--05-13"), ("12 mai 1980", "1980-05-12"), ("1957", ""),
        ("1980年5月12日", "1980-05-12"), ("", ""), ("unknown", ""), ("1893-01-02", ""),
    ],
)  # fmt: skip
def test_birthdays_as_people_write_them(text: str, birthday: str) -> None:
    assert read([text]) == [birthday]


def test_a_birthday_without_a_year_needs_the_whole_column_too() -> None:
    assert read_birthdays(Factor.of_texts(["05/12"]), "", TODAY).asked == "05/12"
    assert read(["05/12", "05/13"]) == ["--05-12", "--05-13"]
    assert read(["05/12", "13/05"]) == ["--12-05", "--05-13"]
    assert read(["05/12"], "mdy") == ["--05-12"]
    assert read(["05/12"], "dmy") == ["--12-05"]
    # A file that begins its dates with the year puts the month before the day.
    assert read(["05/12"], "ymd") == ["--05-12"]
