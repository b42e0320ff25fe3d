"""A shop file as the first released version made it, with rows in every table that a migration alters."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path

from engine.shop import Shop
from engine.store.session import APPLICATION_ID

_FIRST = (
    Path(__file__).resolve().parents[3] / "engine/store/migrations/versions/0001_first_shop_file.sql"
).read_text("utf-8")

_ROWS: dict[str, list[tuple[object, ...]]] = {
    "source": [(1, "orders_file", ""), (2, "shopify", "")],
    "import_run": [
        (1, 1, "orders", "old.csv", "ab" * 32, 100, "{}", 10, 11, "done",
         json.dumps({"rows": {"read": 2, "added": 2, "unchanged": 0}, "orders": {"read": 1, "added": 1}})),
        (2, 1, "orders", "later.csv", "cd" * 32, 100, "{}", 20, 21, "done",
         json.dumps({"rows": {"read": 1, "updated": 1}, "orders": {"read": 1, "updated": 1}})),
    ],
    "product": [(1, "A-1", "Mug", "Kitchen", "", 45_000, None, None, "", "", "product", 1, 1)],
    "undo_step": [(1, 5, '{"key": "store.undo.settings", "facts": {}}', "[]", "[]")],
}  # fmt: skip


def make_old_shop(path: Path, *, orders: int = 20) -> None:
    """Make the file, with customers who bought, reviewed and looked at things, and what an import changed."""
    Shop.create(path.with_name("new.clientele"), currency="GBP", timezone="Europe/London").close()
    with contextlib.closing(sqlite3.connect(path.with_name("new.clientele"))) as new:
        settings = new.execute("SELECT key, value FROM setting").fetchall()
    path.with_name("new.clientele").unlink()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_FIRST)
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.executemany("INSERT INTO setting VALUES (?, ?)", settings)
        for table, rows in _ROWS.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        for number in range(1, orders + 1):
            _add_customer(connection, number)
        connection.commit()


def _add_customer(connection: sqlite3.Connection, number: int) -> None:
    run = connection.execute
    run(
        "INSERT INTO customer (id, code, name, email, created_at, import_id) VALUES (?, ?, ?, ?, 0, 1)",
        (number, f"c{number}", f"Customer {number}", f"c{number}@example.com"),
    )
    run("INSERT INTO customer_key VALUES (1, 'external', ?, ?)", (f"c{number}", number))
    run(
        "INSERT INTO orders (id, source_id, code, customer_id, placed_at, kind, status, currency, total_e4, "
        "line_count, content_hash, import_id) "
        "VALUES (?, 1, ?, ?, ?, 'sale', 'paid', 'GBP', 45000, 1, ?, 1)",
        (number, f"o{number}", number, 1_700_000_000 + number * 3_600, number),
    )
    run("INSERT INTO order_line VALUES (?, 1, 1, 1000, 45000, 45000)", (number,))
    run(
        "INSERT INTO customer_total VALUES (?, ?, 1, 45000, 0, ?, ?)",
        (number, f"Customer {number}", 1_700_000_000 + number * 3_600, 1_700_000_000 + number * 3_600),
    )
    run("INSERT INTO visit (customer_id, product_id, kind, occurred_at) VALUES (?, 1, 'view', 5)", (number,))
    run(
        "INSERT INTO review (customer_id, product_id, stars, written_at) VALUES (?, 1, 5, ?)",
        (number, number),
    )
    run("INSERT INTO consent VALUES (?, 'email', 'yes', 'import', 3)", (number,))
    key = json.dumps({"customer_id": number, "channel": "email"})
    run("INSERT INTO import_change VALUES (1, ?, 'consent', ?, NULL)", (number, key))
    before = {"total_e4": 30_000, "customer_id": number, "line_count": 1}
    run(
        "INSERT INTO order_version VALUES (2, ?, ?)",
        (number, json.dumps({"order": before, "lines": [[1, 1, 1000, 30_000, 30_000]]})),
    )
