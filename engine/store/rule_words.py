"""The words that rules can be made of: categories, brands, products, what customer files said."""

from __future__ import annotations

import json

from sqlalchemy import Connection


def distinct_words(connection: Connection, column_name: str, table: str) -> list[str]:
    """The words that stand in a column of a table, those with the most rows first."""
    sql = f"SELECT {column_name} FROM {table} WHERE {column_name} <> '' GROUP BY 1 ORDER BY COUNT(*) DESC, 1"
    return [str(word) for word in connection.exec_driver_sql(sql).scalars()]


def attribute_words(connection: Connection, most: int) -> dict[str, tuple[bool, list[str]]]:
    """What customer files said besides: name → (numbers throughout, its words, the most frequent first)."""
    sql = """
    SELECT j.key, j.type IN ('integer', 'real'), j.value, COUNT(*) FROM customer c, json_each(c.attributes) j
    WHERE c.attributes <> '{}' AND j.type <> 'null' GROUP BY 1, 2, 3 ORDER BY 4 DESC, 3
    """
    found: dict[str, tuple[bool, list[str]]] = {}
    for name, number, value, _ in connection.exec_driver_sql(sql):
        numbers, words = found.setdefault(str(name), (True, []))
        if not number and len(words) < most:
            words.append(str(value) if not isinstance(value, str) else value)
        found[str(name)] = (numbers and bool(number), words)
    return dict(sorted(found.items()))


def product_names(connection: Connection, codes: list[str]) -> dict[str, str]:
    """What the products of these codes are called."""
    sql = (
        "SELECT p.code, COALESCE(NULLIF(p.name, ''), p.code) FROM json_each(?) j"
        " JOIN product p ON p.code = j.value"
    )
    return {str(code): str(name) for code, name in connection.exec_driver_sql(sql, (json.dumps(codes),))}


def known_things(connection: Connection, kind: str, name: str) -> bool:
    """Whether any product is of that category or brand, or has that code."""
    where = {"product": "code", "category": "category", "brand": "brand"}[kind]
    sql = f"SELECT EXISTS (SELECT 1 FROM product WHERE {where} = ?)"
    if kind == "category":
        sql = (
            "SELECT EXISTS (SELECT 1 FROM product WHERE category = ?1)"
            " OR EXISTS (SELECT 1 FROM visit WHERE category = ?1)"
        )
    return bool(connection.exec_driver_sql(sql, (name,)).scalar_one())


def find_things(connection: Connection, text: str, limit: int) -> list[tuple[str, str]]:
    """(code, name) of products whose name or code holds a text, those that sold best first."""
    from engine.store.search import holding

    sql = (
        "SELECT p.code, COALESCE(NULLIF(p.name, ''), p.code) FROM product p"
        " LEFT JOIN product_total t ON t.product_id = p.id WHERE p.kind = 'product'"
        " AND (p.name LIKE ?1 ESCAPE '\\' OR p.code LIKE ?1 ESCAPE '\\')"
        " ORDER BY t.net_e4 DESC, p.id LIMIT ?2"
    )
    return [(str(code), str(name)) for code, name in connection.exec_driver_sql(sql, (holding(text), limit))]


#: Tables without a row of which some features have nothing to say.
_NEEDS = {
    "SELECT 1 FROM visit": ("looked", "views", "visits", "minutes", "last_visit", "searches", "carts_left"),
    "SELECT 1 FROM visit WHERE seconds IS NOT NULL": ("minutes",),
    "SELECT 1 FROM visit WHERE kind = 'search'": ("searches",),
    "SELECT 1 FROM visit WHERE kind = 'cart'": ("carts_left",),
    "SELECT 1 FROM review": ("stars", "mean_stars", "reviews"),
    "SELECT 1 FROM review_mention": ("praised", "complained"),
    "SELECT 1 FROM prediction_run": ("no_order_chance", "expected_value", "slipping"),
    "SELECT 1 FROM customer WHERE birthday <> ''": ("birthday",),
    "SELECT 1 FROM campaign WHERE exported_at IS NOT NULL": ("mailed",),
}


def silent_features(connection: Connection) -> frozenset[str]:
    """Features of which the shop has nothing to say."""
    silent: set[str] = set()
    for sql, features in _NEEDS.items():
        if not connection.exec_driver_sql(f"SELECT EXISTS ({sql})").scalar_one():
            silent.update(features)
    return frozenset(silent)


def categories_looked_at(connection: Connection, most: int) -> list[str]:
    """The categories whose products and pages were looked at most."""
    sql = """
    SELECT COALESCE(NULLIF(p.category, ''), v.category) AS name
    FROM visit v LEFT JOIN product p ON p.id = v.product_id
    WHERE v.kind = 'view' AND name <> '' GROUP BY name ORDER BY COUNT(*) DESC, name LIMIT ?
    """
    return [str(name) for name in connection.exec_driver_sql(sql, (most,)).scalars()]


def customer_codes(connection: Connection) -> dict[int, str]:
    """The code of every customer by id."""
    rows = connection.exec_driver_sql("SELECT id, code FROM customer WHERE erased_at IS NULL")
    return {int(number): str(code) for number, code in rows}
