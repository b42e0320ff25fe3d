"""A fresh shop, and a way to import a few lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.importing import ImportReport, run_import
from engine.shop import Shop

Importer = Callable[..., ImportReport]

#: What an import fills; imports themselves stay in the history after an undo.
TABLES = (
    "customer", "customer_key", "consent", "suppression", "product", "orders", "order_line", "order_version",
    "import_change", "customer_total", "month_total", "product_total",
)  # fmt: skip


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """An empty shop in pounds and London time."""
    with Shop.create(tmp_path / "shop.clientele", currency="GBP", timezone="Europe/London") as created:
        yield created


@pytest.fixture
def bring(shop: Shop, tmp_path: Path) -> Importer:
    """Import a text (or bytes) as a file of the given name; other arguments go to ``run_import``."""

    def bring_in(text: str | bytes, name: str = "orders.csv", **arguments: object) -> ImportReport:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run_import(shop, paths=[path], **arguments)[0]  # type: ignore[arg-type]

    return bring_in


def rows(shop: Shop, sql: str) -> list[tuple[object, ...]]:
    """The rows of a query."""
    with shop.store.read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(sql)]


def contents(shop: Shop) -> dict[str, list[tuple[object, ...]]]:
    """Everything that imports write, table by table."""
    return {table: rows(shop, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}
