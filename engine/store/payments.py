"""Payments as orders of their own channels, and the orders of other channels that they pay for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

#: What the buyer paid in all, in the order's own currency; where prices contain their tax, without it.
_NET = "COALESCE(o.original_total_e4, o.total_e4) + o.shipping_e4"
_PAID = f"{_NET} + o.tax_e4"


def payment_sources(connection: Connection, channels: Iterable[str]) -> list[int]:
    """The sources of those channels that the shop has."""
    wanted = sorted(set(channels))
    places = ", ".join("?" * len(wanted))
    rows = connection.exec_driver_sql(f"SELECT id FROM source WHERE channel IN ({places})", tuple(wanted))
    return [row[0] for row in rows]


def payments(connection: Connection, sources: Sequence[int]) -> list[tuple[Any, ...]]:
    """(id, source, code, customer or 0, e-mail, placed at, currency, paid, own kind, whether it counts, kind,
    gives back, pays for) of every payment and refund of them.
    """
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.source_id, o.code, COALESCE(o.customer_id, 0), COALESCE(c.email, ''), o.placed_at, "
        f"o.currency, {_PAID}, CASE WHEN COALESCE(o.original_total_e4, o.total_e4) < 0 THEN 'refund' "
        "WHEN COALESCE(o.original_total_e4, o.total_e4) > 0 THEN 'sale' ELSE o.kind END, "
        "o.status NOT IN ('pending', 'cancelled'), o.kind, o.gives_back, o.pays_for "
        "FROM orders o LEFT JOIN customer c ON c.id = o.customer_id "
        f"WHERE o.source_id IN ({_listed(sources)})"
    )
    return [tuple(row) for row in rows]


def payable_orders(
    connection: Connection, sources: Sequence[int], amounts: Iterable[int]
) -> list[tuple[Any, ...]]:
    """(id, customer or 0, e-mail, placed at, currency, paid, paid where prices contain their tax, code) of
    the sales of all other sources for one of some amounts.
    """
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS paid_amount (amount INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM paid_amount")
    rows = [(int(amount),) for amount in sorted(set(amounts))]
    if rows:
        connection.exec_driver_sql("INSERT INTO paid_amount VALUES (?)", rows)
    found = connection.exec_driver_sql(
        "SELECT o.id, COALESCE(o.customer_id, 0), COALESCE(c.email, ''), o.placed_at, o.currency, "
        f"{_PAID}, {_NET}, o.code FROM orders o LEFT JOIN customer c ON c.id = o.customer_id "
        f"WHERE o.source_id NOT IN ({_listed(sources)}) AND o.kind = 'sale' "
        "AND o.status NOT IN ('pending', 'cancelled') "
        f"AND ({_PAID} IN (SELECT amount FROM paid_amount) OR {_NET} IN (SELECT amount FROM paid_amount))"
    ).fetchall()
    connection.exec_driver_sql("DELETE FROM paid_amount")
    return [tuple(row) for row in found]


def numbered_orders(connection: Connection, pairs: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
    """(source of a payment, number) → the sale of that number in the payments' own channel: those of
    ``shopify`` come as ``shopify_payments``.
    """
    found = {}
    for source in sorted({source for source, _ in pairs}):
        rows = connection.exec_driver_sql(
            "SELECT o.code, o.id FROM orders o JOIN source s ON s.id = o.source_id "
            "WHERE s.channel || '_payments' = (SELECT channel FROM source WHERE id = ?) AND o.kind = 'sale' "
            "AND o.status NOT IN ('pending', 'cancelled')",
            (source,),
        )
        found.update({(source, code): number for code, number in rows})
    return {pair: found[pair] for pair in pairs if pair in found}


def set_links(connection: Connection, rows: Sequence[tuple[int | None, str, int]]) -> None:
    """Rows of (order paid for or None, kind, payment id)."""
    if rows:
        connection.exec_driver_sql("UPDATE orders SET pays_for = ?, kind = ? WHERE id = ?", list(rows))


def _listed(sources: Sequence[int]) -> str:
    return ", ".join(str(int(source)) for source in sources)
