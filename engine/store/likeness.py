"""What the shop knows of who its customers are, for finding those who may be one person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection


class IdentityRow(NamedTuple):
    """Who a customer says they are."""

    id: int
    name: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    company: str
    birthday: str


class FaceRow(NamedTuple):
    """A customer as the owner would know them."""

    id: int
    code: str
    name: str
    email: str
    phone: str
    street: str
    postcode: str
    city: str
    country: str
    orders: int
    net_e4: int
    last_at: int | None
    created_at: int


def state(connection: Connection) -> tuple[int, ...]:
    """Numbers that change with whatever could change a suggestion."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT COUNT(*) FROM customer), (SELECT COALESCE(MAX(id), 0) FROM customer), "
        "(SELECT COUNT(*) FROM import_run), (SELECT COUNT(*) FROM import_run WHERE state = 'undone'), "
        "(SELECT COALESCE(MAX(id), 0) FROM customer_merge), (SELECT COUNT(*) FROM customer_merge), "
        "(SELECT COUNT(*) FROM not_same), (SELECT COUNT(*) FROM customer WHERE erased_at IS NOT NULL)"
    ).one()
    return tuple(int(number) for number in row)


def identities(connection: Connection) -> list[IdentityRow]:
    """Everyone who was not erased and of whom more is known than a number."""
    rows = connection.exec_driver_sql(
        "SELECT id, name, email, phone, street, postcode, city, company, birthday FROM customer "
        "WHERE erased_at IS NULL AND (name <> '' OR email <> '' OR phone <> '') ORDER BY id"
    )
    return [IdentityRow(*row) for row in rows]


def faces(connection: Connection, ids: Iterable[int]) -> dict[int, FaceRow]:
    """Some customers by id."""
    rows = connection.exec_driver_sql(
        "SELECT c.id, c.code, COALESCE(NULLIF(c.name, ''), NULLIF(c.email, ''), c.code), c.email, c.phone, "
        "c.street, c.postcode, c.city, c.country, COALESCE(t.order_count, 0), COALESCE(t.net_e4, 0), "
        "t.last_at, c.created_at FROM json_each(?) j CROSS JOIN customer c ON c.id = j.value "
        "LEFT JOIN customer_total t ON t.customer_id = c.id",
        (json.dumps(sorted(set(ids))),),
    )
    return {row[0]: FaceRow(*row) for row in rows}


def known_different(connection: Connection) -> set[tuple[int, int]]:
    """The pairs (smaller id first) of whom the owner said that they are two people."""
    return {(row[0], row[1]) for row in connection.exec_driver_sql("SELECT one_id, other_id FROM not_same")}
