"""Everything that the Campaigns page shows: the list, what the builder can choose from, and one campaign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from engine.campaigns.audience import Audience, chosen_customers
from engine.campaigns.gate import BASES
from engine.campaigns.prepare import Campaign, opened
from engine.campaigns.views import (
    AudienceCount,
    CampaignView,
    Standing,
    audience_count,
    campaign_view,
    count_audience,
    pick_view,
    standing,
)
from engine.errors import ClienteleError
from engine.store import campaigns as store
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop
    from engine.store.campaigns import CampaignRow


@dataclass(frozen=True)
class CampaignLine:
    """One campaign in the list. ``meant``: people in the audience; None where a segment of it is gone."""

    id: int
    name: str
    goal: Text
    state: Text
    state_code: str
    audience: tuple[Text, ...]
    meant: int | None
    mailed: int
    held_out: int
    created_at: int
    exported_at: int | None


@dataclass(frozen=True)
class SegmentChoice:
    """A segment that can be chosen."""

    method: str
    code: str
    name: Text
    customers: int


@dataclass(frozen=True)
class RunChoice:
    """The latest run of a method, with its segments that hold anybody."""

    method: str
    name: Text
    as_of: date
    segments: tuple[SegmentChoice, ...]


@dataclass(frozen=True)
class OwnChoice:
    """One of the owner's own segments; ``customers`` is None where its rule cannot be read any more."""

    id: int
    name: str
    customers: int | None


@dataclass(frozen=True)
class CampaignsPage:
    """``campaigns`` is the list; the builder offers ``runs``, ``own``, ``customers`` and ``addresses``.

    ``campaign`` is the one that is open, with ``count`` where it has been exported.
    """

    campaigns: tuple[CampaignLine, ...]
    runs: tuple[RunChoice, ...]
    customers: int
    addresses: int
    currency: str
    campaign: CampaignView | None
    count: AudienceCount | None
    own: tuple[OwnChoice, ...] = ()


@dataclass(frozen=True)
class AudiencePicture:
    """Who an audience reaches; ``by_basis``: how many it would reach on each ground (``gate.BASES``)."""

    count: AudienceCount
    by_basis: dict[str, int]


@dataclass(frozen=True)
class PersonIn:
    """A person before a campaign: their name, and why they are in or out."""

    name: str
    standing: Standing


@dataclass(frozen=True)
class RecipientsPage:
    """Rows of the list as exported, and how many there are in all."""

    rows: tuple[store.ListedRow, ...]
    total: int


def campaigns_page(shop: Shop, campaign_id: int = 0) -> CampaignsPage:
    """The list (``campaign_id`` 0), or one campaign; raises ``campaign.missing``."""
    with shop.store.read() as connection:
        customers, addresses = store.reach_counts(connection)
        runs = _runs(connection)
        lines = () if campaign_id else tuple(_lines(connection))
    campaign = campaign_view(shop, campaign_id) if campaign_id else None
    count = audience_count(shop, campaign_id) if campaign is not None and campaign.is_exported else None
    own = _own(shop) if campaign is not None and not campaign.is_exported else ()
    return CampaignsPage(lines, runs, customers, addresses, shop.settings.currency, campaign, count, own)


def audience_picture(shop: Shop, audience: Audience, holdout_share: int = 0) -> AudiencePicture:
    """The live count while an audience is put together; raises ``campaign.segment_gone``."""
    counts = {basis: count_audience(shop, replace(audience, basis=basis), holdout_share) for basis in BASES}
    reached = {basis: count.mailed + count.held_out for basis, count in counts.items()}
    return AudiencePicture(counts[audience.basis], reached)


def recipients_page(
    shop: Shop,
    *,
    campaign_id: int,
    arm: str = "",
    search: str = "",
    sort: str = "",
    descending: bool = False,
    offset: int = 0,
    limit: int = 200,
) -> RecipientsPage:
    """The people of an exported campaign: all, or of one arm (mail, hold_out, excluded)."""
    with shop.store.read() as connection:
        rows, total = store.listed_recipients(
            connection,
            campaign_id,
            arm=arm,
            words=search.split(),
            sort=sort,
            descending=descending,
            offset=offset,
            limit=limit,
        )
    return RecipientsPage(tuple(rows), total)


def person_in(shop: Shop, campaign_id: int, customer_id: int) -> PersonIn:
    """What a person is called, and why they are in or out of a campaign."""
    names = names_of(shop, [customer_id])
    return PersonIn(names.get(customer_id, ""), standing(shop, campaign_id, customer_id))


def names_of(shop: Shop, customer_ids: Sequence[int]) -> dict[int, str]:
    """What customers are called: by name, or by the shop's number where there is none."""
    with shop.store.read() as connection:
        people = store.people(connection, customer_ids)
    return {person.id: person.name.strip() or person.code for person in people.values()}


def _runs(connection: Connection) -> tuple[RunChoice, ...]:
    from engine.store import segments

    return tuple(
        RunChoice(
            run.method,
            Text(f"segment.method.{run.method}"),
            date.fromisoformat(run.as_of),
            tuple(
                SegmentChoice(run.method, row.code, Text.from_json(row.name), row.customer_count)
                for row in segments.segment_rows(connection, run.id)
                if row.customer_count
            ),
        )
        for run in segments.latest_runs(connection)
    )


def _own(shop: Shop) -> tuple[OwnChoice, ...]:
    from engine.segments.rules import own_segments

    return tuple(OwnChoice(each.id, each.name, each.customers) for each in own_segments(shop).segments)


def _lines(connection: Connection) -> list[CampaignLine]:
    counts = store.arm_counts(connection)
    return [_line(connection, row, counts.get(row.id, {})) for row in store.campaign_rows(connection)]


def _line(connection: Connection, row: CampaignRow, arms: dict[str, int]) -> CampaignLine:
    campaign = opened(row)
    return CampaignLine(
        id=row.id,
        name=row.name,
        goal=Text(f"campaign.goal.{row.goal}"),
        state=Text(f"campaign.state.{row.state}"),
        state_code=row.state,
        audience=tuple(pick_view(connection, pick).name for pick in campaign.audience.include),
        meant=sum(arms.values()) if campaign.is_exported else _meant(connection, campaign),
        mailed=arms.get("mail", 0),
        held_out=arms.get("hold_out", 0),
        created_at=row.created_at,
        exported_at=row.exported_at,
    )


def _meant(connection: Connection, campaign: Campaign) -> int | None:
    try:
        return len(chosen_customers(connection, campaign.audience))
    except ClienteleError:
        return None
