"""What customers did up to a day, as arrays: the one thing that every representation is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    import pandas as pd
    from numpy.typing import NDArray

    from engine.customers.features import Events

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Sparse = Any

#: So many categories and products, those with the most buyers, are told apart; the rest is left out.
MOST_CATEGORIES, MOST_PRODUCTS = 64, 256
#: A thing that fewer customers bought says nothing of others.
_FEWEST_BUYERS = 5
#: Beyond this a slip of the pen (an order of a million pieces) would weigh more than everything else.
_FURTHEST = 4.0


@dataclass(frozen=True)
class Past:
    """Customers as they were known at the end of ``day`` (days since 1970-01-01).

    ``customers`` (n,) are their ids, ascending; ``facts`` (n, f) plain figures, standardised. Customer i's
    orders are rows ``first[i]`` to ``first[i + 1]``, the oldest first: ``order_day``, ``amount`` (main units,
    net of what had come back), ``pieces`` (lines of the order), each (orders,). Row j's lines are
    ``line_first[j]`` to ``line_first[j + 1]`` of ``thing``, which count into ``things``: the first
    ``categories`` of these are categories, the others products.
    """

    day: int
    customers: Ints
    facts: Floats
    first: Ints
    order_day: Ints
    amount: Floats
    line_first: Ints
    thing: Ints
    things: tuple[tuple[str, object], ...]
    categories: int

    @property
    def owner(self) -> Ints:
        """The place of each order's customer, (orders,)."""
        return np.repeat(np.arange(len(self.customers)), np.diff(self.first))

    def baskets(self) -> Sparse:
        """Which things each order holds, 1 or nothing, (orders, things)."""
        from scipy.sparse import csr_matrix

        shape = (len(self.order_day), len(self.things))
        held = csr_matrix((np.ones(len(self.thing), np.float32), self.thing, self.line_first), shape)
        # A thing counts once an order, on however many lines it stands.
        held.sum_duplicates()
        held.data[:] = 1
        return held

    def bought(self) -> Sparse:
        """In how many orders each customer bought each thing, (n, things)."""
        return summed(self.baskets(), self.owner, len(self.customers))

    def until(self, day: int) -> tuple[Ints, Ints]:
        """(places of the customers who had ordered by an earlier day, how many orders each had by then)."""
        known = np.concatenate(([0], np.cumsum(self.order_day <= day)))
        counts = known[self.first[1:]] - known[self.first[:-1]]
        here = np.flatnonzero(counts)
        return here, counts[here]


def summed(rows: Sparse, owner: Ints, owners: int) -> Sparse:
    """The rows of each owner added up, (owners, columns); ``owner`` (rows,) −1: nobody's."""
    from scipy.sparse import csr_matrix

    own = np.flatnonzero(owner >= 0)
    ones = np.ones(len(own), np.float32)
    return (csr_matrix((ones, (owner[own], own)), (owners, rows.shape[0])) @ rows).tocsr()


def known_past(events: Events, lines: pd.DataFrame, as_of: date, zone: ZoneInfo) -> Past:
    """Everything known by the end of ``as_of``; nothing later can change it.

    ``lines``: one row an order line, columns ``order_id``, ``product_id``, ``category`` (empty: unknown).
    """
    from engine.customers.days import day_number, day_numbers, end_of_day
    from engine.customers.features import features, orders_as_known

    table = features(events, as_of, zone)
    orders = orders_as_known(events.orders, end_of_day(as_of, zone))
    orders = orders[orders["bought"]].sort_values(["customer_id", "placed_at", "id"], kind="stable")
    customers = table.index.to_numpy(np.int64)
    who = np.searchsorted(customers, orders["customer_id"].to_numpy(np.int64))
    place = orders.reset_index(drop=True).reset_index().set_index("id")["index"]
    held = lines[lines["order_id"].isin(place.index)]
    at = held["order_id"].map(place).to_numpy(np.int64)
    things, category, product = _vocabulary(held, who[at])
    categories = sum(kind == "category" for kind, _ in things)
    row = np.concatenate((at, at))
    thing = np.concatenate((category, product))
    told = thing >= 0
    order = np.lexsort((thing[told], row[told]))
    return Past(
        day=day_number(as_of),
        customers=customers,
        facts=standardised(table),
        first=np.searchsorted(who, np.arange(len(customers) + 1)).astype(np.int64),
        order_day=day_numbers(orders["placed_at"].to_numpy(np.int64), zone),
        amount=orders["net_e4"].to_numpy(np.float64) / 1e4,
        line_first=np.searchsorted(row[told][order], np.arange(len(orders) + 1)).astype(np.int64),
        thing=thing[told][order],
        things=things,
        categories=categories,
    )


def _vocabulary(lines: pd.DataFrame, who: Ints) -> tuple[tuple[tuple[str, object], ...], Ints, Ints]:
    """(the things told apart, each line's category among them, each line's product; −1: none), (lines,)."""
    import pandas as pd

    things: list[tuple[str, object]] = []
    codes = []
    for kind, column, most in (
        ("category", "category", MOST_CATEGORIES),
        ("product", "product_id", MOST_PRODUCTS),
    ):
        values = lines[column]
        named = (values != "").to_numpy() if kind == "category" else np.ones(len(lines), bool)
        pairs = pd.DataFrame({"who": who[named], "value": values[named].to_numpy()}).drop_duplicates()
        buyers = pairs.groupby("value").size()
        buyers = buyers[buyers >= _FEWEST_BUYERS]
        ranked = buyers.reset_index(name="n").sort_values(["n", "value"], ascending=[False, True])["value"]
        chosen = pd.Index(ranked.head(most))
        found = chosen.get_indexer(pd.Index(values)).astype(np.int64)
        codes.append(np.where(found >= 0, found + len(things), -1))
        things += [(kind, value) for value in chosen.tolist()]
    return tuple(things), codes[0], codes[1]


def standardised(table: pd.DataFrame) -> Floats:
    """Figures of customers on one scale, (n, columns): signed logarithms, mean 0, deviation 1.

    Customers differ by factors, not by differences; what is unknown takes the median; beyond four deviations
    a figure is cut off.
    """
    X = table.to_numpy(np.float64, copy=True)
    for column, name in enumerate(table.columns):
        if name.endswith("_e4"):
            X[:, column] /= 1e4
        values = X[:, column]
        known = np.isfinite(values)
        values[~known] = np.median(values[known]) if known.any() else 0.0
    return rescaled(np.sign(X) * np.log1p(np.abs(X)))


def rescaled(X: Floats) -> Floats:
    """Each column with mean 0 and deviation 1 and nothing beyond four; constant ones are all 0."""
    deviation = X.std(axis=0)
    scaled: Floats = np.where(deviation > 1e-9, (X - X.mean(axis=0)) / np.maximum(deviation, 1e-9), 0.0)
    return np.clip(scaled, -_FURTHEST, _FURTHEST)


def blocks(rows: int, size: int) -> Iterator[slice]:
    """The rows in blocks of a size, in order."""
    for start in range(0, rows, size):
        yield slice(start, min(start + size, rows))
