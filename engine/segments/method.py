"""What a segmentation method is given and gives back: the one interface of the family."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.jobs import Progress
    from engine.segments.likeness import Likeness
    from engine.segments.rfm_plan import Plan

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Buyers:
    """Everyone with at least one counting order by a day: arrays of shape (n,), ordered by customer id."""

    customer_id: Ints
    recency_days: Ints
    tenure_days: Ints
    orders: Ints
    net_e4: Ints


class CustomerSource(Protocol):
    """What a method may ask of a shop; never anything later than ``as_of`` less ``days_earlier``."""

    as_of: date
    currency: str
    rfm_plan: Plan

    def buyers(self, days_earlier: int = 0) -> Buyers:
        """The order totals of every buyer."""

    def history_days(self) -> int:
        """Days from the shop's first order to ``as_of``."""

    def likeness(self, days_earlier: int, progress: Progress) -> Likeness:
        """What a network makes of every buyer; raises where nothing can be learned."""


class KeptBuyers(ABC):
    """The part of a ``CustomerSource`` that reads each day's buyers once and keeps them for the run."""

    def __init__(self) -> None:
        self._kept: dict[int, Buyers] = {}

    def buyers(self, days_earlier: int = 0) -> Buyers:
        """The order totals of every buyer."""
        if days_earlier not in self._kept:
            self._kept[days_earlier] = self._read(days_earlier)
        return self._kept[days_earlier]

    @abstractmethod
    def _read(self, days_earlier: int) -> Buyers:
        """The buyers of that day."""


@dataclass(frozen=True)
class Found:
    """One segment as a method describes it, before it is counted."""

    code: str
    name: Text
    rule: Text
    advice: Text
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Segmentation:
    """The result of a method: ``labels`` (n,) is each buyer's position in ``segments``.

    ``points`` are the combined RFM scores (n,), where the method has them.
    """

    segments: tuple[Found, ...]
    labels: Ints
    scores: Sequence[str]
    parameters: dict[str, Any]
    quality: dict[str, Any]
    notes: tuple[Text, ...] = ()
    points: Sequence[int] | None = None


class Method(Protocol):
    """Groups the buyers of a shop; raises ``ClienteleError`` where it cannot do so honestly."""

    def __call__(self, source: CustomerSource, progress: Progress) -> Segmentation:
        """Every buyer in exactly one segment."""


def check_buyers(count: int, needed: int) -> None:
    """Raises ``segment.nobody_known`` without any buyer, ``segment.too_few_buyers`` below ``needed``."""
    if not count:
        raise ClienteleError("segment.nobody_known")
    if count < needed:
        raise ClienteleError("segment.too_few_buyers", n=count, needed=needed)


def places(now: Buyers, then: Buyers) -> tuple[Ints, Mask]:
    """Where each of ``then`` is found in ``now`` (m,), and whether they are there at all (m,).

    Someone who gave everything back since is a buyer no more.
    """
    import numpy as np

    found = np.minimum(np.searchsorted(now.customer_id, then.customer_id), len(now.customer_id) - 1)
    return found, now.customer_id[found] == then.customer_id


def later_spend(source: CustomerSource, days: int) -> tuple[Buyers, Floats, Mask]:
    """The buyers of ``days`` before the as-of day, what each brought in since in main units (m,), and who
    ordered in that time (m,)."""
    import numpy as np

    then, now = source.buyers(days), source.buyers()
    found, known = places(now, then)
    spent = np.where(known, now.net_e4[found] - then.net_e4, 0) / 10_000
    return then, spent, known & (now.recency_days[found] < days)
