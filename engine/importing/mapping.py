"""Their columns to our meanings: by the names columns go by and by what stands in them, with a confidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.errors import ClienteleError
from engine.importing.amounts import read_amounts
from engine.importing.dates import read_dates
from engine.importing.headers import normalise_header
from engine.importing.sources import Source
from engine.importing.table import Factor, RawTable
from engine.importing.views import MEANINGS

_AMOUNTS = frozenset({
    "unit_price", "line_total", "quantity", "order_total", "order_subtotal", "order_discount",
    "line_discount",
    "shipping", "tax", "refunded",
})  # fmt: skip


_AT_ITS_WORD = frozenset({"quantity", "unit_price"})


@dataclass(frozen=True)
class ColumnMatch:
    """What one column was taken for: ``meaning`` is empty where it is not used; ``confidence`` is 0 to 1."""

    index: int
    header: str
    meaning: str
    confidence: float


@dataclass(frozen=True)
class _Profile:
    """What stands in a column, as shares of its filled sample cells."""

    filled: float
    dates: float
    numbers: float
    whole: float
    decimals: float
    emails: float
    distinct: float
    letters: float


def fingerprint(headers: Sequence[str]) -> str:
    """Names a set of columns, whatever their order: what the owner corrected once is found again by it."""
    joined = "\n".join(sorted(normalise_header(header) for header in headers))
    return hashlib.sha256(joined.encode()).hexdigest()[:32]


def map_columns(
    table: RawTable, source: Source, corrections: Mapping[str, str] | None = None
) -> list[ColumnMatch]:
    """One match for each column; ``corrections`` (header → meaning, empty: unused) overrule everything."""
    profiles = [_profile(table.sample(index)) for index in range(len(table.headers))]
    found: dict[str, tuple[int, float]] = {}
    corrected = _corrected(table, corrections or {})
    taken = set(corrected)
    for index, meaning in corrected.items():
        if meaning:
            found[meaning] = (index, 1.0)
    _by_name(table, source, profiles, found, taken)
    if not source.signature:
        _by_values(profiles, found, taken)
    meanings = {index: (meaning, confidence) for meaning, (index, confidence) in found.items()}
    return [
        ColumnMatch(index, header, *meanings.get(index, ("", 0.0)))
        for index, header in enumerate(table.headers)
    ]


def require(matches: Sequence[ColumnMatch], file: str) -> None:
    """Raise ``import.no_date_column``, ``import.no_money_column`` or ``import.no_product_column``."""
    meanings = {match.meaning for match in matches}
    columns = ", ".join(match.header for match in matches)[:300]
    if "date" not in meanings:
        raise ClienteleError("import.no_date_column", file=file, columns=columns)
    if not meanings & {"unit_price", "line_total"}:
        raise ClienteleError("import.no_money_column", file=file, columns=columns)
    if not meanings & {"product", "product_name"}:
        raise ClienteleError("import.no_product_column", file=file, columns=columns)


def _corrected(table: RawTable, corrections: Mapping[str, str]) -> dict[int, str]:
    """Column index → meaning, for the owner's corrections that this file has columns for."""
    place = {normalise_header(header): index for index, header in enumerate(table.headers)}
    found = {}
    for header, meaning in corrections.items():
        if meaning and meaning not in MEANINGS:
            raise ClienteleError("import.unknown_meaning", meaning=meaning)
        index = place.get(normalise_header(header))
        if index is None and header in table.headers:
            index = table.headers.index(header)
        if index is not None:
            found[index] = meaning
    return found


def _by_name(
    table: RawTable,
    source: Source,
    profiles: Sequence[_Profile],
    found: dict[str, tuple[int, float]],
    taken: set[int],
) -> None:
    names = [normalise_header(header) for header in table.headers]
    wanted = []
    for meaning, aliases in source.columns.items():
        rank = {alias: place for place, alias in reversed(list(enumerate(aliases)))}
        for index, name in enumerate(names):
            if name in rank:
                # A column that holds something else is taken at its word only where no other comes forward:
                # then its cells are reported one by one, instead of every order being of one piece.
                agrees = _agrees(meaning, profiles[index])
                if agrees or source.signature or meaning in _AT_ITS_WORD:
                    blank = profiles[index].filled == 0
                    wanted.append((2 * (not agrees) + blank, rank[name] / len(aliases), index, meaning))
            elif not source.signature and _agrees(meaning, profiles[index]):
                inside = [alias for alias in aliases if _is_telling(alias) and alias in name]
                if inside:
                    wanted.append((1, 1 + 1 / max(map(len, inside)), index, meaning))
    for _, place, index, meaning in sorted(wanted):
        if index not in taken and meaning not in found:
            exact = place <= 1
            found[meaning] = (index, 0.97 if source.signature else 0.95 - 0.1 * place if exact else 0.65)
            taken.add(index)


def _is_telling(alias: str) -> bool:
    """Whether a name is long enough to mean the same inside a longer one ("买家实付金额(元)")."""
    return len(alias) >= (8 if alias.isascii() else 4)


def _by_values(profiles: Sequence[_Profile], found: dict[str, tuple[int, float]], taken: set[int]) -> None:
    """Columns whose names say nothing to us, by what stands in them; only where just one fits."""

    def only(meaning: str, fits: list[bool], confidence: float) -> None:
        places = [index for index, fit in enumerate(fits) if fit and index not in taken]
        if meaning not in found and len(places) == 1:
            found[meaning] = (places[0], confidence)
            taken.add(places[0])

    only("date", [profile.dates > 0.95 for profile in profiles], 0.7)
    only("email", [profile.emails > 0.9 for profile in profiles], 0.8)
    if "line_total" not in found:
        only("unit_price", [profile.numbers > 0.95 and profile.decimals > 0.2 for profile in profiles], 0.5)


def _agrees(meaning: str, profile: _Profile) -> bool:
    """Whether what stands in a column can be what its name says; an empty column can be anything."""
    if profile.filled == 0:
        return True
    if meaning in ("date", "cancelled_at"):
        return profile.dates >= 0.6
    if meaning == "quantity":
        return profile.numbers >= 0.6 and profile.dates < 0.9
    if meaning in _AMOUNTS:
        return profile.numbers >= 0.6
    if meaning == "email":
        return profile.emails >= 0.3
    if meaning in ("product_name", "customer_name", "first_name", "last_name", "country", "status"):
        return profile.letters >= 0.3 and profile.dates < 0.5
    if meaning == "currency":
        return profile.letters >= 0.9
    return profile.dates < 0.9 or meaning == "order"


def _profile(sample: Sequence[str]) -> _Profile:
    texts = [text.strip() for text in sample]
    filled = [text for text in texts if text]
    if not filled:
        return _Profile(0, 0, 0, 0, 0, 0, 0, 0)
    column = Factor.of_texts(filled)
    weight = np.bincount(column.codes, minlength=len(column.values)) / len(filled)

    def share(fits: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float:
        return float(weight[fits].sum())

    def like(pattern: str) -> float:
        return share(pc.match_substring_regex(column.values, pattern).to_numpy(zero_copy_only=False))

    numbers = read_amounts(column.values).valid
    compact = pc.match_substring_regex(column.values, r"^\d{5}$").to_numpy(zero_copy_only=False)
    dates = read_dates(column, "UTC").valid & ~np.asarray(compact, bool)
    return _Profile(
        filled=len(filled) / len(texts),
        dates=share(dates),
        numbers=share(numbers),
        whole=like(r"^-?\d+(\.0+)?$"),
        decimals=like(r"\d[.,]\d{1,4}\D*$"),
        emails=like(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
        distinct=len(column.values) / len(filled),
        letters=like(r"\pL"),
    )


def sample_values(table: RawTable, index: int, count: int = 3) -> list[str]:
    """The first distinct filled values of a column, to show beside its name."""
    shown = pc.unique(pa.array(table.sample(index, 200), pa.string())).to_pylist()
    return [text for text in shown if text.strip()][:count]
