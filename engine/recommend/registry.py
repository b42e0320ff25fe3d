"""The recommenders there are: a new one is one file and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from engine.recommend.model import Recommender

#: Name to where the class lies; loaded when asked for, so that listing the names costs nothing.
MODELS = {
    "popularity": "engine.recommend.popularity:Popularity",
    "repeat_frequency": "engine.recommend.repeat_frequency:RepeatFrequency",
    "ease": "engine.recommend.ease:Ease",
    "blend": "engine.recommend.blend:Blend",
}

DEFAULT = "blend"
#: What every other model is measured against.
BASELINE = "popularity"


def create(name: str) -> Recommender:
    """A new, unfitted model; raises ``recommend.unknown_model``."""
    if name not in MODELS:
        raise ClienteleError("recommend.unknown_model", name=name, known=", ".join(MODELS))
    module, _, attribute = MODELS[name].partition(":")
    model: Recommender = getattr(import_module(module), attribute)()
    return model
