"""When invented customers buy: arrivals, repeat rates, dropping out, seasons and hours.

The purchase process is the BG/NBD story of Fader, Hardie & Lee (2005) made a little more human: gamma-spread
rates, a chance to drop out after every purchase, gaps more regular than Poisson for those with a habit, and
all of it in "shop time", which runs faster in busy weeks than in quiet ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    import numpy.typing as npt

#: Days of records: two and a half years.
WINDOW_DAYS = 913
DAY = 86_400

#: How busy each month is, January first, 1.0 on average.
MONTHS = (0.84, 0.86, 0.92, 0.92, 0.92, 0.88, 0.85, 0.84, 0.95, 1.03, 1.32, 1.42)
#: How busy each weekday is, Monday first.
WEEKDAYS = (1.08, 1.02, 0.98, 0.98, 0.95, 0.88, 1.11)
#: Share of businesses among the customers.
TRADE_SHARE = 0.011
#: Demand on Black Friday and the three days after it.
BLACK_FRIDAY = 2.6
#: Share of orders in each hour of the shop's day.
HOURS = (4, 2, 1, 1, 1, 3, 10, 25, 42, 56, 66, 68, 66, 60, 52, 50, 52, 55, 58, 70, 82, 78, 52, 22)


@dataclass(frozen=True)
class Calendar:
    """The days of the records: `first` to `first + days - 1`, in the shop's time zone.

    `busy` (days,) is each day's demand, mean about 1, `occasion` (days,) the part of it that comes from
    special days; `month` (days,) is its calendar month from 1; `utc_offset` (days,) what to subtract from
    local seconds to get UTC; `start_at` the first midnight as if it were in UTC, epoch seconds.
    """

    first: date
    days: int
    busy: npt.NDArray[np.float64]
    occasion: npt.NDArray[np.float64]
    month: npt.NDArray[np.int64]
    utc_offset: npt.NDArray[np.int64]
    start_at: int

    def to_utc(self, seconds: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Turn local seconds since the first midnight (n,) into epoch seconds UTC (n,)."""
        import numpy as np

        day = np.clip(seconds // DAY, 0, self.days - 1).astype(np.int64)
        return np.asarray(self.start_at + seconds.astype(np.int64) - self.utc_offset[day])


def make_calendar(end: date, timezone: str) -> Calendar:
    """Return the window of `WINDOW_DAYS` days that ends with `end`, in `timezone` (IANA)."""
    from datetime import UTC, datetime, time, timedelta
    from zoneinfo import ZoneInfo

    import numpy as np

    first = end - timedelta(days=WINDOW_DAYS - 1)
    zone = ZoneInfo(timezone)
    every = [first + timedelta(days=number) for number in range(WINDOW_DAYS)]
    offsets = [datetime.combine(day, time(12), zone).utcoffset() for day in every]
    occasion = np.array([_occasion(day) for day in every])
    usual = np.array([MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in every])
    return Calendar(
        first=first,
        days=WINDOW_DAYS,
        busy=usual * occasion,
        occasion=occasion,
        month=np.array([day.month for day in every]),
        utc_offset=np.array([int(offset.total_seconds()) if offset else 0 for offset in offsets]),
        start_at=int(datetime.combine(first, time(), UTC).timestamp()),
    )


def _occasion(day: date) -> float:
    """Return the extra demand of a special day: Black Friday, the last posting days, closed days."""
    from datetime import date, timedelta

    november = date(day.year, 11, 1)
    thursday = 3
    first_thursday = november + timedelta(days=(thursday - november.weekday()) % 7)
    black_friday = first_thursday + timedelta(days=22)
    if black_friday <= day <= black_friday + timedelta(days=3):
        return BLACK_FRIDAY
    if day.month == 12:
        if day.day <= 18:
            return 1.35
        if day.day >= 24:
            return 0.4
    if (day.month, day.day) == (1, 1):
        return 0.4
    return 1.0


@dataclass(frozen=True)
class Habits:
    """What drives each customer, all (n,): who buys at all, how often, how regularly, until when.

    `gap_days` is the mean time between purchases in shop time, `regularity` the gamma shape of the gaps (1 is
    Poisson), `stop` the chance to drop out after a purchase (`stop_first` after the first), `trade` marks
    businesses, `hour` the favourite hour.
    """

    joined: npt.NDArray[np.float64]
    buys: npt.NDArray[np.bool_]
    gap_days: npt.NDArray[np.float64]
    regularity: npt.NDArray[np.float64]
    stop_first: npt.NDArray[np.float64]
    stop: npt.NDArray[np.float64]
    trade: npt.NDArray[np.bool_]
    hour: npt.NDArray[np.int64]


def make_habits(count: int, calendar: Calendar, rng: np.random.Generator) -> Habits:
    """Return the habits of `count` customers."""
    import numpy as np

    trade = np.zeros(count, dtype=bool)
    trade[rng.permutation(count)[: round(TRADE_SHARE * count)]] = True
    # Newcomers arrive faster after the opening year's word of mouth, and at the busy times.
    arrivals = calendar.busy * np.linspace(0.9, 1.1, calendar.days)
    arrivals[:60] *= 2.5
    total = np.concatenate([[0.0], np.cumsum(arrivals)])
    joined = np.sort(np.interp(rng.random(count) * total[-1], total, np.arange(calendar.days + 1)))
    gap_days = 1.0 / np.maximum(rng.gamma(1.0, 1.0 / 60.0, size=count), 1.0 / 700.0)
    gap_days = np.where(trade, rng.uniform(12.0, 40.0, size=count), gap_days)
    regular = rng.random(count) < 0.40
    return Habits(
        joined=joined,
        buys=trade | (rng.random(count) < 0.96),
        gap_days=gap_days,
        regularity=np.where(trade, 4.0, np.where(regular, 2.5, 0.9)),
        stop_first=np.where(trade, 0.05, 0.20 + 0.24 * rng.random(count)),
        stop=np.where(trade, 0.03, rng.beta(1.1, 6.5, size=count)),
        trade=trade,
        hour=rng.choice(24, size=count, p=np.array(HOURS) / sum(HOURS)),
    )


def make_purchases(
    habits: Habits, calendar: Calendar, rng: np.random.Generator
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return every purchase as customer row (m,) and day number (m,), in no particular order.

    All customers' next gaps are drawn at once, round after round, until everybody left or the records end.
    """
    import numpy as np

    clock = np.concatenate([[0.0], np.cumsum(calendar.busy)])
    days = np.arange(calendar.days + 1)
    who = np.flatnonzero(habits.buys)
    now = np.interp(habits.joined[who], days, clock)
    stop = habits.stop_first
    customers, times = [], []
    while len(who):
        customers.append(who)
        times.append(now)
        stays = rng.random(len(who)) >= stop[who]
        who, now = who[stays], now[stays]
        shape = habits.regularity[who]
        now = now + rng.gamma(shape, habits.gap_days[who] / shape)
        inside = now < clock[-1]
        who, now = who[inside], now[inside]
        stop = habits.stop
    when = np.interp(np.concatenate(times), clock, days)
    return np.concatenate(customers), np.minimum(when.astype(np.int64), calendar.days - 1)


def times_of_day(
    customer: npt.NDArray[np.int64], habits: Habits, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return the second of the day (m,) of each purchase: two in three near the customer's own hour."""
    import numpy as np

    count = len(customer)
    usual = habits.hour[customer]
    drawn = rng.choice(24, size=count, p=np.array(HOURS) / sum(HOURS))
    hour = np.where(rng.random(count) < 0.65, usual, drawn)
    return np.asarray(hour * 3600 + rng.integers(3600, size=count))
