"""What of a file the shop knows already: each order is new, changed or the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.batch import OrderBatch, Orders
from engine.importing.completing import complete
from engine.importing.sources import Source
from engine.store import loading, order_facts, people

if TYPE_CHECKING:
    from datetime import tzinfo

    from numpy.typing import NDArray
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Comparison:
    """For each order of a batch: its stored id (0 if new), and whether it differs from what is stored.

    ``heard``: known orders of which the file says anything else than the last one that told of them, whether
    or not that changes them. ``waiting``: orders without a date that the shop does not have. ``keeps_lines``:
    changed orders whose lines stay; ``kept_totals`` are their line totals where those change.
    ``customer`` is the stored customer of known orders, 0 without one. ``first`` is True when the source had
    no orders at all.
    """

    code: list[str]
    stored_id: NDArray[np.int64]
    changed: NDArray[np.bool_]
    heard: NDArray[np.bool_]
    waiting: NDArray[np.bool_]
    keeps_lines: NDArray[np.bool_]
    customer: NDArray[np.int64]
    first: bool
    kept_totals: dict[int, list[int]] = field(default_factory=dict)

    @property
    def new(self) -> NDArray[np.bool_]:
        """Orders that the shop does not have."""
        return np.asarray((self.stored_id == 0) & ~self.waiting)

    @property
    def same(self) -> NDArray[np.bool_]:
        """Orders that are stored exactly so."""
        return np.asarray((self.stored_id > 0) & ~self.changed)


def compare(connection: Connection, batch: OrderBatch, source: Source, zone: tzinfo) -> Comparison:
    """Look every order of a batch up in the shop by its number and compare what it tells, field by field.

    The batch is completed on the way: what a known order does not tell is filled in from the shop.
    """
    orders = batch.orders
    source_id = loading.find_source(connection, source.channel)
    stored = {} if source_id is None else loading.stored_orders(connection, source_id)
    code = list(orders.code)
    if source.order_numbers_repeat:
        code = _distinct_codes(orders, stored, zone)
    stored_id = np.zeros(orders.count, np.int64)
    heard = np.zeros(orders.count, bool)
    if stored:
        hashes = orders.content_hash.tolist()
        for position, number in enumerate(code):
            found = stored.get(number)
            if found is not None:
                stored_id[position] = found[0]
                heard[position] = found[1] != hashes[position]
    dated = orders.told["date"]
    comparison = Comparison(
        code, stored_id, changed=np.zeros(orders.count, bool), heard=heard,
        waiting=(stored_id == 0) & ~dated, keeps_lines=np.zeros(orders.count, bool),
        customer=np.zeros(orders.count, np.int64), first=not stored,
    )  # fmt: skip
    if heard.any() and source_id is not None:
        _complete(connection, batch, comparison, source_id, zone)
    return comparison


def _complete(
    connection: Connection, batch: OrderBatch, comparison: Comparison, source_id: int, zone: tzinfo
) -> None:
    """Compare what differs from the last telling field by field."""
    keys, _ = people.stored_keys(connection, source_id)
    places = np.flatnonzero(comparison.heard)
    ids = comparison.stored_id[places].tolist()
    facts = order_facts.stored_facts(connection, ids)
    lines = order_facts.stored_lines(connection, ids)
    for place, number in zip(places.tolist(), ids, strict=True):
        done = complete(batch, place, facts[number], lines[number], zone)
        customer = facts[number].customer_id
        comparison.customer[place] = customer
        comparison.keeps_lines[place] = done.keeps_lines
        comparison.changed[place] = done.changed or _is_another(batch, place, customer, keys)
        if done.new_totals is not None:
            comparison.kept_totals[place] = done.new_totals


def _is_another(batch: OrderBatch, place: int, customer: int, keys: Mapping[tuple[str, str], int]) -> bool:
    """Whether the file says that somebody else bought than the shop knows; unknown keys of a known order's
    buyer are that buyer's.
    """
    number = int(batch.orders.person[place])
    if number < 0:
        return False
    known = {keys[key] for key in batch.people[number].keys if key in keys}
    return customer not in known if known else not customer


def _distinct_codes(orders: Orders, stored: dict[str, tuple[int, int, int]], zone: tzinfo) -> list[str]:
    """Order numbers, with the day added where the shop has another order of that number.

    An order's creation time never changes, so another time under the same number is another order.
    """
    from datetime import UTC, datetime

    code = []
    for number, moment in zip(orders.code, orders.placed_at.tolist(), strict=True):
        found = stored.get(number)
        if found is not None and found[2] != moment:
            number = f"{number} ({datetime.fromtimestamp(moment, UTC).astimezone(zone).date().isoformat()})"
        code.append(number)
    return code
