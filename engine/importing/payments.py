"""Payments that pay for an order of another channel: the money is counted once, with the order.

A payment and an order belong together where the amounts (goods, shipping and tax) and currencies are the
same, the payment comes within three days, and neither names another buyer. Of several that fit, the same
buyer's goes first, then the nearest in time. A payment that bears the number of its channel's own order is
that order's, whatever else. Links are always found anew from everything that is stored, so
they do not depend on which of the two came in first.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from engine.importing.sources import sources
from engine.store import payments, rates, refund_links

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DAY = 86_400
#: A bare date stands for its midnight, which may be before the order.
_EARLIEST, _LATEST = -_DAY, 3 * _DAY


def payment_channels() -> frozenset[str]:
    """The channels whose orders are payments."""
    return frozenset(source.channel for source in sources() if source.payments)


def relink_payments(connection: Connection) -> int:
    """Find anew which payments pay for orders of other channels; returns how many links changed.

    A payment with a link is worth nothing of its own, nor are its refunds. Call it in the transaction of
    whatever changed orders, before the roll-ups.
    """
    channels = payments.payment_sources(connection, payment_channels())
    paid = payments.payments(connection, channels) if channels else []
    if not paid:
        return 0
    named = [(row[1], row[2]) for row in paid if row[8] == "sale" and row[9]]
    links = payments.numbered_orders(connection, named)
    rest = [row for row in paid if (row[1], row[2]) not in links]
    orders = payments.payable_orders(connection, channels, (row[7] for row in rest))
    links.update(_links(rest, [order for order in orders if order[0] not in set(links.values())]))
    changed = []
    for row in paid:
        number, source, own, kind, gives_back, stored = row[0], row[1], row[8], row[10], row[11], row[12]
        order = links.get((source, row[2])) if own == "sale" else links.get((source, gives_back))
        wanted = own if order is None else "adjustment"
        if order != stored or wanted != kind:
            changed.append((order, wanted, number))
    if not changed:
        return 0
    numbers = [number for _, _, number in changed]
    refund_links.unlink_orders(connection, numbers)
    payments.set_links(connection, changed)
    rates.rebase(connection, numbers)
    for source in channels:
        refund_links.link_told(connection, source)
    return len(changed)


def _links(paid: list[tuple[Any, ...]], orders: list[tuple[Any, ...]]) -> dict[tuple[int, str], int]:
    """(source, code) of each payment that pays for an order → that order's id."""
    by_amount: dict[tuple[str, int], list[tuple[Any, ...]]] = defaultdict(list)
    for order in orders:
        for amount in {order[5], order[6]}:
            by_amount[order[4], amount].append(order)
    pairs = []
    for _, source, code, customer, email, at, currency, amount, own, counts, *_ in paid:
        if own != "sale" or not counts:
            continue
        for number, buyer, address, placed_at, _, _, _, name in by_amount.get((currency, amount), ()):
            apart = at - placed_at
            same = bool(customer) and customer == buyer
            if not _EARLIEST <= apart <= _LATEST or (not same and email and address and email != address):
                continue
            pairs.append((not same, abs(apart), placed_at, name, number, source, code))
    links: dict[tuple[int, str], int] = {}
    taken = set()
    for *_, number, source, code in sorted(pairs):
        if number not in taken and (source, code) not in links:
            taken.add(number)
            links[source, code] = number
    return links
