"""Their columns to our meanings: by the names columns go by and by what stands in them, with a confidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import ClienteleError
from engine.importing.arithmetic import settle_totals
from engine.importing.dictionary import closeness, ends_alike, ends_in_a_name, places_of
from engine.importing.headers import normalise_header
from engine.importing.meanings import MEANINGS, MEANINGS_OF
from engine.importing.profiles import PERCENT, Profiles, agrees, is_date, is_money
from engine.importing.sources import Source
from engine.importing.table import RawTable
from engine.importing.values import meanings_by_value

#: Below this a column that matters is asked about instead of taken.
SURE = 0.6
_NAMED, _CONTRARY, _INSIDE, _GUESS = 0.97, 0.55, 0.62, 0.3
#: What a column of the wrong kind of values is still taken for where no other comes forward: then its cells
#: are reported one by one, instead of every order being of one piece or free of charge.
_AT_ITS_WORD = frozenset({"quantity", "unit_price", "price", "stars", "product"})
_LATEST = re.compile(
    r"^(last|latest|most recent|letzte[rs]?|dernier|derni[eè]re|[uú]ltim[oa]|laatste)\b"
    r"|^(最近|最后|最後|上次|前回)",
    re.IGNORECASE,
)
#: What is taken for another meaning of orders where no column says that one.
_STANDS_IN = {"date": ("paid_at",), "order": ("order_id", "line_id")}


@dataclass(frozen=True)
class ColumnMatch:
    """What one column was taken for: ``meaning`` is empty where it is not used; ``confidence`` is 0 to 1."""

    index: int
    header: str
    meaning: str
    confidence: float


def fingerprint(headers: Sequence[str]) -> str:
    """Names a set of columns, whatever their order: what the owner corrected once is found again by it."""
    joined = "\n".join(sorted(normalise_header(header) for header in headers))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def map_columns(
    table: RawTable,
    source: Source,
    corrections: Mapping[str, str] | None = None,
    profiles: Profiles | None = None,
) -> list[ColumnMatch]:
    """One match for each column; ``corrections`` (header → meaning, empty: unused) overrule everything.

    Raises ``import.unknown_meaning``.
    """
    profiles = profiles or Profiles(table)
    corrected = _corrected(table, corrections or {}, source.kind)
    found = {meaning: (index, 1.0) for index, meaning in corrected.items() if meaning}
    taken = set(corrected)
    if source.general and source.kind == "orders":
        # When a customer last bought is no date of an order.
        taken |= {index for index, header in enumerate(table.headers) if _LATEST.search(header)}
    wanted = (
        _by_known_name(table, source, profiles) if not source.general else _by_name(table, source, profiles)
    )
    for _, confidence, index, meaning in sorted(wanted, key=lambda wish: (wish[0], -wish[1], wish[2])):
        if index not in taken and meaning not in found:
            found[meaning] = (index, confidence)
            taken.add(index)
    if source.general:
        if source.kind == "orders":
            _take_percents(table, source, found, taken, profiles)
        for meaning, index, confidence in meanings_by_value(source.kind, table, profiles, found, taken):
            found[meaning] = (index, confidence)
            taken.add(index)
    if source.kind == "orders":
        _stand_in(found)
    if source.general:
        _settle_names(source.kind, found, profiles)
        _drop_guesses(source, found)
        if source.kind == "orders":
            settle_totals(table, found)
    meanings = {index: (meaning, confidence) for meaning, (index, confidence) in found.items()}
    return [
        ColumnMatch(index, header, *meanings.get(index, ("", 0.0)))
        for index, header in enumerate(table.headers)
    ]


def doubtful(matches: Sequence[ColumnMatch]) -> list[ColumnMatch]:
    """Columns of money and dates that are only a guess: to be asked about before anything is stored."""
    return [
        match
        for match in matches
        if 0 < match.confidence < SURE and (is_money(match.meaning) or is_date(match.meaning))
    ]


def sample_values(table: RawTable, index: int, count: int = 3) -> list[str]:
    """The first distinct filled values of a column, to show beside its name."""
    shown = pc.unique(pa.array(table.sample(index, 200), pa.string())).to_pylist()
    return [text for text in shown if text.strip()][:count]


def _corrected(table: RawTable, corrections: Mapping[str, str], kind: str) -> dict[int, str]:
    """Column index → meaning, for the owner's corrections that this file has columns for."""
    place = {normalise_header(header): index for index, header in enumerate(table.headers)}
    found = {}
    for header, meaning in corrections.items():
        if meaning and meaning not in MEANINGS:
            known = ", ".join(MEANINGS_OF[kind])
            raise ClienteleError("import.unknown_meaning", meaning=meaning, known=known)
        index = (
            table.headers.index(header) if header in table.headers else place.get(normalise_header(header))
        )
        if index is not None:
            found[index] = meaning
    return found


def _stand_in(found: dict[str, tuple[int, float]]) -> None:
    for meaning, others in _STANDS_IN.items():
        for other in others:
            if meaning not in found and found.get(other, (0, 1.0))[1] < 1:
                index, confidence = found.pop(other)
                found[meaning] = (index, min(confidence, 0.75))


def _take_percents(
    table: RawTable, source: Source, found: dict[str, tuple[int, float]], taken: set[int], profiles: Profiles
) -> None:
    """A discount in percent is that of each line, however the column is called."""
    if not found.keys() & {"product", "product_name"}:
        return
    names = places_of([*source.columns["order_discount"], *source.columns["line_discount"]])
    for index, header in enumerate(table.headers):
        is_share = bool(PERCENT.search(header)) or profiles[index].percents > 0.3
        told = next(
            (name for name in ("order_discount", "line_discount") if found.get(name, (-1,))[0] == index), ""
        )
        if is_share and (told or index not in taken) and (told or "line_discount" not in found):
            near = closeness(header, "order_discount", names)
            if near and found.get(told, (0, 0.0))[1] < 1:
                found.pop(told, None)
                found["line_discount"] = (index, near)
                taken.add(index)
                return


def _settle_names(kind: str, found: dict[str, tuple[int, float]], profiles: Profiles) -> None:
    """Beside a first name, a "name" of one word is the last name, as in "Name, Vorname" and "nom, prénom"; a
    product's only and short description is its name.
    """
    index, confidence = found.get("description", (0, 1.0))
    if kind == "products" and "product_name" not in found and confidence < 1 and profiles[index].length <= 60:
        found["product_name"] = found.pop("description")
    index, confidence = found.get("customer_name", (0, 1.0))
    if confidence < 1 and "first_name" in found and "last_name" not in found and profiles[index].spaced < 0.3:
        found["last_name"] = found.pop("customer_name")


def _drop_guesses(source: Source, found: dict[str, tuple[int, float]]) -> None:
    """Guessed money and dates are kept, to be asked about, only where the kind of file needs one of them."""
    sure = {meaning for meaning, (_, confidence) in found.items() if confidence >= SURE}
    lacking = {meaning for group in source.needs if not sure & set(group) for meaning in group}
    for meaning in set(found) - sure - lacking:
        if is_money(meaning) or is_date(meaning):
            del found[meaning]


_Wish = tuple[int, float, int, str]


def _by_known_name(table: RawTable, source: Source, profiles: Profiles) -> list[_Wish]:
    """(class, confidence, column, meaning) for a source whose names are known: by its order of preference."""
    names = [normalise_header(header) for header in table.headers]
    wanted: list[_Wish] = []
    for meaning, aliases in source.columns.items():
        rank = {alias: place for place, alias in reversed(list(enumerate(aliases)))}
        present = [(index, rank[name]) for index, name in enumerate(names) if name in rank]
        for index, place in present:
            # A column that holds something else, or nothing, only where no other of its names is there.
            profile = profiles[index] if len(present) > 1 else None
            contrary = profile is not None and not agrees(meaning, profile)
            blank = profile is not None and profile.filled == 0
            wanted.append((2 * contrary + blank, _NAMED - 0.001 * place, index, meaning))
    return wanted


def _by_name(table: RawTable, source: Source, profiles: Profiles) -> list[_Wish]:
    """The same for unknown files: names in nine languages, where the values do not speak against them."""
    wanted: list[_Wish] = []
    needed = {meaning for group in source.needs for meaning in group}
    for meaning in MEANINGS_OF[source.kind]:
        places = places_of(source.columns[meaning])
        grave = is_money(meaning) or is_date(meaning)
        for index, header in enumerate(table.headers):
            near = closeness(header, meaning, places)
            if not near and not grave and ends_in_a_name(header, places):
                near = _INSIDE
            elif not near and grave and meaning in needed and ends_alike(header, places):
                near = _GUESS
            if not near:
                continue
            profile = profiles[index]
            if agrees(meaning, profile):
                wanted.append((int(profile.filled == 0), near, index, meaning))
            elif meaning in _AT_ITS_WORD:
                wanted.append((2, _CONTRARY, index, meaning))
    return wanted
