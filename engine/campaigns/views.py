"""What the pages ask of campaigns: plain rows and one message, by SQL alone."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.address import normal_address
from engine.campaigns.address import address_problem
from engine.campaigns.assign import held_out_of
from engine.campaigns.audience import Audience, Pick, chosen_customers
from engine.campaigns.columns import Batch, Outgoing
from engine.campaigns.facts import Recipient, fields_of
from engine.campaigns.gate import REASONS
from engine.campaigns.offer import Offer
from engine.campaigns.prepare import (
    Campaign,
    from_stored,
    judge,
    lists,
    open_campaign,
    recipients,
    renderer,
    shared_facts,
)
from engine.campaigns.render import Message
from engine.campaigns.templates import MessageTemplate
from engine.campaigns.writers import draft
from engine.errors import ClienteleError
from engine.store import campaigns as store
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

#: A renderer serves one thread at a time.
_rendering = threading.Lock()
#: Names looked at to find the hardest recipients.
_LOOKED_AT = 5_000


@dataclass(frozen=True)
class CampaignSummary:
    """One line of the campaigns table; the counts are 0 until it is exported."""

    id: int
    name: str
    goal: str
    state: str
    language: str
    created_at: int
    exported_at: int | None
    mailed: int
    held_out: int
    excluded: int


@dataclass(frozen=True)
class AudienceCount:
    """How many people a campaign is meant for, and what becomes of them; ``excluded`` is (reason, people)."""

    meant: int
    mailed: int
    held_out: int
    excluded: tuple[tuple[str, int], ...]

    @property
    def reasons(self) -> list[tuple[Text, int]]:
        """Why people are left out, in words."""
        return [(Text(f"campaign.reason.{reason}"), n) for reason, n in self.excluded]


@dataclass(frozen=True)
class PickView:
    """One part of the audience: what it is called, and whether it is still there."""

    name: Text
    exists: bool


@dataclass(frozen=True)
class ExportedFile:
    """A file that an export wrote."""

    format: str
    file_name: str
    sha256: str
    rows: int
    at: int


@dataclass(frozen=True)
class CampaignView:
    """Everything one campaign page shows."""

    id: int
    name: str
    goal: str
    state: str
    language: str
    audience: Audience
    included: tuple[PickView, ...]
    excluded: tuple[PickView, ...]
    offer: Offer
    offer_text: Text | None
    template: MessageTemplate
    holdout_share: int
    cost_e4: int
    created_at: int
    exported_at: int | None
    files: tuple[ExportedFile, ...]

    @property
    def is_exported(self) -> bool:
        """Whether it may no longer change."""
        return self.exported_at is not None


@dataclass(frozen=True)
class Standing:
    """Whether one customer is in a campaign: ``arm`` mail, hold_out, excluded or not_meant, and why."""

    arm: str
    reason: str

    @property
    def text(self) -> Text:
        """It in words."""
        return Text(f"campaign.reason.{self.reason}" if self.reason else f"campaign.arm.{self.arm}")


@dataclass(frozen=True)
class RecipientPreview:
    """Somebody to preview the message for, and why them."""

    customer_id: int
    code: str
    name: str
    why: Text | None


def list_campaigns(shop: Shop) -> list[CampaignSummary]:
    """Every campaign, the newest first."""
    with shop.store.read() as connection:
        counts = store.arm_counts(connection)
        rows = store.campaign_rows(connection)
    found = []
    for row in rows:
        n = counts.get(row.id, {})
        found.append(
            CampaignSummary(
                row.id, row.name, row.goal, row.state, row.language, row.created_at, row.exported_at,
                n.get("mail", 0), n.get("hold_out", 0), n.get("excluded", 0),
            )
        )  # fmt: skip
    return found


def campaign_view(shop: Shop, campaign_id: int) -> CampaignView:
    """One campaign with all its parts; raises ``campaign.missing``."""
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        files = tuple(ExportedFile(*file) for file in store.files(connection, campaign_id))
        included = tuple(pick_view(connection, pick) for pick in campaign.audience.include)
        excluded = tuple(pick_view(connection, pick) for pick in campaign.audience.exclude)
    row = campaign.row
    return CampaignView(
        id=row.id,
        name=row.name,
        goal=row.goal,
        state=row.state,
        language=row.language,
        audience=campaign.audience,
        included=included,
        excluded=excluded,
        offer=campaign.offer,
        offer_text=campaign.offer.text(shop.settings.currency),
        template=campaign.template,
        holdout_share=row.holdout_share,
        cost_e4=row.cost_e4,
        created_at=row.created_at,
        exported_at=row.exported_at,
        files=files,
    )


def audience_count(shop: Shop, campaign_id: int) -> AudienceCount:
    """The people of a campaign: as exported, or as the gate judges now."""
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        if campaign.is_exported:
            arms = store.arm_counts(connection).get(campaign_id, {})
            reasons = store.reason_counts(connection, campaign_id)
            return _count(arms.get("mail", 0), arms.get("hold_out", 0), reasons)
        found = lists(connection, campaign)
    return _count(len(found.mailed), len(found.held_out), found.reasons)


def count_audience(shop: Shop, audience: Audience, holdout_share: int = 0) -> AudienceCount:
    """The same for an audience that is only being put together."""
    with shop.store.read() as connection:
        ids = list(chosen_customers(connection, audience))
        verdicts = judge(connection, ids, audience)
    reasons = Counter(verdict.reason for verdict in verdicts if verdict.reason)
    allowed = len(verdicts) - reasons.total()
    held = held_out_of(allowed, holdout_share)
    return _count(allowed - held, held, reasons)


def standing(shop: Shop, campaign_id: int, customer_id: int) -> Standing:
    """Why this person is in or out."""
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        if campaign.is_exported:
            rows = store.recipients(connection, campaign_id, customer_id)
            return Standing(rows[0].arm, rows[0].reason) if rows else Standing("not_meant", "")
        found = lists(connection, campaign)
    for verdict in found.verdicts:
        if verdict.customer_id == customer_id:
            if verdict.reason:
                return Standing("excluded", verdict.reason)
            return Standing("hold_out" if customer_id in found.held_out else "mail", "")
    return Standing("not_meant", "")


def preview(
    shop: Shop,
    campaign_id: int,
    customer_id: int,
    *,
    template: MessageTemplate | None = None,
    offer: Offer | None = None,
) -> Message:
    """The message exactly as this customer would get it, or got it; whether they may is ``standing``'s.

    ``template`` and ``offer`` stand in for the saved ones while they are being edited. Raises
    ``campaign.no_such_customer`` or ``campaign.template_…`` (``part``, ``line``).
    """
    return _outgoing(shop, campaign_id, customer_id, template, offer)[0].message


def preview_mail(shop: Shop, campaign_id: int, customer_id: int) -> bytes:
    """The ``.eml`` draft of the same message, the bytes that an export writes."""
    outgoing, batch = _outgoing(shop, campaign_id, customer_id)
    return draft(outgoing, batch)


def recipients_preview(
    shop: Shop, campaign_id: int, worst_first: bool = True, limit: int = 25
) -> list[RecipientPreview]:
    """People who will be written to; the hardest for the message first: nameless, the longest, …"""
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        if campaign.is_exported:
            ids = [row.customer_id for row in store.recipients(connection, campaign_id) if row.arm == "mail"]
        else:
            ids = [verdict.customer_id for verdict in lists(connection, campaign).mailed]
        people = list(store.people(connection, ids[:_LOOKED_AT]).values())
    people.sort(key=lambda person: person.id)
    chosen: dict[int, Text | None] = {}
    if worst_first:
        for key, is_hard in _HARD.items():
            hard = [person for person in people if is_hard(person.name) and person.id not in chosen]
            hard.sort(key=lambda person: -len(person.name))
            chosen.update((person.id, Text(f"campaign.hard.{key}")) for person in hard[:3])
    for person in people:
        if len(chosen) >= limit:
            break
        chosen.setdefault(person.id, None)
    by_id = {person.id: person for person in people}
    return [
        RecipientPreview(customer, by_id[customer].code, by_id[customer].name, why)
        for customer, why in list(chosen.items())[:limit]
    ]


_HARD: dict[str, Callable[[str], bool]] = {
    "nameless": lambda name: not name.strip(),
    "long": lambda name: len(name) > 30,
    "right_to_left": lambda name: any("\u0590" <= letter <= "\u08ff" for letter in name),
    "symbols": lambda name: any(ord(letter) > 0x1F000 or letter in '<>&"{}' for letter in name),
    "other_script": lambda name: any(letter.isalpha() and ord(letter) > 0x24F for letter in name),
}


def _outgoing(
    shop: Shop,
    campaign_id: int,
    customer_id: int,
    template: MessageTemplate | None = None,
    offer: Offer | None = None,
) -> tuple[Outgoing, Batch]:
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        if not campaign.is_exported:
            campaign = replace(
                campaign, template=template or campaign.template, offer=offer or campaign.offer
            )
        stored = store.recipients(connection, campaign_id, customer_id) if campaign.is_exported else []
        person = (
            next(from_stored(connection, shop, campaign, stored))
            if stored
            else _as_of_now(connection, shop, campaign, customer_id)
        )
        shared = shared_facts(shop, campaign)
    with _rendering:
        message = renderer(campaign.template).render(fields_of(person, shared))
    batch = Batch(campaign.row.name, campaign.row.language, campaign.row.created_at, 1, shared)
    return Outgoing(person, message), batch


def _as_of_now(connection: Connection, shop: Shop, campaign: Campaign, customer_id: int) -> Recipient:
    row = next(store.candidates(connection, [customer_id]), None)
    if row is None:
        raise ClienteleError("campaign.no_such_customer", id=customer_id)
    address = normal_address(row.email)
    # The gate's verdict is `standing`'s; an address that cannot stand in a header stays out of the draft.
    chosen = [(customer_id, "" if address_problem(address) else address, "")]
    return next(recipients(connection, shop, campaign, chosen))


def pick_view(connection: Connection, pick: Pick) -> PickView:
    """What a part of an audience is called, and whether it is still there."""
    if pick.everyone:
        return PickView(Text("campaign.pick.everyone"), True)
    if pick.customer_ids:
        return PickView(Text("campaign.pick.customers", {"n": len(pick.customer_ids)}), True)
    if pick.own is not None:
        from engine.store.rules import own_row

        own = own_row(connection, pick.own)
        if own is None:
            return PickView(Text("campaign.pick.gone"), False)
        return PickView(Text("rule.word", {"word": own.name}), True)
    segment = store.segment_for(connection, pick.segment_id, pick.method, pick.code)
    if segment is None:
        return PickView(Text("campaign.pick.gone"), False)
    return PickView(Text.from_json(segment.name), True)


def _count(mailed: int, held_out: int, reasons: dict[str, int]) -> AudienceCount:
    ordered = sorted(reasons.items(), key=lambda item: REASONS.index(item[0]) if item[0] in REASONS else 99)
    return AudienceCount(mailed + held_out + sum(reasons.values()), mailed, held_out, tuple(ordered))
