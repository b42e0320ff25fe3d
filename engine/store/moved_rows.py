"""Rows that change hands when two customers become one, and back, whatever table names the customer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

#: Fields that the one who stays takes from the other where it has none of its own.
FIELDS = (
    "name", "email", "phone", "country", "city", "language", "birthday", "company", "street", "postcode",
    "region", "gender",
)  # fmt: skip

#: Rows that change hands whole, found again by their id.
BY_ID = ("orders", "visit", "review", "customer_note")

#: Tables with one row for a customer and these columns.
BY_COLUMNS = {
    "segment_member": ("run_id",),
    "segment_move": ("movement_id",),
    "own_segment_member": ("own_segment_id",),
    "recommendation": ("run_id", "rank"),
    "product_audience": ("run_id", "product_id"),
    "recipient": ("campaign_id",),
    "outcome": ("campaign_id", "kind", "at"),
    "consent": ("channel",),
}

#: Of these, the columns that decide together: a list of recommendations is not mixed from two.
_GROUP = {"recommendation": ("run_id",)}

_PRIMARY = {
    "customer": ("id",), "not_same": ("one_id", "other_id"), "import_word": ("entity", "row_id", "import_id"),
    "outcome": ("id",), "product_audience": ("run_id", "product_id", "rank"),
}  # fmt: skip

#: What a row must still point to when it comes back.
_PARENTS = {
    "segment_member": (("segment_id", "segment"),),
    "segment_move": (("movement_id", "segment_movement"),),
    "own_segment_member": (("own_segment_id", "own_segment"),),
    "recommendation": (("run_id", "recommender_run"), ("product_id", "product"), ("because_id", "product")),
    "product_audience": (
        ("run_id", "recommender_run"), ("product_id", "product"), ("because_id", "product"),
    ),
    "recipient": (("campaign_id", "campaign"),),
    "outcome": (("campaign_id", "campaign"), ("order_id", "orders")),
    "not_same": (("one_id", "customer"), ("other_id", "customer")),
    "import_word": (("import_id", "import_run"),),
}  # fmt: skip

#: How the rows of one customer are found by an index.
_OF_CUSTOMER = {
    "recommendation": "run_id IN (SELECT id FROM recommender_run) AND customer_id = ?",
}

Row = dict[str, Any]


def move_by_id(connection: Connection, table: str, kept: int, gone: int) -> list[int]:
    """Give the rows of a table to the one who stays; returns their ids."""
    ids = ids_of(connection, f"SELECT id FROM {table} WHERE customer_id = ? ORDER BY id", (gone,))
    if ids:
        connection.exec_driver_sql(f"UPDATE {table} SET customer_id = ? WHERE customer_id = ?", (kept, gone))
    return ids


@dataclass
class Taken:
    """What became of the rows of the one who goes: ``moved`` changed hands, ``dropped`` had a counterpart.

    Both as they were; ``replaced`` are [row of the one who stays before, or None; after].
    """

    moved: list[Row] = field(default_factory=list)
    dropped: list[Row] = field(default_factory=list)
    replaced: list[list[Row | None]] = field(default_factory=list)


def move_by_columns(connection: Connection, table: str, kept: int, gone: int) -> Taken:
    """Give the rows of a table to the one who stays; where both have one, the better one stands."""
    taken = Taken()
    of_customer = _OF_CUSTOMER.get(table, "customer_id = ?")
    theirs = rows_where(connection, table, of_customer, (gone,))
    same = _GROUP.get(table, BY_COLUMNS[table])
    own: dict[tuple[Any, ...], Row] = {}
    for row in rows_where(connection, table, of_customer, (kept,)) if theirs else ():
        own.setdefault(tuple(row[column] for column in same), row)
    for row in theirs:
        mine = own.get(tuple(row[column] for column in same))
        if mine is None:
            _update(connection, table, row, {"customer_id": kept})
            taken.moved.append(row)
            continue
        _delete(connection, table, row)
        taken.dropped.append(row)
        if _better(table, row, mine):
            after = {**row, "customer_id": kept}
            _delete(connection, table, mine)
            insert(connection, table, [after])
            taken.replaced.append([mine, after])
        elif table == "consent":
            # Standing as it was: so that a split can tell what was said since.
            taken.replaced.append([mine, mine])
    return taken


def _better(table: str, theirs: Row, mine: Row) -> bool:
    """Whether the row of the one who goes must stand instead of the one who stays."""
    if table == "consent":
        # One "no" is enough; of two answers alike, the later.
        refused = (theirs["status"] == "no", mine["status"] == "no")
        return refused[0] if refused[0] != refused[1] else bool(theirs["at"] > mine["at"])
    if table == "recipient":
        # Whoever got the mail under one of two names got it: they do not count as left out.
        rank = {"mail": 2, "hold_out": 1, "excluded": 0}
        return rank[theirs["arm"]] > rank[mine["arm"]]
    return False


def move_differences(connection: Connection, kept: int, gone: int) -> Taken:
    """Carry over of whom the owner said that they are others; as ``move_by_columns``."""
    theirs = rows_where(connection, "not_same", "one_id = ?1 OR other_id = ?1", (gone,))
    replaced: list[list[Row | None]] = []
    for row in theirs:
        _delete(connection, "not_same", row)
        other = row["other_id"] if row["one_id"] == gone else row["one_id"]
        after: Row = {"one_id": min(kept, other), "other_id": max(kept, other), "at": row["at"]}
        if other != kept and not rows_where(connection, "not_same", *_named("not_same", after)):
            insert(connection, "not_same", [after])
            replaced.append([None, after])
    return Taken(dropped=theirs, replaced=replaced)


def move_words(connection: Connection, kept: int, gone: int) -> Taken:
    """What imports said of the one who went they said of the one who stays; of two words of one import, the
    later counts first.
    """
    theirs = rows_where(connection, "import_word", "entity = 'customer' AND row_id = ?", (gone,))
    replaced: list[list[Row | None]] = []
    for row in theirs:
        _delete(connection, "import_word", row)
        found = rows_where(
            connection,
            "import_word",
            "entity = 'customer' AND row_id = ? AND import_id = ?",
            (kept, row["import_id"]),
        )
        mine = found[0] if found else None
        after = {**row, "row_id": kept}
        if mine is not None:
            older, newer = (row, mine) if mine["at"] >= row["at"] else (mine, row)
            words = {**json.loads(older["words"]), **json.loads(newer["words"])}
            after |= {"at": newer["at"], "words": json.dumps(words, ensure_ascii=False, sort_keys=True)}
            _delete(connection, "import_word", mine)
        insert(connection, "import_word", [after])
        replaced.append([mine, after])
    return Taken(dropped=theirs, replaced=replaced)


def fill(connection: Connection, kept: Row, gone: Row) -> dict[str, list[Any]]:
    """Fill what is not known of the one who stays; field → [before, after]."""
    after: Row = {column: gone[column] for column in FIELDS if not kept[column] and gone[column]}
    attributes = {**json.loads(gone["attributes"]), **json.loads(kept["attributes"])}
    if attributes != json.loads(kept["attributes"]):
        after["attributes"] = json.dumps(attributes, ensure_ascii=False)
    if gone["created_at"] < kept["created_at"]:
        after["created_at"] = gone["created_at"]
    if after:
        _update(connection, "customer", kept, after)
    return {column: [kept[column], value] for column, value in after.items()}


def unfill(connection: Connection, kept: int, filled: dict[str, list[Any]]) -> None:
    """Take back what ``fill`` filled, where it is still so."""
    for column, (before, after) in filled.items():
        connection.exec_driver_sql(
            f"UPDATE customer SET {column} = ? WHERE id = ? AND {column} = ?", (before, kept, after)
        )


def return_by_columns(connection: Connection, table: str, kept: int, taken: Taken) -> None:
    """Put the rows of the one who went back, and those that the one who stayed had in their place."""
    returned = [*taken.moved, *taken.dropped]
    if table == "consent":
        told = {row["channel"]: {**row, "customer_id": kept} for row in taken.moved}
        told |= {after["channel"]: after for _, after in taken.replaced if after}
        returned = [_as_said_since(connection, row, told[row["channel"]]) for row in returned]
    for row in taken.moved:
        mine = {**row, "customer_id": kept}
        if rows_where(connection, table, *_named(table, mine)) == [mine]:
            _delete(connection, table, mine)
    return_rows(connection, table, taken.replaced)
    insert(connection, table, returned, again=True)


def _as_said_since(connection: Connection, row: Row, merged: Row) -> Row:
    """A "no" that was said since the merge was said by the person whom both were taken for."""
    now = rows_where(connection, "consent", *_named("consent", merged))
    if now and now[0]["status"] == "no" != row["status"] and now[0] != merged:
        return {**now[0], "customer_id": row["customer_id"]}
    return row


def return_rows(connection: Connection, table: str, replaced: list[list[Row | None]]) -> None:
    """Put back what the one who stayed had, wherever it still is as the merge left it."""
    for before, after in reversed(replaced):
        if after is not None:
            if rows_where(connection, table, *_named(table, after)) != [after]:
                continue
            _delete(connection, table, after)
        if before is not None:
            insert(connection, table, [before], again=True)


def _key(table: str) -> tuple[str, ...]:
    return _PRIMARY.get(table) or (*BY_COLUMNS[table], "customer_id")


def _named(table: str, row: Row) -> tuple[str, tuple[Any, ...]]:
    key = _key(table)
    return " AND ".join(f"{column} = ?" for column in key), tuple(row[column] for column in key)


def rows_where(connection: Connection, table: str, where: str, facts: tuple[Any, ...]) -> list[Row]:
    """Whole rows of a table by a condition."""
    rows = connection.exec_driver_sql(f"SELECT * FROM {table} WHERE {where}", facts).mappings()
    return [dict(row) for row in rows]


def insert(connection: Connection, table: str, rows: list[Row], *, again: bool = False) -> None:
    """Add rows; ``again``: only those whose place is free and that have something to point to."""
    for row in rows:
        if again and not _stands(connection, table, row):
            continue
        places = ", ".join("?" * len(row))
        connection.exec_driver_sql(
            f"INSERT {'OR IGNORE ' if again else ''}INTO {table} ({', '.join(row)}) VALUES ({places})",
            tuple(row.values()),
        )


def _stands(connection: Connection, table: str, row: Row) -> bool:
    for column, parent in _PARENTS.get(table, ()):
        done = " AND state = 'done'" if parent == "import_run" else ""
        sql = f"SELECT EXISTS (SELECT 1 FROM {parent} WHERE id = ?{done})"
        if row[column] is not None and not connection.exec_driver_sql(sql, (row[column],)).scalar_one():
            return False
    return True


def _update(connection: Connection, table: str, row: Row, values: Row) -> None:
    where, facts = _named(table, row)
    assigned = ", ".join(f"{column} = ?" for column in values)
    connection.exec_driver_sql(f"UPDATE {table} SET {assigned} WHERE {where}", (*values.values(), *facts))


def _delete(connection: Connection, table: str, row: Row) -> None:
    where, facts = _named(table, row)
    connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}", facts)


def ids_of(connection: Connection, sql: str, facts: tuple[Any, ...]) -> list[int]:
    """The numbers that a query finds."""
    return [row[0] for row in connection.exec_driver_sql(sql, facts)]
