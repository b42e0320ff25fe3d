"""What rules ask about the orders of each customer, as they were at the end of a day.

Orders count as ``engine.store.features`` says: a linked refund that came later had not happened yet.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from engine.store.features import BOUGHT_THEN, LATER, NET_THEN, raw_rows
from engine.store.rollups import BOUGHT, COUNTED, GIVEN_BACK, NET
from engine.store.rule_day import THINGS, Asked, Column, Reader, RuleDay, facts, kept


class _Orders(NamedTuple):
    """SQL for orders as they were on a day: what stands before SELECT, the join, and what counts."""

    before: str
    join: str
    bought: str
    net: str
    back: str


def _orders(connection: Connection, day: RuleDay) -> _Orders:
    sql = "SELECT EXISTS (SELECT 1 FROM orders WHERE refund_of IS NOT NULL AND placed_at > ?)"
    if not connection.exec_driver_sql(sql, (day.end,)).scalar_one():
        return _Orders("", "", BOUGHT, NET, GIVEN_BACK)
    back = GIVEN_BACK.replace("THEN o.refunded_e4", "THEN o.refunded_e4 - COALESCE(l.back, 0)")
    return _Orders(f"WITH {LATER} ", "LEFT JOIN later l ON l.sale = o.id", BOUGHT_THEN, NET_THEN, back)


def _known(asked: Asked) -> str:
    """The condition of an order: of a known customer, in the window."""
    # Only a window is what the index of times is good for: without one it costs twice the time.
    return f"o.customer_id > 0 AND {'' if asked.within_days else '+'}o.placed_at BETWEEN :start AND :end"


def _bought(what: str) -> Reader:
    """``what`` about the purchases of each customer, of a thing or of anything; ``{day}`` is their day."""

    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        if asked.thing is not None:
            return _bought_of(connection, asked, day)
        then = _orders(connection, day)
        value = what.format(day=day.number("o.placed_at"), today=day.today)
        sql = (
            f"{then.before}SELECT o.customer_id, {value} FROM orders o {then.join}"
            f" WHERE {_known(asked)} AND {then.bought} GROUP BY o.customer_id"
        )
        return dict(raw_rows(connection, sql, facts(asked, day)))

    return read


def _bought_of(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """The same of a thing: its orders from the index of products, their customers from those of any thing."""
    sql = (
        f"SELECT DISTINCT i.order_id FROM order_line i WHERE {THINGS[asked.thing[0]]}" if asked.thing else ""
    )
    held = raw_rows(connection, sql, facts(asked, day))
    if asked.feature in ("last_order", "first_order"):
        days = _purchases(connection, day, asked.within_days, _WITH_DAY)
        found: Column = {}
        pick = max if asked.feature == "last_order" else min
        for (order,) in held:
            if order in days:
                customer, on = divmod(days[order], _SPAN)
                found[customer] = pick(found.get(customer, on), on)
        return {customer: day.today - on for customer, on in found.items()}
    customers = _purchases(connection, day, asked.within_days, "")
    counted = Counter(customers[order] for (order,) in held if order in customers)
    return dict.fromkeys(counted, 1) if asked.feature == "bought" else dict(counted)


#: A customer's id and the number of a day in one whole number.
_SPAN = 1_000_000
_WITH_DAY = " * 1000000 + {day}"


def _purchases(connection: Connection, day: RuleDay, within_days: int, extra: str) -> Column:
    """Order id → customer id (and ``extra``) of every purchase in a window."""
    asked = Asked("purchases", within_days, None, extra)

    def read() -> Column:
        then = _orders(connection, day)
        value = "o.customer_id" + extra.format(day=day.number("o.placed_at"))
        known = f"{_known(asked)} AND {then.bought}"
        sql = f"{then.before}SELECT o.id, {value} FROM orders o {then.join} WHERE {known}"
        return dict(raw_rows(connection, sql, facts(asked, day)))

    return kept(connection, asked, day, read)


def _spent(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    if asked.thing is not None:
        return _of_lines(connection, asked, day, "total_e4")
    then = _orders(connection, day)
    sql = (
        f"{then.before}SELECT o.customer_id, SUM({then.net}) FROM orders o {then.join}"
        f" WHERE {_known(asked)} AND {COUNTED} GROUP BY o.customer_id"
    )
    return dict(raw_rows(connection, sql, facts(asked, day)))


def _units(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    found = _of_lines(connection, asked, day, "quantity_milli")
    return {customer: milli / 1000 for customer, milli in found.items()}


def _of_lines(connection: Connection, asked: Asked, day: RuleDay, what: str) -> Column:
    """A sum over order lines; those of a linked refund count on the day of their sale, once they came."""
    if asked.thing is None:
        sql = (
            f"SELECT o.customer_id, SUM(i.{what}) FROM orders o CROSS JOIN order_line i ON i.order_id = o.id"
            f" WHERE +o.refund_of IS NULL AND {_known(asked)} AND {COUNTED} GROUP BY o.customer_id"
        )
        found = Counter(dict(raw_rows(connection, sql, facts(asked, day))))
        of_thing = ""
    else:
        counted = Asked("counted", asked.within_days)
        known = f"+o.refund_of IS NULL AND {_known(asked)} AND {COUNTED}"
        sql = f"SELECT o.id, o.customer_id FROM orders o WHERE {known}"
        customers = kept(
            connection, counted, day, lambda: dict(raw_rows(connection, sql, facts(counted, day)))
        )
        found = Counter()
        lines = f"SELECT i.order_id, i.{what} FROM order_line i WHERE {THINGS[asked.thing[0]]}"
        for order, value in raw_rows(connection, lines, facts(asked, day)):
            if order in customers:
                found[customers[order]] += value
        of_thing = f"AND {THINGS[asked.thing[0]]}"
    back = f"""
    SELECT o.customer_id, SUM(i.{what}) FROM orders r CROSS JOIN orders o ON o.id = r.refund_of
    CROSS JOIN order_line i ON i.order_id = r.id
    WHERE r.refund_of > 0 AND +r.placed_at <= :end AND r.status NOT IN ('pending', 'cancelled')
          AND {_known(asked)} AND {COUNTED} {of_thing}
    GROUP BY o.customer_id
    """
    found.update(dict(raw_rows(connection, back, facts(asked, day))))
    return dict(found)


def _mean_order(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    then = _orders(connection, day)
    sql = (
        f"{then.before}SELECT o.customer_id, SUM({then.net}), COUNT(*) FROM orders o {then.join}"
        f" WHERE {_known(asked)} AND {then.bought} GROUP BY o.customer_id"
    )
    found = raw_rows(connection, sql, facts(asked, day))
    return {customer: round(net / orders) for customer, net, orders in found}


def _days_of_purchase(connection: Connection, asked: Asked, day: RuleDay) -> list[tuple[Any, ...]]:
    """(customer, first day, last day, days with a purchase)."""
    number = day.number("o.placed_at")
    then = _orders(connection, day)
    sql = (
        f"{then.before}SELECT o.customer_id, MIN({number}), MAX({number}), COUNT(DISTINCT {number})"
        f" FROM orders o {then.join} WHERE {_known(asked)} AND {then.bought} GROUP BY o.customer_id"
    )
    return kept(connection, Asked("days"), day, lambda: raw_rows(connection, sql, facts(asked, day)))


def _gap(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    rows = _days_of_purchase(connection, asked, day)
    return {customer: (last - first) / (days - 1) for customer, first, last, days in rows if days > 1}


def _overdue(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    rows = _days_of_purchase(connection, asked, day)
    return {
        customer: (day.today - last) * (days - 1) / (last - first)
        for customer, first, last, days in rows
        if days > 1
    }


def _refund_share(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    then = _orders(connection, day)
    sql = (
        f"{then.before}SELECT o.customer_id, SUM({then.back}),"
        " SUM(CASE WHEN o.kind = 'sale' THEN o.total_e4 ELSE 0 END)"
        f" FROM orders o {then.join} WHERE {_known(asked)} AND {COUNTED} GROUP BY o.customer_id"
    )
    found = raw_rows(connection, sql, facts(asked, day))
    return {customer: min(max(back / gross, 0.0), 1.0) for customer, back, gross in found if gross > 0}


def _distinct(what: str) -> Reader:
    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        then = _orders(connection, day)
        sql = (
            f"{then.before}SELECT o.customer_id, COUNT(DISTINCT {what}) FROM orders o {then.join}"
            " CROSS JOIN order_line i ON i.order_id = o.id CROSS JOIN product p ON p.id = i.product_id"
            f" WHERE {_known(asked)} AND {then.bought} AND p.kind = 'product' GROUP BY o.customer_id"
        )
        return dict(raw_rows(connection, sql, facts(asked, day)))

    return read


COLUMNS: dict[str, Reader] = {
    "bought": _bought("1"),
    "orders": _bought("COUNT(*)"),
    "spent": _spent,
    "units": _units,
    "last_order": _bought("{today} - MAX({day})"),
    "first_order": _bought("{today} - MIN({day})"),
    "mean_order": _mean_order,
    "order_days": _bought("COUNT(DISTINCT {day})"),
    "gap": _gap,
    "overdue": _overdue,
    "discount_share": _bought("AVG(o.discount_e4 > 0 OR o.discount_code <> '')"),
    "refund_share": _refund_share,
    "products": _distinct("i.product_id"),
    "categories": _distinct("NULLIF(p.category, '')"),
}
