"""What the Import page shows before a file is dropped, and the sums it shows of a report."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import ClienteleError
from engine.importing.history import history
from engine.importing.report import ForeignMoney, ImportRecord, ImportReport, MoneyTotals, RejectedCell

if TYPE_CHECKING:
    from engine.shop import Shop

#: What starts a formula in some spreadsheet (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class ImportOverview:
    """Every import, the newest first, and whether the shop has any order at all."""

    records: tuple[ImportRecord, ...]
    has_orders: bool


def overview(shop: Shop) -> ImportOverview:
    """The page's view; plain SQL rows, no pandas."""
    from engine.store import loading

    with shop.store.read() as connection:
        has_orders = loading.next_id(connection, "orders") > 1
    return ImportOverview(tuple(history(shop)), has_orders)


def example_day(example: str, order: str) -> date | None:
    """The day that a date such as ``03/10/2024`` is, read as ``dmy`` or ``mdy``; None where there is none."""
    numbers = [int(number) for number in re.findall(r"\d+", example)[:3]]
    if len(numbers) < 3:
        return None
    first, second, year = numbers
    day, month = (first, second) if order == "dmy" else (second, first)
    try:
        return date(year + 2000 if year < 69 else year + 1900 if year < 100 else year, month, day)
    except ValueError:
        return None


def stored_rows(report: ImportReport) -> int:
    """Rows of the file that the shop holds, whether this import put them there or an earlier one."""
    return report.rows.added + report.rows.updated + report.rows.unchanged


def adds_up(report: ImportReport) -> bool:
    """Whether every row and every unit of money that was read is stored, set aside or rejected."""
    rows, money = report.rows, report.money
    if rows.read != stored_rows(report) + rows.set_aside + rows.rejected:
        return False
    purses: list[MoneyTotals | ForeignMoney] = [] if money is None else [money, *money.foreign]
    return all(
        purse.read_e4 == purse.stored_e4 + purse.set_aside_e4 + purse.rejected_e4 + purse.discounts_e4
        for purse in purses
    )


def save_rejected(
    cells: Sequence[RejectedCell], path: Path, *, titles: Sequence[str], language: str = "en"
) -> None:
    """Write rejected cells as a CSV file (UTF-8 with BOM, for spreadsheets): line, column, value, reason.

    What a spreadsheet would take for a formula is quoted. Raises ``import.cannot_write``.
    """
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(titles)
            for cell in cells:
                texts = (cell.column, cell.value, cell.reason.say(language))
                writer.writerow(
                    [cell.line, *("'" + text if text.startswith(_FORMULA) else text for text in texts)]
                )
    except OSError as problem:
        raise ClienteleError("import.cannot_write", file=path.name) from problem
