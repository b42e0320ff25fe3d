"""The representations of a customer: the plain yardstick, and three that are learned where torch is there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from engine.errors import ClienteleError

if TYPE_CHECKING:
    from engine.embeddings.learning import Learned
    from engine.embeddings.past import Past
    from engine.jobs import Progress

#: What everything learned has to beat.
PLAIN = "plain"

#: A new network is one file with ``learn`` and one line here.
LEARNED: dict[str, str] = {
    "autoencoder": "engine.embeddings.autoencoder",
    "calendar": "engine.embeddings.calendar_network",
    "sequence": "engine.embeddings.order_sequence",
}


def can_learn() -> bool:
    """Whether PyTorch is installed; finding that out loads nothing."""
    return find_spec("torch") is not None


def learn(method: str, past: Past, seed: int, progress: Progress) -> Learned:
    """Teach a network; raises ``embedding.unknown_method`` or ``embedding.no_torch``."""
    if method not in LEARNED:
        raise ClienteleError("embedding.unknown_method", method=method, known=", ".join([PLAIN, *LEARNED]))
    if not can_learn():
        raise ClienteleError("embedding.no_torch", command=how_to_install())
    learned: Learned = import_module(LEARNED[method]).learn(past, seed, progress)
    return learned


def how_to_install() -> str:
    """The command line that adds PyTorch to the Python that runs now."""
    import sys

    return f'"{sys.executable}" -m pip install "torch>=2.6,<2.14"'
