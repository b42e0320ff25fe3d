"""The life of a campaign: made, changed, copied, deleted; after its export it stays as it is."""

from __future__ import annotations

import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from engine.campaigns.audience import Audience, checked_audience
from engine.campaigns.offer import Offer, checked_offer
from engine.campaigns.prepare import Campaign, open_campaign
from engine.campaigns.templates import MessageTemplate, load_template
from engine.changes import Changes
from engine.errors import ClienteleError
from engine.store import campaigns as store
from engine.words import LANGUAGES, Text

if TYPE_CHECKING:
    from engine.shop import Shop

_TOPICS = frozenset({"campaigns"})
#: Template for each goal; the first is for any other.
_BY_GOAL = {"": "new_for_you", "second_order": "welcome", "win_back": "win_back", "vip": "vip_thanks"}
GOALS = ("recommend", "second_order", "win_back", "vip", "other")


def create(
    shop: Shop,
    name: str,
    *,
    goal: str = "other",
    language: str | None = None,
    audience: Audience | None = None,
    offer: Offer | None = None,
    template: MessageTemplate | str | None = None,
    holdout_share: int = 0,
    seed: int | None = None,
) -> tuple[int, Changes]:
    """A new draft; its id. ``template`` is a message or the id of a bundled one (by the goal, if not given).

    Raises ClienteleError ``campaign.…`` for a choice that is none.
    """
    now = int(time.time())
    language = language or _language(shop.settings.language)
    if template is None:
        template = _BY_GOAL.get(goal, _BY_GOAL[""])
    values = _checked(
        {
            "name": name,
            "goal": goal,
            "language": language,
            "audience": audience or Audience(),
            "offer": offer or Offer(),
            "template": template,
            "holdout_share": holdout_share,
        },
        language,
        now,
    )
    with shop.store.command(Text("campaign.undo.create", {"name": values["name"]}), _TOPICS) as connection:
        campaign_id = store.next_campaign_id(connection)
        # 31 bits of chance, kept with the campaign: the hold-out can be drawn again, but not foreseen.
        drawn = secrets.randbelow(1 << 31) if seed is None else seed
        store.insert_campaign(
            connection, {"id": campaign_id, **values, "state": "draft", "seed": drawn, "created_at": now}
        )
    return campaign_id, Changes(_TOPICS, shop.store.last_step)


def update(shop: Shop, campaign_id: int, **changes: Any) -> Changes:
    """Change a draft: ``name, goal, language, audience, offer, template, holdout_share, cost_e4``.

    Raises ``campaign.is_exported`` for one that has gone out (its name and cost may change still).
    """
    with shop.store.read() as connection:
        before = open_campaign(connection, campaign_id)
    if before.is_exported and set(changes) - {"name", "cost_e4"}:
        raise ClienteleError("campaign.is_exported", name=before.row.name)
    language = changes.get("language", before.row.language)
    values = _checked(changes, language, int(time.time()), before)
    if not before.is_exported:
        values["state"] = "draft"
    label = Text("campaign.undo.change", {"name": before.row.name})
    with shop.store.command(label, _TOPICS) as connection:
        store.update_campaign(connection, campaign_id, values)
    return Changes(_TOPICS, shop.store.last_step)


def duplicate(shop: Shop, campaign_id: int, name: str | None = None) -> tuple[int, Changes]:
    """A draft like another campaign, with codes of its own; the ground for writing must be chosen anew."""
    with shop.store.read() as connection:
        old = open_campaign(connection, campaign_id)
    copy = name or Text("campaign.copy_of", {"name": old.row.name}).say(_language(shop.settings.language))
    return create(
        shop,
        copy[:_MAX_NAME],
        goal=old.row.goal,
        language=old.row.language,
        audience=replace(old.audience, basis="consent", basis_at=None),
        offer=old.offer,
        template=old.template,
        holdout_share=old.row.holdout_share,
    )


def delete(shop: Shop, campaign_id: int) -> Changes:
    """Delete a campaign with its people and results; can be undone."""
    with shop.store.read() as connection:
        old = open_campaign(connection, campaign_id)
    with shop.store.command(Text("campaign.undo.delete", {"name": old.row.name}), _TOPICS) as connection:
        store.delete_campaign(connection, campaign_id)
    return Changes(_TOPICS, shop.store.last_step)


_MAX_NAME = 120


def _checked(
    changes: dict[str, Any], language: str, now: int, before: Campaign | None = None
) -> dict[str, Any]:
    """The columns to store, each value looked at."""
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name == "name":
            values[name] = str(value).strip()
            if not values[name] or len(values[name]) > _MAX_NAME:
                raise ClienteleError("campaign.bad_name", n=_MAX_NAME)
        elif name == "goal":
            values[name] = _one_of(name, str(value), GOALS)
        elif name == "language":
            values[name] = _one_of(name, str(value), LANGUAGES)
        elif name == "holdout_share":
            if not isinstance(value, int) or not 0 <= value <= 90:
                raise ClienteleError("campaign.bad_holdout")
            values[name] = value
        elif name == "cost_e4":
            values[name] = max(0, int(value))
        elif name == "audience":
            values[name] = checked_audience(value, now, before.audience if before else None).to_json()
        elif name == "offer":
            values[name] = checked_offer(**value.__dict__).to_json()
        elif name == "template":
            message = load_template(value, language) if isinstance(value, str) else value
            values[name] = message.to_json()
        else:
            raise ClienteleError("campaign.unknown_choice", what="field", choice=name)
    return values


def _one_of(what: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise ClienteleError("campaign.unknown_choice", what=what, choice=value)
    return value


def _language(language: str) -> str:
    return language if language in LANGUAGES else "en"
