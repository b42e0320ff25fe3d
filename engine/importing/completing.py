"""One order told by several files: the newest word stands field by field, and what is not told stays.

A file of lines knows the articles, a file of whole orders what was paid, given back and charged beside them;
whichever comes first, the order is the same. Nothing is ever counted twice: an order has one set of lines,
the most detailed that any file told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.batch import DETAILS, KINDS, STATUSES, OrderBatch
from engine.importing.item_cells import share

if TYPE_CHECKING:
    from datetime import tzinfo

    from engine.store.order_facts import StoredLine, StoredOrder

_DAY = 86_400
_FAMILY = ("paid", "refunded", "part_refunded")


@dataclass
class Completed:
    """What becomes of a known order: whether it changes, whether it keeps its stored lines, and those lines'
    new totals where only these change.
    """

    changed: bool
    keeps_lines: bool
    new_totals: list[int] | None


def complete(
    batch: OrderBatch, place: int, stored: StoredOrder, lines: Sequence[StoredLine], zone: tzinfo
) -> Completed:
    """Write into the batch's order what it does not tell but the shop knows; says what changes by it."""
    orders = batch.orders
    told = {name: bool(flags[place]) for name, flags in orders.told.items()}
    first, last = int(orders.first_line[place]), int(orders.first_line[place + 1])
    part = slice(first, last)
    goods = int(orders.goods_e4[place]) if orders.goods_e4[place] >= 0 else stored.goods_e4
    keeps = int(orders.detail[place]) > DETAILS.index(stored.detail)
    exact = DETAILS[min(int(orders.detail[place]), DETAILS.index(stored.detail))] == "lines"
    totals = np.array([line[3] for line in lines], np.int64) if keeps else batch.lines.total_e4[part]
    if exact and 0 <= goods < int(totals.sum()):
        totals = totals - share(int(totals.sum()) - goods, totals)
    if keeps:
        now: list[StoredLine] = [
            (*line[:3], total) for line, total in zip(lines, totals.tolist(), strict=True)
        ]
    else:
        batch.lines.total_e4[part] = totals
        now = _lines(batch, part)
    same_lines = sorted(now) == sorted(lines)
    total = int(totals.sum())
    kind = stored.kind if keeps else KINDS[int(orders.kind[place])]
    status, refunded = _state(
        STATUSES[int(orders.status[place])] if told["status"] else "", stored, total, kind,
        int(orders.refunded_e4[place]) if told["refunded"] else None,
    )  # fmt: skip
    merged = {
        "placed_at": _moment(int(orders.placed_at[place]), stored.placed_at, zone)
        if told["date"]
        else stored.placed_at,
        "kind": kind,
        "status": status,
        "currency": orders.currency[place] if told["currency"] else stored.currency,
        "total_e4": total,
        "refunded_e4": refunded,
        "shipping_e4": int(orders.shipping_e4[place]) if told["shipping"] else stored.shipping_e4,
        "tax_e4": int(orders.tax_e4[place]) if told["tax"] else stored.tax_e4,
        "discount_e4": int(orders.discount_e4[place]) if told["discount"] else stored.discount_e4,
        "discount_code": orders.discount_code[place] or stored.discount_code,
        "country": orders.country[place] or stored.country,
        "detail": DETAILS[min(int(orders.detail[place]), DETAILS.index(stored.detail))],
        "goods_e4": goods,
        "gives_back": orders.gives_back[place] or stored.gives_back,
    }
    before = {name: getattr(stored, name) for name in merged}
    if stored.linked and before["status"] in _FAMILY and status in _FAMILY:
        # What linked refunds made of it is no word of the file's.
        before["status"] = status
    _write(batch, place, merged)
    fresh = totals.tolist() if keeps and not same_lines else None
    return Completed(merged != before or not same_lines, keeps or same_lines, fresh)


def _lines(batch: OrderBatch, part: slice) -> list[StoredLine]:
    lines, codes = batch.lines, batch.products.code
    return [
        (codes[product], quantity, price, total)
        for product, quantity, price, total in zip(
            lines.product[part].tolist(), lines.quantity_milli[part].tolist(),
            lines.unit_price_e4[part].tolist(), lines.total_e4[part].tolist(), strict=True,
        )
    ]  # fmt: skip


def _state(said: str, stored: StoredOrder, total: int, kind: str, refunded: int | None) -> tuple[str, int]:
    """(status, given back): a refund that one file tells is not taken back by another that tells none."""
    back = stored.refunded_e4 if refunded is None else refunded
    if said == "refunded" and refunded is None:
        back = total
    back = min(back, max(total, 0)) if kind == "sale" else 0
    status = said or stored.status
    if status not in _FAMILY or kind != "sale":
        return status if status not in ("refunded", "part_refunded") or kind == "sale" else "paid", back
    if back > 0:
        return ("refunded" if back >= total else "part_refunded"), back
    partly = (said or stored.status) == "part_refunded" and refunded is None
    wholly = said == "refunded" and total <= 0
    return ("part_refunded" if partly else "refunded" if wholly else "paid"), 0


def _moment(said: int, stored: int, zone: tzinfo) -> int:
    """The newer word; a bare date does not take away the time that another file knows."""
    if said == stored:
        return said
    from datetime import UTC, datetime

    moments = [datetime.fromtimestamp(one, UTC).astimezone(zone) for one in (said, stored)]
    bare = [moment.hour == moment.minute == moment.second == 0 for moment in moments]
    near = abs(said - stored) < _DAY
    return stored if near and bare[0] and not bare[1] else said


def _write(batch: OrderBatch, place: int, merged: dict[str, object]) -> None:
    orders = batch.orders
    for name, value in merged.items():
        column = getattr(orders, name)
        if name in ("kind", "status", "detail"):
            names = {"kind": KINDS, "status": STATUSES, "detail": DETAILS}[name]
            value = names.index(str(value))
        column[place] = value
