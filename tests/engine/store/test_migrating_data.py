"""A shop of the first released version keeps every row, and its imports can be undone."""

import json
from pathlib import Path

import pytest

from engine.importing import history, undo_import, what_undo_changes
from engine.shop import Shop
from engine.store import backup
from tests.engine.importing.conftest import rows
from tests.engine.store.old_shop import make_old_shop


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.clientele"
    make_old_shop(path, orders=12)
    return path


def test_every_row_is_kept(old: Path) -> None:
    with Shop.open(old) as shop:
        counts = {
            table: rows(shop, f"SELECT COUNT(*) FROM {table}")[0][0]
            for table in ("customer", "orders", "order_line", "visit", "review", "consent", "order_version")
        }
        assert set(counts.values()) == {12}
        assert rows(shop, "SELECT stars, written_at FROM review WHERE customer_id = 3") == [(5, 3)]
        assert rows(shop, "SELECT kind, occurred_at FROM visit WHERE customer_id = 3") == [("view", 5)]
        assert rows(shop, "SELECT company, gender FROM customer WHERE id = 1") == [("", "")]
        assert rows(shop, "SELECT channel FROM source ORDER BY id") == [("file",), ("shopify",)]
        key = json.dumps({"channel": "email", "customer_id": 1}, separators=(",", ":"))
        assert rows(shop, "SELECT row_key FROM import_change WHERE position = 1") == [(key,)]
        assert shop.store.damage(thorough=True) == []
        assert [copy.reason for copy in backup.list_backups(old)] == ["before-update"]
        assert [record.file for record in history(shop)] == ["later.csv", "old.csv"]


def test_imports_of_the_old_app_can_be_undone_in_any_order(old: Path) -> None:
    with Shop.open(old) as shop:
        effect = what_undo_changes(shop, 1)
        assert (effect.gone["orders"], effect.kept["orders"]) == (0, 12)
        undo_import(shop, import_id=1)
        assert rows(shop, "SELECT DISTINCT import_id, total_e4 FROM orders") == [(2, 45_000)]
        assert rows(shop, "SELECT COUNT(*) FROM consent") == [(0,)]
        undo_import(shop, import_id=2)
        assert rows(shop, "SELECT COUNT(*) FROM orders") == [(0,)]
        assert rows(shop, "SELECT COUNT(*) FROM customer_total WHERE order_count > 0") == [(0,)]
        # Visits and reviews of no import keep their customers.
        assert rows(shop, "SELECT COUNT(*), COUNT(import_id) FROM customer") == [(12, 0)]
        assert shop.store.damage(thorough=True) == []


def test_a_changed_order_of_the_old_app_is_again_as_it_was(old: Path) -> None:
    with Shop.open(old) as shop:
        undo_import(shop, import_id=2)
        assert rows(shop, "SELECT DISTINCT import_id, total_e4, status, country FROM orders") == [
            (1, 30_000, "paid", "")
        ]
        assert rows(shop, "SELECT DISTINCT total_e4, original_total_e4 FROM order_line") == [(30_000, None)]
