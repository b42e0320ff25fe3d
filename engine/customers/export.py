"""Tables for other programs: CSV keyed by the shop's own customer codes, written whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine.customers.days import day_of
from engine.customers.table import page_question
from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress
from engine.money import decimal_string
from engine.whole_file import whole_file
from engine.words import Text, say

if TYPE_CHECKING:
    from engine.shop import Shop
    from engine.store.customers import PageQuestion

Row = tuple[object, ...]


def export_table(shop: Shop, what: str, out: Path, *, language: str = "en") -> int:
    """Write a table of ``EXPORTS`` as CSV (UTF-8, header of stable names); how many rows.

    Segment names are in ``language``. No cell is taken for a formula by a spreadsheet. Raises
    ``customer.export_unknown``, ``customer.export_no_runs``, ``customer.export_failed`` or
    ``store.over_a_shop``; then a file that was there before is as it was.
    """
    if what not in EXPORTS:
        raise ClienteleError("customer.export_unknown", what=what, known=", ".join(EXPORTS))
    return _write(EXPORTS[what](shop, language), out, "utf-8")


def export_found(
    shop: Shop,
    *,
    out: Path,
    search: str = "",
    segment_id: int | None = None,
    sort: str = "net",
    descending: bool = True,
    risk: str = "",
    language: str = "en",
    progress: Progress = no_progress,
) -> int:
    """Write what ``customer_page`` finds, all of it, in its order, for a person's spreadsheet; how many.

    The header is in ``language``; the file starts with the mark by which Excel knows UTF-8. Raises as
    ``customer_page`` and ``export_table`` do.
    """
    question = page_question(search, sort, descending, segment_id, 0, _EVERY, risk)
    return _write(_found(shop, question, language, progress), out, "utf-8-sig")


def _write(rows: Iterator[Row], out: Path, encoding: str) -> int:
    """Write a header and its rows whole or not at all; how many rows without the header."""
    written = -1
    try:
        with whole_file(out, encoding) as file:
            writer = csv.writer(file, lineterminator="\r\n")
            for row in rows:
                writer.writerow(row)
                written += 1
    except OSError as problem:
        raise ClienteleError("customer.export_failed", file=out.name) from problem
    return written


#: Columns of ``export_found``; words keys ``customer.column.<name>``.
_COLUMNS = (
    "code", "name", "email", "phone", "country", "city", "orders", "net", "refunds", "first", "last",
    "consent", "segment", "chance", "value",
)  # fmt: skip


def _found(shop: Shop, question: PageQuestion, language: str, progress: Progress) -> Iterator[Row]:
    from engine.cells import guarded
    from engine.customers.table import shown_run
    from engine.store import customers as store

    currency = shop.settings.currency

    def day(at: int | None) -> str:
        return day_of(at, shop.zone).isoformat() if at is not None else ""

    with shop.store.read() as connection:
        rows = store.found_rows(connection, question, shown_run(connection, question.segment_id))
    names = {name: Text.from_json(name).say(language) for name in {row.segment_name for row in rows} if name}
    yield tuple(say(f"customer.column.{column}", language, currency=currency) for column in _COLUMNS)
    for place, row in enumerate(rows):
        if place % _STRETCH == 0:
            progress(place / len(rows))
        yield (
            guarded(row.code, "code"),
            guarded(row.name),
            guarded(row.email, "email"),
            guarded(row.phone, "phone"),
            guarded(row.country),
            guarded(row.city),
            row.orders,
            decimal_string(row.net_e4, currency),
            decimal_string(row.refund_e4, currency),
            day(row.first_at),
            day(row.last_at),
            say(f"customer.consent.{row.consent or 'unknown'}", language),
            names.get(row.segment_name or "", ""),
            "" if row.no_order_ppm is None else row.no_order_ppm / 1e6,
            "" if row.expected_e4 is None else decimal_string(row.expected_e4, currency),
        )


#: SQLite's "no limit"; rows between two looks at whether to go on.
_EVERY, _STRETCH = -1, 1000


def _customers(shop: Shop, language: str) -> Iterator[Row]:
    """Everyone on file: identity, totals, consent, and the segment of the latest RFM run."""
    from engine.cells import guarded
    from engine.store import customers as store
    from engine.store import segments

    currency = shop.settings.currency

    def day(at: int | None) -> str:
        return day_of(at, shop.zone).isoformat() if at is not None else ""

    yield (
        "customer", "name", "email", "phone", "country", "city", "language", "currency", "orders",
        "net_sales", "refunds", "first_order", "last_order", "email_consent", "segment", "segment_name",
        "rfm",
    )  # fmt: skip
    with shop.store.read() as connection:
        run = segments.latest_run(connection, "rfm")
        rows = store.export_rows(connection, run.id if run else None)
    names = {
        name: Text.from_json(name).say(language) if name else ""
        for name in {row.segment_name for row in rows}
    }
    for row in rows:
        yield (
            guarded(row.code, "code"),
            guarded(row.name),
            guarded(row.email, "email"),
            guarded(row.phone, "phone"),
            guarded(row.country),
            guarded(row.city),
            guarded(row.language),
            currency,
            row.orders,
            decimal_string(row.net_e4, currency),
            decimal_string(row.refund_e4, currency),
            day(row.first_at),
            day(row.last_at),
            row.consent or "unknown",
            row.segment_code or "",
            names[row.segment_name],
            row.score or "",
        )


def _segments(shop: Shop, language: str) -> Iterator[Row]:
    """Everyone's segment in the latest run of each method."""
    from engine.cells import guarded
    from engine.store import customers as store
    from engine.store import segments

    with shop.store.read() as connection:
        runs = segments.latest_runs(connection)
        if not runs:
            raise ClienteleError("customer.export_no_runs")
        rows = store.membership_rows(connection, [run.id for run in runs])
    yield ("customer", "method", "as_of", "segment", "segment_name", "rfm")
    names = {name: Text.from_json(name).say(language) for name in {row[4] for row in rows}}
    for code, method, as_of, segment, name, score in rows:
        yield (guarded(code, "code"), method, as_of, segment, names[name], score)


def _recommendations(shop: Shop, language: str) -> Iterator[Row]:
    """Everyone's list from the last training, best first, each product with its reason."""
    from engine.cells import guarded
    from engine.recommend.views import recommendation
    from engine.store import customers as store
    from engine.store import recommendations as offers

    with shop.store.read() as connection:
        if offers.latest_run(connection) is None:
            raise ClienteleError("customer.export_not_trained")
        codes = store.codes_by_id(connection)
        listed = offers.recommendations_for_many(connection, list(codes), _RECOMMENDED)
    yield ("customer", "rank", "product", "name", "score", "reason")
    for customer, rows in listed.items():
        for row in rows:
            one = recommendation(row, shop.zone)
            yield (
                guarded(codes[customer], "code"),
                one.rank,
                guarded(one.code, "code"),
                guarded(one.name),
                one.score,
                guarded(one.reason.say(language)),
            )


def _predictions(shop: Shop, language: str) -> Iterator[Row]:
    """Everyone's forecast of the newest run: the chance of no order, the spending with its range, why."""
    from engine.cells import guarded
    from engine.store import predictions as store

    currency = shop.settings.currency
    with shop.store.read() as connection:
        run = store.latest_prediction_run(connection)
        if run is None:
            raise ClienteleError("customer.export_no_forecasts")
        rows = store.prediction_export(connection, run.id)
    yield (
        "customer", "name", "as_of", "horizon_days", "chance_of_no_order", "currency", "expected_sales",
        "expected_low", "expected_high", "usual_sales", "slipping", "reason_1", "reason_2", "reason_3",
    )  # fmt: skip
    for row in rows:
        reasons = [reason.say(language) for reason in store.reasons_of(row.forecast)]
        yield (
            guarded(row.code, "code"),
            guarded(row.name),
            run.as_of,
            run.horizon_days,
            row.forecast.no_order_ppm / 1e6,
            currency,
            decimal_string(row.forecast.value_e4, currency),
            decimal_string(row.forecast.value_low_e4, currency),
            decimal_string(row.forecast.value_high_e4, currency),
            decimal_string(row.forecast.usual_e4, currency),
            row.forecast.slipping,
            *(reasons + [""] * 3)[:3],
        )


#: Products a customer in the table of recommendations.
_RECOMMENDED = 10

#: What can be exported. A new table is one function and one line.
EXPORTS: dict[str, Callable[[Shop, str], Iterator[Row]]] = {
    "customers": _customers,
    "segments": _segments,
    "recommendations": _recommendations,
    "predictions": _predictions,
}
