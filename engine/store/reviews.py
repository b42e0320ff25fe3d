"""What an import of reviews asks of and writes to the shop file, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

#: What a review says, as columns of the table, beside whose and of what it is.
FIELDS = ("stars", "title", "body", "language", "written_at", "recommended", "category", "content_hash")
_COLUMNS = ("id", "source_id", "code", "customer_id", "product_id", *FIELDS, "import_id")


def stored_reviews(connection: Connection, source_id: int | None) -> dict[str, tuple[int, int]]:
    """Code → (id, content hash) of every review of a source."""
    rows = connection.exec_driver_sql(
        "SELECT code, id, content_hash FROM review WHERE source_id = ?", (source_id,)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def review_rows(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Id → the columns that an import may change, of some reviews."""
    fields = ("customer_id", "product_id", *FIELDS)
    found = {}
    for start in range(0, len(ids), 900):
        some = tuple(ids[start : start + 900])
        marks = ", ".join("?" * len(some))
        rows = connection.exec_driver_sql(
            f"SELECT id, {', '.join(fields)} FROM review WHERE id IN ({marks})", some
        )
        found.update({row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows})
    return found


def add_reviews(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of (id, source, code, customer, product, *``FIELDS``, import id)."""
    if rows:
        places = ", ".join("?" * len(_COLUMNS))
        connection.exec_driver_sql(
            f"INSERT INTO review ({', '.join(_COLUMNS)}) VALUES ({places})", list(rows)
        )


def change_reviews(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows of (customer, product, *``FIELDS``, id): everything that they say is replaced."""
    if rows:
        assigned = ", ".join(f"{column} = ?" for column in ("customer_id", "product_id", *FIELDS))
        connection.exec_driver_sql(f"UPDATE review SET {assigned} WHERE id = ?", list(rows))
