"""What a campaign offers, and the code by which a customer takes it up."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from engine.campaigns.coupons import checked_prefix
from engine.errors import ClienteleError
from engine.money import E4, Money
from engine.words import Text

KINDS = ("none", "percent", "amount", "free_shipping", "gift")
#: ``unique``: one code a person; ``shared``: the same for all; ``none``: the offer needs no code.
CODE_KINDS = ("unique", "shared", "none")


@dataclass(frozen=True)
class Offer:
    """An offer; days are ISO dates, empty for open ends. Make it with ``checked_offer``."""

    kind: str = "none"
    percent: int = 0
    amount_e4: int = 0
    gift: str = ""
    code_kind: str = "unique"
    prefix: str = ""
    shared_code: str = ""
    valid_from: str = ""
    valid_until: str = ""

    @property
    def has_code(self) -> bool:
        """Whether customers get a code to type."""
        return self.kind != "none" and self.code_kind != "none"

    def text(self, currency: str) -> Text | None:
        """The offer as one phrase (``15% off your next order``); None: nothing is offered."""
        if self.kind == "none":
            return None
        if self.kind == "amount":
            form = "amount_whole" if self.amount_e4 % E4 == 0 else "amount"
            return Text(f"campaign.offer.{form}", {"amount": Money(self.amount_e4, currency)})
        facts: dict[str, object] = {
            "percent": {"share": self.percent / 100},
            "gift": {"gift": self.gift},
        }.get(self.kind, {})  # type: ignore[assignment]
        return Text(f"campaign.offer.{self.kind}", facts)

    def to_json(self) -> str:
        """As the shop file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, source: str) -> Offer:
        """What ``to_json`` wrote."""
        return cls(**json.loads(source))


def checked_offer(**parts: Any) -> Offer:
    """The offer; raises ``campaign.offer_…`` for one that nobody could honour."""
    offer = Offer(**parts)
    if offer.kind not in KINDS or offer.code_kind not in CODE_KINDS:
        raise ClienteleError("campaign.offer_unknown", kind=offer.kind)
    if offer.kind == "percent" and not 1 <= offer.percent <= 100:
        raise ClienteleError("campaign.offer_percent", percent=offer.percent)
    if offer.kind == "amount" and offer.amount_e4 <= 0:
        raise ClienteleError("campaign.offer_amount")
    if offer.kind == "gift" and not offer.gift.strip():
        raise ClienteleError("campaign.offer_gift")
    if offer.has_code and offer.code_kind == "shared" and not offer.shared_code.strip():
        raise ClienteleError("campaign.offer_shared_code")
    for day in (offer.valid_from, offer.valid_until):
        _checked_day(day)
    if offer.valid_from and offer.valid_until and offer.valid_until < offer.valid_from:
        raise ClienteleError("campaign.offer_dates", start=offer.valid_from, end=offer.valid_until)
    checked_prefix(offer.prefix)
    return offer


def _checked_day(day: str) -> None:
    try:
        if day and date.fromisoformat(day).isoformat() != day:
            raise ValueError(day)
    except ValueError:
        raise ClienteleError("campaign.offer_day", day=day) from None
