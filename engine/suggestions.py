"""What to do next: three to five steps, each with its reason, its money from the shop, and an action.

What only a campaign could earn is never guessed: the money is what these customers have spent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.money import Money
from engine.words import Text

if TYPE_CHECKING:
    from engine.store.segments import SegmentRow

MOST = 5
#: A segment run older than this many days before the newest order describes the past.
STALE_RUN_DAYS = 14
#: Fewer customers than this are not worth a campaign of their own; the few who must not be lost are.
WORTHWHILE = {"cannot_lose": 1, "at_risk": 5, "needs_attention": 5, "new_customers": 10, "champions": 5}
#: Goal and template of the campaign for each segment worth a suggestion.
CAMPAIGNS = {
    "champions": ("vip", "vip_thanks"),
    "needs_attention": ("recommend", "new_for_you"),
    "new_customers": ("second_order", "welcome"),
    "at_risk": ("win_back", "win_back"),
    "cannot_lose": ("win_back", "win_back"),
}
OLD_ENOUGH_DAYS = 30
#: The segments whose sales Home calls at risk.
AT_RISK = ("at_risk", "cannot_lose")


@dataclass(frozen=True)
class Action:
    """What the button does. ``kind``: campaign (prefilled), page, or job (``segment`` or ``recommend``).

    A campaign is for the segment ``method``/``code`` (``segment_id`` in the newest run), or for
    ``customer_ids``.
    """

    kind: str
    label: Text
    page: str = ""
    job: str = ""
    method: str = ""
    code: str = ""
    segment_id: int | None = None
    customer_ids: tuple[int, ...] = ()
    goal: str = ""
    template: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One thing to do. ``reachable``: how many of the ``customers`` may be mailed; None where not asked.

    ``money_e4`` is what they spent in the time that ``money_span`` names; ``money`` tells it in full.
    """

    key: str
    title: Text
    reason: Text
    money: Text | None
    money_e4: int | None
    money_span: Text | None
    customers: int | None
    reachable: int | None
    action: Action


@dataclass(frozen=True)
class AtRisk:
    """Good customers who stopped ordering (the RFM segments at risk and can't lose), of the latest run.

    ``sales_e4``: what they brought in in all; ``share`` of what everybody did.
    """

    customers: int
    sales_e4: int
    share: float
    as_of: date


@dataclass(frozen=True)
class Situation:
    """What is known of a shop with orders."""

    today: date
    last_order: date
    old_days: int
    buyers: int
    rfm_as_of: date | None
    segments: tuple[SegmentRow, ...]
    has_addresses: bool
    birthdays: tuple[int, ...]
    trained_as_of: str | None
    currency: str


def suggest(situation: Situation | None) -> tuple[Suggestion, ...]:
    """The next steps, the most pressing first; ``None`` is a shop without orders."""
    if situation is None:
        return (_step("import_first", Action("page", Text("home.action.import"), page="import")),)
    return tuple(_steps(situation))[:MOST]


def at_risk_of(situation: Situation) -> AtRisk | None:
    """The customers at risk; None before an RFM run."""
    if situation.rfm_as_of is None:
        return None
    rows = [row for row in situation.segments if row.code in AT_RISK]
    sales = sum(row.sales_e4 for row in rows)
    everybody = sum(row.sales_e4 for row in situation.segments)
    share = sales / everybody if everybody > 0 else 0.0
    return AtRisk(sum(row.customer_count for row in rows), sales, share, situation.rfm_as_of)


def _steps(situation: Situation) -> Iterator[Suggestion]:
    if situation.rfm_as_of is None:
        yield _step(
            "segment_first",
            Action("job", Text("home.action.segment"), job="segment", method="rfm"),
            n=situation.buyers,
        )
    elif (situation.last_order - situation.rfm_as_of).days > STALE_RUN_DAYS:
        yield _step(
            "segment_again",
            Action("job", Text("home.action.segment"), job="segment", method="rfm"),
            day=situation.rfm_as_of,
            last=situation.last_order,
        )
    if not situation.has_addresses:
        yield _step("addresses", Action("page", Text("home.action.import"), page="import"))
    if situation.trained_as_of is None:
        yield _step("train", Action("job", Text("home.action.train"), job="recommend"))
    worth = [
        row
        for row in situation.segments
        if row.customer_count >= WORTHWHILE.get(row.code, row.customer_count + 1)
    ]
    campaigns = [_campaign(row, situation.currency) for row in sorted(worth, key=_at_stake, reverse=True)]
    # The birthdays are soon, so they are not pushed out by what can wait.
    yield from campaigns[: MOST - 2]
    if situation.birthdays:
        yield _step(
            "birthdays",
            Action(
                "campaign",
                Text("home.action.campaign"),
                customer_ids=situation.birthdays,
                goal="vip",
                template="vip_thanks",
            ),
            n=len(situation.birthdays),
        )
    if situation.old_days > OLD_ENOUGH_DAYS:
        yield _step(
            "import_newer",
            Action("page", Text("home.action.import"), page="import"),
            day=situation.last_order,
            n=situation.old_days,
        )
    yield from campaigns[MOST - 2 :]


def _step(key: str, action: Action, **facts: object) -> Suggestion:
    customers = len(action.customer_ids) or None
    return Suggestion(
        key=key,
        title=Text(f"home.suggest.{key}.title", facts),
        reason=Text(f"home.suggest.{key}.reason", facts),
        money=None,
        money_e4=None,
        money_span=None,
        customers=customers,
        reachable=None,
        action=action,
    )


def _at_stake(row: SegmentRow) -> tuple[float, int]:
    """Last year's sales to the share of a segment that, by the shop's own past, will not come by itself."""
    stored = json.loads(row.facts)
    return stored.get("year_sales_e4", 0) * (1 - (stored.get("past_bought_share") or 0.0)), row.sales_e4


def _campaign(row: SegmentRow, currency: str) -> Suggestion:
    goal, template = CAMPAIGNS[row.code]
    stored = json.loads(row.facts)
    year_e4 = stored.get("year_sales_e4", 0)
    # Who went quiet a year ago spent nothing since: what they brought in before is what is at risk.
    shown_e4 = 0 if row.code in AT_RISK else year_e4
    facts: dict[str, object] = {
        "n": row.customer_count,
        "segment": Text.from_json(row.name),
        "days": stored.get("median_recency_days") or 0,
        "orders": stored.get("median_orders") or 0,
    }
    money: dict[str, object] = {
        "total": Money(row.sales_e4, currency),
        "year": Money(year_e4, currency),
    }
    reason = Text(f"home.suggest.{row.code}.reason", facts)
    if stored.get("past_bought_share") is not None:
        # What became of the same segment before: the shop's own yardstick, not a promise.
        past = Text(
            "home.past", {"days": stored["past_days"], "share": round(stored["past_bought_share"], 3)}
        )
        reason = Text("home.reason_and_past", {"reason": reason, "past": past})
    return Suggestion(
        key=row.code,
        title=Text(f"home.suggest.{row.code}.title", facts),
        reason=reason,
        money=Text("home.money", money),
        money_e4=shown_e4 or row.sales_e4,
        money_span=Text("home.money_year" if shown_e4 else "home.money_ever"),
        customers=row.customer_count,
        reachable=None,
        action=Action(
            "campaign",
            Text("home.action.campaign"),
            method="rfm",
            code=row.code,
            segment_id=row.id,
            goal=goal,
            template=template,
        ),
    )
