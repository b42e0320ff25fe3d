"""What a customer looked at and left, and what they said, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.customers.days import day_of
from engine.words import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from engine.store.profile_facts import LeftRow

#: Quotes shown, and how long one is.
_QUOTES, _LONGEST = 2, 220


@dataclass(frozen=True)
class LeftBehind:
    """A product they looked at or put in the cart and have not bought since; ``text`` is the evidence."""

    product_id: int
    name: str
    carts: int
    last_day: date
    text: Text


@dataclass(frozen=True)
class Quote:
    """Their own words, shortened at a word; ``product`` may be empty, ``stars`` unknown."""

    quote: str
    product: str
    stars: int | None
    day: date


@dataclass(frozen=True)
class Said:
    """``summary`` of their stars (None without), and the quotes that tell most: what displeased, then new."""

    summary: Text | None
    quotes: tuple[Quote, ...]


def looked_and_left(rows: Sequence[LeftRow], zone: ZoneInfo) -> tuple[LeftBehind, ...]:
    """With the evidence in words."""
    found = []
    for row in rows:
        day = day_of(row.last_at, zone)
        kind = "cart" if row.carts else "look"
        text = Text(f"customer.left.{kind}", {"n": row.looks if not row.carts else row.carts, "day": day})
        found.append(LeftBehind(row.product_id, row.name, row.carts, day, text))
    return tuple(found)


def said(reviews: Sequence[tuple[int, int | None, str, str, str]], zone: ZoneInfo) -> Said:
    """From (at, stars, title, body, product), the newest first."""
    stars = [given for _, given, _, _, _ in reviews if given is not None]
    summary = None
    if stars:
        mean = sum(stars) / len(stars)
        summary = (
            Text("customer.said.alike", {"n": len(stars), "stars": stars[0]})
            if min(stars) == max(stars)
            else Text("customer.said.stars", {"n": len(stars), "mean": round(mean, 1), "lowest": min(stars)})
        )
    spoken = [one for one in reviews if (one[3] or one[2]).strip()]
    spoken.sort(key=lambda one: ((one[1] or 3) >= 3, -one[0]))
    quotes = tuple(
        Quote(_short((body or title).strip()), product, given, day_of(at, zone))
        for at, given, title, body, product in spoken[:_QUOTES]
    )
    return Said(summary, quotes)


def _short(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _LONGEST:
        return words
    kept = words[:_LONGEST].rsplit(" ", 1)[0] if " " in words[:_LONGEST] else words[:_LONGEST]
    return kept.rstrip(" ,;:，；、") + " …"
