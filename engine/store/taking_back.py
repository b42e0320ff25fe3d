"""Taking one import back among others: what it brought goes or passes on to a later import that holds it,
too; what it changed is again what it was.

For every row there is a chain of what imports did to it, in their order: one added it, others changed it or
found it as it was (``engine.store.journal``). Taking a link out of the chain mends it so that the shop is as
if that file had never come:

- the first later link takes over what the import did: it becomes the one that added the row, or remembers as
  "before" what the import remembered;
- where there is no later link, the row goes, or is as it was before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from engine.store import loading
from engine.store.rollup_changes import lines_at_once, note_lines

#: Tables whose rows bear the number of the import that added them, beside orders, customers and products.
EVENTS = ("visit", "review", "outcome")


def later_imports(connection: Connection, import_id: int) -> list[int]:
    """The imports after one that still stand, the earliest first."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM import_run WHERE id > ? AND state = 'done' ORDER BY id", (import_id,)
    )
    return [row[0] for row in rows]


def heir(connection: Connection, entity: str, row: str, later: Sequence[int]) -> str:
    """SQL for the first of some imports that changed a row or also holds it; ``row`` is SQL for its id."""
    known = [number for number in later if _speaks_of(connection, number, entity)]
    if not known:
        return "NULL"
    listed = ", ".join(f"({number})" for number in known)
    if entity == "orders":
        changed = f"SELECT 1 FROM order_version v WHERE v.import_id = n.column1 AND v.order_id = {row}"
    else:
        changed = (
            f"SELECT 1 FROM import_change c WHERE c.entity = '{entity}' "
            f"AND c.row_key = '{{\"id\":' || {row} || '}}' AND c.import_id = n.column1 "
            f"UNION ALL SELECT 1 FROM import_word w WHERE w.entity = '{entity}' AND w.row_id = {row} "
            "AND w.import_id = n.column1"
        )
    seen = (
        f"{row} <= (SELECT s.last_id FROM import_seen s WHERE s.import_id = n.column1 "
        f"AND s.entity = '{entity}' AND s.first_id <= {row} ORDER BY s.first_id DESC LIMIT 1)"
    )
    return f"(SELECT MIN(n.column1) FROM (VALUES {listed}) n WHERE {seen} OR EXISTS ({changed}))"


def _speaks_of(connection: Connection, import_id: int, entity: str) -> bool:
    tables = ["import_seen", "import_change", "import_word"]
    said = [f"SELECT 1 FROM {table} WHERE import_id = ?1 AND entity = ?2" for table in tables]
    if entity == "orders":
        said.append("SELECT 1 FROM order_version WHERE import_id = ?1")
    sql = " UNION ALL ".join(f"SELECT * FROM ({one} LIMIT 1)" for one in said)
    return connection.exec_driver_sql(f"{sql} LIMIT 1", (import_id, entity)).scalar() is not None


def pass_orders_on(connection: Connection, import_id: int) -> None:
    """Give the orders that later imports hold too to the first of those, which takes over what was changed.

    What is left to do is written into the temporary tables ``gone_order`` and ``back_order`` (ids).
    """
    run = connection.exec_driver_sql
    first = heir(connection, "orders", "o.id", later_imports(connection, import_id))
    for name, chosen in (
        ("gone_order", "FROM orders o WHERE o.import_id = ?"),
        (
            "back_order",
            "FROM order_version mine JOIN orders o ON o.id = mine.order_id WHERE mine.import_id = ?",
        ),
    ):
        run(f"DROP TABLE IF EXISTS temp.{name}")
        run(f"CREATE TEMP TABLE {name} (id INTEGER PRIMARY KEY, heir INTEGER)")
        run(f"INSERT INTO {name} SELECT o.id, {first} {chosen}", (import_id,))
    run(
        "UPDATE orders SET import_id = g.heir FROM gone_order g WHERE g.id = orders.id AND g.heir IS NOT NULL"
    )
    run(
        "DELETE FROM order_version WHERE (import_id, order_id) IN "
        "(SELECT heir, id FROM gone_order WHERE heir IS NOT NULL)"
    )
    # Found as the import left it, or changed after it: before was what was there before the import.
    run(
        "INSERT INTO order_version (import_id, order_id, before) SELECT b.heir, b.id, v.before "
        "FROM back_order b JOIN order_version v ON v.import_id = ? AND v.order_id = b.id "
        "WHERE b.heir IS NOT NULL ON CONFLICT DO UPDATE SET before = excluded.before",
        (import_id,),
    )
    run(
        "DELETE FROM order_version WHERE import_id = ? "
        "AND order_id IN (SELECT id FROM back_order WHERE heir IS NOT NULL)",
        (import_id,),
    )
    _pass_words_on(connection, import_id)
    for name in ("gone_order", "back_order"):
        run(f"DELETE FROM {name} WHERE heir IS NOT NULL")
    note_lines(connection, "SELECT id FROM gone_order UNION ALL SELECT id FROM back_order")


def _pass_words_on(connection: Connection, import_id: int) -> None:
    """Who holds an order unchanged says of its customer and products what the import said."""
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE passed (id INTEGER PRIMARY KEY, heir INTEGER)")
    for name in ("gone_order", "back_order"):
        run(f"INSERT INTO passed SELECT id, heir FROM {name} WHERE heir IS NOT NULL")
    if run("SELECT 1 FROM passed LIMIT 1").scalar():
        orders = "passed p CROSS JOIN orders o ON o.id = p.id"
        lines = "passed p CROSS JOIN order_line l ON l.order_id = p.id"
        people = f"SELECT o.customer_id AS id, p.heir FROM {orders} WHERE o.customer_id IS NOT NULL"
        _let_say(connection, import_id, "customer", people)
        _let_say(connection, import_id, "product", f"SELECT l.product_id AS id, p.heir FROM {lines}")
    run("DROP TABLE temp.passed")


def _let_say(connection: Connection, import_id: int, entity: str, held: str) -> None:
    """Let others say of customers or products what the import said; ``held`` is SQL for (id, heir)."""
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE held AS SELECT id, MIN(heir) AS heir FROM ({held}) GROUP BY id")
    run(
        "INSERT OR IGNORE INTO import_word (entity, row_id, import_id, at, words) "
        "SELECT w.entity, w.row_id, h.heir, w.at, w.words FROM held h CROSS JOIN import_word w "
        "ON w.entity = ? AND w.row_id = h.id AND w.import_id = ?",
        (entity, import_id),
    )
    if entity == "customer":
        _pass_keys_on(connection, import_id)
    run("DROP TABLE temp.held")


def _pass_keys_on(connection: Connection, import_id: int) -> None:
    """Who holds an order unchanged also holds the keys that the import brought of its customer."""
    connection.exec_driver_sql(
        "INSERT INTO import_change (import_id, position, entity, row_key, before) "
        "SELECT h.heir, (SELECT COALESCE(MAX(position), -1) FROM import_change WHERE import_id = h.heir) "
        "+ ROW_NUMBER() OVER (PARTITION BY h.heir), c.entity, c.row_key, '{}' "
        "FROM import_change c JOIN customer_key k ON k.source_id = c.row_key ->> '$.source_id' "
        "AND k.kind = c.row_key ->> '$.kind' AND k.value = c.row_key ->> '$.value' "
        "JOIN held h ON h.id = k.customer_id WHERE c.import_id = ? AND c.entity = 'customer_key' "
        "AND NOT EXISTS (SELECT 1 FROM import_change d WHERE d.import_id = h.heir "
        "AND d.entity = c.entity AND d.row_key = c.row_key)",
        (import_id,),
    )


def line_count(connection: Connection, import_id: int) -> int:
    """How many lines stand in orders that an import added or changed."""
    sql = (
        "SELECT COALESCE(SUM(line_count), 0) FROM orders WHERE import_id = ?1 "
        "OR id IN (SELECT order_id FROM order_version WHERE import_id = ?1)"
    )
    return int(connection.exec_driver_sql(sql, (import_id,)).scalar_one())


def customers_concerned(connection: Connection, import_id: int) -> list[int]:
    """The customers whose refunds may belong to other sales without the orders that go or come back.

    A sale that goes and that no refund belongs to leaves every other link as it is.
    """
    rows = connection.exec_driver_sql(
        "SELECT o.customer_id FROM gone_order g JOIN orders o ON o.id = g.id WHERE o.customer_id IS NOT NULL "
        "AND (o.kind = 'refund' OR EXISTS (SELECT 1 FROM orders r WHERE r.refund_of = o.id)) "
        "UNION SELECT o.customer_id FROM back_order b JOIN orders o ON o.id = b.id "
        "WHERE o.customer_id IS NOT NULL "
        "UNION SELECT json_extract(v.before, '$.order.customer_id') FROM order_version v "
        "WHERE v.import_id = ? AND json_extract(v.before, '$.order.customer_id') IS NOT NULL",
        (import_id,),
    )
    return [row[0] for row in rows]


def orders_concerned(connection: Connection) -> list[int]:
    """The orders that go or come back."""
    rows = connection.exec_driver_sql("SELECT id FROM gone_order UNION ALL SELECT id FROM back_order")
    return [row[0] for row in rows]


def take_orders_back(connection: Connection, import_id: int) -> list[int]:
    """Delete the orders that only this import held, and put those that it changed back as they were.

    Returns the ids of the latter.
    """
    run = connection.exec_driver_sql
    restored = [row[0] for row in run("SELECT id FROM back_order")]
    gone = "SELECT id FROM gone_order"
    with lines_at_once(connection):
        run(f"DELETE FROM order_line WHERE order_id IN ({gone} UNION ALL SELECT id FROM back_order)")
    run(f"DELETE FROM orders WHERE id IN ({gone})")
    # A version of an older app does not tell of columns that came later: those are as they were, too.
    assigned = ", ".join(
        f"{column} = CASE WHEN json_type(v.before, '$.order.{column}') IS NULL THEN {column} "
        f"ELSE json_extract(v.before, '$.order.{column}') END"
        for column in loading.VERSION_COLUMNS
    )
    run(
        f"UPDATE orders SET {assigned} FROM order_version v WHERE v.import_id = ? AND v.order_id = orders.id",
        (import_id,),
    )
    cells = ", ".join(f"json_extract(l.value, '$[{place}]')" for place in range(len(loading.LINE_COLUMNS)))
    run(
        f"INSERT INTO order_line (order_id, {', '.join(loading.LINE_COLUMNS)}) SELECT v.order_id, {cells} "
        "FROM order_version v, json_each(v.before, '$.lines') l WHERE v.import_id = ? ORDER BY v.order_id, 2",
        (import_id,),
    )
    run("DELETE FROM order_version WHERE import_id = ?", (import_id,))
    for name in ("gone_order", "back_order"):
        run(f"DROP TABLE temp.{name}")
    return restored


def take_events_back(connection: Connection, import_id: int) -> None:
    """Delete the visits, reviews and campaign results that only this import held; give away the others."""
    later = later_imports(connection, import_id)
    for entity in EVENTS:
        first = heir(connection, entity, f"{entity}.id", later)
        if first != "NULL":
            for told in ("customer", "product") if entity != "outcome" else ("customer",):
                held = (
                    f"SELECT {told}_id AS id, {first} AS heir FROM {entity} "
                    f"WHERE import_id = {int(import_id)} AND {told}_id IS NOT NULL"
                )
                _let_say(connection, import_id, told, f"SELECT * FROM ({held}) WHERE heir IS NOT NULL")
            connection.exec_driver_sql(
                f"UPDATE {entity} SET import_id = COALESCE({first}, import_id) WHERE import_id = ?",
                (import_id,),
            )
        connection.exec_driver_sql(f"DELETE FROM {entity} WHERE import_id = ?", (import_id,))


#: Who speaks of a customer or product: as long as anybody does, the row stays.
USERS = {
    "customer": (
        "SELECT u.import_id FROM orders u WHERE u.customer_id = t.id",
        "SELECT u.import_id FROM visit u WHERE u.customer_id = t.id",
        "SELECT u.import_id FROM review u WHERE u.customer_id = t.id",
        "SELECT u.import_id FROM outcome u WHERE u.customer_id = t.id",
    ),
    "product": (
        "SELECT o.import_id FROM order_line u JOIN orders o ON o.id = u.order_id WHERE u.product_id = t.id",
        "SELECT u.import_id FROM visit u WHERE u.product_id = t.id",
        "SELECT u.import_id FROM review u WHERE u.product_id = t.id",
    ),
}
#: The owner's own doing, which no import explains.
OWNERS = {
    "customer": (
        "SELECT 1 FROM recipient u WHERE u.customer_id = t.id",
        "SELECT 1 FROM customer_note u WHERE u.customer_id = t.id",
        "SELECT 1 FROM consent u WHERE u.customer_id = t.id AND u.basis <> 'import'",
    ),
    "product": (),
}
#: Whom the orders remember that imports changed: they come back when those are taken back.
_REMEMBERED = {
    "customer": "SELECT json_extract(before, '$.order.customer_id') FROM order_version",
    "product": "SELECT json_extract(l.value, '$[1]') FROM order_version v, json_each(v.before, '$.lines') l",
}
#: What was computed of products, and is again when the models learn next.
_DERIVED = (
    ("recommendation", "product_id"),
    ("recommendation", "because_id"),
    ("product_audience", "because_id"),
)


@dataclass
class Leftovers:
    """Customers and products that an import had added: how many went, whom another import holds now, and
    who stay although none does.
    """

    gone: dict[str, int]
    given: dict[str, set[int]]
    unheld: dict[str, set[int]]


def take_unused_back(connection: Connection, import_id: int) -> Leftovers:
    """Delete customers and products that only this import brought and nothing speaks of any more.

    Those that other imports hold or use are theirs from now on; those that only the owner uses nobody's.
    """
    run = connection.exec_driver_sql
    later = later_imports(connection, import_id)
    left = Leftovers({}, {}, {})
    for table, users in USERS.items():
        run("CREATE TEMP TABLE candidate (id INTEGER PRIMARY KEY)")
        run(f"INSERT INTO candidate SELECT id FROM {table} WHERE import_id = ?", (import_id,))
        added = set(run("SELECT id FROM candidate").scalars())
        first = heir(connection, table, "t.id", later)
        ways = ", ".join((first, *(f"({user} LIMIT 1)" for user in users)))
        run(
            f"UPDATE {table} AS t SET import_id = COALESCE({ways}) WHERE id IN (SELECT id FROM candidate)",
        )
        found = run(
            f"SELECT t.id FROM candidate c JOIN {table} t ON t.id = c.id WHERE t.import_id IS NOT NULL"
        )
        left.given[table] = set(found.scalars())
        used = " OR ".join(f"EXISTS ({user})" for user in (*users, *OWNERS[table]))
        run(
            f"DELETE FROM candidate WHERE id IN (SELECT t.id FROM candidate c JOIN {table} t ON t.id = c.id "
            f"WHERE t.import_id IS NOT NULL OR {used})"
        )
        if run("SELECT 1 FROM candidate LIMIT 1").scalar():
            run(f"DELETE FROM candidate WHERE id IN ({_REMEMBERED[table]})")
        if table == "product":
            for derived, column in _DERIVED:
                run(f"DELETE FROM {derived} WHERE {column} IN (SELECT id FROM candidate)")
        left.gone[table] = run(f"DELETE FROM {table} WHERE id IN (SELECT id FROM candidate)").rowcount
        run("DROP TABLE temp.candidate")
        left.unheld[table] = added & set(run(f"SELECT id FROM {table} WHERE import_id IS NULL").scalars())
    return left


def forget_journal(connection: Connection, import_id: int) -> None:
    """Forget what the import saw and said: it is not in the shop any more."""
    for table in ("import_seen", "import_word", "import_change"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE import_id = ?", (import_id,))
    connection.exec_driver_sql("UPDATE import_run SET state = 'undone' WHERE id = ?", (import_id,))
