"""Which sales the refunds of some customers give back, found anew from what the shop file holds.

Apart from ``engine.importing.storing``, so that an undo or a merge loads no library that reads files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.importing.refunds import match_refunds
from engine.store import refund_links

if TYPE_CHECKING:
    from sqlalchemy import Connection


def relink(connection: Connection, source_id: int, customers: list[int]) -> None:
    """Find the sales of all refunds of some customers anew, from what is stored; they must be unlinked."""
    refund_links.link_told(connection, source_id)
    concerned = refund_links.customers_with_refunds(connection, source_id, customers)
    if not concerned:
        return
    orders, lines = refund_links.orders_of(connection, source_id, concerned)
    ids = np.array([row[0] for row in orders], np.int64)
    total = np.array([row[4] for row in orders], np.int64)
    is_refund = np.array([row[3] == "refund" for row in orders], bool)
    table = np.array(lines, np.int64).reshape(-1, 3)
    service = np.zeros(int(table[:, 1].max(initial=0)) + 1, bool)
    flagged = [number for number in refund_links.service_products(connection) if number < len(service)]
    service[flagged] = True
    found = match_refunds(
        np.array([row[1] for row in orders], np.int64), np.array([row[2] for row in orders], np.int64),
        ~is_refund,
        is_refund & (total < 0), np.searchsorted(ids, table[:, 0]), table[:, 1], table[:, 2], service,
    )  # fmt: skip
    # Also where nobody knows yet what the refund's currency is worth.
    refund_links.link_pairs(
        connection, [(int(ids[refund]), int(ids[sale])) for refund, sale in found.items()]
    )
