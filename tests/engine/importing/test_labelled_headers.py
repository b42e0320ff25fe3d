"""Columns of two hundred invented files, as forty programs and sheets in nine languages name them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.importing import preview
from engine.importing.mapping import SURE
from engine.importing.profiles import is_date, is_money
from engine.importing.sources import sources
from tests.engine.importing.header_samples import rows_for

TABLE = Path(__file__).with_name("labelled_headers.txt")


@dataclass(frozen=True)
class Labelled:
    """One file of the table: ``columns`` are (header, meaning or "")."""

    part: str
    source: str
    name: str
    columns: tuple[tuple[str, str], ...]
    number: int


def labelled(part: str) -> Iterator[Labelled]:
    kinds = {source.kind for source in sources()}
    for number, line in enumerate(TABLE.read_text("utf-8").splitlines()):
        if line.startswith(part):
            _, source, name, headers = line.split("|", 3)
            columns = [header.partition("=") for header in headers.split(";")]
            yield Labelled(
                part,
                f"{source}_file" if source in kinds else source,
                name,
                tuple((header, meaning) for header, _, meaning in columns),
                number,
            )


def measure(part: str, folder: Path) -> tuple[Counter[str], list[str]]:
    """(columns, right, files, recognised, falsified; what is wrong) of one part of the table."""
    counts: Counter[str] = Counter()
    wrong = []
    channels = {source.id: (source.channel, source.kind) for source in sources()}
    for one in labelled(part):
        path = folder / f"{one.number}" / one.name
        path.parent.mkdir()
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([header for header, _ in one.columns])
            writer.writerows(rows_for(list(one.columns), one.number))
        seen = preview(None, path)[0]
        recognised = (seen.source, seen.kind) == channels[one.source]
        counts.update(files=1, recognised=recognised, columns=len(one.columns))
        if not recognised:
            wrong.append(f"{one.source} {one.name}: taken for {seen.kind} of {seen.source}")
        for column, (header, meaning) in zip(seen.columns, one.columns, strict=True):
            right = column.meaning == meaning
            grave = is_money(column.meaning) or is_date(column.meaning)
            counts.update(right=right, falsified=not right and grave and column.confidence >= SURE)
            if not right:
                wrong.append(f"{one.source} {one.name}: {header} is {column.meaning}, not {meaning}")
    return counts, wrong


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_columns_are_recognised(part: str, tmp_path: Path) -> None:
    counts, wrong = measure(part, tmp_path)
    assert counts["columns"] >= (2_500 if part == "tuned" else 150)
    assert counts["recognised"] == counts["files"], wrong
    assert counts["right"] >= 0.95 * counts["columns"], wrong
    # A column not found is asked for; a wrong amount or date would falsify the shop.
    assert counts["falsified"] == 0, wrong
