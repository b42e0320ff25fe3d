"""The facts that fill a message: plain texts and numbers, made from what the shop file knows.

Kept as JSON with an exported campaign, so that a later export writes the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from engine.campaigns.filters import safe_url
from engine.money import format_money
from engine.plain_text import one_line
from engine.words import format_day, say

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from engine.campaigns.offer import Offer
    from engine.shop import ShopSettings
    from engine.store.campaigns import PersonRow
    from engine.store.recommendations import OfferRow

#: Products that a message may name; templates show the first three.
PRODUCTS = 3
_TITLES = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "dame", "rev", "hr", "herr", "frau", "fru",
        "mme", "mlle", "m.", "mevr", "dhr", "sig", "sra", "sr",
    }
)  # fmt: skip
#: A web address or mark-up where a name should be is some robot's advertisement.
_NO_NAME = re.compile(r"https?:|www\.|[<>{}@=|/\\;!?]|\.(?:com|net|org|ru|cn)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Recipient:
    """One person with what their message says; ``facts`` are the stored part of the merge fields."""

    customer_id: int
    address: str
    stratum: str
    coupon_code: str
    key: str
    consented: bool
    facts: Mapping[str, Any]


def clean(value: str, limit: int = 120) -> str:
    """One line without control and direction characters, of at most ``limit`` characters."""
    return one_line(value)[:limit].strip()


def first_and_last(name: str) -> tuple[str, str]:
    """How to address somebody, and the rest: ``Smith, Anna`` and ``Dr Anna Smith`` give Anna and Smith.

    Chinese names stay whole, as one says them. Empty where the name is none.
    """
    name = clean(name, 80)
    if not name or _NO_NAME.search(name) or not any(letter.isalpha() for letter in name):
        return "", ""
    if not name.isascii() and " " not in name:
        return name, ""
    last, comma, first = name.partition(",")
    words = f"{first} {last}".split() if comma else name.split()
    while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES:
        words = words[1:]
    if words[0].lower().rstrip(".") in _TITLES or len(words[0].rstrip(".")) < 2:
        return "", words[-1] if len(words) > 1 else ""
    first = words[0]
    if (first.isupper() or first.islower()) and first.isascii():
        first = first.title()
    return first, " ".join(words[1:])


def person_facts(
    person: PersonRow, offers: list[OfferRow], language: str, currency: str, zone: ZoneInfo
) -> dict[str, Any]:
    """What is stored of one customer: their own fields and their recommendations."""
    first, last = first_and_last(person.name)
    greeting = "campaign.mail.greeting" if first else "campaign.mail.greeting_nameless"
    shown = (offer._replace(customer_id=0, rank=0, score=0) for offer in offers[:PRODUCTS])
    return {
        "customer": {
            "first_name": first,
            "last_name": last,
            "name": f"{first} {last}".strip() or "",
            "greeting": say(greeting, language, name=first),
            "code": clean(person.code),
            "city": clean(person.city),
            "country": clean(person.country),
            "orders": person.order_count,
            "last_order": _day(person.last_at, zone, language),
        },
        "recommendations": [_product(offer, language, currency, zone) for offer in shown],
    }


def campaign_facts(settings: ShopSettings, offer: Offer, language: str) -> dict[str, Any]:
    """What is stored once a campaign: the shop and the offer as told to everybody."""
    phrase = offer.text(settings.currency)
    return {
        "shop": {
            "name": clean(settings.sender_name or settings.name),
            "address": clean(settings.postal_address, 300),
            "website": _web_address(settings.website),
        },
        "offer": {"text": phrase.say(language) if phrase else ""},
        "coupon": {
            "code": clean(offer.shared_code) if offer.has_code and offer.code_kind == "shared" else "",
            "valid_from": _iso_day(offer.valid_from, language) if offer.kind != "none" else "",
            "valid_until": _iso_day(offer.valid_until, language) if offer.kind != "none" else "",
        },
        "sender": {
            "name": clean(settings.sender_name or settings.name),
            "email": clean(settings.sender_email, 254),
        },
        "unsubscribe": clean(settings.unsubscribe_url, 500),
    }


def fields_of(recipient: Recipient, shared: Mapping[str, Any]) -> dict[str, Any]:
    """Every merge field of one message (``fields.FIELDS``), from the stored facts."""
    coupon = shared["coupon"]
    if recipient.coupon_code:
        coupon = {**coupon, "code": recipient.coupon_code}
    return {
        "customer": recipient.facts["customer"],
        "recommendations": recipient.facts["recommendations"],
        "shop": shared["shop"],
        "offer": shared["offer"],
        "coupon": coupon,
        "unsubscribe_url": unsubscribe_url(shared, recipient.key),
    }


def unsubscribe_url(shared: Mapping[str, Any], key: str) -> str:
    """The shop's own page with the recipient key, or a mail to the shop that names it; empty: neither."""
    page = shared["unsubscribe"]
    if page:
        return f"{page}{'&' if '?' in page else '?'}r={key}" if page.lower().startswith("http") else str(page)
    sender = shared["sender"]["email"]
    return f"mailto:{quote(sender, safe='@')}?subject=Unsubscribe%20{key}" if sender else ""


def to_json(facts: Mapping[str, Any]) -> str:
    """Facts as the shop file keeps them."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=16_384)
def _product(offer: OfferRow, language: str, currency: str, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "code": clean(offer.code),
        "name": clean(offer.name) or clean(offer.code),
        "price": _price(offer.price_e4, currency, language),
        "reason": _reason(offer, zone, language),
        "url": _web_address(offer.url),
        "picture": _web_address(offer.picture),
    }


@lru_cache(maxsize=16_384)
def _price(amount_e4: int | None, currency: str, language: str) -> str:
    return format_money(amount_e4, currency, language) if amount_e4 else ""


def _reason(offer: OfferRow, zone: ZoneInfo, language: str) -> str:
    from engine.recommend.views import recommendation

    if offer.because_name is not None:
        offer = offer._replace(because_name=clean(offer.because_name))
    phrase = recommendation(offer, zone).mail_reason.say(language)
    return phrase[:1].upper() + phrase[1:]


@lru_cache(maxsize=65_536)
def _day(at: int | None, zone: ZoneInfo, language: str) -> str:
    return format_day(datetime.fromtimestamp(at, UTC).astimezone(zone).date(), language) if at else ""


def _iso_day(day: str, language: str) -> str:
    return format_day(date.fromisoformat(day), language) if day else ""


@lru_cache(maxsize=4096)
def _web_address(address: str) -> str:
    """``address`` if a mail may link to it, else empty; ``shop.example`` becomes ``https://shop.example``."""
    address = address.strip()
    if address and ":" not in address and "." in address:
        address = f"https://{address}"
    try:
        return safe_url(address) if address.lower().startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
