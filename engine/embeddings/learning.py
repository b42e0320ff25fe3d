"""What the learned representations share: the training loop with its curve, the seed, and the threads."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.embeddings.past import Ints
    from engine.jobs import Progress

#: Figures that stand for a customer in the end.
WIDTH = 24
#: Passes over the customers at most; training stops when this many brought nothing new.
PASSES, PATIENCE = 40, 4
BATCH = 256
#: So many examples are learned from at most; more made nothing better and everything slower.
MOST_EXAMPLES = 24_000
#: One of so many examples is kept out of learning, to see when to stop.
_CHECKED = 8


@dataclass(frozen=True)
class Learned:
    """A representation: ``vectors`` (n, WIDTH), the network's weights, and its loss after each pass on what
    was learned from (``taught``) and on what was kept out (``checked``).
    """

    vectors: NDArray[np.float32]
    taught: tuple[float, ...]
    checked: tuple[float, ...]
    weights: bytes
    parameters: int


@contextlib.contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Everything inside is the same each time and leaves torch as it was found."""
    import torch

    threads = torch.get_num_threads()
    state = torch.get_rng_state()
    # Small networks gain nothing from a second thread, and sums in another order would differ.
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        torch.set_rng_state(state)


def teach(
    network: Any,
    loss: Callable[[Ints], Any],
    groups: Ints,
    seed: int,
    progress: Progress,
    *,
    rate: float = 2e-3,
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Adam in batches with early stopping; the network ends at its best pass. Returns both curves.

    ``loss`` takes places of examples and returns their mean loss; ``groups`` (examples,) is the customer of
    each, so that nobody is both learned from and checked on.
    """
    import torch

    rng = np.random.default_rng(seed)
    kept_out = np.flatnonzero(rng.permutation(int(groups.max()) + 1) % _CHECKED == 0)
    checking = np.isin(groups, kept_out)
    teaching = np.flatnonzero(~checking)
    if len(teaching) > MOST_EXAMPLES:
        teaching = rng.choice(teaching, MOST_EXAMPLES, replace=False)
    check = np.flatnonzero(checking)[: MOST_EXAMPLES // _CHECKED]
    optimiser = torch.optim.Adam(network.parameters(), lr=rate, weight_decay=1e-5)
    taught: list[float] = []
    checked: list[float] = []
    best = (float("inf"), {name: value.clone() for name, value in network.state_dict().items()})
    for number in range(PASSES):
        network.train()
        sums = 0.0
        order = rng.permutation(teaching)
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            optimiser.zero_grad()
            value = loss(batch)
            value.backward()
            optimiser.step()
            sums += float(value.detach()) * len(batch)
            progress((number + start / len(order)) / PASSES)
        taught.append(sums / max(len(order), 1))
        network.eval()
        with torch.no_grad():
            parts = [
                float(loss(check[start : start + 4 * BATCH])) * len(check[start : start + 4 * BATCH])
                for start in range(0, len(check), 4 * BATCH)
            ]
        checked.append(sum(parts) / max(len(check), 1))
        if checked[-1] < best[0]:
            best = (checked[-1], {name: value.clone() for name, value in network.state_dict().items()})
        elif number - int(np.argmin(checked)) >= PATIENCE:
            break
    network.load_state_dict(best[1])
    network.eval()
    progress(1.0)
    return tuple(taught), tuple(checked)


def packed(network: Any) -> tuple[bytes, int]:
    """(the weights as a compressed archive of half-precision arrays, how many numbers they are)."""
    arrays = {name: value.detach().numpy() for name, value in network.state_dict().items()}
    file = io.BytesIO()
    np.savez_compressed(file, **{name: array.astype(np.float16) for name, array in arrays.items()})
    return file.getvalue(), sum(array.size for array in arrays.values())
