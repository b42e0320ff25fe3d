"""The one gate: who may be written to. Every preview, count, check and export goes through ``pass_gate``.

The order of the reasons is the order of what a person would mind most; the first that applies is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from engine.address import address_hash, normal_address
from engine.campaigns.address import address_problem

#: Why somebody is left out; words key ``campaign.reason.<reason>``.
REASONS = (
    "erased",
    "unsubscribed",
    "complained",
    "bounced",
    "refused",
    "no_consent",
    "no_address",
    "foreign_address",
    "invalid_address",
    "role_address",
    "duplicate_address",
)
#: On what ground a campaign writes to people.
BASES = ("consent", "existing_customers")
#: How the list names people: by address, or by the shop's own customer number (addresses are kept elsewhere).
REACHES = ("email", "customer_code")


class Candidate(NamedTuple):
    """What the gate must know of one customer."""

    customer_id: int
    email: str
    erased: bool
    #: ``yes``, ``no`` or None: never asked.
    consent: str | None
    has_bought: bool


class Verdict(NamedTuple):
    """What the gate says of one customer; ``reason`` None: may be written to, at ``address``."""

    customer_id: int
    address: str
    reason: str | None


@dataclass(frozen=True)
class Refusals:
    """What the whole shop knows about addresses that must not be written to."""

    #: Suppression reason by ``address_hash``.
    suppressed: Mapping[str, str]
    #: ``normal_address`` of everybody who said no, also under another customer number.
    refused: frozenset[str]

    def reason(self, address: str) -> str | None:
        """Why nobody may write to this ``normal_address``; None: nobody has objected, or there is none."""
        if not address:
            return None
        return self.suppressed.get(address_hash(address)) or ("refused" if address in self.refused else None)


def pass_gate(
    candidates: Iterable[Candidate], refusals: Refusals, *, basis: str, reach: str = "email"
) -> list[Verdict]:
    """One verdict for each candidate, in their order.

    ``basis`` ``consent``: only who said yes. ``existing_customers``: also who was never asked but has bought
    (the exception of Article 13(2) of Directive 2002/58/EC); never who said no. ``reach``
    ``customer_code``: no address is needed, but one that is known still counts.
    """
    seen: set[str] = set()
    verdicts = []
    for candidate in candidates:
        address = normal_address(candidate.email)
        reason = _reason(candidate, address, refusals, basis, reach)
        if reason is None and address:
            if address in seen:
                reason = "duplicate_address"
            seen.add(address)
        verdicts.append(Verdict(candidate.customer_id, "" if reason else address, reason))
    return verdicts


def _reason(candidate: Candidate, address: str, refusals: Refusals, basis: str, reach: str) -> str | None:
    if candidate.erased:
        return "erased"
    objection = refusals.reason(address)
    if objection or candidate.consent == "no":
        return objection or "refused"
    if candidate.consent != "yes" and not (basis == "existing_customers" and candidate.has_bought):
        return "no_consent"
    problem = address_problem(address)
    return None if problem == "no_address" and reach == "customer_code" else problem
