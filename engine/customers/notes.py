"""What the owner writes down about a customer: notes, and whether they may be written to. All undoable."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

_TOPICS = frozenset({"customers"})
STATUSES = ("yes", "no", "unknown")
CHANNELS = ("email", "ads", "sms", "post")
#: A note longer than this is a document.
LONGEST_NOTE = 10_000


def add_note(shop: Shop, customer_id: int, body: str) -> Changes:
    """Keep a note; raises ``customer.missing``, ``customer.empty_note`` or ``customer.long_note``."""
    from engine.store import customers as store

    body = body.strip()
    if not body:
        raise ClienteleError("customer.empty_note")
    if len(body) > LONGEST_NOTE:
        raise ClienteleError("customer.long_note", n=LONGEST_NOTE)
    _check(shop, customer_id)
    with shop.store.command(Text("customer.undo.add_note"), _TOPICS) as connection:
        store.add_note(connection, customer_id, body, int(time.time()))
    return Changes(_TOPICS, shop.store.last_step)


def delete_note(shop: Shop, note_id: int) -> Changes:
    """Delete a note; raises ``customer.note_missing``."""
    from engine.store import customers as store

    with shop.store.command(Text("customer.undo.delete_note"), _TOPICS) as connection:
        if not store.delete_note(connection, note_id):
            raise ClienteleError("customer.note_missing")
    return Changes(_TOPICS, shop.store.last_step)


def set_consent(shop: Shop, customer_id: int, channel: str, status: str, basis: str = "owner") -> Changes:
    """Record whether a customer agreed to a channel ("yes", "no"), or that nobody knows ("unknown").

    Raises ``customer.missing`` or ``customer.bad_consent``. A suppressed address stays suppressed.
    """
    from engine.store import customers as store

    if channel not in CHANNELS or status not in STATUSES:
        raise ClienteleError("customer.bad_consent", channel=channel, status=status)
    _check(shop, customer_id)
    with shop.store.command(Text("customer.undo.consent"), _TOPICS) as connection:
        store.set_consent(connection, customer_id, channel, status, basis, int(time.time()))
    return Changes(_TOPICS, shop.store.last_step)


def _check(shop: Shop, customer_id: int) -> None:
    from engine.store import customers as store

    with shop.store.read() as connection:
        if store.identity(connection, customer_id) is None:
            raise ClienteleError("customer.missing")
