"""The owner's say in what is recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

_TOPICS = frozenset({"products", "recommendations"})


def set_recommendable(shop: Shop, product_id: int, flag: bool) -> Changes:
    """Allow or forbid recommending a product; lists follow at once. Can be undone.

    Forbidden products disappear from every list; one allowed again comes back where the last training had
    listed it. Raises ``product.missing``.
    """
    from engine.store import products as store

    with shop.store.read() as connection:
        found = store.rows_of(connection, [product_id])
    if not found:
        raise ClienteleError("product.missing")
    label = Text("product.undo.allow" if flag else "product.undo.forbid", {"product": found[0].name})
    with shop.store.command(label, _TOPICS) as connection:
        store.set_recommendable(connection, product_id, flag)
    return Changes(_TOPICS, shop.store.last_step)
