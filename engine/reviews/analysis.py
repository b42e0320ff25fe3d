"""Reading a shop's reviews: what was read before is not read again, and all of it is saved or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine.changes import Changes
from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from engine.reviews.reader import Reading, ReviewReader
    from engine.reviews.vectors import VectorShelf
    from engine.reviews.views import ReviewsView
    from engine.shop import Shop
    from engine.store.review_readings import ReviewRow

#: Words an aspect of the owner's must have.
FEWEST_WORDS = 1
_QUOTES = 3


def analyse(
    shop: Shop,
    *,
    model: str = "automatic",
    shop_type: str = "general",
    seed: int = 0,
    progress: Progress = no_progress,
) -> ReviewsView:
    """Learn from the shop's stars, read every review and save it; texts read before cost nothing.

    Raises ``review.none``, ``review.no_model`` or ``review.unknown_model`` or ``review.unknown_type``; then,
    and when cancelled, what was read last stays.
    """
    from engine.reviews.lexicon import SHOP_TYPES
    from engine.reviews.reader import ReviewReader
    from engine.reviews.reading import digest, whole
    from engine.reviews.views import reviews_view
    from engine.store import review_readings as store

    if shop_type not in SHOP_TYPES:
        raise ClienteleError("review.unknown_type", kind=shop_type, known=", ".join(SHOP_TYPES))
    progress(0.0, Text("review.step.reading"))
    with shop.store.read() as connection:
        rows = store.review_rows(connection)
        own = {f"own_{number}": words for number, _, words in store.own_aspects(connection)}
    if not rows:
        raise ClienteleError("review.none")
    shelf = shelf_of(shop, model)
    texts = [whole(row.title, row.body) for row in rows]
    stars = [row.verdict for row in rows]
    usual = shop.settings.language.partition("_")[0].partition("-")[0] or "en"
    reader = ReviewReader(shop_type=shop_type, own=own, usual=usual, shelf=shelf, random_state=seed)
    progress(0.02, Text("review.step.learning"))
    reader.fit(texts, stars, progress=part_of(progress, 0.02, 0.4))
    progress(0.4, Text("review.step.understanding"))
    found = reader.read(texts, stars, progress=part_of(progress, 0.4, 0.95))
    progress(0.95, Text("review.step.saving"))
    named = _themes(rows, found, reader, seed)
    readings = [
        store.ReadingRow(
            row.id, digest(one.text), one.language, None if one.praise is None else round(one.praise * 1e6),
            one.verdict, int(one.contradiction),
        )
        for row, one in zip(rows, found, strict=True)
    ]  # fmt: skip
    mentions = [
        store.MentionRow(
            row.id, said.aspect, round(said.praise * 1e6), said.verdict, said.start, said.end
        )
        for row, one in zip(rows, found, strict=True)
        for said in one.mentions
    ]  # fmt: skip
    with shop.store.write() as connection:
        store.save_readings(
            connection, created_at=int(time.time()), model=shelf.model.name,
            measured={**reader.sentiment.measured, "read": shelf.computed, "border": reader.sentiment.border},
            themes=named, readings=readings, mentions=mentions,
        )  # fmt: skip
        store.forget_vectors(connection, shelf.model.version, shelf.used)
        progress(0.99)
    progress(1.0)
    return reviews_view(shop)


def add_aspect(shop: Shop, name: str, words: Sequence[str]) -> Changes:
    """An aspect of the owner's own, told by a few words that customers use for it; counts when read next.

    Raises ``review.aspect_without_name``, ``review.aspect_without_words`` or ``review.aspect_exists``.
    """
    from engine.store import review_readings as store

    name = " ".join(name.split())
    # A letter alone is no word, a Chinese character alone can be one.
    used = [word for word in (" ".join(one.split()) for one in words) if len(word) > 1 or word >= "⺀"]
    if not name:
        raise ClienteleError("review.aspect_without_name")
    if len(used) < FEWEST_WORDS:
        raise ClienteleError("review.aspect_without_words", name=name)
    with shop.store.read() as connection:
        if any(known.casefold() == name.casefold() for _, known, _ in store.own_aspects(connection)):
            raise ClienteleError("review.aspect_exists", name=name)
    topics = frozenset({"reviews"})
    with shop.store.command(Text("review.undo.aspect_added", {"name": name}), topics) as connection:
        store.add_own_aspect(connection, name, used)
    return Changes(topics, shop.store.last_step)


def remove_aspect(shop: Shop, name: str) -> Changes:
    """Forget an aspect of the owner's; raises ``review.aspect_unknown``."""
    from engine.store import review_readings as store

    with shop.store.read() as connection:
        ids = [
            number
            for number, known, _ in store.own_aspects(connection)
            if known.casefold() == name.casefold()
        ]
    if not ids:
        raise ClienteleError("review.aspect_unknown", name=name)
    topics = frozenset({"reviews"})
    with shop.store.command(Text("review.undo.aspect_removed", {"name": name}), topics) as connection:
        store.remove_own_aspect(connection, ids[0])
    return Changes(topics, shop.store.last_step)


def shelf_of(shop: Shop, wanted: str = "automatic") -> VectorShelf:
    """The vectors that a shop file keeps."""
    from engine.reviews.models import chosen_model
    from engine.reviews.vectors import VectorShelf
    from engine.store import review_readings as store

    model = chosen_model(wanted)

    def look_up(digests: Sequence[bytes]) -> Mapping[bytes, bytes]:
        with shop.store.read() as connection:
            return store.known_vectors(connection, model.version, digests)

    def keep(rows: Iterable[tuple[bytes, bytes]]) -> None:
        with shop.store.write() as connection:
            store.keep_vectors(connection, model.version, rows)

    return VectorShelf(model, look_up, keep)


def _themes(
    rows: Sequence[ReviewRow], found: Sequence[Reading], reader: ReviewReader, seed: int
) -> list[dict[str, Any]]:
    """Themes as they are kept: words, how many people, the share of praise, and where its quotes stand."""
    import numpy as np

    from engine.reviews.themes import themes

    said = reader.others
    if not said:
        return []
    pieces = [found[one.review].text[one.start : one.end] for one in said]
    # Whoever wrote no name is somebody of their own.
    people = [rows[one.review].customer_id or -rows[one.review].id for one in said]
    told = []
    for theme in themes(pieces, np.stack([one.vector for one in said]), people, seed):
        reviews = sorted({said[place].review for place in theme.members})
        chances = [found[place].praise for place in reviews]
        told.append({
            "words": list(theme.words),
            "people": len({people[place] for place in theme.members}),
            "praise": float(np.mean([chance for chance in chances if chance is not None])),
            "quotes": [
                [rows[said[place].review].id, said[place].start, said[place].end]
                for place in theme.members[:_QUOTES]
            ],
        })  # fmt: skip
    return told
