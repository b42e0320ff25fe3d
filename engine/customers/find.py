"""What the command palette finds in a shop: customers, products, segments, campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.words import LANGUAGES, Text

if TYPE_CHECKING:
    from engine.shop import Shop

_EACH = 6


@dataclass(frozen=True)
class Hit:
    """Something found. ``kind``: customer, product, segment or campaign; a segment's title is a Text."""

    kind: str
    id: int
    title: str | Text
    detail: str | Text


def customer_id(shop: Shop, code: str) -> int:
    """The customer with that code (or e-mail address); raises ``customer.no_such_code``."""
    from engine.store import customers as store

    with shop.store.read() as connection:
        found = store.customer_by_code(connection, code.strip())
    if found is None:
        raise ClienteleError("customer.no_such_code", code=code)
    return found


def find(shop: Shop, text: str, limit: int = _EACH) -> list[Hit]:
    """The best few of each kind that hold ``text``; nothing for an empty one."""
    from engine.store import customers as store
    from engine.store import segments

    wanted = text.strip()
    if not wanted:
        return []
    with shop.store.read() as connection:
        customers = store.find_customers(connection, wanted, limit)
        products = store.find_products(connection, wanted, limit)
        campaigns = store.find_campaigns(connection, wanted, limit)
        current = segments.current_segments(connection)
    hits = [
        Hit("customer", customer, name, email if name != email and email else code)
        for customer, name, code, email in customers
    ]
    hits += [
        Hit("segment", segment, name, Text(f"segment.method.{method}"))
        for segment, name, method in current
        if any(wanted.lower() in name.say(language).lower() for language in LANGUAGES)
    ][:limit]
    hits += [Hit("product", product, name, code) for product, name, code in products]
    hits += [Hit("campaign", campaign, name, "") for campaign, name in campaigns]
    return hits
