"""Learning a shop's recommendations: test on the past, learn, list for everyone, save whole or not at all."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.jobs import Progress, no_progress, part_of
from engine.recommend.registry import BASELINE, DEFAULT, MODELS, create
from engine.recommend.views import RecommenderView, comparison_view, latest
from engine.words import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from engine.recommend.evaluation import Backtest
    from engine.recommend.model import Recommender
    from engine.recommend.views import QualityView
    from engine.shop import Shop
    from engine.store.recommendations import Entry, Lines

#: Saved beyond what was asked for, so that a list is still full after some of it sold out or was forbidden.
_SPARE = 4
#: Tested beside the chosen model, because they cost nothing.
_YARDSTICKS = (BASELINE, "repeat_frequency")


def train(
    shop: Shop, *, model: str | None = None, n: int = 10, progress: Progress = no_progress
) -> RecommenderView:
    """Learn ``model`` (a name of ``MODELS``; None: the default) from all orders and save ``n`` products each.

    Also saves who should hear of each product, what is bought together, and a back-test on the shop's own
    past beside the best-seller list. Raises ``recommend.no_orders`` and ``recommend.unknown_model``; then,
    and when cancelled, nothing changes.
    """
    from engine.store import recommendations as store
    from engine.store.products import orders_version

    name = model or DEFAULT
    fitted = create(name)
    progress(0.0, Text("recommend.progress.reading"))
    with shop.store.read() as connection:
        lines = store.load_lines(connection, part_of(progress, 0.0, 0.1))
        only = store.offered_products(connection)
        everyone = store.customer_ids(connection)
        version = orders_version(connection)
    interactions = interactions_of(lines)
    progress(0.1, Text("recommend.progress.testing"))
    names = dict.fromkeys([*_YARDSTICKS, name])
    tested = _backtest(tuple(names), interactions, only, part_of(progress, 0.1, 0.4))
    progress(0.4, Text("recommend.progress.learning"))
    fitted.fit(interactions, progress=part_of(progress, 0.4, 0.6))
    del interactions
    progress(0.6, Text("recommend.progress.pairs"))
    pairs = _pairs(lines, part_of(progress, 0.6, 0.7))
    del lines
    progress(0.7, Text("recommend.progress.listing"))
    lists, audience = _lists(fitted, everyone, only, n + _SPARE, part_of(progress, 0.7, 0.9))
    progress(0.9, Text("recommend.progress.saving"))
    with shop.store.write() as connection:
        store.save_run(
            connection,
            store.NewRun(
                model=name,
                as_of=_day(shop, fitted.history.as_of),
                created_at=int(time.time()),
                parameters=dict(fitted.get_params()),
                metrics={
                    **tested.to_plain(),
                    "orders_version": version,
                    "listed_customers": len({entry.customer_id for entry in lists}),
                    "known_customers": len(fitted.history.customers),
                    "known_products": len(fitted.history.products),
                    "repeat_share": fitted.history.repeat_share,
                },
            ),
            lists,
            audience,
            pairs,
            part_of(progress, 0.9, 0.99),
        )
    progress(1.0)
    view = latest(shop)
    if view is None:
        raise ClienteleError("recommend.no_orders")
    return view


def compare(shop: Shop, *, progress: Progress = no_progress) -> QualityView:
    """Back-test every model there is on the shop's past; nothing is saved. Raises ``recommend.no_orders``."""
    from engine.store import recommendations as store

    progress(0.0, Text("recommend.progress.reading"))
    with shop.store.read() as connection:
        lines = store.load_lines(connection, part_of(progress, 0.0, 0.15))
        only = store.offered_products(connection)
    interactions = interactions_of(lines)
    if interactions.empty:
        raise ClienteleError("recommend.no_orders")
    progress(0.15, Text("recommend.progress.testing"))
    tested = _backtest(tuple(MODELS), interactions, only, part_of(progress, 0.15, 1.0))
    progress(1.0)
    return comparison_view(tested.to_plain(), DEFAULT)


def interactions_of(lines: Lines) -> pd.DataFrame:
    """Order lines of known customers as an interactions table (``history.COLUMNS``).

    Lines dated after tomorrow are slips of the pen; one of them would make all the rest look years old.
    """
    import numpy as np
    import pandas as pd

    known = (lines.customer >= 0) & (lines.at < time.time() + 86_400)
    return pd.DataFrame(
        {
            "customer_id": lines.customer[known],
            "product_id": lines.product[known],
            "occurred_at": lines.at[known],
            "quantity": lines.quantity_milli[known] / 1000,
            "price": lines.price_e4[known] / 10_000,
            "kind": pd.Categorical.from_codes(
                lines.is_return[known].view(np.int8),
                categories=["purchase", "return"],  # type: ignore[call-overload]
            ),
        }
    )


def _backtest(
    names: tuple[str, ...], interactions: pd.DataFrame, only: list[int], progress: Progress
) -> Backtest:
    import numpy as np

    from engine.recommend.evaluation import backtest

    return backtest(
        {name: partial(create, name) for name in names},
        interactions,
        baseline=BASELINE,
        only=np.array(only, np.int64),
        progress=progress,
    )


def _pairs(lines: Lines, progress: Progress) -> list[tuple[int, int, int, int, int]]:
    from engine.recommend.association import bought_together

    sold = ~(lines.is_return | lines.is_given_back)
    found = bought_together(lines.order[sold], lines.product[sold], progress=progress)
    columns = (found.product, found.other, found.together, found.orders, (found.lift * 1000).round())
    return [tuple(map(int, pair)) for pair in zip(*(c.tolist() for c in columns), strict=True)]  # type: ignore[misc]


def _lists(
    model: Recommender, everyone: list[int], only: list[int], n: int, progress: Progress
) -> tuple[list[Entry], list[Entry]]:
    """The list of every customer and the audience of every product."""
    import numpy as np

    from engine.recommend.audience import Audience
    from engine.recommend.mailing import due, mailing_list, offers, offers_repeats
    from engine.recommend.model import best, blocks

    history, ids = model.history, np.array(everyone, np.int64)
    forbidden, is_due, repeats = model.forbidden(only), due(history), offers_repeats(history)
    rows = history.rows_of(ids)
    audience = Audience(len(history.products))
    lists: list[Entry] = []
    known = rows[rows >= 0]
    for start, stop in blocks(len(known), part_of(progress, 0.0, 0.7)):
        block = known[start:stop]
        every, new = offers(model, block, is_due, forbidden)
        listed = mailing_list(every, new, n)
        audience.add(block, every)
        for at, row in enumerate(block.tolist()):
            columns, scores = listed.ranking.columns[at], listed.ranking.scores[at]
            overall = listed.overall[at]
            for flag in (True, False):
                places = np.flatnonzero((columns >= 0) & (overall == flag))
                lists += _entries(model, row, columns[places], places + 1, scores[places], repeats=flag)
    newcomers = ids[rows < 0].tolist()
    if newcomers:
        scores = model.popular.astype(np.float32)
        scores[forbidden | (model.popular == 0)] = -np.inf
        top = best(scores[None, :], n)
        columns = top.columns[0][top.columns[0] >= 0]
        lists += _newcomers(model, newcomers, columns, top.scores[0])
    heard: list[Entry] = []
    entry_rows, entry_columns, ranks, entry_scores = audience.by_row()
    edges = np.flatnonzero(np.diff(entry_rows)) + 1
    parts = np.split(np.arange(len(entry_rows)), edges) if len(entry_rows) else []
    for done, part in enumerate(parts):
        if done % 100 == 0:
            progress(0.7 + 0.3 * done / len(parts))
        heard += _entries(
            *(model, int(entry_rows[part[0]]), entry_columns[part], ranks[part], entry_scores[part]),
            repeats=repeats,
        )
    return lists, heard


def _entries(
    model: Recommender,
    row: int,
    columns: NDArray[np.int64],
    ranks: NDArray[np.int64],
    scores: NDArray[np.float32],
    *,
    repeats: bool,
) -> list[Entry]:
    from engine.store.recommendations import Entry

    if not len(columns):
        return []
    customer, history = int(model.history.customers[row]), model.history
    reasons = model.explain_row(row, columns, allow_repeats=repeats)
    return [
        Entry(customer, product, rank, score, reason.key, reason.because_product, reason.evidence)
        for product, rank, score, reason in zip(
            history.products[columns].tolist(), ranks.tolist(), scores.tolist(), reasons, strict=True
        )
    ]


def _newcomers(
    model: Recommender, customers: list[int], columns: NDArray[np.int64], scores: NDArray[np.float32]
) -> list[Entry]:
    """The best-sellers of late, the same for everyone who never bought."""
    from engine.store.recommendations import Entry

    named = [
        (int(model.history.products[column]), rank, float(score), model.popular_reason(int(column)))
        for rank, (column, score) in enumerate(zip(columns, scores, strict=False), 1)
    ]
    return [
        Entry(customer, product, rank, score, reason.key, None, reason.evidence)
        for customer in customers
        for product, rank, score, reason in named
    ]


def _day(shop: Shop, at: int) -> str:
    from engine.customers.days import day_of

    return day_of(at, shop.zone).isoformat()
