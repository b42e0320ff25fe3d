"""What customers bought and when, as arrays: the form in which every model reads interactions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

#: The columns of an interactions table: ids, epoch seconds UTC, pieces, unit price, and what happened
#: (purchase, return, view, cart, rating).
COLUMNS = ("customer_id", "product_id", "occurred_at", "quantity", "price", "kind")

DAY = 86_400.0


@dataclass(frozen=True)
class History:
    """Purchases up to a moment, a customer's several lines of one product on one day counted once.

    ``customers`` and ``products`` are sorted ids; rows and columns below are positions in them. A *visit* is
    one product bought by one customer on one day; visits are sorted by row, column and time; those of pair
    ``p`` are ``pair_start[p]:pair_start[p + 1]``, the pairs of row ``r`` ``row_start[r]:row_start[r + 1]``.
    """

    customers: NDArray[np.int64]
    products: NDArray[np.int64]
    as_of: int
    row_start: NDArray[np.int64]
    column: NDArray[np.int64]
    pair_start: NDArray[np.int64]
    #: Of each visit: days between it and ``as_of``.
    age: NDArray[np.float64]

    @classmethod
    def of(
        cls, interactions: pd.DataFrame, as_of: int | None = None, progress: Progress = no_progress
    ) -> History:
        """The purchases of ``interactions`` (see ``COLUMNS``) at or before ``as_of`` (default: the last one).

        Only rows of kind ``purchase`` with a positive quantity count; later rows are not looked at. What a
        customer has given back as often as bought by then (``return``, quantity positive too) counts as never
        bought. Raises ``recommend.no_orders`` when nothing is left.
        """
        import pandas as pd

        kind, quantity = interactions["kind"], interactions["quantity"].to_numpy()
        at = interactions["occurred_at"].to_numpy(np.int64)
        customer = interactions["customer_id"].to_numpy(np.int64)
        product = interactions["product_id"].to_numpy(np.int64)
        past = (quantity > 0) & (at <= (at.max(initial=0) if as_of is None else as_of))
        bought, back = past & np.asarray(kind == "purchase"), past & np.asarray(kind == "return")
        if back.any():
            either = bought | back
            pair = customer[either] * (int(product.max()) + 1) + product[either]
            key = pd.factorize(pair)[0]
            signed = np.where(back, -quantity, quantity)[either]
            bought[either] &= np.bincount(key, signed)[key] > 0
        progress(0.4)
        if not bought.any():
            raise ClienteleError("recommend.no_orders")
        return cls.of_arrays(
            customer[bought], product[bought], at[bought], as_of, part_of(progress, 0.4, 1.0)
        )

    @classmethod
    def of_arrays(
        cls,
        customer: NDArray[np.int64],
        product: NDArray[np.int64],
        at: NDArray[np.int64],
        as_of: int | None = None,
        progress: Progress = no_progress,
    ) -> History:
        """The same from three equally long arrays of purchases, none of them empty."""
        import pandas as pd

        moment = int(at.max()) if as_of is None else as_of
        row, customers = pd.factorize(customer, sort=True)
        progress(0.25)
        column, products = pd.factorize(product, sort=True)
        progress(0.5)
        day = at // int(DAY)
        day -= day.min()
        days = int(day.max()) + 1
        key = (row.astype(np.int64) * len(products) + column) * days + day
        order = np.lexsort((at, key))
        key = key[order]
        progress(0.9)
        # The last line of the day speaks for the day.
        last = np.append(key[1:] != key[:-1], True)
        pair = key[last] // days
        new = np.append(True, pair[1:] != pair[:-1])
        pair_start = np.append(np.flatnonzero(new), len(pair)).astype(np.int64)
        pair = pair[new]
        row_start = np.searchsorted(pair // len(products), np.arange(len(customers) + 1)).astype(np.int64)
        return cls(
            customers=customers,
            products=products,
            as_of=moment,
            row_start=row_start,
            column=pair % len(products),
            pair_start=pair_start,
            age=(moment - at[order][last]) / DAY,
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Customers and products."""
        return len(self.customers), len(self.products)

    @cached_property
    def times(self) -> NDArray[np.int64]:
        """Of each pair: days on which it was bought."""
        return np.diff(self.pair_start)

    @cached_property
    def first_age(self) -> NDArray[np.float64]:
        """Of each pair: days since it was first bought."""
        return self.age[self.pair_start[:-1]]

    @cached_property
    def last_age(self) -> NDArray[np.float64]:
        """Of each pair: days since it was last bought."""
        return self.age[self.pair_start[1:] - 1]

    @cached_property
    def interval(self) -> NDArray[np.float64]:
        """Of each pair: mean days between two purchases; NaN when bought once."""
        again = self.times > 1
        gaps = np.full(len(self.times), np.nan)
        gaps[again] = (self.first_age - self.last_age)[again] / (self.times[again] - 1)
        return gaps

    @cached_property
    def row(self) -> NDArray[np.int64]:
        """Of each pair: its customer's row."""
        return np.repeat(np.arange(len(self.customers)), np.diff(self.row_start))

    @cached_property
    def buyers(self) -> NDArray[np.int64]:
        """Of each product: customers who ever bought it."""
        return np.bincount(self.column, minlength=len(self.products))

    @cached_property
    def repeat_share(self) -> float:
        """Share of customer-product pairs that were bought on more than one day."""
        return float((self.times > 1).mean())

    def matrix(self, values: NDArray[np.floating[Any]] | None = None) -> Any:
        """Customers × products, sparse (CSR, float32): ``values`` of the pairs, or ones."""
        from scipy import sparse

        data = np.ones(len(self.column), np.float32) if values is None else values.astype(np.float32)
        return sparse.csr_matrix((data, self.column, self.row_start), shape=self.shape)

    def rows_of(self, customers: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row of each customer id; -1 for ids without a purchase."""
        return _positions(self.customers, customers)

    def columns_of(self, products: NDArray[np.int64]) -> NDArray[np.int64]:
        """The column of each product id; -1 for ids never sold."""
        return _positions(self.products, products)

    def recent_buyers(self, days: float) -> NDArray[np.int64]:
        """Of each product: distinct customers who bought it in the last ``days``."""
        return np.bincount(self.column[self.last_age < days], minlength=len(self.products))

    def bought_pairs(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For a block of rows: the position in the block and the pair number of everything they bought."""
        start, stop = self.row_start[rows], self.row_start[rows + 1]
        counts = stop - start
        offset = np.repeat(np.cumsum(counts) - counts, counts)
        pairs = np.arange(int(counts.sum())) - offset + np.repeat(start, counts)
        return np.repeat(np.arange(len(rows)), counts), pairs


def _positions(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[at] == wanted, at, -1).astype(np.int64)
