"""Product lists: catalogues, stock lists and price lists of any shop program."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.importing.columns import Columns
from engine.importing.kinds.base import Comparison, Run, Setting, Understood
from engine.importing.product_matching import StoredProduct, match_products
from engine.importing.product_rows import ProductRecord, read_products
from engine.importing.report import RowCounts
from engine.importing.views import PreviewColumn, PreviewLine, PreviewTable
from engine.jobs import Progress, no_progress, part_of
from engine.store import journal, loading, product_loading
from engine.words import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.importing.understanding import MappedFile

_COLUMNS = (
    PreviewColumn("product", "text"), PreviewColumn("product_name", "text"),
    PreviewColumn("variant", "text"), PreviewColumn("category", "text"), PreviewColumn("brand", "text"),
    PreviewColumn("price", "money"), PreviewColumn("compare_price", "money"), PreviewColumn("cost", "money"),
    PreviewColumn("stock", "number"), PreviewColumn("published", "flag"),
    PreviewColumn("description", "text"),
)  # fmt: skip


@dataclass(frozen=True)
class ProductComparison(Comparison):
    """For each product of the list its stored id (0: new), what it says, and the columns that change."""

    ids: list[int]
    told: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    before: list[dict[str, Any]]


@dataclass
class UnderstoodProducts(Understood):
    """A product list understood."""

    products: list[ProductRecord]
    currency: str

    @property
    def record_count(self) -> int:
        return len(self.products)

    def compare(self, connection: Connection) -> ProductComparison:
        stored = [StoredProduct(*row) for row in product_loading.stored_names(connection)]
        ids = match_products(self.products, stored)
        numbered = {product.id: product.numbered for product in stored}
        known = product_loading.stored_products(connection, filter(None, ids))
        said: list[dict[str, Any]] = []
        changes: list[dict[str, Any]] = []
        before: list[dict[str, Any]] = []
        for number, record in zip(ids, self.products, strict=True):
            row = known.get(number, {})
            told = _told(record, row)
            said.append(told)
            if not (number and not record.numbered and numbered[number]):
                told = {"code": record.code, **told}
            changes.append({column: value for column, value in told.items() if value != row.get(column)})
            before.append({column: row.get(column) for column in changes[-1]})
        counts = dict.fromkeys(("added", "updated", "unchanged"), 0)
        rows = dict(counts)
        for number, change, record in zip(ids, changes, self.products, strict=True):
            what = "added" if not number else "updated" if change else "unchanged"
            counts[what] += 1
            rows[what] += len(record.rows)
        return ProductComparison(
            RowCounts(**rows), RowCounts(read=len(ids), **counts), ids, said, changes, before
        )

    def store(
        self,
        connection: Connection,
        comparison: ProductComparison,
        run: Run,
        progress: Progress = no_progress,
    ) -> list[Text]:
        following = loading.next_id(connection, "product")
        ids = []
        for number in comparison.ids:
            ids.append(number or following)
            following += not number
        found = list(zip(ids, comparison.ids, comparison.changes, comparison.before, strict=True))
        added = [(number, change) for number, known, change, _ in found if not known]
        for start in range(0, len(added), loading.CHUNK):
            product_loading.add_products(connection, added[start : start + loading.CHUNK], run.import_id)
            progress(0.8 * start / len(added))
        changed = [(number, change, before) for number, known, change, before in found if known and change]
        product_loading.change_products(connection, [(number, change) for number, change, _ in changed])
        journal.changed(
            connection, run.import_id, [("product", {"id": number}, before) for number, _, before in changed]
        )
        same = [number for number, known, change, _ in found if known and not change]
        journal.seen(connection, run.import_id, "product", same)
        words = [(number, run.at, said) for number, said in zip(ids, comparison.told, strict=True)]
        journal.told(connection, run.import_id, "product", words)
        progress(1.0)
        return []

    def preview(self, limit: int) -> PreviewTable:
        lines = []
        for record in self.products[:limit]:
            told = record.told
            values = (
                record.code, told.get("name", ""), told.get("variant", ""), told.get("category", ""),
                told.get("brand", ""), told.get("price_e4"),
                told.get("attributes", {}).get("regular_price_e4"), told.get("cost_e4"), told.get("stock"),
                None if "listed" not in told else bool(told["listed"]),
                told.get("description", "").replace("\n", " ")[:120],
            )  # fmt: skip
            lines.append(PreviewLine(self.file.table.line_of(record.rows[0]), values))
        return PreviewTable(_COLUMNS, tuple(lines), self.currency)


class Products:
    """The kind."""

    id = "products"
    topics = frozenset({"products", "imports"})

    def missing(self, mapped: MappedFile) -> Text | None:
        if mapped.columns.keys() & {"product", "product_name"}:
            return None
        columns = ", ".join(match.header for match in mapped.matches)[:300]
        return Text("import.no_product_column", {"file": mapped.name, "columns": columns})

    def understand(
        self, mapped: MappedFile, setting: Setting, progress: Progress = no_progress
    ) -> UnderstoodProducts:
        columns = Columns(mapped, setting)
        sheet = read_products(columns, mapped.table, setting.currency, part_of(progress, 0.0, 1.0))
        return UnderstoodProducts(
            file=mapped, usable=columns.usable, rejects=columns.rejects, reject_counts=columns.reject_counts,
            set_aside=sheet.set_aside, notes=sheet.notes, questions=columns.questions,
            products=sheet.products, currency=setting.currency,
        )  # fmt: skip


KIND = Products()


def _told(record: ProductRecord, stored: dict[str, Any]) -> dict[str, Any]:
    """What the list says of a product, as columns; what it does not speak of stays."""
    told = {column: value for column, value in record.told.items() if value not in ("", None)}
    if "attributes" in told:
        attributes = {**json.loads(stored.get("attributes", "{}")), **told["attributes"]}
        kept = {name: value for name, value in attributes.items() if value is not None}
        told["attributes"] = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    return told
