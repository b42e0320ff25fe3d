"""The same order twice in one file: joined exports overlap, and what overlaps must not be counted twice.

Identical rows inside an order are genuine (two identical scarves rung up one after the other), so rows are
never compared one by one: only a whole order that comes again, far away from its first place, with the same
contents is the same order again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Rows of one order that are further apart than this stand in two places.
FAR_APART = 1_000


def repeated_orders(
    order: NDArray[np.int32], row_hash: NDArray[np.uint64], rows: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """True for rows of an order's later places that say the same as an earlier place of it.

    ``order`` (rows,) numbers each row's order, ``row_hash`` (rows,) its contents, ``rows`` (rows,) its
    place in the file, ascending.
    """
    repeated = np.zeros(len(order), bool)
    if not len(order):
        return repeated
    by_order = np.argsort(order, kind="stable")
    same_order = order[by_order[1:]] == order[by_order[:-1]]
    far = rows[by_order[1:]] - rows[by_order[:-1]] > FAR_APART
    split = same_order & far
    if not split.any():
        return repeated
    concerned = np.zeros(int(order.max()) + 1, bool)
    concerned[order[by_order[1:]][split]] = True
    positions = by_order[concerned[order[by_order]]]
    owners = order[positions]
    begins = np.ones(len(positions), bool)
    begins[1:] = (owners[1:] != owners[:-1]) | (rows[positions[1:]] - rows[positions[:-1]] > FAR_APART)
    starts = np.flatnonzero(begins)
    contents = np.add.reduceat(row_hash[positions], starts)
    lengths = np.diff(np.append(starts, len(positions)))
    seen: set[tuple[int, int, int]] = set()
    for start, content, length in zip(starts.tolist(), contents.tolist(), lengths.tolist(), strict=True):
        block = (int(owners[start]), content, length)
        if block in seen:
            repeated[positions[start : start + length]] = True
        seen.add(block)
    return repeated
