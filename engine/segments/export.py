"""A segment's customers as a file for a spreadsheet: to look at, to call, to print labels from."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.whole_file import whole_file
from engine.words import say

if TYPE_CHECKING:
    from engine.shop import Shop
    from engine.store.segments import ListRow


def export_segment(shop: Shop, *, segment_id: int, path: Path, language: str = "en") -> int:
    """Write the members of a segment as CSV, whole or not at all; how many they are.

    UTF-8 with the mark by which Excel knows it; no cell is taken for a formula. Raises ``segment.missing``
    ``segment.export.failed`` and ``store.over_a_shop``.
    """
    from engine.store import segments as store

    with shop.store.read() as connection:
        name = store.segment_name(connection, segment_id)
        if name is None:
            raise ClienteleError("segment.missing")
        rows = store.list_rows(connection, segment_id)
    write_list(shop, rows, name.say(language), path, language)
    return len(rows)


def write_list(shop: Shop, rows: Sequence[ListRow], segment: str, path: Path, language: str) -> None:
    """Write customers as CSV under the name of a segment; raises as ``export_segment`` does."""
    from engine.cells import guarded
    from engine.customers.days import day_of
    from engine.money import decimal_string

    currency, zone = shop.settings.currency, shop.zone
    columns: tuple[str, ...] = (
        "code", "name", "email", "consent", "country", "orders", "net", "last", "segment",
    )  # fmt: skip
    scored = any(row.points is not None for row in rows)
    if scored:
        columns += ("points",)
    try:
        with whole_file(path, "utf-8-sig") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(
                [say(f"segment.export.{column}", language, currency=currency) for column in columns]
            )
            for row in rows:
                writer.writerow(
                    (
                        guarded(row.code, "code"),
                        guarded(row.name),
                        guarded(row.email, "email"),
                        say(f"segment.export.{row.consent or 'unknown'}", language),
                        guarded(row.country),
                        row.order_count,
                        decimal_string(row.net_e4, currency),
                        day_of(row.last_at, zone).isoformat() if row.last_at is not None else "",
                        segment,
                        *([row.points] if scored else []),
                    )
                )
    except OSError as problem:
        raise ClienteleError("segment.export.failed", file=path.name) from problem
