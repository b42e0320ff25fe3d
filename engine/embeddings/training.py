"""Learning who resembles whom: test on the past, learn, draw the map, save whole or not at all."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.embeddings.comparing import Pasts, learn_ways, measure_ways, pasts_of, ways_for
from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from engine.embeddings.evaluation import Questions, Worth
    from engine.embeddings.learning import Learned
    from engine.embeddings.past import Past
    from engine.embeddings.views import LikenessView
    from engine.shop import Shop

    Vectors = NDArray[np.float32]

#: Customers drawn on the map; more only cover each other.
MAPPED = 1_500


def learn_likeness(
    shop: Shop, *, seed: int = 0, learned: bool = True, progress: Progress = no_progress
) -> LikenessView:
    """Make, test and save every representation there can be; only the plain one without torch, in a
    shop too young for more, or with ``learned`` false.

    Raises ``embedding.no_orders`` or ``embedding.too_few``; then, and when cancelled, nothing changes.
    """
    from engine.embeddings.views import likeness_view
    from engine.segments.one_thread import one_thread
    from engine.store import embeddings as store

    progress(0.0, Text("embedding.progress.reading"))
    pasts, orders = _read(shop)
    names = ways_for(pasts, learned=learned)
    with one_thread():
        asked, worth, chosen = measure_ways(pasts, names, seed, part_of(progress, 0.08, 0.48))
        vectors, networks = learn_ways(pasts.now, names, seed, part_of(progress, 0.48, 0.85))
        progress(0.85, Text("embedding.progress.mapping"))
        points = _maps(pasts.now, vectors, seed, part_of(progress, 0.85, 0.95))
    progress(0.95, Text("embedding.progress.saving"))
    run = store.NewEmbeddingRun(
        as_of=pasts.as_of.isoformat(),
        created_at=int(time.time()),
        seed=seed,
        customer_count=len(pasts.now.customers),
        chosen=chosen,
        orders=orders,
        test=_told(pasts, asked),
    )
    methods = [_method(name, vectors[name], worth[name], networks.get(name)) for name in names]
    with shop.store.write() as connection:
        store.save_embedding_run(connection, run, methods, _rows(pasts.now, vectors), points)
        progress(0.99)
    progress(1.0)
    view = likeness_view(shop)
    assert view.run is not None
    return view


def _read(shop: Shop) -> tuple[Pasts, tuple[int, ...]]:
    """The shop's pasts, and the state of its orders that they are of."""
    from engine.customers.days import day_of
    from engine.customers.features import read_events
    from engine.store import features
    from engine.store.embeddings import line_frame
    from engine.store.products import orders_version

    with shop.store.read() as connection:
        span = features.order_span(connection)
        if span is None:
            raise ClienteleError("embedding.no_orders")
        events = read_events(connection)
        lines = line_frame(connection)
        version = orders_version(connection)
    first, last = (day_of(at, shop.zone) for at in span)
    return pasts_of(events, lines, first, last, shop.zone), version


def _maps(
    past: Past, vectors: dict[str, Vectors], seed: int, progress: Progress
) -> list[tuple[str, int, int, int]]:
    """(method, customer, x × 1,000, y × 1,000): neighbours on the map are alike; its axes mean nothing."""
    import numpy as np
    from sklearn.manifold import TSNE

    rng = np.random.default_rng(seed)
    count = len(past.customers)
    drawn = np.sort(rng.choice(count, min(MAPPED, count), replace=False))
    found = []
    for number, (name, rows) in enumerate(vectors.items()):
        progress(number / len(vectors))
        drawing = TSNE(
            perplexity=min(30, len(drawn) / 4), init="pca", max_iter=500, random_state=seed, metric="cosine"
        ).fit_transform(rows[drawn].astype(np.float64) + 1e-6)
        size = max(float(np.abs(drawing).max()), 1e-9)
        places = np.round(drawing / size * 1000).astype(int).tolist()
        customers = past.customers[drawn].tolist()
        found += [(name, who, x, y) for who, (x, y) in zip(customers, places, strict=True)]
    return found


def _told(pasts: Pasts, asked: Questions | None) -> dict[str, Any]:
    from engine.embeddings.evaluation import NAMED, SHOWN

    return {
        "tasks": len(asked.tasks) if asked is not None else 0,
        "customers": len(pasts.before.customers) if pasts.before is not None else 0,
        "of": asked.of if asked is not None else "things",
        "hidden_days": pasts.hidden_days,
        "shown": SHOWN,
        "named": NAMED,
        "chance": round(asked.chance, 5) if asked is not None else 0.0,
    }


def _method(name: str, vectors: Vectors, worth: Worth | None, learned: Learned | None) -> Any:
    from engine.store.embeddings import NewMethod

    measured = {} if worth is None else {key: _rounded(value) for key, value in asdict(worth).items()}
    if learned is None:
        return NewMethod(name, vectors.shape[1], measured, {}, None)
    curves = {
        "taught": [round(value, 4) for value in learned.taught],
        "checked": [round(value, 4) for value in learned.checked],
        "parameters": learned.parameters,
    }
    return NewMethod(name, vectors.shape[1], measured, curves, learned.weights)


def _rounded(value: float | bool) -> float | bool:
    return value if isinstance(value, bool) else round(value, 5)


def _rows(past: Past, vectors: dict[str, Vectors]) -> list[tuple[int, bytes]]:
    import numpy as np

    # Beyond what half precision holds nothing is alike any more.
    whole = np.clip(np.hstack(list(vectors.values())), -6e4, 6e4).astype("<f2")
    return [(who, row.tobytes()) for who, row in zip(past.customers.tolist(), whole, strict=True)]
