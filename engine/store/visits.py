"""What an import of a behaviour log asks of and writes to the shop file, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from engine.store.rollups import driver_connection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLUMNS = (
    "id", "customer_id", "product_id", "kind", "occurred_at", "seconds", "session", "query", "category",
    "content_hash", "import_id",
)  # fmt: skip


def stored_hashes(connection: Connection) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(content hash, id) of every visit that came from a file, by ascending hash."""
    import numpy as np

    cursor = driver_connection(connection).execute(
        "SELECT content_hash, id FROM visit WHERE content_hash IS NOT NULL ORDER BY content_hash"
    )
    pieces = [np.zeros((0, 2), np.int64)]
    while rows := cursor.fetchmany(50_000):
        pieces.append(np.fromiter(chain.from_iterable(rows), np.int64, 2 * len(rows)).reshape(-1, 2))
    found = np.concatenate(pieces)
    return found[:, 0], found[:, 1]


def add_visits(connection: Connection, chunks: Iterable[list[tuple[Any, ...]]]) -> Iterator[int]:
    """Write lists of rows of (id, customer, product, kind, at, seconds, session, query, category, hash,
    import id); yields after each how many there were.
    """
    places = ", ".join("?" * len(_COLUMNS))
    sql = f"INSERT INTO visit ({', '.join(_COLUMNS)}) VALUES ({places})"
    for chunk in chunks:
        connection.exec_driver_sql(sql, chunk)
        yield len(chunk)


@contextmanager
def without_indexes(connection: Connection, *, apply: bool) -> Iterator[None]:
    """Fill an empty table without its indexes and build those at the end, in the same transaction."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'visit' AND sql IS NOT NULL"
    ).fetchall()
    dropped = list(found) if apply else []
    for name, _ in dropped:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for _, sql in dropped:
        connection.exec_driver_sql(sql)
