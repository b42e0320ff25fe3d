"""One person who stands in the shop as two customers: made one, and taken apart again.

Imports make two customers one by themselves where a row of a file proves it (the same e-mail address, the
same phone number and name, the customer number of one beside the address of the other). Everything else is
the owner's word: ``engine.customers.likeness`` only suggests. Every merge can be taken back.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.merging import MergeRow

_TOPICS = frozenset({"customers", "orders", "products", "segments", "recommendations", "campaigns"})


@dataclass(frozen=True)
class Merge:
    """A merge in effect. ``basis``: email, phone, external (customer number) or owner; ``reason`` says so."""

    id: int
    customer_id: int
    name: str
    gone_name: str
    gone_code: str
    basis: str
    import_id: int | None
    at: int
    reason: Text


@dataclass(frozen=True)
class Joined:
    """A merge taken back for a while: what is needed to make it again."""

    kept_id: int
    gone_id: int
    basis: str
    import_id: int | None
    at: int


def merges(shop: Shop) -> tuple[Merge, ...]:
    """Every merge in effect, the newest first."""
    with shop.store.read() as connection:
        return merges_of(connection)


def merges_of(connection: Connection, customer_id: int | None = None) -> tuple[Merge, ...]:
    """The merges in effect, the newest first; of one customer if given."""
    from engine.store import merging as store

    return tuple(_merge(row) for row in store.merge_rows(connection, customer_id))


def merge(shop: Shop, keep: int, gone: int) -> tuple[Changes, int]:
    """Make the customer ``gone`` one with ``keep``; returns what changed and the number to split it by.

    Raises ``customer.missing`` or ``customer.same_customer``.
    """
    from engine.store.rollup_changes import kept_up
    from engine.store.undo import forget

    if keep == gone:
        raise ClienteleError("customer.same_customer")
    with shop.store.write() as connection:
        _check(connection, (keep, gone))
        with kept_up(connection, shop.settings.timezone):
            made = unite(connection, [(keep, gone, "owner")], at=int(time.time()))
        # What they would put back belongs to a customer who is gone.
        forget(connection, "customers", "campaigns")
    return Changes(_TOPICS), made[0]


def split(shop: Shop, merge_id: int) -> Changes:
    """Make two customers of one again, each with what was theirs. Raises ``customer.merge_missing``.

    Whom an import had made one stays apart from now on, whatever files say.
    """
    from engine.store import merging as store
    from engine.store.rollup_changes import kept_up
    from engine.store.undo import forget

    with shop.store.write() as connection:
        found = store.find_merge(connection, merge_id)
        if found is None:
            raise ClienteleError("customer.merge_missing", id=merge_id)
        with kept_up(connection, shop.settings.timezone):
            pair = part(connection, merge_id)
        if pair is not None and found[2] != "owner":
            store.say_different(connection, *pair, int(time.time()))
        forget(connection, "customers", "campaigns")
    return Changes(_TOPICS)


def not_the_same(shop: Shop, one: int, other: int) -> Changes:
    """Remember that two customers are two people: never suggested and never merged again. Can be undone.

    Raises ``customer.missing`` or ``customer.same_customer``.
    """
    from engine.store import merging as store

    if one == other:
        raise ClienteleError("customer.same_customer")
    topics = frozenset({"customers"})
    with shop.store.command(Text("customer.undo.not_same"), topics) as connection:
        _check(connection, (one, other))
        store.say_different(connection, one, other, int(time.time()))
    return Changes(topics, shop.store.last_step)


def unite(
    connection: Connection,
    pairs: Sequence[tuple[int, int, str]],
    *,
    at: int,
    import_id: int | None = None,
) -> list[int]:
    """Make customers one inside the caller's transaction: (who stays, who goes, basis) → ids of the merges.

    Links between refunds and sales are made anew; roll-ups are the caller's.
    """
    from engine.store import merging as store

    if not pairs:
        return []
    tables = store.filled_tables(connection)
    sources = _unlink(connection, [number for pair in pairs for number in pair[:2]])
    made = [
        store.merge(connection, kept, gone, basis=basis, at=at, import_id=import_id, tables=tables)
        for kept, gone, basis in pairs
    ]
    _relink(connection, sources, {kept for kept, _, _ in pairs})
    return made


def part(connection: Connection, merge_id: int) -> tuple[int, int] | None:
    """Take a merge back inside the caller's transaction: (who stayed, who is back); None: there is none.

    Later merges of the same people rest on it: they are taken back first and made again afterwards, so that
    it does not matter in which order merges are split.
    """
    from engine.store import merging as store

    found = store.find_merge(connection, merge_id)
    if found is None:
        return None
    resting = _resting(connection, merge_id)
    sources = _unlink(connection, [found[0], *(row.kept_id for row in resting)])
    later = [(row, *store.split(connection, row.id)) for row in resting]
    kept, gone = store.split(connection, merge_id)
    for row, stays, goes in reversed(later):
        store.merge(
            connection, stays, goes, basis=row.basis, at=row.at, import_id=row.import_id, merge_id=row.id
        )
    here = [number for _, *pair in later for number in pair]
    _relink(connection, sources, store.ages(connection, (*here, kept, gone)))
    return kept, gone


def _resting(connection: Connection, merge_id: int) -> list[MergeRow]:
    """The merges after one that concern the same people, the newest first."""
    from engine.store import merging as store

    people = store.concerned(connection, merge_id)
    found = []
    for row in store.merge_rows(connection, after=merge_id)[::-1]:
        if people & {row.kept_id, row.gone_id}:
            people |= {row.kept_id, row.gone_id}
            found.append(row)
    return found[::-1]


def split_merges_of(connection: Connection, import_id: int) -> list[Joined]:
    """Take back, before an import is undone, the merges that it showed or that joined someone it brought.

    Returns those that must be made again afterwards (``join_again``): the owner's, and other imports'.
    """
    from engine.store import merging as store

    joined = []
    for row in store.merges_through(connection, import_id):
        pair = part(connection, row.id)
        if pair is not None and row.import_id != import_id:
            joined.append(Joined(*pair, row.basis, row.import_id, row.at))
    return joined[::-1]


def join_again(connection: Connection, joined: Sequence[Joined]) -> None:
    """Make merges again, after an undo, between customers who are both still there."""
    from engine.store import merging as store

    for one in joined:
        if len(store.ages(connection, (one.kept_id, one.gone_id))) == 2:
            pair = (one.kept_id, one.gone_id, one.basis)
            unite(connection, [pair], at=one.at, import_id=one.import_id)


def _check(connection: Connection, customers: Sequence[int]) -> None:
    from engine.store import merging as store

    if len(store.ages(connection, customers)) != len(set(customers)):
        raise ClienteleError("customer.missing")


def _unlink(connection: Connection, customers: Sequence[int]) -> list[int]:
    """Take refunds off their sales; which sale one belongs to depends on whose orders they are."""
    from engine.store import merging as store
    from engine.store import refund_links

    sources = store.sources_with_refunds(connection, customers)
    for source in sources:
        refund_links.unlink(connection, source, customers)
    return sources


def _relink(connection: Connection, sources: Sequence[int], customers: Iterable[int]) -> None:
    if sources:
        from engine.importing.relinking import relink

        for source in sources:
            relink(connection, source, sorted(customers))


def _merge(row: MergeRow) -> Merge:
    return Merge(
        id=row.id, customer_id=row.kept_id, name=row.kept_name, gone_name=row.gone_name,
        gone_code=row.gone_code, basis=row.basis, import_id=row.import_id, at=row.at,
        reason=Text(f"customer.merged.{row.basis}"),
    )  # fmt: skip
