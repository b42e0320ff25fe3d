"""Cells to values: a mapped table of orders to clean rows, every cell that fails with its reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.importing import order_rows, texts
from engine.importing.batch import STATUSES, CleanRows, DraftLines
from engine.importing.columns import Columns
from engine.importing.line_money import from_orders, price_of, read_line_money
from engine.importing.order_currency import read_currencies
from engine.importing.order_status import read_line_statuses, read_statuses, refunds_in_words
from engine.importing.order_totals import order_totals
from engine.importing.table import Factor
from engine.importing.value_words import word_of
from engine.importing.whole_orders import is_whole, read_whole_orders
from engine.jobs import Progress, no_progress
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.importing.kinds.base import Setting
    from engine.importing.understanding import MappedFile

_TEXT_FIELDS: dict[str, Callable[[pa.Array], pa.Array]] = {
    "customer": texts.clean_codes, "email": pc.utf8_trim_whitespace, "phone": texts.clean_codes,
    "customer_name": texts.clean_names, "first_name": texts.clean_names, "last_name": texts.clean_names,
    "country": texts.clean_names, "city": texts.clean_names, "language": texts.clean_names,
    "company": texts.clean_names, "street": texts.clean_names, "postcode": texts.clean_codes,
    "region": texts.clean_names, "status": texts.clean_names, "refund_status": texts.clean_names,
    "cancelled_at": texts.clean_codes, "paid_at": texts.clean_codes, "is_test": texts.clean_names,
    "row_type": texts.clean_names, "discount_code": texts.clean_names, "consent": pc.utf8_trim_whitespace,
    "category": texts.clean_names, "product_name": texts.clean_names, "order_id": texts.clean_codes,
    "line_id": texts.clean_codes, "payment_id": texts.clean_codes, "refund_of": texts.clean_codes,
}  # fmt: skip
#: Ids that one rounded number would make thousands of things one.
_KEYS = ("customer", "order_id", "line_id")
_ORDER_AMOUNTS = (
    "order_total", "order_paid", "order_subtotal", "order_discount", "adjusted_total", "shipping", "tax",
    "tip", "refunded", "line_refunded",
)  # fmt: skip
#: Of them, what says what an order cost.
_OF_ORDERS = {"order_total", "order_paid", "order_subtotal"}
_PAID, _PENDING, _CANCELLED, _REFUNDED = (
    STATUSES.index(name) for name in ("paid", "pending", "cancelled", "refunded")
)


def clean(mapped: MappedFile, setting: Setting, progress: Progress = no_progress) -> CleanRows:
    """Clean a mapped table of orders; ``setting`` gives the base currency and the zone of naive dates."""
    columns, source = Columns(mapped, setting), mapped.source
    found = {}
    for number, (meaning, change) in enumerate(_TEXT_FIELDS.items()):
        if meaning in columns:
            found[meaning] = columns.codes(meaning) if meaning in _KEYS else columns.text(meaning, change)
        progress(0.3 * number / len(_TEXT_FIELDS))
    placed_at, has_date = columns.moments("date", "time", "time_zone")
    progress(0.4)
    aside = _Aside(columns)
    kinds = found.pop("row_type", None)
    refund = order_rows.refund_rows(kinds, source)
    aside.add("import.set_aside.skipped", order_rows.skipped_rows(kinds, source))
    aside.add("import.set_aside.skipped", order_rows.other_rows(mapped.table, source))
    if "is_test" in found:
        aside.add("import.set_aside.test", order_rows.is_yes(found.pop("is_test")))
    order = order_rows.read_orders(columns, found.get("order_id"), _no_date(columns), aside.any, source)
    progress(0.5)
    notes: list[Text] = []
    if "status" in found:
        test = [word_of("status", word) == "test" for word in found["status"].values.to_pylist()]
        aside.add("import.set_aside.test", np.array(test, bool)[found["status"].codes])
    status = _statuses(columns, found, mapped, notes)
    amounts = {}
    for meaning in _ORDER_AMOUNTS:
        if columns.has(meaning):
            amounts[meaning] = columns.amounts(meaning)
    if "status" in found and "refunded" not in amounts:
        in_words = refunds_in_words(found["status"])
        if in_words is not None:
            amounts["refunded"] = in_words
    if source.payments:
        aside.add("import.set_aside.skipped", _spendings(amounts, refund))
    if source.payments and refund is not None:
        _without_sender(found, refund)
    whole = is_whole(mapped)
    excused = aside.any | (status == _CANCELLED)
    if whole:
        read = read_whole_orders(columns, mapped, amounts, excused)
        lines, decimal, printed = read.lines, read.decimal, 0
        found.pop("product_name", None)
        amounts["goods"] = (read.totals.goods_e4, read.totals.told)
        amounts["refunded"] = (read.totals.refunded_e4, read.totals.refund_told)
        if "status" not in found and "paid_at" not in found:
            status = np.where((status < 0) & read.totals.unpaid, _PENDING, status).astype(np.int8)
        total = np.bincount(lines.rows_of(np.arange(len(lines.total_e4))), lines.total_e4, columns.rows)
        total_e4 = np.rint(total).astype(np.int64)
        if columns.has("order"):
            # Without numbers two equal rows are two purchases, as alike as two pounds of sugar.
            again = order_rows.repeated(order, _row_hash(mapped), ~aside.any)
            aside.add("import.set_aside.row_again", again)
    else:
        product, printed = _products(columns, found.get("product_name"))
        summary = _summaries(order, product, found.get("product_name"), aside.any, source.summary_rows)
        aside.add("import.set_aside.summary", summary)
        void = (status == _CANCELLED) & ~aside.any
        void = order_rows.has_others(order, void, ~void & (status >= 0) & ~aside.any)
        aside.add("import.set_aside.void_line", void)
        excused |= aside.any
        columns.reject(
            product.blank() & ~aside.any, "product" if columns.has("product") else "product_name",
            "import.reason.no_product",
        )  # fmt: skip
        quantity, price, total_e4, decimal = read_line_money(columns, source, excused)
        detail = None
        if not columns.has("unit_price", "line_total") and amounts.keys() & _OF_ORDERS:
            total_e4, shared = from_orders(order_totals(amounts, columns.rows), order, quantity)
            price, detail = price_of(total_e4, quantity), shared.astype(np.int8)
            # The goods' own cost: nothing more comes off it.
            amounts.pop("order_discount", None)
        lines = DraftLines(None, product, found.get("product_name"), quantity, price, total_e4, detail)
        if "line_id" in found:
            named = ~found["line_id"].blank() & ~aside.any & columns.usable
            aside.add("import.set_aside.line_again", order_rows.repeated(order, found["line_id"], named))
    gives_back = None
    if refund is not None:
        order, gives_back = order_rows.refund_orders(
            order, refund, placed_at, found.get("payment_id"), found.get("refund_of")
        )
        lines, total_e4 = _negative(lines, total_e4, refund)
        if "goods" in amounts:
            goods, told = amounts["goods"]
            amounts["goods"] = (np.where(refund, -np.abs(goods), goods), told)
    progress(0.8)
    currency, currency_told = read_currencies(columns, mapped, setting.currency, order)
    row_hash = _row_hash(mapped)
    progress(1.0)
    return CleanRows(
        order=order, placed_at=placed_at, lines=lines, total_e4=total_e4, currency=currency,
        currency_told=currency_told, status=status, gives_back=gives_back,
        line_refunded_e4=_line_refunds(found, amounts, status, total_e4, order, whole), whole=whole,
        usable=columns.usable, has_date=has_date, texts=found, amounts=amounts, set_aside=aside.rows(),
        rejects=columns.rejects, reject_counts=columns.reject_counts, questions=columns.questions,
        date_order=columns.date_order, decimal=decimal, product_codes_printed=printed, row_hash=row_hash,
        notes=notes,
    )  # fmt: skip


class _Aside:
    """Rows that are fine but must not be stored; each with its first reason."""

    def __init__(self, columns: Columns) -> None:
        self.any = np.zeros(columns.rows, bool)
        self._columns = columns
        self._reasons: dict[str, NDArray[np.bool_]] = {}

    def add(self, reason: str, rows: NDArray[np.bool_] | None) -> None:
        if rows is not None and rows.any():
            self._reasons[reason] = self._reasons.get(reason, False) | (rows & ~self.any)
            self.any = self.any | rows

    def rows(self) -> dict[str, NDArray[np.int64]]:
        """Reason → row numbers; a row with a rejected cell is rejected, whatever else it is."""
        usable = self._columns.usable
        found = {reason: np.flatnonzero(rows & usable) for reason, rows in self._reasons.items()}
        return {reason: rows for reason, rows in found.items() if len(rows)}


def _no_date(columns: Columns) -> NDArray[np.bool_]:
    if not columns.has("date"):
        return np.zeros(columns.rows, bool)
    return columns.raw("date").map(pc.utf8_trim_whitespace).blank()


def _row_hash(mapped: MappedFile) -> NDArray[np.uint64]:
    used = [mapped.table.column(match.index) for match in mapped.matches if match.meaning]
    return texts.mix(*(column.codes.astype(np.uint64) for column in used))


def _statuses(
    columns: Columns, found: dict[str, Factor], mapped: MappedFile, notes: list[Text]
) -> NDArray[np.int8]:
    """What each row says of its order's state, or of its line's where it says that (rows,); -1: nothing."""
    status = np.full(columns.rows, -1, np.int8)
    if "status" in found:
        status, strange = read_statuses(found["status"], mapped.source)
        if strange:
            notes.append(Text("import.note.strange_status", {"words": ", ".join(strange[:10])}))
    if "cancelled_at" in found:
        status = np.where(found["cancelled_at"].blank(), status, _CANCELLED).astype(np.int8)
    elif "status" not in found and "paid_at" in found and not mapped.source.general:
        unpaid = found["paid_at"].blank()
        if not unpaid.all():
            status = np.where(unpaid, _PENDING, _PAID).astype(np.int8)
    if "refund_status" in found:
        # A line that was paid and given back is often closed besides.
        of_line = read_line_statuses(found["refund_status"], mapped.source)
        status = np.where(of_line >= 0, of_line, status).astype(np.int8)
    return status


def _spendings(
    amounts: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]], refund: NDArray[np.bool_] | None
) -> NDArray[np.bool_] | None:
    """Payments that the owner made, and refunds that the owner got: money of the wrong sign."""
    name = next((name for name in ("order_paid", "order_total") if name in amounts), None)
    if name is None:
        return None
    paid = amounts[name][0]
    if refund is None:
        return np.asarray(paid < 0)
    got = refund & (paid > 0) if (paid[refund] < 0).any() else np.zeros(len(paid), bool)
    return np.asarray((~refund & (paid < 0)) | got)


def _without_sender(found: dict[str, Factor], refund: NDArray[np.bool_]) -> None:
    """Refunds come from the shop itself: whose they are, the payment that they give back tells."""
    for name in {"email", "phone"} & found.keys():
        every = pa.concat_arrays([found[name].values, pa.array([""], pa.string())])
        codes = np.where(refund, len(every) - 1, found[name].codes).astype(np.int32)
        found[name] = Factor(codes, every).map(lambda values: values)


def _products(columns: Columns, names: Factor | None) -> tuple[Factor, int]:
    """(product codes without case, how many different ones the file prints); by name where there is no
    code.
    """
    if columns.has("product"):
        codes = columns.raw("product")
        printed = len(codes.values) - int(pc.sum(pc.equal(codes.values, "")).as_py() or 0)
        product = columns.codes("product", upper=True)
        blank = product.blank()
        if names is not None and blank.any():
            every = pa.concat_arrays([product.values, pc.utf8_upper(names.values)])
            joined = np.where(blank, names.codes + len(product.values), product.codes).astype(np.int32)
            product = Factor(joined, every).map(lambda values: values)
        return product, printed
    assert names is not None
    return names.map(pc.utf8_upper), 0


def _summaries(
    order: Factor, product: Factor, names: Factor | None, aside: NDArray[np.bool_], wanted: bool
) -> NDArray[np.bool_] | None:
    """Rows without a product in an order that has rows with one."""
    if not wanted:
        return None
    bare = product.blank() & (True if names is None else names.blank()) & ~aside
    return order_rows.has_others(order, bare, ~bare & ~aside)


def _negative(
    lines: DraftLines, total: NDArray[np.int64], refund: NDArray[np.bool_]
) -> tuple[DraftLines, NDArray[np.int64]]:
    """Refund rows give back, whatever sign the program writes."""
    back = refund[lines.rows_of(np.arange(len(lines.total_e4)))]
    return (
        DraftLines(
            lines.row, lines.product, lines.name,
            np.where(back, -np.abs(lines.quantity_milli), lines.quantity_milli),
            np.where(back, np.abs(lines.unit_price_e4), lines.unit_price_e4),
            np.where(back, -np.abs(lines.total_e4), lines.total_e4), lines.detail,
        ),
        np.where(refund, -np.abs(total), total),
    )  # fmt: skip


def _line_refunds(
    found: dict[str, Factor],
    amounts: dict[str, tuple[NDArray[np.int64], NDArray[np.bool_]]],
    status: NDArray[np.int8],
    total: NDArray[np.int64],
    order: Factor,
    whole: bool,
) -> NDArray[np.int64] | None:
    """What was given back of each row's own lines: as its column says, else all of a line that is refunded
    while others of its order are not.
    """
    told = amounts.pop("line_refunded", None)
    refunded = status == _REFUNDED
    if told is None and (whole or not refunded.any()):
        return None
    partly = order_rows.has_others(order, refunded, (status >= 0) & ~refunded)
    if "refund_status" in found:
        partly = refunded
    if told is None and not partly.any():
        return None
    amount, has = told or (np.zeros(len(total), np.int64), np.zeros(len(total), bool))
    return np.where(has, np.abs(amount), np.where(partly, np.maximum(total, 0), 0))
