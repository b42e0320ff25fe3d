"""What an order is worth where a row is a whole order: its goods, what was paid and what was given back.

What counts is what was actually paid for goods: neither shipping nor tax nor a tip is a sale here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Amounts = Mapping[str, tuple["NDArray[np.int64]", "NDArray[np.bool_]"]]

#: Amounts in 1/10,000 that differ by less are the same one, rounded.
_CENT = 100


@dataclass(frozen=True)
class OrderTotals:
    """Columns of shape (rows,), money in 1/10,000: what the goods cost, whether any column says so, whether
    the order is known not to be paid, and what was given back, where ``refund_told``.
    """

    goods_e4: NDArray[np.int64]
    told: NDArray[np.bool_]
    unpaid: NDArray[np.bool_]
    refunded_e4: NDArray[np.int64]
    refund_told: NDArray[np.bool_]


def order_totals(amounts: Amounts, rows: int) -> OrderTotals:
    """Read the money of whole orders from whichever of their columns say it.

    Of paid, subtotal and total the first that is there is believed; shipping, tax and tip come off what
    includes them.
    """

    def column(name: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        return amounts.get(name) or (np.zeros(rows, np.int64), np.zeros(rows, bool))

    total, has_total = column("order_total")
    paid, has_paid = column("order_paid")
    subtotal, has_subtotal = column("order_subtotal")
    adjusted, has_adjusted = column("adjusted_total")
    refunded, refund_told = column("refunded")
    refunded = np.abs(refunded)
    if not refund_told.any() and has_adjusted.any():
        refund_told = has_adjusted & has_total
        refunded = np.where(refund_told, np.maximum(total - adjusted, 0), 0)
    if _is_what_is_left(paid, total, refunded, has_paid & has_total & refund_told):
        paid = paid + np.where(refund_told, refunded, 0)
    unpaid = has_paid & (paid == 0) & has_total & (total > 0)
    use_paid = has_paid & ~unpaid
    shipping, tax, tip = (np.abs(column(name)[0]) for name in ("shipping", "tax", "tip"))
    if _contains_tax(subtotal, shipping + tip, tax, total, has_subtotal & has_total & (tax > 0)):
        tax = np.zeros(rows, np.int64)
    beside = shipping + tax + tip
    gross = np.where(use_paid, paid, total)
    net = np.where(np.abs(gross) >= beside, np.sign(gross) * (np.abs(gross) - beside), gross)
    discount = np.abs(column("order_discount")[0])
    after = subtotal - np.sign(subtotal) * np.minimum(discount, np.abs(subtotal))
    if not _includes_discount(subtotal, after, beside, total, has_subtotal & has_total & (discount > 0)):
        after = subtotal
    # Less in all than for the goods: a discount that has no column.
    less = has_total & (total >= 0) & (after > net)
    goods = np.where(use_paid, net, np.where(has_subtotal & ~less, after, net))
    return OrderTotals(goods, has_total | has_paid | has_subtotal, unpaid, refunded, refund_told)


def _is_what_is_left(
    paid: NDArray[np.int64], total: NDArray[np.int64], refunded: NDArray[np.int64], told: NDArray[np.bool_]
) -> bool:
    """Whether "paid" is what is left after refunds: then it and the refund make up the total."""
    telling = told & (refunded > 0)
    left = (np.abs(paid + refunded - total) < _CENT)[telling].sum()
    return bool(left > (np.abs(paid - total) < _CENT)[telling].sum())


def _contains_tax(
    subtotal: NDArray[np.int64],
    beside: NDArray[np.int64],
    tax: NDArray[np.int64],
    total: NDArray[np.int64],
    telling: NDArray[np.bool_],
) -> bool:
    """Whether prices contain their tax: then subtotal and shipping make up the total without it."""
    without = (np.abs(subtotal + beside - total) < _CENT)[telling].sum()
    return bool(without > (np.abs(subtotal + beside + tax - total) < _CENT)[telling].sum())


def _includes_discount(
    subtotal: NDArray[np.int64],
    after: NDArray[np.int64],
    beside: NDArray[np.int64],
    total: NDArray[np.int64],
    telling: NDArray[np.bool_],
) -> bool:
    """Whether the subtotal is meant before the order's discount: what adds up to the total decides."""
    if not telling.any():
        return True
    before_it = (np.abs(after + beside - total) < _CENT)[telling].sum()
    return bool(before_it >= (np.abs(subtotal + beside - total) < _CENT)[telling].sum())
