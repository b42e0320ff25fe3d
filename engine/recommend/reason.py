"""Why a product is recommended: a words key, the product that led to it, and counts one can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: Words keys of the reasons as told to the owner; ``mail_key`` gives the sentence for the customer.
BECAUSE = "recommend.reason.because"
REPEAT = "recommend.reason.repeat"
REPEAT_TWICE = "recommend.reason.repeat_twice"
REPEAT_ONCE = "recommend.reason.repeat_once"
POPULAR = "recommend.reason.popular"


@dataclass(frozen=True)
class Reason:
    """The part of the model that contributed most, with its evidence.

    ``because``: ``both`` customers bought this and ``because_product``, of ``base`` who bought the latter.
    ``repeat``: bought on ``times`` days, every ``days`` days on average, last at ``last_at`` (epoch seconds).
    ``repeat_twice``, ``repeat_once``: too seldom for a rhythm, last at ``last_at``.
    ``popular``: ``n`` customers in the last ``days`` days.
    """

    key: str
    because_product: int | None = None
    evidence: Mapping[str, int] = field(default_factory=dict)


def mail_key(key: str) -> str:
    """The words key of the same reason addressed to the customer."""
    return key.replace("recommend.reason.", "recommend.mail.")
