"""Everything that could go wrong with a campaign, looked for over its whole audience before it goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from engine.campaigns.facts import Recipient, fields_of
from engine.campaigns.fields import Use, fields_used
from engine.campaigns.prepare import Campaign, Lists, lists, open_campaign, recipients, shared_facts
from engine.campaigns.render import PARTS, Message, Renderer
from engine.campaigns.sandbox import Sandbox
from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress
from engine.store import campaigns as store
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

#: Beyond this Gmail cuts a mail off; and where to warn.
MAX_HTML_BYTES = 102_400
WARN_HTML_BYTES = 92_000
MAX_SUBJECT_CHARS = 60
_EXAMPLES = 5
#: After so many messages that ran out of their budget the rest would, too, a third of a second each.
_ENOUGH_ENDLESS = 5
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_LINK = re.compile(r"<(?:a|img)\b[^>]*?\b(?:href|src)\s*=\s*([\"'])(.*?)\1", re.IGNORECASE | re.DOTALL)
_LEFT_OVER = re.compile(r"lorem ipsum|\bXXX+\b|\[\[|\bTODO\b", re.IGNORECASE)
_SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True)
class Finding:
    """One thing to know before the export.

    ``severity`` ``error``: must be mended; ``warning``: should be looked at; ``note``: good to know.
    ``count`` people are concerned (0: the campaign itself), ``customer_ids`` are some of them. ``part`` and
    ``line`` say where in the message.
    """

    severity: str
    text: Text
    count: int = 0
    customer_ids: tuple[int, ...] = ()
    part: str = ""
    line: int | None = None


@dataclass(frozen=True)
class CheckReport:
    """The findings, the worst first, and how many messages were looked at."""

    findings: tuple[Finding, ...]
    checked: int

    @property
    def is_ready(self) -> bool:
        """Whether nothing must be mended."""
        return all(finding.severity != "error" for finding in self.findings)


def check(shop: Shop, *, campaign_id: int, progress: Progress = no_progress) -> CheckReport:
    """Make every message of the campaign and look at each; a draft without errors becomes ready.

    Raises ``campaign.missing``; everything else is a finding.
    """
    notes = _Notes()
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        shared = shared_facts(shop, campaign)
        today = datetime.now(UTC).astimezone(shop.zone).date().isoformat()
        _look_at_offer(campaign, today, notes)
        _look_at_shop(shared, notes)
        uses = list(_look_at_source(campaign, notes))
        found = _look_at_audience(connection, campaign, notes)
        checked = 0
        try:
            renderer = Renderer(campaign.template)
        except ClienteleError:
            renderer = None  # said by _look_at_source, with its line
        if renderer is not None and found is not None:
            chosen = [(v.customer_id, v.address, found.strata[v.customer_id]) for v in found.mailed]
            look = _MessageLook(campaign, shared, uses, notes)
            for person in recipients(connection, shop, campaign, chosen):
                if checked % 100 == 0:
                    progress(checked / len(chosen), Text("campaign.progress.checking", {"n": checked}))
                look.at(renderer, person)
                checked += 1
                if look.endless >= _ENOUGH_ENDLESS:
                    break
    report = CheckReport(notes.findings(), checked)
    if not campaign.is_exported:
        state = "ready" if report.is_ready else "draft"
        if state != campaign.row.state:
            with shop.store.write() as connection:
                if store.campaign_row(connection, campaign_id) == campaign.row:
                    store.update_campaign(connection, campaign_id, {"state": state})
    progress(1.0)
    return report


class _Notes:
    """Findings as they come, the same ones counted together."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, int | None], tuple[str, Text, list[int]]] = {}

    def add(
        self,
        severity: str,
        text: Text,
        customer: int | None = None,
        *,
        part: str = "",
        line: int | None = None,
    ) -> None:
        key = (text.key + str(text.facts.get("field", "")), part, line)
        _, _, people = self._found.setdefault(key, (severity, text, []))
        if customer is not None:
            people.append(customer)

    def findings(self) -> tuple[Finding, ...]:
        made = []
        for (_, part, line), (severity, text, people) in self._found.items():
            if people:
                text = Text(text.key, {**text.facts, "n": len(people)})
            made.append(Finding(severity, text, len(people), tuple(people[:_EXAMPLES]), part, line))
        return tuple(sorted(made, key=lambda one: (_SEVERITIES.index(one.severity), -one.count)))


def _look_at_offer(campaign: Campaign, today: str, notes: _Notes) -> None:
    offer = campaign.offer
    if offer.kind == "none":
        return
    if offer.valid_until and offer.valid_until < today:
        notes.add("error", Text("campaign.check.offer_over", {"day": offer.valid_until}))
    elif not offer.valid_until:
        notes.add("note", Text("campaign.check.offer_endless"))
    if offer.valid_from > today:
        notes.add("warning", Text("campaign.check.offer_later", {"day": offer.valid_from}))


def _look_at_shop(shared: dict[str, Any], notes: _Notes) -> None:
    if not shared["shop"]["address"]:
        notes.add("warning", Text("campaign.check.no_postal_address"))
    if not shared["shop"]["website"]:
        notes.add("note", Text("campaign.check.no_website"))
    if not shared["sender"]["email"]:
        notes.add("warning", Text("campaign.check.no_sender"))


def _look_at_source(campaign: Campaign, notes: _Notes) -> Iterator[Use]:
    """The template itself: whether it parses, its fields, links and pictures. Yields the uses of fields."""
    sandbox, template = Sandbox(), campaign.template
    for part in PARTS:
        source = getattr(template, part)
        try:
            uses = fields_used(sandbox.parse(source, html=part == "html", part=part))
        except ClienteleError as problem:
            line = problem.facts.get("line")
            notes.add(
                "error",
                Text(problem.key, problem.facts),
                part=part,
                line=line if isinstance(line, int) else 1,
            )
            continue
        for use in uses:
            if not use.known:
                key = "unknown_field_like" if use.suggestion else "unknown_field"
                facts = {"field": use.path.replace("[]", "[0]"), "like": use.suggestion}
                notes.add("error", Text(f"campaign.check.{key}", facts), part=part, line=use.line)
            yield use
        left = _LEFT_OVER.search(source)
        if left:
            facts = {"what": left[0]}
            notes.add(
                "warning",
                Text("campaign.check.left_over", facts),
                part=part,
                line=_line(source, left.start()),
            )
    html = template.html
    for image in _IMAGE.finditer(html):
        if not re.search(r"\balt\s*=", image[0], re.IGNORECASE):
            notes.add(
                "warning",
                Text("campaign.check.image_without_alt"),
                part="html",
                line=_line(html, image.start()),
            )
    for link in _LINK.finditer(html):
        line = _line(html, link.start())
        if "{{" in link[2] and not re.search(r"\|\s*url\b", link[2]):
            notes.add("error", Text("campaign.check.link_unfiltered"), part="html", line=line)
        elif "{{" not in link[2] and not link[2].lower().startswith(("https:", "mailto:", "tel:", "#")):
            notes.add(
                "warning", Text("campaign.check.link_odd", {"link": link[2][:60]}), part="html", line=line
            )
    if "unsubscribe_url" not in html:
        notes.add("error", Text("campaign.check.no_unsubscribe"), part="html")
    if "unsubscribe_url" not in template.text:
        notes.add("warning", Text("campaign.check.no_unsubscribe"), part="text")
    if "shop.address" not in html:
        notes.add("warning", Text("campaign.check.address_left_out"), part="html")


def _look_at_audience(connection: Any, campaign: Campaign, notes: _Notes) -> Lists | None:
    try:
        found = lists(connection, campaign)
    except ClienteleError as problem:
        notes.add("error", Text(problem.key, problem.facts))
        return None
    if not found.mailed:
        notes.add("error", Text("campaign.check.nobody"))
    for verdict in found.verdicts:
        if verdict.reason:
            notes.add("note", Text(f"campaign.check.out_{verdict.reason}"), verdict.customer_id)
    if campaign.audience.basis == "existing_customers":
        notes.add("note", Text("campaign.check.existing_customers"))
    return found


class _MessageLook:
    """Looks at one message after the other."""

    def __init__(self, campaign: Campaign, shared: dict[str, Any], uses: list[Use], notes: _Notes) -> None:
        self._notes = notes
        self._shared = shared
        self._has_code = campaign.offer.has_code
        #: Optional fields used where nothing is said for people who have none.
        self._bare = sorted({use.path for use in uses if use.can_be_empty and not use.guarded})
        self._shows_products = any(use.path.startswith("recommendations") for use in uses)
        #: Messages that took too long or grew too big.
        self.endless = 0

    def at(self, renderer: Renderer, person: Recipient) -> None:
        """Make the person's message and note what is wrong with it."""
        notes, customer = self._notes, person.customer_id
        fields = fields_of(person, self._shared)
        for path in self._bare:
            if not _value(fields, path):
                notes.add("warning", Text("campaign.check.field_empty", {"field": path}), customer)
        if self._shows_products and not fields["recommendations"]:
            notes.add("warning", Text("campaign.check.no_products"), customer)
        try:
            message = renderer.render(fields)
        except ClienteleError as problem:
            self.endless += problem.key in ("campaign.template_too_long", "campaign.template_too_big")
            line = problem.facts.get("line")
            part = str(problem.facts.get("part", ""))
            notes.add(
                "error",
                Text(problem.key, problem.facts),
                customer,
                part=part,
                line=line if isinstance(line, int) else None,
            )
            return
        self._look(message, fields, customer)

    def _look(self, message: Message, fields: dict[str, Any], customer: int) -> None:
        notes = self._notes
        subject = message.subject
        if not subject:
            notes.add("error", Text("campaign.check.subject_empty"), customer, part="subject")
        elif len(subject) > MAX_SUBJECT_CHARS:
            notes.add(
                "warning",
                Text("campaign.check.subject_long", {"most": MAX_SUBJECT_CHARS}),
                customer,
                part="subject",
            )
        if len(subject) > 8 and subject.isupper():
            notes.add("warning", Text("campaign.check.subject_shouts"), customer, part="subject")
        if subject and subject == message.preheader:
            notes.add("warning", Text("campaign.check.preheader_same"), customer, part="preheader")
        if not message.text.strip():
            notes.add("error", Text("campaign.check.text_empty"), customer, part="text")
        size = len(message.html) if message.html.isascii() else len(message.html.encode("utf-8", "replace"))
        if size > MAX_HTML_BYTES:
            notes.add("error", Text("campaign.check.too_big", {"most": 102}), customer, part="html")
        elif size > WARN_HTML_BYTES:
            notes.add("warning", Text("campaign.check.big", {"most": 102}), customer, part="html")
        code = fields["coupon"]["code"]
        if self._has_code and code:
            in_html, in_text = code in message.html, code in message.text
            if not in_html and not in_text:
                notes.add("error", Text("campaign.check.code_missing"), customer)
            elif not in_text:
                notes.add("warning", Text("campaign.check.code_not_in_text"), customer, part="text")
            elif not in_html:
                notes.add("warning", Text("campaign.check.code_not_in_html"), customer, part="html")


def _value(fields: dict[str, Any], path: str) -> object:
    """The value at a path; for a list's field, whether every item has it."""
    value: Any = fields
    for step in path.split("."):
        name = step.removesuffix("[]")
        if isinstance(value, list):
            return all(item.get(name) for item in value)
        value = value.get(name, "") if isinstance(value, dict) else ""
    return value


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1
