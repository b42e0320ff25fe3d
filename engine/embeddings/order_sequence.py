"""The sequence network (GRU): a customer's orders read one after the other, then the days since the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.embeddings.ahead import ahead_loss, examples, make_heads
from engine.embeddings.learning import WIDTH, Learned, packed, seeded, teach
from engine.embeddings.past import blocks

if TYPE_CHECKING:
    from engine.embeddings.past import Ints, Past, Sparse
    from engine.jobs import Progress

#: The newest orders of a customer that are read.
LONGEST = 16
_TASTE, _STATE = 24, 48
#: Figures of a step beside what the basket held: gap, money, pieces, and whether it is the closing one.
_FIGURES = 4


def learn(past: Past, seed: int, progress: Progress) -> Learned:
    """Learn from orders up to earlier days what the weeks after brought. Needs torch."""
    import torch
    from torch import nn

    wanted = examples(past)
    baskets = _shares(past.baskets())
    with seeded(seed):
        network = nn.ModuleDict(
            {
                "taste": nn.Linear(max(len(past.things), 1), _TASTE, bias=False),
                "read": nn.GRU(_TASTE + _FIGURES, _STATE, batch_first=True),
                "press": nn.Linear(_STATE, WIDTH),
                "heads": make_heads(len(past.things)),
            }
        )

        def encode(place: Ints, day: Ints, orders: Ints) -> Any:
            steps = Steps(past, place, day, orders)
            tokens = torch.zeros(len(place) * (LONGEST + 1), _TASTE + _FIGURES)
            tokens[:, _TASTE:] = torch.from_numpy(steps.figures)
            if len(past.things) and len(steps.order):
                held = torch.from_numpy(baskets[steps.order].toarray())
                tokens[steps.slot, :_TASTE] = network["taste"](held)
            sequences = nn.utils.rnn.pack_padded_sequence(
                tokens.view(len(place), LONGEST + 1, -1), torch.from_numpy(steps.last + 1),
                batch_first=True, enforce_sorted=False,
            )  # fmt: skip
            _, state = network["read"](sequences)
            return network["press"](state[0])

        def loss(batch: Ints) -> Any:
            told = network["heads"](encode(wanted.place[batch], wanted.day[batch], wanted.orders[batch]))
            return ahead_loss(told, wanted, batch)

        taught, checked = teach(network, loss, wanted.place, seed, progress)
        everyone, counts = np.arange(len(past.customers)), np.diff(past.first)
        with torch.no_grad():
            vectors = np.vstack(
                [
                    encode(everyone[part], np.full(len(everyone[part]), past.day), counts[part]).numpy()
                    for part in blocks(len(everyone), 2048)
                ]
            )
        weights, parameters = packed(network)
    return Learned(vectors, taught, checked, weights, parameters)


class Steps:
    """The newest ``LONGEST`` of each customer's first ``orders`` orders, and a closing step for ``day``.

    ``order`` are the orders read and ``slot`` where each stands among rows × (LONGEST + 1) steps;
    ``figures`` (steps, 4); ``last`` (rows,) is the closing step of each row.
    """

    def __init__(self, past: Past, place: Ints, day: Ints, orders: Ints) -> None:
        read = np.minimum(orders, LONGEST)
        end = past.first[place] + orders
        row = np.repeat(np.arange(len(place)), read)
        step = np.arange(read.sum()) - np.repeat(np.cumsum(read) - read, read)
        self.order = (end - read)[row] + step
        self.slot = row * (LONGEST + 1) + step
        self.last = read
        self.figures = np.zeros((len(place) * (LONGEST + 1), _FIGURES), np.float32)
        first_of_all = self.order == past.first[place][row]
        gap = past.order_day[self.order] - past.order_day[np.maximum(self.order - 1, 0)]
        pieces = np.diff(past.line_first)[self.order]
        self.figures[self.slot, 0] = np.where(first_of_all, 0, np.log1p(np.maximum(gap, 0)) / 3)
        self.figures[self.slot, 1] = np.log1p(np.maximum(past.amount[self.order], 0)) / 4
        self.figures[self.slot, 2] = np.log1p(pieces) / 3
        closing = np.arange(len(place)) * (LONGEST + 1) + read
        self.figures[closing, 0] = np.log1p(np.maximum(day - past.order_day[end - 1], 0)) / 3
        self.figures[closing, 3] = 1


def _shares(baskets: Sparse) -> Sparse:
    """Each order's things with a total weight of 1."""
    from scipy.sparse import diags

    held = np.maximum(np.asarray(baskets.sum(axis=1)).ravel(), 1)
    return (diags((1 / np.sqrt(held)).astype(np.float32)) @ baskets).tocsr().astype(np.float32)
