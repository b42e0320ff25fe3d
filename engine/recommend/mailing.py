"""The list for a customer's next mail: what they are about to buy again, and what is new to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.recommend.model import Ranking, Recommender, best, mask_bought

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.recommend.history import History

#: Below this share of customer-product pairs bought again, the shop sells things one buys once.
REPEAT_SHARE = 0.03
#: A repeat is offered once this part of the usual interval has passed.
_DUE = 0.5
#: Every third product of a list is one the customer never bought.
_NEW_EVERY = 3


@dataclass(frozen=True)
class MailingList:
    """Rankings of a block of customers, and which entries were ranked as repeats or best overall."""

    ranking: Ranking
    #: False where the product was chosen for being new to the customer (the scores of ``allow_repeats=False``).
    overall: NDArray[np.bool_]


def due(history: History) -> NDArray[np.bool_]:
    """Of each pair: whether the product may be offered to that customer again.

    Bought on several days: half of the customer's own mean interval has passed. Bought once: half of the
    median interval of all who bought that product again has passed (of the shop, for products with fewer
    than five of them).
    """
    again = history.times > 1
    if not again.any():
        return np.zeros(len(history.times), bool)
    usual = np.full(len(history.products), float(np.median(history.interval[again])))
    columns, gaps = history.column[again], history.interval[again]
    order = np.lexsort((gaps, columns))
    columns, gaps = columns[order], gaps[order]
    start = np.flatnonzero(np.append(True, columns[1:] != columns[:-1]))
    count = np.diff(np.append(start, len(columns)))
    known = count >= 5
    usual[columns[start[known]]] = gaps[start[known] + count[known] // 2]
    interval = np.where(again, history.interval, usual[history.column])
    return np.asarray(history.last_age >= _DUE * interval)


def mailing_list(
    model: Recommender,
    rows: NDArray[np.int64],
    n: int,
    is_due: NDArray[np.bool_],
    forbidden: NDArray[np.bool_] | None = None,
) -> MailingList:
    """The ``n`` products for each of a block of rows.

    Two rankings are merged: all products, where those bought before take part only when ``is_due`` (of the
    pairs, see ``due``), and products new to the customer, which get at least every third place. In a shop
    where hardly anything is bought twice (``REPEAT_SHARE``) lists hold new products only.
    """
    history = model.history
    new = model.score_rows(rows, allow_repeats=False)
    mask_bought(new, history, rows)
    if forbidden is not None:
        new[:, forbidden] = -np.inf
    fresh = best(new, n)
    if history.repeat_share < REPEAT_SHARE:
        return MailingList(fresh, np.zeros(fresh.columns.shape, bool))
    scores = model.score_rows(rows, allow_repeats=True)
    position, pairs = history.bought_pairs(rows)
    early = ~is_due[pairs]
    scores[position[early], history.column[pairs[early]]] = -np.inf
    if forbidden is not None:
        scores[:, forbidden] = -np.inf
    return _merge(best(scores, n), fresh, new, n)


def _merge(every: Ranking, fresh: Ranking, new: NDArray[np.float32], n: int) -> MailingList:
    """Take from both, the second at every third place unless the list already holds enough new products."""
    count = len(every.columns)
    columns = np.full((count, n), -1, np.int64)
    scores = np.full((count, n), -np.inf, np.float32)
    overall = np.zeros((count, n), bool)
    for row in range(count):
        taken: set[int] = set()
        sources = (
            list(zip(every.columns[row].tolist(), every.scores[row].tolist(), strict=True)),
            list(zip(fresh.columns[row].tolist(), fresh.scores[row].tolist(), strict=True)),
        )
        held = 0
        for place in range(n):
            wanted_new = held < (place + 1) // _NEW_EVERY
            for source in (1, 0) if wanted_new else (0, 1):
                entry = next(((c, s) for c, s in sources[source] if c >= 0 and c not in taken), None)
                if entry is not None:
                    break
            if entry is None:
                break
            columns[row, place], scores[row, place] = entry
            overall[row, place] = source == 0
            taken.add(entry[0])
            held += bool(new[row, entry[0]] > -np.inf)
    return MailingList(Ranking(columns, scores), overall)
