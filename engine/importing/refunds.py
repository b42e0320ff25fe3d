"""Which sale a refund gives back: the customer's latest earlier order that still holds what came back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.table import distinct

if TYPE_CHECKING:
    from numpy.typing import NDArray


def match_refunds(
    customer: NDArray[np.int64],
    placed_at: NDArray[np.int64],
    is_sale: NDArray[np.bool_],
    is_refund: NDArray[np.bool_],
    line_order: NDArray[np.int64],
    line_product: NDArray[np.int64],
    line_quantity: NDArray[np.int64],
    service: NDArray[np.bool_],
) -> dict[int, int]:
    """Position of each matched refund order → position of its sale.

    Orders are ``customer``, ``placed_at`` and the two flags, all (orders,); lines are (lines,) with the
    position of their order. ``service`` (products,) marks what is charged but is no product: it is matched
    only where nothing else was given back. A piece given back once cannot be given back again.
    """
    known = customer >= 0
    back = is_refund[line_order] & known[line_order] & (line_quantity < 0)
    if not back.any():
        return {}
    width = int(line_product.max()) + 1
    key = customer[line_order] * width + line_product
    wanted, _ = distinct(key[back])
    sold = np.flatnonzero(is_sale[line_order] & known[line_order] & (line_quantity > 0))
    place = np.minimum(np.searchsorted(wanted, key[sold]), len(wanted) - 1)
    sold = sold[wanted[place] == key[sold]]
    remaining: dict[tuple[int, int], int] = defaultdict(int)
    sales_of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    columns = (
        key[sold],
        line_order[sold],
        line_product[sold],
        line_quantity[sold],
        placed_at[line_order[sold]],
    )
    for together, order, product, quantity, moment in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        if (order, product) not in remaining:
            sales_of[together].append((moment, order))
        remaining[order, product] += quantity
    for sales in sales_of.values():
        sales.sort(reverse=True)
    given: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    lines = np.flatnonzero(back)
    for order, product, quantity in zip(
        line_order[lines].tolist(), line_product[lines].tolist(), line_quantity[lines].tolist(), strict=True
    ):
        given[order][product] -= quantity
    links = {}
    for refund in sorted(given, key=lambda order: (int(placed_at[order]), order)):
        pieces = {product: quantity for product, quantity in given[refund].items() if not service[product]}
        pieces = pieces or given[refund]
        first = next(iter(pieces))
        moment = int(placed_at[refund])
        for sold_at, sale in sales_of.get(int(customer[refund]) * width + first, ()):
            if sold_at <= moment and all(
                remaining.get((sale, p), 0) >= quantity for p, quantity in pieces.items()
            ):
                links[refund] = sale
                for product, quantity in pieces.items():
                    remaining[sale, product] -= quantity
                break
    return links
