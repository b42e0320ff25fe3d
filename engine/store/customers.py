"""Customers in the shop file: a page of the table, everything of one profile, notes and consent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection

from engine.store.forecast_lists import (
    FORECAST_SORTS,
    NEWEST_RUN,
    everyone_by_forecast,
    some_by_forecast,
)
from engine.store.rollups import BOUGHT, COUNTED
from engine.store.search import holding

#: What the table sorts by; every one is an index.
SORTS = {
    "name": "t.name",
    "orders": "t.order_count",
    "net": "t.net_e4",
    "first": "t.first_at",
    "last": "t.last_at",
}
#: From this share of hits on, walking the sort's index finds a page of them sooner than sorting them all.
_DENSE = 0.02


@dataclass(frozen=True)
class PageQuestion:
    """Which rows of the table, in which order."""

    words: tuple[str, ...]
    sort: str
    descending: bool
    segment_id: int | None
    offset: int
    limit: int
    #: One of ``forecast_lists.RISK_CONDITIONS``, or "" for everybody.
    risk: str = ""


class CustomerRow(NamedTuple):
    """A row of the table."""

    id: int
    code: str
    name: str
    email: str
    country: str
    city: str
    orders: int
    net_e4: int
    refund_e4: int
    first_at: int | None
    last_at: int | None
    segment_id: int | None
    segment_code: str | None
    segment_name: str | None
    score: str | None
    no_order_ppm: int | None
    expected_e4: int | None
    slipping: int | None


class IdentityRow(NamedTuple):
    """Who a customer is, and their totals."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    country: str
    city: str
    language: str
    birthday: str
    attributes: str
    erased_at: int | None
    orders: int
    net_e4: int
    refund_e4: int
    first_at: int | None
    last_at: int | None
    street: str
    postcode: str
    region: str
    company: str


class OrderRow(NamedTuple):
    """An order of a customer."""

    id: int
    code: str
    placed_at: int
    kind: str
    status: str
    total_e4: int
    refunded_e4: int
    bought: int
    linked: int
    discount_code: str


class LineRow(NamedTuple):
    """A line of an order."""

    order_id: int
    product_id: int
    product: str
    quantity_milli: int
    unit_price_e4: int
    total_e4: int


class FavouriteRow(NamedTuple):
    """What a customer bought of one product, or of one category (``name``)."""

    product_id: int
    name: str
    category: str
    kind: str
    orders: int
    units_milli: int
    spent_e4: int
    last_at: int


def count_customers(connection: Connection) -> int:
    """How many customers are on file."""
    return int(connection.exec_driver_sql("SELECT COUNT(*) FROM customer_total").scalar_one())


def last_order_at(connection: Connection) -> int | None:
    """When the last order of any kind that counts was placed; an index answers, whatever the shop's size."""
    sql = f"SELECT o.placed_at FROM orders o WHERE {COUNTED} ORDER BY o.placed_at DESC LIMIT 1"
    return connection.exec_driver_sql(sql).scalar_one_or_none()


def page_ids(connection: Connection, question: PageQuestion) -> tuple[list[int], int]:
    """(ids of the page in order, how many match in all)."""
    everyone = count_customers(connection)
    if question.risk or question.sort in FORECAST_SORTS:
        return _by_forecast(connection, question, everyone)
    order = f"{SORTS[question.sort]} {{0}}, t.customer_id {{0}}".format(
        "DESC" if question.descending else "ASC"
    )
    page = (question.limit, question.offset)
    if not question.words and question.segment_id is None:
        sql = f"SELECT t.customer_id FROM customer_total t ORDER BY {order} LIMIT ? OFFSET ?"
        return list(connection.exec_driver_sql(sql, page).scalars()), everyone
    if not question.words:
        sql = "SELECT COUNT(*) FROM segment_member WHERE segment_id = ?"
        total = int(connection.exec_driver_sql(sql, (question.segment_id,)).scalar_one())
        sql = (
            "SELECT t.customer_id FROM segment_member m CROSS JOIN customer_total t"
            f" ON t.customer_id = m.customer_id WHERE m.segment_id = ? ORDER BY {order} LIMIT ? OFFSET ?"
        )
        return list(connection.exec_driver_sql(sql, (question.segment_id, *page)).scalars()), total
    condition, facts = _matching(question.words)
    source = "customer c WHERE "
    enough = int(_DENSE * everyone)
    if question.segment_id is not None:
        source = "segment_member m JOIN customer c ON c.id = m.customer_id WHERE m.segment_id = ? AND "
        facts, enough = [question.segment_id, *facts], everyone
    sql = f"SELECT c.id FROM {source}{condition} LIMIT {enough + 1}"
    found = list(connection.exec_driver_sql(sql, tuple(facts)).scalars())
    if len(found) > enough:
        sql = f"SELECT COUNT(*) FROM {source}{condition}"
        total = int(connection.exec_driver_sql(sql, tuple(facts)).scalar_one())
        sql = (
            "SELECT t.customer_id FROM customer_total t CROSS JOIN customer c ON c.id = t.customer_id"
            f" WHERE {condition} ORDER BY {order} LIMIT ? OFFSET ?"
        )
        return list(connection.exec_driver_sql(sql, (*facts, *page)).scalars()), total
    sql = (
        "SELECT t.customer_id FROM json_each(?) j CROSS JOIN customer_total t ON t.customer_id = j.value"
        f" ORDER BY {order} LIMIT ? OFFSET ?"
    )
    return list(connection.exec_driver_sql(sql, (json.dumps(found), *page)).scalars()), len(found)


def _by_forecast(connection: Connection, question: PageQuestion, everyone: int) -> tuple[list[int], int]:
    """``page_ids`` of a question that asks for a forecast or is sorted by one."""
    way = "DESC" if question.descending else "ASC"
    narrowed = question.words or question.segment_id is not None or question.risk
    if not narrowed:
        ids = everyone_by_forecast(
            connection, question.sort, question.descending, question.limit, question.offset
        )
        return ids, everyone
    column = SORTS.get(question.sort) or FORECAST_SORTS[question.sort]
    order = f"{column} IS NULL, {column} {way}, c.id {way}"
    conditions, facts = _matching(question.words) if question.words else ("TRUE", [])
    tables = "customer c"
    if question.segment_id is not None:
        tables = "segment_member m JOIN customer c ON c.id = m.customer_id"
        conditions, facts = f"m.segment_id = ? AND {conditions}", [question.segment_id, *facts]
    return some_by_forecast(
        connection, tables, conditions, facts, question.risk, order, question.limit, question.offset
    )


def _matching(words: tuple[str, ...]) -> tuple[str, list[object]]:
    """Every word occurs in the name, the e-mail or the code, or is a number or address of theirs anywhere.

    SQLite folds the case of ASCII only, so other words are looked for in the spellings that names have.
    """
    conditions = []
    facts: list[object] = []
    for word in words:
        names = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
        tried = [("c.name", name) for name in sorted(names)] + [("c.email", word), ("c.code", word)]
        alternatives = [f"{column} LIKE ? ESCAPE '\\'" for column, _ in tried]
        alternatives.append("c.id IN (SELECT customer_id FROM customer_key WHERE value IN (?, ?))")
        conditions.append("(" + " OR ".join(alternatives) + ")")
        facts.extend(holding(spelling) for _, spelling in tried)
        facts.extend((word, word.lower()))
    return " AND ".join(conditions), facts


def page_rows(connection: Connection, ids: list[int], run_id: int | None) -> list[CustomerRow]:
    """The table's rows of those customers in that order, with the segment of the given run."""
    sql = f"""
    SELECT t.customer_id, c.code, t.name, c.email, c.country, c.city, t.order_count, t.net_e4, t.refund_e4,
           t.first_at, t.last_at, s.id, s.code, s.name, m.score, p.no_order_ppm, p.value_e4, p.slipping
    FROM json_each(?) j CROSS JOIN customer_total t ON t.customer_id = j.value
    JOIN customer c ON c.id = t.customer_id
    LEFT JOIN segment_member m ON m.run_id = ? AND m.customer_id = t.customer_id
    LEFT JOIN segment s ON s.id = m.segment_id
    LEFT JOIN prediction p ON p.run_id = {NEWEST_RUN} AND p.customer_id = t.customer_id ORDER BY j.key
    """
    return [CustomerRow(*row) for row in connection.exec_driver_sql(sql, (json.dumps(ids), run_id))]


def identity(connection: Connection, customer_id: int) -> IdentityRow | None:
    """Who the customer is, and their totals; None where there is none."""
    sql = """
    SELECT c.id, c.code, c.name, c.email, c.phone, c.country, c.city, c.language, c.birthday, c.attributes,
           c.erased_at, COALESCE(t.order_count, 0), COALESCE(t.net_e4, 0), COALESCE(t.refund_e4, 0),
           t.first_at, t.last_at, c.street, c.postcode, c.region, c.company
    FROM customer c LEFT JOIN customer_total t ON t.customer_id = c.id WHERE c.id = ?
    """
    row = connection.exec_driver_sql(sql, (customer_id,)).one_or_none()
    return None if row is None else IdentityRow(*row)


def standing(connection: Connection, net_e4: int) -> tuple[int, int]:
    """(buyers who brought in more than that, buyers)."""
    above = connection.exec_driver_sql(
        "SELECT COUNT(*) FROM customer_total WHERE net_e4 > ?", (net_e4,)
    ).scalar_one()
    buyers = connection.exec_driver_sql(
        "SELECT COUNT(*) FROM customer_total WHERE order_count > 0"
    ).scalar_one()
    return int(above), int(buyers)


def orders_of(connection: Connection, customer_id: int) -> list[OrderRow]:
    """Every order of a customer that counts, the newest first."""
    sql = f"""
    SELECT o.id, o.code, o.placed_at, o.kind, o.status, o.total_e4, o.refunded_e4, {BOUGHT},
           o.refund_of IS NOT NULL, o.discount_code
    FROM orders o WHERE o.customer_id = ? AND {COUNTED} ORDER BY o.placed_at DESC, o.id DESC
    """
    return [OrderRow(*row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def lines_of(connection: Connection, order_ids: list[int]) -> list[LineRow]:
    """The lines of those orders, each order's dearest first."""
    sql = """
    SELECT l.order_id, l.product_id, COALESCE(NULLIF(p.name, ''), p.code), l.quantity_milli, l.unit_price_e4,
           l.total_e4
    FROM json_each(?) j CROSS JOIN order_line l ON l.order_id = j.value JOIN product p ON p.id = l.product_id
    ORDER BY l.order_id, ABS(l.total_e4) DESC, l.line_no
    """
    return [LineRow(*row) for row in connection.exec_driver_sql(sql, (json.dumps(order_ids),))]


def favourites_of(connection: Connection, customer_id: int, by: str) -> list[FavouriteRow]:
    """What the customer bought, most often first, ``by`` "l.product_id", "p.category" or "p.brand"."""
    name = "COALESCE(NULLIF(p.name, ''), p.code)" if by == "l.product_id" else by
    where = "" if by == "l.product_id" else f"AND {by} <> '' AND p.kind = 'product'"
    sql = f"""
    SELECT l.product_id, {name}, p.category, p.kind, COUNT(DISTINCT o.id), SUM(l.quantity_milli),
           SUM(l.total_e4), MAX(o.placed_at)
    FROM orders o CROSS JOIN order_line l ON l.order_id = o.id JOIN product p ON p.id = l.product_id
    WHERE o.customer_id = ? AND {BOUGHT} AND l.quantity_milli > 0 {where}
    GROUP BY {by} ORDER BY 5 DESC, 8 DESC, 7 DESC
    """
    return [FavouriteRow(*row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def sold_prices(connection: Connection) -> list[tuple[int, int]]:
    """(price, orders) of every product sold, the cheapest first."""
    sql = """
    SELECT p.price_e4, t.order_count FROM product_total t JOIN product p ON p.id = t.product_id
    WHERE p.price_e4 > 0 AND t.order_count > 0 AND p.kind = 'product' ORDER BY 1
    """
    return [(int(row[0]), int(row[1])) for row in connection.exec_driver_sql(sql)]


def consents_of(connection: Connection, customer_id: int) -> list[tuple[str, str, str, int]]:
    """(channel, status, basis, at) as recorded."""
    sql = "SELECT channel, status, basis, at FROM consent WHERE customer_id = ?"
    return [tuple(row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def suppressions_of(connection: Connection, address_hash: str) -> list[tuple[str, int]]:
    """(reason, at) why nobody may write to the address."""
    sql = "SELECT reason, at FROM suppression WHERE address_hash = ? ORDER BY at"
    return [tuple(row) for row in connection.exec_driver_sql(sql, (address_hash,))]


def notes_of(connection: Connection, customer_id: int) -> list[tuple[int, str, int]]:
    """(id, body, at), the newest first."""
    sql = "SELECT id, body, at FROM customer_note WHERE customer_id = ? ORDER BY at DESC, id DESC"
    return [tuple(row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def visits_of(connection: Connection, customer_id: int, limit: int) -> list[tuple[int, str, str, str]]:
    """(at, kind, product or '', query) of the newest visits."""
    sql = """
    SELECT v.occurred_at, v.kind, COALESCE(NULLIF(p.name, ''), p.code, ''), v.query
    FROM visit v LEFT JOIN product p ON p.id = v.product_id
    WHERE v.customer_id = ? ORDER BY v.occurred_at DESC LIMIT ?
    """
    return [tuple(row) for row in connection.exec_driver_sql(sql, (customer_id, limit))]


def reviews_of(
    connection: Connection, customer_id: int, limit: int
) -> list[tuple[int, int | None, str, str, str]]:
    """(at, stars, title, body, product or '') of the newest reviews that have a date."""
    sql = """
    SELECT r.written_at, r.stars, r.title, r.body, COALESCE(NULLIF(p.name, ''), p.code, '')
    FROM review r LEFT JOIN product p ON p.id = r.product_id
    WHERE r.customer_id = ? AND r.written_at IS NOT NULL ORDER BY r.written_at DESC LIMIT ?
    """
    return [tuple(row) for row in connection.exec_driver_sql(sql, (customer_id, limit))]


def campaigns_of(connection: Connection, customer_id: int) -> list[tuple[int, str, int, str]]:
    """(campaign id, name, exported at, arm) of exported campaigns the customer was part of."""
    sql = """
    SELECT k.id, k.name, k.exported_at, r.arm FROM recipient r JOIN campaign k ON k.id = r.campaign_id
    WHERE r.customer_id = ? AND k.exported_at IS NOT NULL AND r.arm <> 'excluded' ORDER BY k.exported_at DESC
    """
    return [tuple(row) for row in connection.exec_driver_sql(sql, (customer_id,))]


def add_note(connection: Connection, customer_id: int, body: str, at: int) -> int:
    """Keep a note; its id."""
    sql = "INSERT INTO customer_note (customer_id, body, at) VALUES (?, ?, ?) RETURNING id"
    return int(connection.exec_driver_sql(sql, (customer_id, body, at)).scalar_one())


def delete_note(connection: Connection, note_id: int) -> bool:
    """Delete a note; whether there was one."""
    return connection.exec_driver_sql("DELETE FROM customer_note WHERE id = ?", (note_id,)).rowcount == 1


def set_consent(
    connection: Connection, customer_id: int, channel: str, status: str, basis: str, at: int
) -> None:
    """Record consent ("yes", "no") or forget what was recorded ("unknown")."""
    connection.exec_driver_sql(
        "DELETE FROM consent WHERE customer_id = ? AND channel = ?", (customer_id, channel)
    )
    if status != "unknown":
        connection.exec_driver_sql(
            "INSERT INTO consent (customer_id, channel, status, basis, at) VALUES (?, ?, ?, ?, ?)",
            (customer_id, channel, status, basis, at),
        )


def find_customers(connection: Connection, text: str, limit: int) -> list[tuple[int, str, str, str]]:
    """(id, name, code, e-mail) of the best customers whose name, e-mail or code holds every word."""
    question = PageQuestion(tuple(text.split()), "net", True, None, 0, limit)
    ids, _ = page_ids(connection, question)
    return [(row.id, row.name, row.code, row.email) for row in page_rows(connection, ids, None)]


def customer_by_code(connection: Connection, code: str) -> int | None:
    """The id of the customer with that code of the shop's, or with that e-mail address, now or before they
    were found to be another.
    """
    found: int | None = connection.exec_driver_sql(
        "SELECT id FROM customer WHERE erased_at IS NULL AND (code = ? OR email = lower(?)) "
        "ORDER BY code = ? DESC LIMIT 1",
        (code, code, code),
    ).scalar_one_or_none()
    if found is None:
        found = connection.exec_driver_sql(
            "SELECT kept_id FROM customer_merge WHERE json_extract(gone, '$.customer.code') = ?1 "
            "OR json_extract(gone, '$.customer.email') = lower(?1) ORDER BY id DESC LIMIT 1",
            (code,),
        ).scalar_one_or_none()
    return found


def codes_by_id(connection: Connection) -> dict[int, str]:
    """Every customer's code by id, in the order of the codes."""
    rows = connection.exec_driver_sql("SELECT id, code FROM customer WHERE erased_at IS NULL ORDER BY code")
    return {row.id: row.code for row in rows}


def find_products(connection: Connection, text: str, limit: int) -> list[tuple[int, str, str]]:
    """(id, name, code) of the best-selling products whose name or code holds the text."""
    pattern = holding(text)
    sql = """
    SELECT p.id, COALESCE(NULLIF(p.name, ''), p.code), p.code FROM product p
    LEFT JOIN product_total t ON t.product_id = p.id
    WHERE p.name LIKE ? ESCAPE '\\' OR p.code LIKE ? ESCAPE '\\' ORDER BY t.net_e4 DESC LIMIT ?
    """
    return [tuple(row) for row in connection.exec_driver_sql(sql, (pattern, pattern, limit))]


def find_campaigns(connection: Connection, text: str, limit: int) -> list[tuple[int, str]]:
    """(id, name) of the newest campaigns whose name holds the text."""
    pattern = holding(text)
    sql = "SELECT id, name FROM campaign WHERE name LIKE ? ESCAPE '\\' ORDER BY id DESC LIMIT ?"
    return [tuple(row) for row in connection.exec_driver_sql(sql, (pattern, limit))]


class ExportRow(NamedTuple):
    """A customer in an exported table."""

    code: str
    name: str
    email: str
    phone: str
    country: str
    city: str
    language: str
    orders: int
    net_e4: int
    refund_e4: int
    first_at: int | None
    last_at: int | None
    consent: str | None
    segment_code: str | None
    segment_name: str | None
    score: str | None
    no_order_ppm: int | None
    expected_e4: int | None


_EXPORTED = """
    SELECT c.code, c.name, c.email, c.phone, c.country, c.city, c.language, t.order_count, t.net_e4,
           t.refund_e4, t.first_at, t.last_at, k.status, s.code, s.name, m.score, p.no_order_ppm, p.value_e4
    FROM {source} CROSS JOIN customer_total t ON t.customer_id = c.id
    LEFT JOIN consent k ON k.customer_id = c.id AND k.channel = 'email'
    LEFT JOIN segment_member m ON m.run_id = ? AND m.customer_id = c.id
    LEFT JOIN segment s ON s.id = m.segment_id
    LEFT JOIN prediction p ON p.run_id = {newest} AND p.customer_id = c.id
    WHERE c.erased_at IS NULL ORDER BY {order}
"""


def export_rows(connection: Connection, run_id: int | None) -> list[ExportRow]:
    """Every customer for a table: identity, totals, e-mail consent, and the segment of a run."""
    sql = _EXPORTED.format(source="customer c", order="c.id", newest=NEWEST_RUN)
    return [ExportRow(*row) for row in connection.exec_driver_sql(sql, (run_id,))]


def found_rows(connection: Connection, question: PageQuestion, run_id: int | None) -> list[ExportRow]:
    """The same of the customers that a question finds, in its order."""
    ids, _ = page_ids(connection, question)
    sql = _EXPORTED.format(
        source="json_each(?) j CROSS JOIN customer c ON c.id = j.value", order="j.key", newest=NEWEST_RUN
    )
    return [ExportRow(*row) for row in connection.exec_driver_sql(sql, (json.dumps(ids), run_id))]


def membership_rows(connection: Connection, run_ids: list[int]) -> list[tuple[str, str, str, str, str, str]]:
    """(customer code, method, as-of, segment code, segment name, score) of everyone in those runs."""
    sql = """
    SELECT c.code, r.method, r.as_of, s.code, s.name, m.score
    FROM json_each(?) j CROSS JOIN segment_run r ON r.id = j.value
    CROSS JOIN segment_member m ON m.run_id = r.id JOIN segment s ON s.id = m.segment_id
    JOIN customer c ON c.id = m.customer_id
    WHERE c.erased_at IS NULL ORDER BY j.key, s.position, c.id
    """
    return [tuple(row) for row in connection.exec_driver_sql(sql, (json.dumps(run_ids),))]
