"""What an import asks of and writes to the shop file, inside the one transaction that the caller holds.

Rows are plain tuples through the driver's ``executemany``, some twenty thousand at a time: between two such
pieces the import can be cancelled, and building a million dictionaries costs more than storing them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from engine.jobs import Cancelled, Progress
from engine.store.rollups import driver_connection

#: Rows between two looks at whether the owner cancelled: well under 100 ms.
CHUNK = 20_000

ORDER_COLUMNS = (
    "id", "source_id", "code", "customer_id", "placed_at", "kind", "status", "currency", "total_e4",
    "refunded_e4", "line_count", "shipping_e4", "tax_e4", "discount_e4", "discount_code", "country",
    "detail", "goods_e4", "gives_back", "original_total_e4", "original_refunded_e4", "content_hash",
    "import_id",
)  # fmt: skip
#: What a version of an order tells of it: all that another file can change.
VERSION_COLUMNS = tuple(
    column for column in ORDER_COLUMNS if column not in ("id", "source_id", "code", "import_id")
)
#: What a version of an order tells of each of its lines, in this order.
LINE_COLUMNS = (
    "line_no", "product_id", "quantity_milli", "unit_price_e4", "total_e4", "original_unit_price_e4",
    "original_total_e4",
)  # fmt: skip
_PRODUCT_FIELDS = ("name", "category", "price_e4")


def find_or_add_source(connection: Connection, channel: str) -> int:
    """The id of the source of a channel."""
    found = connection.exec_driver_sql(
        "SELECT id FROM source WHERE channel = ? AND name = ''", (channel,)
    ).scalar()
    if found is None:
        connection.exec_driver_sql("INSERT INTO source (channel, name) VALUES (?, '')", (channel,))
        return find_or_add_source(connection, channel)
    return int(found)


def find_source(connection: Connection, channel: str) -> int | None:
    """The id of the source of a channel, if the shop has it."""
    found = connection.exec_driver_sql(
        "SELECT id FROM source WHERE channel = ? AND name = ''", (channel,)
    ).scalar()
    return None if found is None else int(found)


def stored_orders(connection: Connection, source_id: int) -> dict[str, tuple[int, int, int]]:
    """Code → (id, content hash, placed at) of every order of a source."""
    rows = driver_connection(connection).execute(
        "SELECT code, id, content_hash, placed_at FROM orders WHERE source_id = ?", (source_id,)
    )
    return {code: (number, content, moment) for code, number, content, moment in rows}


def next_id(connection: Connection, table: str) -> int:
    """The first id that no row of a table has yet, nor a customer who may come back from a merge."""
    if table == "customer":
        highest = "SELECT MAX(id) AS id FROM customer UNION ALL SELECT MAX(gone_id) FROM customer_merge"
        sql = f"SELECT COALESCE(MAX(id), 0) + 1 FROM ({highest})"
        return int(connection.exec_driver_sql(sql).scalar_one())
    return int(connection.exec_driver_sql(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").scalar_one())


def order_count(connection: Connection) -> int:
    """How many orders the shop holds."""
    return int(connection.exec_driver_sql("SELECT COUNT(*) FROM orders").scalar_one())


def stored_products(connection: Connection) -> dict[str, tuple[int, str, str, int | None, int]]:
    """Code → (id, name, category, price, when it was last sold or a list told its price) of every product."""
    rows = connection.exec_driver_sql(
        "SELECT p.code, p.id, p.name, p.category, p.price_e4, MAX(COALESCE(t.last_at, 0), COALESCE(w.at, 0)) "
        "FROM product p LEFT JOIN product_total t ON t.product_id = p.id LEFT JOIN ("
        "SELECT row_id, MAX(at) AS at FROM import_word WHERE entity = 'product' "
        "AND json_extract(words, '$.price_e4') IS NOT NULL GROUP BY row_id) w ON w.row_id = p.id"
    )
    return {row[0]: tuple(row[1:]) for row in rows}


def recent_prices(connection: Connection, product: int, since: int, *, before: int, limit: int) -> list[int]:
    """Unit prices of a product's last ``limit`` sales in a span of time (epoch seconds), oldest first."""
    rows = driver_connection(connection).execute(
        "SELECT l.unit_price_e4 FROM order_line l JOIN orders o ON o.id = l.order_id "
        "WHERE l.product_id = ? AND l.unit_price_e4 > 0 AND l.quantity_milli > 0 AND o.kind = 'sale' "
        "AND o.placed_at >= ? AND o.placed_at < ? "
        "ORDER BY o.placed_at DESC, o.id DESC, l.line_no DESC LIMIT ?",
        (product, since, before, limit),
    )
    return [price for (price,) in rows][::-1]


def customers_of(connection: Connection, orders: Iterable[int]) -> list[int]:
    """The customers of some orders."""
    with id_list(connection, orders) as table:
        rows = connection.exec_driver_sql(
            f"SELECT DISTINCT o.customer_id FROM {table} CROSS JOIN orders o ON o.id = {table}.id "
            "WHERE o.customer_id IS NOT NULL"
        )
        return [row[0] for row in rows]


def add_products(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of (id, code, name, category, price_e4, kind, import_id)."""
    _many(connection, "product", ("id", "code", "name", "category", "price_e4", "kind", "import_id"), rows)


def change_products(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of (name, category, price_e4, id)."""
    _set(connection, "product", _PRODUCT_FIELDS, rows)


def add_orders(
    connection: Connection, chunks: Iterable[list[tuple[Any, ...]]], total: int, progress: Progress
) -> None:
    """Lists of rows in the order of the orders table without ``refund_of``; ``total`` rows in all."""
    places = ", ".join("?" * len(ORDER_COLUMNS))
    sql = f"INSERT INTO orders ({', '.join(ORDER_COLUMNS)}) VALUES ({places})"
    _in_chunks(connection, sql, chunks, total, progress)


def change_orders(
    connection: Connection, chunks: Iterable[list[tuple[Any, ...]]], total: int, progress: Progress
) -> None:
    """Lists of rows as for ``add_orders``: all but their id, code and first import are replaced."""
    # The row's ends name it: its id, source and code in front, the import that first brought it behind.
    assigned = ", ".join(f"{column} = ?" for column in ORDER_COLUMNS[3:-1])
    changed = ([(*row[3:-1], row[0]) for row in chunk] for chunk in chunks)
    _in_chunks(connection, f"UPDATE orders SET {assigned} WHERE id = ?", changed, total, progress)


def add_lines(
    connection: Connection, chunks: Iterable[list[tuple[Any, ...]]], total: int, progress: Progress
) -> None:
    """Lists of rows of (order_id, line_no, product_id, quantity_milli, unit_price_e4, total_e4),
    ascending.
    """
    sql = (
        "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, unit_price_e4, total_e4) "
        "VALUES (?, ?, ?, ?, ?, ?)"
    )
    _in_chunks(connection, sql, chunks, total, progress)


def keep_versions(connection: Connection, import_id: int, ids: Iterable[int]) -> None:
    """Write down some orders and their lines as they are now, so that the import can be undone."""
    order = ", ".join(f"'{column}', o.{column}" for column in VERSION_COLUMNS)
    lines = ", ".join(f"l.{column}" for column in LINE_COLUMNS)
    with id_list(connection, ids) as table:
        connection.exec_driver_sql(
            "INSERT INTO order_version (import_id, order_id, before) "
            f"SELECT {int(import_id)}, o.id, json_object('order', json_object({order}), 'lines', ("
            f"SELECT json_group_array(json_array({lines})) FROM order_line l WHERE l.order_id = o.id)) "
            f"FROM {table} CROSS JOIN orders o ON o.id = {table}.id"
        )


def drop_lines(connection: Connection, ids: Iterable[int]) -> None:
    """Delete the lines of some orders."""
    with id_list(connection, ids) as table:
        connection.exec_driver_sql(f"DELETE FROM order_line WHERE order_id IN (SELECT id FROM {table})")


def set_line_totals(connection: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Rows of (total in the order's own currency, order id, line number)."""
    if rows:
        connection.exec_driver_sql(
            "UPDATE order_line SET total_e4 = ?, original_total_e4 = NULL WHERE order_id = ? AND line_no = ?",
            list(rows),
        )


def count_lines(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Order id → how many lines it has."""
    with id_list(connection, ids) as table:
        rows = connection.exec_driver_sql(
            f"SELECT id, line_count FROM orders WHERE id IN (SELECT id FROM {table})"
        )
        return {row[0]: row[1] for row in rows}


@contextmanager
def without_indexes(connection: Connection, progress: Progress, *, apply: bool) -> Iterator[None]:
    """Fill orders and lines without their indexes and build those at the end, in the same transaction.

    Sorting once is several times faster than inserting in the middle of an index a million times.
    """
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('orders', 'order_line') "
        "AND sql IS NOT NULL"
    ).fetchall()
    dropped = list(found) if apply else []
    for name, _ in dropped:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, sql in dropped:
        with watched(connection, progress, 1.0):
            connection.exec_driver_sql(sql)


@contextmanager
def watched(connection: Connection, progress: Progress, fraction: float) -> Iterator[None]:
    """Let the owner cancel in the middle of a single long statement."""
    driver = driver_connection(connection)
    cancelled: list[Cancelled] = []

    def look() -> int:
        try:
            progress(fraction)
        except Cancelled as signal:
            cancelled.append(signal)
            return 1
        return 0

    driver.set_progress_handler(look, 500_000)
    try:
        yield
    except OperationalError:
        if cancelled:
            raise cancelled[0] from None
        raise
    finally:
        driver.set_progress_handler(None, 0)


@contextmanager
def id_list(connection: Connection, ids: Iterable[int]) -> Iterator[str]:
    """A temporary table of ids to join with; yields its name. Also where only reading is allowed."""
    rows = [(int(number),) for number in set(ids)]
    # A reading connection refuses every write, even to a table that is its own and in memory.
    reads_only = connection.exec_driver_sql("PRAGMA query_only").scalar_one()
    connection.exec_driver_sql("PRAGMA query_only = OFF")
    connection.exec_driver_sql("CREATE TEMP TABLE IF NOT EXISTS import_ids (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql("DELETE FROM temp.import_ids")
    if rows:
        connection.exec_driver_sql("INSERT INTO temp.import_ids VALUES (?)", rows)
    connection.exec_driver_sql(f"PRAGMA query_only = {reads_only}")
    yield "import_ids"
    if not reads_only:
        connection.exec_driver_sql("DELETE FROM temp.import_ids")


def _many(
    connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    if rows:
        places = ", ".join("?" * len(columns))
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", list(rows)
        )


def _set(connection: Connection, table: str, fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        assigned = ", ".join(f"{field} = ?" for field in fields)
        connection.exec_driver_sql(f"UPDATE {table} SET {assigned} WHERE id = ?", list(rows))


def _in_chunks(
    connection: Connection, sql: str, chunks: Iterable[list[tuple[Any, ...]]], total: int, progress: Progress
) -> None:
    done = 0
    for chunk in chunks:
        connection.exec_driver_sql(sql, chunk)
        done += len(chunk)
        progress(done / max(total, 1))


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """A million short-lived tuples make the collector look at them again and again, for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
