"""Sources: what is known of the files that shop programs export, told by ``resources/sources/*.json``.

A new source is a new file there, not code. Its keys:

``id``, ``channel`` (numbers of orders and customers are unique within it), ``kind`` of rows, ``verified``
(how its names are known; for people), ``rank`` (the larger is tried first).
Recognition: ``signature`` or ``signatures`` (sets of names; of one of them ``signature_share`` must be
present; none at all: the general source of its kind), ``required`` (names without which it is another),
``file_names`` (regular expression; breaks ties, or is a condition with ``file_name_needed``), ``needs`` and
``evidence`` (general sources: columns without which a file is not of this kind, and how much each column
speaks for it, or against it as ``kind.meaning``).
Columns: ``columns`` (meaning → the names it goes by, best first), ``translated`` (meanings whose names the
program translates), ``borrows`` (meaning → entries of the dictionary that it shares), ``constants`` (meaning
→ value where the file has no column for it), ``by_file_name`` (the same, by a pattern of the file's name).
Values: ``date_order`` and ``decimal`` where the program always writes the same, ``timezone`` of times without
one, ``empty`` (words for an empty cell), ``statuses`` and ``events`` (their words → ours).
Rows: ``detail`` ("lines" or "order": a row is a whole order), ``order_fields_once`` (order fields stand on
the first row of an order only), ``order_numbers_repeat`` (two orders may bear one number), ``summary_rows``
(an order's row without a product is its summary), ``items`` and ``item_columns`` (how a cell lists an order's
products), ``payments`` (rows pay orders of other channels), ``refund_rows`` and ``skip_rows`` (words of
``row_type``), ``only_rows`` (column → words: rows in which it holds another are set aside), ``refund_codes``
and ``adjustment_codes`` (patterns of order numbers), ``service_codes`` and ``service_words`` (what is charged
but is no product).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.errors import ClienteleError
from engine.importing.dictionary import dictionary_names, names_of
from engine.importing.headers import normalise_header
from engine.importing.meanings import MEANINGS_OF
from engine.words import RESOURCES


@dataclass(frozen=True)
class NamedConstants:
    """Values that a file's name tells, where it fits ``pattern``."""

    pattern: str
    constants: Mapping[str, str]


@dataclass(frozen=True)
class ItemCells:
    """How one cell lists several products: split at ``separator``, each piece read by ``pattern`` (both
    regular expressions; groups ``name``, ``quantity``, ``code``, ``total``).
    """

    separator: str
    pattern: str


@dataclass(frozen=True)
class Source:
    """One source description, with normalised column names."""

    id: str
    channel: str
    kind: str
    rank: int
    signatures: tuple[frozenset[str], ...]
    signature_share: float
    required: frozenset[str]
    file_names: str
    file_name_needed: bool
    needs: tuple[tuple[str, ...], ...]
    evidence: Mapping[str, float]
    columns: Mapping[str, Sequence[str]]
    constants: Mapping[str, str]
    by_file_name: tuple[NamedConstants, ...]
    date_order: str
    decimal: str
    timezone: str
    empty: tuple[str, ...]
    detail: str
    order_fields_once: bool
    order_numbers_repeat: bool
    summary_rows: bool
    payments: bool
    items: ItemCells | None
    item_columns: str
    refund_rows: frozenset[str]
    skip_rows: frozenset[str]
    only_rows: Mapping[str, frozenset[str]]
    statuses: Mapping[str, str]
    events: Mapping[str, str]
    refund_codes: str
    adjustment_codes: str
    service_codes: str
    service_words: str

    @property
    def general(self) -> bool:
        """Whether it stands for any hand-made or unknown file of its kind."""
        return not self.signatures

    def likeness(self, names: frozenset[str]) -> tuple[float, int]:
        """The share of the signature that fits best and the number of its names that are present."""
        found = [(len(names & one) / len(one), len(names & one)) for one in self.signatures]
        return max(found, default=(0.0, 0))

    def fits(self, names: frozenset[str], file_name: str = "") -> bool:
        """Whether a file with these normalised column names, called so, is of this source."""
        if self.general or not self.required <= names:
            return False
        if self.file_name_needed and not self.fits_name(file_name):
            return False
        return any(len(names & one) >= self.signature_share * len(one) for one in self.signatures)

    def fits_name(self, file_name: str) -> bool:
        """Whether a file's name is like those that this source gives its files."""
        return bool(self.file_names and re.search(self.file_names, file_name, re.IGNORECASE))

    def constants_for(self, file_name: str) -> dict[str, str]:
        """Meaning → value for what no column of a file called so says."""
        found = dict(self.constants)
        for rule in self.by_file_name:
            if re.search(rule.pattern, file_name, re.IGNORECASE):
                found.update(rule.constants)
                break
        return found


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every source, the most particular first."""
    found = [
        _read(json.loads(path.read_text("utf-8"))) for path in sorted((RESOURCES / "sources").glob("*.json"))
    ]
    return tuple(sorted(found, key=lambda source: -source.rank))


def general_source(kind: str) -> Source:
    """The source of hand-made and unknown files of a kind. Raises ``import.unknown_kind``."""
    for source in sources():
        if source.kind == kind and source.general:
            return source
    raise ClienteleError("import.unknown_kind", kind=kind, known=", ".join(MEANINGS_OF))


def named_sources(name: str) -> tuple[Source, ...]:
    """The sources of that id or, where there is none, of that channel. Raises ``import.unknown_source``."""
    word = name.strip().casefold()
    found = [source for source in sources() if source.id == word]
    found = found or [source for source in sources() if source.channel == word]
    if not found:
        known = sorted({source.channel for source in sources()})
        raise ClienteleError("import.unknown_source", source=name, known=", ".join(known))
    return tuple(found)


@lru_cache(maxsize=1)
def known_headers() -> frozenset[str]:
    """Every normalised column name that some source knows."""
    return frozenset(
        name
        for source in sources()
        for group in (*source.signatures, *source.columns.values())
        for name in group
        if not name.isdigit()
    )


def _read(told: dict[str, Any]) -> Source:
    signatures = [*([told["signature"]] if told.get("signature") else []), *told.get("signatures", [])]
    columns = {meaning: _names(names) for meaning, names in told.get("columns", {}).items()}
    for meaning in told.get("translated", []):
        columns[meaning] = list(dict.fromkeys([*columns.get(meaning, []), *dictionary_names(meaning)]))
    if not signatures:
        columns = names_of(told["kind"], columns, told.get("borrows", {}))
    items = told.get("items")
    return Source(
        id=told["id"],
        channel=told["channel"],
        kind=told["kind"],
        rank=told.get("rank", 10 if signatures else 0),
        signatures=tuple(frozenset(_names(signature)) for signature in signatures),
        signature_share=told.get("signature_share", 0.7),
        required=frozenset(_names(told.get("required", []))),
        file_names=told.get("file_names", ""),
        file_name_needed=told.get("file_name_needed", False),
        needs=tuple(map(tuple, told.get("needs", []))),
        evidence=told.get("evidence", {}),
        columns=columns,
        constants=told.get("constants", {}),
        by_file_name=tuple(
            NamedConstants(rule["pattern"], rule["constants"]) for rule in told.get("by_file_name", [])
        ),
        date_order=told.get("date_order", ""),
        decimal=told.get("decimal", ""),
        timezone=told.get("timezone", ""),
        empty=tuple(told.get("empty", [])),
        detail=told.get("detail", "lines"),
        order_fields_once=told.get("order_fields_once", False),
        order_numbers_repeat=told.get("order_numbers_repeat", False),
        summary_rows=told.get("summary_rows", False),
        payments=told.get("payments", False),
        items=ItemCells(items["separator"], items["pattern"]) if items else None,
        item_columns=told.get("item_columns", ""),
        refund_rows=frozenset(word.casefold() for word in told.get("refund_rows", [])),
        skip_rows=frozenset(word.casefold() for word in told.get("skip_rows", [])),
        only_rows={
            normalise_header(name): frozenset(word.casefold() for word in words)
            for name, words in told.get("only_rows", {}).items()
        },
        statuses=_folded(told.get("statuses", {})),
        events=_folded(told.get("events", {})),
        refund_codes=told.get("refund_codes", ""),
        adjustment_codes=told.get("adjustment_codes", ""),
        service_codes=told.get("service_codes", ""),
        service_words=told.get("service_words", ""),
    )


def _names(names: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(name for name in map(normalise_header, names) if name))


def _folded(words: Mapping[str, str]) -> dict[str, str]:
    return {word.casefold(): meant for word, meant in words.items()}
