"""Where a campaign starts: what each goal suggests for audience, offer, message and hold-out.

Everything suggested is the owner's to change; a later change of goal or language only replaces what they
have left as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from engine.campaigns.audience import Audience, Pick
from engine.campaigns.campaign import GOALS, create, update
from engine.campaigns.offer import Offer
from engine.campaigns.prepare import open_campaign
from engine.campaigns.templates import load_template
from engine.changes import Changes
from engine.store import campaigns as store
from engine.store import segments
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.shop import Shop

#: An offer without an end moves nobody; a month gives everybody one payday.
_OFFER_DAYS = 30


@dataclass(frozen=True)
class _Suggestion:
    """What a goal suggests: RFM segments, template, an offer (kind, percent, code prefix), hold-out share."""

    segments: tuple[str, ...]
    template: str
    kind: str = "none"
    percent: int = 0
    prefix: str = ""
    holdout_share: int = 20


_SUGGESTED = {
    "win_back": _Suggestion(("at_risk", "cannot_lose"), "win_back", "percent", 15, "BACK"),
    "second_order": _Suggestion(("new_customers", "promising"), "welcome", "percent", 10, "AGAIN"),
    # The best customers buy without a discount; thanks that cost a postage are noticed more.
    "vip": _Suggestion(("champions", "loyal"), "vip_thanks", "free_shipping", 0, "THANKS", 0),
    "recommend": _Suggestion(("champions", "loyal", "potential_loyalists"), "new_for_you"),
    "other": _Suggestion((), "new_for_you", holdout_share=0),
}
_GOAL_OF_SEGMENT = {
    code: goal
    for goal, codes in {
        "vip": ("champions", "loyal"),
        "recommend": ("potential_loyalists",),
        "second_order": ("new_customers", "promising"),
        "win_back": ("needs_attention", "about_to_sleep", "at_risk", "cannot_lose", "hibernating", "lost"),
    }.items()
    for code in codes
}


def goal_for(code: str) -> str:
    """The goal that suits a segment; ``recommend`` where its code says nothing."""
    return _GOAL_OF_SEGMENT.get(code, "recommend")


def begin(
    shop: Shop,
    *,
    goal: str = "",
    method: str = "",
    code: str = "",
    segment_id: int | None = None,
    customer_ids: tuple[int, ...] = (),
    template: str = "",
    spoken: str = "en",
) -> tuple[int, Changes]:
    """A draft filled in for a goal, a segment or chosen customers; its id.

    One of the owner's own segments is ``code``, its number, of the ``method`` own. ``spoken`` is the owner's
    language. Raises what ``campaign.create`` raises.
    """
    with shop.store.read() as connection:
        picks, found = _picks(connection, method, code, segment_id, customer_ids)
        goal = goal if goal in GOALS else goal_for(found.code) if found else "other"
        audience = _suggested_audience(connection, goal)
        if picks:
            audience = replace(audience, include=picks)
    suggested = _SUGGESTED[goal]
    return create(
        shop,
        _name(shop, goal, found, spoken),
        goal=goal,
        audience=audience,
        offer=_offer(suggested, _today(shop)),
        template=template or suggested.template,
        holdout_share=suggested.holdout_share,
    )


def change_goal(shop: Shop, campaign_id: int, goal: str, *, spoken: str = "en") -> Changes:
    """Another goal, with its suggestions for whatever was left as the old goal suggested it."""
    with shop.store.read() as connection:
        old = open_campaign(connection, campaign_id)
        before, after = _SUGGESTED.get(old.row.goal), _SUGGESTED.get(goal)
        changes: dict[str, Any] = {"goal": goal}
        if before is not None and after is not None:
            if replace(old.audience, basis="consent", basis_at=None) == _suggested_audience(
                connection, old.row.goal
            ):
                new = _suggested_audience(connection, goal)
                changes["audience"] = replace(old.audience, include=new.include)
            if old.template == load_template(before.template, old.row.language):
                changes["template"] = after.template
            if replace(old.offer, valid_until="") == replace(_offer(before, date.min), valid_until=""):
                changes["offer"] = _offer(after, _today(shop))
            if old.row.holdout_share == before.holdout_share:
                changes["holdout_share"] = after.holdout_share
        first = next(iter(old.audience.include), Pick())
        named = store.segment_for(connection, first.segment_id, first.method, first.code)
    for who in (None, named):
        if old.row.name == _name(shop, old.row.goal, who, spoken):
            changes["name"] = _name(shop, goal, who, spoken)
    return update(shop, campaign_id, **changes)


def change_language(shop: Shop, campaign_id: int, language: str) -> Changes:
    """Another language of the mail; a bundled message is taken in it, a message of the owner's own stays."""
    with shop.store.read() as connection:
        old = open_campaign(connection, campaign_id)
    origin = old.template.origin
    if origin and old.template == load_template(origin, old.row.language):
        return update(shop, campaign_id, language=language, template=origin)
    return update(shop, campaign_id, language=language)


def _picks(
    connection: Connection, method: str, code: str, segment_id: int | None, customer_ids: tuple[int, ...]
) -> tuple[tuple[Pick, ...], store.SegmentKey | None]:
    if method == "own" and code.isdecimal():
        return (Pick(own=int(code)),), None
    if segment_id or code:
        found = store.segment_for(connection, segment_id or None, method or "rfm", code)
        if found is not None:
            # By code: the campaign follows the customers when they are grouped anew.
            return (Pick(method=found.method, code=found.code),), found
    return ((Pick(customer_ids=customer_ids),) if customer_ids else ()), None


def _suggested_audience(connection: Connection, goal: str) -> Audience:
    _, addresses = store.reach_counts(connection)
    run = segments.latest_run(connection, "rfm")
    rows = segments.segment_rows(connection, run.id) if run else []
    filled = {row.code for row in rows if row.customer_count}
    picks = tuple(Pick(method="rfm", code=code) for code in _SUGGESTED[goal].segments if code in filled)
    return Audience(include=picks, reach="email" if addresses else "customer_code")


def _offer(suggested: _Suggestion, today: date) -> Offer:
    if suggested.kind == "none":
        return Offer()
    until = (today + timedelta(days=_OFFER_DAYS)).isoformat()
    return Offer(kind=suggested.kind, percent=suggested.percent, prefix=suggested.prefix, valid_until=until)


def _name(shop: Shop, goal: str, who: store.SegmentKey | None, spoken: str) -> str:
    called = Text(f"campaign.goal.{goal}")
    if who is not None:
        return Text("campaign.name_for", {"goal": called, "who": Text.from_json(who.name)}).say(spoken)
    return Text("campaign.name_in", {"goal": called, "day": _today(shop)}).say(spoken)


def _today(shop: Shop) -> date:
    return datetime.now(UTC).astimezone(shop.zone).date()
