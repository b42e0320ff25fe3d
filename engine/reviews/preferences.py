"""What each customer cares about: their own words, drawn towards what all customers say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from engine.reviews.statistics import shrunk
from engine.reviews.views import Quote, Read, read_back
from engine.words import Text

if TYPE_CHECKING:
    from engine.shop import Shop
    from engine.store.review_readings import MentionRow

#: What all customers say counts as so many opinions of one's own.
_WORTH = 2.0
#: One opinion is told where it is as clear as this; less clear ones need a second.
_CLEAR = 0.85
_LIKES, _DISLIKES = 0.6, 0.4


@dataclass(frozen=True)
class Preference:
    """How a customer feels about an aspect: ``share`` is drawn to the shop's mean; ``verdict`` likes,
    dislikes or both. The quote is for the owner alone and never for another customer.
    """

    customer_id: int
    aspect: str
    name: Text | str
    mentions: int
    share: float
    verdict: str
    last: date | None
    quote: Quote

    @property
    def text(self) -> Text:
        """In a sentence, without anybody's words."""
        return Text(f"review.cares.{self.verdict}", {"aspect": self.name, "n": self.mentions})


def preferences(shop: Shop) -> dict[int, tuple[Preference, ...]]:
    """Customer → what they care about, what they mentioned most first; nobody without evidence."""
    return preferences_in(read_back(shop), _means(shop))


def preferences_of(shop: Shop, customer_id: int) -> tuple[Preference, ...]:
    """What one customer cares about; empty without evidence."""
    return preferences_in(read_back(shop, customer_id), _means(shop)).get(customer_id, ())


def _means(shop: Shop) -> dict[str, float]:
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        return store.aspect_means(connection)


def preferences_in(known: Read, means: Mapping[str, float]) -> dict[int, tuple[Preference, ...]]:
    """The same, from what has been read back already and each aspect's mean in the whole shop."""
    said: dict[tuple[int, str], list[MentionRow]] = defaultdict(list)
    for mention in known.mentions:
        customer = known.rows[mention.review_id].customer_id
        if customer is not None:
            said[customer, mention.aspect].append(mention)
    found: dict[int, list[Preference]] = defaultdict(list)
    for (customer, aspect), mentions in said.items():
        chances = [mention.praise_ppm / 1e6 for mention in mentions]
        if len(mentions) < 2 and 1 - _CLEAR < chances[0] < _CLEAR:
            continue
        share = shrunk(sum(chances), len(chances), means[aspect], _WORTH)
        # Towards the mean, but a clear word of one's own is not turned into its opposite.
        own = sum(chances) / len(chances)
        likes = own >= _LIKES and share >= 0.5
        dislikes = own <= _DISLIKES and (share <= 0.5 or own <= 1 - _CLEAR)
        clearest = max(mentions, key=lambda one: abs(one.praise_ppm - 500_000))
        days = [day for one in mentions if (day := known.day(one.review_id)) is not None]
        found[customer].append(
            Preference(
                customer_id=customer, aspect=aspect, name=known.name(aspect),
                mentions=len(mentions), share=share,
                verdict="likes" if likes else "dislikes" if dislikes else "both",
                last=max(days, default=None),
                quote=known.quote(clearest.review_id, clearest.quote_start, clearest.quote_end),
            )
        )  # fmt: skip
    return {
        customer: tuple(sorted(rows, key=lambda row: (-row.mentions, row.aspect)))
        for customer, rows in found.items()
    }
