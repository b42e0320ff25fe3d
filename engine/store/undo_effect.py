"""What taking an import back would do, counted without doing it (see ``engine.store.taking_back``)."""

from __future__ import annotations

from sqlalchemy import Connection

from engine.store.rollups import COUNTED, NET
from engine.store.taking_back import EVENTS, OWNERS, USERS, heir, later_imports


def effect(connection: Connection, import_id: int) -> dict[str, tuple[int, int]]:
    """Table → (how many of the rows that an import added would go, how many stay because others hold them).

    ``restored`` are the orders that would be again as they were; ``money`` what those that go add up to, in
    1/10,000.
    """
    later = later_imports(connection, import_id)
    first = heir(connection, "orders", "o.id", later)
    going = f"SELECT o.id FROM orders o WHERE o.import_id = {int(import_id)} AND {first} IS NULL"
    added, gone, money = connection.exec_driver_sql(
        f"SELECT COUNT(*), SUM(o.heir IS NULL), SUM(CASE WHEN o.heir IS NULL AND {COUNTED} THEN {NET} END) "
        f"FROM (SELECT o.*, {first} AS heir FROM orders o WHERE o.import_id = ?) o",
        (import_id,),
    ).one()
    found = {"orders": (gone or 0, added - (gone or 0)), "money": (money or 0, 0)}
    back = f"SELECT o.order_id FROM order_version o WHERE o.import_id = {int(import_id)}"
    whole = heir(connection, "orders", "o.order_id", later)
    restored = connection.exec_driver_sql(f"SELECT COUNT(*) FROM ({back} AND {whole} IS NULL)").scalar_one()
    found["restored"] = (restored, 0)
    for table in EVENTS:
        found[table] = _counted(
            connection, table, import_id, f"{heir(connection, table, 't.id', later)} IS NULL"
        )
    for table, users in USERS.items():
        # Used by nothing but what goes too: other orders, visits and reviews keep a customer or product.
        alone = " ".join(
            f"AND NOT EXISTS ({user} AND {_stays(user, going, import_id)})" for user in users
        ) + " ".join(f" AND NOT EXISTS ({user})" for user in OWNERS[table])
        nobody = f"{heir(connection, table, 't.id', later)} IS NULL {alone}"
        found[table] = _counted(connection, table, import_id, nobody)
    return found


def _stays(user: str, going: str, import_id: int) -> str:
    """The condition that a row which speaks of a customer or product is not taken back itself."""
    if " orders " in user:
        alias = "o" if " JOIN orders o " in user else "u"
        return f"{alias}.id NOT IN ({going})"
    return f"u.import_id IS NOT {int(import_id)}"


def _counted(connection: Connection, table: str, import_id: int, condition: str) -> tuple[int, int]:
    added, gone = connection.exec_driver_sql(
        f"SELECT COUNT(*), COALESCE(SUM({condition}), 0) FROM {table} t WHERE t.import_id = ?", (import_id,)
    ).one()
    return gone, added - gone
