"""What a product costs now: the unit price that most of its latest sales carry.

Not simply the last one seen: a till, a marketplace and a wholesale order may all price the same product.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Latest sales are so many lines at most, of so many seconds before the product's last sale: enough to
#: outvote odd ones, few enough for a new price to win soon.
LINES = 30
SECONDS = 90 * 86_400


@dataclass(frozen=True)
class RecentSales:
    """The latest sales of every product, oldest first: columns of shape (sales,), sorted by product."""

    product: NDArray[np.int64]
    sold_at: NDArray[np.int64]
    price_e4: NDArray[np.int64]

    def of(self, product: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(sold at, price) of one product's latest sales."""
        start, stop = np.searchsorted(self.product, [product, product + 1])
        return self.sold_at[start:stop], self.price_e4[start:stop]


def recent_sales(
    product: NDArray[np.int64],
    sold_at: NDArray[np.int64],
    price_e4: NDArray[np.int64],
    last_at: NDArray[np.int64],
) -> RecentSales:
    """The latest sales out of many in any order; ``last_at`` of shape (products,): each one's last sale."""
    near = np.flatnonzero(sold_at >= last_at[product] - SECONDS)
    near = near[np.lexsort((sold_at[near], product[near]))]
    # Places counted from the end of each product's run.
    ends = np.searchsorted(product[near], product[near], side="right")
    near = near[ends - np.arange(len(near)) <= LINES]
    return RecentSales(product[near], sold_at[near], price_e4[near])


def usual_prices(sales: RecentSales, products: int) -> NDArray[np.int64]:
    """The most frequent price of each product (of equally frequent ones the latest), 0 without a sale."""
    usual = np.zeros(products, np.int64)
    if not len(sales.product):
        return usual
    values, coded = np.unique(sales.price_e4, return_inverse=True)
    pairs = sales.product * len(values) + coded
    # Reversed, the first occurrence that np.unique tells is the latest.
    kinds, latest, frequency = np.unique(pairs[::-1], return_index=True, return_counts=True)
    owner = kinds // len(values)
    best = np.lexsort((-latest, frequency, owner))
    usual[owner[best]] = values[kinds[best] % len(values)]
    return usual


def usual_price(prices_e4: NDArray[np.int64]) -> int:
    """The same for one product's sales, oldest first."""
    latest_first = prices_e4.tolist()[::-1]
    # Of several, the first that was counted: the latest.
    return Counter(latest_first).most_common(1)[0][0] if latest_first else 0
