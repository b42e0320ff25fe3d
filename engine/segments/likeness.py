"""Buyers as the figures of a network that learned from their orders who is alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.embeddings.registry import LEARNED
from engine.jobs import Progress, part_of

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from engine.embeddings.past import Past
    from engine.shop import Shop

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Vectors = NDArray[np.float32]

_SEED = 0


@dataclass(frozen=True)
class Likeness:
    """What a ``network`` makes of some buyers: ``figures`` (n, d), on one scale."""

    network: str
    figures: Floats


def likeness_of(shop: Shop, as_of: date, buyers: Ints, progress: Progress) -> Likeness:
    """The figures of ``buyers`` (n,) as of a day: those saved last, where they are of that day and know
    everybody, else learned anew from what was known then. The network is the one that did best in this shop.

    Raises ``embedding.no_torch`` where there is something to learn and PyTorch is missing.
    """
    network = _best_network(shop)
    saved = _saved(shop, network, as_of, buyers)
    if saved is not None:
        progress(1.0)
        return Likeness(network, saved)
    progress(0.0)
    past = _past(shop, as_of)
    network = network if _can_learn(network, past) else next(iter(LEARNED))
    return Likeness(network, _learned(network, past, buyers, part_of(progress, 0.2, 1.0)))


def _best_network(shop: Shop) -> str:
    """The network that named look-alikes best when that was tested; the first where it never was."""
    from engine.embeddings import likeness_view

    tested = {each.method: each.gain for each in likeness_view(shop).methods}
    gains = {network: gain for network in LEARNED if (gain := tested.get(network)) is not None}
    return max(gains, key=lambda network: gains[network]) if gains else next(iter(LEARNED))


def _saved(shop: Shop, network: str, as_of: date, buyers: Ints) -> Floats | None:
    import numpy as np

    from engine.embeddings.resembling import vectors_for
    from engine.errors import ClienteleError

    try:
        day, customers, vectors = vectors_for(shop, network)
    except ClienteleError:
        return None
    if day != as_of or not np.isin(buyers, customers).all():
        return None
    return _in_order(customers, vectors, buyers)


def _past(shop: Shop, as_of: date) -> Past:
    from engine.customers.features import read_events
    from engine.embeddings.past import known_past
    from engine.store.embeddings import line_frame

    with shop.store.read() as connection:
        events, lines = read_events(connection), line_frame(connection)
    return known_past(events, lines, as_of, shop.zone)


def _can_learn(network: str, past: Past) -> bool:
    from engine.embeddings.ahead import can_look_back

    return network == next(iter(LEARNED)) or can_look_back(past)


def _learned(network: str, past: Past, buyers: Ints, progress: Progress) -> Floats:
    from engine.embeddings.lookalikes import even
    from engine.embeddings.registry import learn
    from engine.segments.one_thread import one_thread

    with one_thread():
        vectors = even(learn(network, past, _SEED, progress).vectors)
    return _in_order(past.customers, vectors, buyers)


def _in_order(customers: Ints, vectors: Vectors, buyers: Ints) -> Floats:
    """The rows of the buyers; zeros, the middle of all, for those the network does not know."""
    import numpy as np

    place = np.minimum(np.searchsorted(customers, buyers), len(customers) - 1)
    known = customers[place] == buyers
    return np.where(known[:, None], vectors[place], 0.0).astype(np.float64)
