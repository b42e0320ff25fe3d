"""A column of dates is read one way, decided by all of it; where nothing decides, the owner is asked."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.importing.dates import DateReading, read_dates
from engine.importing.table import Factor
from engine.importing.timezones import zone_of


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
        ("2010-12-01 08:26:00", "2010-12-01 08:26:00"), ("2026-05-27T10:05:00+08:00", "2026-05-27 02:05:00"),
        ("2025-05-17 11:46:48 -0400", "2025-05-17 15:46:48"), ("2026-09-03T14:05:00.123Z",
        "2026-09-03 14:05:00"),
        ("2019-11-01 17:59:13.273932", "2019-11-01 17:59:13"), ("2026-09-03T14:05", "2026-09-03 14:05:00"),
        ("2026-09-03 24:00:00", "2026-09-04 00:00:00"), ("2026-9-3 8:05", "2026-09-03 08:05:00"),
        ("2016/5/23 22:02", "2016-05-23 22:02:00"), ("2026年9月3日 14时05分", "2026-09-03 14:05:00"),
        ("2026年9月3日14:05", "2026-09-03 14:05:00"), ("2026年9月3日 下午2:05", "2026-09-03 14:05:00"),
        ("2026/9/3 上午 09:05:09", "2026-09-03 09:05:09"), ("2026年9月3日 星期四", "2026-09-03 00:00:00"),
        ("２０２６年９月３日", "2026-09-03 00:00:00"), ("2026-09-03(木) 14:05", "2026-09-03 14:05:00"),
        ("2026. 9. 3. 오후 2:05:00", "2026-09-03 14:05:00"), ("03.09.2026", "2026-09-03 00:00:00"),
        ("03.09.26 14:05", "2026-09-03 14:05:00"), ("19970118", "1997-01-18 00:00:00"),
        ("20260903140522", "2026-09-03 14:05:22"), ("20260903 14:05", "2026-09-03 14:05:00"),
        ("Sep-18-26", "2026-09-18 00:00:00"), ("26-May-26", "2026-05-26 00:00:00"),
        ("05-oct.-26", "2026-10-05 00:00:00"), ("3 Feb 2026", "2026-02-03 00:00:00"),
        ("10-MAY-2026 10:15 PM PDT", "2026-05-11 05:15:00"),
        ("May 10, 2026 10:15:33 PM PDT", "2026-05-11 05:15:33"),
        ("Fri, 03 Oct 2025 10:11:12 +0200", "2025-10-03 08:11:12"),
        ("Thu Sep 03 2026 14:05:00 GMT+0200 (Central European Summer Time)", "2026-09-03 12:05:00"),
        ("Thu Sep  3 14:05:00 CEST 2026", "2026-09-03 12:05:00"), ("2026-Sep-03", "2026-09-03 00:00:00"),
        ("2026-09-03 14:05 UTC+8", "2026-09-03 06:05:00"), ("2026-01-03 14:05 CET", "2026-01-03 13:05:00"),
        ("3. September 2026 um 14:05 Uhr", "2026-09-03 14:05:00"), ("13 sept. 2026 à 14:05",
        "2026-09-13 14:05:00"),
        ("13 sept. 2026 14 h 05", "2026-09-13 14:05:00"), ("1er mars 2026", "2026-03-01 00:00:00"),
        ("3 de septiembre de 2026 14:05", "2026-09-03 14:05:00"), ("3 de set. de 2026",
        "2026-09-03 00:00:00"),
        ("3 settembre 2026", "2026-09-03 00:00:00"), ("3 maart 2026", "2026-03-03 00:00:00"),
        ("3 września 2026", "2026-09-03 00:00:00"), ("März 3, 2026", "2026-03-03 00:00:00"),
        ("Sept. 3rd, 2026", "2026-09-03 00:00:00"), ("Donnerstag, 3. September 2026", "2026-09-03 00:00:00"),
        ("12/13/2010 2:30:00 PM", "2010-12-13 14:30:00"), ("9/13/2026, 2:05:00\u202fPM",
        "2026-09-13 14:05:00"),
        ("13/12/2010 12:05 AM", "2010-12-13 00:05:00"), ("13/12/2026 2:05 p. m.", "2026-12-13 14:05:00"),
        ("9/13/26", "2026-09-13 00:00:00"), ("31/12/99", "1999-12-31 00:00:00"),
        ("40513", "2010-12-01 00:00:00"), ("40513.5", "2010-12-01 12:00:00"), ("40513,25",
        "2010-12-01 06:00:00"),
        ("1793692800", "2026-11-03 08:00:00"), ("1793692800.7", "2026-11-03 08:00:00"),
        ("1793692800000", "2026-11-03 08:00:00"), ("1793692800000000", "2026-11-03 08:00:00"),
        ('="2026-09-03"', "2026-09-03 00:00:00"), ("'2026-09-03", "2026-09-03 00:00:00"),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29", "2026-13-01", "2026-04-31", "soon", "", "2026-09", "9月3日", "Sep 2026", "2026", "12",
        "0000-00-00 00:00:00", "0000-05-12", "3 Foo 2026", "31/31/2026", "2026-09-03 25:00",
        "2026-09-03 10:61",
        "2026-09-03 blah", "13800018888", "5550000001", "1.79E+09", "--", "2026-09-03 10:00 XYZ",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    assert read([text])[1] == [""]


def test_days_that_do_not_exist_are_no_dates() -> None:
    reading, _ = read(["2026-02-29", "2024-02-29", "2026-13-01", "2026-04-31", "soon", ""])
    assert reading.valid.tolist() == [False, True, False, False, False, False]


def test_local_times_follow_the_shops_clocks() -> None:
    _, moments = read(["2026-01-15 12:00", "2026-07-15 12:00"], "Europe/London")
    assert moments == ["2026-01-15 12:00:00", "2026-07-15 11:00:00"]


def test_clocks_that_change_leave_no_moment_out() -> None:
    _, moments = read(["2026-03-29 02:30", "2026-10-25 02:30"], "Europe/Berlin")
    assert moments == ["2026-03-29 01:30:00", "2026-10-25 00:30:00"]


def test_an_abbreviation_is_that_of_the_shop() -> None:
    assert read(["2026-09-03 14:05 CST"], "America/New_York")[1] == ["2026-09-03 20:05:00"]
    assert read(["2026-09-03 14:05 CST"], "Asia/Shanghai")[1] == ["2026-09-03 06:05:00"]


def test_one_bad_cell_does_not_turn_the_column() -> None:
    days = [f"{month}/{day}/2026" for month in (1, 2) for day in range(1, 29)]
    assert read([*days, "25/2/2026"])[0].order == "mdy"
    # A program known to write the month first is not overruled by a slip, but by its own file.
    assert read(["1/2/2026", "3/4/2026", "13/4/2026"], order="mdy")[1][:2] == [
        "2026-01-02 00:00:00", "2026-03-04 00:00:00",
    ]  # fmt: skip
    assert read(["1/2/2026", "13/4/2026", "14/4/2026"], order="mdy")[1][0] == "2026-02-01 00:00:00"


def test_a_year_in_front_speaks_for_itself_in_any_column() -> None:
    assert read(["2026-01-02", "13/1/2026", "3/1/2026"])[1] == [
        "2026-01-02 00:00:00", "2026-01-13 00:00:00", "2026-01-03 00:00:00",
    ]  # fmt: skip


def test_days_of_the_week_decide() -> None:
    assert read(["Fri 03/04/2026", "Sun 05/04/2026"])[0].order == "dmy"
    assert read(["Wed 03/04/2026", "Mon 05/04/2026"])[0].order == "mdy"


def test_other_dates_of_the_file_decide() -> None:
    days = Factor.of_texts(["03/04/2026", "05/04/2026", "06/07/2026"])
    paid = Factor.of_texts(["2026-04-03", "2026-04-06", "2026-07-07"])
    assert read_dates(days, "UTC", beside=[paid]).order == "dmy"
    sent = Factor.of_texts(["03/14/2026", "05/24/2026", "06/11/2026"])
    assert read_dates(days, "UTC", beside=[sent]).order == "mdy"
    silent = Factor.of_texts(["03/05/2026", "", "06/08/2026"])
    assert read_dates(days, "UTC", beside=[silent]).asked == "03/04/2026"


def test_nothing_is_sold_tomorrow() -> None:
    days = Factor.of_texts(["03/12/2026", "05/11/2026", "04/12/2026"])
    latest = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())
    assert read_dates(days, "UTC").order == ""
    assert read_dates(days, "UTC", latest=latest).order == "mdy"
    assert read(["26-05-27"])[1] == ["2027-05-26 00:00:00"]
    short = read_dates(Factor.of_texts(["26-05-27"]), "UTC", latest=latest)
    assert short.order == "ymd"


def test_short_years_in_front_show_in_the_whole_column() -> None:
    reading, moments = read([f"26/05/{day:02d}" for day in range(1, 28)])
    assert (reading.order, moments[4]) == ("ymd", "2026-05-05 00:00:00")


def test_times_and_zones_in_columns_of_their_own() -> None:
    column = Factor.of_texts(["2026-09-13", "2026-09-13", "9/20/2026", "2026-09-13 00:00:00", "2026-09-13"])
    time = Factor.of_texts(["10:02:11", "2:30:00 PM", "", "0.5", "whenever"])
    eastern = "Eastern Time (US & Canada)"
    zones = Factor.of_texts([eastern, "Pacific Time (US & Canada)", eastern, "Atlantis", eastern])
    reading = read_dates(column, "UTC", time=time, zones=zones)
    moments = [
        datetime.fromtimestamp(int(reading.seconds[code]), UTC).isoformat() if reading.valid[code] else ""
        for code in reading.codes
    ]
    assert moments == [
        "2026-09-13T14:02:11+00:00", "2026-09-13T21:30:00+00:00", "2026-09-20T04:00:00+00:00",
        "2026-09-13T12:00:00+00:00", "",
    ]  # fmt: skip
    assert reading.unknown_zones == ("Atlantis",)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Eastern Time (US & Canada)", "America/New_York"), ("(GMT+08:00) Beijing", "Asia/Shanghai"),
        ("(GMT+05:30) Chennai, Kolkata", "Asia/Kolkata"), ("asia/shanghai", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"), ("W. Europe Standard Time", "Europe/Berlin"),
        ("Paris", "Europe/Paris"), ("New York", "America/New_York"), ("UTC+8", "+08:00"), ("GMT-5", "-05:00"),
        ("+0530", "+05:30"),
        ("PDT", "-07:00"), ("Z", "+00:00"), ("Atlantis", ""), ("", ""), ("+99", ""),
    ],
)  # fmt: skip
def test_zones_by_whatever_name(words: str, zone: str) -> None:
    assert zone_of(words) == zone


def test_how_a_column_is_written_is_told() -> None:
    for text, form in [
        ("2026-09-03", "text"), ("20260903", "compact"), ("46000", "serial"), ("1793692800", "epoch"),
        ("1793692800000", "epoch_ms"), ("abc", ""),
    ]:  # fmt: skip
        assert read([text])[0].form == form
    assert read(["2026-09-03", "3 Sep 2026"])[0].whole_days
    assert not read(["2026-09-03", "2026-09-03 10:00"])[0].whole_days
    # A serial among written days is one of them, a number far off is none.
    assert read(["2026-01-01", "2026-01-02", "2026-01-03", "46000", "59999"])[1][3:] == [
        "2025-12-09 00:00:00", "",
    ]  # fmt: skip
    old = read_dates(Factor.of_texts(["40000"]), "UTC", since_1904=True)
    assert datetime.fromtimestamp(int(old.seconds[0]), UTC).strftime("%Y-%m-%d") == "2013-07-07"


WAYS = (
    "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%d.%m.%Y %H:%M", "%d %b %Y %H:%M:%S", "%B %d, %Y %I:%M %p",
    "%Y%m%d%H%M%S", "%Y年%m月%d日 %H:%M:%S", "%a, %d %b %Y %H:%M:%S +0000", "%d-%b-%y", "%Y-%m-%dT%H:%M:%SZ",
    "%a %b %d %H:%M:%S UTC %Y", "%Y-%m-%d",
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.datetimes(datetime(2001, 1, 1), datetime(2060, 1, 1)), min_size=1, max_size=20),
    st.sampled_from(WAYS),
)
def test_what_is_written_is_read(moments: list[datetime], way: str) -> None:
    written = [moment.strftime(way) for moment in moments]
    wanted = [datetime.strptime(text, way).strftime("%Y-%m-%d %H:%M:%S") for text in written]
    assert read(written)[1] == wanted


@settings(deadline=None)
@given(
    st.lists(st.dates(datetime(1990, 1, 1).date(), datetime(2060, 1, 1).date()), min_size=1, max_size=30),
    st.sampled_from([("%d/%m/%Y", "dmy"), ("%m/%d/%Y", "mdy"), ("%m-%d-%y", "mdy"), ("%d/%m/%y", "dmy")]),
)
def test_day_and_month_are_told_apart_or_asked_but_never_swapped(
    days: list[date], way: tuple[str, str]
) -> None:
    reading, moments = read([day.strftime(way[0]) for day in days])
    if not reading.asked:
        assert moments == [day.strftime("%Y-%m-%d 00:00:00") for day in days]
    else:
        assert all(day.day <= 12 for day in days)
