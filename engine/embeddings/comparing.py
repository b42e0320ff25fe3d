"""The ways of comparing customers, made and tested: what a shop's door and a table's door share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from engine.embeddings.registry import LEARNED, PLAIN, can_learn
from engine.errors import ClienteleError
from engine.jobs import Progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from engine.customers.features import Events
    from engine.embeddings.evaluation import Questions, Worth
    from engine.embeddings.learning import Learned
    from engine.embeddings.past import Past

    Vectors = NDArray[np.float32]

#: Fewer customers than this are known by name.
FEWEST_CUSTOMERS = 50
#: The period hidden for the test: a quarter of the history, from two weeks to three months.
_SHARE, _SHORTEST, _LONGEST = 4, 14, 91


@dataclass(frozen=True)
class Pasts:
    """Everything known now, what was known before the hidden period (None: too young), and its days."""

    now: Past
    before: Past | None
    hidden_days: int
    as_of: date


def pasts_of(events: Events, lines: pd.DataFrame, first: date, as_of: date, zone: ZoneInfo) -> Pasts:
    """What is known at the end of ``as_of`` and was known before the period that is hidden for the test.

    ``first`` is the day of the first order. Raises ``embedding.too_few``.
    """
    from engine.embeddings.past import known_past

    hidden = min(max((as_of - first).days // _SHARE, _SHORTEST), _LONGEST)
    now = known_past(events, lines, as_of, zone)
    if len(now.customers) < FEWEST_CUSTOMERS:
        raise ClienteleError("embedding.too_few", n=len(now.customers), needed=FEWEST_CUSTOMERS)
    cut = as_of - timedelta(days=hidden)
    before = known_past(events, lines, cut, zone) if (cut - first).days >= hidden else None
    if before is not None and len(before.customers) < FEWEST_CUSTOMERS:
        before = None
    return Pasts(now, before, hidden, as_of)


def ways_for(pasts: Pasts, *, learned: bool) -> list[str]:
    """Plain figures, and the networks where they are wanted, can run and have a past to look back on."""
    from engine.embeddings.ahead import can_look_back

    old_enough = can_look_back(pasts.now) and (pasts.before is None or can_look_back(pasts.before))
    return [PLAIN, *(LEARNED if learned and old_enough and can_learn() else ())]


def measure_ways(
    pasts: Pasts, names: list[str], seed: int, progress: Progress
) -> tuple[Questions | None, dict[str, Worth | None], str]:
    """(what was asked, what each is worth, which to use); nothing is asked and worth None where the past is
    too short or too thin to tell.
    """
    from engine.embeddings.evaluation import FEWEST_TASKS, answers, judge, questions

    asked = None if pasts.before is None else questions(pasts.before, pasts.now, seed)
    if pasts.before is None or asked is None or len(asked.tasks) < FEWEST_TASKS:
        return None, dict.fromkeys(names), PLAIN
    results = {}
    for number, name in enumerate(names):
        stage = part_of(progress, number / len(names), (number + 1) / len(names))
        stage(0.0, Text("embedding.progress.testing", {"way": Text(f"embedding.method.{name}")}))
        vectors, _ = _represent(name, pasts.before, seed, part_of(stage, 0.0, 0.8))
        results[name] = answers(asked, vectors, seed)
    worth, chosen = judge(results, PLAIN, seed)
    return asked, dict(worth), chosen


def learn_ways(
    past: Past, names: list[str], seed: int, progress: Progress
) -> tuple[dict[str, Vectors], dict[str, Learned]]:
    """The figures of each way, (n, d), and what the networks among them learned."""
    vectors, networks = {}, {}
    for number, name in enumerate(names):
        stage = part_of(progress, number / len(names), (number + 1) / len(names))
        stage(0.0, Text("embedding.progress.learning", {"way": Text(f"embedding.method.{name}")}))
        vectors[name], learned = _represent(name, past, seed, stage)
        if learned is not None:
            networks[name] = learned
    return vectors, networks


def _represent(name: str, past: Past, seed: int, progress: Progress) -> tuple[Vectors, Learned | None]:
    from engine.embeddings.lookalikes import even
    from engine.embeddings.plain import plain
    from engine.embeddings.registry import learn

    if name == PLAIN:
        return even(plain(past, seed)), None
    learned = learn(name, past, seed, progress)
    return even(learned.vectors), learned
