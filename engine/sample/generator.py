"""The sample shop as plain frames: everything an invented shop did in two and a half years.

Pure and seeded: the same size, seed and last day give the same shop to the last byte. Numbers (`id`,
`customer`, `product`, `order`) are from 1 and those of the shop file; 0 stands for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from engine.sample.behaviour import Calendar, Habits
    from engine.sample.campaign import CampaignPlan

#: Fewer customers make no shop, more than this no sample.
CUSTOMERS_RANGE = (20, 500_000)


@dataclass(frozen=True)
class SampleShop:
    """An invented shop; each frame has the columns of the shop file's table of that name.

    `recipients` and `outcomes` belong to its one past campaign, exported at `exported_at`. Reviews carry one
    column more, `said`: the aspects that the text praises (`taste+`) and those it blames (`taste-`).
    """

    end: date
    first: date
    last_at: int
    products: pd.DataFrame
    customers: pd.DataFrame
    consents: pd.DataFrame
    suppressions: pd.DataFrame
    notes: pd.DataFrame
    orders: pd.DataFrame
    lines: pd.DataFrame
    visits: pd.DataFrame
    reviews: pd.DataFrame
    exported_at: int
    recipients: pd.DataFrame
    outcomes: pd.DataFrame


def default_end() -> date:
    """Return the last complete day: yesterday on this computer's clock."""
    from datetime import date, timedelta

    return date.today() - timedelta(days=1)


def generate(
    customers: int = 1200, seed: int = 7, end: date | None = None, *, progress: Progress = no_progress
) -> SampleShop:
    """Return an invented shop of `customers` whose records end with the day `end` (default: yesterday).

    Raises `sample.bad_size` for a size that is no shop and `sample.bad_end` for a day beyond what calendars
    know.
    """
    import numpy as np
    import pandas as pd

    from engine.sample import baskets, behaviour, campaign, people, reviews, sales, visits
    from engine.sample.catalogue import TIMEZONE

    low, high = CUSTOMERS_RANGE
    if not low <= customers <= high:
        raise ClienteleError("sample.bad_size", n=customers, low=low, high=high)
    end = end or default_end()
    if not 1990 <= end.year <= 2100:
        raise ClienteleError("sample.bad_end", day=end)
    streams = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(10)]

    progress(0.0, Text("sample.progress.people", {"n": customers}))
    calendar = behaviour.make_calendar(end, TIMEZONE)
    habits = behaviour.make_habits(customers, calendar, streams[0])
    who = people.make_people(customers, end, habits.trade, streams[1])
    buyer, day = behaviour.make_purchases(habits, calendar, streams[2])
    first_at = calendar.to_utc(habits.joined * behaviour.DAY)
    consents = people.make_consents(first_at, who["email"].to_numpy(), streams[1])
    asked = consents[consents["channel"] == "email"]
    answer = np.full(customers, None, dtype=object)
    answer[asked["customer"].to_numpy() - 1] = asked["status"].to_numpy()
    progress(0.1)

    plan = campaign.plan_campaign(buyer, day, calendar.days, who, answer, streams[3])
    shelf = baskets.make_shelf()
    orders = _order_rows(buyer, day, plan, habits, calendar, who, streams[4])
    progress(0.15, Text("sample.progress.orders", {"n": len(orders)}))
    known = orders["customer"].to_numpy()
    till = np.where(known < 0, customers, known)
    trade = np.append(habits.trade, False)
    order, product, quantity = baskets.fill_baskets(
        till,
        calendar.month[orders["day"].to_numpy()],
        trade,
        shelf,
        streams[5],
        part_of(progress, 0.15, 0.35),
    )
    lines = pd.DataFrame({"order": order, "product": product, "quantity": quantity})
    lines["unit_price_e4"] = sales.price_lines(product, orders["day"].to_numpy()[order], shelf, calendar)
    progress(0.35)
    orders["discount_code"] = campaign.redeem(orders, plan, streams[6])
    orders = sales.apply_discounts(orders, calendar, streams[6])
    orders, lines = sales.settle(orders, lines, shelf)
    last_at = int(calendar.to_utc(np.array([calendar.days * behaviour.DAY - 1.0]))[0])
    credits, credit_lines, refunded = sales.make_refunds(orders, lines, last_at, streams[7])
    orders["refunded_e4"] = refunded
    orders.loc[refunded > 0, "status"] = "part_refunded"
    orders.loc[(refunded > 0) & (refunded == orders["total_e4"]), "status"] = "refunded"
    progress(0.45)

    created = np.full(customers, np.iinfo(np.int64).max)
    has_buyer = known >= 0
    np.minimum.at(created, known[has_buyer], orders["placed_at"].to_numpy()[has_buyer] - 120)
    who["created_at"] = np.minimum(created, first_at)
    progress(0.5, Text("sample.progress.reviews"))
    written = reviews.make_reviews(
        orders,
        lines,
        who["language"].to_numpy(),
        shelf,
        last_at,
        streams[8],
        part_of(progress, 0.5, 0.75),
    )
    progress(0.75, Text("sample.progress.visits"))
    seen = visits.make_visits(orders, lines, who, shelf, last_at, streams[9], part_of(progress, 0.75, 0.9))
    progress(0.9)

    exported_at = int(calendar.to_utc(np.array([plan.day * behaviour.DAY + 36_000.0]))[0])
    outcomes = campaign.campaign_outcomes(plan, orders, exported_at, last_at, streams[6])
    suppressions = people.make_suppressions(who, outcomes, calendar.start_at, last_at, streams[3])
    consents["at"] = who["created_at"].to_numpy()[consents["customer"].to_numpy() - 1]
    sold, sold_lines = sales.number_orders(orders, lines, credits, credit_lines)
    order_id = sold.loc[sold["kind"] == "sale", "id"].to_numpy()
    outcomes["order"] = np.where(outcomes["order"] >= 0, order_id[outcomes["order"].to_numpy()], 0)
    who.insert(0, "id", np.arange(1, customers + 1))
    progress(1.0)
    return SampleShop(
        end=end,
        first=calendar.first,
        last_at=last_at,
        products=sales.product_table(shelf, streams[5]),
        customers=who,
        consents=consents,
        suppressions=suppressions,
        notes=people.make_notes(sold, last_at, streams[1]),
        orders=sold,
        lines=sold_lines,
        visits=_from_one(seen),
        reviews=_from_one(written),
        exported_at=exported_at,
        recipients=plan.recipients.assign(customer=plan.recipients["customer"] + 1),
        outcomes=outcomes.assign(customer=outcomes["customer"] + 1),
    )


def _order_rows(
    buyer: npt.NDArray[np.int64],
    day: npt.NDArray[np.int64],
    plan: CampaignPlan,
    habits: Habits,
    calendar: Calendar,
    who: pd.DataFrame,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return every sale in order of time; `customer` is a row, -1 at the till, `extra` the mail's doing."""
    import numpy as np
    import pandas as pd

    from engine.sample.behaviour import DAY, times_of_day
    from engine.sample.sales import CANCELLED_SHARE

    till_count = round(0.04 * len(buyer))
    till_day = rng.choice(calendar.days, size=till_count, p=calendar.busy / calendar.busy.sum())
    till_second = rng.integers(10 * 3600, 18 * 3600, size=till_count)
    customer = np.concatenate([buyer, plan.extra_customer])
    days = np.concatenate([day, plan.extra_day, till_day])
    second = np.concatenate([times_of_day(customer, habits, rng), till_second])
    extra = np.zeros(len(days), dtype=bool)
    extra[len(buyer) : len(customer)] = True
    customer = np.concatenate([customer, np.full(till_count, -1)])
    online = (customer >= 0) & (rng.random(len(customer)) < 0.93)
    country = np.append(who["country"].to_numpy(), "United Kingdom")[customer]
    orders = pd.DataFrame(
        {
            "customer": customer,
            "day": days,
            "placed_at": calendar.to_utc(days * float(DAY) + second),
            "extra": extra,
            "online": online | (country != "United Kingdom"),
            "country": country,
            "status": np.where(rng.random(len(customer)) < CANCELLED_SHARE, "cancelled", "paid"),
        }
    )
    return orders.sort_values(["placed_at", "customer"], kind="stable", ignore_index=True)


def _from_one(frame: pd.DataFrame) -> pd.DataFrame:
    """Turn row numbers of customers and products into the shop file's, which start at 1."""
    return frame.assign(customer=frame["customer"] + 1, product=frame["product"] + 1)
