"""Several files at once: their tables with the owner's answers, in the order in which they are best
stored.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from engine.errors import ClienteleError
from engine.importing.answers import Answers
from engine.importing.headers import normalise_header
from engine.importing.kinds.orders import currency_of
from engine.importing.meanings import MEANINGS_OF
from engine.importing.reader import Loaded, load_tables
from engine.importing.understanding import MappedFile, map_file
from engine.jobs import Progress, no_progress, part_of
from engine.store import imports

if TYPE_CHECKING:
    from engine.shop import Shop

_Thing = TypeVar("_Thing")
_ORDER = tuple(MEANINGS_OF)
#: Kinds of files whose amounts are in the shop's own currency.
_PRICED = frozenset({"orders", "products"})
#: Of several files, larger ones are read again when their turn comes instead of waiting in memory.
_KEPT_BYTES = 16 << 20


@dataclass
class Turn:
    """One table waiting to be imported; ``known``: the shop has exactly these bytes. ``place`` says when its
    turn is, the smallest first.
    """

    path: Path
    key: str
    place: tuple[int, bool]
    loaded: Loaded
    answers: Answers
    known: bool
    mapped: MappedFile | None = None
    #: What the money of a file of orders or products is in; empty where it does not say.
    currency: str = ""

    @property
    def name(self) -> str:
        """What people are shown for it."""
        return self.loaded.fingerprint.name

    def open(self, shop: Shop, progress: Progress) -> MappedFile:
        """The mapped table, read again where it was not kept; the turn itself lets go of it."""
        mapped, self.mapped = self.mapped, None
        if mapped is None:
            tables = load(self.path, self.answers, progress=progress)
            loaded = next(one for one in tables if one.key == self.loaded.key)
            assert loaded.table is not None
            mapped = map_file(loaded, loaded.table, shop, self.answers)
        return mapped


def find_turns(
    shop: Shop,
    paths: Sequence[Path],
    answers: Mapping[str, Answers] | Answers | None,
    only: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> tuple[list[Turn], list[tuple[str, ClienteleError]]]:
    """(the tables of some files in the order of storing, (file, why not) of files that hold none).

    Raises ``import.no_such_column`` where the owner spoke of one that no file has.
    """
    turns: list[Turn] = []
    headers: dict[str, None] = {}
    failed: list[tuple[str, ClienteleError]] = []
    for number, path in enumerate(paths):
        part = part_of(progress, number / len(paths), (number + 1) / len(paths))
        try:
            tables = load(path, answers, is_known=_is_known(shop, answers), progress=part)
        except ClienteleError as problem:
            failed.append((path.name, problem))
            continue
        for loaded in tables:
            key = table_key(path, loaded)
            if only is not None and key not in only:
                continue
            said = answers_for(answers, key)
            known = loaded.table is None
            place, currency = (0, False), ""
            mapped = None
            if loaded.table is not None:
                mapped = map_file(loaded, loaded.table, shop, said)
                headers.update(dict.fromkeys(loaded.table.headers))
                # The articles of orders whose dates another file tells come after that one.
                place = (_ORDER.index(mapped.kind), mapped.kind == "orders" and "date" not in mapped.columns)
                currency = currency_of(mapped) if mapped.kind in _PRICED else ""
            if len(paths) > 1 and loaded.fingerprint.byte_count > _KEPT_BYTES:
                mapped = None
            loaded = Loaded(loaded.key, loaded.fingerprint, None)
            turns.append(Turn(path, key, place, loaded, said, known, mapped, currency))
    if isinstance(answers, Answers) and headers:
        _check_columns(answers.mapping, headers)
    return sorted(turns, key=lambda turn: turn.place), failed


def _check_columns(mapping: Mapping[str, str], headers: Collection[str]) -> None:
    """Raise ``import.no_such_column`` for a column that no table has."""
    names = set(map(normalise_header, headers))
    for column in mapping:
        if column not in headers and normalise_header(column) not in names:
            raise ClienteleError("import.no_such_column", column=column, columns=", ".join(headers))


def table_key(path: Path, loaded: Loaded) -> str:
    """Names a table among all files."""
    return f"{path}//{loaded.key}" if loaded.key else str(path)


def answers_for(answers: Mapping[str, Answers] | Answers | None, key: str) -> Answers:
    """The owner's answers for the table of that key."""
    if answers is None:
        return Answers()
    return answers if isinstance(answers, Answers) else answers.get(key, Answers())


def load(
    path: Path,
    answers: Mapping[str, Answers] | Answers | None,
    *,
    is_known: Callable[[str], bool] = lambda sha256: False,
    progress: Progress = no_progress,
) -> list[Loaded]:
    """Every table of a file, read in the encoding that the owner named for one of its tables, if any."""
    if isinstance(answers, Answers):
        told = [answers]
    else:
        told = [one for key, one in (answers or {}).items() if key.partition("//")[0] == str(path)]
    encoding = next((answer.encoding for answer in told if answer.encoding), "")
    return load_tables(path, encoding=encoding, is_known=is_known, progress=progress)


def in_loading_order(things: Iterable[_Thing], kind: Callable[[_Thing], str]) -> list[_Thing]:
    """Products and customers before the orders that name them, what builds on orders after them."""
    return sorted(things, key=lambda thing: _ORDER.index(kind(thing)))


def _is_known(shop: Shop, answers: Mapping[str, Answers] | Answers | None) -> Callable[[str], bool]:
    """Whether a file of that SHA-256 need not be read again; with answers it is, whatever is stored."""

    def known(sha256: str) -> bool:
        with shop.store.read() as connection:
            return imports.known_file(connection, sha256) is not None

    return (lambda sha256: False) if answers else known
