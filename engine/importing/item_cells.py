"""Cells that list an order's articles: ``2× Mug, 1× Print``, ``皂(玫瑰)(2件);膏(1)``, ``name:Mug|total:2``.

A total that stands beside such a list is shared among its articles by their pieces, to the last unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.importing.amounts import parse_amount
from engine.importing.sources import ItemCells

if TYPE_CHECKING:
    from numpy.typing import NDArray

_COUNT = r"(?P<quantity>\d+(?:\.\d+)?)"
#: How lists are written where the source does not say, the most telling first.
_USUAL = (
    ItemCells(r"\s*[|;]{2,}\s*|\s*\n\s*", r"name:(?P<name>[^|]*)(?P<rest>\|.*)?"),
    ItemCells(r"\s*[,;\n，；、]\s*", rf"{_COUNT}\s*[×xX*]\s*(?P<name>.+)"),
    ItemCells(r"\s*[,;\n，；、]\s*", rf"(?P<name>.+?)\s*(?:[×*]\s*|\s[xX]\s*){_COUNT}"),
    ItemCells(r"\s*[;；\n]\s*", rf"(?P<name>.+?)\s*[(（]{_COUNT}\s*(?:件|个|pcs?)?[)）]"),
    ItemCells(r"\s*[;；\n]\s*", r"(?P<name>.+)"),
)  # fmt: skip
_PAIR = re.compile(r"(?:^|\|)\s*([a-z_ ]+?)\s*:\s*([^|]*)", re.IGNORECASE)
_MOST_MILLI = 10**10


@dataclass(frozen=True)
class Item:
    """One article of a list; ``total_e4`` is None where the list does not say what it cost."""

    name: str
    code: str
    quantity_milli: int
    total_e4: int | None


def read_items(text: str, cells: ItemCells | None = None, decimal: str = ".") -> list[Item]:
    """The articles that one cell lists, as the source writes them or else as most programs do; none for a
    blank cell.
    """
    text = text.strip()
    if not text:
        return []
    for form in (cells, *_USUAL) if cells else _USUAL:
        found = _read(text, form, decimal)
        if found:
            return found
    return [Item(text, "", 1_000, None)]


def _read(text: str, form: ItemCells, decimal: str) -> list[Item]:
    """Empty where a piece that must name an article does not."""
    whole, leads = _compiled(form.pattern), _number_leads(form.pattern)
    pieces = (
        [piece for piece in re.split(form.separator, text) if piece.strip()] if form.separator else [text]
    )
    items: list[str] = []
    waiting = ""
    for piece in pieces:
        joined = f"{waiting}, {piece}" if waiting else piece
        if whole.fullmatch(joined.strip()):
            items.append(joined.strip())
            waiting = ""
        elif leads and items:
            # A name with a comma in it: what follows belongs to the article before.
            items[-1] = f"{items[-1]}, {piece.strip()}"
        else:
            waiting = joined
    if waiting:
        return []
    return [_item(match, decimal) for item in items if (match := whole.fullmatch(item))]


def _item(match: re.Match[str], decimal: str) -> Item:
    told = {name: (value or "").strip() for name, value in match.groupdict().items()}
    if told.get("rest"):
        pairs = {key.casefold(): value.strip() for key, value in _PAIR.findall(told["rest"])}
        told = {
            "name": told["name"],
            "code": pairs.get("sku") or pairs.get("product_id", ""),
            "quantity": pairs.get("quantity") or pairs.get("qty", ""),
            "total": pairs.get("total", ""),
        }
    quantity = parse_amount(told.get("quantity", ""), decimal, 1_000)
    total = parse_amount(told["total"], decimal) if told.get("total") else None
    if quantity is None or not 0 < quantity <= _MOST_MILLI:
        quantity = 1_000
    name = told.get("name", "").strip(" ,;，；")
    return Item(name or told.get("code", ""), told.get("code", ""), quantity, total)


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


@lru_cache(maxsize=64)
def _number_leads(pattern: str) -> bool:
    number, name = pattern.find("(?P<quantity>"), pattern.find("(?P<name>")
    return 0 <= number < name


def share(amount: int, weights: NDArray[np.int64]) -> NDArray[np.int64]:
    """An amount parted by weights (n,), exactly: what rounding leaves goes to the heaviest."""
    whole = int(weights.sum())
    if whole <= 0:
        weights, whole = np.ones(len(weights), np.int64), len(weights)
    parts = np.array([amount * int(weight) // whole for weight in weights.tolist()], np.int64)
    parts[int(np.argmax(weights))] += amount - int(parts.sum())
    return parts
