"""Roll-ups kept up: of a change to orders only the customers, months and products concerned are summed anew.

While a change is under way, triggers write down each order as it was before its first change, and which
lines came and went (as ``engine.store.undo`` does for the small tables); ``engine.store.product_changes``
works out what that does to products. The result is always what ``refresh_rollups`` would make of the whole
shop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from engine.jobs import Progress, no_progress, part_of
from engine.store.loading import watched
from engine.store.rollups import (
    BOUGHT,
    months_of,
    refresh_customers,
    refresh_months,
    refresh_rollups,
)

#: Above this share of the shop's lines, summing everything anew is faster.
_SHARE = 0.4

_STATE = ("customer_id", "placed_at", "kind", "status", "total_e4", "refunded_e4", "refund_of")
_OLD = ", ".join(f"OLD.{column}" for column in _STATE)
# Not OR IGNORE: within a trigger the outer statement's way with conflicts would stand above it.
_NOTE = f"INSERT INTO old_order SELECT id, 1, {', '.join(_STATE)} FROM orders WHERE id = {{0}}.order_id "
_NOT_YET = "NOT EXISTS (SELECT 1 FROM old_order WHERE id = {0})"

# Typed: SQLite looks nothing up by an index of untyped columns that it compares with whole numbers.
_TABLES = {
    "old_order": "id INTEGER PRIMARY KEY, there INTEGER, customer_id INTEGER, placed_at INTEGER, kind TEXT, "
    "status TEXT, total_e4 INTEGER, refunded_e4 INTEGER, refund_of INTEGER",
    "old_line": "order_id INTEGER, product_id INTEGER, quantity_milli INTEGER, total_e4 INTEGER",
    "new_line": "order_id INTEGER, line_no INTEGER, PRIMARY KEY (order_id, line_no)",
    "old_customer": "id INTEGER PRIMARY KEY, first_at INTEGER",
}

_LINE_GOES = (
    f"{_NOTE.format('OLD')} AND {_NOT_YET.format('OLD.order_id')}; "
    "INSERT INTO old_line SELECT OLD.order_id, OLD.product_id, OLD.quantity_milli, OLD.total_e4 WHERE NOT "
    "EXISTS (SELECT 1 FROM new_line WHERE order_id = OLD.order_id AND line_no = OLD.line_no); "
    "DELETE FROM new_line WHERE order_id = OLD.order_id AND line_no = OLD.line_no; "
)
_LINE_COMES = (
    f"{_NOTE.format('NEW')} AND {_NOT_YET.format('NEW.order_id')}; "
    "INSERT INTO new_line SELECT NEW.order_id, NEW.line_no WHERE NOT EXISTS "
    "(SELECT 1 FROM new_line WHERE order_id = NEW.order_id AND line_no = NEW.line_no); "
)
# All lines of an order that was not there before (0) are new, all of one that goes (2) are written down.
_KNOWN = "WHEN COALESCE((SELECT there FROM old_order WHERE id = {0}.order_id), 1) = 1"
_CUSTOMER = (
    "INSERT INTO old_customer (id) SELECT NEW.id WHERE NOT EXISTS "
    "(SELECT 1 FROM old_customer WHERE id = NEW.id); "
)
_TRIGGERS = {
    "order_comes": (
        "AFTER INSERT ON main.orders",
        f"INSERT INTO old_order (id, there) SELECT NEW.id, 0 WHERE {_NOT_YET.format('NEW.id')}; ",
    ),
    "order_changes": (
        f"BEFORE UPDATE OF {', '.join(_STATE)} ON main.orders",
        f"INSERT INTO old_order SELECT OLD.id, 1, {_OLD} WHERE {_NOT_YET.format('OLD.id')}; ",
    ),
    "order_goes": (
        "BEFORE DELETE ON main.orders",
        f"INSERT INTO old_order SELECT OLD.id, 1, {_OLD} WHERE {_NOT_YET.format('OLD.id')}; ",
    ),
    "line_comes": (f"AFTER INSERT ON main.order_line {_KNOWN.format('NEW')}", _LINE_COMES),
    "line_changes": (f"AFTER UPDATE ON main.order_line {_KNOWN.format('NEW')}", _LINE_GOES + _LINE_COMES),
    "line_goes": (f"AFTER DELETE ON main.order_line {_KNOWN.format('OLD')}", _LINE_GOES),
    "customer_comes": (
        "AFTER INSERT ON main.customer",
        _CUSTOMER,
    ),
    "customer_changes": (
        "AFTER UPDATE OF name, email, code ON main.customer",
        _CUSTOMER,
    ),
}
_LINE_TRIGGERS = ("line_comes", "line_changes", "line_goes")


@contextmanager
def kept_up(
    connection: Connection, timezone: str, *, changing: int = 0, progress: Progress = no_progress
) -> Iterator[None]:
    """Bring the roll-ups up to date with whatever the block does to orders, lines and customers.

    ``timezone`` is the shop's IANA zone, ``changing`` how many lines the block will add or remove, as far as
    the caller knows: a great change is not followed row by row. Within another such block it does nothing.
    All in the caller's transaction.
    """
    if _is_following(connection):
        yield
        return
    if changing > _SHARE * _line_count(connection):
        yield
        with watched(connection, progress, 0.0):
            refresh_rollups(connection, timezone, progress=progress)
        return
    from engine.store.product_changes import refresh_products

    _follow(connection)
    yield
    with watched(connection, progress, 0.0):
        for name in _TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER temp.follow_{name}")
        _drop_unchanged(connection)
        if _changed_lines(connection) > _SHARE * _line_count(connection):
            refresh_rollups(connection, timezone, progress=progress)
        else:
            moments = _refresh_customers(connection)
            progress(0.2)
            refresh_products(connection, part_of(progress, 0.3, 0.9))
            refresh_months(connection, timezone, months_of(moments, timezone))
        for name in _TABLES:
            connection.exec_driver_sql(f"DROP TABLE temp.{name}")
    progress(1.0)


def note_lines(connection: Connection, orders: str) -> None:
    """Write down at once all lines of orders that are about to lose them; ``orders`` is SQL for their ids.

    Far faster than a trigger for each line; nothing where no change is followed.
    """
    if not _is_following(connection):
        return
    run = connection.exec_driver_sql
    columns = "l.order_id, l.product_id, l.quantity_milli, l.total_e4"
    followed = f"(SELECT id FROM old_order WHERE there = 1 AND id IN ({orders}))"
    # What is left of the lines of orders that changed already goes with those that went.
    run(
        f"INSERT INTO old_line SELECT {columns} FROM order_line l WHERE l.order_id IN {followed} AND NOT "
        "EXISTS (SELECT 1 FROM new_line n WHERE n.order_id = l.order_id AND n.line_no = l.line_no)"
    )
    run(f"DELETE FROM new_line WHERE order_id IN {followed}")
    run(f"UPDATE old_order SET there = 2 WHERE id IN {followed}")
    others = f"IN (SELECT * FROM ({orders}) EXCEPT SELECT id FROM old_order)"
    run(f"INSERT INTO old_line SELECT {columns} FROM order_line l WHERE l.order_id {others}")
    run(f"INSERT INTO old_order SELECT id, 2, {', '.join(_STATE)} FROM orders WHERE id {others}")


@contextmanager
def lines_at_once(connection: Connection) -> Iterator[None]:
    """Add and remove lines of new orders, and of orders whose lines were noted, without a look at each."""
    following = _is_following(connection)
    for name in _LINE_TRIGGERS if following else ():
        connection.exec_driver_sql(f"DROP TRIGGER temp.follow_{name}")
    yield
    if following:
        _follow_by(connection, _LINE_TRIGGERS)


def _is_following(connection: Connection) -> bool:
    found = connection.exec_driver_sql("SELECT 1 FROM temp.sqlite_master WHERE name = 'follow_order_comes'")
    return found.scalar() is not None


def _line_count(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT COALESCE(SUM(line_count), 0) FROM orders").scalar_one())


def _follow(connection: Connection) -> None:
    for name, columns in _TABLES.items():
        ending = " WITHOUT ROWID" if name == "new_line" else ""
        connection.exec_driver_sql(f"CREATE TEMP TABLE {name} ({columns}){ending}")
    _follow_by(connection, _TRIGGERS)


def _follow_by(connection: Connection, triggers: Iterable[str]) -> None:
    for name in triggers:
        when, what = _TRIGGERS[name]
        connection.exec_driver_sql(f"CREATE TEMP TRIGGER follow_{name} {when} BEGIN {what}END")


def _drop_unchanged(connection: Connection) -> None:
    """Forget orders that are again as they were: a refund unlinked and found again changes nothing."""
    same = " AND ".join(f"o.{column} IS t.{column}" for column in _STATE)
    connection.exec_driver_sql(
        "DELETE FROM old_order WHERE id IN (SELECT t.id FROM old_order t LEFT JOIN orders o ON o.id = t.id "
        f"WHERE (t.there = 1 AND {same} OR NOT t.there AND o.id IS NULL) "
        "AND NOT EXISTS (SELECT 1 FROM new_line n WHERE n.order_id = t.id) "
        "AND t.id NOT IN (SELECT order_id FROM old_line))"
    )


def _changed_lines(connection: Connection) -> int:
    """How many lines came or went, or are in orders that changed."""
    sql = (
        "SELECT (SELECT COUNT(*) FROM old_line) + (SELECT COALESCE(SUM(o.line_count), 0) FROM old_order t "
        "JOIN orders o ON o.id = t.id)"
    )
    return int(connection.exec_driver_sql(sql).scalar_one())


def _refresh_customers(connection: Connection) -> list[int]:
    """Sum the customers concerned anew; returns moments that lie in every month concerned."""
    run = connection.exec_driver_sql
    run(
        "INSERT OR IGNORE INTO old_customer (id) SELECT customer_id FROM old_order "
        "WHERE customer_id IS NOT NULL UNION SELECT o.customer_id FROM old_order t "
        "JOIN orders o ON o.id = t.id WHERE o.customer_id IS NOT NULL"
    )
    run(
        "UPDATE old_customer SET first_at = (SELECT first_at FROM customer_total t "
        "WHERE t.customer_id = old_customer.id)"
    )
    refresh_customers(connection, "old_customer")
    # Who first bought at another time is a returning customer in other months than before.
    rows = run(
        "SELECT t.placed_at FROM old_order t WHERE t.there "
        "UNION SELECT o.placed_at FROM old_order t JOIN orders o ON o.id = t.id "
        "UNION SELECT s.placed_at FROM old_order t JOIN orders s ON s.id = t.refund_of "
        "UNION SELECT s.placed_at FROM old_order t JOIN orders o ON o.id = t.id "
        "JOIN orders s ON s.id = o.refund_of "
        "UNION SELECT o.placed_at FROM old_customer c JOIN customer_total t ON t.customer_id = c.id "
        f"JOIN orders o ON o.customer_id = c.id WHERE t.first_at IS NOT c.first_at AND {BOUGHT}"
    )
    return [row[0] for row in rows]
