"""The calendar network (CNN): when a customer bought, as a picture of weeks by weekdays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.embeddings.ahead import ahead_loss, examples, make_heads
from engine.embeddings.learning import WIDTH, Learned, packed, seeded, teach
from engine.embeddings.past import blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.embeddings.past import Ints, Past
    from engine.jobs import Progress

#: A year of weeks, the newest last.
WEEKS = 52
#: 1 January 1970 was a Thursday.
_FIRST_WEEKDAY = 3


def learn(past: Past, seed: int, progress: Progress) -> Learned:
    """Learn from calendars that end on earlier days what the weeks after brought. Needs torch."""
    import torch
    from torch import nn

    wanted = examples(past)
    with seeded(seed):
        network = nn.ModuleDict(
            {
                "days": nn.Conv2d(2, 16, kernel_size=(7, 1)),
                "weeks": nn.Sequential(
                    nn.Conv1d(16, 32, 5, stride=2, padding=2), nn.ReLU(),
                    nn.Conv1d(32, 32, 5, stride=2, padding=2), nn.ReLU(), nn.Flatten(),
                    nn.Linear(32 * (WEEKS // 4), WIDTH),
                ),
                "heads": make_heads(len(past.things)),
            }
        )  # fmt: skip

        def encode(pictures: NDArray[np.float32]) -> Any:
            days = torch.relu(network["days"](torch.from_numpy(pictures)))
            return network["weeks"](days[:, :, 0, :])

        def loss(batch: Ints) -> Any:
            pictures = calendars(past, wanted.place[batch], wanted.day[batch])
            return ahead_loss(network["heads"](encode(pictures)), wanted, batch)

        taught, checked = teach(network, loss, wanted.place, seed, progress)
        everyone = np.arange(len(past.customers))
        with torch.no_grad():
            vectors = np.vstack(
                [
                    encode(calendars(past, everyone[part], np.full(len(everyone[part]), past.day))).numpy()
                    for part in blocks(len(everyone), 4096)
                ]
            )
        weights, parameters = packed(network)
    return Learned(vectors, taught, checked, weights, parameters)


def calendars(past: Past, place: Ints, day: Ints) -> NDArray[np.float32]:
    """Orders and money (logarithms) of some customers by weekday and week up to a day each, (rows, 2, 7,
    WEEKS); the last week is the one that ends on that day.
    """
    counts = past.first[place + 1] - past.first[place]
    row = np.repeat(np.arange(len(place)), counts)
    order = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + past.first[place][row]
    age = day[row] - past.order_day[order]
    told = (age >= 0) & (age < 7 * WEEKS)
    row, order, age = row[told], order[told], age[told]
    weekday = (past.order_day[order] + _FIRST_WEEKDAY) % 7
    cell = (row * 7 + weekday) * WEEKS + WEEKS - 1 - age // 7
    size = len(place) * 7 * WEEKS
    times = np.bincount(cell, minlength=size)
    money = np.bincount(cell, np.maximum(past.amount[order], 0), minlength=size)
    picture = np.stack((times, np.log1p(money) / 4), axis=1).astype(np.float32)
    return np.ascontiguousarray(picture.reshape(len(place), 7, WEEKS, 2).transpose(0, 3, 1, 2))
