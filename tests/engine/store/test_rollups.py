"""Roll-ups kept up with a change are what summing the whole shop anew gives, whatever the change."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from engine.shop import Shop
from engine.store import rollup_changes
from engine.store.rollups import refresh_rollups

#: Where months begin apart from UTC, and by another distance in summer.
ZONE = "Europe/Berlin"
MONTH = 30 * 86_400

SMALL = st.integers(1, 4)
CUSTOMER = st.one_of(st.none(), SMALL)
KIND = st.sampled_from(["sale", "sale", "sale", "refund", "adjustment"])
STATUS = st.sampled_from(["paid", "paid", "paid", "part_refunded", "refunded", "pending", "cancelled"])
#: Within two months, and at the very edge of one.
MOMENT = st.one_of(st.integers(0, 9).map(lambda n: n * MONTH // 4), st.sampled_from([2_674_799, 2_674_800]))
LINES = st.lists(st.tuples(SMALL, st.sampled_from([-1000, 1000, 2000]), st.integers(-9, 9)), max_size=3)
ORDER = st.tuples(st.integers(1, 6), CUSTOMER, MOMENT, KIND, STATUS, LINES, st.one_of(st.none(), SMALL))
ACTION = st.one_of(
    st.tuples(st.just("put"), ORDER),
    st.tuples(st.just("drop order"), st.integers(1, 6)),
    st.tuples(st.just("drop lines"), st.integers(1, 6)),
    st.tuples(st.just("alter line"), st.tuples(st.integers(1, 6), SMALL)),
    st.tuples(st.just("move"), st.tuples(st.integers(1, 6), CUSTOMER, MOMENT)),
    st.tuples(st.just("refund"), st.tuples(st.integers(1, 6), st.integers(0, 9))),
    st.tuples(st.just("rename"), SMALL),
    st.tuples(st.just("new customer"), st.just(0)),
    st.tuples(st.just("note lines"), st.integers(1, 6)),
    st.tuples(st.just("lines at once"), st.tuples(st.integers(1, 6), LINES)),
)


def totals(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {
        table: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1")]
        for table in ("customer_total", "month_total", "product_total")
    }


def act(connection: Connection, action: str, what: Any) -> None:
    run = connection.exec_driver_sql
    match action, what:
        case "put", (number, customer, moment, kind, status, lines, refund_of):
            run("DELETE FROM orders WHERE id = ?", (number,))
            known = run("SELECT 1 FROM orders WHERE id = ?", (refund_of,)).scalar()
            run(
                "INSERT INTO orders (id, source_id, code, customer_id, placed_at, kind, status, currency, "
                "total_e4, line_count, refund_of, content_hash) "
                "VALUES (?, 1, ?, ?, ?, ?, ?, 'GBP', ?, ?, ?, 0)",
                (number, str(number), customer, moment, kind, status, sum(line[2] for line in lines),
                 max(len(lines), 1), refund_of if known and kind == "refund" else None),
            )  # fmt: skip
            for place, (product, quantity, total) in enumerate(lines):
                run(
                    "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, unit_price_e4, "
                    "total_e4) VALUES (?, ?, ?, ?, 1, ?)",
                    (number, place, product, quantity, total),
                )
        case "drop order", number:
            run("DELETE FROM orders WHERE id = ?", (number,))
        case "drop lines", number:
            run("DELETE FROM order_line WHERE order_id = ? AND line_no > 0", (number,))
        case "alter line", (number, product):
            run("UPDATE order_line SET product_id = ?, total_e4 = 7 WHERE order_id = ?", (product, number))
        case "move", (number, customer, moment):
            run("UPDATE orders SET customer_id = ?, placed_at = ? WHERE id = ?", (customer, moment, number))
        case "refund", (number, amount):
            run("UPDATE orders SET refunded_e4 = ?, status = 'refunded' WHERE id = ?", (amount, number))
        case "rename", number:
            run("UPDATE customer SET name = name || 'x' WHERE id = ?", (number,))
        case "lines at once", (number, lines):
            rollup_changes.note_lines(connection, f"SELECT {number}")
            if not run("SELECT 1 FROM orders WHERE id = ?", (number,)).scalar():
                return
            with rollup_changes.lines_at_once(connection):
                run("DELETE FROM order_line WHERE order_id = ?", (number,))
                for place, (product, quantity, total) in enumerate(lines):
                    run(
                        "INSERT INTO order_line (order_id, line_no, product_id, quantity_milli, "
                        "unit_price_e4, total_e4) VALUES (?, ?, ?, ?, 1, ?)",
                        (number, place, product, quantity, total),
                    )
        case "note lines", number:
            rollup_changes.note_lines(connection, f"SELECT {number}")
        case "new customer", _:
            run("INSERT INTO customer (code, created_at) SELECT 'n' || COUNT(*), 0 FROM customer")


@pytest.fixture(autouse=True)
def always_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """However great the change is for so small a shop."""
    monkeypatch.setattr(rollup_changes, "_SHARE", 1_000)


@settings(max_examples=60, deadline=None)
@given(st.lists(ORDER, max_size=6), st.lists(st.lists(ACTION, max_size=6), min_size=1, max_size=3))
def test_kept_up_is_rebuilt(stored: list[object], changes: list[list[tuple[str, object]]]) -> None:
    with TemporaryDirectory() as folder, Shop.create(Path(folder) / "s.clientele") as shop:
        with shop.store.write() as connection:
            connection.exec_driver_sql("INSERT INTO source (id, channel) VALUES (1, 'file')")
            for number in range(1, 5):
                connection.exec_driver_sql(
                    "INSERT INTO customer (id, code, created_at) VALUES (?, ?, 0)", (number, f"c{number}")
                )
                connection.exec_driver_sql(
                    "INSERT INTO product (id, code) VALUES (?, ?)", (number, f"p{number}")
                )
            for order in stored:
                act(connection, "put", order)
            refresh_rollups(connection, ZONE)
        with shop.store.write() as connection:
            for change in changes:
                with rollup_changes.kept_up(connection, ZONE):
                    for action, what in change:
                        act(connection, action, what)
                kept = totals(connection)
                refresh_rollups(connection, ZONE)
                assert kept == totals(connection)
