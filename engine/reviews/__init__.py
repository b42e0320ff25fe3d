"""What customers say: who is unhappy, what people like and dislike, and what each of them cares about.

Importing this package loads nothing heavy. On plain lists of texts, without a shop, work
``reader.ReviewReader`` (the default) and ``networks.Network`` (neural baselines). A shop's doors are
``analyse``, ``reviews_view``, ``preferences``, ``add_aspect`` and ``remove_aspect``.
"""

from __future__ import annotations

from engine.reviews.analysis import add_aspect, analyse, remove_aspect
from engine.reviews.preferences import preferences, preferences_of
from engine.reviews.views import ReviewsView, reviews_view

__all__ = [
    "ReviewsView",
    "add_aspect",
    "analyse",
    "preferences",
    "preferences_of",
    "remove_aspect",
    "reviews_view",
]
