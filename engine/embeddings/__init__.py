"""Who resembles whom: customers as plain figures and as learned ones, each with its measured worth.

Importing this package loads nothing heavy; torch is needed for the learned ones only, and everything works
without it. The algorithms take a ``past.Past`` or plain arrays: see ``past.known_past``, ``plain.plain``,
``registry.learn``, ``lookalikes.most_alike`` and ``evaluation``; ``frames.compare_customers`` takes a plain
table of orders. A shop's doors are ``learn_likeness``, ``likeness_view``, ``similar_to`` and ``look_alikes``.
"""

from __future__ import annotations

from engine.embeddings.registry import LEARNED, PLAIN, can_learn
from engine.embeddings.resembling import Alike, LookAlikes, look_alikes, similar_to
from engine.embeddings.training import learn_likeness
from engine.embeddings.views import (
    CustomerMap,
    LikenessView,
    MapGroup,
    MapSpot,
    MethodView,
    customer_map,
    likeness_view,
)

__all__ = [
    "LEARNED",
    "PLAIN",
    "Alike",
    "CustomerMap",
    "LikenessView",
    "LookAlikes",
    "MapGroup",
    "MapSpot",
    "MethodView",
    "can_learn",
    "customer_map",
    "learn_likeness",
    "likeness_view",
    "look_alikes",
    "similar_to",
]
