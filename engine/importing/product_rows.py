"""Rows of a product list to products: variants, pictures, places of storage and repeats put together.

A product is known by its code, as orders know it: the article number or, where a product has none, its name
as the shop prints it on an order ("Shirt - Small / Red"), both without case. Only where two products have the
same name and no number is the shop's own name for the family added.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.importing.amounts import currencies_of
from engine.importing.columns import Columns
from engine.importing.currencies import currencies_in_name
from engine.importing.headers import normalise_header
from engine.importing.html_text import plain_text
from engine.importing.table import Factor, RawTable
from engine.importing.texts import clean_codes, clean_names, lost_digits
from engine.importing.value_words import flag_of
from engine.importing.vocabulary import pattern, plain_word, words
from engine.jobs import Progress, no_progress, part_of
from engine.words import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: "Option1 Value" (Shopify) and "Attribute 1 value(s)" (WooCommerce) in the languages they are written in.
_OPTION = re.compile(
    r"^(?:option|opción|opzione|optie|opção|オプション|选项)(\d)(?:value|valeur|wert|valor|valore|waarde|値|值)?$"
    r"|^(?:attribute?|atributo|attributo|attribuut|属性)(\d)(?:value|valeur|wert|valore?|waarde|值)(?:s|n|es)?$"
)
_DEFAULT_OPTION = frozenset({"default title", "default"})
_LARGEST_STOCK = 10**9
_LARGEST_PRICE_E4 = 10**13
PICTURE = "import.set_aside.picture"


@dataclass
class ProductRecord:
    """One product as a list tells of it: ``told`` are the columns of the product table that it fills.

    ``numbered``: the code is the product's own article number, not its name. ``rows`` tell of it.
    """

    code: str
    numbered: bool
    told: dict[str, Any]
    rows: list[int] = field(default_factory=list)


@dataclass
class ProductSheet:
    """The products of a list and what was found on the way; ``set_aside`` is reason → rows."""

    products: list[ProductRecord]
    set_aside: dict[str, NDArray[np.int64]]
    notes: list[Text]


def read_products(
    columns: Columns, table: RawTable, currency: str, progress: Progress = no_progress
) -> ProductSheet:
    """Put the rows of a mapped list together; ``currency`` is the shop's ("" for any)."""
    notes: list[Text] = []
    cells = _Cells(columns, table, currency, notes, part_of(progress, 0.0, 0.4))
    mains = _mains(cells)
    pictures = [row for row in np.flatnonzero(columns.usable).tolist() if cells.is_picture(row, mains)]
    aside = set(pictures)
    nameless = np.zeros(columns.rows, bool)
    found: dict[str, ProductRecord] = {}
    families: dict[str, str] = {}
    shared: set[str] = set()
    for number, row in enumerate(np.flatnonzero(columns.usable).tolist()):
        if number % 2_000 == 0:
            progress(0.4 + 0.6 * number / max(columns.rows, 1))
        if row in aside:
            continue
        told = cells.told(row, mains[row])
        own = cells.code[row]
        code = own or told["name"].upper()
        if not code:
            nameless[row] = True
            continue
        family = told.get("group_code", "")
        if not own and families.setdefault(code, family) != family:
            code = " / ".join(filter(None, (family, told.get("variant", "")))).upper()
        record = found.get(code)
        if record is None:
            found[code] = ProductRecord(code, bool(own), told, [row])
            continue
        if told.get("variant") != record.told.get("variant"):
            shared.add(code)
        _join(record, told, add_stock=cells.stored_in_places or code in shared)
        record.rows.append(row)
    columns.reject(
        nameless, "product" if columns.has("product") else "product_name", "import.reason.no_product"
    )
    if shared:
        codes = ", ".join(sorted(shared))[:200]
        notes.append(Text("import.note.shared_codes", {"n": len(shared), "codes": codes}))
    progress(1.0)
    set_aside = {PICTURE: np.array(pictures, np.int64)} if pictures else {}
    return ProductSheet(list(found.values()), set_aside, notes)


def _join(record: ProductRecord, told: dict[str, Any], *, add_stock: bool) -> None:
    """A later row of the same product: what it says is newer, stock of another place comes on top."""
    stock = record.told.get("stock")
    if add_stock and stock is not None:
        told = {**told, "stock": stock + told.get("stock", 0)}
    attributes = {**record.told.get("attributes", {}), **told.get("attributes", {})}
    record.told.update(told)
    if attributes:
        record.told["attributes"] = attributes


def _mains(cells: _Cells) -> list[int]:
    """For each row the row that tells what it does not repeat: its family's first, or its parent."""
    by_code = {code: row for row, code in reversed(list(enumerate(cells.code))) if code}
    by_id = {number: row for row, number in reversed(list(enumerate(cells.row_id))) if number}
    first: dict[str, int] = {}
    mains = []
    for row, family in enumerate(cells.family):
        if not family:
            mains.append(row)
            continue
        parent = re.match(r"(?i)^id:\s*(\d+)$", family)
        if parent:
            mains.append(by_id.get(parent[1], first.setdefault(family, row)))
        else:
            mains.append(by_code.get(family.upper(), first.setdefault(family, row)))
    return mains


class _Cells:
    """A list's columns as plain Python lists, one entry a row; money in 1/10,000 or None."""

    def __init__(
        self, columns: Columns, table: RawTable, currency: str, notes: list[Text], progress: Progress
    ) -> None:
        self._columns = columns
        self.code = _listed(columns.codes("product", upper=True))
        self.family = _listed(columns.codes("group"))
        self.row_id = _listed(_column(table, lambda name: name == "id", columns))
        self.name = _listed(columns.text("product_name"))
        progress(0.2)
        self.stored_in_places = columns.has("location")
        self._options, self._of_attributes = _options(table, columns)
        self._category = _categories(columns.text("category"))
        self._description = _listed(columns.raw("description", names=True).map(_each(plain_text)))
        progress(0.5)
        self._brand = _listed(columns.text("brand"))
        self._tags = _listed(columns.text("tags").map(_each(_tags)))
        self._picture = _listed(columns.text("picture").map(_each(_first_picture)))
        self._url = _listed(columns.text("url"))
        self._barcode = self._barcodes(notes)
        self._price, self._regular = self._prices(currency, notes)
        self._cost = self._money("cost")
        progress(0.8)
        self._stock = self._stocks()
        self._listed = self._on_sale()
        progress(1.0)

    def is_picture(self, row: int, mains: list[int]) -> bool:
        """Whether a row adds nothing but a further picture to the product above it."""
        return (
            bool(self.family[row])
            and mains[row] != row
            and not (self.name[row] or self.code[row] or self._barcode[row] or self._options[row])
            and self._price[row] is None
            and self._stock[row] is None
        )

    def told(self, row: int, main: int) -> dict[str, Any]:
        """What a row and the row it continues say of its product, by column of the product table."""

        def of_family(values: list[Any]) -> Any:
            return values[row] or values[main]

        variant = self._variant(row, main)
        name = self.name[row] or self.name[main]
        # Some programs name each variant whole, others only the family.
        if variant and (main == row or self.name[row] in ("", self.name[main])):
            name = " - ".join(filter(None, (name, variant)))
        service = pattern("products", "service")
        is_service = service.search(name) or service.search(self._category[row])
        own_picture = self._picture[row] if main == row or self.code[main] == self.family[row].upper() else ""
        told: dict[str, Any] = {
            "name": name, "category": of_family(self._category), "brand": of_family(self._brand),
            "description": of_family(self._description), "tags": of_family(self._tags),
            "picture": own_picture or self._picture[main] or self._picture[row], "url": of_family(self._url),
            "variant": variant, "barcode": self._barcode[row],
            "group_code": self.family[row],
            "price_e4": self._price[row], "cost_e4": self._cost[row], "stock": self._stock[row],
            "kind": "service" if is_service else "",
        }  # fmt: skip
        told = {column: value for column, value in told.items() if value not in ("", None)}
        told.setdefault("name", "")
        listed = self._listed[row] if self._listed[row] is not None else self._listed[main]
        if self._listed[main] == 0 or listed == 0:
            told["listed"] = 0
        elif listed is not None:
            told["listed"] = 1
        if self._price[row] is not None:
            # Without a higher price beside it the reduction, if there was one, is over.
            told["attributes"] = {"regular_price_e4": self._regular[row]}
        return told

    def _variant(self, row: int, main: int) -> str:
        # WooCommerce's attributes describe every product; only those of a variation tell it from another.
        describes = self._of_attributes and main == row
        return "" if describes else (", " if self._of_attributes else " / ").join(self._options[row])

    def _money(self, meaning: str) -> list[int | None]:
        amounts, known = self._columns.amounts(meaning)
        wrong = known & ((amounts < 0) | (amounts > _LARGEST_PRICE_E4))
        self._columns.reject(wrong, meaning, "import.reason.bad_amount")
        return _filled(amounts, known & ~wrong)

    def _prices(self, currency: str, notes: list[Text]) -> tuple[list[int | None], list[int | None]]:
        """(what it costs now, what it costs otherwise where that is more) of every row."""
        price, sale, before = (self._money(name) for name in ("price", "sale_price", "compare_price"))
        foreign = self._foreign(currency)
        now: list[int | None] = []
        regular: list[int | None] = []
        for row, (usual, reduced, crossed) in enumerate(zip(price, sale, before, strict=True)):
            reduction = reduced if reduced and (usual is None or reduced < usual) else None
            current = usual if reduction is None else reduction
            higher = max((each for each in (usual, crossed) if each is not None), default=None)
            if foreign[row]:
                current = higher = None
            now.append(current)
            regular.append(
                higher if current is not None and higher is not None and higher > current else None
            )
        left_out = int(sum(foreign))
        if left_out:
            notes.append(Text("import.note.foreign_prices", {"n": left_out, "ours": currency}))
        return now, regular

    def _foreign(self, currency: str) -> NDArray[np.bool_]:
        """Rows whose prices are in another currency than the shop's."""
        columns = self._columns
        if not currency:
            return np.zeros(columns.rows, bool)
        whole = "currency" in columns
        column = columns.raw("currency" if whole else "price")
        named = currencies_in_name(columns.header("price"))
        told = (group or named for group in currencies_of(column.values, whole=whole))
        other = [bool(group) and currency not in group for group in told]
        return np.array(other, bool)[column.codes]

    def _stocks(self) -> list[int | None]:
        """Pieces in stock; None where nobody counts them."""
        columns = self._columns
        column = columns.raw("stock")
        out = _flagged(column, None, "gone")
        milli, known = columns.amounts(
            "stock", scale=1_000, reason="import.reason.bad_quantity",
            words=lambda text: plain_word(text) in words("products", "gone") | words("products", "uncounted"),
        )  # fmt: skip
        too_large = known & (np.abs(milli) > _LARGEST_STOCK * 1_000)
        columns.reject(too_large, "stock", "import.reason.bad_quantity")
        known = (known & ~too_large) | out
        pieces = np.where(out, 0, np.floor_divide(milli, 1_000))
        untold = np.zeros(columns.rows, bool)
        if columns.has("tracked"):
            tracked = columns.raw("tracked")
            untold |= tracked.blank() | _flagged(tracked, False)
        if columns.has("oversell"):
            untold |= _flagged(columns.raw("oversell"), True, "oversold")
        # What nobody counts, or is sold beyond what is there, is never sold out.
        known &= ~(untold & (pieces <= 0))
        if columns.has("in_stock"):
            missing = _flagged(columns.raw("in_stock"), False, "gone") & ~known
            pieces, known = np.where(missing, 0, pieces), known | missing
        return _filled(pieces, known)

    def _on_sale(self) -> list[int | None]:
        """1 where the shop offers it, 0 where it was withdrawn, None where the list does not say."""
        columns = self._columns
        listed: list[int | None] = [None] * columns.rows
        for meaning in ("published", "status"):
            if not columns.has(meaning):
                continue
            column = columns.raw(meaning)
            told, withdrawn = ~column.blank(), _flagged(column, False, "withdrawn")
            for row in np.flatnonzero(told).tolist():
                listed[row] = 0 if withdrawn[row] or listed[row] == 0 else 1
        return listed

    def _barcodes(self, notes: list[Text]) -> list[str]:
        column = self._columns.raw("barcode")
        lost = lost_digits(column.values)[column.codes]
        if lost.any():
            notes.append(Text("import.note.lost_barcodes", {"n": int(lost.sum())}))
        codes = _listed(column.map(clean_codes))
        return ["" if gone_ else code for code, gone_ in zip(codes, lost.tolist(), strict=True)]


def _options(table: RawTable, columns: Columns) -> tuple[list[list[str]], bool]:
    """(the option values of each row, whether the columns are called attributes)."""
    found: dict[int, int] = {}
    of_attributes = False
    for index, header in enumerate(table.headers):
        match = _OPTION.match(normalise_header(header))
        if match:
            found.setdefault(int(match[1] or match[2]), index)
            of_attributes = bool(match[2])
    lists = [_listed(table.column(found[number]).map(clean_names)) for number in sorted(found)]
    if not lists:
        lists = [_listed(columns.text("variant"))]
    rows = [
        [value for value in row if value and value.casefold() not in _DEFAULT_OPTION]
        for row in zip(*lists, strict=True)
    ]
    return rows, of_attributes


def _column(table: RawTable, fits: Callable[[str], bool], columns: Columns) -> Factor:
    """The first column whose normalised name fits, whatever it is mapped to."""
    for index, header in enumerate(table.headers):
        if fits(normalise_header(header)):
            return table.column(index).map(clean_codes)
    return columns.same("")


def _categories(column: Factor) -> list[str]:
    """One category each: of several paths ("A, A > B, C") the deepest, the first of equals."""
    values = column.values.to_pylist()
    paths = any(" > " in value or "\\," in value for value in values)

    def chosen(value: str) -> str:
        if not paths:
            return value
        several = [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", value)]
        return max(several, key=lambda path: path.count(">"))

    told = [chosen(value) for value in values]
    return [told[code] for code in column.codes.tolist()]


def _tags(text: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (tag.strip() for tag in re.split(r"[,;|，、]", text)))))


def _first_picture(text: str) -> str:
    return re.split(r"[\s,;|]+(?=https?://|/|[\w./-]+\.(?:jpe?g|png|webp|gif)\b)", text, maxsplit=1)[0].strip(
        " ,;|"
    )


def _each(change: Callable[[str], str]) -> Callable[[Any], Any]:
    def changed(values: Any) -> Any:
        import pyarrow as pa

        return pa.array([change(text) for text in values.to_pylist()], pa.string())

    return changed


def _flagged(column: Factor, flag: bool | None, *groups: str) -> NDArray[np.bool_]:
    """Rows whose cell says yes (or no, as ``flag`` is), or is a word of one of the groups."""
    known = frozenset[str]().union(*(words("products", group) for group in groups))
    told = [
        plain_word(text) in known or (flag is not None and flag_of(text) is flag)
        for text in column.values.to_pylist()
    ]
    return np.array(told, bool)[column.codes]


def _listed(column: Factor) -> list[str]:
    values = column.values.to_pylist()
    return [values[code] for code in column.codes.tolist()]


def _filled(numbers: NDArray[np.int64], known: NDArray[np.bool_]) -> list[int | None]:
    return [number if told else None for number, told in zip(numbers.tolist(), known.tolist(), strict=True)]
