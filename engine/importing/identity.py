"""Who is who: the keys by which a row names a person, and which rows of a file name the same one.

Keys are of three kinds. A customer number (``external``) identifies within its channel. An e-mail address
identifies everywhere, but not a marketplace's (unique to one shop: it counts as a customer number) nor one
that stands for none. A phone number identifies everywhere together with the name, or alone where nothing
else is known: families and offices share numbers, so the same number is one person only where the name is
the same too. Where one file itself gives one number and name two customer numbers or addresses, the shop
keeps two accounts, and the number joins nobody.

Rows that share a key are one person, and so are people in the shop whose keys meet in one row. Every rule
looks at one file alone, so whatever the order of the files, the same people come out.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from engine.customers.names import name_key
from engine.importing.emails import identifies, is_placeholder, is_relay

Key = tuple[str, str]


def keys_of(customer: str, address: str, phone: str, name: str) -> tuple[list[Key], Key | None]:
    """(keys that identify alone, the phone's) of one row; all texts in their normal spelling.

    Without any of the three, an empty list: the row is nobody's.
    """
    keys: list[Key] = []
    if customer:
        keys.append(("external", customer))
    if identifies(address):
        keys.append(("email", address))
    elif address and not customer and is_relay(address):
        keys.append(("external", address))
    who = name_key(name)
    if not phone or (not who and keys):
        return keys, None
    return keys, ("phone", f"{phone} {who}".strip())


def mailable(address: str) -> str:
    """The address if it is the person's own, to be kept and written to; else empty."""
    return "" if is_relay(address) or is_placeholder(address) else address


def group(keys: Sequence[tuple[list[Key], Key | None]]) -> tuple[list[int], list[bool]]:
    """(number of each row's person, -1 for nobody; whether the row's phone is one of its keys)."""
    sets = Sets()
    for alone, _ in keys:
        for key in alone[1:]:
            sets.join(alone[0], key)
    bearers: dict[Key, set[Hashable]] = {}
    for alone, phone in keys:
        if phone is not None and alone:
            bearers.setdefault(phone, set()).add(sets.root(alone[0]))
    counts = [phone is not None and (not alone or len(bearers[phone]) == 1) for alone, phone in keys]
    numbers: dict[Hashable, int] = {}
    for (alone, phone), used in zip(keys, counts, strict=True):
        if used and alone and phone is not None:
            sets.join(alone[0], phone)
    people = []
    for alone, phone in keys:
        first = alone[0] if alone else phone
        people.append(-1 if first is None else numbers.setdefault(sets.root(first), len(numbers)))
    return people, counts


class Sets:
    """Things that are the same, found together (union-find with path halving)."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, thing: Hashable) -> Hashable:
        """The one that stands for everything joined with ``thing``."""
        parent = self._parent
        while parent.setdefault(thing, thing) != thing:
            parent[thing] = thing = parent[parent[thing]]
        return thing

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make two things the same."""
        self._parent[self.root(other)] = self.root(one)
