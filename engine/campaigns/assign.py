"""Who is written to and who is held out: the same answer for the same people, with exact counts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping


def held_out_of(people: int, share: int) -> int:
    """How many of ``people`` are held out at ``share`` percent: rounded, a half up."""
    return (people * share + 50) // 100


def hold_out(strata: Mapping[int, str], share: int, salt: str) -> frozenset[int]:
    """Which customers (``strata``: their stratum by id) are held out: ``share`` percent, rounded.

    Ranked by SHA-256 of salt and customer inside each stratum; the places are dealt to the strata by largest
    remainder, so that the total is exact and every stratum has its share to within one person.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for customer, stratum in strata.items():
        members[stratum].append(customer)
    total = held_out_of(len(strata), share)
    places = {stratum: len(ids) * share // 100 for stratum, ids in members.items()}
    # Who is closest to one more place first; ties by name, so that the order of reading does not matter.
    remainders = sorted(members, key=lambda stratum: (-(len(members[stratum]) * share % 100), stratum))
    for stratum in remainders[: total - sum(places.values())]:
        places[stratum] += 1
    held: set[int] = set()
    for stratum, ids in members.items():
        held.update(sorted(ids, key=lambda customer: _rank(salt, customer))[: places[stratum]])
    return frozenset(held)


def _rank(salt: str, customer: int) -> bytes:
    return hashlib.sha256(f"{salt}\x1f{customer}".encode()).digest()
