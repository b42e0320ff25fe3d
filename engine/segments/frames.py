"""Groups of plain tables of orders, for notebooks and scripts without a shop file.

    orders = pandas.read_csv("orders.csv")  # columns customer_id, ordered_at, amount
    found = segment_orders(orders, method="kmeans")
    found.segments, found.customers, found.quality
    orders_moved(orders, date(2024, 6, 30), date(2024, 7, 31))

A row is an order; with a column ``order_id`` rows are its lines and are added up first. Negative amounts came
back: they lower what somebody brought in and are no orders.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress
from engine.segments.method import Buyers, KeptBuyers, check_buyers
from engine.segments.rfm_plan import Kept, Plan
from engine.segments.rfm_presets import DEFAULT, PRESETS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from engine.segments.likeness import Likeness
    from engine.segments.months import Totals
    from engine.segments.rfm import Thresholds

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class SegmentedOrders:
    """``customers``: a row each, indexed as in the orders, with ``code`` and ``segment``, ``score`` and
    ``points`` (RFM only), ``recency_days``, ``tenure_days``, ``orders`` and ``net``. ``segments``: a row each
    by ``code``, with ``name``, ``rule``, ``advice``, ``customers`` and ``net``. ``limits`` are those between
    RFM scores (None for other methods), to be given to the next call so that they stay.
    """

    as_of: date
    customers: pd.DataFrame
    segments: pd.DataFrame
    quality: dict[str, Any]
    notes: tuple[str, ...]
    limits: Thresholds | None


class OrdersSource(KeptBuyers):
    """Answers ``CustomerSource`` from a table of orders; raises ``segment.no_orders`` for an empty one.

    Customers are numbered by their place in ``customers``, (n,).
    """

    def __init__(
        self, orders: pd.DataFrame, as_of: date | None = None, currency: str = "EUR", plan: Plan | None = None
    ) -> None:
        import numpy as np

        super().__init__()
        if orders.empty:
            raise ClienteleError("segment.no_orders")
        who, day, amount_e4 = _columns(orders)
        self.customers, numbers = np.unique(who, return_inverse=True)
        by_day = np.argsort(day, kind="stable")
        self._who, self._day, self._amount_e4 = numbers[by_day], day[by_day], amount_e4[by_day]
        self.as_of = as_of or _date(int(self._day[-1]))
        self.currency = currency
        self.rfm_plan = plan or Plan()

    def history_days(self) -> int:
        """Days from the first order to ``as_of``."""
        from engine.customers.days import day_number

        return day_number(self.as_of) - int(self._day[0])

    def likeness(self, days_earlier: int, progress: Progress) -> Likeness:
        """Networks learn from what was bought, which these tables do not tell: ``segment.needs_a_shop``."""
        raise ClienteleError("segment.needs_a_shop")

    def totals(self, day: date) -> Totals:
        """The buyers by the end of a day as the history keeps them."""
        from engine.customers.days import day_number
        from engine.segments.months import Totals

        buyers = self.buyers((self.as_of - day).days)
        last = day_number(day) - buyers.recency_days
        return Totals(day, buyers.customer_id, last, buyers.orders, buyers.net_e4)

    def _read(self, days_earlier: int) -> Buyers:
        import numpy as np

        from engine.customers.days import day_number

        today = day_number(self.as_of) - days_earlier
        upto = int(np.searchsorted(self._day, today, side="right"))
        who, day, amount_e4 = self._who[:upto], self._day[:upto], self._amount_e4[:upto]
        bought = amount_e4 > 0
        count = np.bincount(who[bought], minlength=len(self.customers))
        net = np.zeros(len(self.customers), np.int64)
        np.add.at(net, who, amount_e4)
        first, last = np.full(len(net), today), np.full(len(net), -1)
        np.minimum.at(first, who[bought], day[bought])
        np.maximum.at(last, who[bought], day[bought])
        known = np.flatnonzero(count)
        return Buyers(known, today - last[known], today - first[known], count[known], net[known])


def segment_orders(
    orders: pd.DataFrame,
    *,
    method: str = "rfm",
    as_of: date | None = None,
    currency: str = "EUR",
    table: str = DEFAULT,
    limits: Thresholds | None = None,
    language: str = "en",
    progress: Progress = no_progress,
) -> SegmentedOrders:
    """Group the customers of a table of orders as of a day (None: of the last order).

    ``table`` and ``limits`` (None: measured) are those of RFM. Raises as ``engine.segments.run_segmentation``
    and ``segment.unknown_table``.
    """
    import pandas as pd

    from engine.segments.registry import load_method
    from engine.segments.rfm import Thresholds

    algorithm = load_method(method)
    source = OrdersSource(orders, as_of, currency, _plan(table, limits, as_of))
    found = algorithm(source, progress)
    buyers = source.buyers()
    codes = pd.Index([each.code for each in found.segments], name="code")
    names = pd.Index([each.name.say(language) for each in found.segments])
    customers = pd.DataFrame(
        {
            "code": codes.take(found.labels),
            "segment": names.take(found.labels),
            "score": list(found.scores),
            "points": found.points,
            "recency_days": buyers.recency_days,
            "tenure_days": buyers.tenure_days,
            "orders": buyers.orders,
            "net": buyers.net_e4 / 10_000,
        },
        index=pd.Index(source.customers[buyers.customer_id], name="customer_id"),
    )
    inside = customers.groupby("code")["net"].agg(["size", "sum"]).reindex(codes, fill_value=0)
    segments = pd.DataFrame(
        {
            "name": names,
            "rule": [each.rule.say(language) for each in found.segments],
            "advice": [each.advice.say(language) for each in found.segments],
            "customers": inside["size"].to_numpy(),
            "net": inside["sum"].to_numpy(),
        },
        index=codes,
    )
    used = found.parameters.get("thresholds")
    return SegmentedOrders(
        source.as_of,
        customers,
        segments,
        found.quality,
        tuple(note.say(language) for note in found.notes),
        Thresholds.from_json(used) if used else None,
    )


def orders_moved(
    orders: pd.DataFrame,
    start: date,
    end: date,
    *,
    table: str = DEFAULT,
    limits: Thresholds | None = None,
    each: bool = False,
) -> pd.DataFrame:
    """Who changed RFM group between the ends of two days: a row each with ``before``, ``after`` (codes, empty
    outside of all), ``cause`` and ``net`` between them, indexed by customer.

    ``limits`` (None: measured at the end); ``each``: measured on either day. Raises as ``segment_orders``,
    and ``segment.days_not_ascending``.
    """
    import pandas as pd

    from engine.segments.movement import measured, moves_between

    if start >= end:
        raise ClienteleError("segment.days_not_ascending", start=start, end=end)
    plan = _plan(table, limits, end)
    source = OrdersSource(orders, end, plan=plan)
    then, now = source.totals(start), source.totals(end)
    check_buyers(len(then.customer_id), 1)
    after = limits if limits is not None and not each else measured(plan, now)
    before = measured(plan, then) if each else after
    found = moves_between(plan, then, now, before, after).movers
    rows = pd.DataFrame(found, columns=["customer_id", "before", "after", "cause", "net"])
    rows["customer_id"] = source.customers[rows["customer_id"].to_numpy(int)]
    rows["net"] /= 10_000
    return rows.set_index("customer_id")


def _plan(table: str, limits: Thresholds | None, day: date | None) -> Plan:
    from engine.segments.rfm_plan import check_limits

    if table not in PRESETS:
        raise ClienteleError("segment.unknown_table", table=table, known=", ".join(PRESETS))
    plan = replace(Plan(), preset=table)
    if limits is None:
        return plan
    check_limits(limits, plan.table.levels)
    return plan.with_limits(Kept(limits, day or date.today(), 0, own=True))


def _columns(orders: pd.DataFrame) -> tuple[NDArray[Any], Ints, Ints]:
    """Customers, days since 1970 as the table writes them, and ten-thousandths, (orders,) each."""
    import numpy as np
    import pandas as pd

    if "order_id" in orders:
        by_order = orders.groupby(["customer_id", "order_id"], sort=False)
        orders = by_order.agg({"ordered_at": "min", "amount": "sum"}).reset_index()
    known = orders[orders["customer_id"].notna()]
    moments = pd.to_datetime(known["ordered_at"])
    if moments.dt.tz is not None:
        moments = moments.dt.tz_localize(None)
    days = moments.to_numpy("datetime64[D]").astype(np.int64)
    amount_e4 = np.round(known["amount"].to_numpy(float) * 10_000).astype(np.int64)
    return known["customer_id"].to_numpy(), days, amount_e4


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
