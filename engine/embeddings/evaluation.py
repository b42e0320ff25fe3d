"""What a representation is worth: find, from twenty who bought a thing later, the others who did.

A period is hidden. Everything is learned from what was known the day before it, by the same functions as
always, which are not given the period at all. For each thing that enough customers bought in the period, 20
of its buyers are shown and all other customers ranked by how much they are like them. Where too few things
are known (a shop whose files tell of totals only), weeks take their place: who ordered in that week?
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.embeddings.lookalikes import even, likeness
from engine.embeddings.past import summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.embeddings.lookalikes import Vectors
    from engine.embeddings.past import Ints, Past

    Floats = NDArray[np.float64]

#: Examples shown, draws of them for each thing, and things asked for at most.
SHOWN, DRAWS, MOST_TASKS = 20, 5, 40
#: So many others must have bought the thing, or there is nobody to find.
_FEWEST_OTHERS = 20
#: A thing that more than this share buys is no sign of anything.
_LARGEST_SHARE = 0.4
#: So many customers are named for each question.
NAMED = 50
#: Fewer questions than this, and nothing is claimed.
FEWEST_TASKS = 5
_REDRAWN = 4000
#: The chance of a false win, over all candidates together.
_FALSE_WIN = 0.05


@dataclass(frozen=True)
class Questions:
    """Who of the customers known before the hidden period bought what in it: ``bought`` (n, tasks).

    ``of`` is things, or weeks in which they bought anything; ``tasks`` are the numbers of those.
    """

    bought: NDArray[np.bool_]
    tasks: Ints
    of: str = "things"

    @property
    def chance(self) -> float:
        """The share of customers who bought a thing, over the tasks: what naming anybody would find."""
        return float(self.bought.mean()) if self.bought.size else 0.0


@dataclass(frozen=True)
class Worth:
    """How a representation did: ``auc`` and ``found`` (share of the named who bought), means over tasks.

    ``gain_low`` and ``gain_high`` bound what it finds more than the yardstick (difference of ``found``) when
    tasks are drawn anew; ``wins``: it finds more beyond noise, and ranks everybody no worse (AUC).
    """

    auc: float
    found: float
    gain: float
    gain_low: float
    gain_high: float
    wins: bool


def questions(before: Past, after: Past, seed: int = 0) -> Questions:
    """What customers of ``before`` bought after its day, or when, from a past that goes on longer."""
    place = np.minimum(np.searchsorted(before.customers, after.customers), len(before.customers) - 1)
    known = before.customers[place] == after.customers
    whose = np.where(known, place, -1)[after.owner]
    later = np.where(after.order_day > before.day, whose, -1)
    bought = summed(after.baskets(), later, len(before.customers)) > 0
    tasks = _fit(np.bincount(bought.indices[bought.data], minlength=bought.shape[1]), len(before.customers))
    if len(tasks) >= FEWEST_TASKS:
        if len(tasks) > MOST_TASKS:
            tasks = np.sort(np.random.default_rng(seed).choice(tasks, MOST_TASKS, replace=False))
        return Questions(bought[:, tasks].toarray().astype(bool), tasks)
    known_order = later >= 0
    week = (after.order_day[known_order] - before.day - 1) // 7
    ordered = np.zeros((len(before.customers), (after.day - before.day) // 7), bool)
    whole = week < ordered.shape[1]
    ordered[later[known_order][whole], week[whole]] = True
    weeks = _fit(ordered.sum(axis=0), len(ordered))
    return Questions(ordered[:, weeks], weeks, "weeks")


def _fit(buyers: Ints, customers: int) -> Ints:
    """Which tasks have enough buyers to find, and not so many that anybody is one."""
    return np.flatnonzero((buyers >= SHOWN + _FEWEST_OTHERS) & (buyers <= _LARGEST_SHARE * customers))


def answers(asked: Questions, vectors: Vectors, seed: int = 0) -> tuple[Floats, Floats]:
    """(AUC, share found among the named) of each task, (tasks,), means over draws of the examples.

    The draws depend on the seed and the task only, so all representations answer the same questions.
    """
    from scipy.stats import rankdata

    scaled = even(vectors)
    auc = np.zeros((len(asked.tasks), DRAWS))
    found = np.zeros_like(auc)
    for number, task in enumerate(asked.tasks.tolist()):
        bought = asked.bought[:, number]
        rng = np.random.default_rng((seed, task))
        for draw in range(DRAWS):
            shown = rng.choice(np.flatnonzero(bought), SHOWN, replace=False)
            others = np.ones(len(bought), bool)
            others[shown] = False
            alike, wanted = likeness(scaled, shown)[others], bought[others]
            hits = int(wanted.sum())
            ranks = rankdata(alike)[wanted].sum()
            auc[number, draw] = (ranks - hits * (hits + 1) / 2) / (hits * (len(wanted) - hits))
            named = np.argsort(-alike, kind="stable")[:NAMED]
            found[number, draw] = wanted[named].mean()
    return auc.mean(axis=1), found.mean(axis=1)


def judge(
    results: Mapping[str, tuple[Floats, Floats]], yardstick: str, seed: int = 0
) -> tuple[dict[str, Worth], str]:
    """(what each is worth beside the yardstick, the one to use by default).

    Tasks are drawn anew in pairs; the bounds allow for having several candidates. The yardstick is used
    unless one wins; of several, the one that finds most.
    """
    rng = np.random.default_rng(seed)
    tasks = len(next(iter(results.values()))[0])
    drawn = rng.integers(0, max(tasks, 1), (_REDRAWN, tasks))
    tail = _FALSE_WIN / 2 / max(len(results) - 1, 1)
    worth = {}
    for name, measured in results.items():
        if tasks < FEWEST_TASKS:
            mean = [float(one.mean()) if tasks else 0.0 for one in measured]
            worth[name] = Worth(mean[0], mean[1], 0.0, 0.0, 0.0, False)
            continue
        auc_more, found_more = (own - base for own, base in zip(measured, results[yardstick], strict=True))
        low, high = np.quantile(found_more[drawn].mean(axis=1), (tail, 1 - tail)).tolist()
        worth[name] = Worth(
            auc=float(measured[0].mean()),
            found=float(measured[1].mean()),
            gain=float(found_more.mean()),
            gain_low=low,
            gain_high=high,
            wins=name != yardstick and low > 0 and float(auc_more.mean()) >= 0,
        )
    winners = [name for name, one in worth.items() if one.wins]
    return worth, max(winners, key=lambda name: worth[name].found, default=yardstick)
