"""Sheets with one column a product ("Mug £5.50", "Plate (10.00)"): how many of each somebody bought."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.importing.amounts import parse_amount
from engine.importing.profiles import Profile
from engine.importing.table import Factor, RawTable

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The column that the counts become: a list of articles as shops' programs write them.
ITEMS = "Items"
_MONEY = r"[^\w\s.,()@/-]?\s?\d{1,5}(?:[.,]\d{1,2})?\s?(?:[^\w\s.,()@/-]|[A-Z]{3}|kr|zł|元)?"
#: A product's name and its price: in brackets, after a sign, or beside a currency.
_PRICED = re.compile(
    rf"^(?P<name>.*[^\W\d_].*?)\s*(?:[(\[（@]\s*(?:[A-Z]{{3}}\s*)?(?P<inside>{_MONEY})\s*[)\]）]?"
    r"|[\s-]+(?P<marked>[$€£¥￥₹]\s?\d{1,5}(?:[.,]\d{1,2})?|\d{1,5}(?:[.,]\d{1,2})?\s?[$€£¥￥₹元]))$"
)
_NEEDED = 2
_MOST_PIECES = 1_000


def widened(table: RawTable) -> RawTable:
    """The table with a column that lists the articles of each row, where its columns are priced products and
    hold how many; else the table itself.
    """
    products: dict[int, tuple[str, int]] = {}
    for index, header in enumerate(table.headers):
        match = _PRICED.match(header.strip())
        written = (match["inside"] or match["marked"]) if match else ""
        price = parse_amount(re.sub(r",(\d{1,2})(?!\d)", r".\1", written)) if match else None
        if match and price and price > 0 and _counts(Profile(table.sample(index, 300))):
            products[index] = (match["name"].strip(), price)
    if len(products) < _NEEDED:
        return table
    cells = {index: table.column(index) for index in products}
    lists = []
    for row in range(table.row_count):
        held = {index: str(column.values[int(column.codes[row])].as_py()) for index, column in cells.items()}
        lists.append(_listed(held, products))
    kept = [index for index, header in enumerate(table.headers) if header != ITEMS]
    return replace(
        table, headers=[*(table.headers[index] for index in kept), ITEMS],
        columns=[*(table.columns[index] for index in kept), Factor.of_texts(lists)],
    )  # fmt: skip


def _counts(profile: Profile) -> bool:
    return profile.filled == 0 or (profile.whole > 0.95 and 0 <= profile.lowest <= profile.highest <= 1_000)


def _listed(held: Mapping[int, str], products: Mapping[int, tuple[str, int]]) -> str:
    pieces = []
    for index, text in held.items():
        quantity = parse_amount(text, ".", 1_000) or 0
        if 0 < quantity <= _MOST_PIECES * 1_000:
            name, price = products[index]
            total = quantity * price // 1_000
            number = f"{quantity // 1_000}" if quantity % 1_000 == 0 else f"{quantity / 1_000}"
            plain = re.sub(r"[|\n;]+", " ", name)
            pieces.append(f"name:{plain}|quantity:{number}|total:{total // 10_000}.{total % 10_000:04d}")
    return " || ".join(pieces)
