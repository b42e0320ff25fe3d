"""From a saved campaign to its people: the audience, the gate, the hold-out, the codes and the facts.

What preview, check, count and export all use, so that they cannot disagree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.address import normal_address
from engine.campaigns.assign import hold_out
from engine.campaigns.audience import Audience, chosen_customers
from engine.campaigns.coupons import Codes
from engine.campaigns.facts import PRODUCTS, Recipient, campaign_facts, person_facts
from engine.campaigns.gate import Candidate, Refusals, Verdict, pass_gate
from engine.campaigns.offer import Offer
from engine.campaigns.render import Renderer
from engine.campaigns.templates import MessageTemplate
from engine.errors import ClienteleError
from engine.store import campaigns as store

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.campaigns import CampaignRow, RecipientRow

_CHUNK = 500


@dataclass(frozen=True)
class Campaign:
    """A stored campaign, opened."""

    row: CampaignRow
    audience: Audience
    offer: Offer
    template: MessageTemplate

    @property
    def is_exported(self) -> bool:
        """Whether it has gone out and may not change."""
        return self.row.exported_at is not None


@dataclass(frozen=True)
class Lists:
    """Who is in a campaign: verdicts in order of id, the segment of each, and who is held out."""

    verdicts: list[Verdict]
    strata: dict[int, str]
    held_out: frozenset[int]

    @property
    def mailed(self) -> list[Verdict]:
        """Who is written to."""
        return [v for v in self.verdicts if v.reason is None and v.customer_id not in self.held_out]

    @property
    def reasons(self) -> dict[str, int]:
        """How many are left out, by reason of the gate."""
        return dict(Counter(v.reason for v in self.verdicts if v.reason))


def open_campaign(connection: Connection, campaign_id: int) -> Campaign:
    """The campaign; raises ``campaign.missing``."""
    row = store.campaign_row(connection, campaign_id)
    if row is None:
        raise ClienteleError("campaign.missing", id=campaign_id)
    return opened(row)


def opened(row: CampaignRow) -> Campaign:
    """A stored campaign with its parts read."""
    return Campaign(
        row,
        Audience.from_json(row.audience),
        Offer.from_json(row.offer),
        MessageTemplate.from_json(row.template),
    )


def refusals(connection: Connection) -> Refusals:
    """What the whole shop knows about addresses that must not be written to."""
    said_no = frozenset(map(normal_address, store.refused_addresses(connection)))
    return Refusals(store.suppressions(connection), said_no)


def judge(connection: Connection, ids: Sequence[int], audience: Audience) -> list[Verdict]:
    """The gate's verdict on each customer, in rising order of id."""
    rows = (
        Candidate(row.id, row.email, bool(row.erased), row.consent, row.order_count > 0)
        for row in store.candidates(connection, ids)
    )
    return pass_gate(rows, refusals(connection), basis=audience.basis, reach=audience.reach)


def lists(connection: Connection, campaign: Campaign) -> Lists:
    """Everybody the campaign is meant for, judged and divided."""
    strata = chosen_customers(connection, campaign.audience)
    verdicts = judge(connection, list(strata), campaign.audience)
    allowed = {v.customer_id: strata[v.customer_id] for v in verdicts if v.reason is None}
    salt = f"{campaign.row.seed}/{campaign.row.id}"
    return Lists(verdicts, strata, hold_out(allowed, campaign.row.holdout_share, salt))


def shared_facts(shop: Shop, campaign: Campaign) -> dict[str, Any]:
    """The shop and the offer as the messages tell them: as exported, or as they are now."""
    stored: dict[str, Any] = json.loads(campaign.row.context)
    return stored or campaign_facts(shop.settings, campaign.offer, campaign.row.language)


def recipients(
    connection: Connection,
    shop: Shop,
    campaign: Campaign,
    chosen: Sequence[tuple[int, str, str]],
) -> Iterator[Recipient]:
    """The people ``chosen`` (customer id, address, stratum) with their codes and facts of now, in order."""
    from engine.store.recommendations import recommendations_for_many

    secret, row = shop.settings.secret, campaign.row
    coupons, keys = Codes(secret, "coupon"), Codes(secret, "key")
    has_own_code = campaign.offer.has_code and campaign.offer.code_kind == "unique"
    for start in range(0, len(chosen), _CHUNK):
        some = chosen[start : start + _CHUNK]
        ids = [customer for customer, _, _ in some]
        persons = store.people(connection, ids)
        offers = recommendations_for_many(connection, ids, PRODUCTS)
        for customer, address, stratum in some:
            person = persons[customer]
            yield Recipient(
                customer_id=customer,
                address=address,
                stratum=stratum,
                coupon_code=coupons.coupon(row.id, customer, campaign.offer.prefix) if has_own_code else "",
                key=keys.code(row.id, customer),
                consented=person.consent == "yes",
                facts=person_facts(person, offers[customer], row.language, shop.settings.currency, shop.zone),
            )


def from_stored(
    connection: Connection, shop: Shop, campaign: Campaign, rows: Sequence[RecipientRow]
) -> Iterator[Recipient]:
    """The people of an exported campaign with what was exported; facts of now where none were kept."""
    for start in range(0, len(rows), _CHUNK):
        some = rows[start : start + _CHUNK]
        people = store.people(connection, [row.customer_id for row in some])
        bare = [(row.customer_id, row.email, row.stratum) for row in some if row.facts == "{}"]
        made = {person.customer_id: person for person in recipients(connection, shop, campaign, bare)}
        for row in some:
            yield Recipient(
                customer_id=row.customer_id,
                address=row.email,
                stratum=row.stratum,
                coupon_code=row.coupon_code or "",
                key=row.recipient_key,
                consented=people[row.customer_id].consent == "yes",
                facts=made[row.customer_id].facts if row.customer_id in made else json.loads(row.facts),
            )


@lru_cache(maxsize=8)
def renderer(template: MessageTemplate) -> Renderer:
    """The template made ready, kept for the next recipient. Only for the thread that previews."""
    return Renderer(template)
