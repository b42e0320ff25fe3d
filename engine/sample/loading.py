"""Making a shop file out of an invented shop: all of it or nothing."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from engine.sample.generator import SampleShop
    from engine.shop import Shop

#: The past campaign's.
LANGUAGE = "en"


def create_sample(
    path: Path | str,
    *,
    customers: int = 1200,
    seed: int = 7,
    end: date | None = None,
    progress: Progress = no_progress,
) -> None:
    """Write an invented shop of `customers` to the new file `path`; its records end with the day `end`.

    The same size, seed and end make the same shop; `end` is yesterday by default. The file appears when it is
    complete: cancelled or killed half-way, nothing by its name exists. Raises `store.exists` where there is a
    file already, `store.cannot_write` where none may be made, and what `generator.generate` raises.
    """
    from engine.sample.catalogue import CURRENCY, SHOP_NAME, TIMEZONE
    from engine.sample.generator import generate
    from engine.shop import Shop

    path = Path(path)
    if path.exists():
        raise ClienteleError("store.exists", file=path.name)
    sample = generate(customers, seed, end, progress=part_of(progress, 0.0, 0.4))
    unfinished = path.with_name(path.name + ".unfinished")
    _clear(unfinished)
    try:
        with Shop.create(unfinished, currency=CURRENCY, timezone=TIMEZONE, name=SHOP_NAME) as shop:
            from engine.store.rollups import refresh_rollups

            with shop.store.write() as connection:
                _save(connection, sample, seed, part_of(progress, 0.4, 0.9))
                _save_campaign(connection, sample, seed, shop)
                progress(0.9)
                refresh_rollups(connection, TIMEZONE, progress=part_of(progress, 0.9, 0.99))
        if path.exists():
            raise ClienteleError("store.exists", file=path.name)
        unfinished.rename(path)
    except BaseException as problem:
        _remove(unfinished)
        if isinstance(problem, ClienteleError) and problem.facts.get("file") == unfinished.name:
            raise ClienteleError(problem.key, file=path.name) from problem
        raise
    progress(1.0)


def _clear(unfinished: Path) -> None:
    """Remove what a killed run left behind; raises `store.locked` if another is still at work there."""
    from engine.store.session import Store

    if unfinished.exists():
        try:
            Store.open(unfinished).close()
        except ClienteleError as problem:
            if problem.key == "store.locked":
                raise
        _remove(unfinished)


def _remove(unfinished: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal", "-lock"):
        with contextlib.suppress(OSError):
            unfinished.with_name(unfinished.name + ending).unlink()


def _save(connection: Connection, sample: SampleShop, seed: int, progress: Progress) -> None:
    """Write every table of the shop, parents before children."""
    from engine.sample.catalogue import CURRENCY
    from engine.store import sample as store
    from engine.store import schema

    store.drop_indexes(connection)
    source = store.add_source(connection, "sample", f"seed {seed}")
    store.add_rows(connection, schema.product, sample.products)
    store.add_rows(connection, schema.customer, sample.customers, progress=part_of(progress, 0.0, 0.03))
    people = sample.customers
    keys = people[["code", "id"]].set_axis(["value", "customer_id"], axis=1)
    addresses = people.loc[people["email"] != "", ["email", "id"]].set_axis(["value", "customer_id"], axis=1)
    for kind, frame, start in (("external", keys, 0.03), ("email", addresses, 0.05)):
        store.add_rows(
            connection,
            schema.customer_key,
            frame,
            constants={"source_id": source, "kind": kind},
            progress=part_of(progress, start, start + 0.02),
        )
    to_customer = {"customer": "customer_id"}
    store.add_rows(
        connection,
        schema.consent,
        sample.consents.rename(columns=to_customer),
        progress=part_of(progress, 0.07, 0.1),
    )
    store.add_rows(connection, schema.suppression, sample.suppressions)
    store.add_rows(connection, schema.customer_note, sample.notes.rename(columns=to_customer))
    progress(0.1, Text("sample.progress.saving"))

    store.add_rows(
        connection,
        schema.orders,
        sample.orders.rename(columns=to_customer),
        constants={"source_id": source, "currency": CURRENCY},
        null={"customer_id": 0, "refund_of": 0},
        progress=part_of(progress, 0.1, 0.25),
    )
    lines = sample.lines.assign(quantity=sample.lines["quantity"] * 1000)
    store.add_rows(
        connection,
        schema.order_line,
        lines.rename(columns={"order": "order_id", "product": "product_id", "quantity": "quantity_milli"}),
        progress=part_of(progress, 0.25, 0.45),
    )
    to_both = to_customer | {"product": "product_id"}
    store.add_rows(
        connection,
        schema.visit,
        sample.visits.rename(columns=to_both),
        null={"product_id": 0, "seconds": -1},
        progress=part_of(progress, 0.45, 0.75),
    )
    store.add_rows(
        connection,
        schema.review,
        sample.reviews.drop(columns="said").rename(columns=to_both),
        progress=part_of(progress, 0.75, 0.8),
    )
    progress(0.82, Text("sample.progress.indexes"))
    store.build_indexes(connection, part_of(progress, 0.82, 1.0))


def _save_campaign(connection: Connection, sample: SampleShop, seed: int, shop: Shop) -> None:
    """Write the past campaign: exported, with its recipients, what they were told and what came of it."""
    from dataclasses import asdict, replace
    from datetime import UTC, datetime, timedelta

    from engine.campaigns.audience import Audience, Pick
    from engine.campaigns.facts import campaign_facts, to_json
    from engine.campaigns.offer import checked_offer
    from engine.campaigns.templates import load_template
    from engine.sample import campaign as past
    from engine.sample.catalogue import POSTAL_ADDRESS, SENDER_EMAIL, SHOP_NAME, WEB_SHOP
    from engine.store import campaigns, schema
    from engine.store import sample as store
    from engine.store.settings import save_settings

    settings = replace(
        shop.settings,
        sender_name=SHOP_NAME,
        sender_email=SENDER_EMAIL,
        postal_address=POSTAL_ADDRESS,
        website=WEB_SHOP,
    )
    save_settings(connection, asdict(settings))
    day = datetime.fromtimestamp(sample.exported_at, UTC).date()
    offer = checked_offer(
        kind="percent",
        percent=past.COUPON_PERCENT,
        prefix=past.PREFIX,
        valid_from=day.isoformat(),
        valid_until=(day + timedelta(days=past.VALID_DAYS)).isoformat(),
    )
    audience = Audience(include=(Pick(customer_ids=tuple(sample.recipients["customer"].tolist())),))
    number = campaigns.next_campaign_id(connection)
    campaigns.insert_campaign(
        connection,
        {
            "id": number,
            "name": "We miss you",
            "goal": "win_back",
            "state": "results_in",
            "language": LANGUAGE,
            "audience": audience.to_json(),
            "offer": offer.to_json(),
            "template": load_template("win_back", LANGUAGE).to_json(),
            "context": to_json(campaign_facts(settings, offer, LANGUAGE)),
            "holdout_share": past.HOLDOUT_PERCENT,
            "seed": seed,
            "created_at": sample.exported_at - 86_400,
            "exported_at": sample.exported_at,
            "cost_e4": int((sample.recipients["arm"] == "mail").sum()) * 100,
        },
    )
    store.add_rows(
        connection,
        schema.recipient,
        sample.recipients.assign(facts=_facts_told(sample, shop)).rename(columns={"customer": "customer_id"}),
        constants={"campaign_id": number},
        null={"coupon_code": ""},
    )
    store.add_rows(
        connection,
        schema.outcome,
        sample.outcomes.rename(columns={"customer": "customer_id", "order": "order_id"}),
        constants={"campaign_id": number},
        null={"order_id": 0},
    )


def _facts_told(sample: SampleShop, shop: Shop) -> list[str]:
    """Return what the message said of each recipient, known on the export's day; `{}` for who got none."""
    from engine.campaigns.facts import person_facts, to_json
    from engine.store.campaigns import PersonRow

    orders = sample.orders
    before = orders[
        (orders["kind"] == "sale")
        & ~orders["status"].isin(["cancelled", "refunded"])
        & (orders["placed_at"] < sample.exported_at)
    ].groupby("customer")["placed_at"]
    count, last = before.size().to_dict(), before.max().to_dict()
    mailed = sample.recipients.loc[sample.recipients["arm"] == "mail", "customer"]
    fields = sample.customers.loc[
        sample.customers["id"].isin(mailed), ["id", "code", "name", "city", "country"]
    ]
    told: dict[int, str] = {}
    for one in fields.to_dict("records"):
        number = int(one["id"])
        person = PersonRow(
            id=number,
            code=str(one["code"]),
            name=str(one["name"]),
            city=str(one["city"]),
            country=str(one["country"]),
            consent="yes",
            order_count=count.get(number, 0),
            last_at=last.get(number),
        )
        facts = person_facts(person, [], LANGUAGE, shop.settings.currency, shop.zone)
        told[number] = to_json(facts)
    return [told.get(customer, "{}") for customer in sample.recipients["customer"]]
