"""The Customers table: one page of rows at a time, sorted by an index and searched in a tenth of a second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.customers import PageQuestion

#: What the table can be sorted by; chance (of no order) and value (expected spending) are foretold.
SORTS = ("name", "orders", "net", "first", "last", "chance", "value")


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A row of the table; ``name`` falls back to e-mail, then code. Times are epoch seconds, None: never.

    ``chance`` of no order (with ``risk``: high, medium or low) and ``expected_e4`` are those of the newest
    forecasts, None without one.
    """

    id: int
    code: str
    name: str
    email: str
    country: str
    city: str
    orders: int
    net_e4: int
    refund_e4: int
    mean_order_e4: int | None
    first_at: int | None
    last_at: int | None
    segment_id: int | None
    segment_code: str
    segment: Text | None
    score: str
    chance: float | None
    risk: str
    expected_e4: int | None
    slipping: bool


@dataclass(frozen=True, slots=True)
class CustomerPage:
    """Rows ``offset`` to ``offset`` + len(rows) of ``total`` that match."""

    rows: tuple[CustomerRow, ...]
    total: int
    offset: int
    currency: str


def customer_page(
    shop: Shop,
    *,
    search: str = "",
    sort: str = "net",
    descending: bool = True,
    segment_id: int | None = None,
    risk: str = "",
    offset: int = 0,
    limit: int = 200,
) -> CustomerPage:
    """One page of customers whose name, e-mail or code holds every word of ``search``.

    ``segment`` is the customer's in the latest RFM run, or in the run of ``segment_id``; ``risk`` is one of
    ``engine.predict.views.RISKS``, or "". Raises ``customer.unknown_sort``, ``customer.unknown_risk``, and
    ``segment.missing`` for a segment that is not there any more.
    """
    from engine.predict.views import risk as risk_of
    from engine.store import customers as store

    question = page_question(search, sort, descending, segment_id, offset, limit, risk)
    with shop.store.read() as connection:
        run_id = shown_run(connection, segment_id)
        ids, total = store.page_ids(connection, question)
        found = store.page_rows(connection, ids, run_id)
    names: dict[str, Text] = {}
    rows = []
    for row in found:
        if row.segment_name is not None and row.segment_name not in names:
            names[row.segment_name] = Text.from_json(row.segment_name)
        rows.append(
            CustomerRow(
                id=row.id,
                code=row.code,
                name=row.name,
                email=row.email,
                country=row.country,
                city=row.city,
                orders=row.orders,
                net_e4=row.net_e4,
                refund_e4=row.refund_e4,
                mean_order_e4=row.net_e4 // row.orders if row.orders else None,
                first_at=row.first_at,
                last_at=row.last_at,
                segment_id=row.segment_id,
                segment_code=row.segment_code or "",
                segment=names[row.segment_name] if row.segment_name is not None else None,
                score=row.score or "",
                chance=None if row.no_order_ppm is None else row.no_order_ppm / 1e6,
                risk="" if row.no_order_ppm is None else risk_of(row.no_order_ppm / 1e6),
                expected_e4=row.expected_e4,
                slipping=bool(row.slipping),
            )
        )
    return CustomerPage(tuple(rows), total, offset, shop.settings.currency)


def page_question(
    search: str, sort: str, descending: bool, segment_id: int | None, offset: int, limit: int, risk: str = ""
) -> PageQuestion:
    """The question to the store; raises ``customer.unknown_sort`` and ``customer.unknown_risk``."""
    from engine.predict.views import RISKS
    from engine.store.customers import PageQuestion

    if sort not in SORTS:
        raise ClienteleError("customer.unknown_sort", sort=sort, known=", ".join(SORTS))
    if risk and risk not in RISKS:
        raise ClienteleError("customer.unknown_risk", risk=risk, known=", ".join(RISKS))
    return PageQuestion(tuple(search.split()), sort, descending, segment_id, offset, limit, risk)


def shown_run(connection: Connection, segment_id: int | None) -> int | None:
    """The run whose segments the rows name: the segment's own, or the latest RFM run.

    Raises ``segment.missing`` for a segment that is not there any more.
    """
    from engine.store import segments

    if segment_id is None:
        run = segments.latest_run(connection, "rfm")
        return run.id if run else None
    run_id = segments.run_of_segment(connection, segment_id)
    if run_id is None:
        raise ClienteleError("segment.missing")
    return run_id
