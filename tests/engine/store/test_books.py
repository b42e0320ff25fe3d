"""What the check of a shop's books finds, and that it finds nothing in sound ones."""

from pathlib import Path

from engine.store.rollups import wrong_orders, wrong_totals
from tests.engine.shop_builder import Sale, build_shop

SALES = [
    Sale(1, "2025-01-05 10:00", 100, code="A"),
    Sale(1, "2025-02-05 10:00", -40, kind="refund", refunds="A"),
    Sale(2, "2025-02-06 10:00", -10, kind="refund"),
    Sale(2, "2025-02-07 10:00", 60, status="pending"),
    Sale(None, "2025-02-08 10:00", 30),
]


def test_books_that_do_not_add_up_are_counted(tmp_path: Path) -> None:
    with build_shop(tmp_path / "s.clientele", SALES, customers=3) as shop:

        def wrong() -> tuple[int, int]:
            with shop.store.read() as connection:
                return wrong_orders(connection), wrong_totals(connection)

        def harm(statement: str) -> None:
            with shop.store.write() as connection:
                connection.exec_driver_sql(statement)

        assert wrong() == (0, 0)
        harm("UPDATE customer_total SET net_e4 = net_e4 + 1 WHERE customer_id = 1")
        assert wrong() == (0, 1)
        harm("DELETE FROM customer_total WHERE customer_id = 3")
        assert wrong() == (0, 2)
        harm("UPDATE order_line SET total_e4 = total_e4 - 1 WHERE order_id IN (1, 5)")
        assert wrong() == (2, 2)
        harm("DELETE FROM order_line WHERE order_id = 3")
        assert wrong() == (3, 2)
