"""Who a campaign is meant for: segments and customers, added and taken away. The gate comes after."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from engine.campaigns.gate import BASES, REACHES
from engine.errors import ClienteleError

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Pick:
    """Some customers: everyone, a segment of a saved run, one of a method's newest run, or a list of ids.

    ``own`` is the number of one of the owner's own segments: whoever fits its rule or is on its list.
    """

    everyone: bool = False
    segment_id: int | None = None
    #: With ``code``: the segment of that code in the newest run of the method.
    method: str = ""
    code: str = ""
    customer_ids: tuple[int, ...] = ()
    own: int | None = None


@dataclass(frozen=True)
class Audience:
    """``include`` together, less ``exclude``.

    ``basis`` is the ground for writing (see ``gate.BASES``): an explicit choice of the owner, recorded with
    its time in ``basis_at``. ``reach`` says how the list names people (``gate.REACHES``).
    """

    include: tuple[Pick, ...] = ()
    exclude: tuple[Pick, ...] = ()
    basis: str = "consent"
    basis_at: int | None = None
    reach: str = "email"

    def to_json(self) -> str:
        """As the shop file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, source: str) -> Audience:
        """What ``to_json`` wrote."""
        stored = json.loads(source)
        for name in ("include", "exclude"):
            picks = (Pick(**{**pick, "customer_ids": tuple(pick["customer_ids"])}) for pick in stored[name])
            stored[name] = tuple(picks)
        return cls(**stored)


def checked_audience(audience: Audience, now: int, before: Audience | None = None) -> Audience:
    """``audience`` with the time of its basis; raises ``campaign.audience_…`` for an unknown choice."""
    if audience.basis not in BASES or audience.reach not in REACHES:
        raise ClienteleError("campaign.audience_unknown", choice=f"{audience.basis}, {audience.reach}")
    if audience.basis == "consent":
        return replace(audience, basis_at=None)
    if before is not None and before.basis == audience.basis and before.basis_at is not None:
        return replace(audience, basis_at=before.basis_at)
    return replace(audience, basis_at=now)


def chosen_customers(connection: Connection, audience: Audience) -> dict[int, str]:
    """The customers meant, by id in rising order, each with the segment (its code) that brought them in.

    Raises ``campaign.segment_gone`` when a segment is no longer there.
    """
    chosen: dict[int, str] = {}
    for pick in audience.include:
        for customer, stratum in _members(connection, pick):
            chosen.setdefault(customer, stratum)
    for pick in audience.exclude:
        for customer, _ in _members(connection, pick):
            chosen.pop(customer, None)
    return dict(sorted(chosen.items()))


def _members(connection: Connection, pick: Pick) -> list[tuple[int, str]]:
    from engine.store import campaigns as store

    if pick.everyone:
        return [(customer, "") for customer in store.every_customer(connection)]
    if pick.customer_ids:
        known = store.known_customers(connection, pick.customer_ids)
        return [(customer, "") for customer in known]
    if pick.own is not None:
        return [(customer, f"own:{pick.own}") for customer in _own_members(connection, pick.own)]
    segment = store.segment_for(connection, pick.segment_id, pick.method, pick.code)
    if segment is None:
        raise ClienteleError("campaign.segment_gone", name=pick.code or str(pick.segment_id))
    return [(customer, segment.code) for customer in store.segment_members(connection, segment.id)]


def _own_members(connection: Connection, own: int) -> list[int]:
    from engine.segments.rules import own_members

    try:
        return own_members(connection, own)
    except ClienteleError as problem:
        if problem.key != "rule.missing":
            raise
        raise ClienteleError("campaign.segment_gone", name=str(own)) from problem
