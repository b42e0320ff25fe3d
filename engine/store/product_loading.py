"""What an import of a product list asks of and writes to the shop file, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

#: What a list can tell of a product, as columns of the table.
FIELDS = (
    "code", "name", "category", "description", "price_e4", "cost_e4", "stock", "picture", "url", "kind",
    "brand", "tags", "group_code", "variant", "barcode", "listed", "attributes",
)  # fmt: skip
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(FIELDS, ""),
    "price_e4": None, "cost_e4": None, "stock": None, "kind": "product", "listed": 1, "attributes": "{}",
}  # fmt: skip


def stored_names(connection: Connection) -> list[tuple[int, str, str, str]]:
    """(id, code, name, barcode) of every product."""
    rows = connection.exec_driver_sql("SELECT id, code, name, barcode FROM product ORDER BY id")
    return [tuple(row) for row in rows]


def stored_products(connection: Connection, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Id → what is stored of some products, by column."""
    wanted = set(ids)
    found = {}
    for number, *values in connection.exec_driver_sql(f"SELECT id, {', '.join(FIELDS)} FROM product"):
        if number in wanted:
            found[number] = dict(zip(FIELDS, values, strict=True))
    return found


def add_products(connection: Connection, rows: Sequence[tuple[int, dict[str, Any]]], import_id: int) -> None:
    """Add products as (id, what is known of it by column)."""
    if not rows:
        return
    places = ", ".join("?" * (len(FIELDS) + 2))
    connection.exec_driver_sql(
        f"INSERT INTO product (id, {', '.join(FIELDS)}, import_id) VALUES ({places})",
        [(number, *(told.get(field, _EMPTY[field]) for field in FIELDS), import_id) for number, told in rows],
    )


def change_products(connection: Connection, rows: Sequence[tuple[int, dict[str, Any]]]) -> None:
    """Write columns of products: (id, new values by column)."""
    by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for number, values in rows:
        by_columns.setdefault(tuple(values), []).append((*values.values(), number))
    for columns, several in by_columns.items():
        assigned = ", ".join(f"{column} = ?" for column in columns)
        connection.exec_driver_sql(f"UPDATE product SET {assigned} WHERE id = ?", several)
