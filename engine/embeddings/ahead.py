"""What the weeks after earlier days brought: what the calendar and the sequence learn to foretell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.embeddings.learning import WIDTH
from engine.embeddings.past import summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.embeddings.past import Ints, Past, Sparse

#: The weeks looked ahead: a sixth of the history, at least two weeks and at most three months.
_SHARE, _SHORTEST, _LONGEST = 6, 14, 91
#: Earlier days to look from, at most.
_ORIGINS = 4
#: Fewer customers than this to learn from, and nothing is learned.
_FEWEST = 50


@dataclass(frozen=True)
class Examples:
    """One example a customer and earlier day: ``place`` in the past's customers, the ``day`` (examples,),
    how many ``orders`` they had by then, and what the weeks after it brought: ``spent`` (standardised
    logarithm), ``came`` (0 or 1), ``things`` (examples, things).
    """

    place: Ints
    day: Ints
    orders: Ints
    spent: NDArray[np.float32]
    came: NDArray[np.float32]
    things: Sparse


def examples(past: Past) -> Examples:
    """Looks back as often as the history has room for; nothing after ``past.day`` is in it.

    Needs ``can_look_back``.
    """
    from scipy.sparse import vstack

    start, ahead = int(past.order_day.min()), _days_ahead(past)
    baskets, owner = past.baskets(), past.owner
    parts = []
    for back in range(1, _ORIGINS + 1):
        day = past.day - back * ahead
        # Before that there is no time to have a past in.
        if day - start < ahead and back > 1:
            break
        here, orders = past.until(day)
        after = (past.order_day > day) & (past.order_day <= day + ahead)
        whose = np.full(len(past.customers), -1)
        whose[here] = np.arange(len(here))
        target = np.where(after, whose[owner], -1)
        told = target >= 0
        bought = np.bincount(target[told], minlength=len(here)) > 0
        amount = np.bincount(target[told], past.amount[told], minlength=len(here))
        things = summed(baskets, target, len(here))
        parts.append((here, np.full(len(here), day), orders, amount, bought, things))
    columns: list[Any] = list(zip(*parts, strict=True))
    place, days, orders, spent, came = (np.concatenate(column) for column in columns[:5])
    money = np.log1p(np.maximum(spent, 0))
    return Examples(
        place,
        days,
        orders,
        ((money - money.mean()) / max(float(money.std()), 1e-9)).astype(np.float32),
        came.astype(np.float32),
        vstack(columns[5]).tocsr(),
    )


def can_look_back(past: Past) -> bool:
    """Whether enough customers had ordered by the day from which the last weeks lie ahead."""
    return len(past.until(past.day - _days_ahead(past))[0]) >= _FEWEST


def _days_ahead(past: Past) -> int:
    return int(np.clip((past.day - past.order_day.min()) // _SHARE, _SHORTEST, _LONGEST))


def make_heads(things: int) -> Any:
    """One linear layer that reads everything foretold off a representation: came, spent, each thing."""
    from torch import nn

    return nn.Linear(WIDTH, 2 + things)


def ahead_loss(told: Any, wanted: Examples, batch: Ints) -> Any:
    """How far the heads' answer (batch, 2 + things) is from what came."""
    import torch
    from torch.nn import functional

    came = torch.from_numpy(wanted.came[batch])
    loss = functional.binary_cross_entropy_with_logits(told[:, 0], came)
    loss = loss + 0.5 * functional.mse_loss(told[:, 1], torch.from_numpy(wanted.spent[batch]))
    if told.shape[1] > 2:
        bought = torch.from_numpy(wanted.things[batch].toarray())
        weight = bought.sum(1, keepdim=True)
        share = bought / weight.clamp(min=1)
        surprise = -(share * functional.log_softmax(told[:, 2:], dim=1)).sum(1)
        loss = loss + 0.5 * surprise.sum() / (weight > 0).sum().clamp(min=1)
    return loss
