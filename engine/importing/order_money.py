"""The money of an order file, accounted for currency by currency: nothing is added up unconverted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.batch import CleanRows, OrderBatch
from engine.importing.report import ForeignMoney, MoneyTotals

if TYPE_CHECKING:
    from numpy.typing import NDArray


def money_of(
    rows: CleanRows,
    batch: OrderBatch,
    set_aside: Mapping[str, NDArray[np.int64]],
    usable: NDArray[np.bool_],
    currency: str,
) -> MoneyTotals:
    """What the rows read say, parted into what is stored, set aside, rejected and taken off as discounts: in
    the shop's ``currency`` and, each on its own, in every other one.
    """
    names, codes = _currencies(rows, batch)
    sums = [
        _sums(rows, batch, set_aside, usable, codes == place if len(names) > 1 else None)
        for place in range(len(names))
    ]
    ours = next((place for place, name in enumerate(names) if name == currency or not currency), None)
    if not currency and len(names) > 1:
        ours = max(range(len(names)), key=lambda place: int((codes == place).sum()))
    own = sums[ours] if ours is not None else (0, 0, 0, 0, 0)
    counts = dict.fromkeys(names, 0)
    for name in batch.orders.currency:
        counts[name] += 1
    foreign = tuple(
        ForeignMoney(name, counts[name], *sums[place])
        for place, name in enumerate(names)
        if place != ours and any((*sums[place], counts[name]))
    )
    return MoneyTotals(*own, currency=currency or (names[ours] if ours is not None else ""), foreign=foreign)


def _currencies(rows: CleanRows, batch: OrderBatch) -> tuple[list[str], NDArray[np.int64]]:
    """(currencies, the place among them of each row's): that of its order, which the shop may know where the
    file does not say it.
    """
    names: list[str] = rows.currency.values.to_pylist()
    places = {name: place for place, name in enumerate(names)}
    of_order = [places.setdefault(name, len(places)) for name in batch.orders.currency]
    codes = rows.currency.codes.astype(np.int64)
    if len(places) > 1:
        codes[batch.lines.row] = np.array(of_order, np.int64)[batch.lines.order]
    return list(places), codes


def _sums(
    rows: CleanRows,
    batch: OrderBatch,
    set_aside: Mapping[str, NDArray[np.int64]],
    usable: NDArray[np.bool_],
    here: NDArray[np.bool_] | None,
) -> tuple[int, int, int, int, int]:
    """(read, stored, set aside, rejected, discounts) of the rows ``here``, in one currency; None: of all."""
    if here is None:
        total, lines, row = rows.total_e4, batch.lines.total_e4, batch.lines.row
    else:
        total = np.where(here, rows.total_e4, 0)
        mine = here[batch.lines.row]
        lines, row = batch.lines.total_e4[mine], batch.lines.row[mine]
    read = int(total.sum())
    aside = sum(int(total[which].sum()) for which in set_aside.values())
    rejected = int(total[~usable].sum())
    waiting = set_aside.get("import.set_aside.waiting")
    if waiting is not None:
        stays = ~np.isin(row, waiting)
        lines, row = lines[stays], row[stays]
    stored = int(lines.sum())
    told = np.zeros(len(total), bool)
    told[row] = True
    return read, stored, aside, rejected, int(total[told].sum()) - stored
