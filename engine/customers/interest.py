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

    from engine.store.profile_facts import LeftRow, ReviewRow

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
    """Their own words, shortened at a word; ``product`` may be empty, ``stars`` and ``day`` unknown."""

    quote: str
    product: str
    stars: int | None
    day: date | None


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


def said(reviews: Sequence[ReviewRow], zone: ZoneInfo) -> Said:
    """From a customer's reviews, the newest first."""
    stars = [review.stars for review in reviews if review.stars is not None]
    summary = None
    if stars:
        mean = sum(stars) / len(stars)
        summary = (
            Text("customer.said.alike", {"n": len(stars), "stars": stars[0]})
            if min(stars) == max(stars)
            else Text("customer.said.stars", {"n": len(stars), "mean": round(mean, 1), "lowest": min(stars)})
        )
    spoken = [review for review in reviews if review.words.strip()]
    # Sorting keeps the newest first among those who were displeased, and among the others.
    spoken.sort(key=lambda review: (review.stars or 3) >= 3)
    quotes = tuple(
        Quote(
            _short(review.words.strip()), review.about, review.stars,
            day_of(review.written_at, zone) if review.written_at is not None else None,
        )
        for review in spoken[:_QUOTES]
    )  # fmt: skip
    return Said(summary, quotes)


def _short(words: str) -> str:
    words = " ".join(words.split())
    if len(words) <= _LONGEST:
        return words
    kept = words[:_LONGEST].rsplit(" ", 1)[0] if " " in words[:_LONGEST] else words[:_LONGEST]
    return kept.rstrip(" ,;:，；、") + " …"
