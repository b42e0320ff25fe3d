"""Sources: what is known of the files that shop programs export, told by ``resources/sources/*.json``.

A new source is a new file there, not code. Its keys: ``id``, ``channel`` (order numbers are unique within
it), ``kind`` of rows, ``rank`` (the larger is tried first), ``signature`` (names of which ``signature_share``
must be present; empty: anything), ``columns`` (meaning → the names it goes by, best first), ``date_order``
where the program always writes the same, ``decimal`` mark likewise, ``order_fields_once`` (order fields
stand on the first row of an order only), ``order_numbers_repeat`` (two orders may bear one number),
``statuses`` (their words → ours), ``refund_codes`` and ``adjustment_codes`` (patterns of order numbers),
``service_codes`` and ``service_words`` (what is charged but is no product).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.importing.headers import normalise_header
from engine.words import RESOURCES


@dataclass(frozen=True)
class Source:
    """One source description, with normalised column names."""

    id: str
    channel: str
    kind: str
    rank: int
    signature: frozenset[str]
    signature_share: float
    columns: Mapping[str, Sequence[str]]
    date_order: str
    decimal: str
    order_fields_once: bool
    order_numbers_repeat: bool
    statuses: Mapping[str, str]
    refund_codes: str
    adjustment_codes: str
    service_codes: str
    service_words: str

    def fits(self, names: Sequence[str]) -> bool:
        """Whether a file with these normalised column names is of this source."""
        if not self.signature:
            return True
        present = len(self.signature & set(names))
        return present >= self.signature_share * len(self.signature)


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every source, the most particular first."""
    found = [
        _read(json.loads(path.read_text("utf-8"))) for path in sorted((RESOURCES / "sources").glob("*.json"))
    ]
    return tuple(sorted(found, key=lambda source: -source.rank))


def recognise(headers: Sequence[str]) -> Source:
    """The source whose export has these columns; the general one when no other fits."""
    names = [normalise_header(header) for header in headers]
    return next(source for source in sources() if source.fits(names))


@lru_cache(maxsize=1)
def known_headers() -> frozenset[str]:
    """Every normalised column name that some source knows."""
    return frozenset(
        name
        for source in sources()
        for group in (source.signature, *source.columns.values())
        for name in group
    )


def _read(told: dict[str, Any]) -> Source:
    return Source(
        id=told["id"],
        channel=told["channel"],
        kind=told["kind"],
        rank=told.get("rank", 0),
        signature=frozenset(map(normalise_header, told.get("signature", []))),
        signature_share=told.get("signature_share", 0.7),
        columns={
            meaning: [normalise_header(name) for name in names] for meaning, names in told["columns"].items()
        },
        date_order=told.get("date_order", ""),
        decimal=told.get("decimal", ""),
        order_fields_once=told.get("order_fields_once", False),
        order_numbers_repeat=told.get("order_numbers_repeat", False),
        statuses={word.casefold(): status for word, status in told.get("statuses", {}).items()},
        refund_codes=told.get("refund_codes", ""),
        adjustment_codes=told.get("adjustment_codes", ""),
        service_codes=told.get("service_codes", ""),
        service_words=told.get("service_words", ""),
    )
