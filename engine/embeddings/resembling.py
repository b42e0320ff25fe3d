"""Customers like a customer, and customers like these twenty, in a shop; each with what they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sqlalchemy import Connection

    from engine.campaigns.audience import Pick
    from engine.shop import Shop
    from engine.store.embeddings import FaceRow

    Vectors = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: Shared products that a reason names.
_TOLD = 2
#: A product shows what sets examples apart if they buy it this many times as often as everyone.
_TELLING = 2.0
#: Of so many examples at most the purchases are looked at for reasons; a segment can have thousands.
_TOLD_OF = 200
#: The figures of the shop asked last: paging through profiles asks for them again and again.
_kept: dict[tuple[str, int, int, str], tuple[Ints, Vectors]] = {}


@dataclass(frozen=True)
class Alike:
    """A customer who is like those asked for; ``reason`` is something they share that can be checked."""

    customer_id: int
    code: str
    name: str
    orders: int
    net_e4: int
    last_day: date
    segment: Text | None
    reason: Text


@dataclass(frozen=True)
class LookAlikes:
    """The most alike first. ``examples`` were found in the run, of ``asked``; ``as_of`` is the run's day.

    ``stale``: orders came or went since.
    """

    rows: tuple[Alike, ...]
    examples: int
    asked: int
    method: str
    as_of: date
    currency: str
    stale: bool


def similar_to(shop: Shop, customer_id: int, n: int = 5, method: str = "") -> tuple[Alike, ...] | None:
    """The customers most like one; None before likeness was learned or where this one came since."""
    try:
        found = look_alikes(shop, [customer_id], n=n, method=method)
    except ClienteleError as problem:
        if problem.key in ("embedding.not_learned", "embedding.nobody_known"):
            return None
        raise
    return found.rows


def look_alikes(
    shop: Shop,
    customers: Sequence[int] = (),
    *,
    pick: Pick | None = None,
    n: int = 50,
    method: str = "",
) -> LookAlikes:
    """The ``n`` customers most like these (and like those of a ``pick``, such as a segment), none of them.

    ``method`` empty: the one that is used by default. Raises ``embedding.not_learned``,
    ``embedding.nobody_known`` (none of them was a customer then), ``embedding.unknown_method``, or
    ``campaign.segment_gone``.
    """
    import numpy as np

    from engine.campaigns.audience import Audience, chosen_customers
    from engine.customers.days import day_of
    from engine.embeddings.lookalikes import most_alike
    from engine.embeddings.views import check_method, is_stale
    from engine.store import embeddings as store

    check_method(method)
    with shop.store.read() as connection:
        head = store.latest_embedding_run(connection)
        if head is None:
            raise ClienteleError("embedding.not_learned")
        stale = is_stale(connection, head)
        members = chosen_customers(connection, Audience((pick,))) if pick is not None else ()
        wanted = list(dict.fromkeys([*customers, *members]))
        ids, vectors = _vectors(shop, head.id, head.created_at, method or head.chosen)
        if not len(ids):
            raise ClienteleError("embedding.nobody_known")
        places = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1).astype(np.int64)
        places = places[ids[places] == np.array(wanted, np.int64)] if wanted else places[:0]
        if not len(places):
            raise ClienteleError("embedding.nobody_known")
        # Some may have been erased since, so a few more are asked for.
        top, _ = most_alike(vectors, places, n + 10)
        faces = store.faces_of(connection, ids[top].tolist())[:n]
        examples = ids[places].tolist()
        reasons = _Reasons(connection, examples, faces, head.customer_count)
    days = {face.id: day_of(face.last_at, shop.zone) for face in faces}
    rows = tuple(
        Alike(
            face.id, face.code, face.name or face.code, face.orders, face.net_e4,
            days[face.id],
            Text.from_json(face.segment) if face.segment else None,
            reasons.of(face, days[face.id]),
        )
        for face in faces
    )  # fmt: skip
    return LookAlikes(
        rows, len(examples), len(wanted), method or head.chosen, date.fromisoformat(head.as_of),
        shop.settings.currency, stale,
    )  # fmt: skip


def vectors_for(shop: Shop, method: str) -> tuple[date, Ints, Vectors]:
    """(the day, customers, their figures (n, d)) of the newest run; raises ``embedding.not_learned``, also
    where that run made no such representation.
    """
    from engine.store import embeddings as store

    with shop.store.read() as connection:
        head = store.latest_embedding_run(connection)
        if head is None or method not in {row.method for row in store.methods_of(connection, head.id)}:
            raise ClienteleError("embedding.not_learned")
    return date.fromisoformat(head.as_of), *_vectors(shop, head.id, head.created_at, method)


def _vectors(shop: Shop, run_id: int, created_at: int, method: str) -> tuple[Ints, Vectors]:
    """(ids, figures) of one representation, by id; raises ``embedding.not_learned`` where there is none."""
    import numpy as np

    from engine.store import embeddings as store

    key = (str(shop.store.path), run_id, created_at, method)
    # Two readers may ask at once: what one has in hand, the other must not take away.
    found = _kept.get(key)
    if found is None:
        with shop.store.read() as connection:
            rows = {row.method: row for row in store.methods_of(connection, run_id)}
            if method not in rows:
                raise ClienteleError("embedding.not_learned")
            stored = store.vectors_of(connection, run_id)
        ids = np.array([who for who, _ in stored], np.int64)
        whole = np.frombuffer(b"".join(blob for _, blob in stored), "<f2").reshape(len(ids), -1)
        start, width = rows[method].start, rows[method].width
        found = (ids, whole[:, start : start + width].astype(np.float32))
        _kept.clear()
        _kept[key] = found
    return found


class _Reasons:
    """What customers share with the examples: products for one example, a telling product for several."""

    def __init__(
        self, connection: Connection, examples: list[int], faces: Sequence[FaceRow], customers: int
    ) -> None:
        from engine.store import embeddings as store

        self._examples = examples = examples[:: len(examples) // _TOLD_OF + 1]
        bought = store.things_of(connection, examples)
        theirs = store.things_of(connection, [face.id for face in faces])
        buyers = store.buyer_counts(connection, list({product for _, product, _ in bought}))
        self._of_example = Counter(product for _, product, _ in bought)
        self._names = {product: name for _, product, name in bought}
        self._buyers = buyers
        self._of: dict[int, list[int]] = defaultdict(list)
        for who, product, _ in theirs:
            if product in self._of_example:
                self._of[who].append(product)
        self._customers = customers

    def of(self, face: FaceRow, last_day: date) -> Text:
        """The rarest things in common, or the one that the examples buy most beyond the usual."""
        shared = self._of[face.id]
        habits = Text("embedding.reason.habits", {"n": face.orders, "day": last_day})
        if not shared:
            return habits
        if len(self._examples) == 1:
            rare = sorted(shared, key=lambda product: (self._buyers.get(product, 0), product))[:_TOLD]
            names = [self._names[product] for product in rare]
            facts = {"n": len(shared), "product": names[0], "other": names[-1]}
            return Text("embedding.reason.both" if len(names) == 1 else "embedding.reason.both_two", facts)
        telling = [one for one in shared if self._of_example[one] > 1 and self._lead(one) >= _TELLING]
        if not telling:
            return habits
        best = max(telling, key=lambda one: (self._of_example[one] * log(self._lead(one)), -one))
        return Text(
            "embedding.reason.examples",
            {"product": self._names[best], "times": self._of_example[best], "n": len(self._examples)},
        )

    def _lead(self, product: int) -> float:
        """How many times as often the examples buy it as everybody does."""
        times = self._of_example[product] / len(self._examples)
        return times * self._customers / max(self._buyers.get(product, 0), 1)
