"""What files say of consent, against what the shop knows: one "no" is enough, and no file takes it back.

- A stored "no" never becomes "yes" through a file, and nobody whose address is suppressed is taken to agree.
- A "yes" that becomes "no", and every word that somebody left, complained or cannot be reached, suppresses
  the address itself: it outlives the customer, and holds for addresses that are nobody's yet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.address import address_hash

Change = tuple[str, dict[str, Any], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A word on one channel (email, sms) of somebody with these addresses (or phone numbers).

    ``reason``: unsubscribed, bounced or complained where the file says that; else empty. ``at`` 0: unknown.
    """

    channel: str
    status: str
    at: int
    addresses: tuple[str, ...]
    reason: str = ""


@dataclass
class ConsentPlan:
    """What is to be written, what is so already, and of how many people a "yes" was not believed."""

    consents: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    suppressions: dict[tuple[str, str], int] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    #: Customers of whom something changes.
    touched: set[int] = field(default_factory=set)

    def of(self, ids: Sequence[int]) -> ConsentPlan:
        """The plan with the ids of customers who were numbered -1, -2, … by their place among ``ids``."""

        def real(number: int) -> int:
            return ids[-number - 1] if number < 0 else number

        def named(entity: str, key: dict[str, Any]) -> dict[str, Any]:
            return {**key, "customer_id": real(key["customer_id"])} if entity == "consent" else key

        return replace(
            self,
            consents={(real(number), channel): row for (number, channel), row in self.consents.items()},
            changes=[(entity, named(entity, key), before) for entity, key, before in self.changes],
            seen=[(entity, named(entity, key)) for entity, key in self.seen],
        )


def plan_consents(
    said: Iterable[tuple[int, Said]],
    stored: Mapping[tuple[int, str], tuple[str, str, int]],
    barred: Mapping[str, set[str]],
    now: int,
    rows: Mapping[tuple[int, str], tuple[str, str, int]] | None = None,
    agreed: Collection[tuple[int, str]] = (),
) -> ConsentPlan:
    """Weigh words on customers (0: nobody's address) against stored consents and suppressed addresses.

    ``rows`` are the stored rows for the journal, where ``stored`` is what a merge under way makes of them.
    ``agreed`` are those whose "yes" files wrote down: whether a "no" takes that back is for
    ``engine.store.consents`` to say, which knows both.
    """
    plan = ConsentPlan()
    for customer, word in said:
        key = (customer, word.channel)
        row = stored.get(key)
        before = plan.consents[key][0] if key in plan.consents else row[0] if row else ""
        hashes = [address_hash(address) for address in word.addresses]
        status = word.status
        if status == "yes" and (before == "no" or any(one in barred for one in hashes)):
            plan.refused.add(customer)
            status = "no"
        known = key in agreed or key in plan.consents
        if word.status == "no" and (word.reason or (before == "yes" and not known)):
            _suppress(plan, customer, hashes, word, barred, now)
        if not status or not customer:
            continue
        named = {"customer_id": customer, "channel": word.channel}
        if before in ("no", status):
            plan.seen.append(("consent", named))
        else:
            if key not in plan.consents:
                was = row if rows is None else rows.get(key)
                told = dict(zip(("status", "basis", "at"), was, strict=True)) if was else None
                plan.changes.append(("consent", named, told))
            plan.consents[key] = (status, word.at or now)
            plan.touched.add(customer)
    return plan


def _suppress(
    plan: ConsentPlan,
    customer: int,
    hashes: list[str],
    word: Said,
    barred: Mapping[str, set[str]],
    now: int,
) -> None:
    reason = word.reason or "unsubscribed"
    for one in hashes:
        named = {"address_hash": one, "reason": reason}
        known = barred.get(one, set())
        if reason in known or (known and not word.reason):
            plan.seen += [("suppression", {"address_hash": one, "reason": name}) for name in sorted(known)]
        elif (one, reason) not in plan.suppressions:
            plan.suppressions[one, reason] = word.at or now
            plan.changes.append(("suppression", named, None))
            plan.touched.add(customer)
