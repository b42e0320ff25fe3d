"""Who resembles whom in plain tables of orders, for notebooks and scripts without a shop file.

    orders = pandas.read_csv("orders.csv")  # columns customer_id, ordered_at, amount
    found = compare_customers(orders)
    found.worth, found.chosen
    found.like([14911, 12748], n=20)

A row is an order; with a column ``order_id`` rows are its lines, and with ``product`` or ``category`` it is
known what was bought. Negative amounts came back: they lower what somebody brought in and are no orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from engine.customers.features import Events

    Vectors = NDArray[np.float32]

_UTC = ZoneInfo("UTC")
#: What a table of orders says nothing about.
_NOTHING = ("customer_id", "occurred_at", "written_at", "stars")


@dataclass(frozen=True)
class ComparedCustomers:
    """``vectors``: each way's figures, (n, d), for ``customers`` (n,); ``worth``: a row a way, with what it
    found in the hidden period (empty: the past is too short or too thin to tell); ``chosen``: the one to use.
    """

    as_of: date
    customers: pd.Index
    vectors: dict[str, Vectors]
    worth: pd.DataFrame
    chosen: str

    def like(self, customers: Sequence[Any], n: int = 20, method: str = "") -> pd.DataFrame:
        """The ``n`` most like these and not among them, best first: ``customer_id``, ``likeness``.

        Raises ``embedding.nobody_known`` and ``embedding.unknown_method``.
        """
        import pandas as pd

        from engine.embeddings.lookalikes import most_alike
        from engine.embeddings.views import check_method

        places = self.customers.get_indexer(pd.Index(customers))
        places = places[places >= 0]
        if not len(places):
            raise ClienteleError("embedding.nobody_known")
        vectors = self.vectors[check_method(method) or self.chosen]
        found, likeness = most_alike(vectors, places, n)
        return pd.DataFrame({"customer_id": self.customers[found], "likeness": likeness})


def compare_customers(
    orders: pd.DataFrame,
    *,
    as_of: date | None = None,
    learned: bool = True,
    seed: int = 0,
    progress: Progress = no_progress,
) -> ComparedCustomers:
    """Make and test every way of comparing there can be as of a day (None: of the last order).

    Raises ``embedding.no_orders`` and ``embedding.too_few``.
    """
    import pandas as pd

    from engine.embeddings.comparing import learn_ways, measure_ways, pasts_of, ways_for
    from engine.segments.one_thread import one_thread

    if orders.empty:
        raise ClienteleError("embedding.no_orders")
    events, lines, customers = _events(orders)
    days = pd.to_datetime(orders["ordered_at"]).dt.date
    pasts = pasts_of(events, lines, days.min(), as_of or days.max(), _UTC)
    ways = ways_for(pasts, learned=learned)
    with one_thread():
        _, worth, chosen = measure_ways(pasts, ways, seed, part_of(progress, 0.0, 0.5))
        vectors, _ = learn_ways(pasts.now, ways, seed, part_of(progress, 0.5, 1.0))
    told = {way: asdict(found) for way, found in worth.items() if found is not None}
    return ComparedCustomers(
        pasts.as_of,
        customers[pasts.now.customers],
        vectors,
        pd.DataFrame.from_dict(told, orient="index"),
        chosen,
    )


def _events(orders: pd.DataFrame) -> tuple[Events, pd.DataFrame, pd.Index]:
    """(events and order lines as the store would tell them, the customers by their number)."""
    import numpy as np
    import pandas as pd

    from engine.customers.features import Events

    number, customers = pd.factorize(orders["customer_id"], sort=True)
    order = pd.factorize(orders["order_id"])[0] if "order_id" in orders else np.arange(len(orders))
    rows = pd.DataFrame(
        {
            "id": order,
            "customer_id": number,
            "placed_at": pd.to_datetime(orders["ordered_at"]).to_numpy("datetime64[s]").astype(np.int64),
            "total_e4": np.rint(orders["amount"].to_numpy(np.float64) * 10_000).astype(np.int64),
        }
    )
    # A row without a customer is nobody's.
    named = number >= 0
    whole = (
        rows[named]
        .groupby("id", as_index=False)
        .agg(
            customer_id=("customer_id", "first"), placed_at=("placed_at", "min"), total_e4=("total_e4", "sum")
        )
    )
    whole["kind"] = np.where(whole["total_e4"] >= 0, "sale", "refund")
    whole = whole.assign(status="paid", refunded_e4=0, refund_of=np.nan, discounted=False)
    known = [name for name in ("product", "category") if name in orders]
    lines = rows.assign(
        product_id=pd.factorize(orders[known[0]])[0] if known else 0,
        category=orders["category"].fillna("").astype(str).to_numpy() if "category" in orders else "",
    )
    lines = lines[named & (rows["total_e4"] > 0) & bool(known)]
    kinds = lines.groupby(["customer_id", "product_id", "category"], as_index=False)
    first = kinds.agg(first_at=("placed_at", "min"))
    nothing = pd.DataFrame({name: np.empty(0, np.int64) for name in _NOTHING})
    events = Events(whole, first, nothing, nothing)
    lines = lines.rename(columns={"id": "order_id"})[["order_id", "product_id", "category"]]
    return events, lines, pd.Index(customers, name="customer_id")
