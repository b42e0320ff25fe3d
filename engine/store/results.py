"""What an import of campaign results asks of and writes to the shop file, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.store.merging import merged_recipients


class Exported(NamedTuple):
    """An exported campaign."""

    id: int
    name: str
    exported_at: int
    state: str


class Addressee(NamedTuple):
    """Somebody of an exported campaign: the address then and now, and the customer number."""

    campaign_id: int
    customer_id: int
    key: str
    email: str
    email_now: str
    code: str


def exported_campaigns(connection: Connection) -> list[Exported]:
    """Every campaign that was exported, the newest first."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, exported_at, state FROM campaign WHERE exported_at IS NOT NULL "
        "ORDER BY exported_at DESC, id DESC"
    )
    return [Exported(*row) for row in rows]


def addressees(connection: Connection) -> Iterator[Addressee]:
    """Everybody of every exported campaign, whatever their arm; also by the keys that merges took away."""
    rows = connection.exec_driver_sql(
        "SELECT r.campaign_id, r.customer_id, r.recipient_key, r.email, c.email, c.code FROM recipient r "
        "JOIN campaign k ON k.id = r.campaign_id AND k.exported_at IS NOT NULL "
        "JOIN customer c ON c.id = r.customer_id ORDER BY r.campaign_id, r.customer_id"
    )
    yield from (Addressee(*row) for row in rows)
    for campaign, customer, key, address in merged_recipients(connection):
        yield Addressee(campaign, customer, key, address, "", "")


def stored_outcomes(connection: Connection, campaigns: Iterable[int]) -> dict[tuple[int, int, str, int], int]:
    """(campaign, customer, kind, at) → id of everything known of some campaigns."""
    found = {}
    for campaign in set(campaigns):
        rows = connection.exec_driver_sql(
            "SELECT campaign_id, customer_id, kind, at, id FROM outcome WHERE campaign_id = ?", (campaign,)
        )
        found.update({tuple(row[:4]): row[4] for row in rows})
    return found


def orders_by_code(connection: Connection, codes: Iterable[str]) -> dict[tuple[str, int], int]:
    """(order number, customer) → id of some orders."""
    found = {}
    for code in set(codes):
        rows = connection.exec_driver_sql(
            "SELECT customer_id, id FROM orders WHERE code = ? AND customer_id IS NOT NULL", (code,)
        )
        found.update({(code, row[0]): row[1] for row in rows})
    return found


def add_outcomes(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of (campaign, customer, kind, at, order or None, amount in 1/10,000, import id)."""
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO outcome (campaign_id, customer_id, kind, at, order_id, amount_e4, import_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            list(rows),
        )


def results_are_in(connection: Connection, campaigns: Iterable[int]) -> None:
    """Mark campaigns as having results."""
    rows = [(campaign,) for campaign in campaigns]
    if rows:
        connection.exec_driver_sql("UPDATE campaign SET state = 'results_in' WHERE id = ?", rows)
