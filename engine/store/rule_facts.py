"""What rules ask of the shop file: one column a question, customer id → value, as of the end of a day.

Orders are asked in ``engine.store.rule_orders``; here are visits, reviews, the customer file and the rest.
"""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from engine.customers.days import day_of
from engine.store import rule_orders
from engine.store.features import raw_rows
from engine.store.rollups import COUNTED
from engine.store.rule_day import THINGS, Asked, Column, Reader, RuleDay, facts, kept

#: A cart is left behind when neither a purchase nor an order follows within so many days.
CART_DAYS = 3
_DAY = 86_400


def newest_day(connection: Connection, zone: ZoneInfo, at: int) -> date:
    """The day of the last order, visit or review up to that of a moment, which it is itself without any."""
    today = day_of(at, zone)
    sql = f"""
    SELECT MAX(COALESCE((SELECT MAX(placed_at) FROM orders o WHERE placed_at <= :end AND {COUNTED}), 0),
               COALESCE((SELECT MAX(occurred_at) FROM visit WHERE occurred_at <= :end), 0),
               COALESCE((SELECT MAX(written_at) FROM review WHERE written_at <= :end), 0))
    """
    day = RuleDay(today, zone)
    found = kept(connection, Asked("newest"), day, lambda: raw_rows(connection, sql, {"end": day.end})[0][0])
    return day_of(int(found), zone) if found else today


def sales(connection: Connection, day: RuleDay) -> Column:
    """What each customer had brought in by then, net of refunds, in ten-thousandths."""
    if not day.now:
        return column(connection, Asked("spent"), day)
    sql = "SELECT customer_id, net_e4 FROM customer_total WHERE order_count > 0 OR net_e4 <> 0"
    return kept(connection, Asked("sales"), day, lambda: dict(raw_rows(connection, sql, {})))


def everyone(connection: Connection, day: RuleDay) -> set[int]:
    """Every customer on file who was not erased; on an earlier day those who were known or seen by then."""
    return kept(connection, Asked("everyone"), day, lambda: _everyone(connection, day))


def _everyone(connection: Connection, day: RuleDay) -> set[int]:
    sql = "SELECT id FROM customer WHERE erased_at IS NULL"
    if not day.now:
        sql += (
            " AND (created_at <= :end"
            " OR id IN (SELECT customer_id FROM orders WHERE placed_at <= :end)"
            " OR id IN (SELECT customer_id FROM visit WHERE occurred_at <= :end)"
            " OR id IN (SELECT customer_id FROM review WHERE written_at <= :end))"
        )
    return {row[0] for row in raw_rows(connection, sql, {"end": day.end})}


def column(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """The values of a feature; raises KeyError for one that there is none of."""
    return kept(connection, asked, day, lambda: _COLUMNS[asked.feature](connection, asked, day))


# --- visits and reviews -----------------------------------------------------------------------------------


def _visits(what: str, condition: str = "1") -> Reader:
    """``what`` about the events of each customer's visits for which ``condition`` holds."""

    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        number = day.number("i.occurred_at")
        value = what.format(day=number, today=day.today)
        of_thing = _looked_at(connection, asked, day)
        sql = (
            f"SELECT i.customer_id, {value} FROM visit i WHERE i.customer_id > 0"
            f" AND i.occurred_at BETWEEN :start AND :end AND {condition} {of_thing} GROUP BY i.customer_id"
        )
        found = raw_rows(connection, sql, facts(asked, day))
        return {customer: value for customer, value in found if value is not None}

    return read


def _seen(asked: Asked) -> str:
    """The condition that a review is of the thing asked for; some name only its category."""
    if asked.thing is None:
        return ""
    if asked.thing[0] == "category":
        return f"AND ({THINGS['category']} OR (i.product_id IS NULL AND i.category = :thing))"
    return f"AND {THINGS[asked.thing[0]]}"


def _looked_at(connection: Connection, asked: Asked, day: RuleDay) -> str:
    """The condition that an event is of the thing asked for; pages without a product name their category."""
    if asked.thing is None:
        return ""
    # Within a window the index of customers and times is the shorter way: keep SQLite off the products'.
    of_thing = THINGS[asked.thing[0]]
    of_thing = of_thing.replace("i.product_id", "+i.product_id", 1) if asked.within_days else of_thing
    if asked.thing[0] == "category":
        sql = "SELECT DISTINCT category FROM visit WHERE category <> ''"
        pages = kept(
            connection, Asked("pages"), day, lambda: {row[0] for row in raw_rows(connection, sql, {})}
        )
        if asked.thing[1] in pages:
            return f"AND ({of_thing} OR (i.product_id IS NULL AND i.category = :thing))"
    return f"AND {of_thing}"


def _carts_left(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """Carts of which nothing was bought and after which nothing was ordered for ``CART_DAYS`` days."""
    sql = f"""
    WITH cart AS MATERIALIZED (
        SELECT i.customer_id, MIN(i.occurred_at) AS first_at, MAX(i.occurred_at) AS last_at FROM visit i
        WHERE i.customer_id > 0 AND i.kind = 'cart' AND i.occurred_at BETWEEN :start AND :end
        GROUP BY i.customer_id, COALESCE(NULLIF(i.session, ''), {day.number("i.occurred_at")}))
    SELECT c.customer_id, COUNT(*) FROM cart c
    WHERE c.last_at + {CART_DAYS * _DAY} <= :end
      AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id AND o.kind = 'sale'
          AND o.status <> 'cancelled' AND o.placed_at BETWEEN c.first_at AND c.last_at + {CART_DAYS * _DAY})
      AND NOT EXISTS (SELECT 1 FROM visit b WHERE b.customer_id = c.customer_id AND b.kind = 'purchase'
          AND b.occurred_at BETWEEN c.first_at AND c.last_at + {CART_DAYS * _DAY})
    GROUP BY c.customer_id
    """
    return dict(raw_rows(connection, sql, facts(asked, day)))


def _reviews(what: str, condition: str = "1") -> Reader:
    """``what`` about each customer's reviews; undated ones count now, not within so many days."""

    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        undated = "OR i.written_at IS NULL" if day.now and not asked.within_days else ""
        sql = (
            f"SELECT i.customer_id, {what} FROM review i WHERE i.customer_id > 0"
            f" AND (i.written_at BETWEEN :start AND :end {undated}) AND {condition} {_seen(asked)}"
            " GROUP BY i.customer_id"
        )
        return dict(raw_rows(connection, sql, facts(asked, day)))

    return read


def _spoken_of(verdict: str) -> Reader:
    """What each customer's reviews praise or blame, as a tuple of words: aspects of ``engine.reviews``."""
    spoken = _reviews(
        "GROUP_CONCAT((SELECT GROUP_CONCAT(m.aspect) FROM review_mention m"
        f" WHERE m.review_id = i.id AND m.verdict = '{verdict}'))",
        f"EXISTS (SELECT 1 FROM review_mention m WHERE m.review_id = i.id AND m.verdict = '{verdict}')",
    )

    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        found = spoken(connection, asked, day)
        return {who: tuple(sorted(set(str(listed).split(",")))) for who, listed in found.items()}

    return read


def _stars(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """The fewest and the most stars that a customer gave."""
    both = _reviews("MIN(i.stars) * 10 + MAX(i.stars)", "i.stars IS NOT NULL")(connection, asked, day)
    return {customer: divmod(value, 10) for customer, value in both.items()}


# --- the customer file, consent, groups, forecasts ----------------------------------------------------------


def _field(name: str) -> Reader:
    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        return dict(raw_rows(connection, f"SELECT id, {name} FROM customer WHERE {name} <> ''", {}))

    return read


def _has_email(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    return dict(raw_rows(connection, "SELECT id, 1 FROM customer WHERE email <> ''", {}))


def _attribute(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    sql = (
        "SELECT c.id, j.value FROM customer c, json_each(c.attributes) j"
        " WHERE c.attributes <> '{}' AND j.key = :option AND j.type <> 'null'"
    )
    return dict(raw_rows(connection, sql, facts(asked, day)))


def _birthday(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """Days until the next birthday, 0 on the day; who was born on 29 February has it on the 28th."""
    waits: dict[str, int] = {}
    found = {}
    for customer, born in raw_rows(connection, "SELECT id, birthday FROM customer WHERE birthday <> ''", {}):
        month_day = born[-5:]
        if month_day not in waits:
            waits[month_day] = _days_until(month_day, day.day)
        found[customer] = waits[month_day]
    return found


def _days_until(month_day: str, today: date) -> int:
    month, number = int(month_day[:2]), int(month_day[3:])
    for year in (today.year, today.year + 1):
        try:
            then = date(year, month, number)
        except ValueError:
            then = date(year, month, number - 1)
        if then >= today:
            return (then - today).days
    raise AssertionError("a birthday comes within a year")


def _consent(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    sql = "SELECT customer_id, status FROM consent WHERE channel = :option AND (:now OR at <= :end)"
    found = dict.fromkeys(everyone(connection, day), "unknown")
    found.update(raw_rows(connection, sql, {**facts(asked, day), "now": day.now}))
    return found


def _mailed(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    sql = (
        "SELECT r.customer_id, 1 FROM campaign c JOIN recipient r ON r.campaign_id = c.id"
        " WHERE r.arm = 'mail' AND c.exported_at >= :start AND (:now OR c.exported_at <= :end)"
    )
    return dict(raw_rows(connection, sql, {**facts(asked, day), "now": day.now}))


def _segment(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    sql = """
    SELECT m.customer_id, s.code FROM segment_member m JOIN segment s ON s.id = m.segment_id
    WHERE m.run_id = (SELECT id FROM segment_run WHERE method = :option AND (:now OR as_of <= :day)
                      ORDER BY as_of DESC, id DESC LIMIT 1)
    """
    return dict(raw_rows(connection, sql, {**facts(asked, day), "now": day.now, "day": day.day.isoformat()}))


def _list(connection: Connection, asked: Asked, day: RuleDay) -> Column:
    """The numbers of the fixed lists that a customer is on, as a tuple of words."""
    found: dict[int, tuple[str, ...]] = {}
    sql = "SELECT customer_id, own_segment_id FROM own_segment_member ORDER BY 1, 2"
    for customer, number in raw_rows(connection, sql, {}):
        found[customer] = (*found.get(customer, ()), str(number))
    return found


def _forecast(what: str) -> Reader:
    def read(connection: Connection, asked: Asked, day: RuleDay) -> Column:
        sql = f"""
        SELECT customer_id, {what} FROM prediction WHERE run_id = (
            SELECT id FROM prediction_run WHERE :now OR as_of <= :day ORDER BY as_of DESC, id DESC LIMIT 1)
        """
        return dict(raw_rows(connection, sql, {"now": day.now, "day": day.day.isoformat()}))

    return read


_COLUMNS: dict[str, Reader] = {
    **rule_orders.COLUMNS,
    "looked": _visits("1", "i.kind = 'view'"),
    "views": _visits("COUNT(*)", "i.kind = 'view'"),
    "visits": _visits("COUNT(DISTINCT COALESCE(NULLIF(i.session, ''), {day}))"),
    "minutes": _visits("SUM(i.seconds) / 60.0"),
    "last_visit": _visits("{today} - MAX({day})"),
    "searches": _visits("COUNT(*)", "i.kind = 'search'"),
    "carts_left": _carts_left,
    "stars": _stars,
    "mean_stars": _reviews("AVG(i.stars)", "i.stars IS NOT NULL"),
    "reviews": _reviews("COUNT(*)"),
    "praised": _spoken_of("praise"),
    "complained": _spoken_of("blame"),
    "attribute": _attribute,
    "country": _field("country"),
    "region": _field("region"),
    "city": _field("city"),
    "gender": _field("gender"),
    "language": _field("language"),
    "birthday": _birthday,
    "consent": _consent,
    "has_email": _has_email,
    "mailed": _mailed,
    "segment": _segment,
    "list": _list,
    "no_order_chance": _forecast("no_order_ppm / 1000000.0"),
    "expected_value": _forecast("value_e4"),
    "slipping": _forecast("slipping"),
}
