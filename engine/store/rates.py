"""Exchange rates, and what orders in other currencies are worth in the shop's.

``orders.total_e4``, ``refunded_e4`` and the lines' amounts are always in the shop's currency, so that every
sum downstream is of one currency; the ``original_…`` columns keep what the file says. An order whose day has
no rate, and a payment of an order that the shop has from elsewhere, is worth nothing here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.store import refund_links
from engine.store.loading import id_list
from engine.store.settings import load_settings

#: A rate from this day on holds for all days before any other of its currency.
ALWAYS = "0001-01-01"
_SCALE = 10**9


@dataclass(frozen=True)
class CurrencyUse:
    """What the shop holds in one other currency; ``waiting`` orders have no rate yet. Money in 1/10,000 of
    that currency.
    """

    currency: str
    orders: int
    total_e4: int
    waiting: int
    waiting_e4: int


class _Rates:
    def __init__(self, connection: Connection) -> None:
        settings = load_settings(connection)
        self.base = str(settings["currency"])
        self._zone = ZoneInfo(str(settings["timezone"]))
        self._days: dict[str, list[str]] = defaultdict(list)
        self._rates: dict[str, list[int]] = defaultdict(list)
        for currency, day, rate in all_rates(connection):
            self._days[currency].append(day)
            self._rates[currency].append(rate)

    def at(self, currency: str, moment: int) -> int:
        """The rate × 10⁹ at a moment; 0 where there is none."""
        if currency == self.base:
            return _SCALE
        if currency not in self._days:
            return 0
        day = datetime.fromtimestamp(moment, UTC).astimezone(self._zone).date().isoformat()
        place = bisect_right(self._days[currency], day)
        return self._rates[currency][place - 1] if place else 0


def base_currency(connection: Connection) -> str:
    """The shop's currency."""
    return str(load_settings(connection)["currency"])


def all_rates(connection: Connection) -> list[tuple[str, str, int]]:
    """(currency, from day, rate × 10⁹) of every rate, by currency and day."""
    rows = connection.exec_driver_sql(
        "SELECT currency, from_day, rate_e9 FROM currency_rate ORDER BY currency, from_day"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def currency_uses(connection: Connection) -> list[CurrencyUse]:
    """Every other currency that orders are in, the most used first."""
    rows = connection.exec_driver_sql(
        """
        SELECT currency, COUNT(*), SUM(original_total_e4),
               SUM(total_e4 = 0 AND original_total_e4 <> 0),
               SUM(CASE WHEN total_e4 = 0 THEN original_total_e4 ELSE 0 END)
        FROM orders
        WHERE original_total_e4 IS NOT NULL AND pays_for IS NULL AND currency <> (
            SELECT json_extract(value, '$') FROM setting WHERE key = 'currency'
        )
        GROUP BY currency ORDER BY COUNT(*) DESC, currency
        """
    )
    return [CurrencyUse(*row) for row in rows]


def set_rate(connection: Connection, currency: str, from_day: str, rate_e9: int) -> None:
    """Keep a rate; another of the same day is replaced."""
    connection.exec_driver_sql(
        "INSERT INTO currency_rate (currency, from_day, rate_e9) VALUES (?, ?, ?) "
        "ON CONFLICT DO UPDATE SET rate_e9 = excluded.rate_e9",
        (currency, from_day, rate_e9),
    )


def remove_rate(connection: Connection, currency: str | None, from_day: str | None) -> int:
    """Forget the rate of one day, all of a currency, or (None) all there are; returns how many there were."""
    named = {"currency": currency, "from_day": from_day}
    told = {column: value for column, value in named.items() if value}
    chosen = " AND ".join(f"{column} = ?" for column in told) or "TRUE"
    found = connection.exec_driver_sql(f"DELETE FROM currency_rate WHERE {chosen}", tuple(told.values()))
    return int(found.rowcount)


def relabel(connection: Connection, old: str, new: str) -> bool:
    """Say of every order in the old currency that it is in the new one, if all are; whether they were."""
    others = "SELECT 1 FROM orders WHERE currency <> ? OR original_total_e4 IS NOT NULL LIMIT 1"
    if connection.exec_driver_sql(others, (old,)).scalar():
        return False
    connection.exec_driver_sql("UPDATE orders SET currency = ? WHERE currency = ?", (new, old))
    return True


def rebase_all(connection: Connection) -> None:
    """Work out anew what every order in another currency is worth."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM orders WHERE original_total_e4 IS NOT NULL OR currency <> ?",
        (base_currency(connection),),
    )
    rebase(connection, [row[0] for row in rows])


def rebase(connection: Connection, ids: Iterable[int]) -> None:
    """Work out what some orders are worth in the shop's currency, from what their files say."""
    chosen = sorted({int(number) for number in ids})
    if not chosen:
        return
    rates = _Rates(connection)
    with id_list(connection, chosen) as table:
        links = connection.exec_driver_sql(
            f"SELECT id, refund_of FROM orders WHERE refund_of IN (SELECT id FROM {table}) "
            f"UNION SELECT o.id, o.refund_of FROM {table} CROSS JOIN orders o ON o.id = {table}.id "
            "WHERE o.refund_of IS NOT NULL"
        ).fetchall()
        pairs = [(row[0], row[1]) for row in links]
    refund_links.put_back(connection, pairs, -1)
    with id_list(connection, chosen) as table:
        orders = connection.exec_driver_sql(
            "SELECT o.id, o.currency, o.placed_at, o.pays_for IS NOT NULL, "
            "COALESCE(o.original_total_e4, o.total_e4), COALESCE(o.original_refunded_e4, o.refunded_e4) "
            f"FROM {table} CROSS JOIN orders o ON o.id = {table}.id"
        ).fetchall()
        lines = connection.exec_driver_sql(
            "SELECT l.order_id, l.line_no, COALESCE(l.original_unit_price_e4, l.unit_price_e4), "
            "COALESCE(l.original_total_e4, l.total_e4) "
            f"FROM {table} CROSS JOIN order_line l ON l.order_id = {table}.id"
        ).fetchall()
    rate_of = {
        number: 0 if paying else rates.at(currency, moment) for number, currency, moment, paying, *_ in orders
    }
    plain = {row[0] for row in orders if row[1] == rates.base and not row[3]}
    total_of: dict[int, int] = defaultdict(int)
    changed_lines = []
    for number, line, price, total in lines:
        worth = _times(total, rate_of[number])
        total_of[number] += worth
        own = (None, None) if number in plain else (price, total)
        changed_lines.append((_times(price, rate_of[number]), worth, *own, number, line))
    connection.exec_driver_sql(
        "UPDATE order_line SET unit_price_e4 = ?, total_e4 = ?, original_unit_price_e4 = ?, "
        "original_total_e4 = ? WHERE order_id = ? AND line_no = ?",
        changed_lines,
    )
    changed = []
    for number, _, _, _, total, refunded in orders:
        worth = total_of[number]
        back = worth if refunded >= total > 0 else min(_times(refunded, rate_of[number]), max(worth, 0))
        own = (None, None) if number in plain else (total, refunded)
        changed.append((worth, max(back, 0), *own, number))
    connection.exec_driver_sql(
        "UPDATE orders SET total_e4 = ?, refunded_e4 = ?, original_total_e4 = ?, original_refunded_e4 = ? "
        "WHERE id = ?",
        changed,
    )
    refund_links.put_back(connection, pairs, 1)


def _times(amount: int, rate_e9: int) -> int:
    """An amount at a rate, half away from zero."""
    worth = abs(amount) * rate_e9
    return ((worth + _SCALE // 2) // _SCALE) * (1 if amount >= 0 else -1)
