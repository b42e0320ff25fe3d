"""The export: everybody's message into the chosen files, and the campaign closed to changes.

Files are made whole in a hidden folder; then one transaction records who got what; then they take their
places. Killed before the transaction, nothing has happened; killed after it, the same export writes the same
bytes again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.campaigns.columns import Batch, Outgoing
from engine.campaigns.coupons import Codes
from engine.campaigns.facts import Recipient, fields_of, to_json, unsubscribe_url
from engine.campaigns.files import Staging, file_stem
from engine.campaigns.lists import FORMATS, ListFormat
from engine.campaigns.prepare import (
    Campaign,
    Lists,
    from_stored,
    judge,
    lists,
    open_campaign,
    recipients,
    refusals,
    shared_facts,
)
from engine.campaigns.render import Renderer
from engine.campaigns.writers import Writer
from engine.changes import Changes
from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.store import campaigns as store
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop

#: Messages between two looks at whether the owner cancelled: a few hundredths of a second.
_LOOK = 100


@dataclass(frozen=True)
class ExportResult:
    """What an export did. ``left_out``: people of an earlier export who may no longer be written to."""

    campaign_id: int
    files: tuple[str, ...]
    mailed: int
    held_out: int
    excluded: int
    left_out: int
    changes: Changes


def export(
    shop: Shop,
    *,
    campaign_id: int,
    folder: str | Path,
    formats: Sequence[str] = ("csv",),
    progress: Progress = no_progress,
) -> ExportResult:
    """Write the files of ``formats`` (``lists.FORMATS``) into ``folder`` and record who got what.

    A campaign exported before is written again from what was recorded: the same bytes, less anybody who has
    said no since. Raises ClienteleError ``campaign.…``; then nothing has changed.
    """
    chosen = _chosen_formats(formats)
    folder = Path(folder)
    now = int(time.time())
    with shop.store.read() as connection:
        campaign = open_campaign(connection, campaign_id)
        found = None if campaign.is_exported else lists(connection, campaign)
        if found is not None:
            addressed = [(v.customer_id, v.address, found.strata[v.customer_id]) for v in found.mailed]
            total, left_out = len(addressed), 0
            _check_needs(shop, campaign, chosen, total)
            source = recipients(connection, shop, campaign, addressed)
        else:
            rows, left_out = _still_allowed(connection, campaign)
            total = len(rows)
            _check_needs(shop, campaign, chosen, total)
            source = from_stored(connection, shop, campaign, rows)
        shared = shared_facts(shop, campaign)
        batch = Batch(campaign.row.name, campaign.row.language, campaign.row.created_at, total, shared)
        with Staging(folder) as staging:
            told: dict[int, store.RecipientRow] = {}
            files = _write_all(
                staging, chosen, campaign, batch, _remembered(source, told), now, part_of(progress, 0.0, 0.95)
            )
            # Whatever fails after this is either the transaction, which leaves no trace, or a rename.
            with shop.store.write() as writing:
                if found is not None:
                    _record(writing, shop, campaign, found, told, shared, now)
                store.save_files(writing, campaign_id, files)
            staging.publish([file.file_name for file in files])
    progress(1.0)
    counts = found.reasons if found is not None else {}
    return ExportResult(
        campaign_id=campaign_id,
        files=tuple(str(folder / file.file_name) for file in files),
        mailed=total,
        held_out=len(found.held_out) if found is not None else 0,
        excluded=sum(counts.values()),
        left_out=left_out,
        changes=Changes(frozenset({"campaigns"})),
    )


def _chosen_formats(formats: Sequence[str]) -> list[ListFormat]:
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise ClienteleError("campaign.unknown_format", name=", ".join(unknown), known=", ".join(FORMATS))
    return [FORMATS[name] for name in dict.fromkeys(formats)]


def _check_needs(shop: Shop, campaign: Campaign, formats: Sequence[ListFormat], total: int) -> None:
    """Refuse what could only give an empty or unlawful file."""
    if not total:
        raise ClienteleError("campaign.nobody", name=campaign.row.name)
    for form in formats:
        if form.needs_address and campaign.audience.reach == "customer_code":
            raise ClienteleError("campaign.needs_addresses", format=form.title)
        shared = shared_facts(shop, campaign)
        if form.is_mail and not shared["sender"]["email"]:
            raise ClienteleError("campaign.no_sender")
        if form.is_mail and "unsubscribe_url" not in campaign.template.html + campaign.template.text:
            raise ClienteleError("campaign.no_unsubscribe")
        if form.is_mail and not unsubscribe_url(shared, "x"):
            raise ClienteleError("campaign.no_sender")


def _write_all(
    staging: Staging,
    formats: Sequence[ListFormat],
    campaign: Campaign,
    batch: Batch,
    source: Iterator[Recipient],
    now: int,
    progress: Progress,
) -> list[store.FileRow]:
    renderer = Renderer(campaign.template)
    stem = file_stem(campaign.row.name, campaign.row.id)
    names = [f"{stem}-{form.ending(batch)}" for form in formats]
    writers: list[Writer] = []
    try:
        for form, name in zip(formats, names, strict=True):
            writers.append(form.open(staging.path / name, batch))
        for number, person in enumerate(source):
            if number % _LOOK == 0:
                progress(number / batch.count, Text("campaign.progress.writing", {"n": number}))
            outgoing = Outgoing(person, renderer.render(fields_of(person, batch.shared)))
            for writer in writers:
                writer.add(outgoing)
        counts = [writer.close() for writer in writers]
    except OSError as problem:
        raise ClienteleError("campaign.cannot_write", folder=str(staging.folder)) from problem
    finally:
        # After an error nobody needs the files, but their handles must not stay open.
        for writer in writers:
            writer.abandon()
    return [
        store.FileRow(form.id, name, staging.digest(name), count, now)
        for form, name, count in zip(formats, names, counts, strict=True)
    ]


def _record(
    connection: Any,
    shop: Shop,
    campaign: Campaign,
    found: Lists,
    told: dict[int, store.RecipientRow],
    shared: dict[str, Any],
    now: int,
) -> None:
    """Store everybody with their arm, and make the campaign final."""
    from engine.store import undo

    if store.campaign_row(connection, campaign.row.id) != campaign.row:
        raise ClienteleError("campaign.changed_meanwhile", name=campaign.row.name)
    keys = Codes(shop.settings.secret, "key")
    for verdict in found.verdicts:
        customer = verdict.customer_id
        if customer not in told:
            told[customer] = store.RecipientRow(
                customer_id=customer,
                arm="excluded" if verdict.reason else "hold_out",
                reason=verdict.reason or "",
                email="",
                coupon_code=None,
                recipient_key=keys.code(campaign.row.id, customer),
                stratum=found.strata[customer],
                facts="{}",
            )
    store.save_recipients(connection, campaign.row.id, told.values())
    store.update_campaign(
        connection,
        campaign.row.id,
        {"state": "exported", "exported_at": now, "context": to_json(shared)},
    )
    # What was done to campaigns before cannot be taken back after this.
    undo.forget(connection, "campaigns")


def _remembered(source: Iterator[Recipient], told: dict[int, store.RecipientRow]) -> Iterator[Recipient]:
    """The same people, each written down in ``told`` as they pass."""
    for person in source:
        told[person.customer_id] = store.RecipientRow(
            customer_id=person.customer_id,
            arm="mail",
            reason="",
            email=person.address,
            coupon_code=person.coupon_code or None,
            recipient_key=person.key,
            stratum=person.stratum,
            facts=to_json(person.facts),
        )
        yield person


def _still_allowed(connection: Any, campaign: Campaign) -> tuple[list[store.RecipientRow], int]:
    """The people of an earlier export, less those whom the gate would refuse today.

    Judged by the address of today and by the one that was exported: whoever has a new one may have said no
    to the old one.
    """
    rows = [row for row in store.recipients(connection, campaign.row.id) if row.arm == "mail"]
    verdicts = judge(connection, [row.customer_id for row in rows], campaign.audience)
    # The list was made once: an address that two people share by now is no reason to change it.
    refused = {v.customer_id for v in verdicts if v.reason not in (None, "duplicate_address")}
    known = refusals(connection)
    refused.update(row.customer_id for row in rows if known.reason(row.email))
    return [row for row in rows if row.customer_id not in refused], len(refused)
