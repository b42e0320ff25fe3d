"""The columns of the lists: whose header is called what, and where each value comes from.

Header names are those of the services' own help pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.campaigns.facts import PRODUCTS, Recipient
from engine.campaigns.render import Message


@dataclass
class Outgoing:
    """One message on its way into files."""

    recipient: Recipient
    message: Message
    #: The draft, once made: several files of one export hold the same.
    mail: bytes = b""


@dataclass(frozen=True)
class Batch:
    """What all messages of an export share."""

    campaign: str
    language: str
    created_at: int
    count: int
    shared: Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """A column: its header, what kind of cell it holds, and where the value comes from."""

    header: str
    kind: str
    value: Callable[[Outgoing, Batch], str]


def _customer(name: str) -> Callable[[Outgoing, Batch], str]:
    return lambda outgoing, batch: str(outgoing.recipient.facts["customer"].get(name, ""))


def _product(place: int, name: str) -> Callable[[Outgoing, Batch], str]:
    def value(outgoing: Outgoing, batch: Batch) -> str:
        products = outgoing.recipient.facts["recommendations"]
        return str(products[place][name]) if place < len(products) else ""

    return value


def coupon_of(outgoing: Outgoing, batch: Batch) -> str:
    return outgoing.recipient.coupon_code or str(batch.shared["coupon"]["code"])


def _country(outgoing: Outgoing, batch: Batch) -> str:
    country = str(outgoing.recipient.facts["customer"]["country"])
    return "GB" if country.upper() == "UK" else country


def _personal(names: Mapping[str, str], products: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of our own: ``names`` and ``products`` say how a service wants them called."""
    values: dict[str, tuple[str, Callable[[Outgoing, Batch], str]]] = {
        "subject": ("text", lambda outgoing, batch: outgoing.message.subject),
        "preheader": ("text", lambda outgoing, batch: outgoing.message.preheader),
        "greeting": ("text", _customer("greeting")),
        "segment": ("text", lambda outgoing, batch: outgoing.recipient.stratum),
        "offer": ("text", lambda outgoing, batch: str(batch.shared["offer"]["text"])),
        "coupon": ("code", coupon_of),
        "valid_until": ("text", lambda outgoing, batch: str(batch.shared["coupon"]["valid_until"])),
        "arm": ("code", lambda outgoing, batch: "mail"),
        "rid": ("code", lambda outgoing, batch: outgoing.recipient.key),
    }
    columns = [Column(header, *values[name]) for name, header in names.items()]
    kinds = {"name": "text", "price": "text", "reason": "text", "url": "url"}
    for place in range(PRODUCTS):
        for name, header in products.items():
            columns.append(Column(header.format(place + 1), kinds[name], _product(place, name)))
    return tuple(columns)


_SNAKE = {
    name: name
    for name in (
        "greeting",
        "segment",
        "subject",
        "preheader",
        "offer",
        "coupon",
        "valid_until",
        "arm",
        "rid",
    )
}
_SNAKE_PRODUCTS = {name: f"product_{{}}_{name}" for name in ("name", "price", "reason", "url")}

PLAIN = (
    Column("customer_id", "code", _customer("code")),
    Column("email", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("first_name", "text", _customer("first_name")),
    Column("last_name", "text", _customer("last_name")),
    *_personal(_SNAKE, _SNAKE_PRODUCTS),
)
# Merge tags have at most ten characters. No empty columns for what we do not send: addresses and birthdays
# stay at home.
MAILCHIMP = (
    Column("Email Address", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("First Name", "text", _customer("first_name")),
    Column("Last Name", "text", _customer("last_name")),
    Column("Tags", "text", lambda outgoing, batch: "".join(c for c in batch.campaign if c != ",")[:100]),
    *_personal(
        {"greeting": "GREETING", "subject": "SUBJECT", "preheader": "PREHEADER", "offer": "OFFER",
         "coupon": "COUPON", "valid_until": "VALIDUNTIL", "arm": "ARM", "rid": "RID"},
        {"name": "REC{}", "price": "REC{}PRICE", "reason": "REC{}WHY", "url": "REC{}URL"},
    ),
)  # fmt: skip
KLAVIYO = (
    Column("Email", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("First Name", "text", _customer("first_name")),
    Column("Last Name", "text", _customer("last_name")),
    Column("Country", "text", _country),
    # Blank means "never asked" there: we do not claim a consent that nobody gave.
    Column(
        "Email Marketing Consent",
        "text",
        lambda outgoing, batch: "Subscribe" if outgoing.recipient.consented else "",
    ),
    *_personal(
        {name: f"Clientele {name}" for name in _SNAKE if name != "segment"},
        {name: f"Clientele product {{}} {name}" for name in _SNAKE_PRODUCTS},
    ),
)
BREVO = (
    Column("EMAIL", "email", lambda outgoing, batch: outgoing.recipient.address),
    Column("FIRSTNAME", "text", _customer("first_name")),
    Column("LASTNAME", "text", _customer("last_name")),
    Column("EXT_ID", "code", _customer("code")),
    *_personal(
        {name: name.upper() for name in _SNAKE if name != "segment"},
        {name: f"PRODUCT{{}}_{name.upper()}" for name in _SNAKE_PRODUCTS},
    ),
)
