"""What of a file the shop knows already: each order is new, changed or the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.batch import Orders
from engine.importing.sources import Source
from engine.store import loading

if TYPE_CHECKING:
    from datetime import tzinfo

    from numpy.typing import NDArray
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Comparison:
    """For each order of a batch: its stored id (0 if new), and whether it differs from what is stored.

    ``first`` is True when the source had no orders at all.
    """

    code: list[str]
    stored_id: NDArray[np.int64]
    changed: NDArray[np.bool_]
    first: bool

    @property
    def new(self) -> NDArray[np.bool_]:
        """Orders that the shop does not have."""
        return np.asarray(self.stored_id == 0)

    @property
    def same(self) -> NDArray[np.bool_]:
        """Orders that are stored exactly so."""
        return np.asarray(~self.new & ~self.changed)


def compare(connection: Connection, orders: Orders, source: Source, zone: tzinfo) -> Comparison:
    """Look every order of a batch up in the shop by its number and compare contents."""
    source_id = loading.find_source(connection, source.channel)
    stored = (
        {} if source_id is None else {row[0]: row[1:] for row in loading.stored_orders(connection, source_id)}
    )
    code = list(orders.code)
    if source.order_numbers_repeat:
        code = _distinct_codes(orders, stored, zone)
    stored_id = np.zeros(orders.count, np.int64)
    changed = np.zeros(orders.count, bool)
    if stored:
        hashes = orders.content_hash.tolist()
        for position, number in enumerate(code):
            found = stored.get(number)
            if found is not None:
                stored_id[position] = found[0]
                changed[position] = found[1] != hashes[position]
    return Comparison(code, stored_id, changed, first=not stored)


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
