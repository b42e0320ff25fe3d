"""A table parts into tables without tearing an order apart."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.importing.table import Factor, RawTable


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a", "b", "c", "d"]), min_size=1, max_size=40), st.integers(1, 10))
def test_parts_hold_every_row_once_and_every_order_whole(orders: list[str], most: int) -> None:
    table = RawTable.of(
        ["Order", "Row"], [Factor.of_texts(orders), Factor.of_texts([*map(str, range(len(orders)))])]
    )
    parts = [table.take(rows) for rows in table.parts_by(0, most)]
    rows = [int(text) for part in parts for text in part.column(1).head(part.row_count)]
    assert sorted(rows) == list(range(len(orders)))
    whose, last = [], ""
    for order in orders:
        last = order or last
        whose.append(last)
    groups = [{whose[int(text)] for text in part.column(1).head(part.row_count)} for part in parts]
    assert sum(map(len, groups)) == len(set(whose))
    assert [part.line_of(row) for part in parts for row in range(part.row_count)] == [row + 1 for row in rows]
    assert all(np.all(part.column(0).codes < len(part.column(0).values)) for part in parts)
